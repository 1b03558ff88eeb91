"""Tables for a spreadsheet: semicolons, UTF-8 with a mark, and no cell that a spreadsheet would compute.

A text that begins as a formula does, however it is spelt, gets an apostrophe; typed numbers stay numbers.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

Cell = str | int | float | None
_STARTS = frozenset("=+-@")
_CONTROLS = frozenset("\t\r\n\0")
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def guarded(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet might take it for a formula."""
    return f"'{text}" if is_dangerous(text) else text


def is_dangerous(text: str) -> bool:
    """Begins with a tab, a line break or NUL; or, after what nobody sees, with = + - @ in any width."""
    if text[:1] in _CONTROLS and text:
        return True
    first = next((each for each in text if not _is_blank(each)), "")
    return bool(first) and unicodedata.normalize("NFKC", first)[:1].replace("\N{MINUS SIGN}", "-") in _STARTS


def table(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Texts stand in quotes, so that no separator of another country opens a cell inside them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return (_MARK + out.getvalue()).encode("utf-8")


def _is_blank(character: str) -> bool:
    """Spaces of every kind, and what has no width."""
    return unicodedata.category(character)[0] in "ZC"
