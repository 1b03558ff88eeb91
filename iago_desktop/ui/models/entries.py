"""What is recorded about one patient: grade, what, when, how far, by whom."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.services.patients import Entry
from iago_desktop.ui.models.rows import Index, Lines, Rows
from iago_desktop.ui.paint import draw_grade_mark, draw_pill, draw_text
from iago_desktop.ui.strip import EARLY_ENDS, MIDDLE_ENDS
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import badge_colours

ROW = 53
GRADE, TITLE, ONSET, STATUS, BY = range(5)
WIDE = (76, 240, 200, 176, 150)
NARROW = (76, 240, 150, 150, 0)


class EntryModel(Rows[Entry]):
    def __init__(self, catalogue: Catalogue, language: str) -> None:
        super().__init__()
        self._catalogue, self.language = catalogue, language

    def headings(self) -> Sequence[str]:
        return (self.tr("Grade"), self.tr("Entry"), self.tr("Onset"), self.tr("Status"), self.tr("By"))

    def words(self, row: Entry, column: int) -> str:
        return (self.grade(row), self.title(row), self.onset(row), self.status(row)[0], row.signed_by)[column]

    def is_graded(self, row: Entry) -> bool:
        """Visits, laboratory values and drugs have no grades at all."""
        known = self._catalogue.has_form(row.form, row.form_version)
        return not known or bool(self._catalogue.form(row.form, row.form_version).gradings)

    def grade(self, row: Entry) -> str:
        """Empty for what has no grades."""
        if not self.is_graded(row):
            return ""
        if row.grade_confirmed is not None:
            return self.tr("grade {grade}").format(grade=row.grade_confirmed)
        if row.grade is not None:
            return self.tr("grade {grade}").format(grade=row.grade)
        if row.grade_at_least:
            return self.tr("at least grade {grade}").format(grade=row.grade_at_least)
        return self.tr("no grade")

    def title(self, row: Entry) -> str:
        title = row.title or self.form(row)
        return self.tr("Judgement: {about}").format(about=row.about) if row.about else title

    def form(self, row: Entry) -> str:
        if not self._catalogue.has_form(row.form, row.form_version):
            return row.form
        return self._catalogue.form(row.form, row.form_version).called.in_language(self.language)

    def onset(self, row: Entry) -> str:
        return row.onset.shown(self.language) if row.onset else "–"

    def window(self, row: Entry) -> str:
        """The window of the onset, empty where it may lie in two of them."""
        days = row.onset
        if days is None or days.first is None or days.last is None or days.first < 0:
            return ""
        if days.last <= EARLY_ENDS:
            return self.tr("early 0–30")
        if days.first > MIDDLE_ENDS:
            return self.tr("late >100")
        return "31–100" if days.first > EARLY_ENDS and days.last <= MIDDLE_ENDS else ""

    def status(self, row: Entry) -> tuple[str, str]:
        """In words, and the tone of the badge."""
        if row.is_draft:
            return (self.tr("correction"), "amber") if row.corrects else (self.tr("draft"), "neutral")
        if row.status == "withdrawn":
            return self.tr("withdrawn"), "outline"
        if row.status == "ready":
            return self.tr("not signed"), "amber"
        if row.regraded:
            return self.tr("graded again"), "amber"
        if row.regraded:
            return self.tr("graded again"), "amber"
        return (self.tr("sent"), "accent") if row.has_left else (self.tr("signed"), "accent")


class EntryLines(Lines):
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:
        row: Entry = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        if not isinstance(model, EntryModel):
            return
        x, middle = rect.x() + 6, rect.center().y()
        whole = rect.adjusted(6, 0, -6, 0)
        match index.column():
            case 0 if model.is_graded(row):
                grade = row.grade_confirmed if row.grade_confirmed is not None else row.grade
                lower = grade is None and bool(row.grade_at_least)
                mark = QRectF(rect.x() + 20, middle - 14, 28, 28)
                draw_grade_mark(painter, mark, row.grade_at_least if lower else grade, lower=lower)
            case 0:
                pass
            case 1:
                title, form = model.title(row), model.form(row)
                if form == title:
                    draw_text(painter, whole, title, font(15, 600), T.ink, elide=True)
                else:
                    upper = QRectF(x, middle - 19, rect.width() - 12, 20)
                    lower_line = QRectF(x, middle + 1, rect.width() - 12, 18)
                    draw_text(painter, upper, title, font(15, 600), T.ink, elide=True)
                    draw_text(painter, lower_line, form, font(13), T.ink2, elide=True)
            case 2 if window := (model.window(row) if model.is_graded(row) else ""):
                upper = QRectF(x, middle - 19, rect.width() - 12, 20)
                lower_line = QRectF(x, middle + 1, rect.width() - 12, 18)
                draw_text(painter, upper, model.onset(row), font(14, 500), T.ink, elide=True)
                draw_text(painter, lower_line, window, font(13), T.ink2, elide=True)
            case 2:
                draw_text(painter, whole, model.onset(row), font(14, 500), T.ink, elide=True)
            case 3:
                words, tone = model.status(row)
                ink, fill, line = badge_colours(tone)
                if chosen and tone in {"neutral", "accent"}:
                    fill = T.surface
                draw_pill(painter, x, middle, words, ink, fill, outline=line)
            case _:
                draw_text(painter, whole, row.signed_by or "–", font(14), T.ink2, elide=True)
