"""Once a week, while nobody types, the whole database is checked on another thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from iago_desktop.services import integrity
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.long_task import LongTask

_LOOK = 60_000  # ms
QUIET = 60  # seconds without input after which the practice counts as idle


class WeeklyCheck(QObject):
    """`checked` brings what was found.  stop() before the practice is closed."""

    checked = Signal(object)

    def __init__(self, workspace: Workspace, quiet: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._quiet = workspace, quiet
        self._task: LongTask | None = None
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Has the time come?"""
        if self._task is not None or self._quiet() < QUIET or not integrity.is_due(self._workspace):
            return
        self._task = LongTask(lambda tell: integrity.check(self._workspace, tell), self)
        self._task.finished.connect(self._on_checked)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def stop(self) -> None:
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()

    def _on_checked(self, found: object) -> None:
        self._task = None
        self.checked.emit(found)

    def _on_failed(self, _error: object) -> None:
        self._task = None  # stopped, or the disk refused: it is due at the next quiet minute
