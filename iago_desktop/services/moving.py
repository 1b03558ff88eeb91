"""An entry that was made at the wrong patient.

Nothing is changed in place and nothing disappears: at the one it is taken back as entered by mistake, at the
other there is a new entry with the same answers, its days counted from that infusion.  Both histories say so.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from sqlmodel import Session

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import InputError
from iago_desktop.rules.grade import grade
from iago_desktop.services.course import course_of, readable, regrade, set_grade
from iago_desktop.services.entries import title_of
from iago_desktop.services.shifting import Graded, Shifted, days_between, shifted_record, shifts
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.lines import TreatmentLine
from iago_desktop.tables import Patient, Record, Treatment

INTENT = "move_record"
MOVED_TO, MOVED_FROM = "moved_to", "moved_from"


@dataclass(frozen=True, repr=False)
class MovePreview:
    """`treatment_id` is the infusion that the days will be counted from, `infused_on` its day.

    `not_dated`: one of the two infusion dates is not known, so days stay days.  `judgements` move along.
    """

    treatment_id: str
    infused_on: date | None
    infused_here: date | None
    not_dated: bool
    dates: tuple[Shifted, ...]
    grade: Graded | None
    judgements: int
    has_left: bool


@dataclass(frozen=True)
class Moved:
    """Where a record went or came from: the patient and the record there."""

    patient_id: str
    record_id: str


def preview_move(workspace: Workspace, record_id: str, patient_id: str) -> MovePreview:
    """Raises InputError for what cannot be moved."""
    catalogue, language = workspace.catalogue, workspace.language
    with workspace.store.read() as session:
        record = _movable(session, catalogue, record_id, patient_id)
        target, here = _target(session, record, patient_id), _infused_on(session, record)
        there = date.fromisoformat(target.infused_on) if target.infused_on else None
        days = days_between(here, there)
        form = catalogue.form(record.form, record.form_version)
        title = title_of(form, record.answers, catalogue, language)[1]
        moved = _moved(session, catalogue, record, target.treatment, days)
        before, after = (record.grade, record.grade_at_least), (moved.grade, moved.grade_at_least)
        dates = shifts(
            record.answers,
            record.private,
            form,
            days,
            infusion=here,
            catalogue=catalogue,
            language=language,
            title=title,
        )
        return MovePreview(
            treatment_id=target.treatment.id,
            infused_on=there,
            infused_here=here,
            not_dated=here is None or there is None,
            dates=tuple(dates),
            grade=Graded(title, before, after) if before != after else None,
            judgements=len(_judgements(session, record)),
            has_left=any(each.bundle is not None for each in queries.history(session, record_id)),
        )


def move_record(workspace: Workspace, record_id: str, patient_id: str, reason: str) -> str:
    """The id of the entry at the other patient; nobody has signed it yet.

    Later judgements of it move along.  Raises InputError for what cannot be moved.
    """
    if not reason.strip():
        raise InputError("correction_reason_missing")
    catalogue = workspace.catalogue
    with workspace.write(INTENT, reason.strip()) as transaction:
        session = transaction.session
        record = _movable(session, catalogue, record_id, patient_id)
        target, here = _target(session, record, patient_id), _infused_on(session, record)
        days = days_between(here, date.fromisoformat(target.infused_on) if target.infused_on else None)
        left = session.get(Treatment, record.treatment_id)
        new_id, about = "", None
        for each in (record, *_judgements(session, record)):
            moved = _moved(session, catalogue, each, target.treatment, days)
            moved.about = about if each is not record else None
            from_patient = _pid(session, each.patient_id)
            transaction.put(
                moved,
                private_extra={
                    MOVED_FROM: {"patient": each.patient_id, "pid": from_patient, "record": each.id}
                },
            )
            there = {"patient": patient_id, "pid": _pid(session, patient_id), "record": moved.id}
            each.status = "withdrawn"
            transaction.put(each, op="void", private_extra={MOVED_TO: there})
            if each is record:
                new_id = about = moved.id
        if left is not None:
            regrade(transaction, catalogue, left, changed=record_id)
        regrade(transaction, catalogue, target.treatment, changed=new_id)
    return new_id


def moves(workspace: Workspace, record_id: str) -> tuple[Moved | None, Moved | None]:
    """(where it came from, where it went)."""
    with workspace.store.read() as session:
        history = queries.history(session, record_id)
    found: dict[str, Moved] = {}
    for entry in history:
        for name in (MOVED_FROM, MOVED_TO):
            if name in entry.stays:
                told = entry.stays[name]
                found[name] = Moved(told["patient"], told["record"])
    return found.get(MOVED_FROM), found.get(MOVED_TO)


def _movable(session: Session, catalogue: Catalogue, record_id: str, patient_id: str) -> Record:
    record = session.get(Record, record_id)
    if record is None or session.get(Patient, patient_id) is None:
        raise KeyError(record_id)
    if record.status == "withdrawn":
        raise InputError("record_withdrawn")
    if record.patient_id == patient_id:
        raise InputError("record_elsewhere")
    form = catalogue.form(record.form, record.form_version)
    if form.with_role("consent") or form.with_role("withdrawal"):
        raise InputError("record_is_consent")
    if any(record_id in (each.record_id, each.about) for each in queries.drafts(session)):
        raise InputError("record_has_draft")
    return record


def _target(session: Session, record: Record, patient_id: str) -> TreatmentLine:
    """The last infusion before the onset, else the first one."""
    lines = queries.treatments_of(session, patient_id)
    here = _infused_on(session, record)
    if here is None or record.onset_from is None:
        dated = [each for each in lines if each.infused_on]
        return (dated or lines)[-1 if dated else 0]
    onset = (here + timedelta(record.onset_from)).isoformat()
    before = [each for each in lines if each.infused_on and each.infused_on <= onset]
    return before[-1] if before else lines[0]


def _moved(session: Session, catalogue: Catalogue, record: Record, to: Treatment, days: int) -> Record:
    form = catalogue.form(record.form, record.form_version)
    moved = shifted_record(record, form, days)
    moved.id, moved.patient_id, moved.treatment_id = uuid4().hex, to.patient_id, to.id
    moved.status = "ready"
    if form.gradings:
        others = readable(queries.records_of_treatment(session, to.id), catalogue)
        _, context = course_of(session, catalogue, to, others)
        set_grade(moved, grade(form, moved.answers, moved.private, context, catalogue))
    return moved


def _judgements(session: Session, record: Record) -> list[Record]:
    rows = queries.records_of_treatment(session, record.treatment_id)
    return [each for each in rows if each.about == record.id and each.status != "withdrawn"]


def _infused_on(session: Session, record: Record) -> date | None:
    lines = queries.treatments_of(session, record.patient_id)
    told = next((line.infused_on for line in lines if line.treatment.id == record.treatment_id), None)
    return date.fromisoformat(told) if told else None


def _pid(session: Session, patient_id: str) -> str:
    patient = session.get(Patient, patient_id)
    return patient.pid if patient else ""
