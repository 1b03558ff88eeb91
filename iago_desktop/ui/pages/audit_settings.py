"""The way to the audit, as a card of the settings."""

from PySide6.QtCore import Signal

from iago_desktop.ui.page import Place
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Card, Label, column, row


class AuditSettings(Card):
    go = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.open = Button(self.tr("Open the audit"))
        self.open.clicked.connect(lambda: self.go.emit(Place("audit")))
        words = Label(
            self.tr("Who did what, when and why. Nobody can change it."), font(14), "ink2", wrap=True
        )
        line = row(words, self.open, gap=16)
        line.setStretch(0, 1)
        body = column(Label(self.tr("Audit"), font(16, 600)), 6, margins=(20, 16, 20, 16), parent=self)
        body.addLayout(line)
