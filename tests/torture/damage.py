"""T20: a bundle damaged on its way, and damaged by somebody who repairs the checksums."""

import random
from dataclasses import dataclass
from pathlib import Path

from iago_desktop import bundle
from iago_desktop.errors import BundleError, SignatureError
from iago_desktop.signing import signed_set, strict_zip
from tests.bundle.forge import Forger, a_report, read_at_registry
from tests.torture.trial import Trial, flipped

_REPORT = a_report()
_SIZE = len(_REPORT.file)
_APPENDED = (b"\0", b"\n", b"PK\x05\x06", b"PK\x03\x04", b"%PDF-1.7\n", b"#!/bin/sh\n", b"MZ", bytes(1000))


def _refused(data: bytes) -> None:
    try:
        read_at_registry(data)
    except (BundleError, SignatureError):
        return
    raise AssertionError("accepted")


def _report(_folder: Path) -> bundle.Written:
    # Sealed anew for every run: the damage has to be the same, the noise of the seal need not.
    return a_report()


def _one_bit(report: bundle.Written, _chance: random.Random, number: int) -> None:
    _refused(flipped(report.file, number % (len(report.file) * 8)))


def _cut_or_longer(report: bundle.Written, chance: random.Random, number: int) -> None:
    """Every truncation at both ends, then a thousand times something before, behind or in between."""
    file = report.file
    if number < _SIZE:
        _refused(file[: number % len(file)])
    elif number < 2 * _SIZE:
        _refused(file[1 + number % len(file) :])
    else:
        more = chance.choice(_APPENDED) if number % 2 else chance.randbytes(chance.randrange(1, 200))
        at = chance.choice((0, len(file), chance.randrange(len(file))))
        _refused(file[:at] + more + file[at:])


@dataclass
class Members:
    """A bundle's members, those of its payload, and how many bits all of them have."""

    outer: dict[str, bytes]
    inner: dict[str, bytes]

    @classmethod
    def of(cls, _folder: Path) -> "Members":
        report = a_report()
        return cls(
            strict_zip.read(report.file, bundle.MAX_FILE), strict_zip.read(report.payload, bundle.MAX_FILE)
        )


def _bits(members: dict[str, bytes]) -> int:
    return sum(map(len, members.values())) * 8


_MEMBERS = Members.of(Path())
_OUTER, _INNER = _bits(_MEMBERS.outer), _bits(_MEMBERS.inner)
_SUMMED = _bits({name: data for name, data in _MEMBERS.inner.items() if not name.startswith(signed_set.SUMS)})


def _repaired(members: Members, _chance: random.Random, number: int) -> None:
    """A bit of a member, and around it all that can be repaired without the key that would have to sign:

    the outer ZIP; the inner ZIP, sealed again and signed outside by a site that means harm; and there
    SHA256SUMS too.
    """
    if number < _OUTER:
        _refused(strict_zip.write(list(_flipped(members.outer, number).items())))
        return
    number -= _OUTER
    if number < _INNER:
        inner = _flipped(members.inner, number)
    else:
        inner = _flipped(members.inner, number - _INNER, skipped=signed_set.SUMS)
        files = {name: data for name, data in inner.items() if not name.startswith(signed_set.SUMS)}
        inner = {**inner, signed_set.SUMS: signed_set.sums_of(files)}
    payload = strict_zip.write(list(inner.items()))
    _refused(Forger(payload=lambda _: payload).make())


def _flipped(members: dict[str, bytes], bit: int, skipped: str = "-") -> dict[str, bytes]:
    """The members with one bit changed, counted through those that are not skipped."""
    chosen = {name: data for name, data in members.items() if not name.startswith(skipped)}
    bit %= _bits(chosen)
    for name, data in chosen.items():
        if bit < len(data) * 8:
            return {**members, name: flipped(data, bit)}
        bit -= len(data) * 8
    raise AssertionError


TRIALS = (
    Trial("T20", "one flipped bit of a bundle is refused", 400, _SIZE * 8, _report, _one_bit),
    Trial("T20b", "a bundle cut or longer is refused", 400, 2 * _SIZE + 1000, _report, _cut_or_longer),
    Trial(
        "T20c",
        "a flipped bit with checksums repaired is refused",
        300,
        _OUTER + _INNER + _SUMMED,
        Members.of,
        _repaired,
    ),
)
