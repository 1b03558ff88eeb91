"""The possible answers to a question, one card each; the one that is chosen shows what belongs to it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from iago_desktop.ui.pages.choice_heads import ChoiceCards, ChoiceHead
from iago_desktop.ui.paint import draw_box, draw_text
from iago_desktop.ui.tokens import RADIUS, T, font
from iago_desktop.ui.widgets import column


class _Head(ChoiceHead):
    """Title, what it means, and its digit."""

    HEIGHT = 52
    WIDTHS = (200, 300)

    def __init__(self, index: int, code: str, title: str, about: str) -> None:
        super().__init__(index, title, about)
        self.code, self._about = code, about
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.paint_ring_and_digit(painter)
        room = self.width() - 30 - 34
        ink = T.accent_ink if self.isChecked() else T.ink
        draw_text(painter, QRectF(30, 6, room, 20), self.text(), font(15, 600), ink, elide=True)
        draw_text(painter, QRectF(30, 27, room, 18), self._about, font(13), T.ink2, elide=True)


class _Answer(QFrame):
    def __init__(self, head: _Head) -> None:
        super().__init__()
        self.head = head
        self.inside: QVBoxLayout = column(gap=8)
        self._body = QWidget()
        self._body.setLayout(self.inside)
        self.inside.setContentsMargins(30, 2, 0, 10)
        column(head, self._body, margins=(16, 6, 16, 6), parent=self)
        self._body.hide()

    def open_body(self, *, is_open: bool) -> None:
        self._body.setVisible(is_open and self.inside.count() > 0)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.head.isChecked()
        line = T.accent if on or self.head.hasFocus() else T.line2
        width = 2.0 if on or self.head.hasFocus() else 1.0
        draw_box(painter, QRectF(self.rect()), RADIUS["card"], T.surface, line, width)


class AnswerCards(ChoiceCards):
    """A digit chooses and answers, arrows and the mouse choose only."""

    chosen = Signal(str)
    answered = Signal()

    def __init__(self, name: str, options: Sequence[tuple[str, str, str]]) -> None:
        """(code, title, what it means) each."""
        super().__init__(name)
        self._answers = [
            _Answer(_Head(index, code, title, about)) for index, (code, title, about) in enumerate(options)
        ]
        column(*self._answers, gap=10, parent=self)
        for answer in self._answers:
            answer.head.setAccessibleName(f"{name}: {answer.head.text()}")
        self.take_heads([answer.head for answer in self._answers])

    def inside(self, code: str) -> QVBoxLayout:
        """Where the fields of an answer go; it must have something in it before it is chosen."""
        return next(each.inside for each in self._answers if each.head.code == code)

    def value(self) -> str | None:
        return next((each.head.code for each in self._answers if each.head.isChecked()), None)

    def set_value(self, code: str | None) -> None:
        """Show an answer; nothing is reported."""
        self.check(next((each.head for each in self._answers if each.head.code == code), None))

    def check(self, chosen: ChoiceHead | None) -> None:
        super().check(chosen)
        for each in self._answers:
            each.open_body(is_open=each.head is chosen)

    def on_chosen(self, head: ChoiceHead) -> None:
        self.chosen.emit(self._answers[head.index].head.code)

    def on_digit(self) -> None:
        self.answered.emit()
