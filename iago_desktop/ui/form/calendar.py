"""A month to pick a day from, below a date field: for the mouse, and where the day of the week is known."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCalendarWidget, QToolButton, QWidget

from iago_desktop.ui.form.missing_panel import Overlay
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import CENTRE, draw_box, draw_text
from iago_desktop.ui.scroll import quiet
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import column

_WIDTH, _HEIGHT = 280, 262
_AIR = 18


class _Turn(QWidget):
    """The arrow drawn over a button of Qt's navigation bar."""

    def __init__(self, button: QToolButton, icon: str) -> None:
        super().__init__(button)
        self._button, self._icon = button, icon
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(28, 28)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        over = self._button.underMouse()
        draw_box(painter, QRectF(self.rect()), 6, T.hover if over else T.surface)
        draw_icon(painter, self._icon, 6, 6, 16, T.ink2)


class Month(QCalendarWidget):
    """Qt's calendar in the colours of the program."""

    def __init__(self, language: str, day: date, last: date | None, infusion: date | None) -> None:
        super().__init__()
        self._infusion = infusion
        self.setLocale(QLocale("de" if language == "de" else "en"))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setGridVisible(False)
        self.setFont(font(13))
        self.setFixedSize(_WIDTH, _HEIGHT)
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Highlight, T.surface),
            (QPalette.ColorRole.HighlightedText, T.ink),
            (QPalette.ColorRole.Window, T.surface),
            (QPalette.ColorRole.AlternateBase, T.surface),
            (QPalette.ColorRole.ButtonText, T.ink),
        ):
            palette.setColor(role, colour)
        self.setPalette(palette)
        head = QTextCharFormat()
        head.setForeground(T.ink3)
        head.setFont(font(12, 500))
        self.setHeaderTextFormat(head)
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            plain = QTextCharFormat()
            plain.setForeground(T.ink3)
            self.setWeekdayTextFormat(weekday, plain)
        if last is not None:
            self.setMaximumDate(QDate(last.year, last.month, last.day))
        self.setSelectedDate(QDate(day.year, day.month, day.day))
        for name, icon, words in (
            ("qt_calendar_prevmonth", "caret-left", self.tr("Month before")),
            ("qt_calendar_nextmonth", "caret-right", self.tr("Month after")),
        ):
            if (button := self.findChild(QToolButton, name)) is not None:
                button.setAccessibleName(words)
                button.setFixedSize(28, 28)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                _Turn(button, icon)
        for view in self.findChildren(QAbstractItemView):
            quiet(view)
            view.setAccessibleName(self.tr("Days of the month"))

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:
        box = QRectF(rect).adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        other = day.month() != self.monthShown() or not self.minimumDate() <= day <= self.maximumDate()
        chosen, today = day == self.selectedDate(), day == QDate.currentDate()
        if chosen:
            draw_box(painter, box, 6, T.accent_soft, T.accent, 2 if self.hasFocus() else 1.6)
        elif self._is_infusion(day):
            draw_box(painter, box, 6, None, T.accent_line)
        ink = T.disabled if other else T.accent_ink if chosen else T.ink
        draw_text(painter, box, str(day.day()), font(13, 600 if chosen or today else 400), ink, CENTRE)
        painter.restore()

    def _is_infusion(self, day: QDate) -> bool:
        there = self._infusion
        return there is not None and (day.year(), day.month(), day.day()) == (
            there.year,
            there.month,
            there.day,
        )


class CalendarPanel(Overlay):
    """Arrows and PgUp, PgDn move, Enter or a click takes the day, Esc leaves the field as it was."""

    picked = Signal(object)  # date

    def __init__(
        self, anchor: QWidget, language: str, day: date, *, last: date | None, infusion: date | None
    ) -> None:
        super().__init__(anchor, _WIDTH + 28)
        self.month = Month(language, day, last, infusion)
        self.month.setAccessibleName(anchor.accessibleName())
        self.month.activated.connect(self._pick)
        self.month.clicked.connect(self._pick)
        column(self.month, margins=(_AIR + 14, 12, _AIR + 14, _AIR + 12), parent=self)
        self.open(self.month)

        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def _pick(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """A click elsewhere closes it."""
        if now is not None and now is not self and not self.isAncestorOf(now):
            self.end()

    def end(self) -> None:
        self.hide()
        self.deleteLater()


def pick_day(
    field: QWidget,
    language: str,
    day: date,
    last: date | None,
    infusion: date | None,
    take: Callable[[date], object],
) -> None:
    """Opens the calendar below a field; the focus comes back to it."""
    panel = CalendarPanel(field, language, day, last=last, infusion=infusion)

    def on_picked(day: date) -> None:
        panel.end()
        field.setFocus()
        take(day)

    def on_closed() -> None:
        panel.end()
        field.setFocus()

    panel.picked.connect(on_picked)
    panel.closed.connect(on_closed)
