"""The possible answers to a question, one card each; the one that is chosen shows what belongs to it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from iago_desktop.ui.paint import draw_box, draw_keys, draw_text
from iago_desktop.ui.tokens import RADIUS, T, font
from iago_desktop.ui.widgets import column

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_HEAD = 52


class _Head(QRadioButton):
    """Title, what it means, and its digit."""

    def __init__(self, owner: "AnswerCards", index: int, code: str, title: str, about: str) -> None:
        super().__init__(title)
        self._owner, self.index, self.code, self._about = owner, index, code, about
        self.setAutoExclusive(False)  # the owner keeps it to one, and may keep it to none
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.setFixedHeight(_HEAD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(300, _HEAD)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _HEAD)

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
        on = self.isChecked()
        ring = T.accent if on else T.control
        draw_box(painter, QRectF(0.75, _HEAD / 2 - 8.25, 16.5, 16.5), 8.25, T.surface, ring, 1.6)
        if on:
            draw_box(painter, QRectF(5, _HEAD / 2 - 4, 8, 8), 4, T.accent)
        room = self.width() - 30 - 34
        ink = T.accent_ink if on else T.ink
        draw_text(painter, QRectF(30, 6, room, 20), self.text(), font(15, 600), ink, elide=True)
        draw_text(painter, QRectF(30, 27, room, 18), self._about, font(13), T.ink2, elide=True)
        draw_keys(painter, self.width() - 1, _HEAD / 2, (str(self.index + 1),))


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


class AnswerCards(QWidget):
    """A digit chooses and answers, arrows and the mouse choose only.  One tab stop."""

    chosen = Signal(str)
    answered = Signal()

    def __init__(self, name: str, options: Sequence[tuple[str, str, str]]) -> None:
        """(code, title, what it means) each."""
        super().__init__()
        self._answers = [
            _Answer(_Head(self, index, code, title, about))
            for index, (code, title, about) in enumerate(options)
        ]
        self.setAccessibleName(name)
        column(*self._answers, gap=10, parent=self)
        for answer in self._answers:
            answer.head.setAccessibleName(f"{name}: {answer.head.text()}")
            answer.head.clicked.connect(lambda _on=False, head=answer.head: self._choose(head))
        self._set_tab_stop()

    def inside(self, code: str) -> QVBoxLayout:
        """Where the fields of an answer go; it must have something in it before it is chosen."""
        return next(each.inside for each in self._answers if each.head.code == code)

    def value(self) -> str | None:
        return next((each.head.code for each in self._answers if each.head.isChecked()), None)

    def set_value(self, code: str | None) -> None:
        """Show an answer; nothing is reported."""
        for each in self._answers:
            each.head.setChecked(each.head.code == code)
            each.open_body(is_open=each.head.isChecked())
        self._set_tab_stop()

    def is_digit(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and event.text() in {str(each.head.index + 1) for each in self._answers}

    def key_in(self, head: _Head, event: QKeyEvent) -> None:
        if self.is_digit(event):
            self._choose(self._answers[int(event.text()) - 1].head)
            self.answered.emit()
        elif event.key() in _STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            at = head.index + _STEPS[Qt.Key(event.key())] if self.value() else head.index
            self._choose(self._answers[max(0, min(len(self._answers) - 1, at))].head)
        elif event.key() == Qt.Key.Key_Space:
            self._choose(head)
        else:
            event.ignore()

    def update_all(self) -> None:
        for each in self._answers:
            each.update()

    def _choose(self, head: _Head) -> None:
        self.set_value(head.code)
        head.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(head.code)

    def _set_tab_stop(self) -> None:
        heads = [each.head for each in self._answers]
        stop = next((head for head in heads if head.isChecked()), heads[0])
        for head in heads:
            policy = Qt.FocusPolicy.StrongFocus if head is stop else Qt.FocusPolicy.ClickFocus
            head.setFocusPolicy(policy)
        self.setFocusProxy(stop)
