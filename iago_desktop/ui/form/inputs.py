"""Text entry: a frameless line edit inside a painted frame.

Parses nothing.  What is typed is reported as text; the draft says what it means.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit

from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import RIGHT, Painted, draw_box, draw_text, width_of
from iago_desktop.ui.tokens import HEIGHT, RADIUS, T, font
from iago_desktop.ui.widgets import row

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Entry(QLineEdit):
    """A line edit that leaves the form's keys to the form."""

    focus_changed = Signal(bool)
    why = Signal()  # "?" as the first character: there is no value, ask why

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.asks_why = False
        self.in_a_line = False  # Ctrl+Del removes the line then, not a word
        self.setFrame(False)
        self.textChanged.connect(self._tell_in_full)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers()
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        ctrl = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        undo = ctrl and event.key() == Qt.Key.Key_Z and not self.isUndoAvailable()
        redo = ctrl and event.key() == Qt.Key.Key_Y and not self.isRedoAvailable()
        line = self.in_a_line and ctrl and event.key() == Qt.Key.Key_Delete
        forms_own = line or event.key() in _MOVES or (ctrl and event.key() in _ENTER)
        if (alt and not ctrl) or undo or redo or forms_own:  # with Ctrl, Alt is AltGr and types characters
            event.ignore()
        elif self.asks_why and event.text() == "?" and not self.text().strip():
            self.why.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def mark(self, places: Sequence[tuple[int, int]]) -> None:
        """Show places of the text on an amber ground, from `start` to `end`; none takes the marks away."""
        ground = QTextCharFormat()
        ground.setBackground(T.amber_soft)
        ground.setFontUnderline(True)
        ground.setUnderlineColor(T.amber_mark)
        kind, cursor = QInputMethodEvent.AttributeType.TextFormat, self.cursorPosition()
        marks = [QInputMethodEvent.Attribute(kind, a - cursor, b - a, ground) for a, b in places]
        # The one way in which a line edit takes formats: nothing is typed by it.
        QApplication.sendEvent(self, QInputMethodEvent("", marks))

    def is_cut(self) -> bool:
        """Longer than there is room for, and not being edited: then it ends in an ellipsis."""
        return not self.hasFocus() and self._is_long()

    def _is_long(self) -> bool:
        is_read = self.echoMode() == QLineEdit.EchoMode.Normal
        return is_read and width_of(self.text(), self.font()) > self._room().width()

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(2, 0, 0, 0)  # Qt begins there

    def _tell_in_full(self) -> None:
        self.setToolTip(self.text() if self._is_long() else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_in_full()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.is_cut():
            draw_text(QPainter(self), self._room(), self.text(), self.font(), T.ink, elide=True)
        else:
            super().paintEvent(event)


class InputFrame(Painted):
    """Outline, focus and state around a line edit; icon and unit stand inside so that columns align."""

    def __init__(
        self,
        placeholder: str = "",
        icon: str = "",
        unit: str = "",
        width: int | None = None,
        *,
        password: bool = False,
        height: int = HEIGHT["control"],
        after: str = "",
        mono: bool = False,
        bare: bool = False,
    ) -> None:
        super().__init__()
        self._bare = bare  # a cell of a line that draws the outline itself
        self._icon, self._unit, self._after = icon, unit, after
        self._note = ""
        self._marked: tuple[tuple[int, int], ...] = ()
        self._state = "normal"
        self.setFixedHeight(height)
        if width:
            self.setFixedWidth(width)
        self.edit = Entry()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setFont(self._face(height, mono=mono))
        if password:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.focus_changed.connect(self.update)
        self._layout = row(self.edit, parent=self)
        self._set_margins()
        self.setFocusProxy(self.edit)

    @staticmethod
    def _face(height: int, *, mono: bool) -> QFont:
        return font(16 if height >= 44 else 14, mono=mono)

    def _set_margins(self) -> None:
        if self._bare:
            note = int(width_of(self._note, font(12, 600))) + 8 if self._note else 0
            self._layout.setContentsMargins(8, 0, 2 + note, 1)
            return
        right = 10 + int(width_of(self._unit, font(13))) + 6 if self._unit else 6
        right += 24 if self._after or self._state == "readonly" else 0
        self._layout.setContentsMargins(12 + (24 if self._icon else 0), 0, right, 1)

    def setAccessibleName(self, name: str) -> None:
        self.edit.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        self.edit.setAccessibleDescription(description)

    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Replace the text; what was typed before can no longer be undone here."""
        if self.edit.text() != text:
            self.edit.setText(text)

    def mark(self, places: Sequence[tuple[int, int]]) -> None:
        if tuple(places) != self._marked:
            self._marked = tuple(places)
            self.edit.mark(places)

    def marked(self) -> tuple[tuple[int, int], ...]:
        return self._marked

    def set_note(self, note: str) -> None:
        """A cell's quiet addition at its right: `+14`."""
        if note != self._note:
            self._note = note
            self._set_margins()
            self.update()

    def set_unit(self, unit: str) -> None:
        if unit != self._unit:
            self._unit = unit
            self._set_margins()
            self.update()

    def set_state(self, state: str) -> None:
        """normal, error, warning or readonly."""
        self._state = state
        self.edit.setReadOnly(state == "readonly")
        self._set_margins()
        self.update()

    def state(self) -> str:
        return self._state

    def paint(self, painter: QPainter) -> None:
        rect = QRectF(self.rect())
        if self._bare:
            self._paint_cell(painter, rect)
            return
        outline, width = {
            "normal": (T.control, 1.0),
            "readonly": (T.line2, 1.0),
            "error": (T.red, 1.6),
            "warning": (T.amber_mark, 1.6),
        }[self._state]
        if self.edit.hasFocus():
            outline, width = (T.accent if self._state == "normal" else outline), 2.0
        fill = T.sunken if self._state == "readonly" else T.surface
        draw_box(painter, rect, RADIUS["control"], fill, outline, width)
        middle = rect.center().y() + 0.5
        if self._icon:
            draw_icon(painter, self._icon, 11, middle - 9, 18, T.ink3)
        right = rect.width() - 11
        after = "lock-simple" if self._state == "readonly" else self._after
        if after:
            draw_icon(painter, after, right - 16, middle - 8, 16, T.ink3)
            right -= 22
        if self._unit:
            box = QRectF(right - 140, 0, 140, rect.height())
            draw_text(painter, box, self._unit, font(13), T.ink3, RIGHT)

    def _paint_cell(self, painter: QPainter, rect: QRectF) -> None:
        colours = {"error": T.red, "warning": T.amber_mark}
        if self._state in colours:
            draw_box(painter, rect.adjusted(3, 4, -3, -4), 4, None, colours[self._state], 1.6)
        elif self.edit.hasFocus():
            draw_box(painter, rect.adjusted(3, 4, -3, -4), 4, T.accent_soft)
        if self._note:
            draw_text(painter, rect.adjusted(0, 0, -8, 0), self._note, font(12, 600), T.accent_ink, RIGHT)
