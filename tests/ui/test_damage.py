"""What a person sees when the database is damaged, old or not what its history says."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import integrity, mending, setup
from iago_desktop.services.workspace import Workspace
from iago_desktop.store.connection import connect
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.pages.damaged import ASK, SEEN, DamagedPage
from iago_desktop.ui.pages.unlock import UnlockPage
from iago_desktop.ui.weekly import QUIET, WeeklyCheck
from iago_desktop.ui.widgets import Button
from tests.builders import a_patient, an_infection
from tests.ui.programs import Start, focused, type_password, unlock


def damage_a_table(opened: Callable[[], Workspace], table: str) -> Path:
    workspace = opened()
    patient = a_patient(workspace)
    an_infection(workspace, patient)
    path = workspace.store.path
    raw = connect(path, workspace.unlocked.database_key)
    (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    raw.close()
    setup.close(workspace)
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 + 200] ^= 1
    path.write_bytes(data)
    return path


def test_a_damaged_database_is_rescued_and_gone_on_with_by_enter(
    qtbot: QtBot, start: Start, opened: Callable[[], Workspace], practice_folder: Path
) -> None:
    damage_a_table(opened, "record")
    program = start(practice_folder)
    type_password(qtbot)
    qtbot.waitUntil(lambda: isinstance(program.entrance.page(), DamagedPage))
    page = program.entrance.page()
    assert isinstance(page, DamagedPage)
    assert page.state() == ASK
    assert focused() is page.rescue
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.state() == SEEN, timeout=30_000)
    assert "Entries: 1 of 1" in page.lines
    assert "Patients: 1 of 1" in page.lines
    assert "1 of them was put back from its history." in page.lines
    assert focused() is page.go_on
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.entrance.page(), UnlockPage))
    main = unlock(qtbot, program)
    assert not main._banners.lasting
    assert list(practice_folder.parent.glob("practice before restore*"))


def test_from_the_damaged_page_a_backup_can_be_restored_instead(
    qtbot: QtBot, start: Start, practice_folder: Path, opened: Callable[[], Workspace]
) -> None:
    damage_a_table(opened, "revision")
    program = start(practice_folder)
    type_password(qtbot)
    qtbot.waitUntil(lambda: isinstance(program.entrance.page(), DamagedPage))
    page = program.entrance.page()
    assert isinstance(page, DamagedPage)
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is page.restore[0]
    with qtbot.waitSignal(page.restore_asked):
        qtbot.keyClick(focused(), Qt.Key.Key_Return)


def test_a_row_that_was_put_back_is_told_once(
    qtbot: QtBot, start: Start, practice_folder: Path, opened: Callable[[], Workspace]
) -> None:
    workspace = opened()
    an_infection(workspace, a_patient(workspace))
    raw = connect(workspace.store.path, workspace.unlocked.database_key)
    raw.execute("UPDATE record SET answers = '{'")
    raw.close()
    setup.close(workspace)
    main = unlock(qtbot, start(practice_folder))
    banner = main._banners.lasting["restored"]
    assert banner.label.text() == "1 entry could not be read and was put back from its history."
    press(qtbot, main, "restored")
    assert "restored" not in main._banners.lasting


def press(qtbot: QtBot, main: MainWindow, state: str) -> None:
    button = main._banners.lasting[state].findChild(Button)
    assert button is not None
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)


def test_what_the_witness_doubts_is_said_until_somebody_compared(
    qtbot: QtBot, start: Start, opened: Callable[[], Workspace], practice_folder: Path
) -> None:
    workspace = opened()
    shutil.copy(practice_folder / "iago.db", practice_folder.parent / "old.db")
    a_patient(workspace)
    setup.close(workspace)
    shutil.copy(practice_folder.parent / "old.db", practice_folder / "iago.db")
    program = start(practice_folder)
    main = unlock(qtbot, program)
    assert "older than the last work saved here" in main._banners.lasting["witness"].label.text()
    program.close()
    main.close()
    program = start(practice_folder)
    main = unlock(qtbot, program)
    press(qtbot, main, "witness")
    assert "witness" not in main._banners.lasting
    program.close()
    main.close()
    assert "witness" not in unlock(qtbot, start(practice_folder))._banners.lasting


def test_the_weekly_check_waits_for_quiet_and_what_it_marks_is_restored_by_a_button(
    qtbot: QtBot, start: Start, practice_folder: Path, opened: Callable[[], Workspace]
) -> None:
    workspace = opened()
    record = an_infection(workspace, a_patient(workspace))
    raw = connect(workspace.store.path, workspace.unlocked.database_key)
    raw.execute("UPDATE record SET grade = 4 WHERE id = ?", (record,))
    raw.close()
    setup.close(workspace)
    program = start(practice_folder)
    main = unlock(qtbot, program)
    quiet = [QUIET - 1.0]
    weekly = WeeklyCheck(main._workspace, lambda: quiet[0], main)
    weekly.checked.connect(lambda _found: main._banners.look())
    weekly.look()
    assert weekly._task is None
    quiet[0] = QUIET
    with qtbot.waitSignal(weekly.checked, timeout=30_000):
        weekly.look()
    assert not integrity.is_due(main._workspace)
    assert "does not say what its history says" in main._banners.lasting["apart"].label.text()
    press(qtbot, main, "apart")
    assert "apart" not in main._banners.lasting
    assert mending.apart(main._workspace) == ()
    weekly.look()
    assert weekly._task is None


@pytest.mark.skipif(sys.platform == "win32", reason="a page is damaged by its place")
def test_a_damaged_database_with_the_wrong_password_says_only_that(
    qtbot: QtBot, start: Start, practice_folder: Path, opened: Callable[[], Workspace]
) -> None:
    damage_a_table(opened, "record")
    program = start(practice_folder)
    page = program.entrance.page()
    assert isinstance(page, UnlockPage)
    qtbot.keyClicks(focused(), "something else entirely")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.sign_in.message.tone() == "error")
    assert program.entrance.page() is page
