"""What was just done, in one line at the bottom left."""

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import Painted, draw_box, draw_text, width_of
from iago_desktop.ui.tokens import HEIGHT, TOAST, T, font


class Toast(Painted):
    """What was done, bottom left, for six seconds; stays while hovered."""

    closed = Signal()

    def __init__(self, parent: QWidget, text: str, milliseconds: int = 6000) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setFixedSize(int(width_of(text, font(13, 500)) + 64), 44)
        self.move(HEIGHT["nav"] + 16, parent.height() - HEIGHT["foot"] - 60)
        self._timer = QTimer(self, singleShot=True, interval=milliseconds)
        self._timer.timeout.connect(self._expire)
        self._timer.start()
        self.show()
        self.raise_()

    def text(self) -> str:
        return self._text

    def _expire(self) -> None:
        if self.underMouse():
            self._timer.start()
            return
        self.closed.emit()
        self.deleteLater()

    def paint(self, painter: QPainter) -> None:
        fill, ink, mark = (QColor(colour) for colour in TOAST[T.mode])
        draw_box(painter, QRectF(self.rect()), 8, fill)
        draw_icon(painter, "check-circle", 14, 13, 18, mark)
        draw_text(painter, QRectF(42, 0, self.width(), 44), self._text, font(13, 500), ink)
