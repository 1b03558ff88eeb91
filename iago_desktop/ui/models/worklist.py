"""What there is to do, in sections: day, who, what, until when.  One list: arrows go through all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.models.rows import Index
from iago_desktop.ui.page import Place
from iago_desktop.ui.paint import CENTRE, draw_box, draw_keys, draw_pill, draw_text, key_width, width_of
from iago_desktop.ui.scroll import quiet
from iago_desktop.ui.strip import draw_day, signed
from iago_desktop.ui.tokens import T, faded, font
from iago_desktop.ui.widgets import badge_colours

HEAD, ROW, GAP = 40, 60, 12
_WHO = 0.36
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}


@dataclass(frozen=True, repr=False)
class Task:
    """`form` is begun for the treatment; without one, `place` is opened.  `action` is what Enter does."""

    id: str
    day: int | None
    name: str
    about: str
    icon: str
    what: str
    when: str
    badge: str = ""
    tone: str = "neutral"
    place: Place | None = None
    treatment_id: str = ""
    form: str = ""
    action: str = ""


class Heading(NamedTuple):
    words: str
    number: int


class _Line(NamedTuple):
    what: Heading | Task
    first: bool = False
    last: bool = False


class WorklistModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[_Line] = ()

    def show_lines(self, lines: Sequence[_Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        heading = isinstance(self.lines[index.row()].what, Heading)
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags if heading else chosen

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(line.what)
        return None

    def _words(self, what: Heading | Task) -> str:
        if isinstance(what, Heading):
            return f"{what.words} {what.number}"
        day = self.tr("no day") if what.day is None else self.tr("day") + " " + signed(what.day)
        return ", ".join(filter(None, (what.name, day, what.about, what.what, what.when, what.badge)))


class _Paint(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line: _Line = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(line.what, Heading):
            return QSize(200, HEAD)
        return QSize(200, ROW + (GAP if line.last else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        line: _Line = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        if isinstance(line.what, Heading):
            self._paint_heading(painter, rect, line.what)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_ground(painter, rect, line, chosen=chosen)
            view = self.parent()
            focused = isinstance(view, Worklist) and view.hasFocus()
            row = QRectF(rect.x(), rect.y(), rect.width(), ROW)
            self._paint_task(painter, row, line.what, chosen=chosen, focused=focused)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, heading: Heading) -> None:
        face = font(14, 600)
        box = rect.adjusted(4, 8, 0, 0)
        draw_text(painter, box, heading.words, face, T.ink)
        after = box.adjusted(width_of(heading.words, face) + 9, 0, 0, 0)
        draw_text(painter, after, str(heading.number), font(14, 500), T.ink3)

    def _paint_ground(self, painter: QPainter, rect: QRectF, line: _Line, *, chosen: bool) -> None:
        """A card made of rows: rounded where it begins and ends."""
        row = QRectF(rect.x(), rect.y(), rect.width(), ROW)
        card = row.adjusted(0.5, 0.5 if line.first else -14, -0.5, -0.5 if line.last else 14)
        painter.save()
        painter.setClipRect(row)
        draw_box(painter, card, 10, T.surface, T.line)
        painter.restore()
        if not line.last:
            painter.fillRect(QRectF(rect.x() + 16, row.bottom() - 1, rect.width() - 32, 1), T.line)
        if chosen:
            draw_box(painter, row.adjusted(6, 4, -6, -4), 8, T.accent_soft)
            draw_box(painter, QRectF(rect.x() + 6, rect.y() + 14, 3, ROW - 28), 1.5, T.accent)

    def _paint_task(
        self, painter: QPainter, rect: QRectF, task: Task, *, chosen: bool, focused: bool
    ) -> None:
        middle = rect.center().y()
        draw_day(painter, QRectF(rect.x() + 18, middle - 21, 54, 42), task.day)
        right = rect.right() - 20 - self._paint_state(painter, rect, task, chosen=chosen, focused=focused)
        x = rect.x() + 88
        who = (rect.width() - 108) * _WHO  # not of what the badge leaves: the rows stand below one another
        draw_text(painter, QRectF(x, middle - 20, who - 12, 20), task.name, font(15, 600), T.ink, elide=True)
        draw_text(painter, QRectF(x, middle + 1, who - 12, 18), task.about, font(13), T.ink2, elide=True)
        x += who
        draw_icon(painter, task.icon, x, middle - 10, 20, T.ink2)
        room = right - x - 40
        draw_text(painter, QRectF(x + 30, middle - 20, room, 20), task.what, font(14, 500), T.ink, elide=True)
        when = _end_of(task.when, room)
        draw_text(painter, QRectF(x + 30, middle + 1, room, 18), when, font(13), T.ink2, elide=True)

    def _paint_state(
        self, painter: QPainter, rect: QRectF, task: Task, *, chosen: bool, focused: bool
    ) -> float:
        """The badge, or on the chosen row what Enter does; how wide it is."""
        right, middle = rect.right() - 20, rect.center().y()
        if chosen and task.action:
            face = font(13, 600)
            keys = key_width(("↵",))
            width = width_of(task.action, face) + keys + 36
            box = QRectF(right - width, middle - 18, width, 36)
            draw_box(painter, box, 6, T.accent if focused else T.surface, T.accent)
            ink = T.on_accent if focused else T.accent_ink
            draw_text(painter, box.adjusted(14, 0, -keys - 18, 0), task.action, face, ink, CENTRE)
            if focused:
                draw_keys(painter, right - 10, middle, ("↵",), ink, T.accent, faded(ink, 110))
            else:
                draw_keys(painter, right - 10, middle, ("↵",))
            return width + 8
        if task.badge:
            ink, fill, outline = badge_colours(task.tone)
            width = width_of(task.badge, font(12, 500)) + 16
            draw_pill(painter, right - width, middle, task.badge, ink, fill, outline=outline)
            return width + 8
        return 0


class Worklist(QListView):
    """Arrows pass over the headings; Enter and double click open."""

    opened = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = WorklistModel()
        self.setModel(self._model)
        self.setItemDelegate(_Paint(self))
        self.setAccessibleName(name)
        quiet(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda _index: self.open_current())

    def show_sections(self, sections: Sequence[tuple[str, Sequence[Task]]]) -> None:
        """Empty sections are left out, a heading without words too.

        The task that was chosen stays chosen; what is done leaves the list, and the next one is chosen.
        """
        before = [task.id for task in self.tasks()]
        at = self.current()
        lines: list[_Line] = []
        for title, tasks in sections:
            if tasks and title:
                lines.append(_Line(Heading(title, len(tasks))))
            last = len(tasks) - 1
            lines += [_Line(task, first=n == 0, last=n == last) for n, task in enumerate(tasks)]
        self._model.show_lines(lines)
        after = before[before.index(at.id) :] if at is not None else []
        ids = [task.id for task in self.tasks()]
        self.choose(next((ids.index(each) for each in after if each in ids), len(ids) - 1 if after else 0))

    def tasks(self) -> list[Task]:
        return [line.what for line in self._model.lines if isinstance(line.what, Task)]

    def current(self) -> Task | None:
        row = self.currentIndex().row()
        line = self._model.lines[row].what if 0 <= row < len(self._model.lines) else None
        return line if isinstance(line, Task) else None

    def choose(self, number: int) -> None:
        """The task of this number, headings not counted; the nearest there is."""
        rows = [row for row, line in enumerate(self._model.lines) if isinstance(line.what, Task)]
        if rows:
            number = max(0, min(number, len(rows) - 1))
            self.setCurrentIndex(self._model.index(rows[number], 0))
            if number == 0:
                self.scrollToTop()

    def open_current(self) -> None:
        task = self.current()
        if task is not None:
            self.opened.emit(task)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        at = self.current()
        number = self.tasks().index(at) if at is not None else 0
        if modifiers:
            event.ignore()
        elif key in _ENTER:
            self.open_current()
        elif key in _MOVES:
            self.choose(number + _MOVES[key])
        elif key == Qt.Key.Key_Home:
            self.choose(0)
        elif key == Qt.Key.Key_End:
            self.choose(len(self.tasks()) - 1)
        else:
            super().keyPressEvent(event)


def _end_of(words: str, room: float) -> str:
    """Where there is no room for all of it the day is kept, which stands last."""
    return QFontMetricsF(font(13)).elidedText(words, Qt.TextElideMode.ElideLeft, room)
