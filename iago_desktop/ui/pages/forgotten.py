"""The password is forgotten: what helps, what does not, and what is lost with neither; in plain words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Button, Label, column, row

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ForgottenView(QWidget):
    """`sheet_asked` leads to the recovery sheet, `left` back to the password."""

    sheet_asked = Signal()
    left = Signal()

    def __init__(self, *, alone: bool) -> None:
        super().__init__()
        self.use_sheet = Button(self.tr("Use the recovery sheet"), "primary", keys=("↵",), height=44)
        self.use_sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.use_sheet.setAccessibleName(self.use_sheet.text())
        self.back = Button(self.tr("Back"), "quiet", keys=("Esc",))
        self.back.setAccessibleName(self.back.text())
        colleague = self.tr(
            "Nobody can look up or reset your password. But somebody who manages can remove you under "
            "Settings, People, and add you again with a new password. What you signed stays signed; your "
            "recovery sheet becomes void."
        )
        if alone:
            colleague = self.tr("Nobody else can unlock this practice, so this way is closed here.")
        no_reset = self.tr("Nobody can reset your password, not even the registry.")
        sheet = self.tr("Type its six groups and choose a new password. Nothing is lost.")
        neither = self.tr(
            "Then nobody can read this data any more, and no backup helps, because it needs the same keys. "
            "Lost are drafts, names and what was never sent. What the registry confirmed is there. "
            "Keep the folder: the sheet may turn up."
        )
        column(
            None,
            Label(self.tr("Forgot your password?"), font(28, 600)),
            6,
            Label(no_reset, font(15), "ink2", wrap=True),
            22,
            way(self.tr("You have your recovery sheet"), sheet),
            12,
            self.use_sheet,
            22,
            way(self.tr("A colleague can unlock"), colleague),
            18,
            way(self.tr("Neither sheet nor colleague"), neither),
            14,
            row(self.back, None),
            None,
            parent=self,
        )
        self.use_sheet.clicked.connect(self.sheet_asked)
        self.back.clicked.connect(self.left)

    def focus_first(self) -> None:
        self.use_sheet.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER:
            (self.back if self.back.hasFocus() else self.use_sheet).click()
        else:
            super().keyPressEvent(event)


def way(title: str, words: str) -> QVBoxLayout:
    return column(Label(title, font(15, 600), wrap=True), 4, Label(words, font(13), "ink2", wrap=True))
