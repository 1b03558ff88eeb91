"""A form in the main window: its words go to the window's bars, its end leads back to where one came from."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from iago_desktop.services import records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.form_page import FormPage
from iago_desktop.ui.page import Action, Page, Place
from iago_desktop.ui.widgets import column


class FormHost(Page):
    """Raises IagoError `draft_gone`."""

    def __init__(self, workspace: Workspace, draft_id: str) -> None:
        super().__init__()
        self._workspace = workspace
        self.form = FormPage(workspace, draft_id)
        self.patient_id = self.form.patient_id
        self.above = Place("patient", self.patient_id)
        self.crumbs = (self.tr("Patients"), *self.form.crumbs)
        self.form.notice.connect(self.notice)
        self.form.state_text.connect(self.state)
        self.form.closed.connect(self._leave)
        self.form.signed.connect(self._on_signed)
        self.form.handed_over.connect(self._on_handed_over)
        column(self.form, parent=self)

    def _leave(self) -> None:
        if self.above is not None:
            self.go.emit(self.above)

    def _on_signed(self, _record_id: str) -> None:
        self.notice.emit(self.tr("Signed. It goes with the next bundle."))
        self.done.emit()

    def _on_handed_over(self, _record_id: str) -> None:
        self.notice.emit(self.tr("Complete. It waits for a physician's signature."))
        self.done.emit()

    def actions_here(self) -> Sequence[Action]:
        return (Action(self.tr("Delete this draft"), "Ctrl+Del", self.discard, "trash"),)

    def discard(self) -> None:
        """Never asked about: it can be taken back."""
        kept, workspace = self.form.discard(), self._workspace
        if kept is not None:
            self.undoable.emit(self.tr("Draft deleted."), lambda: records.bring_back(workspace, kept))
            self.done.emit()

    def take_focus(self) -> None:
        """The place where work stopped, or the first gap."""
        if self.form.view.current_editor() is None:
            self.form.view.focus_first_gap()

    def stopped_at(self) -> dict[str, Any]:
        """The step, the field, which of its controls has the cursor, and where in the text it is."""
        view = self.form.view
        stopped: dict[str, Any] = {"step": view.step}
        editor, focused = view.current_editor(), self.window().focusWidget()
        if editor is None or focused is None or not editor.owns(focused):
            return stopped
        stopped |= {"field": editor.asked().field, "part": _parts(editor.widget).index(focused)}
        if isinstance(focused, QLineEdit):
            stopped["cursor"] = focused.cursorPosition()
        elif isinstance(focused, QPlainTextEdit):
            stopped["cursor"] = focused.textCursor().position()
        return stopped

    def rest(self) -> None:
        self.form.rest()

    def restore(self, stopped: dict[str, Any]) -> None:
        view, field = self.form.view, stopped.get("field", "")
        if stopped.get("step") in view.steps and stopped["step"] != view.step:
            view.go_to_step(stopped["step"])
        if not any(each.id == field for each in view.draft.form.fields()):
            return
        view.go_to_field(field)
        editor = view.page().editor_of(field)
        if editor is None:
            return
        parts = _parts(editor.widget)
        part = parts[stopped["part"]] if stopped.get("part", -1) in range(len(parts)) else editor.widget
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(part, QLineEdit):
            part.setCursorPosition(stopped.get("cursor", len(part.text())))
        elif isinstance(part, QPlainTextEdit):
            cursor = part.textCursor()
            cursor.setPosition(min(stopped.get("cursor", 0), len(part.toPlainText())))
            part.setTextCursor(cursor)


def _parts(widget: QWidget) -> list[QWidget]:
    """A control and everything in it, in an order that is the same whenever the form is built again."""
    return [widget, *widget.findChildren(QWidget)]
