"""One laboratory value over the days after infusion, with the value that is asked about."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from iago_desktop.ui.paint import CENTRE, RIGHT, Painted, draw_text
from iago_desktop.ui.strip import EARLY_ENDS, MIDDLE_ENDS, signed
from iago_desktop.ui.tokens import T, font

_LEFT, _BOTTOM, _TOP = 44, 26, 10
_LINES = 4


class Trend(Painted):
    """`asked` is the day of the value in question: a ring where it is now."""

    def __init__(self, name: str, values: Sequence[tuple[int, Decimal]], asked: int | None) -> None:
        super().__init__()
        self._values, self._asked = tuple(values), asked
        self.setFixedHeight(190)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = ", ".join(f"{signed(day)}: {value:f}" for day, value in self._values)
        self.setAccessibleName(f"{name}: {said}")

    def paint(self, painter: QPainter) -> None:
        if not self._values:
            return
        days = [day for day, _ in self._values]
        first, last = min(0, *days), max(*days, EARLY_ENDS)
        top = float(max(value for _, value in self._values)) * 1.1 or 1.0
        room = QRectF(_LEFT, _TOP, self.width() - _LEFT - 8, self.height() - _TOP - _BOTTOM)

        def place(day: int, value: float) -> QPointF:
            x = room.x() + room.width() * (day - first) / (last - first)
            return QPointF(x, room.bottom() - room.height() * value / top)

        for start, end, fill in (
            (0, EARLY_ENDS, T.win0),
            (EARLY_ENDS, MIDDLE_ENDS, T.win1),
            (MIDDLE_ENDS, last, T.win2),
        ):
            if start < last:
                left, right = place(start, 0).x(), place(min(end, last), 0).x()
                painter.fillRect(QRectF(left, room.y(), max(0.0, right - left), room.height()), fill)
        for number in range(_LINES + 1):
            value = top * number / _LINES
            y = place(first, value).y()
            painter.fillRect(QRectF(room.x(), y, room.width(), 1), T.line)
            words = f"{value:.1f}" if top < 10 else f"{value:.0f}"
            draw_text(painter, QRectF(0, y - 9, _LEFT - 8, 18), words, font(12), T.ink3, RIGHT)
        for day in {0, EARLY_ENDS, last}:
            box = QRectF(place(day, 0).x() - 24, room.bottom() + 5, 48, 16)
            draw_text(painter, box, signed(day), font(12), T.ink3, CENTRE)
        painter.setPen(QPen(T.ink2, 1.6))
        points = [place(day, float(value)) for day, value in sorted(self._values)]
        painter.drawPolyline(points)
        for (day, _), point in zip(sorted(self._values), points, strict=True):
            asked = day == self._asked
            painter.setPen(QPen(T.amber_mark if asked else T.ink2, 2 if asked else 1.4))
            painter.setBrush(T.amber_soft if asked else T.surface)
            painter.drawEllipse(point, 5 if asked else 3, 5 if asked else 3)
        painter.setPen(Qt.PenStyle.NoPen)
