"""The table of measures: a toxicity a line, a number with what it rests on below it in each cell."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.rules.measures import PERSISTS_AT, Interval
from iago_desktop.services.measures import INFECTION, Line
from iago_desktop.ui.models.rows import Index, Lines, Rows
from iago_desktop.ui.paint import draw_text
from iago_desktop.ui.strip import signed
from iago_desktop.ui.tokens import T, font

ROW = 53
STRETCH = 0
WIDE = (230, 150, 100, 150, 120, 110, 130, 130, 96)
NARROW = (140, 112, 80, 112, 90, 80, 102, 98, 84)

Cell = tuple[str, str]
"""What is said, and what it rests on."""


def number(value: float, places: int, language: str) -> str:
    text = f"{value:.{places}f}"
    return text.replace(".", ",") if language == "de" else text


class MeasureModel(Rows[Line]):
    """`early` chooses between events per 100 patient-days and per patient-year."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        super().__init__()
        self._catalogue, self._language = catalogue, language
        self.early = True

    def headings(self) -> Sequence[str]:
        rate = self.tr("Per 100 patient-days") if self.early else self.tr("Per patient-year")
        return (
            self.tr("Toxicity"),
            self.tr("Patients affected"),
            self.tr("Events"),
            rate,
            self.tr("Median onset"),
            self.tr("Grade ≥ 3"),
            self.tr("Median duration"),
            self.tr("Unresolved"),
            self.tr("Cumulative"),
        )

    def words(self, row: Line, column: int) -> str:
        return ", ".join(filter(None, self.cell(row, column)))

    def cell(self, row: Line, column: int) -> Cell:
        cells = (
            self._title,
            self._patients,
            self._events,
            self._rate,
            self._onset,
            self._severe,
            self._duration,
            self._unresolved,
            self._incidence,
        )
        return cells[column](row)

    def _number(self, value: float, places: int) -> str:
        return number(value, places, self._language)

    def _percent(self, share: float, places: int = 0) -> str:
        return self._number(share * 100, places) + " %"

    def _range(self, of: Interval, places: int, factor: float = 1) -> str:
        return f"{self._number(of.low * factor, places)}–{self._number(of.high * factor, places)}"

    def _title(self, row: Line) -> Cell:
        if not self._catalogue.has_form(row.form):
            return row.form, ""
        form = self._catalogue.form(row.form)
        below = ""
        if row.form == INFECTION and row.recurrences:
            below = (
                self.tr("1 recurrence")
                if row.recurrences == 1
                else self.tr("{count} recurrences").format(count=row.recurrences)
            )
        return form.called.in_language(self._language), below

    def _patients(self, row: Line) -> Cell:
        found = row.frequency
        if found.share is None:
            return "–", ""
        share = self._percent(found.share.value)
        return f"{found.affected}/{found.patients} · {share}", self._range(found.share, 1, 100) + " %"

    def _events(self, row: Line) -> Cell:
        days = row.frequency.days_at_risk
        return str(row.frequency.events), self.tr("{days} days").format(days=days)

    def _rate(self, row: Line) -> Cell:
        rate = row.frequency.per_100_days if self.early else row.frequency.per_year
        return (self._number(rate.value, 2), self._range(rate, 2)) if rate else ("–", "")

    def _onset(self, row: Line) -> Cell:
        found = row.severity
        if found.median_onset is None or found.onset_range is None:
            return "–", ""
        whole = found.median_onset == int(found.median_onset)
        median = signed(int(found.median_onset)) if whole else "+" + self._number(found.median_onset, 1)
        first, last = found.onset_range
        return median, self.tr("{first} to {last}").format(first=signed(first), last=signed(last))

    def _severe(self, row: Line) -> Cell:
        graded = sum(row.severity.by_episode.values())
        of = self.tr("{count} of {total}").format(count=row.severe, total=graded)
        of = of if graded else "–"
        ungraded = row.severity.ungraded
        return of, self.tr("{count} no grade").format(count=ungraded) if ungraded else ""

    def _duration(self, row: Line) -> Cell:
        found = row.persistence
        ended = self.tr("{count} of {total} ended").format(count=found.ended, total=found.episodes)
        if found.median_days is None:
            return self.tr("not reached"), ended
        if found.median_days == 1:
            return self.tr("1 day"), ended
        return self.tr("{days} days").format(days=found.median_days), ended

    def _unresolved(self, row: Line) -> Cell:
        """At the last counted day; below, on the latest day on which anybody was still watched."""
        found = row.persistence
        watched = [day for day in PERSISTS_AT if found.unresolved[day]]
        below = ""
        if watched:
            day = watched[-1]
            below = self.tr("day {day}: {count} of {total}").format(
                day=day, count=found.unresolved[day], total=found.still_followed[day]
            )
        return str(found.episodes - found.ended), below

    def _incidence(self, row: Line) -> Cell:
        return self._percent(row.incidence), ""


class MeasureLines(Lines):
    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:  # noqa: ARG002
        model = index.model()
        if not isinstance(model, MeasureModel):
            return
        said, below = model.cell(index.data(Qt.ItemDataRole.UserRole), index.column())
        first = index.column() == 0
        x = rect.x() + (16 if first else 6)
        width = rect.right() - x - 6
        face = font(15, 600) if first else font(14, 500)
        if not below:
            draw_text(painter, QRectF(x, rect.y(), width, rect.height()), said, face, T.ink, elide=True)
            return
        middle = rect.center().y()
        draw_text(painter, QRectF(x, middle - 19, width, 20), said, face, T.ink, elide=True)
        draw_text(painter, QRectF(x, middle + 1, width, 18), below, font(12), T.ink2, elide=True)
