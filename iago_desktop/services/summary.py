"""What a summary of one patient says on one sheet of paper, in words; nothing is worked out anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from iago_desktop.dates import Days
from iago_desktop.definitions.model import Form
from iago_desktop.rules.held import Held, Place
from iago_desktop.rules.wording import wording
from iago_desktop.services import agenda, identity, patients, records
from iago_desktop.services.agenda import VisitLine
from iago_desktop.services.course_view import CourseView, course_view
from iago_desktop.services.entries import title_of
from iago_desktop.services.identity import MasterData
from iago_desktop.services.judgements import judgements
from iago_desktop.services.patients import PatientRow
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Record

_STATUS_FORM, _STATUS_FIELD = "follow_up", "disease_status"


@dataclass(frozen=True, repr=False)
class Event:
    """A toxicity.  `days` is how long it lasted, None where it goes on or nobody wrote it.

    `state`: draft, ready (nobody signed it) or signed.
    """

    title: str
    onset: Days | None
    calendar: str
    days: int | None
    grade: int | None
    at_least: int | None
    attribution: str
    rule: str
    state: str


@dataclass(frozen=True, repr=False)
class Drug:
    """A course that goes on: its words, and the calendar date or day it began."""

    name: str
    dose: str
    since: str


@dataclass(frozen=True, repr=False)
class Summary:
    patient: PatientRow
    data: MasterData
    status: str
    status_on: str
    events: tuple[Event, ...]
    drugs: tuple[Drug, ...]
    course: CourseView
    visit: VisitLine | None
    drafts: tuple[str, ...]
    unsigned: tuple[str, ...]

    @property
    def is_draft(self) -> bool:
        """Whether something on it nobody has signed yet."""
        return any(each.state != "signed" for each in self.events)


def summary(workspace: Workspace, patient_id: str) -> Summary:
    """Of the treatment that the patient's page shows.  Raises KeyError for a patient who is not there."""
    patient, data = patients.view(workspace, patient_id), identity.master_data(workspace, patient_id)
    with workspace.store.read() as session:
        rows = queries.records_of_treatment(session, patient.treatment_id)
        drafts = [each.id for each in queries.drafts(session, patient_id) if each.record_id is None]
    rows = [
        each
        for each in rows
        if each.status != "withdrawn" and workspace.catalogue.has_form(each.form, each.form_version)
    ]
    rows.sort(key=lambda each: (each.onset_from is None, each.onset_from or 0, each.id))
    events = [
        _event(workspace, each, patient.infused_on)
        for each in rows
        if _form(workspace, each).kind == "toxicity"
    ]
    drafted = [*_drafted(workspace, drafts)]
    status, status_on = _status(workspace, rows, patient.infused_on)
    return Summary(
        patient=patient,
        data=data,
        status=status,
        status_on=status_on,
        events=(*events, *(each for _, each in drafted if each is not None)),
        drugs=tuple(_drugs(workspace, rows, patient.infused_on)),
        course=course_view(workspace, patient.treatment_id),
        visit=next((each for each in agenda.visits(workspace) if each.id == patient_id), None),
        drafts=tuple(title for title, _ in drafted),
        unsigned=tuple(each.title for each in events if each.state == "ready"),
    )


def calendar(days: Days | None, infused_on: date | None) -> str:
    """The date of an exact day, or of both ends of an interval."""
    if days is None or infused_on is None or days.first is None or days.last is None:
        return ""
    ends = [infused_on + timedelta(day) for day in dict.fromkeys((days.first, days.last))]
    return "–".join(day.strftime("%d.%m.%Y") for day in ends)


def _event(workspace: Workspace, row: Record, infused_on: date | None) -> Event:
    form = _form(workspace, row)
    onset = Days(row.onset_from, row.onset_to, row.onset_window) if row.onset_window else None
    ended = row.resolved_to is not None and row.onset_from is not None
    judged = judgements(workspace, row.id)
    grade = row.grade_confirmed if row.grade_confirmed is not None else row.grade
    return Event(
        title=title_of(form, row.answers, workspace.catalogue, workspace.language)[1],
        onset=onset,
        calendar=calendar(onset, infused_on),
        days=(row.resolved_to or 0) - (row.onset_from or 0) + 1 if ended else None,
        grade=grade,
        at_least=row.grade_at_least if grade is None else None,
        attribution=judged[-1].category if judged else _said(workspace, form, row, "attribution"),
        rule=" ".join(filter(None, (row.grading_system, row.grading_version))),
        state=row.status,
    )


def _drafted(workspace: Workspace, ids: Iterable[str]) -> Iterable[tuple[str, Event | None]]:
    """The title of each draft, and the event it will be if it is one."""
    for draft_id in ids:
        opened = records.open_draft(workspace, draft_id)
        draft, form = opened.draft, opened.draft.form
        title = title_of(form, draft.answers, workspace.catalogue, workspace.language)[1]
        onset = form.with_role("onset")
        if form.kind != "toxicity":
            yield title, None
            continue
        days, graded = draft.day_note(onset.id) if onset else None, draft.grade()
        yield (
            title,
            Event(
                title=title,
                onset=days,
                calendar=calendar(days, draft.infusion),
                days=None,
                grade=graded.value,
                at_least=graded.at_least if graded.value is None else None,
                attribution="",
                rule=" ".join(filter(None, (graded.system, graded.version))),
                state="draft",
            ),
        )


def _status(workspace: Workspace, rows: list[Record], infused_on: date | None) -> tuple[str, str]:
    """The state of the disease at the last visit that says one."""
    for row in reversed(rows):
        if row.form != _STATUS_FORM or row.onset_from is None:
            continue
        said = _words(workspace, _form(workspace, row), row, _STATUS_FIELD)
        if said:
            return said, calendar(Days(row.onset_from, row.onset_to), infused_on)
    return "", ""


def _drugs(workspace: Workspace, rows: list[Record], infused_on: date | None) -> Iterable[Drug]:
    """Courses that nobody has stopped."""
    for row in rows:
        form = _form(workspace, row)
        stop, start = form.with_role("stop"), form.with_role("start")
        if (
            form.kind != "course"
            or stop is None
            or (stop.id in row.answers and "value" in row.answers[stop.id])
        ):
            continue
        held = Held.of(row.answers, row.private)
        began = held.exact(Place(start.id)) if start else None
        dose = (
            _words(workspace, form, row, name) for name in ("dose", "dose_unit", "dose_grams", "schedule")
        )
        since = calendar(began, infused_on) or (began.shown(workspace.language) if began else "")
        yield Drug(_said(workspace, form, row, "agent"), " ".join(filter(None, dose)), since)


def _said(workspace: Workspace, form: Form, row: Record, role: str) -> str:
    field = form.with_role(role)
    return _words(workspace, form, row, field.id) if field else ""


def _words(workspace: Workspace, form: Form, row: Record, field_id: str) -> str:
    field = next((each for each in form.fields() if each.id == field_id), None)
    if field is None:
        return ""
    return wording(
        field,
        row.answers.get(field_id, {}),
        catalogue=workspace.catalogue,
        language=workspace.language,
        infusion=None,
    )


def _form(workspace: Workspace, row: Record) -> Form:
    return workspace.catalogue.form(row.form, row.form_version)
