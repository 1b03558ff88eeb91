import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import CodeEntry, Text
from iago_desktop.ui.form.chips import Chips
from iago_desktop.ui.form.code_search import CodeSearch
from iago_desktop.ui.form.search import CodeIndex, fold

LIST = (
    CodeEntry(code="SPNEU", text=Text(en="Streptococcus pneumoniae", de="Pneumokokken")),
    CodeEntry(code="SMAL", text=Text(en="Stenotrophomonas maltophilia", de="Stenotrophomonas maltophilia")),
    CodeEntry(
        code="PJIR", text=Text(en="Pneumocystis jirovecii", de="Pneumocystis jirovecii"), synonyms=("PCP",)
    ),
    CodeEntry(code="ANAE", text=Text(en="Anaerobes", de="Anaerobier, grämfrei")),
)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("stre", "SPNEU"), ("stre pn", "SPNEU"), ("pneumo", "SPNEU"), ("pcp", "PJIR"), ("gramf", "ANAE"),
     ("graem", "ANAE"), ("MALT", "SMAL"), ("jiro", "PJIR")],
)  # fmt: skip
def test_any_word_start_in_any_language_finds_it(typed: str, first: str) -> None:
    assert CodeIndex(LIST, "de").find(typed)[0].code == first


def test_the_middle_of_a_word_finds_nothing() -> None:
    assert CodeIndex(LIST, "en").find("coccus") == []


def test_what_another_answer_makes_likely_comes_first() -> None:
    assert [e.code for e in CodeIndex(LIST, "en").find("pneu", ("PJIR",))] == ["PJIR", "SPNEU"]


@given(st.text(max_size=30))
def test_folding_is_settled_after_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_shipped_organism_is_found_by_its_name(catalogue: Catalogue) -> None:
    entries = catalogue.codes("organisms").offered()
    index = CodeIndex(entries, "en")
    for entry in entries:
        assert entry in index.find(entry.text.en)


def test_enter_takes_the_first_row(qtbot: QtBot) -> None:
    search = CodeSearch(LIST, "en")
    qtbot.addWidget(search)
    search.show()
    QTest.keyClicks(search.frame.edit, "pneu")
    assert [row.text for row in search.popup_rows()][-1] == "“pneu” as free text"
    with qtbot.waitSignals([search.chosen, search.answered]):
        QTest.keyClick(search.frame.edit, Qt.Key.Key_Return)
    assert search.value() == "PJIR"
    assert search.frame.text() == "Pneumocystis jirovecii"


def test_the_last_row_keeps_the_words(qtbot: QtBot) -> None:
    search = CodeSearch(LIST, "en")
    qtbot.addWidget(search)
    search.show()
    QTest.keyClicks(search.frame.edit, "pcp")
    QTest.keyClick(search.frame.edit, Qt.Key.Key_Down)
    QTest.keyClick(search.frame.edit, Qt.Key.Key_Return)
    assert search.value() == {"text": "pcp"}


def test_escape_puts_the_answer_back(qtbot: QtBot) -> None:
    search = CodeSearch(LIST, "en")
    qtbot.addWidget(search)
    search.show()
    search.set_value("SMAL")
    search.frame.edit.selectAll()
    QTest.keyClicks(search.frame.edit, "pcp")
    QTest.keyClick(search.frame.edit, Qt.Key.Key_Escape)
    assert search.value() == "SMAL"
    assert search.frame.text() == "Stenotrophomonas maltophilia"


def test_chips_toggle_by_digit_and_none_clears_the_rest(qtbot: QtBot) -> None:
    chips = Chips([("a", "A"), ("b", "B")], none_label="None of these")
    qtbot.addWidget(chips)
    chips.show()
    for key, value in (("1", ["a"]), ("2", ["a", "b"]), ("1", ["b"]), ("3", []), ("2", ["b"]), ("2", None)):
        QTest.keyClicks(chips.focusProxy(), key)
        assert chips.value() == value


def test_chips_of_one_keep_one(qtbot: QtBot) -> None:
    chips = Chips([("a", "A"), ("b", "B")], multi=False)
    qtbot.addWidget(chips)
    QTest.keyClicks(chips.focusProxy(), "1")
    QTest.keyClicks(chips.focusProxy(), "2")
    assert chips.value() == ["b"]
