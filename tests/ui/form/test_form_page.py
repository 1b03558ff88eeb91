"""A draft on its page survives what happens to it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients, records
from iago_desktop.services.patients import NewPatient
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.editor import Edit
from iago_desktop.ui.form.form_page import FormPage

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


def focused_text() -> str:
    edit = QApplication.focusWidget()
    return edit.text() if isinstance(edit, QLineEdit) else ""


def focused_place(page: FormPage) -> Edit:
    editor = page.view.current_editor()
    assert editor is not None
    return editor.asked()


@pytest.fixture
def draft_id(practice: Workspace) -> str:
    new = NewPatient(
        surname="Yılmaz",
        given_name="Emre",
        born_on=date(1971, 11, 2),
        sex="m",
        product="tisa-cel",
        indication="DLBCL",
        infused_on=date(2026, 10, 31),
        consent=True,
        consent_on=date(2026, 10, 1),
    )
    patient = patients.view(practice, patients.add(practice, new))
    return records.start(practice, patient.treatment_id, "infection")


def opened(qtbot: QtBot, practice: Workspace, draft_id: str) -> FormPage:
    page = FormPage(practice, draft_id)
    qtbot.addWidget(page)
    page.resize(1290, 712)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def press(*strokes: str | Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    for stroke in strokes:
        if isinstance(stroke, str):
            for letter in stroke:
                QTest.keyClicks(QApplication.focusWidget(), letter)
        elif isinstance(stroke, tuple):
            QTest.keyClick(QApplication.focusWidget(), *stroke)
        else:
            QTest.keyClick(QApplication.focusWidget(), stroke)


def fill_in() -> None:
    next_step = (ENTER, CTRL)
    press("-6", ENTER, "1", ENTER, ENTER, "1", ENTER, "lung", ENTER, "4", "1", ENTER, "1", "n", next_step)
    press("3", next_step, next_step, ENTER, ENTER, ENTER, "1", "-1", ENTER)


def test_every_field_is_saved_as_soon_as_it_is_left(qtbot: QtBot, practice: Workspace, draft_id: str) -> None:
    page = opened(qtbot, practice, draft_id)
    with qtbot.waitSignal(page.state_text) as said:
        press("-6", ENTER)
    assert said.args is not None
    assert said.args[0].startswith("Draft saved ")
    assert records.open_draft(practice, draft_id).draft.answer("onset") == {"value": {"day": 14}}


def test_half_a_word_is_there_again(qtbot: QtBot, practice: Workspace, draft_id: str) -> None:
    page = opened(qtbot, practice, draft_id)
    press("14.1")
    page.save()
    again = opened(qtbot, practice, draft_id)
    assert again.view.page().editors[0].pending_text() == "14.1"
    assert again.view.draft.answer("onset") == {}


@pytest.mark.parametrize("field", ["organisms", "ctcae_term", "sites"])
def test_half_a_word_of_a_list_is_there_again_in_its_cell(
    qtbot: QtBot, practice: Workspace, draft_id: str, field: str
) -> None:
    page = opened(qtbot, practice, draft_id)
    press("-6", ENTER, "1")
    page.view.go_to_field(field)
    press("klebs")
    assert focused_text() == "klebs"
    place = focused_place(page)
    page.rest()
    page.hide()
    again = opened(qtbot, practice, draft_id)
    again.view.refresh()
    qtbot.waitUntil(lambda: focused_text() == "klebs")
    assert focused_place(again) == place
    assert place.field == field
    assert bool(place.row) == (field == "organisms")
    press("iella")
    assert focused_text() == "klebsiella"


def test_a_signed_infection_is_a_record(qtbot: QtBot, practice: Workspace, draft_id: str) -> None:
    page = opened(qtbot, practice, draft_id)
    fill_in()
    with qtbot.waitSignal(page.signed) as signed:
        press((ENTER, CTRL), "EY71", ENTER)
    assert signed.args is not None
    _draft, record = records.read_record(practice, signed.args[0])
    assert (record.status, record.grade) == ("signed", 3)
    assert records.drafts(practice) == ()


def test_closing_keeps_the_draft_and_a_correction_asks_why(
    qtbot: QtBot, practice: Workspace, draft_id: str
) -> None:
    page = opened(qtbot, practice, draft_id)
    fill_in()
    with qtbot.waitSignal(page.signed) as signed:
        press((ENTER, CTRL), "EY71", ENTER)
    assert signed.args is not None
    page.hide()
    correction = opened(qtbot, practice, records.correct(practice, signed.args[0]))
    correction.view.go_to_field("route")
    press("3")
    with qtbot.waitSignal(correction.closed):
        press(Qt.Key.Key_Escape)
    correction.view.go_to_step("optimize")
    press((ENTER, CTRL))
    with qtbot.waitSignal(correction.signed):
        press("1")
    _draft, record = records.read_record(practice, signed.args[0])
    assert (record.revision > 1, record.grade) == (True, 2)


def test_the_page_says_where_it_is(qtbot: QtBot, practice: Workspace, draft_id: str) -> None:
    page = opened(qtbot, practice, draft_id)
    assert page.crumbs == ("Yılmaz, Emre", "Infection")
    assert page.view.focusWidget() is not None


def test_a_failed_save_says_so_and_keeps_the_text(qtbot: QtBot, practice: Workspace, draft_id: str) -> None:
    page = opened(qtbot, practice, draft_id)
    press("-6", ENTER)
    page.save()
    records.discard(practice, draft_id)
    with qtbot.waitSignal(page.state_text) as said:
        press("1", ENTER)
    assert said.args == ["Draft not saved"]
    assert page.view.draft.answer("onset") == {"value": {"day": 14}}


def test_the_focus_given_to_the_page_goes_to_the_control(
    qtbot: QtBot, practice: Workspace, draft_id: str
) -> None:
    page = opened(qtbot, practice, draft_id)
    press("-6", ENTER)
    at = QApplication.focusWidget()
    page.setFocus(Qt.FocusReason.OtherFocusReason)
    assert QApplication.focusWidget() is at
