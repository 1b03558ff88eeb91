"""The drugs of a patient, grouped by use: what, how much, since when, until when and why it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter

from iago_desktop.dates import Days
from iago_desktop.services.medication import DrugCourse, Medication, Use
from iago_desktop.ui.models.rows import Index, Lines, Rows
from iago_desktop.ui.paint import draw_pill, draw_text
from iago_desktop.ui.tokens import T, font
from iago_desktop.ui.widgets import badge_colours

ROW = 53
USE, AGENT, DOSE, START, STOP, STATE = range(6)
WIDE = (150, 260, 190, 160, 210, 130)
NARROW = (130, 200, 0, 140, 190, 120)


def use_words(use: Use) -> str:
    names = {
        "prophylaxis": QCoreApplication.translate("Medication", "Prophylaxis"),
        "immunoglobulin": QCoreApplication.translate("Medication", "Immunoglobulins"),
        "steroid": QCoreApplication.translate("Medication", "Steroids"),
        "other": QCoreApplication.translate("Medication", "Other drugs"),
    }
    return names[use]


@dataclass(frozen=True, repr=False)
class DrugRow:
    """`use` is empty where the row before has the same; dates and days are in words."""

    id: str
    course: DrugCourse
    use: str
    started: tuple[str, str]
    stopped: tuple[str, str]


def drug_rows(found: Medication, language: str) -> list[DrugRow]:
    rows: list[DrugRow] = []
    before: Use | None = None
    for each in found.courses:
        rows.append(
            DrugRow(
                each.id,
                each,
                use_words(each.use) if each.use != before else "",
                _day(each.start, found.infusion, language),
                _day(each.stop, found.infusion, language),
            )
        )
        before = each.use
    return rows


def _day(days: Days | None, infusion: date | None, language: str) -> tuple[str, str]:
    """Calendar date where it is exactly known, and the day."""
    if days is None:
        return "", ""
    words = days.shown(language)
    if infusion is None or days.exact is None:
        return words, ""
    return f"{infusion + timedelta(days.exact):%d.%m.%Y}", words


class MedicationModel(Rows[DrugRow]):
    def headings(self) -> Sequence[str]:
        return (
            self.tr("Use"),
            self.tr("Agent"),
            self.tr("Dose"),
            self.tr("Start"),
            self.tr("Stop"),
            self.tr("State"),
        )

    def words(self, row: DrugRow, column: int) -> str:
        course = row.course
        return (
            use_words(course.use),
            ", ".join(filter(None, (course.agent, course.about))),
            course.dose,
            ", ".join(filter(None, row.started)),
            ", ".join(filter(None, (*row.stopped, course.reason))),
            self.state(row)[0],
        )[column]

    def state(self, row: DrugRow) -> tuple[str, str]:
        """In words, and the tone of the badge."""
        if not row.course.is_signed:
            return self.tr("not signed"), "amber"
        return (self.tr("running"), "accent") if row.course.goes_on else (self.tr("ended"), "outline")


class MedicationLines(Lines):
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:
        row: DrugRow = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        if not isinstance(model, MedicationModel):
            return
        whole = rect.adjusted(6, 0, -6, 0)
        match index.column():
            case 0:
                draw_text(painter, rect.adjusted(16, 0, -6, 0), row.use, font(13, 600), T.ink2, elide=True)
            case 1:
                _two(painter, rect, row.course.agent, row.course.about, strong=True)
            case 2:
                draw_text(painter, whole, row.course.dose or "–", font(14), T.ink2, elide=True)
            case 3:
                _two(painter, rect, row.started[0] or "–", row.started[1])
            case 4:
                until = self.tr("goes on") if row.course.goes_on else "–"
                about = " · ".join(filter(None, (row.stopped[1], row.course.reason)))
                _two(painter, rect, row.stopped[0] or until, about)
            case _:
                words, tone = model.state(row)
                ink, fill, line = badge_colours(tone)
                if chosen and tone == "accent":
                    fill = T.surface
                draw_pill(painter, rect.x() + 6, rect.center().y(), words, ink, fill, outline=line)


def _two(painter: QPainter, rect: QRectF, upper: str, lower: str, *, strong: bool = False) -> None:
    x, width, middle = rect.x() + 6, rect.width() - 12, rect.center().y()
    face, ink = (font(15, 600), T.ink) if strong else (font(14, 500), T.ink)
    if not lower:
        draw_text(painter, rect.adjusted(6, 0, -6, 0), upper, face, ink, elide=True)
        return
    draw_text(painter, QRectF(x, middle - 19, width, 20), upper, face, ink, elide=True)
    draw_text(painter, QRectF(x, middle + 1, width, 18), lower, font(13), T.ink2, elide=True)
