"""What moves with the infusion: a grade or a dated answer a line, before and after."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from iago_desktop.dates import Days, window_name
from iago_desktop.services.shifting import Grade, Graded, Shifted
from iago_desktop.ui.models.rows import Index, Lines, Rows
from iago_desktop.ui.paint import draw_grade_mark, draw_pill, draw_text
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import badge_colours

ROW = 48
WIDTHS = (220, 104, 232)
ENTRY, BEFORE, AFTER = range(3)
Line = Graded | Shifted


class ShiftModel(Rows[Line]):
    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def headings(self) -> Sequence[str]:
        return (self.tr("Entry"), self.tr("Before"), self.tr("After"))

    def words(self, row: Line, column: int) -> str:
        if column == ENTRY:
            about = self.tr("Grade") if isinstance(row, Graded) else self.about(row)
            return f"{row.title}: {about}"
        which = row.before if column == BEFORE else row.after
        if isinstance(which, Days):
            parts = [which.shown(self.language)]
            if (
                column == AFTER
                and isinstance(row, Shifted)
                and row.before.window_code != row.after.window_code
            ):
                parts.append(window_name(which.window_code, self.language))
            return ", ".join(parts)
        return self.grade(which)

    def about(self, row: Shifted) -> str:
        return " · ".join(filter(None, (row.label, row.calendar)))

    def grade(self, grade: Grade) -> str:
        value, at_least = grade
        if value is not None:
            return self.tr("grade {grade}").format(grade=value)
        if at_least is not None:
            return self.tr("at least grade {grade}").format(grade=at_least)
        return self.tr("no grade")


class ShiftLines(Lines):
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:
        row: Line = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        if not isinstance(model, ShiftModel):
            return
        x, middle = rect.x() + (16 if index.column() == ENTRY else 6), rect.center().y()
        room = QRectF(x, rect.y(), rect.right() - x - 6, rect.height())
        if index.column() == ENTRY:
            about = model.tr("Grade") if isinstance(row, Graded) else model.about(row)
            upper = QRectF(x, middle - 18, room.width(), 18)
            draw_text(painter, upper, row.title, font(14, 600), T.ink, elide=True)
            draw_text(painter, upper.translated(0, 18), about, font(12), T.ink2, elide=True)
            return
        if isinstance(row, Graded):
            value, at_least = row.before if index.column() == BEFORE else row.after
            lower = value is None and at_least is not None
            draw_grade_mark(
                painter, QRectF(x, middle - 13, 26, 26), at_least if lower else value, lower=lower
            )
            return
        days = row.before if index.column() == BEFORE else row.after
        ink = T.ink2 if index.column() == BEFORE or row.stays else T.ink
        face = font(14, 600 if index.column() == AFTER and not row.stays else 400)
        draw_text(painter, room, days.shown(model.language), face, ink, elide=True)
        if index.column() == AFTER and row.before.window_code != row.after.window_code:
            ink, fill, line = badge_colours("amber")
            words = window_name(days.window_code, model.language)
            draw_pill(painter, x + 80, middle, words, ink, T.surface if chosen else fill, outline=line)
