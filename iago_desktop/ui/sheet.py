"""What lies over a page at its right, with the page darkened under it: Esc closes, Tab stays inside."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from iago_desktop.ui.page import Scrim
from iago_desktop.ui.widgets import Banner, Panel, column

WIDTH = 420
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Sheet(QWidget):
    closed = Signal()
    wide = WIDTH

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._scrim = Scrim(self)
        self._scrim.pressed.connect(self.closed)
        self._panel = Panel("surface", "left")
        self._panel.setParent(self)

    def open_over(self, rect: QRect) -> None:
        self.setGeometry(rect)
        self._scrim.setGeometry(self.rect())
        width = min(self.wide, rect.width())
        self._panel.setGeometry(rect.width() - width, 0, width, rect.height())
        if not self.isVisible():
            self.show()
            self.raise_()
            self._take_focus()

    def _take_focus(self) -> None:
        """Put the cursor where work begins."""

    def _on_enter(self) -> None:
        """Enter or Ctrl+Enter, wherever the cursor is."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the sheet."""
        inside = [
            each
            for each in self.findChildren(QWidget)
            if each.isVisibleTo(self)
            and each.isEnabled()
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each.focusProxy() is None
        ]
        if inside:
            focused = self.focusWidget()
            at = inside.index(focused) if focused in inside else -1 if forward else 0
            step = 1 if forward else -1
            inside[(at + step) % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in _ENTER:
            self._on_enter()
        else:
            super().keyPressEvent(event)


class TroubleBox(QWidget):
    """The red banner of a sheet that could not do what was asked; without words it takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(parent=self)
        self._banner: Banner | None = None

    @property
    def words(self) -> str:
        return self._banner.label.text() if self._banner else ""

    def say(self, words: str) -> None:
        while self._layout.count():
            item = self._layout.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._banner = Banner(words, "red", "warning-circle") if words else None
        if self._banner:
            self._banner.setAccessibleName(words)
            self._layout.addWidget(self._banner)
            self._layout.addSpacing(12)
