"""What a spreadsheet would compute is text, whatever it is written in; numbers stay numbers."""

import csv
import io

import pytest

from iago_desktop.interop.csv_cells import guarded, table


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+49 89", "-3", "@SUM(A1)", "\t=1", "\r", "\nx", "\0=1",
        "  =1", "\u00a0=1", "\u200b=1", "\ufeff=1",
        "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x", "\ufe661", "\u22121", " \u2060\uff1d1",
    ],
)  # fmt: skip
def test_what_begins_as_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a=1", "Meier, Eva", "5", "'=1", "a\n=1", "–", "2026-11-23"])
def test_everything_else_is_as_it_was(text: str) -> None:
    assert guarded(text) == text


def test_a_table_is_read_back_with_its_numbers() -> None:
    data = table([["n", "reason"], [-7, "=cmd()"], [3, 'she said "a;b"\r\n=x'], [None, "ä"]])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [["n", "reason"], ["-7", "'=cmd()"], ["3", 'she said "a;b"\r\n=x'], ["", "ä"]]
    assert b'\r\n-7;"\'=cmd()"' in data
    assert b";" not in table([["a"]])
