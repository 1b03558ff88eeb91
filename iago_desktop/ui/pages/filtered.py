"""A list with a filter above it: whoever begins to type while the list has the focus filters it."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from iago_desktop.services.names import finds, search_text
from iago_desktop.ui.models.rows import Table
from iago_desktop.ui.pages.patients import FilterBox
from iago_desktop.ui.tokens import font
from iago_desktop.ui.widgets import Label, column, row

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
_NOT_PLAIN = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class Filtered(QWidget):
    """`said` gives the words of a row in which the filter looks; `empty` stands where there is no row."""

    def __init__(
        self, table: Table, placeholder: str, said: Callable[[Any], Sequence[str]], empty: QWidget
    ) -> None:
        super().__init__()
        self.table, self._said = table, said
        self._rows: tuple[tuple[str, Any], ...] = ()
        self.filter = FilterBox(placeholder)
        self.filter.setAccessibleName(self.tr("Filter"))
        self.filter.edit.textChanged.connect(self._show)
        for watched in (self.filter.edit, table):
            watched.installEventFilter(self)
        self.count = Label("", font(13, 500), "ink2")
        self._stack = QStackedWidget()
        self._stack.addWidget(table)
        self._stack.addWidget(empty)
        head = row(self.filter, self.count, None, gap=14, margins=(16, 8, 16, 8))
        layout = column(head, parent=self)
        layout.addWidget(self._stack, 1)

    def show_rows(self, rows: Sequence[Any]) -> None:
        self._rows = tuple((search_text(*self._said(each)), each) for each in rows)
        self._show()

    def _show(self) -> None:
        text = self.filter.text().strip()
        found = [each for words, each in self._rows if not text or finds(text, words)]
        self.table.show_rows(found)
        words = self.tr("{found} of {total}").format(found=len(found), total=len(self._rows))
        self.count.setText(words if text else "")
        self._stack.setCurrentIndex(0 if self._rows else 1)

    def clear(self) -> bool:
        """False if nothing was filtered."""
        if not self.filter.text():
            return False
        self.filter.set_text("")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        return self._in_filter(event) if watched is self.filter.edit else self._in_table(event)

    def _in_filter(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & _NOT_PLAIN:
            return False
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.table.open_current()
        elif key in _MOVES:
            self.table.move_by(_MOVES[key])
        else:
            return False
        return True

    def _in_table(self, event: QKeyEvent) -> bool:
        text = event.text()
        if event.modifiers() & _NOT_PLAIN or not (text.strip() and text.isprintable()):
            return False
        self.filter.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.edit.selectAll()
        if text != "/":
            self.filter.edit.insert(text)
        return True
