"""How many records wait to leave, as the rail shows it."""

from PySide6.QtCore import QObject, QTimer, Signal

from iago_desktop.services import exchange, today
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.tasks import Task

_PAUSE = 1000
"""ms: a form writes with every field, and the page that is shown is read first."""


class Outgoing(QObject):
    """`counted` comes at once in most practices; where there are many patients, a while after the last count.

    What is written meanwhile is counted once more afterwards, however often that was.
    """

    counted = Signal(int)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._in_background = today.takes_a_while(workspace)
        self._counting: Task | None = None
        self._is_old = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._start)

    def count(self) -> None:
        if not self._in_background:
            self.counted.emit(self._count())
        elif self._counting is None:
            if not self._pause.isActive():
                self._pause.start()
        else:
            self._is_old = True

    def stop(self) -> None:
        """Before the practice is closed: nothing more is counted."""
        self._is_old = False
        self._pause.stop()

    def _start(self) -> None:
        self._is_old = False
        self._counting = Task(self._count, self)
        self._counting.finished.connect(self._on_counted)
        self._counting.failed.connect(lambda _error: self._on_done())
        self._counting.start()

    def _count(self) -> int:
        return exchange.waiting(self._workspace).records

    def _on_counted(self, records: int) -> None:
        self.counted.emit(records)
        self._on_done()

    def _on_done(self) -> None:
        if self._counting is not None:
            self._counting.deleteLater()
        self._counting = None
        if self._is_old:
            self.count()
