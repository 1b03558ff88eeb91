"""How many records wait to leave, as the rail shows it."""

from PySide6.QtCore import QObject, Signal

from iago_desktop.services import exchange, today
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.tasks import Task


class Outgoing(QObject):
    """`counted` comes at once in most practices; where there are many patients, when they are counted.

    What is written while they are being counted is counted once more afterwards, however often that was.
    """

    counted = Signal(int)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._in_background = today.takes_a_while(workspace)
        self._counting: Task | None = None
        self._is_old = False

    def count(self) -> None:
        if not self._in_background:
            self.counted.emit(self._count())
        elif self._counting is None:
            self._is_old = False
            self._counting = Task(self._count, self)
            self._counting.finished.connect(self._on_counted)
            self._counting.failed.connect(lambda _error: self._on_counted(None))
            self._counting.start()
        else:
            self._is_old = True

    def _count(self) -> int:
        return exchange.waiting(self._workspace).records

    def _on_counted(self, records: int | None) -> None:
        if self._counting is not None:
            self._counting.deleteLater()
        self._counting = None
        if records is not None:
            self.counted.emit(records)
        if self._is_old:
            self.count()
