"""While the invented patients are made."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Icon, Label, column, row


class WaitPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        title = Label(self.tr("The training practice opens"), font(22, 600))
        words = Label(
            self.tr("The first time its patients are invented. That takes up to half a minute."),
            font(14),
            "ink2",
        )
        column(
            None,
            row(None, Icon("hourglass", 28, "amber_mark"), None),
            14,
            row(None, title, None),
            6,
            row(None, words, None),
            None,
            parent=self,
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), T.bg)
