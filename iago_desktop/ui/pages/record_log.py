"""The change log of one entry, at the end of its page: as tall as its lines, up to a limit."""

from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.pages.change_log import ChangeLog
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Card, Label, column, row

_TALLEST = 460
_LEAST_LINES = 2


class RecordLog(Card):
    def __init__(self, workspace: Workspace, patient_id: str, record_id: str) -> None:
        super().__init__()
        self.log = ChangeLog(workspace, patient_id, record_id)
        self.log.read.connect(self._fit)
        title = row(Label(self.tr("Change log"), font(13, 600), "ink2"), None, margins=(16, 0, 16, 0))
        column(title, self.log, margins=(12, 18, 12, 14), parent=self)
        self._fit()
        self.refresh()

    def refresh(self) -> None:
        self.log.refresh()

    def _fit(self) -> None:
        lines = max(len(self.log.table.lines()), _LEAST_LINES)
        self.log.setFixedHeight(min(self.log.height_for(lines), _TALLEST))
