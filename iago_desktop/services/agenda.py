"""What there is to do today, over all patients: visits, drafts, signatures.

Visits need one question about treatments and one about their last visits, whatever the number of patients.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, literal_column
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, func, or_, select

from iago_desktop.definitions.model import PlannedVisit
from iago_desktop.errors import IagoError
from iago_desktop.rules.schedule import NextVisit, next_visit
from iago_desktop.services.course import REGRADE
from iago_desktop.services.records import open_draft
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Draft, Identity, InfusionDate, Patient, Record, Revision, Treatment

VISIT, NEXT_DATE = "follow_up", "next_visit"
ENDS = ("death", "end_of_follow_up")


@dataclass(frozen=True, repr=False)
class VisitLine:
    """`on` is the day aimed at or agreed, `until` the last day of its window, `last` the last visit.

    All are calendar dates.
    """

    id: str  # the patient's
    treatment_id: str
    surname: str
    given_name: str
    pid: str
    product: str | None
    indication: str | None
    day_today: int
    visit: NextVisit
    on: date
    until: date | None
    last: date | None = None


@dataclass(frozen=True, repr=False)
class DraftLine:
    """`open` counts what is missing or to be confirmed, None where its form is no longer installed.

    Where nothing was counted, `is_counted` is false.
    """

    id: str
    patient_id: str
    surname: str
    given_name: str
    pid: str
    form: str
    form_version: int
    day_today: int | None
    open: int | None
    to_confirm: int
    corrects: str | None
    by: str
    saved_at: str
    is_counted: bool = True


@dataclass(frozen=True, repr=False)
class SignLine:
    """A record that nobody signed, or whose grade changed since."""

    id: str
    patient_id: str
    surname: str
    given_name: str
    pid: str
    form: str
    form_version: int
    day_today: int | None
    regraded: bool


def visits(workspace: Workspace) -> tuple[VisitLine, ...]:
    """The next visit of everybody who has one, planned ones too; what closes first comes first."""
    today, schedule = workspace.today(), workspace.catalogue.schedule()
    with workspace.store.read() as session:
        last, ended = _last_visits(session), _ended(session)
        lines = [_visit(line, today, schedule, last, ended) for line in _treatments(session)]
    return tuple(sorted(filter(None, lines), key=_urgency))


def due(workspace: Workspace) -> tuple[VisitLine, ...]:
    return tuple(line for line in visits(workspace) if line.visit.state != "planned")


def drafts(workspace: Workspace, *, count: bool = True) -> tuple[DraftLine, ...]:
    """Last touched first.  To `count` what is open each draft is worked out: some 10 ms for one.

    What was counted before is told again as long as nothing was written to the draft or about its patient.
    """
    with workspace.store.read() as session:
        question = (
            select(Draft, Identity, InfusionDate.infused_on, Patient.pid)
            .join(Patient, col(Patient.id) == col(Draft.patient_id))
            .join(Identity, col(Identity.id) == col(Draft.patient_id), isouter=True)
            .join(InfusionDate, col(InfusionDate.id) == col(Draft.treatment_id), isouter=True)
            .order_by(col(Draft.saved_at).desc(), col(Draft.id))
        )
        found = list(session.exec(question))
        names = {user.id: user.name for user in queries.users(session)}
        newest = {row.patient_id: _newest(session, row.patient_id) for row, *_ in found}
    today, before = workspace.today(), _COUNTED.setdefault(workspace, {})
    now: dict[str, _Count] = {}
    lines = []
    for row, who, infused, pid in found:
        known = before.get(row.id)
        as_of = hash((today, newest[row.patient_id], str(row.raw)))
        if known is None or known.as_of != as_of:
            known = _counted(workspace, row.id, as_of) if count else None
        if known is not None:
            now[row.id] = known
        lines.append(_draft(row, who, _days(infused, today), pid, names.get(row.by, row.by), known))
    _COUNTED[workspace] = now
    return tuple(lines)


def to_sign(workspace: Workspace) -> tuple[SignLine, ...]:
    """By name.  A record that was graded again since its signature is signed once more."""
    question = (
        select(
            Record.id,
            Record.patient_id,
            Identity.surname,
            Identity.given_name,
            Patient.pid,
            Record.form,
            Record.form_version,
            InfusionDate.infused_on,
            Record.status,
        )  # type: ignore[call-overload]
        .join(Patient, col(Patient.id) == col(Record.patient_id))
        .join(Identity, col(Identity.id) == col(Record.patient_id), isouter=True)
        .join(InfusionDate, col(InfusionDate.id) == col(Record.treatment_id), isouter=True)
        .where(or_(col(Record.status) == "ready", _is_regraded()))
        .where(col(Record.status) != "withdrawn")
        .order_by(col(Identity.surname), col(Identity.given_name), col(Record.id))
    )
    today = workspace.today()
    with workspace.store.read() as session:
        return tuple(
            SignLine(
                id_, patient, surname or "", given or "", pid, form, version, _days(infused, today),
                regraded=status == "signed",
            )
            for id_, patient, surname, given, pid, form, version, infused, status in session.exec(question)
        )  # fmt: skip


def _is_regraded() -> ColumnElement[bool]:
    """Whether the newest revision of a record is that of a grade worked out again."""
    newer = aliased(Revision)
    is_newest = ~exists().where(
        col(newer.site) == "",
        col(newer.entity_id) == col(Revision.entity_id),
        col(newer.revision) > col(Revision.revision),
    )
    # Not a parameter: the index over the few of these is taken only where the statement says the same.
    regraded = col(Revision.intent) == literal_column(f"'{REGRADE}'")
    return col(Record.id).in_(select(Revision.entity_id).where(regraded, is_newest))


def _urgency(line: VisitLine) -> tuple[int, date, str]:
    order = {"overdue": 0, "due": 1, "planned": 2}[line.visit.state]
    return order, (line.until or line.on) if order == 1 else line.on, line.surname


def _visit(
    row: Any,
    today: date,
    schedule: tuple[PlannedVisit, ...],
    last: Mapping[str, tuple[int, int | None]],
    ended: frozenset[str],
) -> VisitLine | None:
    treatment_id, patient_id, infused_on, product, indication, surname, given_name, pid = row
    infused = date.fromisoformat(infused_on)
    day, agreed = last.get(treatment_id, (None, None))
    found = next_visit(
        schedule,
        (today - infused).days,
        () if day is None else (day,),
        agreed,
        ended=patient_id in ended,
    )
    if found is None:
        return None
    return VisitLine(
        id=patient_id,
        treatment_id=treatment_id,
        surname=surname or "",
        given_name=given_name or "",
        pid=pid,
        product=product,
        indication=indication,
        day_today=(today - infused).days,
        visit=found,
        on=infused + timedelta(found.day),
        until=infused + timedelta(found.planned.last) if found.planned else None,
        last=None if day is None else infused + timedelta(day),
    )


def _treatments(session: Session) -> Iterable[Any]:
    """The last dated infusion of each patient."""
    dated = col(InfusionDate.infused_on)
    question = (
        select(
            Treatment.id,
            Treatment.patient_id,
            dated,
            Treatment.product,
            Treatment.indication,
            Identity.surname,
            Identity.given_name,
            Patient.pid,
        )  # type: ignore[call-overload]
        .join(Patient, col(Patient.id) == col(Treatment.patient_id))
        .join(InfusionDate, col(InfusionDate.id) == col(Treatment.id))
        .join(Identity, col(Identity.id) == col(Treatment.patient_id), isouter=True)
        .where(dated.is_not(None))
        .order_by(dated, col(Treatment.id))
    )
    return {row[1]: row for row in session.exec(question)}.values()


def _last_visits(session: Session) -> dict[str, tuple[int, int | None]]:
    """Day of the last visit and the next day agreed then, by treatment.

    The windows of earlier visits closed before it, or are done by it.
    """
    later = aliased(Record)
    is_last = ~exists().where(
        col(later.form) == VISIT,
        col(later.treatment_id) == col(Record.treatment_id),
        col(later.onset_from) > col(Record.onset_from),
        col(later.status) != "withdrawn",
    )
    # Only of the newest visit: reading every visit's answers would take most of the time.
    day = func.json_extract(col(Record.answers), f"$.{NEXT_DATE}.value.day")
    question = select(Record.id, Record.treatment_id, Record.onset_from, day).where(
        col(Record.form) == VISIT, col(Record.status) != "withdrawn", is_last
    )
    # Of two on one day always the same one.  Sorted here: the database would sort them with all they answer.
    return {
        treatment: (onset, agreed)
        for _, treatment, onset, agreed in sorted(session.exec(question), key=lambda line: line[0])
        if onset is not None
    }


def _ended(session: Session) -> frozenset[str]:
    """Patients, whichever of their treatments the end was recorded at."""
    question = select(Record.patient_id).where(col(Record.form).in_(ENDS), col(Record.status) != "withdrawn")
    return frozenset(session.exec(question).all())


class _Count(NamedTuple):
    """`open` is None where the form is no longer installed."""

    as_of: int
    open: int | None
    to_confirm: int


_COUNTED: WeakKeyDictionary[Workspace, dict[str, _Count]] = WeakKeyDictionary()


def _newest(session: Session, patient_id: str) -> int | None:
    """The number of the last thing written about a patient."""
    question = select(func.max(col(Revision.seq))).where(col(Revision.patient_id) == patient_id)
    return session.exec(question).one()


def _counted(workspace: Workspace, draft_id: str, as_of: int) -> _Count:
    try:
        items = open_draft(workspace, draft_id).draft.open_items()
    except IagoError:  # the form of another version, or the draft was just signed elsewhere
        return _Count(as_of, None, 0)
    return _Count(as_of, len(items), sum(item.why == "unconfirmed" for item in items))


def _draft(
    row: Draft, who: Identity | None, day_today: int | None, pid: str, by: str, count: _Count | None
) -> DraftLine:
    return DraftLine(
        id=row.id,
        patient_id=row.patient_id,
        surname=who.surname if who else "",
        given_name=who.given_name if who else "",
        pid=pid,
        form=row.form,
        form_version=row.form_version,
        day_today=day_today,
        open=count.open if count else None,
        to_confirm=count.to_confirm if count else 0,
        corrects=row.record_id,
        by=by,
        saved_at=row.saved_at,
        is_counted=count is not None,
    )


def _days(infused_on: str | None, today: date) -> int | None:
    return (today - date.fromisoformat(infused_on)).days if infused_on else None
