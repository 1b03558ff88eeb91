"""After several wrong passwords: how long until the next attempt, in words that count down."""

from PySide6.QtCore import QObject, QTimer, Signal

_SECOND = 1000
_MINUTES_FROM = 120  # seconds; below, seconds are easier to wait for


class Waiting(QObject):
    """`said` brings the sentence once a second, `over` says that the next attempt can be made."""

    said = Signal(str)
    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = 0
        self._timer = QTimer(self, interval=_SECOND)
        self._timer.timeout.connect(self._on_second)

    def is_on(self) -> bool:
        return self._left > 0

    def start(self, seconds: int) -> None:
        self._left = seconds
        self._timer.start()
        self.said.emit(self.sentence())

    def sentence(self) -> str:
        if self._left >= _MINUTES_FROM:
            minutes = -(-self._left // 60)
            return self.tr(
                "Several passwords did not fit. The next attempt can be made in {count} minutes."
            ).format(count=minutes)
        if self._left == 1:
            return self.tr("Several passwords did not fit. The next attempt can be made in 1 second.")
        return self.tr(
            "Several passwords did not fit. The next attempt can be made in {count} seconds."
        ).format(count=self._left)

    def _on_second(self) -> None:
        self._left -= 1
        if self._left > 0:
            self.said.emit(self.sentence())
            return
        self._timer.stop()
        self.over.emit()
