"""The list of patients: day, who, product, the course, what is open."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from iago_desktop.services.patient_list import Listed
from iago_desktop.ui.models.rows import Index, Lines, Rows
from iago_desktop.ui.names import born, full_name
from iago_desktop.ui.paint import draw_pill, draw_text, width_of
from iago_desktop.ui.strip import STRIP_END, draw_day, draw_strip, signed
from iago_desktop.ui.tokens import T, font

ROW = 53
DAY, PATIENT, PRODUCT, COURSE, LAST, NEXT, OPEN = range(7)
WIDE = (92, 232, 104, 300, 116, 130, 176)
NARROW = (92, 226, 92, 200, 0, 126, 130)


class PatientModel(Rows[Listed]):
    def headings(self) -> Sequence[str]:
        return (
            self.tr("Day"),
            self.tr("Patient"),
            self.tr("Product"),
            self.tr("Course to day +{end}").format(end=STRIP_END),
            self.tr("Last visit"),
            self.tr("Next visit"),
            self.tr("Open"),
        )

    def words(self, row: Listed, column: int) -> str:
        who = row.row
        day = self.tr("no day") if who.day_today is None else self.tr("day") + " " + signed(who.day_today)
        return (
            day,
            " ".join(filter(None, (full_name(who), born(who), who.pid))),
            " ".join(filter(None, (who.product, who.indication))),
            " ".join(self._mark(*mark) for mark in who.marks),
            last_visit(row),
            self.next_visit(row),
            " ".join(self.open_items(row)),
        )[column]

    def next_visit(self, row: Listed) -> str:
        """Its day, or that it is due; empty where none follows."""
        if row.next is None:
            return ""
        if row.next.visit.state == "overdue":
            return self.tr("overdue")
        return self.tr("due") if row.is_due else row.next.on.strftime("%d.%m.%Y")

    def _mark(self, day: int, grade: int | None) -> str:
        if grade is None:
            return self.tr("no grade on day {day}").format(day=signed(day))
        return self.tr("grade {grade} on day {day}").format(grade=grade, day=signed(day))

    def open_items(self, row: Listed) -> list[str]:
        items, drafts = [], row.row.drafts
        if row.questions == 1:
            items.append(self.tr("question"))
        elif row.questions:
            items.append(self.tr("{count} questions").format(count=row.questions))
        if drafts == 1:
            items.append(self.tr("draft"))
        elif drafts:
            items.append(self.tr("{count} drafts").format(count=drafts))
        if row.row.consent is None:
            items.append(self.tr("consent open"))
        return items


def last_visit(row: Listed) -> str:
    return row.next.last.strftime("%d.%m.%Y") if row.next and row.next.last else ""


class PatientLines(Lines):
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:
        listed: Listed = index.data(Qt.ItemDataRole.UserRole)
        row, model = listed.row, index.model()
        x, middle = rect.x() + 6, rect.center().y()
        upper = QRectF(x, middle - 19, rect.width() - 12, 20)
        lower = QRectF(x, middle + 1, rect.width() - 12, 18)
        match index.column():
            case 0:
                draw_day(painter, QRectF(rect.x() + 16, middle - 20, 54, 40), row.day_today)
            case 1:
                draw_text(painter, upper, full_name(row), font(15, 600), T.ink, elide=True)
                draw_text(painter, lower, born(row), font(13), T.ink2)
                after = width_of("00.00.0000", font(13)) + 9 if born(row) else 0
                draw_text(painter, lower.adjusted(after, 0, 0, 0), row.pid, font(12, mono=True), T.ink3)
            case 2:
                draw_text(painter, upper, row.product or "–", font(14, 500), T.ink, elide=True)
                draw_text(painter, lower, row.indication or "–", font(13), T.ink2, elide=True)
            case 3:
                strip = QRectF(x, middle - 15, rect.width() - 30, 30)
                draw_strip(painter, strip, row.day_today, row.marks)
            case 4:
                words = last_visit(listed) or "–"
                draw_text(painter, QRectF(x, rect.y(), rect.width(), rect.height()), words, font(14), T.ink2)
            case 5 if isinstance(model, PatientModel):
                self._paint_next(painter, rect, listed, model.next_visit(listed))
            case _:
                self._paint_open(painter, rect, index, chosen=chosen)

    def _paint_next(self, painter: QPainter, rect: QRectF, listed: Listed, words: str) -> None:
        if not listed.is_due:
            draw_text(painter, rect.adjusted(6, 0, 0, 0), words or "–", font(14), T.ink)
        elif listed.next is not None and listed.next.visit.state == "overdue":
            draw_pill(painter, rect.x() + 4, rect.center().y(), words, T.amber, T.amber_soft)
        else:
            draw_pill(painter, rect.x() + 4, rect.center().y(), words, T.on_accent, T.accent)

    def _paint_open(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:
        model = index.model()
        items = (
            model.open_items(index.data(Qt.ItemDataRole.UserRole)) if isinstance(model, PatientModel) else []
        )
        x = rect.x() + 6
        asked = index.data(Qt.ItemDataRole.UserRole).questions
        for words in items:
            ink, fill = (T.amber, T.amber_soft) if asked else (T.ink2, T.surface if chosen else T.hover)
            x += draw_pill(painter, x, rect.center().y(), words, ink, fill) + 5
            asked = 0
        if not items:
            draw_text(painter, rect.adjusted(10, 0, 0, 0), "–", font(14), T.ink3)
