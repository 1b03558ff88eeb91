"""The IAGO rail: four steps, always visible, in any order; who the form is about; how much of it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import CENTRE, LEFT, Painted, draw_box, draw_ring, draw_text, width_of
from iago_desktop.ui.tokens import T, font

WIDE, NARROW = 208, 76
_ROW = 76
_RADIUS = 18.0


@dataclass(frozen=True)
class StepInfo:
    step: str
    letter: str
    name: str
    words: str  # the state in words
    state: str  # open, part, done


_HEAD_ROOM = 172


@dataclass(frozen=True)
class Person:
    """Who the form is about; shown, never stored here."""

    name: str
    line_1: str
    line_2: str


class StepButton(QToolButton):
    def __init__(self, rail: "Rail", place: int) -> None:
        super().__init__()
        self._rail, self._place = rail, place
        self.info = StepInfo("", "", "", "", "open")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_ROW)

    def sizeHint(self) -> QSize:
        return QSize(60, _ROW)

    def show_info(self, info: StepInfo) -> None:
        self.info = info
        self.setAccessibleName(f"{info.name}, {info.words}")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._rail.focus_step(self._place + (1 if event.key() == Qt.Key.Key_Down else -1))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and not event.modifiers():
            self.click()
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        compact, now = self._rail.is_compact(), self._rail.current() == self.info.step
        x = self.width() / 2 if compact else 32.0
        middle = _ROW / 2
        if now:
            draw_box(painter, QRectF(4, 7, self.width() - 8, 62), 10, T.surface, T.accent_line)
        if self._place < self._rail.count() - 1:
            colour = T.accent if self.info.state == "done" else T.line2
            painter.fillRect(QRectF(x - 1, middle + _RADIUS + (13 if now else 4), 2, 20), colour)
        if self._place:
            colour = T.accent if self._rail.state_at(self._place - 1) == "done" else T.line2
            painter.fillRect(QRectF(x - 1, 0, 2, middle - _RADIUS - (13 if now else 4)), colour)
        self._paint_circle(painter, QPointF(x, middle), now=now)
        if self.hasFocus():
            draw_box(painter, QRectF(4, 7, self.width() - 8, 62), 10, None, T.accent, 2)
        if compact:
            return
        left = x + _RADIUS + 14
        width = self.width() - left - 8
        strong = now or self.info.state != "open"
        name = font(15, 600 if now else 500)
        draw_text(
            painter, QRectF(left, middle - 19, width, 20), self.info.name, name, T.ink if strong else T.ink2
        )
        ink = T.accent_ink if now else T.ink3
        line = QRectF(left, middle + 1, width, 18)
        draw_text(painter, line, self.info.words, font(12), ink, LEFT, elide=True)

    def _paint_circle(self, painter: QPainter, centre: QPointF, *, now: bool) -> None:
        if now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(T.accent)
            ink = T.on_accent
        elif self.info.state == "done":
            painter.setPen(QPen(T.accent, 1.6))
            painter.setBrush(T.accent_soft)
            ink = T.accent_ink
        elif self.info.state == "part":
            painter.setPen(QPen(T.accent, 1.6, Qt.PenStyle.DashLine))
            painter.setBrush(T.surface)
            ink = T.accent_ink
        else:
            painter.setPen(QPen(T.control, 1.4))
            painter.setBrush(T.bg)
            ink = T.ink2
        radius = _RADIUS if now else _RADIUS - 0.8
        painter.drawEllipse(centre, radius, radius)
        box = QRectF(centre.x() - _RADIUS, centre.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
        draw_text(painter, box, self.info.letter, font(17, 600), ink, CENTRE)
        if self.info.state == "done" and not now:
            painter.setPen(QPen(T.bg, 2))
            painter.setBrush(T.accent)
            painter.drawEllipse(QPointF(centre.x() + 13, centre.y() + 12), 8, 8)
            draw_icon(painter, "check", centre.x() + 7, centre.y() + 6, 12, T.on_accent)


class Head(Painted):
    """The person: the name and up to three lines, without a gap for what is not known."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self._person = person
        self.setFixedHeight(42 + 18 * len(self.lines()))

    def lines(self) -> list[tuple[str, QColor]]:
        below = self._person.line_2
        parts = below.split(" · ") if width_of(below, font(12)) > _HEAD_ROOM else [below]
        lines = ((self._person.line_1, T.ink2), *((part, T.ink3) for part in parts))
        return [(words, ink) for words, ink in lines if words]

    def paint(self, painter: QPainter) -> None:
        width = self.width() - 18
        person = self._person
        draw_text(painter, QRectF(14, 4, width, 22), person.name, font(15, 600), T.ink, LEFT, elide=True)
        for place, (words, ink) in enumerate(self.lines()):
            line = QRectF(14, 26 + 18 * place, width, 18)
            draw_text(painter, line, words, font(12), ink, LEFT, elide=True)


