"""What this program put on the clipboard goes after a minute, and when the practice is closed.

Nothing here copies: that is a person's Ctrl+C or button.  What another program copied is never touched.
"""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS = 60
_KEEP_OUT = (
    # Windows: not into the history, not to other devices.  Linux: password stores say it so.
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"',
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"',
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"',
    "x-kde-passwordManagerHint",
)
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class ClipboardGuard(QObject):
    """Of one window.  Tells the system to keep the content out of histories, and clears it if unchanged."""

    def __init__(
        self, parent: QObject, seconds: float = SECONDS, clipboard: QClipboard | None = None
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard or QGuiApplication.clipboard()
        self._timers = {mode: QTimer(self, singleShot=True, interval=int(seconds * 1000)) for mode in _MODES}
        for mode, timer in self._timers.items():
            timer.timeout.connect(lambda mode=mode: self._clear(mode))
        self._texts: dict[QClipboard.Mode, str] = {}
        self._is_marking = False
        self._clipboard.changed.connect(self._on_changed)

    def clear_now(self) -> None:
        for mode, timer in self._timers.items():
            if timer.isActive():
                self._clear(mode)

    def _on_changed(self, mode: QClipboard.Mode) -> None:
        timer = self._timers.get(mode)
        if timer is None or self._is_marking:
            return
        if not self._owns(mode) or not self._clipboard.text(mode):
            timer.stop()
            return
        self._texts[mode] = self._clipboard.text(mode)
        timer.start()
        if mode == QClipboard.Mode.Clipboard:
            self._mark()

    def _mark(self) -> None:
        data = QMimeData()
        data.setText(self._clipboard.text())
        for name in _KEEP_OUT:
            data.setData(name, b"secret" if name.startswith("x-kde") else b"\0\0\0\0")
        self._is_marking = True
        self._clipboard.setMimeData(data)
        self._is_marking = False

    def _clear(self, mode: QClipboard.Mode) -> None:
        self._timers[mode].stop()
        if self._clipboard.text(mode) == self._texts.get(mode):  # else something else was copied meanwhile
            self._clipboard.clear(mode)

    def _owns(self, mode: QClipboard.Mode) -> bool:
        """Where the platform cannot say it: whether somebody works here at this moment."""
        own = (
            self._clipboard.ownsSelection()
            if mode == QClipboard.Mode.Selection
            else self._clipboard.ownsClipboard()
        )
        return own or QGuiApplication.focusWindow() is not None
