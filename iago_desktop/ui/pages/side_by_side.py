"""Two answers to the same thing beside each other: whose they are, since when, and their digit."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from iago_desktop.ui.pages.choice_heads import ChoiceCards, ChoiceHead
from iago_desktop.ui.paint import draw_box, draw_text
from iago_desktop.ui.tokens import RADIUS, T, font
from iago_desktop.ui.widgets import Label, column, row


@dataclass(frozen=True)
class Face:
    """What a card says: where it was written, the answer in words, and by whom and when."""

    title: str
    words: str
    about: str


class _Head(ChoiceHead):
    HEIGHT = 32
    WIDTHS = (160, 240)

    def __init__(self, index: int, face: Face) -> None:
        super().__init__(index, face.title, face.about)
        self.setAccessibleName(f"{face.title}: {face.words}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.paint_ring_and_digit(painter)
        room = QRectF(28, 0, self.width() - 28 - 34, self.HEIGHT)
        ink = T.accent_ink if self.isChecked() else T.ink2
        draw_text(painter, room, self.text(), font(14, 600), ink, elide=True)


class _Card(QFrame):
    def __init__(self, head: _Head, face: Face) -> None:
        super().__init__()
        self.head = head
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.words = Label(face.words, font(20, 600), wrap=True)
        column(
            head, 10, self.words, 10, Label(face.about, font(13), "ink2", wrap=True), None,
            margins=(20, 14, 20, 18), parent=self,
        )  # fmt: skip

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.head.click()

    def paintEvent(self, _event: QPaintEvent) -> None:
        on = self.head.isChecked() or self.head.hasFocus()
        line, width = (T.accent, 2.0) if on else (T.line2, 1.0)
        draw_box(QPainter(self), QRectF(self.rect()), RADIUS["card"], T.surface, line, width)


class SideBySide(ChoiceCards):
    """A digit or an arrow chooses."""

    chosen = Signal(int)

    def __init__(self, name: str, faces: Sequence[Face]) -> None:
        super().__init__(name)
        self.cards = [_Card(_Head(index, face), face) for index, face in enumerate(faces)]
        line = row(gap=16, parent=self)
        for card in self.cards:
            line.addWidget(card, 1)
        self.take_heads([card.head for card in self.cards])

    def value(self) -> int | None:
        head = self.chosen_head()
        return None if head is None else head.index

    def check(self, chosen: ChoiceHead | None) -> None:
        super().check(chosen)
        for card in self.cards:
            card.update()

    def on_chosen(self, head: ChoiceHead) -> None:
        self.chosen.emit(head.index)
