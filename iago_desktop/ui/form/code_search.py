"""One of many: type any word start, Enter takes the first match; the last row keeps free text."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from iago_desktop.definitions.model import CodeEntry
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.popup import Popup, Row
from iago_desktop.ui.form.search import CodeIndex
from iago_desktop.ui.widgets import column

Chosen = str | dict[str, str]
_DIGITS = 3  # more would not fit below the field


class CodeSearch(QWidget):
    """`chosen` carries the code, or {"text": words} for what is to be coded later."""

    chosen = Signal(object)
    answered = Signal()
    cleared = Signal()
    typed = Signal(str)
    why = Signal()

    def __init__(
        self,
        entries: Sequence[CodeEntry] | CodeIndex,
        language: str,
        *,
        placeholder: str = "",
        free_text: bool = True,
        height: int = 36,
        bare: bool = False,
    ) -> None:
        super().__init__()
        self._index = entries if isinstance(entries, CodeIndex) else CodeIndex(entries, language)
        self._language, self._free_text = language, free_text
        self._first: Sequence[str] = ()
        self._used: Mapping[str, int] = {}
        self._value: Chosen | None = None
        icon, after = ("", "") if bare else ("magnifying-glass", "caret-down")
        self.frame = InputFrame(placeholder, icon, height=height, after=after, bare=bare)
        self.frame.edit.installEventFilter(self)
        self.frame.edit.textEdited.connect(self._on_edited)
        self.frame.edit.focus_changed.connect(self._on_focus)
        self.frame.edit.why.connect(self.why)
        self.setFocusProxy(self.frame)
        self._popup: Popup | None = None
        column(self.frame, parent=self)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.frame.setAccessibleName(name)

    def value(self) -> Chosen | None:
        return self._value

    def set_value(self, value: Chosen | None) -> None:
        """Show an answer; nothing is reported."""
        self._value = value
        self.frame.set_text(self._words(value))
        self.frame.edit.setCursorPosition(0)

    def _words(self, value: Chosen | None) -> str:
        if value is None:
            return ""
        if isinstance(value, dict):
            return value.get("text", "")
        entry = self._index.entry(value)
        return entry.text.in_language(self._language) if entry else value

    def set_state(self, state: str) -> None:
        self.frame.set_state(state)

    def set_codes_first(self, codes: Sequence[str]) -> None:
        """Codes offered before the others, made likely by another answer; their digit chooses them."""
        self._first = tuple(codes)

    def set_used(self, used: Mapping[str, int]) -> None:
        """How often the practice has chosen each code; looked at when the list opens."""
        self._used = used

    def offers(self) -> tuple[tuple[str, str], ...]:
        """Code and words of what a digit chooses while the field is empty."""
        return tuple((code, self._words(code)) for code in self._first[:_DIGITS])

    def popup_rows(self) -> tuple[Row, ...]:
        return self._popup.rows() if self._popup is not None and self._popup.isVisible() else ()

    def has_open_list(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    # typing

    def _on_edited(self, text: str) -> None:
        self.typed.emit(text)
        if not text.strip():
            self.close_list()
            if self._value is not None:
                self._value = None
                self.cleared.emit()
            return
        self._open(text)

    def _open(self, text: str) -> None:
        rows = [self._row(entry) for entry in self._index.find(text, self._first, self._used)]
        if text.strip() and self._free_text:
            words = self.tr("“{words}” as free text").format(words=text.strip())
            rows.append(Row({"text": text.strip()}, words, self.tr("will be coded later"), quiet=True))
        if self._popup is None:
            self._popup = Popup(self.frame)
            self._popup.picked.connect(self._pick_and_answer)
        self._popup.show_rows(rows)

    def _row(self, entry: CodeEntry) -> Row:
        note = entry.group.in_language(self._language) if entry.group else ""
        if times := self._used.get(entry.code):
            note = self.tr("used {times}×").format(times=times)
        return Row(entry.code, entry.text.in_language(self._language), note)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.frame.edit and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
            keys = {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter} if self.has_open_list() else set()
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in keys:
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if key == Qt.Key.Key_Down and modifiers & Qt.KeyboardModifier.AltModifier:
            self._open("")
            return True
        plain = not modifiers & ~Qt.KeyboardModifier.KeypadModifier
        text, offered = event.text(), self._first[:_DIGITS]
        if plain and not self.frame.text() and text.isdecimal() and 0 < int(text) <= len(offered):
            self._pick_and_answer(offered[int(text) - 1])
            return True
        if not self.has_open_list() or self._popup is None or not plain:
            return False
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._popup.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            current = self._popup.current()
            if current is not None:
                self._pick_and_answer(current.value)
        elif key == Qt.Key.Key_Escape:
            self.set_value(self._value)
            self.close_list()
        else:
            return False
        return True

    # choosing

    def _pick_and_answer(self, value: Any) -> None:
        self.close_list()
        self.set_value(value)
        self.chosen.emit(value)
        self.answered.emit()

    def _on_focus(self, has: bool) -> None:
        if has:
            if not self.pending_text():  # what was half-typed is gone on with
                self.frame.edit.selectAll()
            return
        self.close_list()
        self.take_what_is_typed()

    def take_what_is_typed(self) -> None:
        """On leaving: an exact name is that code; other words are kept as free text, never guessed."""
        text = self.frame.text().strip()
        if text == self._words(self._value):
            return
        if not text:
            self.set_value(self._value)
            return
        entry = self._index.exact(text)
        if entry is None and not self._free_text:
            self.set_value(self._value)
            return
        value: Chosen = entry.code if entry else {"text": text}
        self.set_value(value)
        self.chosen.emit(value)

    def pending_text(self) -> str:
        """What is typed and not yet chosen."""
        text = self.frame.text()
        return text if text.strip() != self._words(self._value) else ""

    def restore_pending(self, text: str) -> None:
        """As it stood when work stopped; the list opens with the next letter."""
        self.frame.edit.setText(text)

    def close_list(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        self.close_list()
        super().hideEvent(event)
