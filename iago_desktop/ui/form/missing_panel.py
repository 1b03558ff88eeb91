"""*Why is there no value?*: the six coded reasons, one key each.  Lies over the form, at its field."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from iago_desktop.definitions.model import MISSING
from iago_desktop.ui.form.popup import draw_shadow
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.paint import draw_box
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Label, column

_AIR = 18


def missing_words() -> dict[str, str]:
    """The reasons in the language of the program."""
    return {
        "not_done": QCoreApplication.translate("MissingPanel", "Not done"),
        "not_known": QCoreApplication.translate("MissingPanel", "Not known"),
        "not_asked": QCoreApplication.translate("MissingPanel", "Not asked"),
        "not_applicable": QCoreApplication.translate("MissingPanel", "Not applicable"),
        "refused": QCoreApplication.translate("MissingPanel", "Refused"),
        "pending": QCoreApplication.translate("MissingPanel", "Result pending"),
    }


class MissingPanel(QWidget):
    """Reports the reason; Del takes it back, Esc leaves things as they are."""

    chosen = Signal(str)
    cleared = Signal()
    closed = Signal()

    def __init__(self, anchor: QWidget, code: str | None, label: str) -> None:
        super().__init__(anchor.window())
        title = self.tr("Why is there no value?")
        self.setAccessibleName(title)
        words = missing_words()
        self.choice = Segment([(code, words[code]) for code in MISSING], as_list=True)
        self.choice.setAccessibleName(f"{label}: {title}")
        self.choice.set_value(code)
        self._code = code
        self.choice.answered.connect(self._on_answered)
        self.choice.cleared.connect(self.cleared)
        margins = (_AIR + 14, 12, _AIR + 14, _AIR + 14)
        column(Label(title, font(13, 600), "ink2"), 8, self.choice, margins=margins, parent=self)
        self.setFixedWidth(360 + 2 * _AIR)
        self.adjustSize()
        self._place(anchor)
        self.show()
        self.raise_()
        self.choice.setFocus()

    def _place(self, anchor: QWidget) -> None:
        window = anchor.window()
        corner = anchor.mapTo(window, QPoint(-_AIR, anchor.height() + 4))
        if corner.y() + self.height() > window.height():
            corner.setY(max(0, corner.y() - anchor.height() - 8 - self.height() + _AIR))
        corner.setX(max(0, min(corner.x(), window.width() - self.width())))
        self.move(corner)

    def _on_answered(self) -> None:
        code = self.choice.value()
        if code is not None:
            self.chosen.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.choice.value():
            self._on_answered()
        elif event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.closed.emit()
        # Whatever else is typed here belongs to the question, not to the form behind it.

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(_AIR, 0, -_AIR, -_AIR)
        draw_shadow(painter, box)
        draw_box(painter, box, 10, T.surface, T.line2)
