"""A list below an entry field: a child of the window, never a window of its own, so that focus stays put."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from iago_desktop.ui.paint import RIGHT, draw_box, draw_text, width_of
from iago_desktop.ui.scroll import quiet
from iago_desktop.ui.tokens import T, faded, font
from iago_desktop.ui.widgets import column

ROW = 34
_NARROWEST = 400  # also below a small cell
_AIR = 18  # room for the painted shadow
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    value: object
    text: str
    note: str = ""
    quiet: bool = False


class Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.note
        return row if role == Qt.ItemDataRole.UserRole else None


class Line(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        view = option.widget
        rect = QRectF(option.rect)
        current = isinstance(view, QAbstractItemView) and view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.quiet and index.row():
            painter.fillRect(QRectF(rect.x() + 8, rect.y(), rect.width() - 16, 1), T.line)
        if current:
            draw_box(painter, rect.adjusted(0, 1, 0, -1), 6, T.accent_soft)
        note = width_of(row.note, font(12)) + 20 if row.note else 8.0
        words = rect.adjusted(10, 0, -note - 8, 0)
        ink = T.accent_ink if current else T.ink2 if row.quiet else T.ink
        draw_text(painter, words, row.text, font(14, 600 if current else 400), ink, elide=True)
        draw_text(painter, rect.adjusted(0, 0, -10, 0), row.note, font(12), T.ink3, RIGHT)
        painter.restore()


class Popup(QWidget):
    """Shows rows below a widget; reports the row that was clicked.  Keys stay with the entry field."""

    picked = Signal(object)

    def __init__(self, anchor: QWidget) -> None:
        super().__init__(anchor.window())
        self._anchor = anchor
        self._model = Rows()
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(Line(self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setUniformItemSizes(True)
        self._view.setMouseTracking(True)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setAccessibleName(anchor.accessibleName() or self.tr("Matches"))
        quiet(self._view)
        self._view.entered.connect(self._view.setCurrentIndex)
        self._view.clicked.connect(lambda index: self.picked.emit(index.data(Qt.ItemDataRole.UserRole).value))
        column(self._view, margins=(_AIR + 5, 5, _AIR + 5, _AIR + 5), parent=self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_rows(self, rows: Sequence[Row]) -> None:
        self._model.show(rows)
        if not rows:
            self.hide()
            return
        self._view.setCurrentIndex(self._model.index(0, 0))
        self._place(ROW * len(rows) + 10 + _AIR)
        self.show()
        self.raise_()

    def _place(self, height: int) -> None:
        window = self._anchor.window()
        if self.parent() is not window:
            self.setParent(window)
        corner = self._anchor.mapTo(window, QPoint(-_AIR, self._anchor.height() + 4))
        above = corner.y() + height - _AIR > window.height()
        if above:
            corner.setY(max(0, corner.y() - self._anchor.height() - 8 - height + _AIR))
        width = max(self._anchor.width(), _NARROWEST) + 2 * _AIR
        corner.setX(min(corner.x(), window.width() - width + _AIR))
        self.setGeometry(QRect(corner, QSize(width, height)))

    def rows(self) -> tuple[Row, ...]:
        return tuple(self._model.rows)

    def current(self) -> Row | None:
        index = self._view.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def move_by(self, by: int) -> None:
        index = self._view.currentIndex().row() + by
        if 0 <= index < len(self._model.rows):
            self._view.setCurrentIndex(self._model.index(index, 0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(_AIR, 0, -_AIR, -_AIR)
        draw_shadow(painter, box)
        draw_box(painter, box, 8, T.surface, T.line2)


def draw_shadow(painter: QPainter, box: QRectF, reach: int = 14) -> None:
    """A few translucent rounded rectangles, for what lies above the page."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for step in range(reach, 0, -2):
        colour = faded(T.shadow, int(7 * (1 - step / (reach + 1)) + 1))
        draw_box(painter, box.adjusted(-step, -step + 4, step, step + 4), 8 + step, colour)
