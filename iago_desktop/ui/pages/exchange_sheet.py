"""What a file of another computer changed here: a sheet at the right after it was imported."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iago_desktop.services.desks import Taken
from iago_desktop.ui import names
from iago_desktop.ui.keys import caps
from iago_desktop.ui.page import Page, Place
from iago_desktop.ui.sheet import Sheet
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Badge, Banner, Button, Hairline, Icon, Label, column, row, scrolled


class ExchangeSheet(Sheet):
    go = Signal(object)

    def __init__(self, taken: Taken, parent: QWidget) -> None:
        super().__init__(parent)
        self.taken = taken
        letter = taken.desk.upper()
        self.main = Button(self._verb(), "primary", keys=caps("Return"))
        self.main.clicked.connect(self._on_enter)
        self.close_sheet = Button(self.tr("Close"), "quiet", keys=caps("Esc"))
        self.close_sheet.clicked.connect(self.closed)
        inner = QWidget()
        body = column(margins=(0, 0, 8, 0), parent=inner)
        self._fill(body)
        body.addStretch(1)
        layout = column(margins=(24, 20, 16, 18), parent=self._panel)
        title = self.tr("File of computer {letter}").format(letter=letter)
        layout.addWidget(Label(title, font(20, 600), wrap=True))
        layout.addSpacing(12)
        layout.addWidget(scrolled(inner), 1)
        layout.addLayout(row(self.close_sheet, None, self.main))
        # Only now: what is shown before it lies in a window becomes one, and takes the focus.
        self.close_sheet.setVisible(bool(taken.waiting or taken.drafts))

    @classmethod
    def over(cls, page: Page, taken: Taken) -> None:
        """Over a page until it is closed; it goes where the sheet asks to."""
        sheet = cls(taken, page)
        page.installEventFilter(sheet)
        sheet.closed.connect(sheet.hide)
        sheet.closed.connect(sheet.deleteLater)
        sheet.closed.connect(page.take_focus)
        sheet.go.connect(page.go)
        sheet.open_over(page.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.open_over(watched.rect())
        return super().eventFilter(watched, event)

    def _verb(self) -> str:
        return self.tr("Choose now") if self.taken.waiting or self.taken.drafts else self.tr("Close")

    def _take_focus(self) -> None:
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_enter(self) -> None:
        self.closed.emit()
        if self.taken.waiting or self.taken.drafts:
            self.go.emit(Place("choices"))

    def _fill(self, body: QVBoxLayout) -> None:
        taken = self.taken
        if taken.again:
            body.addWidget(
                Label(
                    self.tr("This file was taken over before. Nothing has changed."), font(15, 600), wrap=True
                )
            )
        else:
            counts = (
                (taken.taken, self.tr("changes taken over"), "check-circle"),
                (taken.joined, self.tr("changed on both computers, joined"), "check-circle"),
                (taken.waiting, self.tr("changed differently: a choice waits"), "question"),
                (taken.drafts, self.tr("wait for a correction that is open here"), "pencil-simple"),
            )
            for index, (count, words, icon) in enumerate(counts):
                if count or not index:
                    ink = "accent" if icon == "check-circle" else "amber"
                    line = row(Icon(icon, 20, ink), Label(str(count), font(18, 600)), gap=12)
                    line.addWidget(Label(words, font(14), "ink2", wrap=True), 1)
                    body.addLayout(line)
                    body.addSpacing(10)
        body.addSpacing(6)
        body.addWidget(Hairline())
        body.addSpacing(12)
        body.addLayout(row(self._state(), None))
        for each in taken.twice:
            name = each.name if not names.are_hidden() else self.tr("a patient")
            look = Button(self.tr("Look"), height=30)
            look.clicked.connect(lambda _on=False, who=each.new: self.go.emit(Place("patient", who)))
            words = self.tr("{name} may be here twice. Compare both before anything is entered.")
            body.addSpacing(10)
            body.addWidget(Banner(words.format(name=name), "amber", "users", look))
        for who in taken.removed:
            words = self.tr("{name} was removed on the other computer and can still unlock this one.")
            settings = Button(self.tr("Settings"), height=30)
            settings.clicked.connect(lambda: self.go.emit(Place("settings")))
            body.addSpacing(10)
            body.addWidget(Banner(words.format(name=who), "amber", "warning", settings))

    def _state(self) -> QWidget:
        if self.taken.same:
            return Badge(self.tr("Both computers have the same"), "accent", "check")
        return Badge(self.tr("The other one does not have everything yet"), "outline")
