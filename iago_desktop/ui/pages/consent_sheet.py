"""The patient's newest word on the registry: a sheet at the right, opened by Ctrl+6, saved by Enter."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.dates import parse_date
from iago_desktop.errors import IagoError, InputError
from iago_desktop.sentences import sentence
from iago_desktop.services import patients, withdrawal
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
    """Nothing is chosen beforehand: a new word is said anew, and Enter alone changes nothing.

    Where a registry has something of the patient, a no is a withdrawal, and the sheet says what follows.
    `saved` names the patient: a new consent after a withdrawal that has left makes another one.
    """

    saved = Signal(str)
    wide = 540

    def __init__(self, workspace: Workspace, patient: PatientRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._patient = workspace, patient
        yes = self.tr("Yes")
        keys = ("JY" if yes.startswith("J") else "YJ", "N")
        self.given = Segment((("yes", yes), ("no", self.tr("No"))), keys=keys)
        self.on = DateInput(workspace.language)
        self.given_row = EntryRow(self.tr("Consent given"), self.given)
        self.on_row = EntryRow(self.tr("Date"), self.on, self.tr("As on the paper"))
        self._has_left = withdrawal.has_left(workspace, patient.id)
        self._before = withdrawal.state_of(workspace, patient.id)
        self.scope = Segment(
            (("delete", self.tr("Delete everything")), ("stop", self.tr("Keep it, add nothing"))),
            as_list=True,
        )
        self.scope_row = EntryRow(self.tr("At the registry"), self.scope, self.tr("As the patient declared"))
        self.scope.chosen.connect(lambda _code: self._on_chosen())
        self.withdrawn = Banner(self.tr("No more records of this patient leave."), "amber")
        self.withdrawn.setAccessibleName(self.withdrawn.label.text())
        self.follows = Label("", font(13), "ink2", wrap=True)
        self.again = Banner(
            self.tr(
                "This patient withdrew. With a yes the patient gets a new pseudonym, "
                "and every entry is signed again before it leaves."
            ),
            "amber",
        )
        self.again.setAccessibleName(self.again.label.text())
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
        layout.addWidget(self.scope_row)
        layout.addSpacing(14)
        layout.addWidget(self.withdrawn)
        layout.addWidget(self.again)
        layout.addSpacing(10)
        layout.addWidget(self.follows)
        layout.addStretch(1)
        layout.addWidget(Hairline())
        layout.addSpacing(14)
        layout.addLayout(row(self.cancel, None, self.save))

    def _take_focus(self) -> None:
        self.given.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self) -> None:
        self.given_row.say("")
        self.scope_row.say("")
        says_no, says_yes = self.given.value() == "no", self.given.value() == "yes"
        self.withdrawn.setVisible(says_no)
        self.again.setVisible(says_yes and self._is_final())
        self.scope_row.setVisible(says_no and self._has_left)
        self.follows.setVisible(says_no and self._has_left)
        self.follows.setText(self._what_follows(self.scope.value()))

    def _is_final(self) -> bool:
        return self._before is not None and self._before.state in {"sent", "confirmed"}

    def _what_follows(self, scope: str | None) -> str:
        there = {
            "delete": self.tr(
                "The next bundle tells the registry. It erases every entry of this pseudonym and confirms "
                "it in its receipt. Its sealed copies of bundles are gone after 90 days."
            ),
            "stop": self.tr(
                "The next bundle tells the registry. What it has stays there; it takes nothing more."
            ),
            None: self.tr("Choose what the patient declared."),
        }[scope]
        here = self.tr(
            "The documentation of the practice stays here, as the law demands; nothing of it leaves."
        )
        gone = self.tr("The pseudonym is given up when the registry has confirmed the deletion.")
        return "\n\n".join((there, here, gone) if scope == "delete" else (there, here))

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
        scope = self.scope.value()
        if given == "no" and self._has_left and scope is None:
            self._stop_at(self.scope_row, self.tr("What is to happen at the registry is missing."))
            return
        try:
            patient_id = self._write(given == "yes", scope, on)
        except IagoError as error:
            self._stop_at(self.given_row, sentence(error, self._workspace.language))
            return
        self.saved.emit(patient_id)

    def _write(self, given: bool, scope: str | None, on: date | None) -> str:
        """The id of the patient from now on."""
        workspace, patient_id = self._workspace, self._patient.id
        if given and self._is_final():
            return withdrawal.consent_again(workspace, patient_id, on)
        if not given and self._has_left:
            withdrawal.withdraw(workspace, patient_id, "delete" if scope == "delete" else "stop", on)
        else:
            patients.set_consent(workspace, patient_id, given, on)
        return patient_id

    def _stop_at(self, line: EntryRow, words: str) -> None:
        line.say(words)
        line.control.setFocus(Qt.FocusReason.OtherFocusReason)
