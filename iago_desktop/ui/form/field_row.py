"""One question of a form: label, controls, state, and the sentence about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from iago_desktop.definitions.model import Field
from iago_desktop.ui.form.editor import Editor
from iago_desktop.ui.form.speech import say
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import Painted, width_of
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Icon, Label, Link, column, row

LABEL_WIDTH = 174
_NUMBER = 24  # room for the number before a label
_ICONS = {
    "done": ("check-circle", "accent"),
    "missing": ("circle-dashed", "ink3"),
    "warning": ("warning", "amber_mark"),
    "error": ("warning-circle", "red"),
    "kept": ("check-circle", "ink3"),
    "note": ("info", "ink3"),
    "was": ("pencil-simple", "ink3"),
}
_INKS = {"warning": "amber", "error": "red"}
_SPACE = 9
_LINE = 22  # of a sentence
_ICON = 22  # and the room behind it
_NARROW = 120  # not laid out yet
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
_PART = re.compile(r"(.+) \((\d+–\d+)\)")


class StateMark(Painted):
    """done, missing, warning, error, or nothing; the word is there for a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self.state = ""
        self.setFixedSize(18, 18)

    def set_state(self, state: str) -> None:
        if state == self.state:
            return
        self.state = state
        words = {
            "done": self.tr("answered"),
            "missing": self.tr("missing"),
            "warning": self.tr("to confirm"),
            "error": self.tr("to mend"),
        }
        self.setAccessibleName(words.get(state, ""))
        self.update()

    def paint(self, painter: QPainter) -> None:
        if self.state in _ICONS:
            name, ink = _ICONS[self.state]
            draw_icon(painter, name, 0, 0, 18, getattr(T, ink))


@dataclass(frozen=True)
class Message:
    """One sentence under a control, and what can be done about it."""

    tone: str  # error, warning, kept, note
    text: str
    actions: tuple[tuple[str, str], ...] = ()  # (what it does, words)
    field: str = ""  # several fields may share a line


class MessageLine(QWidget):
    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._message: Message | None = None
        self._sentence: Sentence | None = None
        self._layout = row(gap=6, parent=self)
        self.setFixedHeight(_LINE)
        self.hide()

    def text(self) -> str:
        return self._message.text if self._message else ""

    def field(self) -> str:
        return self._message.field if self._message else ""

    def show_message(self, message: Message | None) -> None:
        if message == self._message:
            return
        self._message = message
        if message is not None and message.tone == "error":
            say(self, message.text, at_once=True)
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(message is not None)
        self._sentence = None
        if message is None:
            return
        name, ink = _ICONS[message.tone]
        self._layout.addWidget(Icon(name, 16, ink))
        label = Sentence(message.text, _INKS.get(message.tone, "ink2"))
        if message.tone == "was":
            face = label.font()
            face.setStrikeOut(True)
            label.setFont(face)
            label.setAccessibleName(self.tr("before: {value}").format(value=message.text))
        self._layout.addWidget(label)
        self._sentence = label
        for action, words in message.actions:
            link = Link(words)
            link.setAccessibleName(words)
            link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            link.clicked.connect(lambda _on=False, action=action: self.acted.emit(action))
            self._layout.addSpacing(6)
            self._layout.addWidget(link)
        self._layout.addStretch(1)
        self._fit()

    def _fit(self) -> None:
        """As many lines as the sentence needs beside its actions: what helps stands at its end."""
        if self._sentence is None or self.width() < _NARROW:
            return
        links = [each for each in self.findChildren(Link) if not each.isHidden()]
        beside = sum(each.sizeHint().width() + 2 * self._layout.spacing() for each in links)
        room = self.width() - _ICON - beside
        height = max(_LINE, self._sentence.high(room) + 4)
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def is_part(field: Field) -> bool:
    """A small whole number that stands in a row with its neighbours: an item of a score."""
    return field.type == "number" and field.integer and field.with_previous and not field.unit


def part_label(words: str) -> tuple[str, str]:
    """`Naming (0–3)` is a name and what can be typed."""
    found = _PART.fullmatch(words)
    return (found[1], found[2]) if found else (words, "")


def _wrapped(text: str, face: QFont, ink: str, width: int) -> Label:
    """A label of the label column.  Its size is told, so that no layout has to try it out."""
    label = Label(text, face, ink, wrap=True)
    label.setFixedSize(width, label.heightForWidth(width))
    return label


class Sentence(Label):
    """Narrower before the actions beside it are, and then in further lines."""

    def __init__(self, text: str, ink: str) -> None:
        super().__init__(text, font(13), ink)
        self.setToolTip(text)
        self._tone = ink
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def high(self, width: int) -> int:
        return self.fontMetrics().boundingRect(QRect(0, 0, width, 9999), _WRAPPED, self.text()).height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(getattr(T, self._tone))
        painter.drawText(self.rect(), _WRAPPED, self.text())


