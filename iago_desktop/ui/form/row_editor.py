"""Repeating rows: organisms, treatments, agents.  A line each, cells side by side, a dashed line adds one.

Enter goes from cell to cell; in an empty cell that may stay empty it leaves the line.  Up and Down change the
line, Ctrl+Del removes it.  On the dashed line any letter begins a new one, Enter goes on to the next field.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iago_desktop.definitions.model import Column, Field
from iago_desktop.rules.draft import Draft
from iago_desktop.ui.form.code_search import CodeSearch
from iago_desktop.ui.form.editor import Desk, Edit, Editor
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import RIGHT, draw_box, draw_text
from iago_desktop.ui.tokens import RADIUS, T, font
from iago_desktop.ui.widgets import Label, column, row

LINE = 34
_IN_A_LINE = 4  # more columns go to a second line of the same box
_FIRST_LINE = 3
_DATE_WIDTH = 128
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
Key = tuple[str, str | None, str | None]


def _lines(columns: Sequence[Column]) -> list[Sequence[Column]]:
    if len(columns) <= _IN_A_LINE:
        return [columns]
    return [columns[:_FIRST_LINE], columns[_FIRST_LINE:]]


class Cell(QWidget):
    """One cell: searched if it has a list, else typed."""

    entered = Signal(object)
    cleared = Signal()
    answered = Signal()
    why = Signal()
    typed = Signal()

    def __init__(self, column_: Column, desk: Desk) -> None:
        super().__init__()
        self.column = column_
        self.search: CodeSearch | None = None
        if column_.codes or column_.choices or column_.type == "yes_no":
            free = bool(column_.codes)
            self.search = CodeSearch(
                desk.index(column_), desk.language, free_text=free, height=LINE, bare=True
            )
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
        self._shown = ""
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

    def is_pending(self) -> bool:
        if self.search is not None:
            return self.search.has_open_list()
        return self.text() != self._shown

    def show_answer(self, draft: Draft, field: str, row_id: str) -> None:
        answer = draft.answer(field, row_id, self.column.id)
        if self.is_pending() and self.frame.edit.hasFocus():
            return
        if self.search is not None:
            self.search.set_value(answer.get("value"))
        else:
            self._shown = "" if "missing" in answer else draft.display(field, row_id, self.column.id).strip()
            self.frame.set_text(self._shown)
        note = ""
        if self.column.type == "date" and draft.infusion is not None:
            days = draft.day_note(field, row_id, self.column.id)
            note = f"{days.exact:+d}" if days is not None and days.exact is not None else ""
        if "missing" in answer:
            note = "–"
        self.frame.set_note(note)


class RowLine(QWidget):
    """One row of answers in one outline."""

    leaving = Signal(int)  # 1: on to the dashed line; -1 and 2: the line above, the line below
    removed = Signal()

    def __init__(self, field: Field, desk: Desk, row_id: str, number: int) -> None:
        super().__init__()
        self.row_id = row_id
        self.cells: dict[str, Cell] = {}
        self._lines = _lines(field.columns)
        layout = column(parent=self)
        name = field.label.in_language(desk.language)
        for place, columns in enumerate(self._lines):
            line = QHBoxLayout()
            line.setSpacing(0)
            for each in columns:
                cell = Cell(each, desk)
                label = each.label.in_language(desk.language)
                cell.frame.setAccessibleName(f"{name} {number}: {label}")
                cell.answered.connect(self._on_answered)
                self.cells[each.id] = cell
                if place:
                    caption = Label(label, font(12), "ink3")
                    caption.setContentsMargins(10, 0, 0, 0)
                    line.addWidget(caption)
                if each.type == "date" and not place:
                    cell.setFixedWidth(_DATE_WIDTH)
                    line.addWidget(cell)
                else:
                    line.addWidget(cell, 3 if each is field.columns[0] else 2)
            layout.addLayout(line)
        self.setFixedHeight(LINE * len(self._lines))

    def _order(self) -> list[Cell]:
        return list(self.cells.values())

    def _current(self) -> int:
        focus = QApplication.focusWidget()
        return next((n for n, cell in enumerate(self._order()) if focus and cell.isAncestorOf(focus)), 0)

    def _on_answered(self) -> None:
        self._go(self._current() + 1)

    def _go(self, place: int) -> None:
        cells = self._order()
        if 0 <= place < len(cells):
            cells[place].setFocus()
        else:
            self.leaving.emit(1 if place > 0 else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        place = self._current()
        cell = self._order()[place]
        if key in _ENTER and not modifiers:
            if cell.text() or (place == 0 and any(other.text() for other in self._order())):
                self._go(place + 1)
            else:
                self.leaving.emit(1)
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
        if len(self._lines) > 1:
            painter.fillRect(12, LINE, self.width() - 24, 1, T.line)


class AddLine(QAbstractButton):
    """The dashed line: Space, Insert or a click adds an empty line, a letter adds one that begins with it."""

    add_asked = Signal(str)
    why = Signal()

    def __init__(self, text: str, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self.setText(text)
        self.setFixedHeight(LINE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self.add_asked.emit(""))

    def sizeHint(self) -> QSize:
        return QSize(300, LINE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        text = event.text()
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Insert} and plain:
            self.add_asked.emit("")
        elif plain and text == "?":
            self.why.emit()
        elif plain and len(text) == 1 and text.isalnum():
            self.add_asked.emit(text)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        focus = self.hasFocus()
        style = Qt.PenStyle.SolidLine if focus else Qt.PenStyle.DashLine
        draw_box(
            painter, rect, RADIUS["control"], None, T.accent if focus else T.line2, 2 if focus else 1, style
        )
        draw_icon(painter, "plus", 10, 10, 14, T.ink2)
        draw_text(painter, rect.adjusted(30, 0, 0, 0), self.text(), font(13, 500), T.ink2)
        draw_text(painter, rect.adjusted(0, 0, -12, 0), self._hint, font(12), T.ink3, RIGHT)


class RowsEditor(Editor):
    def __init__(self, field: Field, desk: Desk) -> None:
        self._field, self._desk = field, desk
        holder = QWidget()
        super().__init__((field,), holder)
        self._header = self._header_row()
        self._box = QVBoxLayout()
        self._box.setSpacing(4)
        hint = field.hint.in_language(desk.language) if field.hint and field.with_previous else ""
        self.add = AddLine(QCoreApplication.translate("RowsEditor", "Add a line"), hint)
        self.add.setAccessibleName(f"{field.label.in_language(desk.language)}: {self.add.text()}")
        self.add.add_asked.connect(lambda typed: self.edited.emit(Edit("add_row", field.id, typed)))
        self.add.why.connect(lambda: self.why.emit(self.asked()))
        column(self._header, self._box, self.add, gap=4, parent=holder)
        holder.setFocusProxy(self.add)
        self.lines: list[RowLine] = []

    def _header_row(self) -> QWidget:
        header = QWidget()
        line = row(parent=header)
        for place, each in enumerate(_lines(self._field.columns)[0]):
            label = Label(each.label.in_language(self._desk.language), font(12, 500), "ink3")
            label.setContentsMargins(10, 0, 0, 0)
            if each.type == "date":
                label.setFixedWidth(_DATE_WIDTH)
                line.addWidget(label)
            else:
                line.addWidget(label, 3 if place == 0 else 2)
        header.hide()
        return header

    def refresh(self, draft: Draft) -> None:
        rows = draft.rows(self._field.id)
        if rows != tuple(line.row_id for line in self.lines):
            self._rebuild(rows)
        for line in self.lines:
            for cell in line.cells.values():
                cell.show_answer(draft, self._field.id, line.row_id)
        self._header.setVisible(bool(self.lines))

    def _rebuild(self, rows: Sequence[str]) -> None:
        """Keep the lines that stay: one of them may have the focus."""
        for line in [line for line in self.lines if line.row_id not in rows]:
            if line.isAncestorOf(QApplication.focusWidget() or line):
                self.add.setFocus()
            self.lines.remove(line)
            self._box.removeWidget(line)
            line.hide()
            line.deleteLater()
        kept = {line.row_id: line for line in self.lines}
        self.lines = [kept.get(row_id) or self._new_line(row_id, n) for n, row_id in enumerate(rows, 1)]
        for place, line in enumerate(self.lines):
            self._box.insertWidget(place, line)
            line.show()
        previous: QWidget | None = None
        for stop in [*(cell.frame.edit for line in self.lines for cell in line.cells.values()), self.add]:
            if previous is not None:
                QWidget.setTabOrder(previous, stop)
            previous = stop

    def _new_line(self, row_id: str, number: int) -> RowLine:
        line = RowLine(self._field, self._desk, row_id, number)
        line.removed.connect(lambda: self._remove(line))
        line.leaving.connect(lambda way: self._on_leaving(line, way))
        for name, cell in line.cells.items():
            self._connect(line, name, cell)
        return line

    def _connect(self, line: RowLine, name: str, cell: Cell) -> None:
        field = self._field.id
        cell.entered.connect(lambda raw: self.edited.emit(Edit("enter", field, raw, line.row_id, name)))
        cell.cleared.connect(lambda: self.edited.emit(Edit("clear", field, None, line.row_id, name)))
        cell.why.connect(lambda: self.why.emit(Edit("missing", field, None, line.row_id, name)))
        cell.typed.connect(self.typed)
        cell.frame.edit.focus_changed.connect(lambda _has: line.update())

    def _on_leaving(self, line: RowLine, way: int) -> None:
        place = self.lines.index(line) + (way if way < 0 else way - 1)
        focused = line._current()  # noqa: SLF001 the same column of another line
        if way == 1 or place >= len(self.lines):
            self.add.setFocus()
        elif place >= 0:
            list(self.lines[place].cells.values())[focused].setFocus()
        if line.is_empty():
            self._remove(line)

    def _remove(self, line: RowLine) -> None:
        if line in self.lines:
            self.edited.emit(Edit("remove_row", self._field.id, None, line.row_id))

    def open_row(self, row_id: str, typed: str) -> None:
        """Begin a new line with what was typed on the dashed one."""
        line = next(line for line in self.lines if line.row_id == row_id)
        first = next(iter(line.cells.values()))
        first.setFocus()
        if typed:
            first.frame.edit.insert(typed)
            first.frame.edit.textEdited.emit(first.frame.text())

    def focus(self, *, last: bool = False) -> None:
        """The first empty required cell, else the dashed line."""
        for line in self.lines:
            for cell in line.cells.values():
                if cell.column.required and not cell.text() and not last:
                    cell.setFocus()
                    return
        self.add.setFocus()

    def focus_at(self, row_id: str, column_id: str) -> None:
        for line in self.lines:
            if line.row_id == row_id and column_id in line.cells:
                line.cells[column_id].setFocus()

    def take_pending(self) -> None:
        for line in list(self.lines):
            for cell in line.cells.values():
                cell.take_pending()

    def focused_part(self) -> QWidget:
        focus = QApplication.focusWidget()
        return next((line for line in self.lines if focus and line.isAncestorOf(focus)), self.add)

    def asked(self) -> Edit:
        focus = QApplication.focusWidget()
        for line in self.lines:
            for name, cell in line.cells.items():
                if focus is not None and cell.isAncestorOf(focus):
                    return Edit("missing", self._field.id, None, line.row_id, name)
        return Edit("missing", self._field.id)

    def set_states(self, states: Mapping[Key, str]) -> None:
        for line in self.lines:
            for name, cell in line.cells.items():
                cell.frame.set_state(states.get((self._field.id, line.row_id, name), "normal"))
