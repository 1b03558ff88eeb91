"""From the unlock page back to a backup, by keys, with the real program on a real folder."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.services import backup, setup
from iago_desktop.services.restore import Restore
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.app import Program
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.first_start import FirstStart
from iago_desktop.ui.pages.restore import CHOOSE, DONE, OPEN, SEEN, RestorePage
from iago_desktop.ui.pages.settings import SettingsPage
from iago_desktop.ui.pages.trouble import TroublePage
from iago_desktop.ui.pages.unlock import UnlockPage
from tests.builders import a_patient, an_infection
from tests.conftest import PASSWORD
from tests.ui.desk import Desk, open_desk
from tests.ui.programs import Start

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def folder(opened: Callable[[], Workspace], tmp_path: Path) -> Path:
    """A closed practice with a backup, and one infection that came after it."""
    practice = opened()
    a_patient(practice, "Baumann")
    backup.make(practice)
    an_infection(practice, a_patient(practice, "Huber"))
    setup.close(practice)
    return Path(shutil.copytree(practice.folder, tmp_path / "own" / "practice"))


def press(bot: QtBot, window: QWidget, key: Qt.Key) -> None:
    bot.keyClick(window.focusWidget() or window, key)


def write(bot: QtBot, window: QWidget, text: str) -> None:
    bot.keyClicks(window.focusWidget() or window, text)


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def restore_page(program: Program) -> RestorePage:
    page = program.entrance.page()
    assert isinstance(page, RestorePage)
    return page


def test_from_the_unlock_page_by_keys(qtbot: QtBot, start: Start, folder: Path) -> None:
    program = start(folder)
    unlock = program.entrance.page()
    assert isinstance(unlock, UnlockPage)
    unlock.sign_in.restore.setFocus()
    press(qtbot, program.entrance, ENTER)
    page = restore_page(program)
    assert page.at() == CHOOSE
    assert page.list is not None
    press(qtbot, program.entrance, ENTER)  # the newest is chosen
    qtbot.waitUntil(lambda: page.at() == OPEN)
    write(qtbot, program.entrance, "not the password of that day")
    press(qtbot, program.entrance, ENTER)
    qtbot.waitUntil(lambda: "password" in page.message.text().lower() and page.next.isEnabled())
    write(qtbot, program.entrance, PASSWORD)
    press(qtbot, program.entrance, ENTER)
    qtbot.waitUntil(lambda: page.at() == SEEN, timeout=20_000)
    (line,) = (each for each in page.seen.lines if "Infection" in each)
    assert line.startswith("Huber, Ute · Infection · day 14, 15.09.2026 · new, Maria Weber, ")
    assert not page.next.isEnabled()
    press(qtbot, program.entrance, ENTER)
    assert page.at() == SEEN
    assert page.seen.message.text()
    write(qtbot, program.entrance, "Restore")
    press(qtbot, program.entrance, ENTER)
    qtbot.waitUntil(lambda: page.at() == DONE, timeout=20_000)
    assert "practice before restore" in page.kept.text()
    press(qtbot, program.entrance, ENTER)
    assert isinstance(program.entrance.page(), UnlockPage)
    with qtbot.waitSignal(program.opened, timeout=20_000):
        write(qtbot, program.entrance, PASSWORD)
        press(qtbot, program.entrance, ENTER)
    assert isinstance(program.main, MainWindow)


def test_escape_leads_back_and_changes_nothing(qtbot: QtBot, start: Start, folder: Path) -> None:
    before = (folder / "iago.db").read_bytes()
    program = start(folder)
    program.entrance.show_restore()
    page = restore_page(program)
    press(qtbot, program.entrance, ENTER)
    qtbot.waitUntil(lambda: page.at() == OPEN)
    write(qtbot, program.entrance, PASSWORD)
    press(qtbot, program.entrance, ENTER)
    qtbot.waitUntil(lambda: page.at() == SEEN, timeout=20_000)
    for expected in (OPEN, CHOOSE):
        press(qtbot, program.entrance, ESCAPE)
        assert page.at() == expected
    press(qtbot, program.entrance, ESCAPE)
    assert isinstance(program.entrance.page(), UnlockPage)
    assert (folder / "iago.db").read_bytes() == before
    assert [each.name for each in folder.parent.iterdir()] == ["practice"]


@pytest.mark.parametrize("gone", ["keystore.json", "iago.db"])
def test_what_cannot_be_opened_offers_a_backup(qtbot: QtBot, start: Start, folder: Path, gone: str) -> None:
    (folder / gone).unlink()
    program = start(folder)
    page = program.entrance.page()
    if gone == "iago.db":
        assert isinstance(page, UnlockPage)
        write(qtbot, program.entrance, PASSWORD)
        press(qtbot, program.entrance, ENTER)
        qtbot.waitUntil(lambda: isinstance(program.entrance.page(), TroublePage), timeout=20_000)
        page = program.entrance.page()
    assert isinstance(page, TroublePage)
    assert page.restore.isVisible()
    page.restore.setFocus()
    press(qtbot, program.entrance, Qt.Key.Key_Space)
    assert restore_page(program).list is not None


def test_on_a_new_computer_from_the_first_start(
    qtbot: QtBot, start: Start, folder: Path, tmp_path: Path
) -> None:
    stick = next((folder / "backups").iterdir())
    program = start(tmp_path / "new computer" / "practice", choose_backup=lambda _over: stick)
    first = program.entrance.page()
    assert isinstance(first, FirstStart)
    first.restore.click()
    page = restore_page(program)
    assert page.list is None
    assert "no backup on this computer" in words(page)
    press(qtbot, program.entrance, ENTER)  # another file
    qtbot.waitUntil(lambda: page.at() == OPEN)
    write(qtbot, program.entrance, PASSWORD)
    press(qtbot, program.entrance, ENTER)
    qtbot.waitUntil(lambda: page.at() == SEEN, timeout=20_000)
    assert not page.seen.asked  # nothing is replaced
    press(qtbot, program.entrance, ENTER)
    qtbot.waitUntil(lambda: page.at() == DONE, timeout=20_000)
    assert page.kept.text() == ""
    press(qtbot, program.entrance, ENTER)
    assert isinstance(program.entrance.page(), UnlockPage)


def test_a_file_that_is_no_backup_says_so(qtbot: QtBot, start: Start, folder: Path) -> None:
    program = start(folder, choose_backup=lambda _over: folder / "keystore.json")
    program.entrance.show_restore()
    page = restore_page(program)
    page.other.click()
    qtbot.waitUntil(lambda: bool(page.message.text()) and page.next.isEnabled())
    assert page.at() == CHOOSE


def test_the_sheet_of_that_day_opens_it(qtbot: QtBot, start: Start, folder: Path) -> None:
    program = start(folder)
    program.entrance.show_restore()
    page = restore_page(program)
    press(qtbot, program.entrance, ENTER)
    qtbot.waitUntil(lambda: page.at() == OPEN)
    page.with_sheet.click()
    assert page.sheet.isVisible()
    assert not page.password.isVisible()
    write(qtbot, program.entrance, "5Q7EG4")
    press(qtbot, program.entrance, ENTER)
    qtbot.waitUntil(lambda: bool(page.message.text()) and page.next.isEnabled())
    assert page.at() == OPEN


def _settings(desk: Desk) -> SettingsPage:
    desk.window.go(Place("settings"))
    page = desk.window.page()
    assert isinstance(page, SettingsPage)
    return page


def _done(bot: QtBot, page: SettingsPage) -> str:
    bot.waitUntil(lambda: page.backup._task is None and page.backup.message.tone() != "hint", timeout=20_000)
    return page.backup.message.text()


def test_a_backup_is_made_and_carried_out_from_the_settings(
    qtbot: QtBot, practice: Workspace, tmp_path: Path
) -> None:
    desk = open_desk(qtbot, practice)
    page = _settings(desk)
    page.backup.make.setFocus()
    desk.press(ENTER)
    assert "made" in _done(qtbot, page)
    assert "1 kept" in page.backup.made.text()
    desk.window.go(Place("today"))
    today = desk.window.page()
    copy = today.side.copy  # type: ignore[attr-defined]
    assert copy.isVisible()
    copy.click()
    page = _settings(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    desk.folders.append(stick)
    page.backup.message.say("")
    page.backup.copy.setFocus()
    desk.press(ENTER)
    assert "Copied" in _done(qtbot, page)
    assert [each.name for each in stick.iterdir()] == ["IAGO_backup_2026-11-20.iagobak"]
    desk.window.go(Place("today"))
    assert not desk.window.page().side.copy.isVisible()  # type: ignore[attr-defined]


def test_a_move_needs_its_word_and_leaves_a_practice_that_only_reads(
    qtbot: QtBot, practice: Workspace, tmp_path: Path
) -> None:
    practice.rights = frozenset({"enter", "sign", "export", "manage"})
    desk = open_desk(qtbot, practice)
    page = _settings(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    page.backup.move_away.click()
    assert page.backup.message.tone() == "error"
    assert list(stick.iterdir()) == []
    desk.folders.append(stick)
    page.backup.typed.edit.setFocus()
    desk.enter("move")
    assert "only be read" in _done(qtbot, page)
    assert [each.name for each in stick.iterdir()] == ["IAGO_move_2026-11-20.iagobak"]
    qtbot.waitUntil(lambda: "sealed" in desk.window._banners.lasting)
    page.backup.typed.edit.setFocus()
    desk.enter("stay")
    assert "goes on here" in _done(qtbot, page)
    qtbot.waitUntil(lambda: "sealed" not in desk.window._banners.lasting)


def test_who_does_not_manage_neither_restores_nor_moves(qtbot: QtBot, practice: Workspace) -> None:
    practice.rights = frozenset({"enter", "export"})
    page = _settings(open_desk(qtbot, practice))
    for button in (page.backup.restore, page.backup.move_away):
        assert not button.isEnabled()
        assert button.accessibleDescription()


def test_after_a_restore_a_banner_says_what_is_owed(
    qtbot: QtBot, folder: Path, opened: Callable[[], Workspace]
) -> None:
    restore = Restore(folder, lambda: date(2026, 11, 22))
    restore.take(next((folder / "backups").iterdir()))
    restore.unlock("u1", PASSWORD)
    restore.preview()
    restore._preview = restore._preview and type(restore._preview)(
        **{**restore._preview.__dict__, "asks": True}
    )
    restore.carry_out()
    workspace = setup.open_workspace(folder, "u1", PASSWORD, "en", today=lambda: date(2026, 11, 22))
    desk = open_desk(qtbot, workspace)
    assert "resync file" in desk.window._banners.lasting["owed"].label.text()
    desk.window.close()
    setup.close(workspace)


def test_from_the_settings_the_practice_closes_and_the_page_opens(
    qtbot: QtBot, start: Start, folder: Path
) -> None:
    program = start(folder)
    with qtbot.waitSignal(program.opened, timeout=20_000):
        write(qtbot, program.entrance, PASSWORD)
        press(qtbot, program.entrance, ENTER)
    main = program.main
    assert isinstance(main, MainWindow)
    main.go(Place("settings"))
    page = main.page()
    assert isinstance(page, SettingsPage)
    page.backup.restore.click()
    found = restore_page(program)
    assert found.at() == CHOOSE
    assert program.main is None
    assert found.list is not None
    assert len(found.list.options()) == 2  # today's was made when it closed


def test_old_backups_are_red_on_today(qtbot: QtBot, practice: Workspace) -> None:
    today, day = practice.today, practice.today()
    practice.today = lambda: day - timedelta(days=8)
    backup.make(practice)
    practice.today = today
    desk = open_desk(qtbot, practice)
    side = desk.window.page().side  # type: ignore[attr-defined]
    assert side.lines[2].words.text() == "Last backup 8 days ago"
    assert side.lines[2].words._ink == "red"
