"""A number to be seen from the door."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from iago_desktop.ui.paint import Painted, draw_text, width_of
from iago_desktop.ui.tokens import T, font


class BigCount(Painted):
    """And what it counts."""

    def __init__(self) -> None:
        super().__init__()
        self._number, self._what = "", ""
        self._details: tuple[str, ...] = ()
        self.setFixedHeight(52)
        self.setMinimumWidth(280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, number: int | str, what: str, *details: str) -> None:
        """Of the details, longest first, the first that has room is shown; the longest is spoken."""
        self._number, self._what, self._details = str(number), what, details
        self.setAccessibleName(f"{number} {what}. {details[0]}")
        self.update()

    def paint(self, painter: QPainter) -> None:
        face = font(36, 600)
        draw_text(painter, QRectF(0, 1, 120, 50), self._number, face, T.ink)
        x = width_of(self._number, face) + 16
        room = self.width() - x
        draw_text(painter, QRectF(x, 6, room, 20), self._what, font(15, 600), T.ink, elide=True)
        fits = (each for each in self._details if width_of(each, font(13)) <= room)
        detail = next(fits, self._details[-1] if self._details else "")
        draw_text(painter, QRectF(x, 27, room, 18), detail, font(13), T.ink2, elide=True)
