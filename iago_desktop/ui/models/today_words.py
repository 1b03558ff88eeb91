"""A draft in the words of a worklist."""

from PySide6.QtCore import QCoreApplication

from iago_desktop.services.agenda import DraftLine
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.today import Task
from iago_desktop.ui.names import full_name
from iago_desktop.ui.page import Place


def form_title(workspace: Workspace, form: str, version: int) -> str:
    """The form's id where it is no longer installed."""
    catalogue = workspace.catalogue
    if not catalogue.has_form(form, version):
        return form
    return catalogue.form(form, version).title.in_language(workspace.language)


def draft_task(line: DraftLine, workspace: Workspace) -> Task:
    saved = ".".join(reversed(line.saved_at[:10].split("-")))
    when = " · ".join(filter(None, (line.by, saved)))
    if not line.is_counted:
        what = QCoreApplication.translate("TodayPage", "Draft")
    elif line.open is None:
        what = QCoreApplication.translate("TodayPage", "form not installed")
    elif line.open:
        what = QCoreApplication.translate("TodayPage", "Open items: {count}").format(count=line.open)
    else:
        what = QCoreApplication.translate("TodayPage", "Ready to sign")
    badge = ""
    if line.to_confirm:
        badge = QCoreApplication.translate("TodayPage", "to confirm: {count}").format(count=line.to_confirm)
    form = form_title(workspace, line.form, line.form_version)
    return Task(
        line.id, line.day_today, full_name(line), form, "pencil-simple", what, when, badge, "amber",
        place=Place("form", line.id),
    )  # fmt: skip
