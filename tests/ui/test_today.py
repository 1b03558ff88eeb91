"""Today by key presses."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.today import TodayPage
from tests.builders import a_patient, an_infection
from tests.conftest import TODAY
from tests.ui.desk import ENTER, Desk, open_desk

K = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace) -> Desk:
    first = a_patient(practice, "Brandt", infused_on=TODAY - timedelta(112), consent_on=TODAY)
    a_patient(practice, "Lindner", infused_on=TODAY - timedelta(40), consent_on=TODAY)
    an_infection(practice, first, sign=False)
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_F5)
    return desk


def page_of(desk: Desk) -> TodayPage:
    page = desk.window.page()
    assert isinstance(page, TodayPage)
    return page


def words(desk: Desk, line: int) -> list[str]:
    model = page_of(desk).table.model()
    return [model.index(line, column).data() for column in range(model.columnCount())]


def test_enter_starts_the_chosen_visit(desk: Desk, practice: Workspace) -> None:
    assert words(desk, 0)[1:] == [
        "Lindner, Ute axi-cel · DLBCL",
        "Day 30 window closed 15.11.2026",
        "overdue",
    ]
    assert words(desk, 1)[1:] == [
        "Brandt, Ute axi-cel · DLBCL",
        "Day 100 window to 23.11.2026",
        "days left: 3",
    ]
    desk.press(K.Key_Down)
    desk.press(ENTER)
    (draft,) = records.drafts(practice)
    assert desk.window.place == Place("form", draft.id)
    assert draft.form == "follow_up"


def test_drafts_and_what_nobody_signed(desk: Desk, practice: Workspace) -> None:
    patient = next(row for row in patients.rows(practice) if row.surname == "Brandt")
    draft = records.start(practice, patient.treatment_id, "infection")
    desk.press(K.Key_F5)
    page = page_of(desk)
    page.tabs.choose(1, focus=True)
    assert words(desk, 0)[1] == "Brandt, Ute Infection"
    assert words(desk, 0)[2].startswith("Open items: ")
    page.tabs.choose(2, focus=True)
    assert words(desk, 0)[2].startswith("Not signed")
    desk.press(K.Key_F7)
    desk.press(ENTER)
    assert desk.window.place == Place("form", draft)
