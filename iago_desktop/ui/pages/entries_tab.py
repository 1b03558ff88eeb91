"""The tab of entries: everything recorded, filtered by typing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from iago_desktop.services import patients
from iago_desktop.services.patients import Entry
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.entries import NARROW, ROW, TITLE, WIDE, EntryLines, EntryModel
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.pages.filtered import Filtered
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Icon, Label, column, row

_NARROW_BELOW = 820


class EntriesTab(QWidget):
    """`opened` brings an Entry."""

    opened = Signal(object)

    def __init__(self, workspace: Workspace, patient_id: str) -> None:
        super().__init__()
        self._workspace, self._patient_id = workspace, patient_id
        self._model = EntryModel(workspace.catalogue, workspace.language)
        self.table = Table(self._model, EntryLines(), WIDE, TITLE, ROW)
        self.table.setAccessibleName(self.tr("Entries"))
        self.table.opened.connect(self.opened)
        empty = QWidget()
        words = Label(self.tr("Nothing recorded yet. Ctrl+2 records an infection."), font(14, 500), "ink2")
        column(None, row(None, Icon("clipboard-text", 22, "ink3"), words, None, gap=10), None, parent=empty)
        self.list = Filtered(self.table, self.tr("Filter by event, day, status"), self._said, empty)
        column(self.list, parent=self)

    def _said(self, entry: Entry) -> Sequence[str]:
        columns = range(self._model.columnCount())
        return (*(self._model.words(entry, each) for each in columns), self._model.form(entry))

    def refresh(self) -> None:
        self.list.show_rows(patients.entries(self._workspace, self._patient_id))

    def choose(self, entry_id: str) -> None:
        for line, each in enumerate(self.table.lines()):
            if each.id == entry_id:
                self.table.choose(line)

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.set_widths(NARROW if self.width() < _NARROW_BELOW else WIDE, TITLE)