class FieldRow(QWidget):
    """A question with its follow-ups: one grid line for each editor, one state for all of them."""

    acted = Signal(object, str)  # editor, action

    def __init__(self, first: Field, editors: Sequence[Editor], language: str, known: str = "") -> None:
        super().__init__()
        self.editors = tuple(editors)
        self.messages: dict[Editor, MessageLine] = {}
        self._cells: dict[Editor, QWidget] = {}
        self._labels: dict[Editor, QWidget] = {}
        self._language, self._known = language, known
        self.mark = StateMark()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, _SPACE, 0, _SPACE)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._place_editors(grid, first)
        holder = QWidget()
        holder.setFixedWidth(18)
        column(9, self.mark, None, parent=holder)
        grid.addWidget(holder, 0, 2, Qt.AlignmentFlag.AlignTop)

    def _place_editors(self, grid: QGridLayout, first: Field) -> None:
        line, beside = 0, None
        for editor in self.editors:
            field = editor.fields[0]
            if beside is not None and field.type == "date" and beside[0].fields[0].type == "date":
                beside[1].addWidget(Label("–", font(), "ink3"))
                beside[1].addWidget(editor.widget)
                beside[1].addStretch(1)
                self.messages[editor] = self.messages[beside[0]]
                self._cells[editor] = editor.widget
                continue
            if is_part(field) and beside is not None and is_part(beside[0].fields[0]):
                self._cells[editor] = part = self._part(editor)
                beside[1].addWidget(part, part.minimumWidth())
                self.messages[editor] = self.messages[beside[0]]
                continue
            controls = QHBoxLayout()
            controls.setSpacing(8)
            part = self._part(editor) if is_part(field) else editor.widget
            controls.addWidget(part, part.minimumWidth() if is_part(field) else 0)
            message = MessageLine()
            message.acted.connect(lambda action, line=message: self._act(line, action))
            cell = QWidget()
            column(8 if line else 0, controls, message, None, parent=cell)
            grid.addWidget(cell, line, 1)
            self.messages[editor], self._cells[editor] = message, cell
            if line == 0:
                span = next((n for n, e in enumerate(self.editors) if n and not e.fields[0].chips), 2)
                label, rows = self._first_label(first), max(1, min(span, len(self.editors)))
                if len(self.editors) > 1 and is_part(self.editors[1].fields[0]):
                    rows = 2
                grid.addWidget(label, 0, 0, rows, 1, Qt.AlignmentFlag.AlignTop)
            elif not field.chips and not is_part(field):
                label = self._small_label(field)
                grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
                self._labels[editor] = label
            line, beside = line + 1, (editor, controls)

    def _act(self, line: MessageLine, action: str) -> None:
        about = [e for e, its in self.messages.items() if its is line]
        named = [e for e in about if any(field.id == line.field() for field in e.fields)]
        self.acted.emit((named or about)[0], action)

    def _part(self, editor: Editor) -> QWidget:
        """One of several small numbers side by side, each below its name."""
        holder = QWidget()
        label = Label(
            part_label(editor.fields[0].label.in_language(self._language))[0], font(12, 500), "ink2"
        )
        label.setBuddy(editor.widget)
        column(2, label, 4, editor.widget, parent=holder)
        holder.setMinimumWidth(int(width_of(label.text(), font(12, 500))) + 4)
        return holder

    def _first_label(self, field: Field) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(LABEL_WIDTH)
        head = row(gap=10)
        left = 0
        if field.number is not None:
            number = Label(str(field.number), font(14, 600), "accent")
            number.setFixedWidth(14)
            head.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
            left = _NUMBER
        label = _wrapped(field.label.in_language(self._language), font(14, 600), "ink", LABEL_WIDTH - left)
        label.setBuddy(self.editors[0].widget)
        head.addWidget(label)
        layout = column(8, head, parent=holder)
        # What was last known is said in the place of the hint, and never filled in.
        words = self._known or (field.hint.in_language(self._language) if field.hint else "")
        if words:
            hint = _wrapped(words, font(12), "ink3", LABEL_WIDTH - left)
            layout.addSpacing(3)
            layout.addLayout(row(hint, margins=(left, 0, 0, 0)))
        layout.addStretch(1)
        return holder

    def _small_label(self, field: Field) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(LABEL_WIDTH)
        left = _NUMBER if self.editors[0].fields[0].number is not None else 0
        label = _wrapped(field.label.in_language(self._language), font(13), "ink2", LABEL_WIDTH - left)
        row(label, margins=(left, 16, 0, 0), parent=holder)
        return holder

    def show_editor(self, editor: Editor, *, shown: bool) -> None:
        """A follow-up that is not asked at present takes no room."""
        self._cells[editor].setVisible(shown)
        if editor in self._labels:
            self._labels[editor].setVisible(shown)


class Hair(Painted):
    """The line between two questions."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paint(self, painter: QPainter) -> None:
        painter.fillRect(QRectF(self.rect()), T.line)
