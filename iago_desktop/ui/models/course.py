"""The course as a table: every record and every laboratory value that is drawn, by day."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from iago_desktop.services.course_view import CourseView
from iago_desktop.ui.charts import course_words as say
from iago_desktop.ui.charts.course_marks import Marks
from iago_desktop.ui.models.rows import Index, Lines, Rows
from iago_desktop.ui.paint import draw_text
from iago_desktop.ui.tokens import T, font

ROW = 40
STRETCH = 2
WIDE = (190, 150, 220, 170, 130)
NARROW = (140, 120, 130, 120, 108)


@dataclass(frozen=True)
class CourseLine:
    """`id` is the record, empty for a laboratory value."""

    id: str
    day: int | None
    cells: tuple[str, ...]


def course_lines(view: CourseView, marks: Marks, language: str) -> list[CourseLine]:
    lines = [
        CourseLine(
            each.id,
            each.first,
            (
                say.began_words(each),
                say.lane_name(each.lane),
                each.title,
                say.grade_words(each),
                say.until_words(each),
            ),
        )
        for each in view.occurrences
    ]
    for axis in marks.axes:
        lines += [
            CourseLine(
                "",
                point.day,
                (
                    say.day_words(point.day),
                    "",
                    say.lab_name(axis.lab)[0],
                    say.value_words(axis, point, language),
                    "",
                ),
            )
            for point in axis.points
        ]
    return sorted(lines, key=lambda line: (line.day is None, line.day or 0, not line.id))


class CourseModel(Rows[CourseLine]):
    def headings(self) -> Sequence[str]:
        return (self.tr("Day"), self.tr("Lane"), self.tr("What"), self.tr("Grade, value"), self.tr("Until"))

    def words(self, row: CourseLine, column: int) -> str:
        return row.cells[column]


class CourseLines(Lines):
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:
        face = font(14, 600) if index.column() == STRETCH else font(14)
        left = 16 if index.column() == 0 else 6
        words = index.data(Qt.ItemDataRole.DisplayRole)
        ink = T.ink if chosen or index.column() == STRETCH else T.ink2
        draw_text(painter, rect.adjusted(left, 0, -6, 0), words, face, ink, elide=True)
