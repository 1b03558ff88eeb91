"""The list of patients: who they are, their course, the last and the next visit, what is open."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from iago_desktop.services import agenda, patients, questions
from iago_desktop.services.agenda import VisitLine
from iago_desktop.services.names import search_text
from iago_desktop.services.patients import PatientRow
from iago_desktop.services.workspace import Workspace

_EARLY_ENDS = 30


@dataclass(frozen=True, repr=False)
class Listed:
    """`searched` is what a filter looks in; `next` None after the end or without an infusion date."""

    id: str
    row: PatientRow
    next: VisitLine | None
    questions: int
    searched: str

    @property
    def is_due(self) -> bool:
        return self.next is not None and self.next.visit.state != "planned"

    @property
    def is_early(self) -> bool:
        return self.row.day_today is not None and 0 <= self.row.day_today <= _EARLY_ENDS

    @property
    def has_open_items(self) -> bool:
        return bool(self.row.drafts or self.questions or self.row.consent is None)


def listed(workspace: Workspace) -> tuple[Listed, ...]:
    """Whose visit is due first, then by the day of the next visit; without one by name at the end."""
    visits = {line.id: line for line in agenda.visits(workspace)}
    asked = Counter(line.patient_id for line in questions.open_questions(workspace))
    found = [
        Listed(row.id, row, visits.get(row.id), asked[row.id], _searched(row))
        for row in patients.rows(workspace)
    ]
    return tuple(sorted(found, key=_urgency))


def _urgency(each: Listed) -> tuple[bool, bool, date, str, str]:
    line = each.next
    on = (line.until or line.on if each.is_due else line.on) if line else date.max
    return not each.is_due, line is None, on, each.row.surname.casefold(), each.row.given_name.casefold()


def _searched(row: PatientRow) -> str:
    born = row.born_on.strftime("%d.%m.%Y %d.%m.%y") if row.born_on else ""
    return search_text(row.surname, row.given_name, born, row.pid, row.product or "", row.indication or "")
