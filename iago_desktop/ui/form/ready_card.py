"""Ready to sign: the four steps in a line each, and what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iago_desktop.ui.form.grade_card import CARD_WIDTH, MissingRow, broken, heading
from iago_desktop.ui.form.grade_facts import Missing
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import CENTRE, Painted, draw_grade_mark, draw_text
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Badge, Card, Hairline, Icon, Label, column, row

_LINE = 18


@dataclass(frozen=True)
class Line:
    letter: str
    title: str
    subtitle: str
    done: bool
    grade: int | None = None


class _Row(Painted):
    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        room, title, face = CARD_WIDTH - 70.0, font(14, 500), font(12)
        self._texts = [(words, title, "ink") for words in broken(line.title, title, room, 2)]
        self._texts += [(words, face, "ink2") for words in broken(line.subtitle, face, room, 2)]
        self.setFixedHeight(max(50, 14 + _LINE * len(self._texts)))
        self.setToolTip(f"{line.title}\n{line.subtitle}".strip())
        self.setAccessibleName(f"{line.letter}: {line.title}. {line.subtitle}")

    def paint(self, painter: QPainter) -> None:
        line, width = self._line, self.width()
        painter.setPen(QPen(T.accent if line.done else T.control, 1.5))
        painter.setBrush(T.accent_soft if line.done else T.surface)
        middle = self.height() / 2
        painter.drawEllipse(QPointF(15, middle), 14, 14)
        ink = T.accent_ink if line.done else T.ink2
        draw_text(painter, QRectF(1, middle - 14, 28, 28), line.letter, font(14, 600), ink, CENTRE)
        top = (self.height() - _LINE * len(self._texts)) / 2
        for place, (words, face, colour) in enumerate(self._texts):
            box = QRectF(42, top + _LINE * place, width - 70, _LINE)
            draw_text(painter, box, words, face, getattr(T, colour))
        if line.grade is not None:
            draw_grade_mark(painter, QRectF(width - 26, middle - 13, 25, 25), line.grade)
        elif line.done:
            draw_icon(painter, "check", width - 20, middle - 8, 16, T.accent)
        else:
            draw_icon(painter, "circle-dashed", width - 21, middle - 9, 18, T.ink3)


class ReadyCard(Card):
    go_to = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None

    def show_state(self, lines: Sequence[Line], gaps: Sequence[Missing], answered: int, asked: int) -> None:
        shown = (tuple(lines), tuple(gaps), answered, asked)
        if shown == self._shown:
            return
        self._shown = shown
        if self._body is not None:
            self._outer.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        layout = column(margins=(18, 14, 18, 14), parent=self._body)
        total = self.tr("{answered} of {asked}").format(answered=answered, asked=asked)
        badge = Badge(total, "amber" if gaps else "accent", "" if gaps else "check")
        title = self.tr("Not yet complete") if gaps else self.tr("Ready to sign")
        layout.addLayout(row(Label(title, font(13, 600), "ink2"), None, badge))
        layout.addSpacing(6)
        for place, line in enumerate(lines):
            if place:
                layout.addWidget(Hairline())
            layout.addWidget(_Row(line))
        if gaps:
            layout.addSpacing(8)
            layout.addWidget(heading(self.tr("Still missing")))
            layout.addSpacing(6)
            for gap in gaps[:5]:
                button = MissingRow(gap)
                button.clicked.connect(lambda _on=False, field=gap.field: self.go_to.emit(field))
                layout.addWidget(button)
        layout.addSpacing(8)
        layout.addWidget(Hairline())
        layout.addSpacing(10)
        words = self.tr("Signing locks the entry. It can be corrected later with a reason.")
        note = row(Icon("lock-simple", 16, "ink3"), gap=10)
        note.addWidget(Label(words, font(12), "ink2", wrap=True), 1)
        layout.addLayout(note)
        self._outer.addWidget(self._body)
