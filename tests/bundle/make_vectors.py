"""Adds to tests/bundle/vectors/ what is not there yet, and writes its lists anew.

    python -m tests.bundle.make_vectors

A file that is there is never written again: a seal is random, and what was read once must be read for ever.
"""

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from iago_desktop.bundle import Ack, ClockDoubt
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.signing import trust
from tests.bundle.attacks import ATTACKS
from tests.bundle.forge import a_question, a_receipt, a_report
from tests.bundle.histories import HISTORIES
from tests.bundle.trust_files import TRUST_FILES
from tests.signing.people import TODAY, registry, site

FOLDER = Path(__file__).parent / "vectors"
REGISTRIES, SITES = ("REG-LMU", "REG-OTHER"), (("DE-0042", 1), ("DE-0043", 2))
READERS = {"registry": "REG-LMU", "another registry": "REG-OTHER", "site": "DE-0042"}
FORMS = ("infection", "treatment")


def _restored() -> bytes:
    doubt = ClockDoubt(shown=date(2031, 1, 1), said=date(2026, 5, 1))
    return a_report(seq=17, prev="4" * 64, recovered=True, ack=Ack(seq=3, set="3" * 64), clock=doubt).file


def _empty() -> bytes:
    return a_report({"audit.ndjson": b"", "records.ndjson": b""}, audit=None, definitions=None).file


GOOD = (
    ("a report", "REG-LMU", "nothing is wrong with it", lambda: a_report().file),
    ("a report after a restore", "REG-LMU", "recovered and the doubt of a clock may be said", _restored),
    ("an empty report", "REG-LMU", "a report may have no lines", _empty),
    ("a receipt", "DE-0042", "nothing is wrong with it", lambda: a_receipt().file),
    ("a question", "DE-0042", "nothing is wrong with it", lambda: a_question().file),
)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    told = _told()
    lines = [
        "# Files and what a reader says to them; README.md beside this says how to use them.",
        "",
        f'today = "{TODAY.isoformat()}"',
        "",
        "[forms]",
        *(f"{_toml(form)} = {_toml(fields)}" for form, fields in _forms().items()),
    ]
    for name, at, why, make in GOOD:
        _keep(name, ".iago", make)
        lines += _table("case", file=_file(name, ".iago"), at=at, check=0, expect="ok", why=why)
    lines += _table(
        "case", zeros=64 * 2**20 + 1, at="REG-LMU", check=1, expect="too_large", why="work must have an end"
    )
    for attack in ATTACKS:
        _keep(attack.name, ".iago", attack.make)
        more: dict[str, Any] = {} if attack.today == TODAY else {"today": attack.today.isoformat()}
        more |= {"revoked": list(attack.revoked)} if attack.revoked else {}
        more |= {"sender_revoked": True} if attack.sender_revoked else {}
        lines += _table(
            "case",
            file=_file(attack.name, ".iago"),
            at=READERS[attack.at],
            check=attack.check,
            expect=attack.code,
            why=attack.why,
            **more,
        )
    for each in TRUST_FILES:
        ending = f".iago{each.kind}"
        _keep(each.name, ending, each.make)
        more = {} if each.today == TODAY else {"today": each.today.isoformat()}
        more |= {"revoked": list(each.revoked)} if each.revoked else {}
        more |= {"after": _file(each.after, ".iagocard")} if each.after else {}
        lines += _table(
            "trust",
            file=_file(each.name, ending),
            kind=each.kind,
            expect=each.code or "ok",
            why=each.why,
            **more,
        )
    for history in HISTORIES:
        lines += _table("history", name=history.name, why=history.why)
        lines += _steps(history.name, history.tell, told)
    (FOLDER / "cases.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (FOLDER / "keys.toml").write_text("\n".join(_keys()) + "\n", encoding="utf-8")


def _steps(name: str, tell: Any, told: dict[str, list[dict[str, str]]]) -> list[str]:
    """What was told once stays, with the states that it got."""
    if name not in told:
        with TemporaryDirectory() as folder:
            steps = tell(Path(folder))
        files: dict[bytes, str] = {}
        told[name] = []
        for data, state, code in steps:
            if data not in files:
                files[data] = _file(f"{name} {len(files) + 1}", ".iago")
                (FOLDER / files[data]).write_bytes(data)
            told[name].append({"file": files[data], "state": state, "expect": code or "ok"})
    return [line for step in told[name] for line in _table("history.step", **step)]


def _told() -> dict[str, list[dict[str, str]]]:
    listed = FOLDER / "cases.toml"
    if not listed.exists():
        return {}
    histories = tomllib.loads(listed.read_text(encoding="utf-8")).get("history", ())
    return {history["name"]: history["step"] for history in histories}


def _keep(name: str, ending: str, make: Any) -> None:
    path = FOLDER / _file(name, ending)
    if not path.exists():
        path.write_bytes(make())


def _file(name: str, ending: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower().replace("'", "")).strip("_") + ending


def _table(table: str, **values: Any) -> list[str]:
    return ["", f"[[{table}]]", *(f"{key} = {_toml(value)}" for key, value in values.items())]


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _forms() -> dict[str, list[str]]:
    catalogue = Catalogue.shipped()
    forms = [catalogue.form(each) for each in FORMS]
    return {
        f"{form.id}:{form.version}": [field.id for field in form.fields() if not field.stays]
        for form in forms
    }


def _keys() -> list[str]:
    lines = ["# Throw-away keys, the secret ones too: nothing real is signed with them or sealed to them."]
    for name in REGISTRIES:
        found = registry(name)
        _keep(name, ".iagocard", lambda found=found: found.card_file)
        lines += ["", f"[{name}]", f'card = "{_file(name, ".iagocard")}"', f'age_secret = "{found.secret}"']
        lines += [f'root_fingerprint = "{trust.root_fingerprint(found.card)}"']
        for role, key in (("root", found.root), ("enrolment", found.enrolment), ("receipts", found.receipts)):
            lines += [f'{role} = "{key.public.to_base64()}"', f'{role}_seed = "{key._seed.hex()}"']
    for name, serial in SITES:
        found_site = site(name, serial)
        _keep(name, ".iagocert", lambda found=found_site: found.certificate_file)
        lines += ["", f"[{name}]", f'certificate = "{_file(name, ".iagocert")}"']
        lines += [f'age_secret = "{found_site.secret}"', f'key = "{found_site.key.public.to_base64()}"']
        lines += [f'key_seed = "{found_site.key._seed.hex()}"']
        lines += [f'request_fingerprint = "{trust.request_fingerprint(found_site.request)}"']
    return lines


if __name__ == "__main__":
    main()
