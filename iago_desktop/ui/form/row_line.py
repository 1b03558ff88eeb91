"""One row of answers in one outline: its cells, and the keys that go between them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from iago_desktop.definitions.model import Column, Field
from iago_desktop.rules.draft import Draft
from iago_desktop.ui.form.code_search import CodeSearch
from iago_desktop.ui.form.editor import Desk
from iago_desktop.ui.form.editors import offered_day
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.paint import draw_box
from iago_desktop.ui.tokens import RADIUS, T, font
from iago_desktop.ui.widgets import Label, column

LINE = 34
_IN_A_LINE = 4  # more columns go to further lines of the same box
_FIRST_LINE = 3
_NEXT_LINES = 2  # each with its name before it
DATE_WIDTH = 138
FIRST_SHARE = 2  # of the room, where the other columns have 1: names are long
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
ON = 3
"""Out of the table, to the next question."""
Key = tuple[str, str | None, str | None]


def lines_of(columns: Sequence[Column]) -> list[Sequence[Column]]:
    if len(columns) <= _IN_A_LINE:
        return [columns]
    further = columns[_FIRST_LINE:]
    parts = [further[n : n + _NEXT_LINES] for n in range(0, len(further), _NEXT_LINES)]
    return [columns[:_FIRST_LINE], *parts]


class Cell(QWidget):
    """One cell: searched if it has a list, else typed."""

    entered = Signal(object)
    cleared = Signal()
    answered = Signal()
    why = Signal()
    typed = Signal()

    def __init__(self, field: Field, column_: Column, desk: Desk) -> None:
        super().__init__()
        self.column = column_
        self.search: CodeSearch | None = None
        if column_.codes or column_.choices or column_.type == "yes_no":
            free = bool(column_.codes)
            self.search = CodeSearch(
                desk.index(column_), desk.language, free_text=free, height=LINE, bare=True
            )
            self.search.set_used(desk.used(field.id, column_.id))
            self.frame = self.search.frame
            self.search.chosen.connect(self.entered)
            self.search.cleared.connect(self.cleared)
            self.search.answered.connect(self.answered)
            self.search.why.connect(self.why)
            self.search.typed.connect(lambda _text: self.typed.emit())
            column(self.search, parent=self)
        else:
            self.frame = InputFrame(height=LINE, bare=True)
            self.frame.edit.why.connect(self.why)
            self.frame.edit.textEdited.connect(lambda _text: self.typed.emit())
            self.frame.edit.focus_changed.connect(self._on_focus)
            column(self.frame, parent=self)
        self.frame.edit.asks_why = self.frame.edit.in_a_line = True
        self._shown = self._offered = ""
        self.setFocusProxy(self.frame)

    def text(self) -> str:
        return self.frame.text().strip()

    def _on_focus(self, has: bool) -> None:
        if not has:
            self.take_pending()

    def take_pending(self) -> None:
        if self.search is not None:
            self.search.take_what_is_typed()
        elif self.text() != self._shown:
            self._shown = self.text()
            if self._shown:
                self.entered.emit(self._shown)
            else:
                self.cleared.emit()

    def accept(self) -> bool:
        """Enter in an empty date takes the day that is offered; False if there is none."""
        if self.text() or not self._offered:
            return False
        self.frame.edit.setText(self._offered)
        self.take_pending()
        return True

    def is_pending(self) -> bool:
        return bool(self.pending_text()) or (self.search is not None and self.search.has_open_list())

    def pending_text(self) -> str:
        if self.search is not None:
            return self.search.pending_text()
        return self.frame.text() if self.text() != self._shown else ""

    def restore_pending(self, text: str) -> None:
        if self.search is not None:
            self.search.restore_pending(text)
        else:
            self.frame.edit.setText(text)

    def show_answer(self, draft: Draft, field: str, row_id: str) -> None:
        answer = draft.answer(field, row_id, self.column.id)
        if self.is_pending() and self.frame.edit.hasFocus():
            return
        if self.search is not None:
            self.search.set_value(answer.get("value"))
        else:
            self._shown = "" if "missing" in answer else draft.display(field, row_id, self.column.id).strip()
            self.frame.set_text(self._shown)
        self._offered = "" if "missing" in answer else offered_day(draft, self.column)
        self.frame.edit.setPlaceholderText(f"{self._offered} ↵" if self._offered else "")
        note = ""
        if self.column.type == "date" and draft.infusion is not None:
            days = draft.day_note(field, row_id, self.column.id)
            note = f"{days.exact:+d}" if days is not None and days.exact is not None else ""
        if "missing" in answer:
            note = "–"
        self.frame.set_note(note)


class RowLine(QWidget):
    """One row of answers in one outline."""

    leaving = Signal(int)  # 1: on to the dashed line; -1 and 2: the line above, the line below; or ON
    removed = Signal()

    def __init__(self, field: Field, desk: Desk, row_id: str, number: int) -> None:
        super().__init__()
        self.row_id = row_id
        self.cells: dict[str, Cell] = {}
        self._lines = lines_of(field.columns)
        layout = column(parent=self)
        name = field.label.in_language(desk.language)
        for place, columns in enumerate(self._lines):
            line = QHBoxLayout()
            line.setSpacing(0)
            for each in columns:
                cell = Cell(field, each, desk)
                label = each.label.in_language(desk.language)
                cell.frame.setAccessibleName(f"{name} {number}: {label}")
                cell.answered.connect(self._on_answered)
                self.cells[each.id] = cell
                if place:
                    caption = Label(label, font(12), "ink3")
                    caption.setContentsMargins(10, 0, 0, 0)
                    line.addWidget(caption)
                if each.type == "date" and not place:
                    cell.setFixedWidth(DATE_WIDTH)
                    line.addWidget(cell)
                else:
                    line.addWidget(cell, FIRST_SHARE if each is field.columns[0] else 1)
            layout.addLayout(line)
        self.setFixedHeight(LINE * len(self._lines))

    def _order(self) -> list[Cell]:
        return list(self.cells.values())

    def current(self) -> int:
        focus = QApplication.focusWidget()
        return next((n for n, cell in enumerate(self._order()) if focus and cell.isAncestorOf(focus)), 0)

    def _on_answered(self) -> None:
        self._go(self.current() + 1)

    def _go(self, place: int) -> None:
        cells = self._order()
        if 0 <= place < len(cells):
            cells[place].setFocus()
        else:
            self.leaving.emit(1 if place > 0 else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        place = self.current()
        cell = self._order()[place]
        if key in _ENTER and not modifiers:
            if cell.text() or cell.accept() or (place == 0 and any(other.text() for other in self._order())):
                self._go(place + 1)
            else:
                self.leaving.emit(ON)
        elif key in _ENTER and modifiers == Qt.KeyboardModifier.ShiftModifier and place > 0:
            self._go(place - 1)
        elif key == Qt.Key.Key_Delete and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.removed.emit()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not modifiers:
            self.leaving.emit(2 if key == Qt.Key.Key_Down else -1)
        else:
            event.ignore()

    def is_empty(self) -> bool:
        return not any(cell.text() or cell.frame.edit.hasFocus() for cell in self._order())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        focus = QApplication.focusWidget()
        active = focus is not None and self.isAncestorOf(focus)
        outline, width = (T.accent, 2.0) if active else (T.control, 1.0)
        draw_box(painter, QRectF(self.rect()), RADIUS["control"], T.surface, outline, width)
        for columns in self._lines:
            for each in columns[1:]:
                place = self.cells[each.id].geometry()
                if columns is self._lines[0]:
                    painter.fillRect(place.x(), place.y() + 7, 1, LINE - 14, T.line2)
        for number in range(1, len(self._lines)):
            painter.fillRect(12, LINE * number, self.width() - 24, 1, T.line)
