"""The list below a code field: what was used here first, free text last, and quick."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import CodeEntry, Text
from iago_desktop.services import patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.code_search import CodeSearch
from iago_desktop.ui.form.form_page import FormPage
from iago_desktop.ui.form.search import CodeIndex
from tests.builders import a_patient, an_infection

K = Qt.Key


def at() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def search(qtbot: QtBot, catalogue: Catalogue) -> CodeSearch:
    search = CodeSearch(catalogue.codes("organisms").offered(), "en")
    qtbot.addWidget(search)
    search.resize(488, 36)
    with qtbot.waitActive(search):
        search.show()
        search.activateWindow()
    search.setFocus()
    return search


def test_used_here_then_the_beginning_then_any_word(search: CodeSearch) -> None:
    QTest.keyClicks(at(), "stre")
    plain = [row.value for row in search.popup_rows()]
    search.set_used({str(plain[2]): 3, str(plain[1]): 1})
    QTest.keyClicks(at(), "p")
    QTest.keyClick(at(), K.Key_Backspace)
    rows = search.popup_rows()
    assert [row.value for row in rows][:3] == [plain[2], plain[1], plain[0]]
    assert [row.note for row in rows][:2] == ["used 3×", "used 1×"]


def test_the_very_name_comes_before_what_is_used(search: CodeSearch) -> None:
    QTest.keyClicks(at(), "cmv")
    rows = search.popup_rows()
    others = {str(row.value): 9 for row in rows[1:-1]}
    search.set_used(others)
    QTest.keyClick(at(), K.Key_Backspace)
    QTest.keyClicks(at(), "v")
    assert search.popup_rows()[0].value == rows[0].value


def test_eight_rows_and_the_last_keeps_the_words(search: CodeSearch, qtbot: QtBot) -> None:
    QTest.keyClicks(at(), "s")
    rows = search.popup_rows()
    assert len(rows) == 8
    assert (rows[-1].text, rows[-1].note) == ("“s” as free text", "will be coded later")
    for _ in rows[1:]:
        QTest.keyClick(at(), K.Key_Down)
    with qtbot.waitSignal(search.chosen) as chosen:
        QTest.keyClick(at(), K.Key_Return)
    assert chosen.args == [{"text": "s"}]


def test_a_key_in_five_thousand_codes_takes_no_time() -> None:
    entries = [
        CodeEntry(code=f"c{n}", text=Text(en=f"Streptococcus number {n}", de=f"Streptokokkus Nummer {n}"))
        for n in range(5000)
    ]
    index = CodeIndex(entries, "en")
    used = {f"c{n}": n for n in range(0, 5000, 7)}
    times = []
    for typed in ("s", "st", "str", "n", "num", "number 49"):
        start = time.perf_counter()
        found = index.find(typed, used=used)
        times.append(time.perf_counter() - start)
        assert len(found) == 7
    assert min(times) < 0.03


def test_a_form_learns_what_the_practice_uses(qtbot: QtBot, practice: Workspace) -> None:
    patient = a_patient(practice)
    an_infection(practice, patient)
    draft = records.start(practice, patients.view(practice, patient).treatment_id, "infection")
    page = FormPage(practice, draft)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.view.desk.used("ctcae_term") == {"lung_infection": 1})
