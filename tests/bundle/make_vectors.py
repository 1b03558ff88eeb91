"""Writes tests/bundle/vectors/: run once for a format version, then kept for ever.

    python -m tests.bundle.make_vectors

Keys are new at every run, so all files change together.
"""

from pathlib import Path

from iago_desktop.signing import trust
from tests.bundle.forge import Forger, a_report
from tests.bundle.test_attacks import ATTACKS
from tests.signing.people import TODAY, registry, site

FOLDER = Path(__file__).parent / "vectors"
CHOSEN = [
    "a stranger signs",
    "a stranger signs inside only",
    "an unknown sender",
    "legacy signature outside",
    "words added to the statement",
    "another number outside",
    "a receipt for the registry",
    "addressed to another",
    "sealed to another",
    "sealed to one more than named",
    "another instruction",
    "one more member inside",
    "a changed file",
    "another field",
    "wrong counts",
    "another site's certificate",
    "a fraction",
    "a key twice",
]


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    lmu, practice = registry(), site()
    lines = [
        "# Bundles and what a reader says to them.  The keys are open: nothing real is sealed with them.",
        f'today = "{TODAY.isoformat()}"',
        f'secret = "{lmu.secret}"  # age, of the registry',
        f'site = "{practice.id}"',
        f'site_key = "{practice.key.public.to_base64()}"  # minisign',
        'card = "registry.iagocard"',
        f'root_fingerprint = "{trust.root_fingerprint(lmu.card)}"',
    ]
    (FOLDER / "registry.iagocard").write_bytes(lmu.card_file)
    cases = [
        ("good", "ok", a_report().file),
        *((n, ATTACKS[n][0], Forger(**ATTACKS[n][1]).make()) for n in CHOSEN),
    ]
    for name, expect, data in cases:
        file = f"{name.replace(' ', '_').replace(chr(39), '')}.iago"
        (FOLDER / file).write_bytes(data)
        lines += ["", "[[case]]", f'file = "{file}"', f'expect = "{expect}"']
    (FOLDER / "cases.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
