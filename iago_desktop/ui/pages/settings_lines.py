"""A line of a card in the settings: what it is about, how it stands, and the button that does something."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Label, column, row

_WORDS = 430


def card_button(words: str, run: Callable[[], object]) -> Button:
    button = Button(words)
    button.setAccessibleName(words)
    button.clicked.connect(run)
    return button


def card_line(
    title: str | Label, *below: QWidget | int, button: Button, aligned: Qt.AlignmentFlag | None = None
) -> QWidget:
    """`below` are words and fields, and spaces between them in px."""
    line, left = QWidget(), QWidget()
    left.setMaximumWidth(_WORDS)
    head = Label(title, font(14, 600), wrap=True) if isinstance(title, str) else title
    column(head, *below, gap=1, parent=left)
    layout = row(gap=16, margins=(0, 8, 0, 8), parent=line)
    layout.addWidget(left, 1_000)  # as wide as it may be
    layout.addStretch(1)
    layout.addWidget(button, alignment=aligned or Qt.AlignmentFlag(0))
    return line
