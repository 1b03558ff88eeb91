"""What can be recorded about a patient who is shown: forms that are begun, sheets over the page."""

from collections.abc import Callable

from iago_desktop.errors import IagoError
from iago_desktop.sentences import sentence
from iago_desktop.services import records
from iago_desktop.services.patients import PatientRow
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.focus_before import FocusBefore
from iago_desktop.ui.page import Page, Place
from iago_desktop.ui.pages.consent_sheet import ConsentSheet
from iago_desktop.ui.pages.form_menu import menu
from iago_desktop.ui.pages.form_sheet import FormSheet
from iago_desktop.ui.sheet import Sheet

_MORE = frozenset({"visit", "drugs", "milestones"})
_TOXICITIES = frozenset({"canonical", "blood", "nervous", "organs", "tumour", "other"})


class Recording(Page):
    """A page about one patient; one sheet at a time lies over it."""

    def __init__(self, workspace: Workspace, patient: PatientRow) -> None:
        super().__init__()
        self._workspace, self._patient = workspace, patient
        self.sheet: Sheet | None = None
        self._focused_before: FocusBefore | None = None

    def record(self, form: str) -> None:
        """Begin a form for the treatment shown."""
        try:
            draft_id = records.start(self._workspace, self._patient.treatment_id, form)
        except IagoError as error:
            self.trouble.emit(sentence(error, self._workspace.language))
            return
        self.go.emit(Place("form", draft_id))

    def ask_consent(self) -> None:
        """Open the sheet for the patient's newest word."""
        if self.sheet is None:
            sheet = ConsentSheet(self._workspace, self._patient, self)
            sheet.saved.connect(self._on_consent)
            self.open_sheet(sheet)

    def choose_toxicity(self) -> None:
        """Every toxicity but the infection, which has a key of its own."""
        self._choose(self.tr("Which toxicity?"), lambda group: group in _TOXICITIES)

    def choose_more(self) -> None:
        self._choose(self.tr("What is to be recorded?"), lambda group: group in _MORE)

    def _choose(self, title: str, wanted: Callable[[str], bool]) -> None:
        if self.sheet is not None:
            return
        forms = menu(self._workspace.catalogue, wanted)
        sheet = FormSheet(title, forms, self._workspace.language, self)
        sheet.chosen.connect(self._on_form)
        self.open_sheet(sheet)

    def _on_form(self, form: str) -> None:
        self.close_sheet()
        self.record(form)

    def open_sheet(self, sheet: Sheet) -> None:
        if self.sheet is not None:
            sheet.deleteLater()
            return
        self._focused_before = FocusBefore(self)
        self.sheet = sheet
        sheet.closed.connect(self.close_sheet)
        sheet.open_over(self.rect())

    def _on_consent(self, patient_id: str) -> None:
        self.close_sheet()
        if patient_id == self._patient.id:
            self.refresh()
        else:
            self.go.emit(Place("patient", patient_id))
        self.notice.emit(self.tr("Consent saved."))

    def on_corrected(self, words: str) -> None:
        self.close_sheet()
        self.refresh()
        self.notice.emit(words)

    def close_sheet(self) -> None:
        if self.sheet is not None:
            self.sheet.hide()
            self.sheet.deleteLater()
            self.sheet = None
            if self._focused_before is None or not self._focused_before.give_back():
                self.take_focus()
