"""Repeating rows: organisms, treatments, agents.  A line each, cells side by side, a dashed line adds one.

Enter goes from cell to cell; in an empty cell that may stay empty it goes on to the next question.  Up and
Down change the line, below the last one is the dashed line; Ctrl+Del removes a line.  On the dashed line any
letter begins a new one.  Enter goes on, and takes what the records of the patient offer, if there is no line.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QVBoxLayout, QWidget

from iago_desktop.definitions.model import Field
from iago_desktop.rules.draft import Draft
from iago_desktop.rules.offered import offered_rows
from iago_desktop.ui.form.editor import Desk, Edit, Editor
from iago_desktop.ui.form.row_line import DATE_WIDTH, FIRST_SHARE, LINE, ON, Cell, Key, RowLine, lines_of
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.paint import RIGHT, draw_box, draw_text
from iago_desktop.ui.tokens import RADIUS, T, font
from iago_desktop.ui.widgets import Label, column, row


class AddLine(QAbstractButton):
    """The dashed line: Space, Insert or a click adds an empty line, a letter adds one that begins with it."""

    add_asked = Signal(str)
    why = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label, self._hint = label, ""
        self.setFixedHeight(LINE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self.add_asked.emit(""))

    def sizeHint(self) -> QSize:
        return QSize(300, LINE)

    def show_words(self, text: str, hint: str) -> None:
        if (text, hint) != (self.text(), self._hint):
            self._hint = hint
            self.setText(text)
            self.setAccessibleName(f"{self._label}: {text}")
            self.update()

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
        draw_text(painter, rect.adjusted(30, 0, -30, 0), self.text(), font(13, 500), T.ink2, elide=True)
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
        self._hint, self._add_words = hint, QCoreApplication.translate("RowsEditor", "Add a line")
        self._label = field.label.in_language(desk.language)
        self._offered: tuple[dict[str, str], ...] = ()
        self.add = AddLine(self._label)
        self.add.show_words(self._add_words, hint)
        self.add.add_asked.connect(lambda typed: self.edited.emit(Edit("add_row", field.id, typed)))
        self.add.why.connect(lambda: self.why.emit(self.asked()))
        column(self._header, self._box, self.add, gap=4, parent=holder)
        holder.setFocusProxy(self.add)
        self.lines: list[RowLine] = []
        self._at: Cell | None = None

    def _header_row(self) -> QWidget:
        header = QWidget()
        line = row(parent=header)
        for place, each in enumerate(lines_of(self._field.columns)[0]):
            label = Label(each.label.in_language(self._desk.language), font(12, 500), "ink3")
            label.setContentsMargins(10, 0, 0, 0)
            if each.type == "date":
                label.setFixedWidth(DATE_WIDTH)
                line.addWidget(label)
            else:
                line.addWidget(label, FIRST_SHARE if place == 0 else 1)
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
        self._offered = () if rows or draft.answer(self._field.id) else offered_rows(draft, self._field)
        names = ", ".join(self._desk.words(self._field.columns[0], cells) for cells in self._offered)
        taken = QCoreApplication.translate("RowsEditor", "From the record: {names}").format(names=names)
        hint = "↵" if names else "↓" if rows else self._hint
        self.add.show_words(taken if names else self._add_words, hint)

    def accept(self) -> None:
        if self._offered and self.add.hasFocus():
            self.edited.emit(Edit("add_rows", self._field.id, self._offered))

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
        if way == ON:
            if not any(cell.text() for cell in line.cells.values()):
                self.add.setFocus()
                self._remove(line)
            self.answered.emit()
            return
        place = self.lines.index(line) + (way if way < 0 else way - 1)
        focused = line.current()  # the same column of another line
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
        self._at = self._cell(row_id, column_id)
        if self._at is not None:
            self._at.setFocus()

    def _cell(self, row_id: str | None, column_id: str | None) -> Cell | None:
        line = next((line for line in self.lines if line.row_id == row_id), None)
        return line.cells.get(column_id or "") if line is not None else None

    def take_pending(self) -> None:
        for line in list(self.lines):
            for cell in line.cells.values():
                cell.take_pending()

    def pending_text(self) -> str:
        asked = self.asked()
        cell = self._cell(asked.row, asked.column)
        return cell.pending_text() if cell is not None else ""

    def restore_pending(self, text: str) -> None:
        """Into the cell that focus_at() was told."""
        if self._at is not None:
            self._at.restore_pending(text)

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
