"""The page of a visit: what was last known, and the laboratory values beside those of the days before."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.form_page import FormPage
from iago_desktop.ui.form.lab_sheet import LabSheet
from tests.builders import a_patient, a_record

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
Open = Callable[..., FormPage]


@pytest.fixture
def treatment(practice: Workspace) -> str:
    """Day +80; a visit, drugs and three blood counts before it."""
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    for day, igg in ((35, "4,1"), (49, "3,2"), (63, "3,7"), (70, "5,9")):
        a_record(practice, treatment, "labs", {"drawn_on": f"d{day}", "igg": igg, "platelets": "118"})
    a_record(practice, treatment, "follow_up", {"visited_on": "d70", "disease_status": "pr", "ecog": "2"})
    given = {"agent": "J05AB01", "agent_class": "antiviral_hsv_vzv", "start": "d-5", "ongoing": "yes"}
    a_record(practice, treatment, "prophylaxis", given)
    return treatment


@pytest.fixture
def visit(qtbot: QtBot, practice: Workspace, treatment: str) -> FormPage:
    page = FormPage(practice, records.start(practice, treatment, "follow_up"))
    qtbot.addWidget(page)
    page.resize(1290, 712)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def sheet(page: FormPage) -> LabSheet:
    editor = page.view.page().editor_of("igg")
    assert isinstance(editor, LabSheet)
    return editor


def typed(text: str, *keys: Qt.Key) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def test_what_was_last_known_is_said_and_not_filled_in(visit: FormPage) -> None:
    said = {label.text() for label in visit.findChildren(QLabel)}
    assert {"last known: PR", "last known: 2", "given: Aciclovir", "since 10.11.2026"} <= said
    assert list(visit.view.draft.answers) == ["visited_on"]


def test_the_last_three_days_stand_beside_today(visit: FormPage) -> None:
    model = sheet(visit).grid.model()
    line = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == "IgG, g/L")
    assert [model.index(line, column).data() for column in (1, 2, 3)] == ["3.2", "3.7", "5.9"]
    row = model.index(line, 0).data(Qt.ItemDataRole.UserRole)
    assert [each.low for each in row.earlier] == [True, True, False]
    assert [day for day, _value in row.trend] == [35, 49, 63, 70]


def test_alt_l_goes_to_the_values_and_enter_down(visit: FormPage) -> None:
    QTest.keyClick(QApplication.focusWidget(), K.Key_L, ALT)
    typed("2,05", K.Key_Return)
    typed("146", K.Key_Return)
    typed("", K.Key_Up)
    assert sheet(visit).asked().field == "platelets"
    answers = visit.view.draft.answers
    assert (answers["anc"]["value"], answers["platelets"]["value"]) == ("2.05", "146")
    model = sheet(visit).grid.model()
    assert [model.index(row, 5).data() for row in (0, 1, 2)] == ["2.05", "146", ""]


def test_half_a_value_is_there_again_at_its_row(qtbot: QtBot, visit: FormPage, practice: Workspace) -> None:
    visit.view.go_to_field("igg")
    typed("4,")
    visit.save()
    (draft,) = records.drafts(practice)
    again = FormPage(practice, draft.id)
    qtbot.addWidget(again)
    again.show()
    assert (sheet(again).asked().field, sheet(again).pending_text()) == ("igg", "4,")


def test_a_doubt_names_its_value(visit: FormPage) -> None:
    visit.view.go_to_field("igg")
    typed("48", K.Key_Return)
    (row,) = (row for _line, row in visit.view.page().rows if sheet(visit) in row.editors)
    assert row.messages[sheet(visit)].text().startswith("IgG: ")
    typed("", K.Key_Up)
    QTest.keyClick(QApplication.focusWidget(), K.Key_Return, ALT)
    typed("1")  # why it is kept
    assert "confirmed" in visit.view.draft.answer("igg")


def test_in_a_narrow_window_the_cards_stand_below(visit: FormPage) -> None:
    page = visit.view.page()
    before = sheet(visit).grid.mapTo(page, sheet(visit).grid.rect().topLeft())
    visit.resize(948, 640)
    QApplication.processEvents()
    after = sheet(visit).grid.mapTo(page, sheet(visit).grid.rect().topLeft())
    assert before.x() > 600 > after.x()
    assert after.y() > before.y()
