"""The keys of a form, in one table."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier

Action = Callable[[], object]
KeyMap = Mapping[tuple[int, Qt.KeyboardModifier], Action]


class Commands(Protocol):
    """What keys ask of a form."""

    def on_enter(self) -> None: ...
    def previous_field(self) -> None: ...
    def next_step(self) -> None: ...
    def go_to_step(self, step: str) -> None: ...
    def next_gap(self) -> None: ...
    def ask_here(self) -> None: ...
    def confirm(self) -> None: ...
    def explain(self) -> None: ...
    def toggle_table(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def go_to_labs(self) -> None: ...
    def next_area(self) -> None: ...
    def escape(self) -> None: ...
    def close_form(self) -> None: ...


def key_map(form: Commands, steps: Sequence[str]) -> KeyMap:
    """Never Ctrl+Alt: it is AltGr on German keyboards."""
    keys: dict[tuple[int, Qt.KeyboardModifier], Action] = {
        (Qt.Key.Key_M, _ALT): form.next_gap,
        (Qt.Key.Key_U, _ALT): form.ask_here,
        (Qt.Key.Key_L, _ALT): form.go_to_labs,
        (Qt.Key.Key_F1, _NONE): form.explain,
        (Qt.Key.Key_F2, _NONE): form.toggle_table,
        (Qt.Key.Key_Escape, _NONE): form.escape,
        (Qt.Key.Key_Z, _CTRL): form.undo,
        (Qt.Key.Key_Y, _CTRL): form.redo,
        (Qt.Key.Key_Tab, _CTRL): form.next_area,
    }
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        keys[key, _NONE] = form.on_enter
        keys[key, _SHIFT] = form.previous_field
        keys[key, _CTRL] = form.next_step
        keys[key, _CTRL | _SHIFT] = form.close_form
        keys[key, _ALT] = form.confirm
    for place, step in enumerate(steps):
        keys[Qt.Key.Key_1 + place, _ALT] = partial(form.go_to_step, step)
    return keys
