"""Questions that lie over the form at their control: one key answers, Esc leaves things as they are."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from iago_desktop.definitions.model import MISSING
from iago_desktop.rules.wording import MISSING_NAMES
from iago_desktop.ui.form.popup import draw_shadow
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.paint import draw_box
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Label, column

_AIR = 18
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Overlay(QWidget):
    """A box over the window, below or above its anchor.  Every key typed in it is its own."""

    closed = Signal()

    def __init__(self, anchor: QWidget, width: int) -> None:
        super().__init__(anchor.window())
        self._anchor = anchor
        self.setFixedWidth(width + 2 * _AIR)

    @property
    def anchor(self) -> QWidget:
        return self._anchor

    def open(self, focus: QWidget) -> None:
        self._place()
        self.show()
        self.raise_()
        focus.setFocus()
        self._anchor.installEventFilter(self)
        self._anchor.window().installEventFilter(self)

    def _place(self) -> None:
        self.adjustSize()
        window = self._anchor.window()
        corner = self._anchor.mapTo(window, QPoint(-_AIR, self._anchor.height() + 4))
        if corner.y() + self.height() > window.height():
            corner.setY(max(0, corner.y() - self._anchor.height() - 8 - self.height() + _AIR))
        corner.setX(max(0, min(corner.x(), window.width() - self.width())))
        self.move(corner)

    def _follow(self) -> None:
        if self.isVisible() and isValid(self._anchor):
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where the page goes, by a click beside it, the question goes too."""
        if watched is self._anchor and event.type() == QEvent.Type.Hide:
            self.closed.emit()
        elif event.type() == QEvent.Type.Resize and watched is self.parent():
            QTimer.singleShot(0, self, self._follow)  # when the anchor stands where it will
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        return True  # Tab stays in here

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Escape, *_ENTER}:
            self.closed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(_AIR, 0, -_AIR, -_AIR)
        draw_shadow(painter, box)
        draw_box(painter, box, 10, T.surface, T.line2)


class AskPanel(Overlay):
    """One question with a few answers: a digit chooses, Del takes the answer back."""

    chosen = Signal(str)
    cleared = Signal()

    def __init__(
        self, anchor: QWidget, title: str, options: Sequence[tuple[str, str]], current: str | None = None
    ) -> None:
        super().__init__(anchor, 360)
        self.setAccessibleName(title)
        self.choice = Segment(options, as_list=True, columns=False)
        self.choice.setAccessibleName(title)
        self.choice.set_value(current)
        self.choice.answered.connect(self._on_answered)
        self.choice.cleared.connect(self.cleared)
        margins = (_AIR + 14, 12, _AIR + 14, _AIR + 14)
        column(Label(title, font(13, 600), "ink2"), 8, self.choice, margins=margins, parent=self)
        self.open(self.choice)

    def _on_answered(self) -> None:
        code = self.choice.value()
        if code is not None:
            self.chosen.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.choice.value():
            self._on_answered()
        else:
            super().keyPressEvent(event)


class MissingPanel(AskPanel):
    """*Why is there no value?*: the six coded reasons."""

    def __init__(self, anchor: QWidget, code: str | None, language: str) -> None:
        options = [(each, _capital(MISSING_NAMES[each].in_language(language))) for each in MISSING]
        super().__init__(anchor, self.tr("Why is there no value?"), options, code)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


class HelpPanel(Overlay):
    """What a question means and where that stands; any key closes it."""

    def __init__(self, anchor: QWidget, title: str, text: str) -> None:
        super().__init__(anchor, 440)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        head, body = Label(title, font(14, 600), wrap=True), Label(text, font(13), "ink2", wrap=True)
        body.setFixedWidth(440 - 28)
        margins = (_AIR + 14, 12, _AIR + 14, _AIR + 14)
        column(head, 6, body, margins=margins, parent=self)
        self.open(self)

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        self.closed.emit()
