"""The tab of the course: the picture, the same as a table (T), or that there is nothing to draw."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from iago_desktop.services.course_view import CourseView
from iago_desktop.ui.charts.course import Course
from iago_desktop.ui.models.course import (
    NARROW,
    ROW,
    STRETCH,
    WIDE,
    CourseLine,
    CourseLines,
    CourseModel,
    course_lines,
)
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.scroll import quiet
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Icon, Label, column, row

_NARROW_BELOW = 800


class _Area(QScrollArea):
    """Scrolled by the wheel: keys are the course's and the page's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class CourseTab(QWidget):
    """`opened` says which record to open."""

    opened = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.course = Course(language)
        self.course.opened.connect(self.opened)
        self.table = Table(CourseModel(), CourseLines(), WIDE, STRETCH, ROW)
        self.table.setAccessibleName(self.tr("Course as a table"))
        self.table.opened.connect(self._open)
        self.without_day = Label("", font(12), "ink3")
        area = _Area()
        quiet(area)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.course)
        self.course.setAutoFillBackground(False)
        self._drawn = QWidget()
        column(area, self.without_day, margins=(20, 10, 8, 2), parent=self._drawn)
        self._empty = QWidget()
        words = Label(self.tr("Nothing to draw yet: no entry has a day."), font(14, 500), "ink2")
        column(None, row(None, Icon("info", 22, "ink3"), words, None, gap=10), None, parent=self._empty)
        self._stack = QStackedWidget()
        for each in (self._drawn, self.table, self._empty):
            self._stack.addWidget(each)
        column(self._stack, parent=self)
        # not a key press: a table would look for a line that begins with the letter
        switch = QShortcut(QKeySequence("T"), self)
        switch.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        switch.activated.connect(self.toggle)

    def show_course(self, view: CourseView, infusion: date | None) -> None:
        self.course.show_course(view, infusion)
        self.table.show_rows(course_lines(view, self.course.marks, self._language))
        without = sum(each.first is None for each in view.occurrences)
        words = self.tr("Without a day, only in the table: {count}.").format(count=without)
        self.without_day.setText(words)
        self.without_day.setVisible(without > 0)
        if view.is_empty:
            self._stack.setCurrentWidget(self._empty)
        elif self.is_empty:
            self._stack.setCurrentWidget(self._drawn)

    @property
    def is_empty(self) -> bool:
        return self._stack.currentWidget() is self._empty

    @property
    def is_table(self) -> bool:
        return self._stack.currentWidget() is self.table

    def toggle(self) -> None:
        """Between picture and table."""
        if self.is_empty:
            return
        self._stack.setCurrentWidget(self._drawn if self.is_table else self.table)
        self.take_focus()

    def take_focus(self) -> None:
        (self.table if self.is_table else self.course).setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, line: CourseLine) -> None:
        if line.id:
            self.opened.emit(line.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.set_widths(NARROW if self.width() < _NARROW_BELOW else WIDE, STRETCH)
