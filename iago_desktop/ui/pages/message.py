"""One sentence under a field: a hint, a warning, an error, or that all is well."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Label, row

_TONES = {
    "hint": ("ink2", "", ""),
    "warning": ("amber", "warning", "amber_mark"),
    "error": ("red", "warning-circle", "red"),
    "good": ("ink2", "check-circle", "accent"),
}


class Message(QWidget):
    """Keeps the height of one line while it is empty, so that nothing below moves."""

    def __init__(self, text: str = "", tone: str = "hint") -> None:
        super().__init__()
        self._tone = tone
        self.label = Label("", font(13), "ink2", wrap=True)
        self._layout = row(gap=0, parent=self)
        self._layout.addWidget(self.label, 1)
        self.setMinimumHeight(20)
        self.say(text, tone)

    def say(self, text: str, tone: str = "hint") -> None:
        ink, icon, _ = _TONES[tone]
        self._tone = tone
        self._layout.setContentsMargins(22 if icon and text else 0, 0, 0, 0)
        self.label.set_ink(ink)
        self.label.setText(text)
        self.setAccessibleName(text)
        self.update()

    def text(self) -> str:
        return self.label.text()

    def tone(self) -> str:
        return self._tone

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _, icon, ink = _TONES[self._tone]
        if icon and self.label.text():
            painter = QPainter(self)
            draw_icon(painter, icon, 0, (min(self.height(), 20) - 16) / 2 + 1, 16, getattr(T, ink))
            painter.end()
