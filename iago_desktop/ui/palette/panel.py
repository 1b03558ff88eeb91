"""The palette over the window: a line to type in, and what can be done with it."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from iago_desktop.services.patients import PatientRow
from iago_desktop.ui.focus_before import FocusBefore
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.keys import caps
from iago_desktop.ui.models.rows import Index as ModelIndex
from iago_desktop.ui.page import Scrim
from iago_desktop.ui.paint import draw_box, draw_keys, draw_text, key_width, width_of
from iago_desktop.ui.palette.index import Found, Index, Searched, Section
from iago_desktop.ui.scroll import quiet
from iago_desktop.ui.strip import draw_day, draw_strip
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import Hairline, Icon, KeyHints, Label, column, row

WIDTH, MOST_HIGH = 680, 516
_HEAD, _ROW, _PATIENT = 34, 42, 58
_STRIP = 214
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

Line = str | Found
"""A section's heading, or something to choose."""


class _Lines(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        heading = isinstance(self.lines[index.row()], str)
        return (
            Qt.ItemFlag.NoItemFlags if heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        )

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return line if isinstance(line, str) else line.words
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and isinstance(line, Found):
            return line.about
        return line if role == Qt.ItemDataRole.UserRole else None


class _Paint(QStyledItemDelegate):
    """`typed` is underlined where it stands in the words."""

    typed = ""

    def sizeHint(self, _option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        return QSize(WIDTH - 20, _HEAD if isinstance(line, str) else _PATIENT if line.row else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        if isinstance(line, str):
            draw_text(painter, rect.adjusted(12, 4, 0, 0), line, font(12, 600), T.ink2)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            if chosen:
                draw_box(painter, rect, 8, T.accent_soft)
            self._paint_line(painter, rect, line, chosen=chosen)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRectF, line: Found, *, chosen: bool) -> None:
        keys = caps(line.keys) if line.keys else ("↵",) if chosen else ()
        right = rect.right() - 14
        if keys:
            draw_keys(painter, right, rect.center().y(), keys)
            right -= key_width(keys) + 16
        if isinstance(line.row, PatientRow):
            patient = line.row
            right = rect.right() - 14 - key_width(("↵",)) - 16  # the courses stand below each other
            draw_day(painter, QRectF(rect.x() + 10, rect.y() + 8, 52, 42), patient.day_today, strong=chosen)
            strip = QRectF(right - _STRIP, rect.center().y() - 15, _STRIP, 30)
            draw_strip(painter, strip, patient.day_today, patient.marks)
            room = strip.x() - 12 - (rect.x() + 76)
            self._draw_found(
                painter, QRectF(rect.x() + 76, rect.y() + 8, room, 22), line.words, font(15, 600)
            )
            draw_text(
                painter, QRectF(rect.x() + 76, rect.y() + 31, room, 18), line.about, font(13), T.ink2,
                elide=True,
            )  # fmt: skip
            return
        draw_icon(painter, line.icon, rect.x() + 14, rect.center().y() - 10, 20, T.ink2)
        words = f"{line.words} · {line.about}" if line.about else line.words
        space = QRectF(rect.x() + 50, rect.y(), right - rect.x() - 50, rect.height())
        self._draw_found(painter, space, words, font(14, 500))

    def _draw_found(self, painter: QPainter, rect: QRectF, words: str, face: QFont) -> None:
        draw_text(painter, rect, words, face, T.ink, elide=True)
        low = words.casefold()
        for part in self.typed.casefold().split():
            at = low.find(part)
            if at < 0 or len(low) != len(words):
                continue
            left, width = width_of(words[:at], face), width_of(words[at : at + len(part)], face)
            if left + width <= rect.width():
                line = QRectF(rect.x() + left, rect.center().y() + 10, width, 2)
                draw_box(painter, line, 1, T.accent)


class _Typed(QLineEdit):
    """Keys that move in the list never reach the text."""

    def __init__(self, key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._key = key
        self.setFrame(False)
        self.setFont(font(20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _forward: bool) -> bool:
        return False  # Tab is a key of the palette


class Palette(QWidget):
    """`closed` comes once; `new_patient` brings what was typed where nobody was found."""

    closed = Signal()
    new_patient = Signal(str)

    def __init__(self, parent: QWidget, title: str = "") -> None:
        super().__init__(parent)
        self._index: Searched = Index(())
        self._start: list[Found] = []
        self._dated: Callable[[str], Found | None] = lambda _typed: None
        self._actions_only = False
        self._before = FocusBefore(parent.window())
        self._scrim = Scrim(self)
        self._scrim.pressed.connect(self.close_palette)
        self.panel = _Panel(self)
        self.typed = _Typed(self._on_key)
        self.typed.setAccessibleName(title or self.tr("Search or command"))
        self.typed.setPlaceholderText(title or self.tr("Search or command"))
        self.typed.textChanged.connect(lambda _text: self.search())
        self._model = _Lines()
        self.list = QListView()
        quiet(self.list)
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setModel(self._model)
        self._paint = _Paint(self.list)
        self.list.setItemDelegate(self._paint)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(lambda _index: self.run_current())
        self.empty = Label("", font(14), "ink2")
        self.empty.setContentsMargins(22, 12, 22, 16)
        hints = KeyHints(
            (
                (("↑", "↓"), self.tr("select")),
                (("↵",), self.tr("open")),
                (("Tab",), self.tr("actions only")),
            )
        )
        top = row(Icon("magnifying-glass", 20, "ink2"), self.typed, KeyHints(((caps("Esc"), ""),)), gap=12)
        top.setContentsMargins(22, 14, 6, 12)
        inner = column(parent=self.panel)
        inner.addLayout(top)
        inner.addWidget(Hairline())
        inner.addWidget(self.list, 1)
        inner.addWidget(self.empty)
        inner.addWidget(Hairline())
        about = Label(self.tr("names, numbers, dates, “d+14”, actions"), font(12), "ink3")
        inner.addLayout(row(hints, None, about, margins=(22, 10, 22, 10)))
        self.list.setViewportMargins(10, 4, 10, 8)
        self.setGeometry(parent.rect())
        self._lay_out()
        self.show()
        self.raise_()
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(
        self, index: Searched, start: list[Found], dated: Callable[[str], Found | None] | None = None
    ) -> None:
        """What is searched, what an empty line shows, and what a date typed leads to."""
        self._index, self._start = index, start
        if dated is not None:
            self._dated = dated
        self.search()

    def lines(self) -> list[Found]:
        return [line for line in self._model.lines if isinstance(line, Found)]

    def current(self) -> Found | None:
        at = self.list.currentIndex().row()
        line = self._model.lines[at] if 0 <= at < len(self._model.lines) else None
        return line if isinstance(line, Found) else None

    def search(self) -> None:
        typed = self._paint.typed = self.typed.text().strip()
        found = self._index.search(typed) if typed or self._actions_only else self._start
        if typed and (dated := self._dated(typed)):
            found = [dated, *found]
        if self._actions_only:
            found = [each for each in found if each.section == "do"]
        self._show(found)
        nobody = bool(typed) and not found
        self.empty.setText(self.tr("New patient “{name}”").format(name=typed) if nobody else "")
        self.empty.setVisible(nobody)
        self._lay_out()
        self.list.scrollToTop()  # the first heading too

    def _show(self, found: Sequence[Found]) -> None:
        lines: list[Line] = []
        for section, title in self._titles():
            some = [each for each in found if each.section == section]
            lines += [title, *some] if some else []
        self._model.show_lines(lines)
        self._choose(1 if lines else -1)

    def _titles(self) -> tuple[tuple[Section, str], ...]:
        return (
            ("patients", self.tr("Patients")),
            ("do", self.tr("Do")),
            ("open", self.tr("Open")),
            ("go", self.tr("Go to")),
            ("help", self.tr("Help")),
        )

    def _choose(self, line: int) -> None:
        self.list.setCurrentIndex(self._model.index(line, 0))

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _MOVES:
            self._move(_MOVES[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.run_current()
        elif key == Qt.Key.Key_Tab:
            self._actions_only = not self._actions_only
            self.search()
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        at = self.list.currentIndex().row() + step
        while 0 <= at < len(self._model.lines) and isinstance(self._model.lines[at], str):
            at += step
        if 0 <= at < len(self._model.lines):
            self._choose(at)
            if at == 1:
                self.list.scrollToTop()

    def run_current(self) -> None:
        found, typed = self.current(), self.typed.text().strip()
        if found is None and not typed:
            return
        self.close_palette()
        if found is not None:
            found.run()
        else:
            self.new_patient.emit(typed)

    def close_palette(self) -> None:
        self.hide()
        self._before.give_back()
        self.closed.emit()
        self.deleteLater()

    def fit(self, rect: QRect) -> None:
        self.setGeometry(rect)
        self._lay_out()

    def _lay_out(self) -> None:
        self._scrim.setGeometry(self.rect())
        width = min(WIDTH, self.width() - 48)
        wanted = sum(self.list.sizeHintForRow(line) for line in range(self._model.rowCount())) + (
            12 if self._model.rowCount() else 0
        )
        self.list.setVisible(bool(self._model.rowCount()))
        chrome = 60 + 40 + (self.empty.sizeHint().height() if self.empty.text() else 0)
        height = min(MOST_HIGH, self.height() - 120, wanted + chrome)
        self.panel.setGeometry((self.width() - width) // 2, min(88, self.height() // 8), width, height)


class _Panel(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_box(QPainter(self), QRectF(self.rect()), 14, T.surface, T.line2)
