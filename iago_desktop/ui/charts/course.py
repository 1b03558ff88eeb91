"""The course of a patient as one painted widget: lanes and laboratory values over the days after infusion."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip

from iago_desktop.services.course_view import CourseView, Occurrence
from iago_desktop.ui.charts import course_words as say
from iago_desktop.ui.charts.course_frame import NAMES, VALUES, Frame
from iago_desktop.ui.charts.course_marks import Axis, Mark, Marks, Scale, course_marks, whole, zoomed
from iago_desktop.ui.charts.course_picture import Picture
from iago_desktop.ui.charts.course_spoken import speak_marks
from iago_desktop.ui.paint import Painted, width_of
from iago_desktop.ui.strip import signed
from iago_desktop.ui.tokens import font

ZOOMS = (None, 365, 120, 30)
"""Days that are shown; None: all."""
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
        self.scale = Scale(-6, 36, NAMES, 400)
        self.marks = Marks((), ())
        self.frame = Frame(self.view, self.scale, self.marks)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Course after infusion"))
        speak_marks()

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
        self.scale = Scale(first, last, NAMES, max(100, self.width() - NAMES - VALUES))
        face, bold = font(12, 500), font(12, 600)
        self.marks = course_marks(
            self.view,
            self.scale,
            lambda words: width_of(words, bold),
            self.width() - 8.0,
            lambda words: width_of(words, face),
        )
        self.frame = Frame(self.view, self.scale, self.marks, self.height())
        self.setMinimumHeight(self.frame.least_height)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(460, self.frame.least_height)

    def mark_at(self, place: QPointF) -> Mark | None:
        return self.frame.mark_at(place)

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

    def choose(self, record: str) -> None:
        """A record by its id, if it is drawn."""
        self.chosen = next((each for each in self.dated() if each.id == record), self.chosen)
        self._tell()

    def show_day(self, day: int) -> None:
        """Put the crosshair on a day, as far as there is anything, and choose what began there."""
        first, last = whole(self.view)
        self.crosshair = max(first, min(last, day))
        self.chosen = next((each for each in self.dated() if each.first == self.crosshair), self.chosen)
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
        if point.day != self.crosshair:
            return f"{value} ({signed(point.day)})"
        return " · ".join([value, *self._doses(point.day)]) if axis.lab == "igg" else value

    def _doses(self, day: int) -> list[str]:
        """Immunoglobulin of that day: it is part of the value."""
        of = (each for each in self.view.occurrences if each.lane == "immunoglobulin" and each.first == day)
        return [say.dose_words(each) for each in of]

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
        Picture(
            self.frame,
            self.width(),
            self._language,
            self.crosshair,
            self.crosshair_words(),
            tuple(self.value_at_crosshair(axis) for axis in self.marks.axes),
            self.chosen if self.hasFocus() else None,
        ).paint(painter)
