"""A second person at the desk, added in the settings by key presses; and who did what is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.services import records, setup, users
from iago_desktop.services.entry_history import entry_history
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.people_settings import AddPerson
from iago_desktop.ui.pages.settings import SettingsPage
from iago_desktop.ui.widgets import Label
from tests.builders import a_patient, an_infection
from tests.conftest import NURSE, TODAY
from tests.ui.desk import CTRL, ENTER, Desk, open_desk

K = Qt.Key
OTHER = "nine small lamps above water"


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace) -> Desk:
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("settings"))
    page_of(desk).people._argon = FLOOR
    return desk


def page_of(desk: Desk) -> SettingsPage:
    page = desk.window.page()
    assert isinstance(page, SettingsPage)
    return page


def to_the_button(desk: Desk) -> None:
    for _ in range(20):
        if desk.focused() is page_of(desk).people.add:
            return
        desk.press(K.Key_Tab)
    pytest.fail("Tab does not lead to the button")


def sheet_of(desk: Desk) -> AddPerson:
    sheet = page_of(desk).people.sheet
    assert sheet is not None
    return sheet


def listed(desk: Desk) -> list[str]:
    people = page_of(desk).people
    return [
        line.accessibleName()
        for line in people.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if line.accessibleName().count(",") == 1 and line.isVisible()
    ]


def test_a_person_is_added_by_keys_and_can_unlock(
    desk: Desk, practice: Workspace, practice_folder: Path, qtbot: QtBot
) -> None:
    assert listed(desk) == [f"{NURSE}, Study nurse"]
    to_the_button(desk)
    desk.press(ENTER)
    desk.enter("Dr. Anna Lang")
    desk.type("1")
    desk.enter(OTHER)
    desk.enter(OTHER)
    qtbot.waitUntil(lambda: page_of(desk).people.sheet is None)
    assert desk.window.toast() == "Dr. Anna Lang can unlock from now on."
    both = [f"{NURSE}, Study nurse", "Dr. Anna Lang, Physician"]
    qtbot.waitUntil(lambda: listed(desk) == both)
    setup.close(practice)
    setup.close(setup.open_workspace(practice_folder, "u2", OTHER, "en", today=lambda: TODAY))


def test_a_weak_password_is_refused_and_escape_adds_nobody(desk: Desk, practice: Workspace) -> None:
    to_the_button(desk)
    desk.press(ENTER)
    sheet = sheet_of(desk)
    desk.enter("Dr. Anna Lang")
    desk.type("1")
    desk.enter("annalangannalang")
    desk.enter("annalangannalang")
    assert sheet.message.text() == "Type the same password twice, at least 12 characters."
    assert sheet.message.tone() == "error"
    assert not sheet.is_busy()
    desk.press(K.Key_Escape)
    assert page_of(desk).people.sheet is None
    assert desk.focused() is page_of(desk).people.add
    assert [person.name for person in users.users(practice)] == [NURSE]


def test_who_entered_and_who_signed_is_shown(
    qtbot: QtBot, opened: Callable[[], Workspace], practice_folder: Path
) -> None:
    nurse = opened()
    users.add_user(nurse, "Dr. Anna Lang", "physician", OTHER, FLOOR)
    record = an_infection(nurse, a_patient(nurse), sign=False)
    setup.close(nurse)
    physician = setup.open_workspace(practice_folder, "u2", OTHER, "en", today=lambda: TODAY)
    try:
        records.sign(physician, record)
        desk = open_desk(qtbot, physician)
        desk.window.go(Place("record", record))
        words = " ".join(label.text() for label in desk.window.page().findChildren(Label))
        assert "by Dr. Anna Lang" in words
        entered, *_, signed = entry_history(physician, record)
        assert (entered.by, signed.by) == (NURSE, "Dr. Anna Lang")
    finally:
        setup.close(physician)


def test_the_button_of_the_person_asks_for_somebody_else(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.window.switch_requested):
        qtbot.mouseClick(desk.window.top.person, Qt.MouseButton.LeftButton)
    assert not desk.window.isVisible()


def test_the_key_asks_for_somebody_else(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.window.switch_requested):
        desk.press(K.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
