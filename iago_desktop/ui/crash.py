"""Unknown errors end here: one line in a log without patient content, and a page of our own.

Logged are the time, the kind of error and the places in the program (module:line:function).  Never a message,
a value or a path: those may hold what was typed.
"""

import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType, TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

LOG = "errors.log"
_LONGEST_LOG = 512 * 1024
_DEEPEST = 12
_SERIOUS = {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
_HARMLESS = "does not support propagateSizeHints"  # of a platform without a screen, for every window


class CrashGuard(QObject):
    """Takes over sys.excepthook and Qt's messages until released.  `show` is told once per error."""

    _raised = Signal()

    def __init__(self, log_folder: Path, show: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._show = log_folder, show
        self._before = sys.excepthook, threading.excepthook
        self._is_showing = False
        # Queued: an error inside painting must not open a page in the middle of it.
        self._raised.connect(self._on_raised, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self.on_exception
        threading.excepthook = self._on_thread
        qInstallMessageHandler(self._on_message)

    def release(self) -> None:
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)

    def on_exception(
        self, kind: type[BaseException], _error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        self._write(kind.__name__, places_of(trace))
        self._raised.emit()

    def _on_thread(self, happened: threading.ExceptHookArgs) -> None:
        self._write(happened.exc_type.__name__, places_of(happened.exc_traceback))
        self._raised.emit()

    def _on_message(self, level: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
        if level in _SERIOUS and _HARMLESS not in (message or ""):
            self._write(f"Qt {level.name} {context.category or ''}".strip(), _places_here())

    def _on_raised(self) -> None:
        if self._is_showing:  # an error in the page about an error: the log has it
            return
        self._is_showing = True
        try:
            self._show()
        finally:
            self._is_showing = False

    def _write(self, kind: str, places: str) -> None:
        line = f"{datetime.now(UTC).isoformat(timespec='seconds')} {kind} {places}\n"
        with suppress(OSError):  # a log that cannot be written must not stop anything
            self._folder.mkdir(parents=True, exist_ok=True)
            file = self._folder / LOG
            if file.exists() and file.stat().st_size > _LONGEST_LOG:
                file.replace(file.with_suffix(".old"))
            with file.open("a", encoding="utf-8") as log:
                log.write(line)


def places_of(trace: TracebackType | None) -> str:
    """module:line:function of the innermost frames, outermost first."""
    return " > ".join(_place(frame, line) for frame, line in list(traceback.walk_tb(trace))[-_DEEPEST:])


def _places_here() -> str:
    frames = [pair for pair in traceback.walk_stack(None) if _module(pair[0]) != __name__]
    return " > ".join(_place(frame, line) for frame, line in reversed(frames[:_DEEPEST]))


def _place(frame: FrameType, line: int) -> str:
    return f"{_module(frame)}:{line}:{frame.f_code.co_name}"


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "?"))
