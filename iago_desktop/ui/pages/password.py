"""A password field: an eye that shows what was typed, and a word about Caps Lock."""

import ctypes
import sys

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import draw_box
from iago_desktop.ui.tokens import T


class EyeButton(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(30, 30)
        self.setAccessibleName(self.tr("Show password"))

    def sizeHint(self) -> QSize:
        return QSize(30, 30)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_icon(painter, "eye-slash" if self.isChecked() else "eye", 7, 7, 16, T.ink3)
        if self.hasFocus():
            draw_box(painter, self.rect().toRectF(), 4, None, T.accent, 2)
        painter.end()


class PasswordField(InputFrame):
    """`caps_lock` reports what the keys tell about Caps Lock."""

    caps_lock = Signal(bool)

    def __init__(self, name: str, height: int = 44, icon: str = "key") -> None:
        super().__init__("", icon, password=True, height=height)
        self._caps: bool | None = caps_lock_on()
        self.eye = EyeButton()
        self.eye.toggled.connect(self._on_eye)
        self._layout.addWidget(self.eye)
        self._set_margins()
        self.setAccessibleName(name)
        self.edit.installEventFilter(self)

    def is_caps_lock_on(self) -> bool:
        return bool(self._caps)

    def _on_eye(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self.edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._heed(_told_by(event, before=self._caps))
        elif watched is self.edit and event.type() == QEvent.Type.FocusIn:
            self._heed(caps_lock_on())
        return super().eventFilter(watched, event)

    def _heed(self, caps: bool | None) -> None:
        if caps is not None and caps != self._caps:
            self._caps = caps
            self.caps_lock.emit(caps)


def caps_lock_on() -> bool | None:
    """What the system says; None where it cannot be asked without a library of the window system."""
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.GetKeyState(0x14) & 1)
    return None


def _told_by(event: QKeyEvent, *, before: bool | None) -> bool | None:
    """A capital without Shift, or a small letter with it: Caps Lock is on."""
    asked = caps_lock_on()
    if asked is not None:
        return asked
    if event.key() == Qt.Key.Key_CapsLock:
        return None if before is None else not before
    text = event.text()
    if len(text) != 1 or text.upper() == text.lower():
        return None
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return text.isupper() != shift
