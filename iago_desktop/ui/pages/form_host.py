"""A form in the main window: its words go to the window's bars, its end leads back to where one came from."""

from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.form_page import FormPage
from iago_desktop.ui.page import Page, Place
from iago_desktop.ui.widgets import column


class FormHost(Page):
    """Raises IagoError `draft_gone`."""

    def __init__(self, workspace: Workspace, draft_id: str) -> None:
        super().__init__()
        self.form = FormPage(workspace, draft_id)
        self.patient_id = self.form.patient_id
        self.above = Place("patient", self.patient_id)
        self.crumbs = (self.tr("Patients"), *self.form.crumbs)
        self.form.notice.connect(self.notice)
        self.form.state_text.connect(self.state)
        self.form.closed.connect(self._leave)
        self.form.signed.connect(self._on_signed)
        column(self.form, parent=self)

    def _leave(self) -> None:
        if self.above is not None:
            self.go.emit(self.above)

    def _on_signed(self, _record_id: str) -> None:
        self.notice.emit(self.tr("Signed. It goes with the next bundle."))
        self.done.emit()

    def take_focus(self) -> None:
        """The place where work stopped, or the first gap."""
        if self.form.view.current_editor() is None:
            self.form.view.focus_first_gap()
