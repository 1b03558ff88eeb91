"""What there is to do, one line each: day, who, what, until when."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.models.rows import Index, Lines, Rows
from iago_desktop.ui.page import Place
from iago_desktop.ui.paint import draw_keys, draw_pill, draw_text, key_width, width_of
from iago_desktop.ui.strip import draw_day, signed
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import badge_colours

ROW = 60
WIDTHS = (88, 300, 300, 190)
NARROW = (88, 160, 220, 140)


@dataclass(frozen=True, repr=False)
class Task:
    """`form` is begun for the treatment; without one, `place` is opened."""

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


class TaskModel(Rows[Task]):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action

    def headings(self) -> Sequence[str]:
        return self.tr("Day"), self.tr("Patient"), self.tr("To do"), self.tr("State")

    def words(self, row: Task, column: int) -> str:
        day = self.tr("no day") if row.day is None else self.tr("day") + " " + signed(row.day)
        return (day, f"{row.name} {row.about}", f"{row.what} {row.when}", row.badge)[column]


class TaskLines(Lines):
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:
        task: Task = index.data(Qt.ItemDataRole.UserRole)
        x, middle = rect.x(), rect.center().y()
        room = rect.width() - 8
        match index.column():
            case 0:
                draw_day(painter, QRectF(x + 18, middle - 21, 54, 42), task.day)
            case 1:
                draw_text(
                    painter, QRectF(x, middle - 20, room, 20), task.name, font(15, 600), T.ink, elide=True
                )
                draw_text(painter, QRectF(x, middle + 1, room, 18), task.about, font(13), T.ink2, elide=True)
            case 2:
                draw_icon(painter, task.icon, x, middle - 10, 20, T.ink2)
                inner = QRectF(x + 30, middle - 20, room - 30, 20)
                draw_text(painter, inner, task.what, font(14, 500), T.ink, elide=True)
                below = QRectF(x + 30, middle + 1, room - 30, 18)
                draw_text(painter, below, task.when, font(13), T.ink2, elide=True)
            case _:
                self._paint_state(painter, rect, task, index, chosen=chosen)

    def _paint_state(
        self, painter: QPainter, rect: QRectF, task: Task, index: Index, *, chosen: bool
    ) -> None:
        right, middle = rect.right() - 16, rect.center().y()
        model = index.model()
        if chosen and isinstance(model, TaskModel):
            face = font(13, 600)
            keys = key_width(("↵",))
            draw_keys(painter, right, middle, ("↵",))
            width = width_of(model.action, face)
            box = QRectF(right - keys - 8 - width, middle - 11, width + 2, 22)
            draw_text(painter, box, model.action, face, T.accent_ink)
            return
        if task.badge:
            ink, fill, line = badge_colours(task.tone)
            width = width_of(task.badge, font(12, 500)) + 16
            draw_pill(painter, right - width, middle, task.badge, ink, fill, outline=line)
