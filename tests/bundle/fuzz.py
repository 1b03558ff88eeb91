"""Made-up bundles in four modes, from a seed: bytes, structure, signed garbage, signed hostile JSON.

The last two come from a site with a right key that means harm.
"""

import random
import struct
from collections.abc import Callable
from functools import cache
from typing import Any

from iago_desktop import bundle
from iago_desktop.errors import IagoError
from iago_desktop.signing import canonical_json, encryption, strict_zip
from tests.bundle.forge import Forger, a_report
from tests.bundle.hostile_values import hostile_document
from tests.signing.hostile_json import HOSTILE
from tests.signing.people import registry

_NUMBERS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
_TOKENS = (
    b"null",
    b"true",
    b"-0",
    b"1e9",
    b'"\\ud800"',
    b'"\\u0000"',
    b"[" * 70,
    b"9" * 40,
    b'{"a":1,"a":2}',
    b"\xff",
)
_WORDS = (
    "iago/1",
    "report",
    "receipt",
    "from=*",
    "to=*",
    "seq=0",
    "seq=999999999",
    "seq=1",
    "set=" + "0" * 64,
    "\x7f",
    "",
)


@cache
def good() -> tuple[bundle.Written, bytes]:
    return a_report(), a_report(seq=2).file


def made_up(chance: random.Random, mode: int) -> bytes:
    """A bundle that is not a good one, or (mode 3) one that a site with a right key has signed."""
    first, second = (good()[0].file, good()[1])
    while True:
        data = MODES[mode](chance)
        if data not in (first, second):  # cut where both are alike, two bundles make one of them
            return data


