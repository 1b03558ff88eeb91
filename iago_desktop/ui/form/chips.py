"""Several of: chips that wrap.  Digits toggle, arrows move, Space toggles, Enter leaves."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import draw_box, draw_text, width_of
from iago_desktop.ui.tokens import T, font

_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
HEIGHT = 32
_GAP = 6
NONE, ADD = "none of these", "add"  # no codes: they have spaces, or mean a button


class Chip(QCheckBox):
    def __init__(self, owner: "Chips", code: str, label: str, kind: str = "code") -> None:
        super().__init__(label, owner)
        self._owner, self.code, self.kind = owner, code, kind
        self.unknown = ""  # why there is no value, in words
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def natural_width(self) -> int:
        extra = 18 if self.isChecked() or self.kind == ADD else 14 if self.unknown else 0
        return int(width_of(self.text(), font(13, 600 if self.isChecked() else 500))) + 25 + extra

    def set_unknown(self, reason: str) -> None:
        self.unknown = reason
        self.setToolTip(reason)

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002
        return True

    def nextCheckState(self) -> None:
        """The owner decides: one chip may clear the others."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._owner.chip_key(self, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._owner.focus_on(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        rect = QRectF(self.rect())
        on, add = self.isChecked(), self.kind == ADD
        unknown = bool(self.unknown) and not on
        style = Qt.PenStyle.DashLine if add or unknown else Qt.PenStyle.SolidLine
        fill = None if add else T.accent_soft if on else T.surface
        outline = T.accent if on else T.line2 if add else T.ink3 if unknown else T.control
        draw_box(painter, rect, rect.height() / 2, fill, outline, 1.4 if on else 1, style)
        x = 12.0
        if on or add:
            ink = T.accent_ink if on else T.ink2
            draw_icon(painter, "check" if on else "plus", x - 2, rect.center().y() - 7, 14, ink)
            x += 16
        elif unknown:
            draw_text(painter, QRectF(x, 0, 12, rect.height()), "?", font(13, 600), T.ink3)
            x += 14
        ink = T.accent_ink if on else T.ink2 if add or unknown else T.ink
        box = QRectF(x, 0, rect.width() - x - 8, rect.height())
        draw_text(painter, box, self.text(), font(13, 600 if on else 500), ink, elide=True)
        if self.hasFocus():
            draw_box(painter, rect, rect.height() / 2, None, T.accent, 2)
            draw_box(painter, rect.adjusted(3, 3, -3, -3), rect.height() / 2 - 3, None, T.accent_line)


