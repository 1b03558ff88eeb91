"""A window over a real practice, and the keys that are pressed in it."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.main_window import MainWindow

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@dataclass
class Desk:
    """`files` and `folders` are what the person picks next in a file dialog; nothing left: cancelled.

    `saves` are the folders in which what is printed gets the name that is offered.
    """

    bot: QtBot
    window: MainWindow
    files: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    saves: list[Path] = field(default_factory=list)

    def focused(self) -> QWidget:
        return self.window.focusWidget() or self.window

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(self.focused(), key, modifiers)

    def type(self, text: str) -> None:
        for character in text:
            if character.isascii():
                self.bot.keyClicks(self.focused(), character)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # Qt's test keys know ASCII only
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
                QApplication.sendEvent(self.focused(), event)

    def enter(self, text: str) -> None:
        self.type(text)
        self.press(ENTER)


def open_desk(
    bot: QtBot, practice: Workspace, sticks: tuple[Path, ...] = (), size: tuple[int, int] = (1366, 768)
) -> Desk:
    files: list[Path] = []
    folders: list[Path] = []
    saves: list[Path] = []
    choose = Choosers(
        file=lambda _parent: files.pop(0) if files else None,
        folder=lambda _parent: folders.pop(0) if folders else None,
        save=lambda _parent, name: saves.pop(0) / name if saves else None,
        sticks=lambda: sticks,
        update=lambda _parent: files.pop(0) if files else None,
    )
    window = MainWindow(practice, Settings(), choose)
    bot.addWidget(window)
    window.resize(*size)
    with bot.waitActive(window):
        window.show()
        window.activateWindow()
    return Desk(bot, window, files, folders, saves)
