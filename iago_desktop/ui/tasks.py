"""Work that would make the window wait: done on another thread, reported on the window's own."""

import sys
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance, Slot

from iago_desktop.errors import IagoError

# Painting hands the interpreter over at every call into Qt and would get it back after 5 ms each time.
sys.setswitchinterval(0.0005)


class _Report(QObject):
    """Carries the result across the threads; outlives the task if the window closes first."""

    done = Signal(object)
    refused = Signal(object)


class _Run(QRunnable):
    def __init__(self, work: Callable[[], object], report: _Report) -> None:
        super().__init__()
        self._work, self._report = work, report

    def run(self) -> None:
        try:
            result = self._work()
        except BaseException as error:  # noqa: BLE001 -- reported on the window's thread, where bugs fly
            self._tell(self._report.refused, error)
        else:
            self._tell(self._report.done, result)

    @staticmethod
    def _tell(signal: SignalInstance, what: object) -> None:
        with suppress(RuntimeError):  # the program has ended meanwhile: nobody is left to be told
            signal.emit(what)


class Task(QObject):
    """Runs `work`, a closure that touches no widget.

    `finished` brings the result, `failed` the IagoError that a person can mend.  Any other exception is a
    bug: `failed` brings it too, so that the page lets go of its waiting state, and then it is raised here.
    """

    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report = _Report()
        self._report.done.connect(self._on_done)
        self._report.refused.connect(self._on_refused)
        self._run = _Run(work, self._report)
        self._run.setAutoDelete(False)

    def start(self) -> None:
        QThreadPool.globalInstance().start(self._run)

    @Slot(object)
    def _on_done(self, result: object) -> None:
        self.finished.emit(result)

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        self.failed.emit(error)
        if not isinstance(error, IagoError):
            raise error
