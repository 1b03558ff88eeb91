"""The laboratory flowsheet of a visit: a row for each value, the last days, their trend, today to be typed.

One table, one line edit that goes from row to row: Enter down, Shift+Enter up.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from iago_desktop.definitions.model import Field
from iago_desktop.quantities import unit_shown
from iago_desktop.rules.draft import Draft
from iago_desktop.ui.form.editor import Desk, Edit, Editor
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.form.lab_lines import HEAD, ROW, TODAY, TREND, LabHead, LabLines
from iago_desktop.ui.form.lab_values import EARLIER, LabDays, LabRow, lab_days, lab_rows
from iago_desktop.ui.models.rows import Index
from iago_desktop.ui.scroll import quiet
from iago_desktop.ui.tokens import font

_NAME, _VALUE, _TREND, _TODAY = 116, 58, 70, 150
Key = tuple[str, str | None, str | None]


class LabModel(QAbstractTableModel):
    """Name, up to three earlier values, trend, today."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[LabRow] = ()
        self.days = LabDays((), None)
        self.today: Sequence[str] = ()  # what stands in today's cells
        self.states: Sequence[str] = ()

    def show(self, days: LabDays, rows: Sequence[LabRow], today: Sequence[str]) -> None:
        self.beginResetModel()
        self.days, self.rows, self.today = days, rows, today
        self.states = self.states or ["normal"] * len(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else EARLIER + 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.UserRole:
            return self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(self.rows[index.row()], index.row(), index.column())
        return None

    def _words(self, row: LabRow, line: int, column: int) -> str:
        if column == 0:
            return f"{row.name}, {unit_shown(row.unit)}"
        if column == TODAY:
            return self.today[line]
        place = self.place(column)
        value = row.earlier[place] if place is not None else None
        return value.text if value else ""

    def place(self, column: int) -> int | None:
        """Which of the earlier days a column shows; the days stand at the right."""
        place = column - 1 - (EARLIER - len(self.days.earlier))
        return place if 0 <= place < len(self.days.earlier) and column < TREND else None


class _Grid(QTableView):
    """Not a stop of its own: its line edit takes the keys."""

    def __init__(self, model: LabModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(LabLines(model))
        self.setHorizontalHeader(LabHead(model))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        quiet(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        for column in range(TODAY + 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, {0: _NAME, TODAY: _TODAY}.get(column, _VALUE))
        header.setSectionResizeMode(TREND, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - _NAME - _TREND - _TODAY
        shown = max(1, min(EARLIER, room // _VALUE))
        for column in range(1, TREND):
            self.setColumnHidden(column, column <= EARLIER - shown)


class LabSheet(Editor):
    """All laboratory values of a form in one editor; the line edit stands at one of them."""

    def __init__(self, fields: tuple[Field, ...], desk: Desk) -> None:
        self._model = LabModel()
        self.grid = _Grid(self._model)
        super().__init__(fields, self.grid)
        self._desk, self._row = desk, 0
        self._shown: list[str] = [""] * len(fields)
        self.input = InputFrame()
        self.input.setParent(self.grid.viewport())
        self.input.edit.setFont(font(14, 600))
        self.input.edit.asks_why = True
        self.input.edit.why.connect(lambda: self.why.emit(self.asked()))
        self.input.edit.textEdited.connect(lambda _text: self.typed.emit())
        self.input.edit.focus_changed.connect(self._on_focus)
        self.input.edit.installEventFilter(self)
        self._ground = self.grid.viewport()  # compared while the grid goes away
        self._ground.installEventFilter(self)
        self.grid.setFocusProxy(self.input)
        self.grid.setFixedHeight(HEAD + ROW * len(fields) + 2)
        self.grid.setAccessibleName(QCoreApplication.translate("LabSheet", "Laboratory values"))

    # -- what it shows

    def refresh(self, draft: Draft) -> None:
        rows = lab_rows(draft, self.fields)
        pending = self.pending_text() if self.has_focus() else ""
        self._shown = [
            "" if "missing" in draft.answer(field.id) else draft.display(field.id) for field in self.fields
        ]
        coded = ["–" if "missing" in draft.answer(field.id) else "" for field in self.fields]
        self._model.show(
            lab_days(draft, self.fields),
            rows,
            [text or mark for text, mark in zip(self._shown, coded, strict=True)],
        )
        self._show_row(pending)

    def _show_row(self, pending: str = "") -> None:
        row = self._model.rows[self._row]
        self.input.set_unit(unit_shown(row.unit))
        self.input.set_text(pending or self._shown[self._row])
        self.input.setAccessibleName(f"{row.name}, {unit_shown(row.unit)}")
        self.input.set_state(self._model.states[self._row])
        self._lay_out()

    def set_states(self, states: Mapping[Key, str]) -> None:
        self._model.states = [states.get((field.id, None, None), "normal") for field in self.fields]
        self.input.set_state(self._model.states[self._row])
        self.grid.viewport().update()

    def _lay_out(self) -> None:
        place: QRect = self.grid.visualRect(self._model.index(self._row, TODAY))
        self.input.setGeometry(place.adjusted(10, (ROW - 36) // 2, -10, 0))
        self.input.raise_()

    # -- where it stands

    def focus(self, *, last: bool = False) -> None:
        self._stand_at(len(self.fields) - 1 if last else 0)

    def focus_on(self, field: str) -> None:
        self._stand_at(next((n for n, each in enumerate(self.fields) if each.id == field), 0))

    def _stand_at(self, row: int) -> None:
        self.take_pending()
        self._row = row
        self._show_row()
        self.input.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.input.edit.selectAll()

    def asked(self) -> Edit:
        return Edit("missing", self.fields[self._row].id)

    def go(self, by: int) -> bool:
        """To the row below or above; False at the end of the sheet."""
        if not 0 <= self._row + by < len(self.fields):
            return False
        self._stand_at(self._row + by)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._ground:
            if event.type() == QEvent.Type.Resize:
                QTimer.singleShot(0, self.grid, self._lay_out)
            elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
                self._stand_at(max(0, self.grid.rowAt(int(event.position().y()))))
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not modifiers:
            return self.go(1)
        up = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and modifiers == Qt.KeyboardModifier.ShiftModifier
        if up or (key == Qt.Key.Key_Up and not modifiers):
            return self.go(-1)
        return key == Qt.Key.Key_Down and not modifiers and self.go(1)

    # -- what is typed

    def _on_focus(self, has: bool) -> None:
        if not has:
            self.take_pending()

    def pending_text(self) -> str:
        text = self.input.text()
        return text if text.strip() != self._shown[self._row] else ""

    def restore_pending(self, text: str) -> None:
        self.input.edit.setText(text)

    def take_pending(self) -> None:
        text = self.input.text().strip()
        if text == self._shown[self._row]:
            return
        self._shown[self._row] = text
        name = self.fields[self._row].id
        self.edited.emit(Edit("enter", name, text) if text else Edit("clear", name))
