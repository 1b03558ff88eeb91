"""What the course of one treatment shows: its records by lane, and three laboratory series.  Days only."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from sqlmodel import Session, col, select

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Form
from iago_desktop.quantities import shown
from iago_desktop.rules.derive import Context
from iago_desktop.rules.schedule import NextVisit, next_visit
from iago_desktop.rules.series import daily
from iago_desktop.services import agenda
from iago_desktop.services.course import course_of
from iago_desktop.services.entries import title_of
from iago_desktop.services.measures import INFECTION
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Record, Treatment

Lane = Literal["infections", "toxicities", "visits", "prophylaxis", "drugs", "immunoglobulin"]
LANES: tuple[Lane, ...] = ("infections", "toxicities", "visits", "prophylaxis", "drugs", "immunoglobulin")
_DRUGS = frozenset({"prophylaxis", "drugs", "immunoglobulin"})
UNITS = {"anc": "/uL", "igg": "g/L", "platelets": "10*9/L"}
"""The series that are drawn, with the unit of their limits."""
_GOES_ON = frozenset({"ongoing", "improving", "worsened"})
_TO_THE_END = frozenset({"fatal", "death_infection", "death_other"})
_HOSPITAL, _PATHOGENS = "hospital_days", "organisms"
_IN_LATIN = frozenset({"bacterial", "fungal"})
_DOSES = {"dose_grams": "g"}
_SEVERE = 3
_EVER = 100_000
"""Days: more than anybody's course."""


@dataclass(frozen=True, repr=False)
class Occurrence:
    """One record.  It began on a day from `first` to `last`, both None where only its window is known.

    `end` is the last day that is known, None where nobody wrote one; `goes_on`: it had not ended then.
    `detail` is what may be left out where there is no room: the pathogen, the dose.
    """

    id: str
    lane: Lane
    title: str
    first: int | None
    last: int | None
    end: int | None = None
    goes_on: bool = False
    grade: int | None = None
    at_least: int | None = None
    detail: str = ""


@dataclass(frozen=True, repr=False)
class Burden:
    """What a patient has been through so far."""

    infections: int = 0
    severe: int = 0
    hospital_days: int = 0


@dataclass(frozen=True, repr=False)
class Series:
    """The one value that counts of each day, in the unit of `UNITS`."""

    lab: str
    values: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True, repr=False)
class CourseView:
    """`today` is None where the infusion date is not known."""

    occurrences: tuple[Occurrence, ...]
    series: tuple[Series, ...]
    today: int | None = None
    died: int | None = None
    second_infusion: int | None = None
    progression: int | None = None
    next_therapy: int | None = None
    visit: NextVisit | None = None
    burden: Burden = Burden()
    lab_values: int = 0
    drugs: int = 0

    @property
    def is_empty(self) -> bool:
        """Nothing that has a day."""
        return not self.series and all(each.first is None for each in self.occurrences)


class _Ends(NamedTuple):
    """The day of death, and the last day that what goes on is known to have reached."""

    died: int | None
    until: int | None


def course_view(workspace: Workspace, treatment_id: str) -> CourseView:
    """Raises KeyError for a treatment that is not there."""
    catalogue, language = workspace.catalogue, workspace.language
    with workspace.store.read() as session:
        treatment = session.get(Treatment, treatment_id)
        if treatment is None:
            raise KeyError(treatment_id)
        records = queries.records_of_treatment(session, treatment_id)
        infusion, context = course_of(session, catalogue, treatment, records)
        ended = _has_ended(session, treatment.patient_id)
    today = (workspace.today() - infusion).days if infusion else None
    until = next((day for day in (context.died, today, context.last_contact) if day is not None), None)
    ends = _Ends(context.died, until)
    found = [_occurrence(each, catalogue, language, ends) for each in records]
    occurrences = tuple(sorted((each for each in found if each), key=_in_time))
    return CourseView(
        occurrences,
        _series(context),
        today,
        context.died,
        context.second_infusion,
        context.progression,
        context.next_therapy,
        _next_visit(records, catalogue, today, ended=ended),
        Burden(
            sum(each.lane == "infections" for each in occurrences),
            sum(max(each.grade or 0, each.at_least or 0) >= _SEVERE for each in occurrences),
            sum(map(_days_in_hospital, records)),
        ),
        len({(lab.code, lab.day) for lab in context.labs}),
        sum(each.lane in _DRUGS for each in occurrences),
    )


def _has_ended(session: Session, patient_id: str) -> bool:
    """Whichever of the treatments the end was recorded at."""
    question = select(Record.id).where(
        col(Record.patient_id) == patient_id,
        col(Record.form).in_(agenda.ENDS),
        col(Record.status) != "withdrawn",
    )
    return session.exec(question).first() is not None


