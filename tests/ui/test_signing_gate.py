"""Before the first signature of a patient that day: whose is it; and what day, if the clock is back."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.signing_gate import TypePanel
from iago_desktop.ui.page import Place
from tests.builders import a_patient, an_infection
from tests.ui.desk import CTRL, ENTER, Desk, open_desk


@pytest.fixture
def record(practice: Workspace) -> str:
    return an_infection(practice, a_patient(practice), sign=False)


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace, record: str) -> Desk:
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("record", record))
    return desk


def status(practice: Workspace, record: str) -> str:
    return records.read_record(practice, record)[1].status


def panel(desk: Desk) -> TypePanel | None:
    found = [each for each in desk.window.findChildren(TypePanel) if each.isVisible()]
    return found[0] if found else None


def test_nothing_is_signed_before_it_is_typed(desk: Desk, practice: Workspace, record: str) -> None:
    desk.press(ENTER, CTRL)
    assert (panel(desk) is not None, status(practice, record)) == (True, "ready")
    desk.enter("UB60")
    assert (panel(desk), status(practice, record)) == (None, "signed")


def test_a_wrong_answer_is_said_and_signs_nothing(desk: Desk, practice: Workspace, record: str) -> None:
    desk.press(ENTER, CTRL)
    desk.enter("XY60")
    asked = panel(desk)
    assert asked is not None
    assert "not this patient" in asked.message.text()
    assert status(practice, record) == "ready"
    desk.enter("ub 1960")  # what was typed is selected: typing replaces it
    assert status(practice, record) == "signed"


def test_esc_leaves_it_unsigned(desk: Desk, practice: Workspace, record: str) -> None:
    desk.press(ENTER, CTRL)
    desk.type("U")
    desk.press(Qt.Key.Key_Escape)
    assert (panel(desk), status(practice, record)) == (None, "ready")
    assert desk.window.place == Place("record", record)


def test_the_second_signature_of_the_day_asks_nothing(qtbot: QtBot, practice: Workspace) -> None:
    patient = a_patient(practice)
    an_infection(practice, patient)
    second = an_infection(practice, patient, onset="d20", sign=False)
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("record", second))
    desk.press(ENTER, CTRL)
    assert (panel(desk), status(practice, second)) == (None, "signed")


def test_a_clock_gone_back_asks_for_the_day_first(desk: Desk, practice: Workspace, record: str) -> None:
    today = datetime.now(UTC).astimezone().strftime("%d.%m.%Y")
    practice.now = lambda: datetime(2020, 1, 12, 9, tzinfo=UTC)
    desk.press(ENTER, CTRL)
    asked = panel(desk)
    assert asked is not None
    assert "clock" in asked.input.edit.accessibleDescription()
    desk.enter("12.01.2020")
    assert (panel(desk), status(practice, record)) == (asked, "ready")
    asked.input.edit.selectAll()
    desk.enter(today)
    assert (panel(desk) is not None, status(practice, record)) == (True, "ready")
    desk.enter("UB60")
    assert status(practice, record) == "signed"
