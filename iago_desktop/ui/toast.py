"""What was just done, in one line at the bottom left."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.keys import caps
from iago_desktop.ui.paint import RIGHT, Painted, draw_box, draw_text, width_of
from iago_desktop.ui.tokens import HEIGHT, T, font


class Toast(Painted):
    """What was done, bottom left, for six seconds; stays while hovered."""

    closed = Signal()

    def __init__(
        self,
        parent: QWidget,
        text: str,
        undo: Callable[[], object] | None = None,
        milliseconds: int = 6000,
    ) -> None:
        super().__init__(parent)
        self._text, self._undo = text, undo
        self._offer = self.tr("Undo") + "  " + "+".join(caps("Ctrl+Z")) if undo else ""
        self.setAccessibleName(" ".join(filter(None, (text, self._offer))))
        offer = width_of(self._offer, font(13, 600)) + 24 if undo else 0
        self.setFixedSize(int(width_of(text, font(13, 500)) + 64 + offer), 44)
        if undo:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.move(HEIGHT["nav"] + 16, parent.height() - HEIGHT["foot"] - 60)
        self._timer = QTimer(self, singleShot=True, interval=milliseconds)
        self._timer.timeout.connect(self._expire)
        self._timer.start()
        self.show()
        self.raise_()

    def text(self) -> str:
        return self._text

    def undo(self) -> None:
        """Take the thing back, once."""
        if self._undo is not None:
            undo, self._undo = self._undo, None
            self.closed.emit()
            self.deleteLater()
            undo()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.undo()

    def _expire(self) -> None:
        if self.underMouse():
            self._timer.start()
            return
        self.closed.emit()
        self.deleteLater()

    def paint(self, painter: QPainter) -> None:
        fill, ink, mark = T.toast()
        draw_box(painter, QRectF(self.rect()), 8, fill)
        draw_icon(painter, "check-circle", 14, 13, 18, mark)
        draw_text(painter, QRectF(42, 0, self.width() - 42, 44), self._text, font(13, 500), ink)
        if self._offer:
            right = QRectF(0, 0, self.width() - 16, 44)
            draw_text(painter, right, self._offer, font(13, 600), mark, RIGHT)
