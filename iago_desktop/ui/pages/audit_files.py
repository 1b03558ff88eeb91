"""The audit as a file: a table for a spreadsheet, or pages to print.  What is filtered is what is written."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iago_desktop.interop.csv_cells import Cell
from iago_desktop.services import audit_export
from iago_desktop.services.rights import EXPORT
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.models.audit import AuditRow
from iago_desktop.ui.printing.audit_list import audit_list
from iago_desktop.ui.printing.paper import pdf
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.texts import said
from iago_desktop.ui.widgets import Button, row

MOST_ON_PAPER = 1000
"""About 40 pages; laid out while the window waits."""


class AuditFiles(QWidget):
    notice = Signal(str)
    trouble = Signal(str)

    def __init__(self, workspace: Workspace, choose: Choosers, page: QWidget) -> None:
        super().__init__()
        self._workspace, self._choose, self._page = workspace, choose, page
        self._rows: Sequence[AuditRow] = ()
        self._head = (0, "")
        self._task: Task | None = None
        self.table = Button(self.tr("Save as table …"), height=34)
        self.paper = Button(self.tr("Save as PDF …"), height=34)
        self.table.clicked.connect(self.save_table)
        self.paper.clicked.connect(self.save_paper)
        if not workspace.may(EXPORT):
            why = self.tr("You have no right to export. Somebody who manages the practice can give it.")
            for button in (self.table, self.paper):
                button.setEnabled(False)
                button.setAccessibleDescription(why)
                button.setToolTip(why)
        row(self.table, self.paper, gap=8, parent=self)

    def show_rows(self, rows: Sequence[AuditRow], head: tuple[int, str]) -> None:
        self._rows, self._head = rows, head

    def save_table(self) -> None:
        folder = self._folder()
        if folder is not None:
            rows, headings = self._rows, self._headings()
            self._save(folder, "csv", lambda: audit_export.csv([headings, *map(_cells, rows)]))

    def save_paper(self) -> None:
        if len(self._rows) > MOST_ON_PAPER:
            words = self.tr(
                "{count} entries are too many for paper. Choose fewer days, or save them as a table."
            )
            self.trouble.emit(words.format(count=len(self._rows)))
            return
        folder = self._folder()
        if folder is not None:
            data = pdf(audit_list(self._workspace, self._rows, self._head))
            self._save(folder, "pdf", lambda: data)

    def _folder(self) -> Path | None:
        if self._task is not None or not self._rows:
            return None
        return self._choose.folder(self._page)

    def _save(self, folder: Path, kind: str, make: Callable[[], bytes]) -> None:
        workspace, count = self._workspace, len(self._rows)
        stamp = workspace.time().astimezone().strftime("%H%M%S")
        name = f"iago-audit-{workspace.today().isoformat()}-{stamp}.{kind}"
        self._task = Task(lambda: audit_export.save(workspace, folder, name, make(), count), self)
        self._task.finished.connect(self._on_saved)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def _on_saved(self, path: Path) -> None:
        self._task = None
        self.notice.emit(self.tr("Saved as {file}. The file is not encrypted.").format(file=path.name))

    def _on_failed(self, error: BaseException) -> None:
        self._task = None
        self.trouble.emit(said(error, self._workspace.language))

    def _headings(self) -> Sequence[str]:
        return (
            self.tr("Entry"),
            self.tr("Up to entry"),
            self.tr("When (UTC)"),
            self.tr("Person"),
            self.tr("Name"),
            self.tr("What"),
            self.tr("About whom"),
            self.tr("Patient number"),
            self.tr("Reason"),
        )


def _cells(row_: AuditRow) -> Sequence[Cell]:
    line = row_.line
    _, who, what, whom, reason = row_.cells
    pids = "; ".join(each.pid for each in line.about)
    return (line.id, line.last, line.at, line.actor, who, what, whom, pids, reason)