class Completeness(Painted):
    """Answered as a bar, amber what waits to be confirmed; a ring where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self._counts = (0, 0, 0)
        self.compact = False
        self.setFixedHeight(60)

    def show_counts(self, answered: int, asked: int, to_confirm: int) -> None:
        self._counts = (answered, asked, to_confirm)
        self.setAccessibleName(self.words())
        self.update()

    def words(self) -> str:
        answered, asked, to_confirm = self._counts
        return self.tr("{open} open · {confirm} to confirm").format(open=asked - answered, confirm=to_confirm)

    def paint(self, painter: QPainter) -> None:
        answered, asked, to_confirm = self._counts
        share = answered / asked if asked else 1.0
        if self.compact:
            draw_ring(painter, QRectF(self.width() / 2 - 15, 0, 30, 30), share)
            box = QRectF(0, 34, self.width(), 18)
            draw_text(painter, box, f"{answered}/{asked}", font(12, 600), T.ink2, CENTRE)
            return
        left, width = 14.0, self.width() - 24.0
        draw_text(painter, QRectF(left, 0, width, 18), self.tr("Complete"), font(12, 500), T.ink2)
        total = self.tr("{answered} of {asked}").format(answered=answered, asked=asked)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        draw_text(painter, QRectF(left, 0, width, 18), total, font(12, 600), T.ink, right)
        draw_box(painter, QRectF(left, 24, width, 6), 3, T.line)
        if answered:
            draw_box(painter, QRectF(left, 24, width * share, 6), 3, T.accent)
        if to_confirm and asked:
            wide = max(6.0, width * to_confirm / asked)
            draw_box(
                painter,
                QRectF(min(left + width * share + 1, left + width - wide), 24, wide, 6),
                3,
                T.amber_mark,
            )
        draw_text(painter, QRectF(left, 36, width, 18), self.words(), font(12), T.ink3)


class Rail(QWidget):
    """Click, or Alt+1 to Alt+4 in the form."""

    picked = Signal(str)

    def __init__(self, steps: Sequence[str], person: Person | None = None) -> None:
        super().__init__()
        self._current, self._compact = "", False
        self.person = Head(person) if person else None
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(0)
        if self.person is not None:
            self._layout.addWidget(self.person)
            self._layout.addSpacing(2)
        self.buttons: list[StepButton] = []
        for place, step in enumerate(steps):
            button = StepButton(self, place)
            button.clicked.connect(lambda _on=False, step=step: self.picked.emit(step))
            self.buttons.append(button)
            self._layout.addWidget(button)
        self._layout.addSpacing(14)
        self.complete = Completeness()
        self._layout.addWidget(self.complete)
        self._layout.addStretch(1)
        self.set_compact(compact=False)

    def show_steps(self, infos: Sequence[StepInfo], current: str) -> None:
        self._current = current
        for button, info in zip(self.buttons, infos, strict=True):
            button.show_info(info)

    def set_compact(self, *, compact: bool) -> None:
        self._compact = compact
        self.setFixedWidth(NARROW if compact else WIDE)
        self._layout.setContentsMargins(*((6, 8, 6, 8) if compact else (8, 14, 8, 8)))
        if self.person is not None:
            self.person.setVisible(not compact)
        self.complete.compact = compact
        self.update()

    def is_compact(self) -> bool:
        return self._compact

    def current(self) -> str:
        return self._current

    def count(self) -> int:
        return len(self.buttons)

    def state_at(self, place: int) -> str:
        return self.buttons[place].info.state

    def focus_step(self, place: int) -> None:
        if 0 <= place < len(self.buttons):
            self.buttons[place].setFocus()
