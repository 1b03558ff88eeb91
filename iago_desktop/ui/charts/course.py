"""The course of a patient as one painted widget: lanes and laboratory values over the days after infusion."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip

from iago_desktop.quantities import unit_shown
from iago_desktop.services.course_view import CourseView, Occurrence
from iago_desktop.ui.charts import course_words as say
from iago_desktop.ui.charts.course_marks import (
    Axis,
    Mark,
    Marks,
    Scale,
    course_marks,
    in_months,
    ticks,
    whole,
    zoomed,
)
from iago_desktop.ui.charts.course_paint import WRAP, AxisPaint, box_of, draw_mark, lane_height, row_middle
from iago_desktop.ui.paint import CENTRE, RIGHT, Painted, draw_box, draw_text, width_of
from iago_desktop.ui.strip import EARLY_ENDS, MIDDLE_ENDS, signed
from iago_desktop.ui.tokens import T, faded, font

ZOOMS = (None, 365, 120, 30)
"""Days that are shown; None: all."""
_TOP, _FOOT, _GAP = 30, 24, 5
_NAMES, _VALUES = 116, 96
_LOWEST, _HIGHEST = 56, 120
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Course(Painted):
    """`opened` says which record; `chosen` is the record that Enter opens, `crosshair` a day or None."""

    opened = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.view = CourseView((), ())
        self._infusion: date | None = None
        self.chosen: Occurrence | None = None
        self.crosshair: int | None = None
        self._zoom = 0
        self.scale = Scale(-6, 36, _NAMES, 400)
        self.marks = Marks((), ())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Course after infusion"))

    def show_course(self, view: CourseView, infusion: date | None) -> None:
        """The record that was chosen stays chosen; at first it is the one that began last."""
        self.view, self._infusion = view, infusion
        dated = self.dated()
        before = self.chosen.id if self.chosen else ""
        kept = next((each for each in dated if each.id == before), None)
        self.chosen = kept or (dated[-1] if dated else None)
        self._lay_out()
        self._tell()

    def dated(self) -> tuple[Occurrence, ...]:
        """What can be chosen, in time order."""
        return tuple(each for each in self.view.occurrences if each.first is not None)

    # where things are

    def _lay_out(self) -> None:
        around = self.crosshair
        if around is None and self.chosen is not None:
            around = self.chosen.first
        first, last = zoomed(whole(self.view), ZOOMS[self._zoom], around or 0)
        self.scale = Scale(first, last, _NAMES, max(100, self.width() - _NAMES - _VALUES))
        face = font(12, 500)
        self.marks = course_marks(
            self.view, self.scale, lambda words: width_of(words, face), self.width() - 8.0
        )
        least = self.minimumSizeHint().height()
        self.setMinimumHeight(least)
        self.update()

    def _lanes_end(self) -> int:
        return _TOP + sum(map(lane_height, self.marks.lanes))

    def _axis_height(self) -> float:
        count = len(self.marks.axes)
        free = self.height() - self._lanes_end() - _GAP - _FOOT
        return max(_LOWEST, min(_HIGHEST, free / count)) if count else 0.0

    def _bottom(self) -> float:
        return self._lanes_end() + _GAP + len(self.marks.axes) * self._axis_height()

    def minimumSizeHint(self) -> QSize:
        return QSize(460, self._lanes_end() + _GAP + len(self.marks.axes) * _LOWEST + _FOOT)

    def _placed(self) -> list[tuple[Mark, float]]:
        placed, top = [], float(_TOP)
        for lane in self.marks.lanes:
            placed += [(mark, row_middle(lane, mark.row, top)) for mark in lane.marks]
            top += lane_height(lane)
        return placed

    def mark_at(self, place: QPointF) -> Mark | None:
        hits = (
            mark
            for mark, y in reversed(self._placed())
            if box_of(mark, y).adjusted(-2, -2, 2, 2).contains(place)
        )
        return next(hits, None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.move_crosshair(-1 if key == Qt.Key.Key_Left else 1)
        elif key in _ENTER and self.chosen is not None:
            self.opened.emit(self.chosen.id)
        elif event.text() in {"+", "-", "0"}:
            self.zoom({"+": 1, "-": -1, "0": -len(ZOOMS)}[event.text()])
        else:
            event.ignore()

    def move_crosshair(self, steps: int) -> None:
        """By a day, or by as many as two pixels hold; whatever begins there is chosen."""
        by = max(1, round(2 / self.scale.per_day))
        first, last = whole(self.view)
        if self.crosshair is None:
            self.crosshair = self.chosen.first if self.chosen and self.chosen.first is not None else 0
        day = max(first, min(last, self.crosshair + steps * by))
        passed = range(min(day, self.crosshair + steps), max(day, self.crosshair + steps) + 1)
        self.crosshair = day
        begins = next((each for each in self.dated() if each.first in passed), None)
        if begins is not None:
            self.chosen = begins
        if not self.scale.holds(day) or ZOOMS[self._zoom]:
            self._lay_out()
        self._tell()

    def zoom(self, steps: int) -> None:
        """In by one step, out by one, or back to everything."""
        first, last = whole(self.view)
        useful = [index for index, span in enumerate(ZOOMS) if span is None or span < last - first]
        place = useful.index(self._zoom) if self._zoom in useful else 0
        self._zoom = useful[max(0, min(len(useful) - 1, place + steps))]
        self._lay_out()
        self._tell()

    def step(self, by: int) -> bool:
        """Choose the next or previous record in time; False at the end."""
        dated = self.dated()
        place = dated.index(self.chosen) + by if self.chosen in dated else 0
        if not 0 <= place < len(dated):
            return False
        self.chosen, self.crosshair = dated[place], None
        self._lay_out()
        self._tell()
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from record to record before it leaves."""
        return self.step(1 if forward else -1) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        dated = self.dated()
        if event.reason() == Qt.FocusReason.TabFocusReason and dated:
            self.chosen = dated[0]
            self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        inside = self.scale.left <= place.x() <= self.scale.left + self.scale.width
        self.crosshair = self.scale.day(place.x()) if inside else None
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if self.mark_at(place) else Qt.CursorShape.ArrowCursor
        )
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.crosshair = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if mark is not None:
            self.chosen = mark.shown
            self._tell()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if mark is not None:
            self.opened.emit(mark.shown.id)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self.mark_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.tip(mark) if mark else "", self)
            return True
        return super().event(event)

    # words

    def tip(self, mark: Mark) -> str:
        return "\n".join(map(say.words, mark.all))

    def crosshair_words(self) -> str:
        if self.crosshair is None:
            return ""
        day = say.day_words(self.crosshair)
        if self._infusion is None:
            return day
        return f"{self._infusion + timedelta(self.crosshair):%d.%m.%Y} · {day}"

    def value_at_crosshair(self, axis: Axis) -> str:
        """The value of that day, or the last one before it with its day."""
        point = axis.at(self.crosshair) if self.crosshair is not None else None
        if point is None:
            return ""
        value = say.number_words(point.value, self._language)
        return value if point.day == self.crosshair else f"{value} ({signed(point.day)})"

    def _tell(self) -> None:
        """Say what is chosen to who cannot see it."""
        parts = [say.words(self.chosen) if self.chosen else "", self.crosshair_words()]
        if self.crosshair is not None:
            parts += [
                f"{say.lab_name(axis.lab)[0]} {self.value_at_crosshair(axis)}" for axis in self.marks.axes
            ]
        self.setAccessibleDescription(". ".join(part for part in parts if part))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    # painting

    def paint(self, painter: QPainter) -> None:
        bottom = self._bottom()
        self._windows(painter, bottom)
        self._days(painter, bottom)
        self._lanes(painter)
        self._lines(painter, bottom)
        top = float(self._lanes_end() + _GAP)
        for axis in self.marks.axes:
            self._axis(painter, axis, top)
            top += self._axis_height()
        for mark, middle in self._placed():
            chosen = self.chosen in mark.all and self.hasFocus()
            draw_mark(painter, mark, middle, chosen=chosen)
        if self.scale.holds(self.crosshair):
            self._crosshair(painter, bottom)

    def _windows(self, painter: QPainter, bottom: float) -> None:
        """For orientation; the one that has a name of its own is the early one."""
        scale = self.scale
        flags = self._flags()
        windows = (
            (0.0, EARLY_ENDS + 0.5, T.win0, self.tr("early 0–30")),
            (EARLY_ENDS + 0.5, MIDDLE_ENDS + 0.5, T.win1, "31–100"),
            (MIDDLE_ENDS + 0.5, float(scale.last), T.win2, ">100"),
        )
        for first, last, colour, name in windows:
            left, right = scale.x(max(first, scale.first)), scale.x(min(last, scale.last))
            if right <= left:
                continue
            painter.fillRect(QRectF(left, 24, right - left, bottom - 24), colour)
            face = font(12, 500)
            end = left + 8 + width_of(name, face)
            if end <= right and not any(left < flag.right() and flag.left() < end + 4 for flag in flags):
                draw_text(painter, QRectF(left + 8, 0, right - left, 20), name, face, T.ink2)

    def _days(self, painter: QPainter, bottom: float) -> None:
        scale = self.scale
        months = in_months(scale)
        for day, number in ticks(scale):
            x = round(scale.x(day))
            painter.fillRect(QRectF(x, 24, 1, bottom - 24), faded(T.control, 60))
            place = QRectF(x - 30, bottom + 5, 60, 16)
            draw_text(painter, place, signed(number), font(12, 500), T.ink3, CENTRE)
        painter.fillRect(QRectF(scale.left, bottom, scale.width, 1), T.control)
        caption = self.tr("month after infusion") if months else self.tr("day after infusion")
        draw_text(painter, QRectF(0, bottom + 5, _NAMES - 4, 16), caption, font(12), T.ink3)

    def _lanes(self, painter: QPainter) -> None:
        right = self.scale.left + self.scale.width
        top = float(_TOP)
        for lane in self.marks.lanes:
            height = lane_height(lane)
            name = QRectF(0, top, _NAMES - 12, height)
            draw_text(painter, name, say.lane_name(lane.lane), font(13, 500), T.ink2, WRAP)
            top += height
            painter.fillRect(QRectF(0, top, right, 1), T.line)

    def _lines(self, painter: QPainter, bottom: float) -> None:
        """Infusions solid, today dashed, a death solid and named."""
        scale = self.scale
        for day in (0, self.view.second_infusion):
            if day is not None and scale.holds(day):
                painter.fillRect(QRectF(round(scale.x(day)) - 1, 24, 2, bottom - 24), T.accent)
        end = self._end()
        if end is not None:
            day, words = end
            died = day == self.view.died
            x = round(scale.x(day)) + 0.5
            painter.setPen(QPen(T.today, 1, Qt.PenStyle.SolidLine if died else Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, 22), QPointF(x, bottom))
            pill = self._pill(x, words)
            draw_box(painter, pill, 10, T.ink)
            draw_text(painter, pill, words, font(12, 600), T.surface, CENTRE)

    def _end(self) -> tuple[int, str] | None:
        """The day on which the course stops, with its words: of death, else today."""
        died, today = self.view.died, self.view.today
        day = died if died is not None else today
        if day is None or not self.scale.holds(day):
            return None
        words = self.tr("died {day}") if died is not None else self.tr("today {day}")
        return day, words.format(day=signed(day))

    def _pill(self, x: float, words: str) -> QRectF:
        """Over the picture, its middle above `x` where there is room."""
        width = width_of(words, font(12, 600)) + 16
        return QRectF(max(0.0, min(x - width / 2, self.width() - width)), 0, width, 20)

    def _flags(self) -> list[QRectF]:
        """What lies over the names of the windows."""
        end = self._end()
        flags = [self._pill(self.scale.x(end[0]), end[1])] if end else []
        if self.crosshair is not None and self.scale.holds(self.crosshair):
            flags.append(self._pill(self.scale.x(self.crosshair), self.crosshair_words()))
        return flags

    def _axis(self, painter: QPainter, axis: Axis, top: float) -> None:
        drawn = AxisPaint(axis, self.scale, top, self._axis_height())
        right = self.scale.left + self.scale.width
        painter.fillRect(QRectF(0, top, right, 1), T.line)
        name, short = say.lab_name(axis.lab)
        draw_text(painter, QRectF(0, top + 4, _NAMES - 4, 18), name, font(13, 600), T.ink)
        unit = short + unit_shown(axis.unit)
        draw_text(painter, QRectF(0, top + 20, 62, 16), unit, font(12), T.ink3)
        limit = say.number_words(axis.limit.value, self._language)
        place = QRectF(_NAMES - 56, drawn.limit_y() - 8, 50, 16)
        draw_text(painter, place, limit, font(12, 500), T.amber, RIGHT)
        drawn.draw(painter)
        last = axis.points[-1]
        left = right + 14
        value = say.number_words(last.value, self._language)
        draw_text(painter, QRectF(left, top + 2, _VALUES - 14, 24), value, font(20, 600), T.ink)
        draw_text(
            painter, QRectF(left, top + 25, _VALUES - 14, 16), say.day_words(last.day), font(12), T.ink3
        )
        words = say.limit_words(axis, self._language, low=last.low)
        face, ink = (font(12, 600), T.amber) if last.low else (font(12), T.ink3)
        draw_text(painter, QRectF(left, top + 39, _VALUES - 14, 16), words, face, ink)

    def _crosshair(self, painter: QPainter, bottom: float) -> None:
        x = round(self.scale.x(self.crosshair or 0)) + 0.5
        painter.setPen(QPen(T.accent, 1.2))
        painter.drawLine(QPointF(x, 22), QPointF(x, bottom))
        face, words = font(12, 600), self.crosshair_words()
        pill = self._pill(x, words)
        draw_box(painter, pill, 10, T.accent)
        draw_text(painter, pill, words, face, T.on_accent, CENTRE)
        top = self._lanes_end() + _GAP
        for axis in self.marks.axes:
            value = self.value_at_crosshair(axis)
            if value:
                width = width_of(value, face) + 14
                left = x + 7 if x + 7 + width < self.width() else x - 7 - width
                chip = QRectF(left, top + 5, width, 20)
                draw_box(painter, chip, 5, T.surface, T.accent_line)
                draw_text(painter, chip, value, face, T.ink, CENTRE)
            top += round(self._axis_height())