def _next_visit(
    records: Sequence[Record], catalogue: Catalogue, today: int | None, *, ended: bool
) -> NextVisit | None:
    """The same as Today says, from records that are at hand."""
    made = [
        each
        for each in records
        if each.form == agenda.VISIT and each.status != "withdrawn" and each.onset_from is not None
    ]
    last = max(made, key=lambda each: (each.onset_from or 0, each.id), default=None)
    agreed = last.answers.get(agenda.NEXT_DATE, {}).get("value") if last else None
    return next_visit(
        catalogue.schedule(),
        today,
        () if last is None else (last.onset_from or 0,),
        agreed.get("day") if isinstance(agreed, dict) else None,
        ended=ended,
    )


def _days_in_hospital(record: Record) -> int:
    value = record.answers.get(_HOSPITAL, {}).get("value") if record.status != "withdrawn" else None
    return int(value) if isinstance(value, str | int) and str(value).isdigit() else 0


def _in_time(each: Occurrence) -> tuple[bool, int, int, str]:
    return each.first is None, each.first or 0, LANES.index(each.lane), each.id


def _occurrence(record: Record, catalogue: Catalogue, language: str, ends: _Ends) -> Occurrence | None:
    if record.status == "withdrawn" or not catalogue.has_form(record.form, record.form_version):
        return None
    form = catalogue.form(record.form, record.form_version)
    lane = lane_of(form)
    if lane is None:
        return None
    began = _days(record, form, "start" if form.kind == "course" else "onset")
    end, goes_on = _end(record, form, began, ends)
    grade = record.grade_confirmed if record.grade_confirmed is not None else record.grade
    return Occurrence(
        record.id,
        lane,
        title_of(form, record.answers, catalogue, language)[1],
        began.first if began else None,
        began.last if began else None,
        end,
        goes_on,
        grade,
        record.grade_at_least if grade is None else None,
        _detail(record, form, catalogue, language),
    )


def lane_of(form: Form) -> Lane | None:
    """None for what has no lane of its own: milestones, laboratory values."""
    if form.kind == "toxicity":
        return "infections" if form.id == INFECTION else "toxicities"
    if form.kind == "course":
        agent = form.with_role("agent")
        use = agent.group if agent else ""
        return (
            "immunoglobulin"
            if use == "immunoglobulin"
            else "prophylaxis"
            if use == "prophylaxis"
            else "drugs"
        )
    return "visits" if form.kind == "visit" else None


def _detail(record: Record, form: Form, catalogue: Catalogue, language: str) -> str:
    """The pathogens of an infection; how much of a drug."""
    for field in form.fields():
        answer = record.answers.get(field.id, {})
        if field.id in _DOSES and "value" in answer:
            return f"{shown(str(answer['value']), language)} {_DOSES[field.id]}".strip()
        names = [column.id for column in field.columns if column.codes == _PATHOGENS]
        rows = answer.get("value") if names else None
        if isinstance(rows, list):
            codes = [row.get(names[0], {}).get("value") for row in rows]
            return ", ".join(_pathogen(each, catalogue, language) for each in codes if each)
    return ""


def _pathogen(value: Any, catalogue: Catalogue, language: str) -> str:
    if isinstance(value, dict):
        return str(value.get("text", ""))
    entry = catalogue.codes(_PATHOGENS).entry(str(value))
    if entry is None:
        return str(value)
    name = entry.text.in_language(language)
    genus, _, species = name.partition(" ")
    has_species = species.isalpha() and species.islower() and entry.pathogen_class in _IN_LATIN
    return f"{genus[0]}. {species}" if has_species else name


def _end(record: Record, form: Form, began: Days | None, ends: _Ends) -> tuple[int | None, bool]:
    """A course that was not stopped goes on; a toxicity only where its outcome says so."""
    if began is None or began.last is None:
        return None, False
    if record.resolved_to is not None:
        return record.resolved_to, False
    reached = max(began.last, ends.until) if ends.until is not None else None
    if form.kind == "course":
        stop = _days(record, form, "stop") if form.with_role("stop") else began
        return (stop.last, False) if stop else (reached, True)
    outcome = form.with_role("outcome")
    said = record.answers.get(outcome.id, {}).get("value") if outcome else None
    if said in _TO_THE_END:
        return ends.died, False
    return (reached, True) if said in _GOES_ON else (None, False)


def _days(record: Record, form: Form, role: str) -> Days | None:
    field = form.with_role(role)
    value = record.answers.get(field.id, {}).get("value") if field else None
    if field is None or not isinstance(value, dict):
        return None
    exact = record.private.get("dates", {}).get(field.id)
    return Days(exact["from"], exact["to"]) if exact else Days.from_value(value)


def _series(context: Context) -> tuple[Series, ...]:
    daily_values = {lab: daily(context, lab, unit, -_EVER, _EVER) for lab, unit in UNITS.items()}
    return tuple(Series(lab, tuple(sorted(values.items()))) for lab, values in daily_values.items() if values)
