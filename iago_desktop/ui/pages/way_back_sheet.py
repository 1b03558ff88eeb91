"""Back to the version before an update: what would not be there any more, and a word that says yes."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.services.way_back import Preview
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.pages.restore_seen import lost_line
from iago_desktop.ui.sheet import Sheet, TroubleBox
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Banner, Button, Hairline, Label, column, row, scrolled

_MOST = 60


class WayBackSheet(Sheet):
    agreed = Signal()
    wide = 520

    def __init__(self, seen: Preview, titles: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.word = self.tr("back")
        self.lines = [lost_line(each, titles) for each in seen.lost if each.kind != "act"]
        self.trouble = TroubleBox()
        self.typed = InputFrame(height=36)
        self.go = Button(self.tr("Go back"), "primary", keys=("↵",))
        self.go.clicked.connect(self._on_enter)
        self.cancel = Button(self.tr("Cancel"), "quiet", keys=("Esc",))
        self.cancel.clicked.connect(self.closed)
        asks = Label(
            self.tr("Type “{word}” to close the program and put the older data in place.").format(
                word=self.word
            ),
            font(14, 600),
            wrap=True,
        )
        self.typed.setAccessibleName(asks.text())
        layout = column(margins=(24, 20, 24, 18), parent=self._panel)
        layout.addWidget(Label(self.tr("Back to the version before"), font(20, 600), wrap=True))
        layout.addSpacing(10)
        layout.addWidget(self.trouble)
        layout.addWidget(scrolled(self._told(seen)), 1)
        layout.addSpacing(10)
        layout.addWidget(asks)
        layout.addSpacing(6)
        layout.addWidget(self.typed)
        layout.addSpacing(14)
        layout.addWidget(Hairline())
        layout.addSpacing(14)
        layout.addLayout(row(self.cancel, None, self.go))

    def _told(self, seen: Preview) -> QWidget:
        inner = QWidget()
        layout = column(margins=(0, 0, 8, 0), parent=inner)
        words = self.tr(
            "The data stand again as they were before the update of {day}. The data of today are put into a "
            "folder beside them and stay. After it this program closes: start the version before. This one "
            "would update the data again."
        )
        layout.addWidget(
            Label(words.format(day=f"{seen.copy.backup.day:%d.%m.%Y}"), font(14), "ink2", wrap=True)
        )
        layout.addSpacing(12)
        if seen.drafts:
            drafts = self.tr("Drafts are not carried over. Finish them first, or they stay in that folder.")
            layout.addWidget(Banner(drafts, "amber", "warning"))
            layout.addSpacing(10)
        if not self.lines:
            layout.addWidget(Label(self.tr("Nothing was entered since."), font(14), wrap=True))
        else:
            layout.addWidget(Label(self.tr("This would be missing:"), font(14, 600), wrap=True))
            layout.addSpacing(4)
        for words in self.lines[:_MOST]:
            layout.addWidget(Label(words, font(14), wrap=True))
            layout.addSpacing(4)
        if len(self.lines) > _MOST:
            rest = self.tr("and {count} more").format(count=len(self.lines) - _MOST)
            layout.addWidget(Label(rest, font(14), "ink2"))
        layout.addStretch(1)
        return inner

    def _take_focus(self) -> None:
        self.typed.edit.setFocus()

    def _on_enter(self) -> None:
        if self.typed.text().strip().casefold() == self.word.casefold():
            self.agreed.emit()
        else:
            self.trouble.say(self.tr("The word differs. Nothing has been changed."))
            self.typed.edit.setFocus()
