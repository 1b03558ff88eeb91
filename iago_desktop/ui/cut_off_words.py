"""Where somebody was when the program was killed or the power went, in words."""

from PySide6.QtCore import QCoreApplication

from iago_desktop.services import patients
from iago_desktop.services.stopping import CutOff
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.today_words import form_title
from iago_desktop.ui.names import full_name


def cut_off_words(workspace: Workspace, cut_off: CutOff) -> str:
    saved = cut_off.saved_at.astimezone()
    is_today = saved.date() == workspace.now().astimezone().date()
    words = QCoreApplication.translate(
        "CutOff",
        "IAGO Desktop ended without being closed. You were at “{field}” in {form} of {name}, saved {time}. "
        "Go on?",
    )
    return words.format(
        field=_label(workspace, cut_off),
        form=form_title(workspace, cut_off.form, cut_off.form_version),
        name=full_name(patients.view(workspace, cut_off.patient_id)),
        time=saved.strftime("%H:%M:%S" if is_today else "%d.%m.%Y %H:%M:%S"),
    )


def _label(workspace: Workspace, cut_off: CutOff) -> str:
    """The field's id where the form is no longer installed."""
    if workspace.catalogue.has_form(cut_off.form, cut_off.form_version):
        form = workspace.catalogue.form(cut_off.form, cut_off.form_version)
        for field in form.fields():
            if field.id == cut_off.field:
                return field.label.in_language(workspace.language)
    return cut_off.field
