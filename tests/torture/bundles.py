"""T20, T21, T40, T42: what arrives at a registry or from one, damaged or made up."""

import random
import time
from pathlib import Path
from typing import Any

from iago_desktop import bundle
from iago_desktop.errors import BundleError, SignatureError
from iago_desktop.signing import canonical_json, strict_zip, trust
from tests.bundle.forge import Forger, a_report, read_at_registry
from tests.signing.people import registry
from tests.torture.trial import Trial, flipped

REFUSED = (BundleError, SignatureError)
SLOWEST = 1.0  # seconds that a hostile file may cost
_OTHER = a_report(seq=2).file
_TOKENS = (
    "null",
    "true",
    "-0",
    "1e9",
    '"\\ud800"',
    '"\\u0000"',
    "[" * 70,
    "9" * 40,
    '{"a":1,"a":2}',
    "\ufeff",
)


def _refused(data: bytes, *, or_taken: bool = False) -> None:
    begun = time.perf_counter()
    try:
        read_at_registry(data)
    except REFUSED:
        pass
    else:
        assert or_taken, "accepted"
    assert time.perf_counter() - begun < SLOWEST


def _report(_folder: Path) -> bundle.Written:
    return a_report()


def _one_bit(report: bundle.Written, _chance: random.Random, number: int) -> None:
    _refused(flipped(report.file, number % (len(report.file) * 8)))


def _fuzzed(report: bundle.Written, chance: random.Random, number: int) -> None:
    """Bytes, ZIP members with repaired checksums, JSON under a right signature, two bundles in one."""
    made_up = (_bytes, _members, _document, _spliced)[number % 4]
    data = made_up(report, chance)
    if data not in (report.file, _OTHER):  # cut where both are alike, two bundles make one of them
        # A word put into the name of the software is a right manifest: the site signed it.
        _refused(data, or_taken=made_up is _document)


def _bytes(report: bundle.Written, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(report.file)) for _ in range(2))
    return report.file[:start] + chance.randbytes(chance.randrange(1, 200)) + report.file[end:]


def _members(report: bundle.Written, chance: random.Random) -> bytes:
    members = list(strict_zip.read(report.file, bundle.MAX_FILE).items())
    at = chance.randrange(len(members))
    name, data = members[at]
    change = chance.randrange(4)
    if change == 0:
        del members[at]
    elif change == 1:
        members[at] = name, data[: chance.randrange(len(data))] + chance.randbytes(3)
    elif change == 2:
        other = chance.randrange(len(members))
        members[at], members[other] = (name, members[other][1]), (members[other][0], data + b"x")
    else:
        members.insert(at, (f"extra-{chance.randrange(99)}", chance.randbytes(20)))
    return strict_zip.write(members)


def _document(_report: bundle.Written, chance: random.Random) -> bytes:
    """A site with a right key signs a manifest that is not one."""
    return Forger(files=lambda files: _with_token(files, chance)).make()


def _with_token(files: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    text = files["manifest.json"]
    places = [place for place, byte in enumerate(text) if byte in b':,[{"']
    at = chance.choice(places)
    token = chance.choice(_TOKENS).encode("utf-8", "surrogatepass")
    return {**files, "manifest.json": text[: at + 1] + token + text[at + 1 :]}


def _spliced(report: bundle.Written, chance: random.Random) -> bytes:
    cut = chance.randrange(1, min(len(_OTHER), len(report.file)))
    return chance.choice((report.file[:cut] + _OTHER[cut:], report.file + _OTHER, _OTHER[:cut] + report.file))


def _card(_folder: Path) -> bytes:
    return registry().card_file


def _card_bit(card: bytes, _chance: random.Random, number: int) -> None:
    try:
        opened = trust.open_card(flipped(card, number % (len(card) * 8)))
    except REFUSED:
        return
    raise AssertionError(canonical_json.dumps(opened.model_dump(mode="json"))[:80])


def _digits(_folder: Path) -> str:
    return trust.root_fingerprint(registry().card)


def _misheard(digits: str, chance: random.Random, _number: int) -> None:
    """One to three digits of a group heard wrong, or two of them the wrong way round."""
    expected = digits.rsplit(maxsplit=1)[-1]
    typed: list[Any] = list(expected)
    while "".join(typed) == expected:
        if chance.random() < 0.3:
            at = chance.randrange(len(typed) - 1)
            typed[at], typed[at + 1] = typed[at + 1], typed[at]
        for _ in range(chance.randrange(3)):
            typed[chance.randrange(len(typed))] = chance.choice("0123456789")
    assert not trust.same_fingerprint("".join(typed), expected)


TRIALS = (
    Trial("T20", "one flipped bit of a bundle is refused", 400, len(a_report().file) * 8, _report, _one_bit),
    Trial("T21", "a made-up bundle is refused within a second", 400, 100_000, _report, _fuzzed),
    Trial("T40", "a misheard fingerprint is not accepted", 500, 10_000, _digits, _misheard),
    Trial("T42", "one flipped bit of a registry card is refused", 300, 16_800, _card, _card_bit),
)
