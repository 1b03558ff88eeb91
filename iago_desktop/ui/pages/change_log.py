"""The change log of a patient, or of one entry: read on another thread, filtered by typing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from iago_desktop.services.change_log import LogLine, change_log
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.change_log import HOW, NARROW, ROW, WIDE, LogLines, LogModel, LogRow, log_rows
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.pages.filtered import Filtered
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Label, column

_NARROW_BELOW = 1000
_AIR = 44


class ChangeLog(QWidget):
    """`opened` brings the record that a line is about, `read` tells that the lines are there.

    With `entity_id` only that entry's revisions.
    """

    opened = Signal(str)
    read = Signal()

    def __init__(self, workspace: Workspace, patient_id: str, entity_id: str = "") -> None:
        super().__init__()
        self._workspace, self._patient_id, self._entity_id = workspace, patient_id, entity_id
        self._task: Task | None = None
        self._is_asked_again = False
        self.table = Table(LogModel(), LogLines(), WIDE, HOW, ROW)
        self.table.setAccessibleName(self.tr("Change log"))
        self.table.opened.connect(self._open)
        empty = QWidget()
        self._empty = Label(self.tr("Reading …"), font(14, 500), "ink2")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column(None, self._empty, None, parent=empty)
        self.list = Filtered(self.table, self.tr("Filter by entry, person, value"), _said, empty)
        column(self.list, parent=self)

    def refresh(self) -> None:
        """Ask for what is written now; what is shown stays until it comes."""
        if self._task is not None:
            self._is_asked_again = True
            return
        workspace, patient_id, entity_id = self._workspace, self._patient_id, self._entity_id
        self._task = Task(lambda: change_log(workspace, patient_id, entity_id), self)
        self._task.finished.connect(self._show)
        self._task.failed.connect(self._let_go)
        self._task.start()

    def _show(self, lines: Sequence[LogLine]) -> None:
        self._empty.setText(self.tr("Nothing was written yet."))
        self.list.show_rows(log_rows(lines))
        self._let_go()
        self.read.emit()

    def height_for(self, lines: int) -> int:
        """What shows so many lines without scrolling."""
        head = self.list.filter.sizeHint().height() + self.table.horizontalHeader().sizeHint().height()
        return head + _AIR + lines * ROW

    def _let_go(self) -> None:
        self._task = None
        if self._is_asked_again:
            self._is_asked_again = False
            self.refresh()

    def _open(self, row: LogRow) -> None:
        if row.line.kind == "record" and not self._entity_id:
            self.opened.emit(row.line.entity_id)

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.set_widths(NARROW if self.width() < _NARROW_BELOW else WIDE, HOW)


def _said(row: LogRow) -> Sequence[str]:
    """A change is found by its entry too."""
    return (*row.cells, *log_rows([row.line])[0].cells)
