"""One laboratory value over the days after infusion, with the value that is asked about."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from iago_desktop.quantities import canonical, shown
from iago_desktop.ui.paint import CENTRE, LEFT, RIGHT, Painted, draw_text, width_of
from iago_desktop.ui.strip import EARLY_ENDS, MIDDLE_ENDS, signed
from iago_desktop.ui.tokens import T, font

_LEFT, _BOTTOM, _TOP, _RIGHT = 40, 26, 10, 10
_LINES = 5
_STEPS = (1, 2, 2.5, 5, 10)
_APART = 34  # pixels between two days on the axis
_LATEST = 10**4  # days
_At = Callable[[int, float], QPointF]


class Trend(Painted):
    """`asked` is the day of the value in question, `sent` that value: a ring apart from the line."""

    def __init__(
        self,
        name: str,
        values: Sequence[tuple[int, Decimal]],
        asked: int | None,
        sent: Decimal | None,
        language: str,
    ) -> None:
        super().__init__()
        self._name, self._language = name, language
        self._values = tuple(sorted(value for value in values if value[0] != asked))
        self._asked, self._sent = asked, sent
        self._now: Decimal | None = None
        self.setFixedHeight(206)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def show_now(self, value: Decimal | None) -> None:
        """Where the value lies that was typed instead."""
        if value != self._now:
            self._now = value
            self._tell()
            self.update()

    def labels(self) -> tuple[str, str]:
        """What stands beside the value that was sent, and beside the one that was typed."""
        sent = QCoreApplication.translate("Trend", "sent: {value}")
        now = QCoreApplication.translate("Trend", "now: {value}")
        return (
            sent.format(value=self._words(self._sent)) if self._sent is not None else "",
            now.format(value=self._words(self._now)) if self._now is not None else "",
        )

    def _words(self, value: Decimal) -> str:
        return shown(canonical(value), self._language)

    def _tell(self) -> None:
        said = ", ".join(f"{signed(day)}: {self._words(value)}" for day, value in self._values)
        self.setAccessibleName(". ".join(filter(None, (f"{self._name}: {said}", *self.labels()))))

    def paint(self, painter: QPainter) -> None:
        marked = [value for value in (self._sent, self._now) if value is not None]
        days = [day for day, _ in self._values] + ([self._asked] if self._asked is not None else [])
        if not days:
            return
        first, last = min(0, *days), min(_LATEST, max(*days, EARLY_ENDS))
        step, top = _scale(float(max([value for _, value in self._values] + marked, default=Decimal(1))))
        room = QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM)

        def at(day: int, value: float) -> QPointF:
            x = room.x() + room.width() * (day - first) / (last - first)
            return QPointF(x, room.bottom() - room.height() * value / top)

        for start, end, fill in (
            (0, EARLY_ENDS, T.win0),
            (EARLY_ENDS, MIDDLE_ENDS, T.win1),
            (MIDDLE_ENDS, last, T.win2),
        ):
            if start < last:
                left, right = at(start, 0).x(), at(min(end, last), 0).x()
                painter.fillRect(QRectF(left, room.y(), max(0.0, right - left), room.height()), fill)
        for number in range(round(top / step) + 1):
            y = at(first, number * step).y()
            painter.fillRect(QRectF(room.x(), y, room.width(), 1), T.line)
            words = self._words(Decimal(f"{number * step:g}"))
            draw_text(painter, QRectF(0, y - 9, _LEFT - 8, 18), words, font(12), T.ink3, RIGHT)
        taken = -_APART * 2.0
        for day in sorted({0, EARLY_ENDS, MIDDLE_ENDS, last}):
            x = at(day, 0).x()
            if day <= last and x - taken >= _APART:
                taken = x
                left = min(x - 24, self.width() - 48)
                align = RIGHT if left < x - 24 else CENTRE
                box = QRectF(left, room.bottom() + 5, 48, 16)
                draw_text(painter, box, signed(day), font(12), T.ink3, align)
        line = list(self._values)
        if self._now is not None and self._asked is not None:
            line = sorted([*line, (self._asked, self._now)])
        painter.setPen(QPen(T.ink2, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([at(day, float(value)) for day, value in line])
        painter.setPen(QPen(T.ink2, 1.4))
        painter.setBrush(T.surface)
        for day, value in self._values:
            painter.drawEllipse(at(day, float(value)), 3, 3)
        self._paint_asked(painter, room, at)

    def _paint_asked(self, painter: QPainter, room: QRectF, at: _At) -> None:
        if self._asked is None or self._sent is None:
            return
        sent = at(self._asked, float(self._sent))
        sent_words, now_words = self.labels()
        if self._now is not None:
            now = at(self._asked, float(self._now))
            painter.setPen(QPen(T.accent, 1.4, Qt.PenStyle.DashLine))
            painter.drawLine(sent, now)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(T.accent)
            painter.drawEllipse(now, 5, 5)
            above = now.y() - 24 > sent.y() or now.y() + 24 > room.bottom()
            y = now.y() - 28 if above else now.y() + 10
            self._beside(painter, room, QPointF(now.x(), y + 9), now_words, T.accent_ink)
        painter.setPen(QPen(T.amber_mark, 2))
        painter.setBrush(T.amber_soft)
        painter.drawEllipse(sent, 6, 6)
        self._beside(painter, room, sent, sent_words, T.amber, left=True)

    def _beside(
        self, painter: QPainter, room: QRectF, point: QPointF, words: str, ink: QColor, *, left: bool = False
    ) -> None:
        """At the side where there is room."""
        face = font(12, 600)
        width = width_of(words, face) + 4
        fits_left, fits_right = point.x() - 11 - width > room.x(), point.x() + 11 + width < self.width()
        at_left = fits_left if left or not fits_right else False
        box = QRectF(point.x() - 11 - width if at_left else point.x() + 11, point.y() - 9, width, 18)
        draw_text(painter, box, words, face, ink, RIGHT if at_left else LEFT)


def _scale(highest: float) -> tuple[float, float]:
    """The step between two lines, and the topmost one: above the highest value."""
    rough, power = (highest or 1.0) * 1.05 / _LINES, 1.0
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    step = next(each * power for each in _STEPS if each * power >= rough)
    count = 1
    while step * count < highest * 1.02:
        count += 1
    return step, step * count
