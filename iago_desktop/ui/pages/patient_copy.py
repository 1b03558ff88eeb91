"""A copy of everything that is stored about a patient, into a folder that a person chooses."""

from PySide6.QtCore import QCoreApplication

from iago_desktop.services import disclosure
from iago_desktop.services.disclosure import Disclosed
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.page import Page
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said


def copy_for_the_patient(page: Page, workspace: Workspace, patient_id: str, choose: Choosers) -> None:
    """Nothing happens without a folder.  What was written lies there in the open, and the toast says so."""
    folder = choose.folder(page)
    if folder is None:
        return
    task = Task(lambda: disclosure.write(workspace, patient_id, folder), page)
    task.finished.connect(lambda made: _told(page, made))
    task.failed.connect(lambda error: page.trouble.emit(said(error, workspace.language)))
    task.start()


def _told(page: Page, made: object) -> None:
    if isinstance(made, Disclosed):
        words = QCoreApplication.translate("PatientCopy", "Written to {folder}. The files are not encrypted.")
        page.notice.emit(words.format(folder=made.page.parent.name))
