"""What pages are made of: heads, facts, tables, lines, a painted widget."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from iago_desktop.ui.paint import Painted, draw_grade_mark
from iago_desktop.ui.printing.paper import WIDTH, Block, face, lines_of, write
from iago_desktop.ui.tokens import T

_LINE = 15.0


class Space(Block):
    def __init__(self, height: float) -> None:
        self.height = height

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        """Nothing."""


class Head(Block):
    """Whose paper it is at the left, what it is at the right, a line below."""

    def __init__(self, name: str, about: str, kind: str, state: str, where: str) -> None:
        self._left, self._right = (name, about), (kind, state, where)
        self.height = 72.0

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        name, about = self._left
        kind, state, where = self._right
        half = width * 0.62
        write(painter, QRectF(left, top - 6, half, 28), name, face(22, 700), T.ink)
        write(painter, QRectF(left, top + 23, half, 18), about, face(12), T.ink2)
        box = QRectF(left + half, top - 6, width - half, 18)
        write(painter, box, kind, face(12, 600), T.accent_ink, right=True)
        write(painter, box.translated(0, 18), state, face(12), T.ink2, right=True)
        write(painter, box.translated(0, 35), where, face(11), T.ink3, right=True)
        painter.fillRect(QRectF(left, top + 56, width, 1.2), T.ink)


class Facts(Block):
    """A few facts beside each other; each gets the room that its words need."""

    def __init__(self, facts: Sequence[tuple[str, str]]) -> None:
        self._facts = facts
        self.height = 48.0

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        small, strong = face(10), face(12, 600)
        needs = [
            max(
                QFontMetricsF(small).horizontalAdvance(name),
                QFontMetricsF(strong).horizontalAdvance(value),
            )
            + 14
            for name, value in self._facts
        ]
        spare = max(0.0, width - sum(needs)) / max(1, len(needs) - 1)
        shrink = min(1.0, width / sum(needs)) if needs else 1.0
        x = left
        for (name, value), need in zip(self._facts, needs, strict=True):
            room = need * shrink
            write(painter, QRectF(x, top, room - 6, 14), name, small, T.ink3)
            write(painter, QRectF(x, top + 14, room - 6, 18), value, strong, T.ink)
            x += room + spare


class Heading(Block):
    keeps_next = True

    def __init__(self, words: str) -> None:
        self._words = words
        self.height = 28.0

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        write(painter, QRectF(left, top, width, 20), self._words, face(14, 600), T.ink)


class Text(Block):
    """A paragraph, broken between words."""

    def __init__(self, words: str, px: float = 11, ink: str = "ink", weight: int = 400) -> None:
        self._face, self._ink = face(px, weight), ink
        self._line = px * 1.5
        self._lines = lines_of(words, self._face, WIDTH)
        self.height = self._line * len(self._lines)

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        for number, line in enumerate(self._lines):
            box = QRectF(left, top + number * self._line, width, self._line)
            write(painter, box, line, self._face, getattr(T, self._ink))


class Pair(Block):
    """A question and its answer; the answer is never cut."""

    _NAME = 210.0

    def __init__(self, name: str, value: str) -> None:
        self._names = lines_of(name, face(11), self._NAME - 12)
        self._values = lines_of(value, face(11, 600), WIDTH - self._NAME)
        self.height = _LINE * max(len(self._names), len(self._values)) + 9

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        painter.fillRect(QRectF(left, top, width, 0.7), T.line2)
        for number, line in enumerate(self._names):
            box = QRectF(left, top + 5 + number * _LINE, self._NAME, _LINE)
            write(painter, box, line, face(11), T.ink2)
        for number, line in enumerate(self._values):
            box = QRectF(left + self._NAME, top + 5 + number * _LINE, width - self._NAME, _LINE)
            write(painter, box, line, face(11, 600), T.ink)


class TableHead(Block):
    keeps_next = True

    def __init__(self, columns: Sequence[tuple[str, float]]) -> None:
        self.columns = columns
        self.height = 20.0

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        x = left
        for name, wide in self.columns:
            write(painter, QRectF(x, top, wide - 6, 16), name, face(10, 500), T.ink3)
            x += wide
        painter.fillRect(QRectF(left, top + 19, width, 0.7), T.line2)


class TableRow(Block):
    """Cells as they are; long ones break.  `grade` draws a mark in the first column."""

    def __init__(
        self,
        head: TableHead,
        cells: Sequence[str],
        grade: tuple[int | None, bool] | None = None,
        strong: int = 1,
    ) -> None:
        self.head: TableHead = head
        self._grade, self._strong = grade, strong
        self._cells = [
            lines_of(words, self._face(place), wide - 8)
            for place, (words, (_, wide)) in enumerate(zip(cells, head.columns, strict=True))
        ]
        self.height = max(26.0, _LINE * max(map(len, self._cells)) + 11)

    def _face(self, place: int) -> QFont:
        return face(11, 600 if place == self._strong else 400)

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        x = left
        for place, (lines, (_, wide)) in enumerate(zip(self._cells, self.head.columns, strict=True)):
            for number, line in enumerate(lines):
                box = QRectF(x, top + 5 + number * _LINE, wide - 6, _LINE)
                write(painter, box, line, self._face(place), T.ink)
            x += wide
        if self._grade is not None:
            value, lower = self._grade
            draw_grade_mark(painter, QRectF(left + 1, top + 4, 18, 18), value, lower=lower, px=11)
        painter.fillRect(QRectF(left, top + self.height - 0.7, width, 0.7), T.line2)


class Beside(Block):
    """Two lists beside each other."""

    def __init__(self, columns: Sequence[tuple[str, Sequence[str]]]) -> None:
        self._wide = (WIDTH - 24) / 2
        self._columns = [
            (title, [line for each in lines for line in lines_of(each, face(11), self._wide)])
            for title, lines in columns
        ]
        self.height = 26 + 18 * max(len(lines) for _, lines in self._columns)

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        for number, (title, lines) in enumerate(self._columns):
            x = left + number * (width / 2 + 12)
            write(painter, QRectF(x, top, self._wide, 20), title, face(14, 600), T.ink)
            for place, line in enumerate(lines):
                write(painter, QRectF(x, top + 24 + place * 18, self._wide, 18), line, face(11), T.ink)


class Drawn(Block):
    """A painter of the screen, on paper."""

    def __init__(self, widget: Painted, height: float) -> None:
        self._widget = widget
        self.height = height

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        self._widget.resize(int(width), int(self.height))
        painter.save()
        painter.translate(left, top)
        self._widget.paint(painter)
        painter.restore()


class Groups(Block):
    """Numbers or letters in groups, large enough to be read aloud or copied."""

    def __init__(self, groups: Sequence[str], columns: int = 4, px: int = 16) -> None:
        self._groups, self._columns, self._px = groups, columns, px
        self._line = px * 2.0
        self.height = self._line * -(-len(groups) // columns) + 20

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        painter.setPen(T.line2)
        painter.setBrush(T.surface)
        painter.drawRoundedRect(QRectF(left, top, width, self.height - 4), 6, 6)
        wide = width / self._columns
        for index, words in enumerate(self._groups):
            line, place = divmod(index, self._columns)
            box = QRectF(left + place * wide + 16, top + 8 + line * self._line, wide - 16, self._line)
            write(painter, box, words, face(self._px, 500, mono=True), T.ink)


class SignatureLines(Block):
    """Lines to be filled in by hand."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self.height = 70.0

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        wide = (width - 24 * (len(self._names) - 1)) / len(self._names)
        for number, name in enumerate(self._names):
            x = left + number * (wide + 24)
            painter.fillRect(QRectF(x, top + 44, wide, 0.8), T.ink)
            write(painter, QRectF(x, top + 48, wide, 16), name, face(10), T.ink3)
