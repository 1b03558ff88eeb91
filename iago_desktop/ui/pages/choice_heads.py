"""One of several cards is chosen by its head, by digit, arrow, space or mouse.  All are one tab stop."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from iago_desktop.ui.paint import draw_box, draw_keys
from iago_desktop.ui.tokens import T

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class ChoiceHead(QRadioButton):
    """A ring and a digit; what stands between them is the subclass's to paint."""

    HEIGHT: ClassVar[int]
    WIDTHS: ClassVar[tuple[int, int]]  # least, wished

    def __init__(self, index: int, title: str, about: str) -> None:
        super().__init__(title)
        self.index = index
        self.owner: ChoiceCards | None = None
        self.setAutoExclusive(False)  # the owner keeps it to one, and may keep it to none
        self.setAccessibleDescription(about)
        self.setFixedHeight(self.HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.WIDTHS[1], self.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.WIDTHS[0], self.HEIGHT)

    def nextCheckState(self) -> None:
        self.setChecked(True)

    def hitButton(self, _pos: object) -> bool:
        return True

    def event(self, event: QEvent) -> bool:
        # A digit is an answer here: a window's shortcut on the same key must not take it.
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self.owner and self.owner.is_digit(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.owner:
            self.owner.key_in(self, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._update_card()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._update_card()

    def _update_card(self) -> None:
        card = self.parentWidget()  # its frame tells where the focus is
        if card:
            card.update()

    def paint_ring_and_digit(self, painter: QPainter) -> None:
        on, middle = self.isChecked(), self.HEIGHT / 2
        ring = T.accent if on else T.control
        draw_box(painter, QRectF(0.75, middle - 8.25, 16.5, 16.5), 8.25, T.surface, ring, 1.6)
        if on:
            draw_box(painter, QRectF(5, middle - 4, 8, 8), 4, T.accent)
        draw_keys(painter, self.width() - 1, middle, (str(self.index + 1),))


class ChoiceCards(QWidget):
    """What is chosen is told by `on_chosen`; `on_digit` says besides that it was a digit."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.heads: Sequence[ChoiceHead] = ()

    def take_heads(self, heads: Sequence[ChoiceHead]) -> None:
        self.heads = heads
        for head in heads:
            head.owner = self
            head.clicked.connect(lambda _on=False, head=head: self._choose(head))
        self.check(None)

    def chosen_head(self) -> ChoiceHead | None:
        return next((head for head in self.heads if head.isChecked()), None)

    def check(self, chosen: ChoiceHead | None) -> None:
        for head in self.heads:
            head.setChecked(head is chosen)
        stop = chosen or self.heads[0]
        for head in self.heads:
            head.setFocusPolicy(Qt.FocusPolicy.StrongFocus if head is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)

    def on_chosen(self, head: ChoiceHead) -> None:
        raise NotImplementedError

    def on_digit(self) -> None:
        """A digit both chooses and answers, where that is wanted."""

    def is_digit(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and event.text() in {str(head.index + 1) for head in self.heads}

    def key_in(self, head: ChoiceHead, event: QKeyEvent) -> None:
        if self.is_digit(event):
            self._choose(self.heads[int(event.text()) - 1])
            self.on_digit()
        elif event.key() in _STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            at = head.index + _STEPS[Qt.Key(event.key())] if self.chosen_head() else head.index
            self._choose(self.heads[max(0, min(len(self.heads) - 1, at))])
        elif event.key() == Qt.Key.Key_Space:
            self._choose(head)
        else:
            event.ignore()

    def _choose(self, head: ChoiceHead) -> None:
        self.check(head)
        head.setFocus(Qt.FocusReason.OtherFocusReason)
        self.on_chosen(head)
