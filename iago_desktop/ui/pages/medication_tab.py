"""The tab of drugs: every course, grouped by use."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from iago_desktop.services.medication import medication
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.medication import (
    AGENT,
    NARROW,
    ROW,
    WIDE,
    DrugRow,
    MedicationLines,
    MedicationModel,
    drug_rows,
)
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Icon, Label, column, row

_NARROW_BELOW = 1000


class MedicationTab(QWidget):
    """`opened` brings a record."""

    opened = Signal(str)

    def __init__(self, workspace: Workspace, treatment_id: str) -> None:
        super().__init__()
        self._workspace, self._treatment_id = workspace, treatment_id
        self.table = Table(MedicationModel(), MedicationLines(), WIDE, AGENT, ROW)
        self.table.setAccessibleName(self.tr("Medication"))
        self.table.opened.connect(self._open)
        empty = QWidget()
        words = Label(self.tr("No drugs recorded. Ctrl+4 records the first."), font(14, 500), "ink2")
        column(None, row(None, Icon("pill", 22, "ink3"), words, None, gap=10), None, parent=empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        column(self._stack, parent=self)

    def refresh(self) -> None:
        rows = drug_rows(medication(self._workspace, self._treatment_id), self._workspace.language)
        self.table.show_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)

    def _open(self, row: DrugRow) -> None:
        self.opened.emit(row.id)

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.set_widths(NARROW if self.width() < _NARROW_BELOW else WIDE, AGENT)
