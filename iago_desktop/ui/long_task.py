"""Work that takes long enough to say how far it is, and to be stopped."""

from collections.abc import Callable
from contextlib import suppress
from threading import Event

from PySide6.QtCore import QObject, Signal

from iago_desktop.errors import IagoError
from iago_desktop.ui.tasks import Task


class LongTask(Task):
    """`work` is given what it tells its progress to; after cancel() that raises `cancelled` in it.

    `progressed` brings whole per cent, each once.
    """

    progressed = Signal(int)

    def __init__(self, work: Callable[[Callable[[int, int], None]], object], parent: QObject) -> None:
        super().__init__(lambda: work(self._tell), parent)
        self._stopped = Event()
        self._last = -1

    def cancel(self) -> None:
        self._stopped.set()

    def _tell(self, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise IagoError("cancelled")
        now = done * 100 // total if total else 100
        if now != self._last:
            self._last = now
            with suppress(RuntimeError):  # the page was left: the work goes on
                self.progressed.emit(now)