def _bytes(chance: random.Random) -> bytes:  # noqa: PLR0911 -- one return for each kind of damage
    one, two = good()[0].file, good()[1]
    change = chance.randrange(7)
    start, end = sorted(chance.randrange(len(one)) for _ in range(2))
    if change == 0:
        return one[:start] + chance.randbytes(chance.randrange(1, 200)) + one[end:]
    if change == 1:
        return one[:start] + one[end:]
    if change == 2:
        return one[:end] + one[start:]
    if change == 3:
        cut = chance.randrange(1, min(len(one), len(two)))
        return chance.choice((one[:cut] + two[cut:], one + two, two[:cut] + one))
    if change == 4:
        return chance.randbytes(chance.randrange(4000))
    if change == 5:
        return _numbers(chance, one)
    changed = bytearray(one)
    for _ in range(chance.randrange(1, 20)):
        changed[chance.randrange(len(one))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _numbers(chance: random.Random, data: bytes) -> bytes:
    """Sizes, offsets and counts are where a careless reader breaks."""
    changed = bytearray(data)
    headers = [at for mark in (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06") for at in _all(data, mark)]
    for _ in range(chance.randrange(1, 4)):
        at = chance.choice(headers) + chance.randrange(4, 20)
        layout = chance.choice(("<H", "<I"))
        if at + struct.calcsize(layout) <= len(changed):
            value = chance.choice(_NUMBERS) & (0xFFFF if layout == "<H" else 0xFFFFFFFF)
            struct.pack_into(layout, changed, at, value)
    return bytes(changed)


def _all(data: bytes, mark: bytes) -> list[int]:
    return [at for at in range(len(data)) if data.startswith(mark, at)]


def _structure(chance: random.Random) -> bytes:
    members = list(strict_zip.read(good()[0].file, bundle.MAX_FILE).items())
    return _zip(chance, _shuffled(chance, members))


def _shuffled(chance: random.Random, members: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    members = list(members)
    for _ in range(chance.randrange(1, 3)):
        at, other = chance.randrange(len(members)), chance.randrange(len(members))
        name, data = members[at]
        change = chance.randrange(8)
        if change == 0 and len(members) > 1:
            del members[at]
        elif change == 1:
            members[at] = name, data[: chance.randrange(len(data) + 1)] + chance.randbytes(3)
        elif change == 2:
            members[at], members[other] = (name, members[other][1]), (members[other][0], data + b"x")
        elif change == 3:
            members.insert(at, (f"extra-{chance.randrange(9999)}", chance.randbytes(20)))
        elif change == 4:
            members[at], members[other] = members[other], members[at]
        elif change == 5:
            members[at] = f"{name}{chance.randrange(99)}", data
        elif name.endswith(".minisig"):
            members[at] = name, _signature(chance, data)
        elif name.endswith(".age"):
            members[at] = name, _seal(chance, data)
        else:
            members[at] = name, _numbers_or_bits(chance, data)
    return members


def _zip(chance: random.Random, members: list[tuple[str, bytes]]) -> bytes:
    try:
        return strict_zip.write(members)
    except IagoError:  # a name twice
        return strict_zip.write(members[:1]) + chance.randbytes(8)


def _numbers_or_bits(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data or b"\0")
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _signature(chance: random.Random, data: bytes) -> bytes:
    """Its four lines, each of which may be something else."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    change = chance.randrange(6)
    if change == 0:
        lines[at] = _numbers_or_bits(chance, lines[at])
    elif change == 1:
        lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
    elif change == 2:
        lines.insert(at, lines[at])
    elif change == 3:
        lines[at] = chance.choice(_WORDS).encode()
    elif change == 4:
        lines[min(2, len(lines) - 1)] = b"trusted comment: " + _statement(chance).encode("latin-1")
    else:
        del lines[at]
    return b"\n".join(lines)


def _statement(chance: random.Random) -> str:
    words = ["iago/1", "report", "from=DE-0042", "to=REG-LMU", "seq=1", "set=" + "a" * 64]
    words[chance.randrange(len(words))] = chance.choice(_WORDS)
    return chance.choice((" ", " ", " ", "  ", "\t")).join(words)


def _seal(chance: random.Random, data: bytes) -> bytes:
    """An age file with another header over the same body."""
    head, mark, body = data.partition(b"\n--- ")
    lines = head.split(b"\n")
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(lines))
        kinds = (
            b"-> X25519 " + b"A" * 43,
            b"-> x-grease",
            b"-> scrypt AAAA 30",
            b"-> ",
            b"B" * 64,
            b"B" * 43,
            b"",
        )
        change = chance.randrange(4)
        if change == 0:
            lines.insert(at, chance.choice(kinds))
        elif change == 1:
            lines[at] = _numbers_or_bits(chance, lines[at])
        elif change == 2:
            lines *= chance.choice((1, 2, 30))
        elif len(lines) > 1:
            del lines[at]
    return b"\n".join(lines) + mark + body[chance.choice((0, 0, 0, 1)) : chance.choice((None, None, -1))]


def _garbage(chance: random.Random) -> bytes:
    """Everything outside is right and signed; inside is anything."""
    payload = good()[0].payload
    change = chance.randrange(5)
    if change == 0:
        start, end = sorted(chance.randrange(len(payload)) for _ in range(2))
        made = payload[:start] + chance.randbytes(chance.randrange(1, 60)) + payload[end:]
    elif change == 1:
        made = _zip(chance, _shuffled(chance, list(strict_zip.read(payload, bundle.MAX_FILE).items())))
    elif change == 2:
        made = _numbers(chance, payload)
    elif change == 3:
        sealed = encryption.encrypt(payload, registry().card.recipients)
        return Forger(seal=lambda _: _seal(chance, sealed) + b"\n").make()
    else:
        return _signed_sums(chance)
    # A change that changed nothing is no attack.
    return Forger(payload=lambda _: made + b"\0" if made == payload else made).make()


def _signed_sums(chance: random.Random) -> bytes:
    """SHA256SUMS that are none, signed as if they were."""

    def sums(data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        chance.shuffle(lines)
        changed = b"".join(lines[: chance.randrange(len(lines) + 1)]) + chance.choice(
            (b"", b"\n", b"x  y\n", b"0" * 70)
        )
        return changed if changed != data else data + b"\n"

    return Forger(sums=sums).make()


def _hostile_json(chance: random.Random) -> bytes:
    """A manifest, a certificate or lines that the site's right key has signed, whatever they say."""
    name = chance.choice(("manifest.json", "manifest.json", "records.ndjson", "audit.ndjson", "cert.json"))
    change = chance.randrange(4)

    def files(files: dict[str, bytes]) -> dict[str, bytes]:
        data = files[name]
        if change == 0:
            places = [place for place, byte in enumerate(data) if byte in b':,[{"']
            at = chance.choice(places) + 1
            data = data[:at] + chance.choice(_TOKENS) + data[at:]
        elif change == 1:
            text = chance.choice(list(HOSTILE.values()))[0]
            data = text + b"\n" if name.endswith(".ndjson") else text
        else:
            data = _document(chance, data, name)
        return {**files, name: data}

    return Forger(files=files).make()


def _document(chance: random.Random, data: bytes, name: str) -> bytes:
    line: Any = canonical_json.loads(data.rstrip(b"\n"))
    changed = hostile_document(chance, line)
    try:
        made = canonical_json.dumps(changed)
    except IagoError:
        made = repr(changed).encode("utf-8", "replace")
    return made + b"\n" if name.endswith(".ndjson") else made


MODES: tuple[Callable[[random.Random], bytes], ...] = (_bytes, _structure, _garbage, _hostile_json)
NAMES = ("bytes", "structure", "signed garbage", "signed hostile JSON")
MAY_BE_TAKEN = 3  # what a site with a right key has validly signed goes on to the rules of the forms
