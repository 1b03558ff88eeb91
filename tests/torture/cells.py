"""T27: what a spreadsheet would compute when somebody opens a table of this program."""

import csv
import io
import random
import unicodedata
from pathlib import Path

from iago_desktop.interop import csv_cells
from tests.torture.trial import Trial

_PIECES = (
    *"=+-@\t\r\n\0 '\";,|%a1",
    "\N{FULLWIDTH EQUALS SIGN}",
    "\N{FULLWIDTH PLUS SIGN}",
    "\N{FULLWIDTH HYPHEN-MINUS}",
    "\N{FULLWIDTH COMMERCIAL AT}",
    "\N{SMALL EQUALS SIGN}",
    "\N{MINUS SIGN}",
    "\N{NO-BREAK SPACE}",
    "\N{ZERO WIDTH SPACE}",
    "\N{ZERO WIDTH NO-BREAK SPACE}",
    "\N{IDEOGRAPHIC SPACE}",
    "\N{RIGHT-TO-LEFT MARK}",
    "cmd|' /C calc'!A0",
    "HYPERLINK(1)",
    "Meier",
)
_CELLS = 100


def _cells(_folder: Path) -> None:
    return None


def _table(_shared: None, chance: random.Random, _number: int) -> None:
    texts = ["".join(chance.choices(_PIECES, k=chance.randrange(1, 6))) for _ in range(_CELLS)]
    numbers = [chance.randrange(-1000, 1000) for _ in texts]
    data = csv_cells.table(zip(texts, numbers, strict=True))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [int(number) for _, number in rows] == numbers
    for (cell, _), text in zip(rows, texts, strict=True):
        assert cell in (text, "'" + text)
        assert not _starts_a_formula(cell), repr(cell)
        assert (cell == text) != _starts_a_formula(text), repr(text)


def _starts_a_formula(cell: str) -> bool:
    """Said a second time, in another way."""
    if cell[0] in "\t\r\n\0":
        return True
    seen = [each for each in cell if unicodedata.category(each) not in ("Zs", "Zl", "Zp", "Cc", "Cf")]
    return bool(seen) and seen[0] in "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\u2212"


TRIALS = (Trial("T27", "no cell of a table begins a formula", 10, 1000, _cells, _table, _CELLS),)
