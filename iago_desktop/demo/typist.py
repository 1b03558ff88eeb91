"""A person at the keyboard: looks at which question has the focus, and presses the keys that answer it.

Every answer goes in by key presses; the window is only looked at.
"""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Field
from iago_desktop.demo.facts import RecordFacts
from iago_desktop.ui.form.form_view import FormView

ENTER = Qt.Key.Key_Return
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
NOT_KNOWN = "2"
"""The digit of 'not known' in the list of reasons why there is no value."""

_PATIENCE = 60.0
_COLUMNS = 6  # a line of a table is left by Enter through its columns


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """One key at whatever has the focus."""
    target = QApplication.focusWidget() or QApplication.activeWindow()
    if target is None:
        raise RuntimeError("no window has the focus")
    QTest.keyClick(target, key, modifier)
    QApplication.processEvents()


def write(text: str) -> None:
    for letter in text:
        target = QApplication.focusWidget()
        if target is None:
            raise RuntimeError("no field has the focus")
        QTest.keyClicks(target, letter)
    QApplication.processEvents()


def wait_for(what: Callable[[], Any]) -> Any:
    """Let the window work until `what` gives something; SystemExit if it never does."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if found := what():
            return found
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
    raise SystemExit("the window did not answer in time")


class Typist:
    """Fills in one infection, step by step; `after_step` is called when a step is filled in."""

    def __init__(self, view: FormView, catalogue: Catalogue, facts: RecordFacts) -> None:
        self._view, self._catalogue, self._facts = view, catalogue, facts

    def fill_in(self, after_step: Callable[[str], None]) -> None:
        for number, step in enumerate(self._view.steps):
            if number:
                press(ENTER, CTRL)
            if self._view.step != step:
                raise SystemExit(f"the form stayed at {self._view.step}: {self._view.draft.open_items()}")
            self._fill_step()
            after_step(step)

    def _to_the_top(self) -> None:
        """A step opens at its first missing answer; what is before it may be left open, but is told too."""
        for _ in self._view.page().editors:
            press(ENTER, SHIFT)

    def _fill_step(self) -> None:
        self._to_the_top()
        done: set[str] = set()
        while (editor := self._view.current_editor()) is not None and editor.fields[0].id not in done:
            first = editor.fields[0]
            done.add(first.id)
            if len(editor.fields) > 1:
                self._chips(editor.fields)
            else:
                self._answer(first)
            for _ in range(_COLUMNS):
                if self._view.current_editor() is not editor:
                    break
                press(ENTER)

    def _answer(self, field: Field) -> None:
        value: Any = self._facts.answers.get(field.id)
        if field.type == "rows":
            self._rows(field)
        elif value in (None, "", []):
            self._not_known(field)
        elif field.type == "several":
            self._several(field, value)
        elif field.type == "choice":
            write(str([choice.code for choice in field.choices].index(value) + 1))
        elif field.type == "code":
            write(self._words(field, value))
            press(ENTER)
        elif field.type == "yes_no":
            write("y" if value == "yes" else "n")
        else:
            write(value)
            press(ENTER)

    def _not_known(self, field: Field) -> None:
        """Alt+U and the digit; a note stays empty."""
        if not field.stays:
            press(Qt.Key.Key_U, ALT)
            write(NOT_KNOWN)

    def _chips(self, fields: tuple[Field, ...]) -> None:
        """Code each chip that is not stated, tick each yes, answer what is left with 'none of these'."""
        stated = self._facts.answers
        shown = [field for field in fields if field.id in self._view.draft.shown()]
        for place, field in enumerate(shown):
            if place:
                press(Qt.Key.Key_Right)
            if field.id not in stated:
                self._not_known(field)
            elif stated[field.id] == "yes":
                press(Qt.Key.Key_Space)
        if all(stated.get(field.id) != "yes" for field in shown):
            write(str(len(shown) + 1))
        press(ENTER)

    def _several(self, field: Field, codes: list[str]) -> None:
        listed = [choice.code for choice in field.choices]
        for code in codes:
            if code in listed:
                write(str(listed.index(code) + 1))
            else:
                write(self._words(field, code))
                press(ENTER)
        press(ENTER)

    def _rows(self, field: Field) -> None:
        """Lines by name, cell by cell from the left; nothing is stated about further cells."""
        for cells in self._facts.answers.get(field.id, ()):
            for column in field.columns:
                if column.id not in cells:
                    break
                value = cells[column.id]
                write(self._words(column, value) if column.type == "code" else value)
                self._leave_cell()
            else:
                continue
            press(Qt.Key.Key_Down)  # below the last line another one begins

    def _leave_cell(self) -> None:
        """Enter chooses what was found, and then goes on."""
        cell = QApplication.focusWidget()
        for _ in range(2):
            press(ENTER)
            if QApplication.focusWidget() is not cell:
                return

    def _words(self, field: Any, code: str) -> str:
        """What is typed to find a code: its English name."""
        entry = self._catalogue.codes(field.codes).entry(code)
        if entry is None:
            raise SystemExit(f"{field.id}: {code}")
        return entry.text.en
