"""A labelled line of a short page: label left, control right, a sentence below when something is wrong."""

from typing import Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Icon, Label, column, row

LABEL_WIDTH = 174


class _HasState(Protocol):
    def set_state(self, state: str) -> None: ...


class EntryRow(QWidget):
    """What cannot be understood stays as typed; the sentence stands below it."""

    def __init__(self, label: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control = control
        control.setAccessibleName(label)
        control.setAccessibleDescription(hint)
        self._hint = hint
        left = QWidget()
        left.setFixedWidth(LABEL_WIDTH)
        words = Label(label, font(14, 600), wrap=True)
        words.setBuddy(control)
        lines = column(words, gap=2, margins=(0, 8 if not hint else 1, 0, 0), parent=left)
        if hint:
            lines.addWidget(Label(hint, font(12), "ink3", wrap=True))
        lines.addStretch(1)
        self.message = Label("", font(13, 500), "red", wrap=True)
        self._problem = QWidget()
        problem = row(Icon("warning-circle", 16, "red"), gap=6, margins=(0, 5, 0, 0), parent=self._problem)
        problem.addWidget(self.message, 1)
        self._problem.setVisible(False)
        is_fixed = control.minimumWidth() == control.maximumWidth()
        right = column(row(control, None) if is_fixed else control, self._problem)
        right.addStretch(1)
        layout = row(left, gap=16, margins=(0, 6, 0, 6), parent=self)
        layout.addLayout(right, 1)
        layout.setAlignment(left, Qt.AlignmentFlag.AlignTop)

    def say(self, sentence: str) -> None:
        """What is wrong and what helps; empty takes it away."""
        self.message.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence or self._hint)
        if hasattr(self.control, "set_state"):
            cast("_HasState", self.control).set_state("error" if sentence else "normal")

    def said(self) -> str:
        return self.message.text()
