"""Flows as a person types them: the window reacts to one key after the other, and every key is counted."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from tests.ui.desk import Desk

K = Qt.Key
M = Qt.KeyboardModifier
ENTER = "Enter"
_KEYS = {
    "Enter": K.Key_Return, "Tab": K.Key_Tab, "Esc": K.Key_Escape, "Down": K.Key_Down, "Up": K.Key_Up,
    "End": K.Key_End, "Home": K.Key_Home, "Del": K.Key_Delete, "F5": K.Key_F5, "F7": K.Key_F7,
}  # fmt: skip
_MODIFIERS = {"Ctrl": M.ControlModifier, "Alt": M.AltModifier, "Shift": M.ShiftModifier}


@dataclass
class Hands:
    """Presses keys on the real window.  `Ctrl+2` is two keys, as in the tables of the design."""

    desk: Desk
    keys: int = 0

    def press(self, *strokes: str) -> int:
        """Each stroke is a named key with its modifiers, or text typed letter by letter; keys so far."""
        for stroke in strokes:
            *modifiers, key = stroke.split("+") if stroke[0] != "+" else [stroke]
            if key not in _KEYS and not modifiers:
                self.desk.type(stroke)
                self.keys += len(stroke)
                continue
            held = M.NoModifier
            for name in modifiers:
                held |= _MODIFIERS[name]
            self.desk.press(_KEYS[key] if key in _KEYS else K(ord(key)), held)
            self.keys += 1 + len(modifiers)
        return self.keys
