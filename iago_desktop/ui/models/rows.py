"""What every list shares: a model of whole rows, a delegate that paints them, a view that acts on Enter."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from iago_desktop.ui.paint import draw_text
from iago_desktop.ui.scroll import quiet
from iago_desktop.ui.tokens import T, font

Index = QModelIndex | QPersistentModelIndex
RowT = TypeVar("RowT")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OF_THE_PAGE = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, *_ENTER)
"""With Ctrl: the next tab, the next patient, the signature."""


class Rows(QAbstractTableModel, Generic[RowT]):
    """One object a row, painted by the delegate; `words` says a cell for a screen reader and for search."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[RowT] = ()

    def headings(self) -> Sequence[str]:
        raise NotImplementedError

    def words(self, row: RowT, column: int) -> str:
        raise NotImplementedError

    def show_rows(self, rows: Sequence[RowT]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row_at(self, line: int) -> RowT | None:
        return self.rows[line] if 0 <= line < len(self.rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.words(row, index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings()[section]
        return None


class Lines(QStyledItemDelegate):
    """Paints the ground of a row, then `paint_cell`.  `first_line` is where the hairline begins."""

    first_line = 16

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, T.accent_soft)
            if index.column() == 0:
                painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height()), T.accent)
        else:
            left = self.first_line if index.column() == 0 else 0
            painter.fillRect(QRectF(rect.x() + left, rect.bottom() - 1, rect.width(), 1), T.line)
        self.paint_cell(painter, rect, index, chosen=chosen)
        painter.restore()

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:
        raise NotImplementedError

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, 45)


class _Head(QHeaderView):
    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFixedHeight(34)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(0)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        box = QRectF(rect)
        painter.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), T.line2)
        words = self.model().headerData(section, Qt.Orientation.Horizontal)
        left = 16 if section == 0 else 6
        draw_text(painter, box.adjusted(left, 0, -6, 0), words, font(12, 500), T.ink3, elide=True)
        painter.restore()


def _name(row: Any) -> Any:
    return getattr(row, "id", None) or getattr(row, "seq", None)


class Table(QTableView):
    """Fixed row height, one whole row chosen, Enter and double click open it."""

    opened = Signal(object)
    moved = Signal(object)

    def __init__(
        self, model: Rows[Any], delegate: Lines, widths: Sequence[int], stretch: int, row_height: int
    ) -> None:
        super().__init__()
        self._rows, self._delegate = model, delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setHorizontalHeader(_Head())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.setShowGrid(False)
        quiet(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.set_widths(widths, stretch)
        self.doubleClicked.connect(lambda _index: self.open_current())
        self.selectionModel().currentRowChanged.connect(lambda _new, _old: self.moved.emit(self.current()))

    def set_widths(self, widths: Sequence[int], stretch: int) -> None:
        """Columns of width 0 are left out."""
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            self.setColumnHidden(column, width == 0)
            mode = QHeaderView.ResizeMode.Stretch if column == stretch else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(column, mode)
            if width and column != stretch:
                self.setColumnWidth(column, width)

    def show_rows(self, rows: Sequence[Any], *, next_if_gone: bool = False) -> None:
        """The line that was chosen stays chosen, if the same thing is still there.

        With `next_if_gone` the one that followed it is chosen when it is not: what is done leaves a worklist.
        """
        before, line = self.current(), self.currentIndex().row()
        after = [_name(row) for row in self._rows.rows[line + 1 :]] if next_if_gone else []
        self._rows.show_rows(rows)
        names = [_name(row) for row in rows]
        name = next((each for each in (_name(before), *after) if each in names), None)
        self.choose(names.index(name) if name is not None else 0)

    def choose(self, line: int) -> None:
        if self._rows.rows:
            self.setCurrentIndex(self._rows.index(max(0, min(line, len(self._rows.rows) - 1)), 0))

    def choose_id(self, name: Any) -> None:
        """The line of this thing; nothing changes if it is not there."""
        names = [_name(row) for row in self._rows.rows]
        if name in names:
            self.choose(names.index(name))

    def current(self) -> Any:
        return self._rows.row_at(self.currentIndex().row())

    def lines(self) -> Sequence[Any]:
        return self._rows.rows

    def open_current(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)

    def move_by(self, lines: int) -> None:
        self.choose(self.currentIndex().row() + lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and not ctrl:
            self.open_current()
        elif ctrl and event.key() in _OF_THE_PAGE:
            event.ignore()
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.choose(0 if event.key() == Qt.Key.Key_Home else len(self._rows.rows) - 1)
        elif event.text() == "/" or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
