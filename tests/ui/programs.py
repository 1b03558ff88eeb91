"""The whole program as it starts on a folder, and what a person does at its first window."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop import settings
from iago_desktop.settings import Settings
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui.app import Program
from iago_desktop.ui.main_window import MainWindow
from tests.conftest import PASSWORD

Start = Callable[..., Program]
"""Starts it on a folder, with other parts of `Program` handed in by name; again as often as a test asks."""


class Programs:
    """What was started in one test.  Settings and log lie in `elsewhere`."""

    def __init__(self, bot: QtBot, app: QApplication, elsewhere: Path) -> None:
        self._bot, self._app, self._elsewhere = bot, app, elsewhere
        self._started: list[Program] = []

    def start(self, folder: Path, **parts: Any) -> Program:
        file = self._elsewhere / "settings.json"
        given = {"settings_file": file, "log_folder": self._elsewhere / "log", "argon": FLOOR}
        program = Program(
            self._app,
            folder,
            settings.load(file, Settings()),
            **{**given, "restart": lambda: None, **parts},
        )
        self._started.append(program)
        self._bot.addWidget(program.entrance)
        with self._bot.waitSignal(program.entrance.painted), self._bot.waitActive(program.entrance):
            program.start()
        program.guard.release()  # errors of the test itself belong to the test
        return program

    def close(self) -> None:
        for program in self._started:
            program.close()
            if program.main is not None:
                program.main.close()
                program.main.deleteLater()
            program.deleteLater()


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    """Starts the program on a folder; everything is closed after the test."""
    programs = Programs(qtbot, qapp, tmp_path)
    yield programs.start
    programs.close()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_password(bot: QtBot, password: str = PASSWORD) -> None:
    bot.keyClicks(focused(), password)
    bot.keyClick(focused(), Qt.Key.Key_Return)


def unlock(bot: QtBot, program: Program, password: str = PASSWORD) -> MainWindow:
    """By keys; the main window has the keyboard then."""
    with bot.waitSignal(program.opened):
        type_password(bot, password)
    main = program.main
    assert isinstance(main, MainWindow)
    bot.waitUntil(main.isActiveWindow)
    return main
