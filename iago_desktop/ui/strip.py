"""A course in a strip: windows, today, graded events; and the day block, the anchor of every row."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor, QPainter

from iago_desktop.ui.paint import CENTRE, Painted, draw_box, draw_text, width_of
from iago_desktop.ui.tokens import T, font

STRIP_END = 180
EARLY_ENDS, MIDDLE_ENDS = 30, 100
_MARK = 16
_APART = 15  # closer marks than this lie on one another, the worst on top

Mark = tuple[int, int | None]


def signed(day: int) -> str:
    return f"+{day}" if day > 0 else f"−{-day}" if day else "0"


def draw_day(painter: QPainter, rect: QRectF, day: int | None, *, strong: bool = False) -> None:
    """`day` over the number; tinted by window, petrol in a header, a dash where no day is known."""
    word = QCoreApplication.translate("DayBlock", "day")
    if strong:
        draw_box(painter, rect, 6, T.accent)
        ink, quiet = T.on_accent, T.on_accent
    else:
        draw_box(painter, rect, 6, T.surface if day is None else _window(day), T.line)
        ink, quiet = T.ink, T.ink3
    y, height = rect.y(), rect.height()
    draw_text(
        painter, QRectF(rect.x(), y + height * 0.08, rect.width(), 14), word, font(11, 500), quiet, CENTRE
    )
    box = QRectF(rect.x(), y + height * 0.38, rect.width(), 21)
    draw_text(painter, box, "–" if day is None else signed(day), font(16, 600), ink, CENTRE)


def _window(day: int) -> QColor:
    return T.win0 if day <= EARLY_ENDS else T.win1 if day <= MIDDLE_ENDS else T.win2


class DayBlock(Painted):
    """The petrol block of a header."""

    def __init__(self, day: int | None = None) -> None:
        super().__init__()
        self._day = day
        self.setFixedSize(60, 46)

    def set_day(self, day: int | None) -> None:
        self._day = day
        self.update()

    def paint(self, painter: QPainter) -> None:
        draw_day(painter, QRectF(self.rect()), self._day, strong=True)


def draw_strip(
    painter: QPainter, rect: QRectF, day: int | None, marks: Sequence[Mark], end: int = STRIP_END
) -> None:
    """Without a day today there is no today line; what lies beyond the strip stands at its end."""

    def place(at: float) -> float:
        return rect.x() + rect.width() * max(0.0, min(at, end)) / end

    middle = rect.center().y()
    draw_box(painter, QRectF(rect.x() - 2, middle - 11, rect.width() + 4, 22), 3, T.surface)
    ends = (0.0, EARLY_ENDS + 0.5, MIDDLE_ENDS + 0.5, float(end))
    for index, fill in enumerate((T.win0, T.win1, T.win2)):
        left = place(ends[index]) + (1 if index else 0)
        painter.fillRect(QRectF(left, middle - 9, place(ends[index + 1]) - left - (index < 2), 18), fill)
    if day is not None and day >= 0:
        painter.fillRect(QRectF(rect.x(), middle + 9, place(day) - rect.x(), 2), T.ink2)
        painter.fillRect(QRectF(place(day) - 1, middle - 11, 2, 22), T.ink)
    for x, grades in _groups(marks, place, rect):
        _draw_marks(painter, x, middle, grades)


def _groups(
    marks: Iterable[Mark], place: Callable[[float], float], rect: QRectF
) -> list[tuple[float, list[int | None]]]:
    groups: list[tuple[float, list[int | None]]] = []
    for day, grade in sorted(marks, key=lambda mark: mark[0]):
        x = min(max(place(day), rect.x() + 9), rect.right() - 9)
        if groups and x - groups[-1][0] < _APART:
            groups[-1][1].append(grade)
        else:
            groups.append((x, [grade]))
    return groups


def _draw_marks(painter: QPainter, x: float, middle: float, grades: list[int | None]) -> None:
    ordered = sorted(grades, key=lambda grade: -1 if grade is None else grade)
    for grade, shift in ([(ordered[-2], 4)] if len(ordered) > 1 else []) + [(ordered[-1], 0)]:
        rect = QRectF(x - _MARK / 2 + shift, middle - _MARK / 2, _MARK, _MARK)
        draw_box(painter, rect.adjusted(-1, -1, 1, 1), 5, T.surface)
        if grade is None:
            draw_box(painter, rect, 4, T.surface, T.control)
            draw_text(painter, rect, "–", font(11, 700), T.ink3, CENTRE)
        else:
            fill, numeral, outline = T.grade(grade)
            draw_box(painter, rect, 4, fill, outline)
            draw_text(painter, rect, str(grade), font(11, 700), numeral, CENTRE)


class Legend(Painted):
    """What the shades and the marks of the strips mean."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(420, 24)

    def paint(self, painter: QPainter) -> None:
        face = font(12, 500)
        x = float(self.width())
        for grade in (5, 4, 3, 2, 1):
            x -= 20
            rect = QRectF(x, 3, 17, 17)
            fill, numeral, outline = T.grade(grade)
            draw_box(painter, rect, 4, fill, outline)
            draw_text(painter, rect, str(grade), font(11, 700), numeral, CENTRE)
            x -= 4
        word = self.tr("Grade")
        x -= width_of(word, face) + 6
        draw_text(painter, QRectF(x, 0, 80, 24), word, face, T.ink3)
        x -= 26
        windows = ((f">{MIDDLE_ENDS}", T.win2), (f"31–{MIDDLE_ENDS}", T.win1), (f"0–{EARLY_ENDS}", T.win0))
        for words, fill in windows:
            width = width_of(words, face)
            x -= width
            draw_text(painter, QRectF(x, 0, 60, 24), words, face, T.ink3)
            x -= 20
            draw_box(painter, QRectF(x, 5, 14, 14), 3, fill, T.line2)
            x -= 12
