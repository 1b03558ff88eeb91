"""The course as it is painted: windows, lanes, lines of days, laboratory values, crosshair."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from iago_desktop.quantities import unit_shown
from iago_desktop.services.course_view import Occurrence
from iago_desktop.ui.charts import course_words as say
from iago_desktop.ui.charts.course_frame import EVENTS, GAP, HEAD, NAMES, VALUES, Frame
from iago_desktop.ui.charts.course_marks import Axis, in_months, ticks, trend
from iago_desktop.ui.charts.course_paint import (
    WRAP,
    AxisPaint,
    draw_drop,
    draw_mark,
    draw_trend,
    draw_visit_to_come,
    lane_height,
)
from iago_desktop.ui.paint import CENTRE, RIGHT, draw_box, draw_text, width_of
from iago_desktop.ui.strip import EARLY_ENDS, MIDDLE_ENDS, signed
from iago_desktop.ui.tokens import T, faded, font

_BEGIN = HEAD - 6
"""Where windows and lines of days begin, below the names."""


@dataclass(frozen=True)
class Picture:
    """`values` are what the crosshair says of each axis; `chosen` is framed."""

    frame: Frame
    width: float
    language: str
    crosshair: int | None
    crosshair_words: str
    values: tuple[str, ...]
    chosen: Occurrence | None

    def paint(self, painter: QPainter) -> None:
        frame = self.frame
        self._windows(painter)
        self._days(painter)
        self._lanes(painter)
        self._lines(painter)
        top = float(frame.lanes_end + GAP)
        for axis in frame.marks.axes:
            self._axis(painter, axis, top)
            top += frame.axis_height
        for mark, middle in frame.placed():
            draw_mark(painter, mark, middle, chosen=self.chosen in mark.all)
        self._visit(painter)
        if frame.scale.holds(self.crosshair):
            self._crosshair(painter)

    # behind everything

    def _windows(self, painter: QPainter) -> None:
        """For orientation; names give way to the flags over them."""
        scale, bottom = self.frame.scale, self.frame.bottom
        flags = [rect for rect, _ in self._flags()]
        early = QCoreApplication.translate("Course", "early 0–30")
        late = QCoreApplication.translate("Course", "late >100")
        windows = (
            (0.0, EARLY_ENDS + 0.5, T.win0, early),
            (EARLY_ENDS + 0.5, MIDDLE_ENDS + 0.5, T.win1, "31–100"),
            (MIDDLE_ENDS + 0.5, float(scale.last), T.win2, late),
        )
        face = font(12, 500)
        for first, last, colour, name in windows:
            left, right = scale.x(max(first, scale.first)), scale.x(min(last, scale.last))
            if right <= left:
                continue
            painter.fillRect(QRectF(left, _BEGIN, right - left, bottom - _BEGIN), colour)
            end = left + 8 + width_of(name, face)
            if end <= right and not any(left < flag.right() and flag.left() < end + 4 for flag in flags):
                draw_text(painter, QRectF(left + 8, 0, right - left, 20), name, face, T.ink2)

    def _days(self, painter: QPainter) -> None:
        scale, bottom = self.frame.scale, self.frame.bottom
        for day, number in ticks(scale):
            x = round(scale.x(day))
            painter.fillRect(QRectF(x, _BEGIN, 1, bottom - _BEGIN), faded(T.control, 60))
            place = QRectF(x - 30, bottom + 5, 60, 16)
            draw_text(painter, place, signed(number), font(12, 500), T.ink3, CENTRE)
        painter.fillRect(QRectF(scale.left, bottom, scale.width, 1), T.control)
        caption = (
            QCoreApplication.translate("Course", "month after infusion")
            if in_months(scale)
            else QCoreApplication.translate("Course", "day after infusion")
        )
        draw_text(painter, QRectF(0, bottom + 5, NAMES - 4, 16), caption, font(12), T.ink3)

    def _lanes(self, painter: QPainter) -> None:
        right, top = self.frame.right, float(self.frame.top)
        for lane in self.frame.marks.lanes:
            height = lane_height(lane)
            name = QRectF(0, top, NAMES - 12, height)
            draw_text(painter, name, say.lane_name(lane.lane), font(13, 500), T.ink2, WRAP)
            top += height
            painter.fillRect(QRectF(0, top, right, 1), T.line)

    # lines of days

    def _lines(self, painter: QPainter) -> None:
        """The infusion and a death solid, today dashed; what ends counting is named in its own row."""
        scale, bottom = self.frame.scale, self.frame.bottom
        if scale.holds(0):
            painter.fillRect(QRectF(round(scale.x(0)) - 1, _BEGIN, 2, bottom - _BEGIN), T.accent)
        edge = 0.0
        for day, name in self.frame.turns:
            x = round(scale.x(day)) + 0.5
            is_infusion = name == "second_infusion"
            colour = T.accent if is_infusion else T.amber_mark
            painter.setPen(QPen(colour, 2 if is_infusion else 1.4))
            painter.drawLine(QPointF(x, HEAD + 8), QPointF(x, bottom))
            words = say.turn_words(name, day)
            width = width_of(words, font(12, 600)) + 16
            left = min(max(edge, x - width / 2), self.width - width)
            pill, edge = QRectF(left, HEAD - 1, width, EVENTS - 3), left + width + 4
            draw_box(painter, pill, 9, T.surface, colour)
            ink = T.accent_ink if is_infusion else T.amber
            draw_text(painter, pill, words, font(12, 600), ink, CENTRE)
        if (end := self._end()) is not None:
            day, words = end
            x = round(scale.x(day)) + 0.5
            died = day == self.frame.view.died
            painter.setPen(QPen(T.today, 1, Qt.PenStyle.SolidLine if died else Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, 20), QPointF(x, bottom))
            self._flag(painter, self._pill(x, words), words, today=True)

    def _end(self) -> tuple[int, str] | None:
        """The day on which the course stops, with its words: of death, else today."""
        view = self.frame.view
        day = view.died if view.died is not None else view.today
        if day is None or not self.frame.scale.holds(day):
            return None
        words = (
            QCoreApplication.translate("Course", "died {day}")
            if view.died is not None
            else QCoreApplication.translate("Course", "today {day}")
        )
        return day, words.format(day=signed(day))

    def _pill(self, x: float, words: str) -> QRectF:
        """Over the picture, its middle above `x` where there is room."""
        width = width_of(words, font(12, 600)) + 18
        return QRectF(max(0.0, min(x - width / 2, self.width - width)), 0, width, 20)

    def _flags(self) -> Iterable[tuple[QRectF, str]]:
        """What lies over the names of the windows."""
        end = self._end()
        if end is not None:
            yield self._pill(self.frame.scale.x(end[0]), end[1]), end[1]
        if self.crosshair is not None and self.frame.scale.holds(self.crosshair):
            yield self._pill(self.frame.scale.x(self.crosshair), self.crosshair_words), self.crosshair_words

    def _flag(self, painter: QPainter, pill: QRectF, words: str, *, today: bool) -> None:
        draw_box(painter, pill, 10, T.ink if today else T.accent)
        draw_text(painter, pill, words, font(12, 600), T.surface if today else T.on_accent, CENTRE)

    def _visit(self, painter: QPainter) -> None:
        """The next visit: due or overdue it stands at today."""
        view, scale = self.frame.view, self.frame.scale
        if view.visit is None:
            return
        planned = view.visit.state == "planned"
        day = view.visit.day if planned else view.today
        if day is None or not scale.holds(day):
            return
        place = QPointF(scale.x(day), self.frame.middle_of_visits())
        words = say.visit_state(view.visit)
        draw_visit_to_come(painter, place, words, late=view.visit.state == "overdue", right=self.width)

    # laboratory values

    def _axis(self, painter: QPainter, axis: Axis, top: float) -> None:
        drawn = AxisPaint(axis, self.frame.scale, top, self.frame.axis_height)
        right = self.frame.right
        painter.fillRect(QRectF(0, top, right, 1), T.line)
        name, short = say.lab_name(axis.lab)
        draw_text(painter, QRectF(0, top + 4, NAMES - 4, 18), name, font(13, 600), T.ink)
        unit = short + unit_shown(axis.unit)
        draw_text(painter, QRectF(0, top + 20, 62, 16), unit, font(12), T.ink3)
        limit = say.number_words(axis.limit.value, self.language)
        place = QRectF(NAMES - 56, drawn.limit_y() - 8, 50, 16)
        draw_text(painter, place, limit, font(12, 500), T.amber, RIGHT)
        drawn.draw(painter)
        if axis.lab == "igg":
            self._doses(painter, top)
        self._last(painter, axis, right + 14, top)

    def _doses(self, painter: QPainter, top: float) -> None:
        """Immunoglobulin is part of the value: the drops stand under it too."""
        for each in self.frame.view.occurrences:
            if each.lane == "immunoglobulin" and self.frame.scale.holds(each.first):
                x = self.frame.scale.x(each.first or 0)
                draw_drop(painter, QPointF(x, top + self.frame.axis_height - 8), 3.2)

    def _last(self, painter: QPainter, axis: Axis, left: float, top: float) -> None:
        last, room = axis.points[-1], VALUES - 14
        value, face = say.number_words(last.value, self.language), font(20, 600)
        draw_text(painter, QRectF(left, top + 2, room, 24), value, face, T.amber if last.low else T.ink)
        arrow = left + width_of(value, face) + 8
        if (by := trend(axis)) and arrow + 14 <= left + room:
            draw_trend(painter, QRectF(arrow, top + 9, 14, 10), by)
        draw_text(painter, QRectF(left, top + 25, room, 16), say.day_words(last.day), font(12), T.ink3)
        words = say.limit_words(axis, self.language, low=last.low)
        face, ink = (font(12, 600), T.amber) if last.low else (font(12), T.ink3)
        draw_text(painter, QRectF(left, top + 39, room, 16), words, face, ink)

    # the day that is looked at

    def _crosshair(self, painter: QPainter) -> None:
        frame = self.frame
        x = round(frame.scale.x(self.crosshair or 0)) + 0.5
        painter.setPen(QPen(T.accent, 1.2))
        painter.drawLine(QPointF(x, 20), QPointF(x, frame.bottom))
        self._flag(painter, self._pill(x, self.crosshair_words), self.crosshair_words, today=False)
        top, face = float(frame.lanes_end + GAP), font(12, 600)
        for value in self.values:
            if value:
                width = width_of(value, face) + 14
                left = x + 7 if x + 7 + width < self.width else x - 7 - width
                chip = QRectF(left, top + 5, width, 20)
                draw_box(painter, chip, 5, T.surface, T.accent_line)
                draw_text(painter, chip, value, face, T.ink, CENTRE)
            top += frame.axis_height
