"""One's own way in: password, recovery sheet, and when the sheet was tried last.  Part of the settings."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iago_desktop.services import sheets
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.pages.people_settings import PeopleSettings
from iago_desktop.ui.pages.person_sheets import ChangePassword, NewSheet, TrySheet
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Banner, Button, Card, Hairline, Label, column, row

_LABEL = 250


class OwnAccess(Card):
    """Its sheets open where those of the people do: one over the page at a time."""

    def __init__(self, workspace: Workspace, page: QWidget, people: PeopleSettings) -> None:
        super().__init__()
        self._workspace, self._page, self._people = workspace, page, people
        self.change = _button(self.tr("Change password …"))
        self.new = _button(self.tr("New sheet …"))
        self.drill = _button(self.tr("Try the sheet …"))
        self.state = Label("", font(14), "ink2", wrap=True)
        self.reminder = Banner(
            self.tr("It is a year since your recovery sheet was tried. Try it today: it takes two minutes."),
            "amber",
            "warning",
        )
        nobody = self.tr("Nobody can look it up or reset it.")
        column(
            Label(self.tr("Your access"), font(16, 600)),
            8,
            self.reminder,
            self._line(self.tr("Password"), Label(nobody, font(14), "ink2", wrap=True), self.change),
            Hairline(),
            self._line(self.tr("Recovery sheet"), self.state, self.drill, self.new),
            margins=(20, 16, 20, 12),
            parent=self,
        )
        self.change.clicked.connect(
            lambda: self._people.open(ChangePassword(workspace, page, people.argon()))
        )
        self.new.clicked.connect(lambda: self._people.open(NewSheet(workspace, page, people.argon())))
        self.drill.clicked.connect(lambda: self._people.open(TrySheet(workspace, page)))
        self.refresh()

    def refresh(self) -> None:
        has, last = sheets.has_sheet(self._workspace), sheets.last_drill(self._workspace)
        none = self.tr("You have no sheet: a forgotten password could not be replaced.")
        self.drill.setEnabled(has)
        self.drill.setAccessibleDescription("" if has else none)
        self.drill.setToolTip("" if has else none)
        self.reminder.setVisible(sheets.drill_is_due(self._workspace))
        if not has:
            self.state.setText(none)
        elif last is None:
            self.state.setText(self.tr("Never tried."))
        else:
            self.state.setText(self.tr("Made or tried on {day}.").format(day=f"{last:%d.%m.%Y}"))

    def is_due(self) -> bool:
        return sheets.drill_is_due(self._workspace)

    def take_focus(self) -> None:
        """What is due comes first."""
        self.drill.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, label: str, words: Label, *buttons: Button) -> QWidget:
        left = Label(label, font(14, 600))
        left.setFixedWidth(_LABEL)
        line = QWidget()
        layout = row(left, gap=10, margins=(0, 8, 0, 8), parent=line)
        layout.addWidget(words, 1)
        for button in buttons:
            layout.addWidget(button)
        return line


def _button(text: str) -> Button:
    button = Button(text)
    button.setAccessibleName(text)
    return button
