"""The lines of the next bundle as a list: what it is, whose, and whether somebody should look at it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from iago_desktop.services.what_leaves import LeavingLine
from iago_desktop.ui.icons import draw_icon
from iago_desktop.ui.models.rows import Index, Lines, Rows
from iago_desktop.ui.names import are_hidden, full_name
from iago_desktop.ui.paint import draw_text
from iago_desktop.ui.strip import signed
from iago_desktop.ui.tokens import T, font

ROW = 52


class LeavingModel(Rows[LeavingLine]):
    def headings(self) -> Sequence[str]:
        return (self.tr("Lines that leave"),)

    def words(self, row: LeavingLine, column: int) -> str:  # noqa: ARG002
        said = f"{self.title(row)}, {self.whose(row)}"
        return f"{said}, {self.tr('text to look at')}" if row.doubts else said

    def title(self, row: LeavingLine) -> str:
        if row.grade is not None and row.day is not None:
            words = self.tr("{form}, grade {grade}, day {day}")
        elif row.grade is not None:
            words = self.tr("{form}, grade {grade}")
        elif row.day is not None:
            words = self.tr("{form}, day {day}")
        else:
            return row.form
        return words.format(
            form=row.form, grade=row.grade, day=signed(row.day) if row.day is not None else ""
        )

    def whose(self, row: LeavingLine) -> str:
        if are_hidden() or not row.surname:
            return row.pid
        return f"{row.pid} · {full_name(row)}"

    def version(self, row: LeavingLine) -> str:
        return self.tr("version {number}").format(number=row.revision) if row.revision > 1 else ""


class LeavingRows(Lines):
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:  # noqa: ARG002
        line: LeavingLine = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        if not isinstance(model, LeavingModel):
            return
        right = 30 if line.doubts else 10
        first = QRectF(rect.x() + 16, rect.y() + 6, rect.width() - 16 - right, 22)
        second = QRectF(rect.x() + 16, rect.y() + 27, rect.width() - 16 - right, 18)
        draw_text(painter, first, model.title(line), font(14, 600), T.ink, elide=True)
        words = " · ".join(filter(None, (model.whose(line), model.version(line))))
        draw_text(painter, second, words, font(12), T.ink2, elide=True)
        if line.doubts:
            draw_icon(painter, "warning", rect.right() - 28, rect.center().y() - 9, 18, T.amber_mark)
