"""Flow F8, the idle lock, and another person at the desk: by key presses, with the real program."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients, records, setup, stopping, users
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui.idle import IdleWatch
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.form_host import FormHost
from iago_desktop.ui.pages.unlock import UnlockPage
from iago_desktop.ui.widgets import Button
from tests.builders import a_patient
from tests.conftest import PASSWORD
from tests.ui.programs import Start, focused, unlock

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHORT = "quiet river!"  # twelve keys, as in the table of flow F8
PHYSICIAN = "Dr. Anna Krämer"
OTHER = "nine small lamps above water"


class Keys:
    """Presses keys where the focus is, and counts them: a key held down with another is one more."""

    def __init__(self, bot: QtBot) -> None:
        self._bot, self.count = bot, 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1 + (modifiers & CTRL == CTRL)
        self._bot.keyClick(focused(), key, modifiers)

    def type(self, text: str) -> None:
        for letter in text:
            self.count += 1
            self._bot.keyClicks(focused(), letter)


def a_draft(opened: Callable[[], Workspace]) -> str:
    """An infection with nothing answered yet."""
    workspace = opened()
    treatment = patients.view(workspace, a_patient(workspace)).treatment_id
    draft = records.start(workspace, treatment, "infection")
    setup.close(workspace)
    return draft


def form_of(main: MainWindow) -> FormHost:
    page = main.page()
    assert isinstance(page, FormHost)
    return page


def test_lock_and_unlock_in_fifteen_keys_leads_to_the_same_cursor(
    qtbot: QtBot, start: Start, opened: Callable[[], Workspace], practice_folder: Path
) -> None:
    draft = a_draft(opened)
    workspace = opened()
    users.add_user(workspace, "Dr. Short", "physician", SHORT, FLOOR)
    setup.close(workspace)
    program = start(practice_folder)
    qtbot.keyClick(focused(), K.Key_Down)
    qtbot.keyClick(focused(), K.Key_Down)
    qtbot.keyClick(focused(), K.Key_Return)
    main = unlock(qtbot, program, SHORT)
    assert main.place == Place("today")
    main.go(Place("form", draft))
    onset = form_of(main).form.view.page().editor_of("onset")
    assert onset is not None
    onset.focus()
    qtbot.keyClicks(focused(), "14.9")
    qtbot.keyClick(focused(), K.Key_Left)
    qtbot.keyClick(focused(), K.Key_Left)
    stood = focused()
    assert isinstance(stood, QLineEdit)
    assert (stood.text(), stood.cursorPosition()) == ("14.9", 2)

    keys = Keys(qtbot)
    keys.press(K.Key_L, CTRL)
    assert not main.isVisible()
    program = start(practice_folder)
    keys.type(SHORT)
    with qtbot.waitSignal(program.opened):
        keys.press(K.Key_Return)
    assert keys.count == 15
    main = program.main  # type: ignore[assignment]
    assert main.place == Place("form", draft)
    qtbot.waitUntil(lambda: isinstance(main.focusWidget(), QLineEdit))
    again = main.focusWidget()
    assert isinstance(again, QLineEdit)
    assert (again.text(), again.cursorPosition()) == ("14.9", 2)
    editor = form_of(main).form.view.page().editor_of("onset")
    assert editor is not None
    assert editor.owns(again)


def test_nothing_about_the_place_lies_outside_the_database(
    qtbot: QtBot, start: Start, opened: Callable[[], Workspace], practice_folder: Path, tmp_path: Path
) -> None:
    draft = a_draft(opened)
    main = unlock(qtbot, start(practice_folder))
    main.go(Place("form", draft))
    qtbot.keyClick(main, K.Key_L, CTRL)
    plain = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert tmp_path / "settings.json" in plain
    for path in plain:
        content = path.read_bytes()
        assert draft.encode() not in content, path
        assert b"infection" not in content, path
    workspace = opened()
    kept = stopping.take(workspace)
    assert (kept["kind"], kept["id"]) == ("form", draft)
    assert stopping.take(workspace) == {}


def test_somebody_else_stands_on_today_and_the_draft_waits(
    qtbot: QtBot, start: Start, practice_folder: Path, opened: Callable[[], Workspace]
) -> None:
    draft = a_draft(opened)
    workspace = opened()
    users.add_user(workspace, PHYSICIAN, "physician", OTHER, FLOOR)
    setup.close(workspace)
    program = start(practice_folder)
    qtbot.keyClick(focused(), K.Key_Return)  # the first of the two
    main = unlock(qtbot, program)
    main.go(Place("form", draft))
    onset = form_of(main).form.view.page().editor_of("onset")
    assert onset is not None
    onset.focus()
    qtbot.keyClicks(focused(), "14")
    qtbot.keyClick(focused(), K.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
    program = start(practice_folder)
    page = program.entrance.page()
    assert isinstance(page, UnlockPage)
    assert page.sign_in.people.person() is None
    qtbot.keyClick(focused(), K.Key_Down)
    qtbot.keyClick(focused(), K.Key_Down)
    qtbot.keyClick(focused(), K.Key_Return)
    main = unlock(qtbot, program, OTHER)
    assert main.place == Place("today")
    assert main.top.person.text() == PHYSICIAN
    workspace = program._workspace  # type: ignore[assignment]
    (waiting,) = records.drafts(workspace)
    assert (waiting.id, waiting.by) == (draft, "u1")
    assert records.open_draft(workspace, draft).place["typing"] == "14"
    # Whoever worked last is expected next.
    qtbot.keyClick(main, K.Key_L, CTRL)
    page = start(practice_folder).entrance.page()
    assert isinstance(page, UnlockPage)
    chosen = page.sign_in.people.person()
    assert chosen is not None
    assert chosen.name == PHYSICIAN


def test_a_place_that_is_gone_is_today(
    qtbot: QtBot, start: Start, practice_folder: Path, opened: Callable[[], Workspace]
) -> None:
    draft = a_draft(opened)
    main = unlock(qtbot, start(practice_folder))
    main.go(Place("form", draft))
    qtbot.keyClick(main, K.Key_L, CTRL)
    workspace = opened()
    records.discard(workspace, draft)
    setup.close(workspace)
    assert unlock(qtbot, start(practice_folder)).place == Place("today")


# without input


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_minute_before_the_lock_the_window_says_so_and_then_locks(
    qtbot: QtBot, start: Start, practice_folder: Path, clock: Clock
) -> None:
    main = unlock(qtbot, start(practice_folder))
    main.idle._now, main.idle._since = clock, 0.0
    clock.seconds = 539
    main.idle.look()
    assert not main.top.left.isVisible()
    clock.seconds = 540
    main.idle.look()
    assert main.top.left.isVisible()
    assert main.top.left.text() == "Locks in 60 s"
    clock.seconds = 570
    main.idle.look()
    assert main.top.left.text() == "Locks in 30 s"
    qtbot.keyClick(main, K.Key_Down)
    assert not main.top.left.isVisible()
    clock.seconds = 570 + 599
    main.idle.look()
    assert main.isVisible()
    with qtbot.waitSignal(main.lock_requested):
        clock.seconds = 570 + 600
        main.idle.look()
    assert not main.isVisible()


def test_the_minutes_are_those_of_the_settings(
    qtbot: QtBot, start: Start, practice_folder: Path, clock: Clock
) -> None:
    main = unlock(qtbot, start(practice_folder))
    main.idle._now, main.idle._since = clock, 0.0
    main.use_settings(replace(main.settings, lock_minutes=30))
    clock.seconds = 10 * 60 + 1
    main.idle.look()
    assert main.isVisible()
    clock.seconds = 30 * 60
    with qtbot.waitSignal(main.lock_requested):
        main.idle.look()


def test_a_key_after_the_computer_slept_locks_and_does_nothing_else(qtbot: QtBot, clock: Clock) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    watch = IdleWatch(10, parent, clock)
    expired: list[bool] = []
    watch.expired.connect(lambda: expired.append(True))
    key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "a")
    assert not watch.eventFilter(parent, key)
    clock.seconds = 3600
    assert watch.eventFilter(parent, key)
    assert expired == [True]


# a real restart

DRIVER = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from iago_desktop import settings
from iago_desktop.settings import Settings
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui import app as program_module
from iago_desktop.ui.page import Place
from iago_desktop.ui.tokens import apply_style

folder, elsewhere, password = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
notes = elsewhere / "notes"
app = QApplication([])
apply_style(app)
file = elsewhere / "settings.json"
restart = lambda: os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
program = program_module.Program(
    app, folder, settings.load(file, Settings()), settings_file=file, log_folder=elsewhere, argon=FLOOR,
    restart=restart,
)

def say(*words):
    with notes.open("a") as file:
        print(os.getpid(), *words, file=file)

def on_painted():
    QTest.keyClicks(app.focusWidget(), password)
    QTest.keyClick(app.focusWidget(), Qt.Key.Key_Return)

def on_opened(main):
    QTimer.singleShot(100, lambda: on_shown(main))

def on_shown(main):
    if main.place == Place("today"):
        (draft,) = folder.with_name("draft").read_text().split()
        main.go(Place("form", draft))
        main.page().form.view.page().editor_of("onset").focus()
        QTest.keyClicks(main.focusWidget(), "14.9")
        QTest.keyClick(main.focusWidget(), Qt.Key.Key_Left)
        say("typed")
        QTest.keyClick(main.focusWidget(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        return
    edit = main.focusWidget()
    say("back", main.place.kind, edit.text(), edit.cursorPosition())
    program.close()
    app.quit()

program.entrance.painted.connect(on_painted)
program.opened.connect(on_opened)
program.start()
app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there the new process is another one")
def test_a_real_restart_of_the_process_leads_to_the_same_cursor(
    opened: Callable[[], Workspace], practice_folder: Path, tmp_path: Path
) -> None:
    draft = a_draft(opened)
    practice_folder.with_name("draft").write_text(draft, encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    driver = tmp_path / "driver.py"
    driver.write_text(DRIVER, encoding="utf-8")
    subprocess.run(
        [sys.executable, driver, practice_folder, elsewhere, PASSWORD],
        cwd=Path(__file__).parents[2],
        timeout=120,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    first, second = (elsewhere / "notes").read_text(encoding="utf-8").splitlines()
    pid, *words = first.split()
    assert words == ["typed"]
    assert second.split() == [pid, "back", "form", "14.9", "3"]  # the same process, begun anew


def test_after_a_power_cut_the_keyboard_is_where_enter_goes_on(
    qtbot: QtBot, start: Start, opened: Callable[[], Workspace], practice_folder: Path
) -> None:
    draft = a_draft(opened)
    workspace = opened()
    form = records.open_draft(workspace, draft).draft
    records.autosave(workspace, draft, form, {"field": "onset"})
    lock = (practice_folder / "lock").read_bytes()
    setup.close(workspace)
    (practice_folder / "lock").write_bytes(lock)  # as a process leaves it that was killed
    main = unlock(qtbot, start(practice_folder))
    qtbot.waitUntil(lambda: isinstance(focused(), Button))
    qtbot.keyClick(focused(), K.Key_Return)
    qtbot.waitUntil(lambda: main.place == Place("form", draft))