class Chips(QWidget):
    """Options (code, label).  `multi=False` keeps at most one ticked.

    `none_label` adds *None of these*, which clears the rest and is cleared by any other; `add_label` adds a
    dashed chip that asks for more.  The value is None until something is ticked or none is said.
    """

    changed = Signal(list)
    cleared = Signal()
    why = Signal()
    add_asked = Signal(str)  # what was typed, to go on with in a search

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        multi: bool = True,
        *,
        none_label: str = "",
        add_label: str = "",
    ) -> None:
        super().__init__()
        self._multi, self._add_label, self._none_label = multi, add_label, none_label
        self._name, self._description = "", ""
        self._chips: list[Chip] = []
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other chips; what was ticked stays ticked if it is still there."""
        ticked, none = set(self.ticked()), self.says_none()
        had_focus = any(chip.hasFocus() for chip in self._chips)
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [Chip(self, code, label) for code, label in options]
        if self._none_label:
            self._chips.append(Chip(self, NONE, self._none_label, NONE))
        if self._add_label:
            self._chips.append(Chip(self, ADD, self._add_label, ADD))
        for chip in self._chips:
            chip.setChecked(chip.code in ticked or (chip.kind == NONE and none))
            chip.clicked.connect(self._on_clicked)
            chip.setVisible(True)
        self._current = min(self._current, max(0, len(self._chips) - 1))
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(self._description)
        self._set_tab_stop()
        self._lay_out()
        if had_focus:
            self.setFocus()

    def setAccessibleName(self, name: str) -> None:
        self._name = name
        super().setAccessibleName(name)
        for chip in self._chips:
            chip.setAccessibleName(f"{name}: {chip.text()}" if name else chip.text())

    def setAccessibleDescription(self, description: str) -> None:
        self._description = description
        for chip in self._chips:
            words = (chip.unknown, description)
            chip.setAccessibleDescription(". ".join(part for part in words if part))

    def set_unknown(self, reasons: Mapping[str, str]) -> None:
        """Chips that are neither yes nor no, by code, and why in words."""
        for chip in self._chips:
            chip.set_unknown(reasons.get(chip.code, ""))
        self.setAccessibleDescription(self._description)
        self._lay_out()

    def unknown(self) -> list[str]:
        return [chip.code for chip in self._chips if chip.unknown]

    def codes(self) -> tuple[str, ...]:
        return tuple(chip.code for chip in self._chips if chip.kind == "code")

    def ticked(self) -> list[str]:
        return [chip.code for chip in self._chips if chip.kind == "code" and chip.isChecked()]

    def says_none(self) -> bool:
        return any(chip.kind == NONE and chip.isChecked() for chip in self._chips)

    def value(self) -> list[str] | None:
        ticked = self.ticked()
        return ticked if ticked or self.says_none() else None

    def set_value(self, codes: Sequence[str] | None) -> None:
        """Show an answer; [] is *None of these*, None is no answer.  Nothing is reported."""
        for chip in self._chips:
            said_none = chip.kind == NONE and codes is not None and not codes
            chip.setChecked(said_none or chip.code in (codes or ()))
        self._lay_out()

    def set_state(self, state: str) -> None:
        self.setEnabled(state != "readonly")

    def current_code(self) -> str:
        """The chip that has the focus, or had it last."""
        return self._chips[self._current].code if self._chips else ""

    def is_active(self) -> bool:
        return any(chip.hasFocus() for chip in self._chips)

    # keys

    def event(self, event: QEvent) -> bool:
        """What a chip leaves: its keys come before shortcuts of the window."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self.is_own_key(event):
            event.accept()
            return True
        return super().event(event)

    def is_own_key(self, event: QKeyEvent) -> bool:
        shift = Qt.KeyboardModifier.ShiftModifier
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
            shift,
        }
        return plain and len(event.text()) == 1 and event.text().isprintable()

    def chip_key(self, chip: Chip, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        if self.is_own_key(event) and text in "123456789":
            place = int(text) - 1
            if place < len(self._chips):
                self._toggle(self._chips[place])
        elif self.is_own_key(event) and text == "?":
            self.why.emit()
        elif key == Qt.Key.Key_Space:
            self._toggle(chip)
        elif key in _MOVES and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            place = self._chips.index(chip) + _MOVES[key]
            if 0 <= place < len(self._chips):
                self._chips[place].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not event.modifiers():
            self.set_value(None)
            self.cleared.emit()
        elif self._add_label and self.is_own_key(event) and text.isalpha():
            self.add_asked.emit(text)
        else:
            event.ignore()

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, Chip):
            sender.setFocus(Qt.FocusReason.MouseFocusReason)
            self._toggle(sender)

    def _toggle(self, chip: Chip) -> None:
        if chip.kind == ADD:
            self.add_asked.emit("")
            return
        now = not chip.isChecked()
        for other in self._chips:
            alone = NONE in {chip.kind, other.kind} or not self._multi
            if now and other is not chip and alone:
                other.setChecked(False)
        chip.setChecked(now)
        self._lay_out()
        value = self.value()
        if value is None:
            self.cleared.emit()
        else:
            self.changed.emit(value)

    def focus_on(self, chip: Chip) -> None:
        if chip in self._chips:
            self._current = self._chips.index(chip)
            self._set_tab_stop()

    def _set_tab_stop(self) -> None:
        for place, chip in enumerate(self._chips):
            stop = place == self._current
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
        if self._chips:
            self.setFocusProxy(self._chips[self._current])

    # places

    def sizeHint(self) -> QSize:
        return QSize(430, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        width = max(self.width(), 120)
        x = y = 0
        for chip in self._chips:
            own = min(chip.natural_width(), width)
            if x and x + own > width:
                x, y = 0, y + HEIGHT + _GAP
            chip.setGeometry(QRect(x, y, own, HEIGHT))
            chip.update()
            x += own + _GAP
        self.setFixedHeight(y + HEIGHT)
