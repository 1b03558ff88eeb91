"""One of few: a row of segments, or a radio list where the words need the room.

Every option is a real radio button with its own paint, so that a screen reader hears role, name and state.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from iago_desktop.ui.paint import RIGHT, Painted, draw_box, draw_text, width_of
from iago_desktop.ui.tokens import HEIGHT, RADIUS, T, font

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_SHORT = 5  # more options than this are a list
LIST_ROW = 31
_TIGHTER = 8  # less air in each segment, before they become a list


class Option(QRadioButton):
    """One answer; its owner decides where it lies and what keys do."""

    def __init__(self, owner: "Segment", index: int, code: str, label: str, key: str) -> None:
        super().__init__(label, owner)
        self._owner, self.index, self.code, self.key = owner, index, code, key
        self.setAutoExclusive(False)  # the owner keeps it to one, and may keep it to none
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def nextCheckState(self) -> None:
        self.setChecked(True)

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._owner.option_key(self, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._owner.focus_moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._owner.focus_moved()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if self._owner.is_list():
            self._paint_line(painter)
        else:
            self._paint_cell(painter)

    def _paint_cell(self, painter: QPainter) -> None:
        rect = QRectF(self.rect())
        on, active = self.isChecked(), self._owner.is_active()
        if on:
            draw_box(painter, rect, RADIUS["control"], T.accent_soft, T.accent, 2 if active else 1.6)
        face = font(14, 600 if on else 500)
        width = width_of(self.text(), face)
        show_key = active and bool(self.key)
        x = (rect.width() - width + (8 if show_key else 0)) / 2
        if show_key:
            box = QRectF(x - 13, 0, 12, rect.height())
            draw_text(painter, box, self.key, font(12, 500), T.accent if on else T.ink3)
        draw_text(painter, QRectF(x, 0, width + 6, rect.height()), self.text(), face, self._ink())

    def _paint_line(self, painter: QPainter) -> None:
        rect = QRectF(self.rect())
        on, active = self.isChecked(), self._owner.is_active()
        if on:
            draw_box(painter, rect, RADIUS["control"], T.accent_soft, T.accent, 2 if active else 1.6)
        middle = rect.center().y()
        draw_box(painter, QRectF(12.25, middle - 7.75, 15.5, 15.5), 8, T.surface, self._ring(), 1.5)
        if on:
            draw_box(painter, QRectF(16.4, middle - 3.6, 7.2, 7.2), 3.6, T.accent)
        box = QRectF(38, 0, rect.width() - 68, rect.height())
        draw_text(painter, box, self.text(), font(14, 600 if on else 400), self._ink(), elide=True)
        if active and self.key:
            box = QRectF(rect.width() - 28, 0, 16, rect.height())
            draw_text(painter, box, self.key, font(12, 500), T.ink3, RIGHT)

    def _ring(self) -> QColor:
        return T.accent if self.isChecked() else T.control

    def _ink(self) -> QColor:
        if not self._owner.isEnabled():
            return T.ink2
        return T.accent_ink if self.isChecked() else T.ink


class Segment(Painted):
    """Options (code, label).  A key chooses and answers; arrows choose only; Del clears.

    Digits are positions, but where every label is a digit the digit is the value.  `keys` are letters that
    choose besides.  One tab stop.  Lies in one row if that fits and there are at most five, else in a list.
    """

    chosen = Signal(str)
    answered = Signal()  # chosen by a key that means "and on"
    cleared = Signal()
    why = Signal()

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        keys: Sequence[str] = (),
        wide: bool = False,
        as_list: bool = False,
        columns: bool = True,
        height: int = HEIGHT["control"],
    ) -> None:
        super().__init__()
        self._height, self._wide, self._state = height, wide, "normal"
        self._columns = columns
        self._always_list = as_list or len(options) > _SHORT
        self._list = self._always_list
        self._lines = len(options)
        numbers = all(label.isdigit() and len(label) == 1 for _, label in options)
        self._options: list[Option] = []
        for index, (code, label) in enumerate(options):
            digit = label if numbers else str(index + 1) if index < 9 else ""
            shown = "" if numbers else keys[index][0].upper() if index < len(keys) else digit
            self._options.append(Option(self, index, code, label, shown))
        self._by_key = {
            (o.text() if numbers else str(o.index + 1)): o for o in self._options if numbers or o.index < 9
        }
        for option, letters in zip(self._options, keys, strict=False):
            self._by_key |= dict.fromkeys(letters.upper(), option)
        self._widths = [int(width_of(label, font(14, 600))) + 30 for _, label in options]
        for option in self._options:
            option.clicked.connect(self._on_clicked)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding if wide or self._list else QSizePolicy.Policy.Preferred,
            QSizePolicy.Policy.Fixed,
        )
        self._set_tab_stop()
        self._lay_out()

    # what it says

    def value(self) -> str | None:
        option = self._checked()
        return option.code if option else None

    def set_value(self, code: str | None) -> None:
        """Show an answer; nothing is reported."""
        for option in self._options:
            option.setChecked(option.code == code)
        self._set_tab_stop()
        self.update()

    def set_labels(self, labels: Mapping[str, str]) -> None:
        """Other words for the same options, such as a count that changed."""
        for option in self._options:
            option.setText(labels[option.code])
            option.setAccessibleName(option.text())
        self._widths = [int(width_of(option.text(), font(14, 600))) + 30 for option in self._options]
        self.updateGeometry()
        self._lay_out()

    def set_state(self, state: str) -> None:
        """normal, error, warning or readonly."""
        self._state = state
        self.setEnabled(state != "readonly")
        self.update()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for option in self._options:
            option.setAccessibleName(f"{name}: {option.text()}")

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        for option in self._options:
            option.setAccessibleDescription(description)

    def options(self) -> tuple[Option, ...]:
        return tuple(self._options)

    def is_list(self) -> bool:
        return self._list

    def is_active(self) -> bool:
        return any(option.hasFocus() for option in self._options)

    def is_answer(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier(
            Qt.KeyboardModifier.ShiftModifier.value | Qt.KeyboardModifier.KeypadModifier.value
        )
        return plain and (event.text().upper() in self._by_key or event.text() == "?")

    # keys

    def event(self, event: QEvent) -> bool:
        # Letters are answers here: a window's shortcut on the same key must not take them.
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self.is_answer(event):
            event.accept()
            return True
        return super().event(event)

    def option_key(self, option: Option, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.is_answer(event):
            if event.text() == "?":
                self.why.emit()
            else:
                self._choose(self._by_key[event.text().upper()])
                self.answered.emit()
        elif key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._step(option, _STEPS[key])
        elif key == Qt.Key.Key_Space:
            self._choose(option)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not event.modifiers():
            self.set_value(None)
            self.cleared.emit()
        else:
            event.ignore()

    def _step(self, option: Option, by: int) -> None:
        """From nothing chosen the first arrow chooses the option that has the focus."""
        index = option.index + by if self._checked() else option.index
        self._choose(self._options[max(0, min(len(self._options) - 1, index))])

    def _choose(self, option: Option) -> None:
        had_focus = self.is_active()
        self.set_value(option.code)
        if had_focus:
            option.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(option.code)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, Option):
            sender.setFocus(Qt.FocusReason.MouseFocusReason)
            self._choose(sender)

    def _checked(self) -> Option | None:
        return next((option for option in self._options if option.isChecked()), None)

    def _set_tab_stop(self) -> None:
        stop = self._checked() or self._options[0]
        for option in self._options:
            wanted = Qt.FocusPolicy.StrongFocus if option is stop else Qt.FocusPolicy.ClickFocus
            option.setFocusPolicy(wanted)
        self.setFocusProxy(stop)

    def focus_moved(self) -> None:
        self.update()
        for option in self._options:
            option.update()

    # places

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.width()
        natural = sum(self._widths)
        self._list = self._always_list or natural - _TIGHTER * len(self._widths) > max(width, 120)
        if self._list:
            self._lay_out_list(width)
            return
        factor = width / natural if self._wide or natural > width else 1.0
        x = 0.0
        for option, own in zip(self._options, self._widths, strict=True):
            option.setGeometry(round(x), 0, round(x + own * factor) - round(x), self._height)
            x += own * factor
        self.setFixedHeight(self._height)

    def _lay_out_list(self, width: int) -> None:
        """Two columns where every label fits in one: the form stays short.  The order runs down."""
        in_two = self._columns and len(self._options) > 3 and max(self._widths) + 38 <= width // 2
        self._lines = -(-len(self._options) // 2) if in_two else len(self._options)
        half = width // 2 if in_two else width
        for option in self._options:
            place, line = divmod(option.index, self._lines)
            option.setGeometry(place * half, 1 + line * LIST_ROW, half, LIST_ROW)
        self.setFixedHeight(LIST_ROW * self._lines + 2)

    def _extent(self) -> QRectF:
        right = max(option.geometry().right() for option in self._options)
        return QRectF(0, 0, right + 1, self.height())

    def paint(self, painter: QPainter) -> None:
        rect = self._extent()
        outline, width = {
            "normal": (T.control, 1.0),
            "readonly": (T.line2, 1.0),
            "error": (T.red, 1.6),
            "warning": (T.amber_mark, 1.6),
        }[self._state]
        if self.is_active():
            outline, width = (T.accent if self._state == "normal" else outline), 2.0
        fill = T.sunken if self._state == "readonly" else T.surface
        draw_box(painter, rect, RADIUS["control"], fill, outline, width)
        for before, option in zip(self._options, self._options[1:], strict=False):
            if before.isChecked() or option.isChecked():
                continue
            place = option.geometry()
            if self._list and option.index % self._lines:
                painter.fillRect(place.x() + 12, place.y(), place.width() - 24, 1, T.line)
            elif self._list:
                continue
            else:
                painter.fillRect(place.x(), 8, 1, place.height() - 16, T.line2)


class YesNoUnknown(Segment):
    """J or Y, N, U.  Unknown is a coded missing value, not an answer: its code is `not_known`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        yes = QCoreApplication.translate("YesNoUnknown", "Yes")
        no = QCoreApplication.translate("YesNoUnknown", "No")
        unknown = QCoreApplication.translate("YesNoUnknown", "Unknown")
        letters = "JY" if yes[0].upper() == "J" else "YJ"
        super().__init__((("yes", yes), ("no", no), ("not_known", unknown)), keys=(letters, "N", "U"))
        if parent is not None:
            self.setParent(parent)
