"""T43: a pack is data.  Whatever stands in one, it is refused in words or works, and soon."""

import random
import re
import time
from pathlib import Path

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.pack import Pack
from iago_desktop.errors import IagoError
from iago_desktop.rules.pack_check import check_pack
from tests.torture.trial import Trial
from tests.torture.trust import PACK

SLOWEST = 5.0  # seconds of work that a hostile pack may cost
_LIMIT = 4 * 2**20
_VALUES = (
    '""',
    "0",
    "-1",
    "1e308",
    "nan",
    "true",
    "[]",
    "[[[[[[[[]]]]]]]]",
    "{}",
    "2026-01-01",
    '"' + "x" * 5000 + '"',
    '"\\u202e\\u0000"',
    "99999999999999999999999",
    "\"__import__('os').system('id')\"",
    '"{0.__class__}"',
    '"../../../../etc/passwd"',
    '"<script>alert(1)</script>"',
)
_CONDITIONS = (
    "swelling.matches('(a+)+$')",
    "swelling > 1 || " * 300 + "true",
    " + ".join(["1"] * 30_000) + " > 1",
    "(" * 3000 + "1 == 1" + ")" * 3000,
    "[" * 3000 + "]" * 3000 + " == []",
    "[1,2,3].exists(a, [1,2,3].exists(b, [1,2,3].exists(c, a + b + c > 99)))",
    "[1,2,3].map(x, [x, x]).size() > 1",
    "__import__('os')",
    "swelling.__class__",
    "timestamp('2026-01-01T00:00:00Z') > timestamp('x')",
    "duration('1s') > duration('2s')",
    "1 / 0 == 1",
    "swelling == swelling == swelling",
    "'" + "a" * 100_000 + "' == compression",
    "\x00",
    "true ? " * 400 + "true" + " : true" * 400,
)
_TOML = ("[[", "]]", "[", "]", "=", '"', '"""', "{", "}", "#", "\n", "\x00", "\ufeff", "'", ",", ".", "\\u")


class Author:
    """The files of a right pack, and a catalogue to check it against."""

    def __init__(self, _folder: Path) -> None:
        self.files = dict(Pack.of_folder(PACK).files)
        self.shipped = Catalogue.shipped()


def _hostile(author: Author, chance: random.Random, number: int) -> None:
    files = _KINDS[number % len(_KINDS)](dict(author.files), chance)
    begun = time.process_time()
    try:
        pack = Pack.of(files)
        check_pack(pack, author.shipped, author.shipped)
    except IagoError:
        pass
    took = time.process_time() - begun
    assert took < SLOWEST, took


def _value(files: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """Another value behind a key."""
    name = chance.choice(sorted(each for each in files if each.endswith(".toml")))
    lines = files[name].decode().split("\n")
    keyed = [at for at, line in enumerate(lines) if re.match(r"\s*\w+ = ", line)]
    at = chance.choice(keyed)
    lines[at] = f"{lines[at].split('=', 1)[0]}= {chance.choice(_VALUES)}"
    return files | {name: "\n".join(lines).encode()}


def _condition(files: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """Another condition of a grade or a derived value."""
    text = files["tumour_flare.toml"].decode()
    places = [*re.finditer(r'^(when|yes|no) = ".*"$', text, re.MULTILINE)]
    place = chance.choice(places)
    source = chance.choice(_CONDITIONS).replace("\\", "\\\\").replace('"', '\\"').replace("\x00", "\\u0001")
    changed = f'{text[: place.start()]}{place[1]} = "{source}"{text[place.end() :]}'
    return files | {"tumour_flare.toml": changed.encode()}


def _lines(files: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """Lines twice, gone, elsewhere."""
    name = chance.choice(sorted(files))
    lines = files[name].split(b"\n")
    for _ in range(chance.randrange(1, 4)):
        at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
        line = lines[at]
        if chance.random() < 0.5:
            del lines[at]
        lines.insert(to, line)
        if chance.random() < 0.3:
            del lines[chance.randrange(len(lines))]
    return files | {name: b"\n".join(lines)}


def _letters(files: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """Signs that mean something in TOML, and bytes that mean nothing."""
    name = chance.choice(sorted(files))
    data = files[name]
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(data) + 1)
        new = (
            chance.choice(_TOML).encode()
            if chance.random() < 0.7
            else chance.randbytes(chance.randrange(1, 9))
        )
        data = data[:at] + new + data[at + chance.randrange(3) :]
    return files | {name: data}


def _names(files: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """Files gone, under another name, swapped, or far too long."""
    name = chance.choice(sorted(files))
    match chance.randrange(5):
        case 0:
            del files[name]
        case 1:
            strange = chance.choice(
                ("../x.toml", "X.toml", "a/b.csv", "pack.toml ", "x.py", "x.toml", ".toml")
            )
            files[strange] = files.pop(name)
        case 2:
            other = chance.choice(sorted(files))
            files[name], files[other] = files[other], files[name]
        case 3:
            files[name] += b"#" + b"x" * (_LIMIT if chance.random() < 0.05 else 70_000)
        case _:
            files |= {f"more_{number}.csv": b"code\n" for number in range(chance.randrange(1, 80))}
    return files


_KINDS = (_value, _condition, _lines, _letters, _names)

TRIALS = (Trial("T43", "a made-up pack is refused in words or works", 40, 10_000, Author, _hostile),)
