"""Rights, removal, a new password and the sheet: by key presses in the settings."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.errors import UnlockError
from iago_desktop.services import setup, sheets, users
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.person_sheets import ChangePassword, NewSheet, RemovePerson, TrySheet
from iago_desktop.ui.pages.settings import SettingsPage
from iago_desktop.ui.pages.today import TodayPage
from iago_desktop.ui.widgets import Label
from tests.conftest import NURSE, PASSWORD, TODAY
from tests.ui.desk import ENTER, Desk, open_desk

K = Qt.Key
LANG = "nine grey herons over the weir"
NEW = "seven quiet lanterns by the sea"


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace) -> Desk:
    users.add_user(practice, "Dr. Lang", "physician", LANG, FLOOR)
    return at_settings(qtbot, practice)


def at_settings(qtbot: QtBot, workspace: Workspace) -> Desk:
    desk = open_desk(qtbot, workspace)
    desk.window.go(Place("settings"))
    page_of(desk).people._argon = FLOOR
    return desk


def page_of(desk: Desk) -> SettingsPage:
    page = desk.window.page()
    assert isinstance(page, SettingsPage)
    return page


def tab_to(desk: Desk, wanted: Callable[[], QWidget]) -> None:
    for _ in range(60):
        if desk.focused() is wanted() or wanted().isAncestorOf(desk.focused()):
            return
        desk.press(K.Key_Tab)
    pytest.fail("Tab does not lead there")


def may(workspace: Workspace, user: str) -> tuple[str, ...]:
    return next(each.may for each in users.members(workspace) if each.id == user)


def words_of(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(Label))


def test_a_right_is_switched_by_its_digit_and_the_focus_stays(desk: Desk, practice: Workspace) -> None:
    line = page_of(desk).people.lines[1]
    tab_to(desk, lambda: line.rights)
    desk.type("3")
    assert may(practice, "u2") == ("enter", "sign", "manage")
    assert line.rights.isAncestorOf(desk.focused())
    desk.type("3")
    assert may(practice, "u2") == ("enter", "sign", "export", "manage")
    assert page_of(desk).people.lines[1] is line


def test_the_last_who_manages_keeps_the_right_and_is_told_why(qtbot: QtBot, practice: Workspace) -> None:
    desk = at_settings(qtbot, practice)
    people = page_of(desk).people
    tab_to(desk, lambda: people.lines[0].rights)
    desk.type("4")
    assert "manage" in may(practice, "u1")
    assert "manage" in people.lines[0].rights.ticked()
    assert "Somebody has to manage" in people.message.text()


def test_who_does_not_manage_sees_why_nothing_can_be_changed(
    qtbot: QtBot, practice: Workspace, practice_folder: Path
) -> None:
    users.add_user(practice, "Eva Neu", "study_nurse", LANG, FLOOR)
    setup.close(practice)
    eva = setup.open_workspace(practice_folder, "u2", LANG, "en", today=lambda: TODAY)
    try:
        people = page_of(at_settings(qtbot, eva)).people
        for each in (people.add, people.lines[0].rights, people.lines[0].remove):
            assert not each.isEnabled()
        reason = "Only somebody with the right to manage"
        assert people.add.accessibleDescription().startswith(reason)
        assert people.lines[0].remove.accessibleDescription().startswith(reason)
        assert people.explained.text().startswith(reason)
        assert people.lines[0].remove.isVisible()
        assert not people.lines[1].remove.isVisible()  # nobody removes themselves
    finally:
        setup.close(eva)


def test_somebody_is_removed_by_keys_after_the_consequences_were_said(
    desk: Desk, practice: Workspace, practice_folder: Path, qtbot: QtBot
) -> None:
    people = page_of(desk).people
    tab_to(desk, lambda: people.lines[1].remove)
    desk.press(ENTER)
    sheet = people.sheet
    assert isinstance(sheet, RemovePerson)
    said = words_of(sheet)
    for each in ("no longer unlock", "stays signed", "new key", "backups on this computer are deleted"):
        assert each in said
    desk.press(ENTER)  # the cursor stands on Cancel
    assert people.sheet is None
    assert len(users.users(practice)) == 2
    tab_to(desk, lambda: people.lines[1].remove)
    desk.press(ENTER)
    desk.press(K.Key_Tab)
    desk.press(ENTER)
    qtbot.waitUntil(lambda: people.sheet is None)
    assert desk.window.toast() == "Dr. Lang can no longer unlock."
    assert [each.name for each in users.users(practice)] == [NURSE]
    assert [line.member.active for line in people.lines] == [True, False]
    setup.close(practice)
    with pytest.raises(UnlockError, match="unknown_user"):
        setup.open_workspace(practice_folder, "u2", LANG, "en")
    setup.close(setup.open_workspace(practice_folder, "u1", PASSWORD, "en", today=lambda: TODAY))


@pytest.mark.parametrize("known", [False, True])
def test_the_own_password_is_changed_by_keys(
    desk: Desk, practice: Workspace, practice_folder: Path, qtbot: QtBot, known: bool
) -> None:
    page = page_of(desk)
    tab_to(desk, lambda: page.access.change)
    desk.press(ENTER)
    sheet = page.people.sheet
    assert isinstance(sheet, ChangePassword)
    desk.enter(PASSWORD)
    desk.enter(NEW)
    desk.enter(NEW)
    desk.type("2" if known else "1")
    desk.press(ENTER)
    qtbot.waitUntil(lambda: page.people.sheet is None)
    assert desk.window.toast() == "Your new password is in force."
    assert practice.unlocked.epoch == (2 if known else 1)
    setup.close(practice)
    with pytest.raises(UnlockError, match="wrong_password"):
        setup.open_workspace(practice_folder, "u1", PASSWORD, "en")
    setup.close(setup.open_workspace(practice_folder, "u1", NEW, "en", today=lambda: TODAY))


def test_a_wrong_password_of_now_changes_nothing_and_what_was_typed_stays(desk: Desk, qtbot: QtBot) -> None:
    page = page_of(desk)
    page.access.change.click()
    sheet = page.people.sheet
    assert isinstance(sheet, ChangePassword)
    desk.enter("not the password")
    desk.enter(NEW)
    desk.enter(NEW)
    desk.type("1")
    desk.press(ENTER)
    qtbot.waitUntil(lambda: sheet.message.tone() == "error")
    assert "does not fit" in sheet.message.text()
    assert desk.focused() is sheet.old.edit
    assert sheet.password.password.text() == NEW


@pytest.fixture
def own(tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    """A practice whose first sheet is known."""
    new = NewPractice(tmp_path / "own", FLOOR, today=lambda: TODAY)
    groups = new.prepare("Praxis", "Wien", NURSE, "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    setup.close(new.create("en"))
    return tmp_path / "own", groups


def test_the_drill_says_whether_the_sheet_is_right(qtbot: QtBot, own: tuple[Path, tuple[str, ...]]) -> None:
    folder, groups = own
    later = TODAY + timedelta(days=400)
    workspace = setup.open_workspace(folder, "u1", PASSWORD, "en", today=lambda: later)
    try:
        desk = open_desk(qtbot, workspace)
        today = desk.window.page()
        assert isinstance(today, TodayPage)
        qtbot.waitUntil(today.side.drill.isVisible)
        today.side.drill.click()
        page = page_of(desk)
        assert page.access.reminder.isVisible()
        assert desk.focused() is page.access.drill
        desk.press(ENTER)
        sheet = page.people.sheet
        assert isinstance(sheet, TrySheet)
        wrong = "0" if groups[0][0] != "0" else "1"
        desk.type("".join((wrong + groups[0][1:], *groups[1:])))
        desk.press(ENTER)
        assert sheet.message.tone() == "error"
        for frame, group in zip(sheet.fields.frames, groups, strict=True):
            frame.set_text(group)
        desk.press(ENTER)
        qtbot.waitUntil(lambda: page.people.sheet is None)
        assert desk.window.toast() == "The sheet is the right one. Lock it away again."
        assert not page.access.reminder.isVisible()
        desk.window.go(Place("today"))
        qtbot.waitUntil(lambda: not today.side.drill.isVisible())
        assert f"{later:%d.%m.%Y}" in page.access.state.text()
    finally:
        setup.close(workspace)


def test_a_new_sheet_is_written_down_and_typed_back(qtbot: QtBot, own: tuple[Path, tuple[str, ...]]) -> None:
    folder, groups = own
    workspace = setup.open_workspace(folder, "u1", PASSWORD, "en", today=lambda: TODAY)
    try:
        desk = at_settings(qtbot, workspace)
        page = page_of(desk)
        tab_to(desk, lambda: page.access.new)
        desk.press(ENTER)
        sheet = page.people.sheet
        assert isinstance(sheet, NewSheet)
        desk.enter(PASSWORD)
        qtbot.waitUntil(lambda: sheet.view is not None and sheet.view._drawn is not None)
        view = sheet.view
        assert view is not None
        assert view._drawn is not None
        fresh = view._drawn.groups
        qtbot.waitUntil(lambda: desk.focused() is view.next)
        desk.window.resize(1024, 620)
        qtbot.waitUntil(lambda: sheet._panel.rect().contains(view.geometry()))
        desk.press(ENTER)  # written down
        assert not view.step.cards.isVisible()
        for index in view.step.frames:
            desk.type(fresh[index])
        desk.press(ENTER)
        qtbot.waitUntil(lambda: page.people.sheet is None)
        assert desk.window.toast().startswith("The new sheet is the right one.")
        assert sheets.try_sheet(workspace, "-".join(fresh))
        assert not sheets.try_sheet(workspace, "-".join(groups))
    finally:
        setup.close(workspace)


def test_escape_leaves_the_sheet_that_was_the_right_one(
    qtbot: QtBot, own: tuple[Path, tuple[str, ...]]
) -> None:
    folder, groups = own
    workspace = setup.open_workspace(folder, "u1", PASSWORD, "en", today=lambda: TODAY)
    try:
        desk = at_settings(qtbot, workspace)
        page = page_of(desk)
        page.access.new.click()
        sheet = page.people.sheet
        assert isinstance(sheet, NewSheet)
        desk.enter(PASSWORD)
        qtbot.waitUntil(lambda: sheet.view is not None and not sheet.is_busy())
        desk.press(K.Key_Escape)
        assert page.people.sheet is None
        assert sheets.try_sheet(workspace, "-".join(groups))
    finally:
        setup.close(workspace)
