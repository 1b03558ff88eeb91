"""What was copied here does not stay on the clipboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from iago_desktop.ui.clipboard import ClipboardGuard

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    edit = QLineEdit("Baumann")
    qtbot.addWidget(edit)
    with qtbot.waitActive(edit):
        edit.show()
        edit.activateWindow()
    return edit


def copy(field: QLineEdit) -> None:
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClick(field, Qt.Key.Key_C, CTRL)


def test_it_is_cleared_when_the_time_is_over(qtbot: QtBot, field: QLineEdit) -> None:
    clipboard = QGuiApplication.clipboard()
    guard = ClipboardGuard(field, seconds=0.2)
    copy(field)
    assert clipboard.text() == "Baumann"
    assert clipboard.mimeData().hasFormat("x-kde-passwordManagerHint")
    qtbot.waitUntil(lambda: clipboard.text() == "")
    assert guard.parent() is field


def test_what_was_copied_later_has_its_own_minute(qtbot: QtBot, field: QLineEdit) -> None:
    clipboard = QGuiApplication.clipboard()
    ClipboardGuard(field, seconds=0.3)
    copy(field)
    QTest.qWait(200)
    field.setText("Zeller")
    copy(field)
    QTest.qWait(200)
    assert clipboard.text() == "Zeller"
    qtbot.waitUntil(lambda: clipboard.text() == "")


def test_closing_clears_it_at_once(field: QLineEdit) -> None:
    guard = ClipboardGuard(field)
    copy(field)
    guard.clear_now()
    assert QGuiApplication.clipboard().text() == ""
