"""Without a key press or a movement of the mouse for some minutes, the window asks to be locked."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

WARNING = 60
"""Seconds before the end from which on the window says so."""
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_LOOK = 500  # ms


def seconds_awake_or_asleep() -> float:
    """Runs on while the computer sleeps: whoever opens the lid an hour later finds it locked."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class IdleWatch(QObject):
    """`left` tells the seconds that are left, from a minute before the end; 0: there was input again."""

    left = Signal(int)
    expired = Signal()

    def __init__(
        self, minutes: int, parent: QObject, now: Callable[[], float] = seconds_awake_or_asleep
    ) -> None:
        super().__init__(parent)
        self._now, self._limit, self._since = now, minutes * 60, now()
        self._said = 0
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        app = QApplication.instance()
        if app is not None and not self._timer.isActive():
            self._since = self._now()
            app.installEventFilter(self)
            self._timer.start()

    def stop(self) -> None:
        app = QApplication.instance()
        self._timer.stop()
        if app is not None:
            app.removeEventFilter(self)

    def use(self, minutes: int) -> None:
        self._limit = minutes * 60

    def quiet(self) -> float:
        """Seconds since the last input."""
        return self._now() - self._since

    def look(self) -> None:
        """Has the time come?"""
        left = self._limit - (self._now() - self._since)
        if left <= 0:
            self.stop()
            self.expired.emit()
        elif left <= WARNING:
            self._say(max(1, round(left)))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            if self._now() - self._since >= self._limit:
                self.look()  # the computer slept: this key comes too late
                return True
            self._since = self._now()
            self._say(0)
        return False

    def _say(self, seconds: int) -> None:
        if seconds != self._said:
            self._said = seconds
            self.left.emit(seconds)
