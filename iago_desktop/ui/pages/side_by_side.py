"""Two answers to the same thing beside each other: whose they are, since when, and their digit."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QRadioButton, QSizePolicy, QWidget

from iago_desktop.ui.paint import draw_box, draw_keys, draw_text
from iago_desktop.ui.tokens import RADIUS, T, font
from iago_desktop.ui.widgets import Label, column, row

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_HEAD = 32


@dataclass(frozen=True)
class Face:
    """What a card says: where it was written, the answer in words, and by whom and when."""

    title: str
    words: str
    about: str


class _Head(QRadioButton):
    def __init__(self, owner: "SideBySide", index: int, face: Face) -> None:
        super().__init__(face.title)
        self._owner, self.index = owner, index
        self.setAutoExclusive(False)  # the owner keeps it to one, or to none
        self.setAccessibleName(f"{face.title}: {face.words}")
        self.setAccessibleDescription(face.about)
        self.setFixedHeight(_HEAD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, _HEAD)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _HEAD)

    def nextCheckState(self) -> None:
        self.setChecked(True)

    def hitButton(self, _pos: object) -> bool:
        return True

    def event(self, event: QEvent) -> bool:
        # A digit is an answer here: a window's shortcut on the same key must not take it.
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._owner.is_digit(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._owner.key_in(self, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._owner.update_all()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._owner.update_all()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        on, middle = self.isChecked(), _HEAD / 2
        draw_box(
            painter,
            QRectF(0.75, middle - 8.25, 16.5, 16.5),
            8.25,
            T.surface,
            T.accent if on else T.control,
            1.6,
        )
        if on:
            draw_box(painter, QRectF(5, middle - 4, 8, 8), 4, T.accent)
        room = QRectF(28, 0, self.width() - 28 - 34, _HEAD)
        draw_text(painter, room, self.text(), font(14, 600), T.accent_ink if on else T.ink2, elide=True)
        draw_keys(painter, self.width() - 1, middle, (str(self.index + 1),))


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


class SideBySide(QWidget):
    """A digit or an arrow chooses.  One tab stop."""

    chosen = Signal(int)

    def __init__(self, name: str, faces: Sequence[Face]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.cards = [_Card(_Head(self, index, face), face) for index, face in enumerate(faces)]
        line = row(gap=16, parent=self)
        for card in self.cards:
            card.head.clicked.connect(lambda _on=False, head=card.head: self._choose(head))
            line.addWidget(card, 1)
        self._set_tab_stop()

    def value(self) -> int | None:
        return next((card.head.index for card in self.cards if card.head.isChecked()), None)

    def is_digit(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and event.text() in {str(card.head.index + 1) for card in self.cards}

    def key_in(self, head: _Head, event: QKeyEvent) -> None:
        if self.is_digit(event):
            self._choose(self.cards[int(event.text()) - 1].head)
        elif event.key() in _STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            at = head.index + _STEPS[Qt.Key(event.key())] if self.value() is not None else head.index
            self._choose(self.cards[max(0, min(len(self.cards) - 1, at))].head)
        elif event.key() == Qt.Key.Key_Space:
            self._choose(head)
        else:
            event.ignore()

    def update_all(self) -> None:
        for card in self.cards:
            card.update()

    def _choose(self, head: _Head) -> None:
        for card in self.cards:
            card.head.setChecked(card.head is head)
        self._set_tab_stop()
        head.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update_all()
        self.chosen.emit(head.index)

    def _set_tab_stop(self) -> None:
        heads = [card.head for card in self.cards]
        stop = next((head for head in heads if head.isChecked()), heads[0])
        for head in heads:
            head.setFocusPolicy(Qt.FocusPolicy.StrongFocus if head is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)
