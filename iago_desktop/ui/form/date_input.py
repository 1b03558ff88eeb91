"""A date as people type it: text, the day after the infusion beside it, and the ruler where it matters.

Understands nothing itself: what the text means is shown by `show_days`.
"""

from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from iago_desktop.dates import EARLY_ENDS, Days, window_name
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.paint import CENTRE, LEFT, RIGHT, Painted, draw_box, draw_text, width_of
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import column, row

_STEPS = {
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
    Qt.Key.Key_PageUp: (0, 1),
    Qt.Key.Key_PageDown: (0, -1),
}
_A_MONTH = 62  # days; of more only the window says something
_LATE_MARK = 100  # late ICAHT closes here; shaded for orientation only


class DayPill(Painted):
    """`day +14 · early window 0–30`."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._day, self._window = "", ""
        self.setFixedHeight(26)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_days(self, days: Days | None, *, with_window: bool = True) -> None:
        self._day = days.shown(self._language) if days else ""
        if days and days.first is not None and days.last is not None and days.last - days.first > _A_MONTH:
            self._day = self.tr("no day")
        self._window = ""
        if days and with_window and days.first is not None:
            self._window = window_name(days.window_code, self._language)
            if days.window_code == "indeterminate":
                self._window = self.tr("window open: 0–30 or >30")
                if days.first < 0:
                    self._window = self.tr("window open: before infusion or 0–30")
        self.setAccessibleName(self.text())
        self.setVisible(bool(self._day))
        self.setFixedWidth(int(self._width()) + 1)
        self.update()

    def text(self) -> str:
        return " · ".join(part for part in (self._day, self._window) if part)

    def _width(self) -> float:
        window = width_of(self._window, font(13)) + 14 if self._window else 0.0
        return 20 + width_of(self._day, font(13, 600)) + window

    def paint(self, painter: QPainter) -> None:
        rect = QRectF(self.rect())
        draw_box(painter, rect, 13, T.accent_soft)
        draw_text(painter, rect.adjusted(10, 0, 0, 0), self._day, font(13, 600), T.accent_ink)
        if self._window:
            x = 10 + width_of(self._day, font(13, 600))
            draw_box(painter, QRectF(x + 5, 11, 4, 4), 2, T.accent_line)
            draw_text(painter, rect.adjusted(x + 14, 0, 0, 0), self._window, font(13), T.accent_ink)


class WindowRuler(Painted):
    """Where the days lie after the infusion; shaded for orientation at 30 and 100."""

    def __init__(self) -> None:
        super().__init__()
        self._days: Days | None = None
        self.setFixedHeight(27)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(430, 27)

    def show_days(self, days: Days | None) -> None:
        self._days = days if days and days.first is not None else None
        self.update()

    def _end(self) -> int:
        last = self._days.last if self._days and self._days.last is not None else 0
        return next((end for end in (150, 365, 730, 1825) if last <= end), 5475)

    def paint(self, painter: QPainter) -> None:
        end, width = self._end(), float(self.width())
        marks = [0.0, width * (EARLY_ENDS + 0.5) / end, width * (_LATE_MARK + 0.5) / end, width]
        days = self._days
        first = days.first if days and days.first is not None else None
        for place, (left, right) in enumerate(pairwise(marks)):
            starts = (0, EARLY_ENDS + 1, _LATE_MARK + 1)[place]
            ends = (EARLY_ENDS, _LATE_MARK, 100_000)[place]
            inside = first is not None and days is not None and days.exact is not None
            active = inside and starts <= first <= ends if first is not None else False
            fill = T.accent_line if active else T.win0 if place == 0 else T.win1
            draw_box(painter, QRectF(left + (1 if place else 0), 3, right - left - 2, 8), 3, fill)
        face = font(11)
        day = QCoreApplication.translate("WindowRuler", "day")
        draw_text(painter, QRectF(0, 12, 30, 14), "0", face, T.ink3, LEFT)
        draw_text(painter, QRectF(marks[1] - 20, 12, 40, 14), str(EARLY_ENDS), face, T.ink3, CENTRE)
        draw_text(painter, QRectF(marks[2] - 20, 12, 40, 14), str(_LATE_MARK), face, T.ink3, CENTRE)
        words = day if end == 150 else f"{day} {end}"
        draw_text(painter, QRectF(width - 80, 12, 80, 14), words, face, T.ink3, RIGHT)
        self._paint_days(painter, width / end)

    def _paint_days(self, painter: QPainter, per_day: float) -> None:
        if self._days is None or self._days.first is None or self._days.last is None:
            return
        limit = self.width() - 2.0
        left = max(2.0, min(limit, self._days.first * per_day))
        right = max(2.0, min(limit, self._days.last * per_day))
        draw_box(painter, QRectF(left - 2, 0, right - left + 4, 14), 2, T.accent, T.surface)


class DateInput(QWidget):
    """`stepped` asks for another day: so many days and so many months on."""

    stepped = Signal(int, int)
    calendar_asked = Signal()

    def __init__(
        self, language: str, *, ruler: bool = False, placeholder: str = "", short: bool = False
    ) -> None:
        super().__init__()
        self.frame = InputFrame(placeholder, "calendar-blank", width=146 if short else 150)
        self._short = short
        self.edit = self.frame.edit
        self.pill = DayPill(language)
        self.ruler = WindowRuler() if ruler else None
        self._language = language
        line = row(self.frame, 6 if short else 10, self.pill, None)
        layout = column(line, parent=self)
        if self.ruler is not None:
            layout.addSpacing(8)
            layout.addWidget(self.ruler)
        self.setFocusProxy(self.frame)
        self.show_days(None)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.frame.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.frame.setAccessibleDescription(description)

    def text(self) -> str:
        return self.frame.text()

    def set_text(self, text: str) -> None:
        self.frame.set_text(text)

    def set_state(self, state: str) -> None:
        self.frame.set_state(state)

    def show_days(self, days: Days | None) -> None:
        self.pill.show_days(days, with_window=not self._short)
        if self.ruler is not None:
            self.ruler.show_days(days)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }:
            self.stepped.emit(*_STEPS[key])
        elif key == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.calendar_asked.emit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the picture of a calendar."""
        if self.frame.geometry().contains(event.position().toPoint()):
            self.frame.setFocus()
            self.calendar_asked.emit()
        else:
            super().mousePressEvent(event)
