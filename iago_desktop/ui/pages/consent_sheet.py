"""The patient's newest word on the registry: a sheet at the right, opened by Ctrl+6, saved by Enter."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.dates import parse_date
from iago_desktop.errors import IagoError, InputError
from iago_desktop.sentences import sentence
from iago_desktop.services import patients
from iago_desktop.services.patients import PatientRow
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.date_input import DateInput
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.names import full_name
from iago_desktop.ui.pages.entry_row import EntryRow
from iago_desktop.ui.sheet import Sheet
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Banner, Button, Hairline, Label, column, row

_NOT_KNOWN = "?"


class ConsentSheet(Sheet):
    """Nothing is chosen beforehand: a new word is said anew, and Enter alone changes nothing."""

    saved = Signal()

    def __init__(self, workspace: Workspace, patient: PatientRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._patient = workspace, patient
        yes = self.tr("Yes")
        keys = ("JY" if yes.startswith("J") else "YJ", "N")
        self.given = Segment((("yes", yes), ("no", self.tr("No"))), keys=keys)
        self.on = DateInput(workspace.language)
        self.given_row = EntryRow(self.tr("Consent given"), self.given)
        self.on_row = EntryRow(self.tr("Date"), self.on, self.tr("As on the paper"))
        self.withdrawn = Banner(
            self.tr(
                "No more records of this patient leave; "
                "a registry that already has some only learns of the refusal."
            ),
            "amber",
        )
        self.withdrawn.setAccessibleName(self.withdrawn.label.text())
        self.save = Button(self.tr("Save consent"), "primary", keys=("↵",))
        self.save.clicked.connect(self._on_enter)
        self.cancel = Button(self.tr("Cancel"), "quiet", keys=("Esc",))
        self.cancel.clicked.connect(self.closed)
        self.given.chosen.connect(self._on_chosen)
        self.given.cleared.connect(self._on_chosen)
        self.given.answered.connect(lambda: self.on.setFocus(Qt.FocusReason.TabFocusReason))
        self.on.edit.textEdited.connect(lambda _text: self.on_row.say(""))
        self._lay_out()
        self._on_chosen()

    def _lay_out(self) -> None:
        layout = column(margins=(24, 20, 24, 18), parent=self._panel)
        layout.addWidget(Label(self.tr("Consent for the registry"), font(20, 600), wrap=True))
        layout.addSpacing(4)
        layout.addWidget(Label(full_name(self._patient), font(14), "ink2", wrap=True))
        layout.addSpacing(14)
        layout.addWidget(self.given_row)
        layout.addWidget(self.on_row)
        layout.addSpacing(14)
        layout.addWidget(self.withdrawn)
        layout.addStretch(1)
        layout.addWidget(Hairline())
        layout.addSpacing(14)
        layout.addLayout(row(self.cancel, None, self.save))

    def _take_focus(self) -> None:
        self.given.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self) -> None:
        self.given_row.say("")
        self.withdrawn.setVisible(self.given.value() == "no")

    def _date(self) -> date | None:
        """Raises InputError; None for nothing typed, or not known."""
        text = self.on.text().strip()
        if text in {"", _NOT_KNOWN}:
            return None
        today = self._workspace.today()
        found = parse_date(text, today=today, infusion=None, partial=False, calendar=True).date
        return found.first if found else None

    def _on_enter(self) -> None:
        """Jumps to what does not stand; else the word is written."""
        given = self.given.value()
        if given is None:
            self._stop_at(self.given_row, self.tr("Yes or No is missing."))
            return
        try:
            on = self._date()
        except InputError as error:
            self._stop_at(self.on_row, sentence(error, self._workspace.language))
            return
        try:
            patients.set_consent(self._workspace, self._patient.id, given == "yes", on)
        except IagoError as error:
            self._stop_at(self.given_row, sentence(error, self._workspace.language))
            return
        self.saved.emit()

    def _stop_at(self, line: EntryRow, words: str) -> None:
        line.say(words)
        line.control.setFocus(Qt.FocusReason.OtherFocusReason)
