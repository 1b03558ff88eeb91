"""Which revisions leave with the next bundle, and what stays here and why."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, literal_column
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, exists, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from iago_desktop.store.bodies import LEAVING
from iago_desktop.store.lines import HeldBack, WaitingLine
from iago_desktop.tables import Consent, Draft, Identity, Patient, Quarantined, Record, Revision

_GONE = ("void", "withdraw")


def waiting(session: Session) -> list[Revision]:
    """The revisions of which _may_leave(), oldest first."""
    return list(session.exec(select(Revision).where(_may_leave()).order_by(col(Revision.seq))).all())


def waiting_lines(session: Session) -> list[WaitingLine]:
    """The same without what is in them."""
    question = select(Revision.kind, Revision.entity_id, Revision.patient_id).where(_may_leave())
    return [WaitingLine(*line) for line in session.exec(question)]


@cache  # what is asked after every entry: putting the question together takes longer than the answer
def _may_leave() -> ColumnElement[bool]:
    """What may leave and has not left.

    1. the patient's newest consent is given;
    2. for a record: its newest revision is signed, or takes it back (void, withdraw); then all its revisions;
    3. it has not left with an earlier bundle, which is noted on each revision and not as a high-water mark,
       so that a later consent sends what was written before it;
    4. and the withdrawal of a consent itself, when something of that patient has left before: it says no more
       than that, and without it the registry would never hear;
    5. of a patient who withdrew nothing else ever leaves under that pseudonym, whatever is written later;
    6. a row that is set apart does not leave, and where it is the patient's own nothing of the patient does.
    """
    earlier = aliased(Revision)
    has_left = exists().where(
        col(earlier.patient_id) == col(Revision.patient_id), col(earlier.bundle).is_not(None)
    )
    return and_(
        col(Revision.bundle).is_(None),
        col(Revision.body).is_not(None),
        func.likely(col(Revision.site) == ""),  # of all, so that its index finds nothing
        or_(
            and_(
                col(Revision.kind).in_(LEAVING),
                ~_is_patients_withdrawal(),
                col(Revision.patient_id).in_(consenting()),
                col(Revision.patient_id).not_in(withdrawn()),
                ~_is_apart(),
                or_(col(Revision.kind) != "record", _is_settled(col(Revision.entity_id))),
            ),
            and_(col(Revision.kind) == "consent", has_left, col(Revision.patient_id).not_in(withdrawn())),
            and_(
                _is_patients_withdrawal(),
                has_left,
                col(Revision.patient_id).not_in(consenting()),
                ~_is_overtaken(),
            ),
        ),
    )


def _is_apart() -> ColumnElement[bool]:
    of_patient = col(Quarantined.kind).in_(("patient", "treatment", "consent"))
    patients = select(func.coalesce(Quarantined.patient_id, "")).where(of_patient)
    return or_(
        col(Revision.entity_id).in_(select(Quarantined.id)),
        func.coalesce(Revision.patient_id, "-").in_(patients),
    )


def withdrawn() -> SelectOfScalar[str]:
    """Patients whose withdrawal is on its way; one that has not left is taken back by a new consent."""
    return select(Revision.entity_id).where(
        _is_patients_withdrawal(),
        or_(col(Revision.bundle).is_not(None), col(Revision.patient_id).not_in(consenting())),
    )


def has_withdrawn(session: Session, patient_id: str) -> bool:
    """Whether a withdrawal of this patient has left: under this pseudonym nothing follows it."""
    left = and_(
        _is_patients_withdrawal(), col(Revision.entity_id) == patient_id, col(Revision.bundle).is_not(None)
    )
    return bool(session.exec(select(exists().where(left))).one())


def continued() -> SelectOfScalar[str]:
    """Patients who withdrew and came again: they go on under another pseudonym and are shown there alone."""
    return select(Revision.entity_id).where(
        _is_patients_withdrawal(),
        col(Revision.bundle).is_not(None),
        ~exists().where(col(Identity.id) == col(Revision.entity_id)),
    )


def _is_patients_withdrawal() -> ColumnElement[bool]:
    # Not a parameter: the index is over these alone.
    withdraw: ColumnElement[str] = literal_column("'withdraw'")
    return and_(col(Revision.op) == withdraw, col(Revision.kind) == "patient")


def _is_overtaken() -> ColumnElement[bool]:
    """Whether the patient has said something wider since."""
    later = aliased(Revision)
    return exists().where(
        col(later.op) == literal_column("'withdraw'"),
        col(later.entity_id) == col(Revision.entity_id),
        col(later.seq) > col(Revision.seq),
    )


def held_back(session: Session) -> HeldBack:
    drafts, unsigned, without_consent, withdrawn = (
        session.exec(each).one() for each in _held_back_questions()
    )
    return HeldBack(drafts, unsigned, without_consent, withdrawn)


@cache
def _held_back_questions() -> tuple[SelectOfScalar[int], ...]:
    unsigned = (
        select(func.count())
        .select_from(Record)
        .where(
            col(Record.patient_id).in_(consenting()),
            col(Record.status) == "ready",
            _newest_op(col(Record.id)).not_in(_GONE),
        )
    )
    without = (
        select(func.count())
        .select_from(Patient)
        .where(
            col(Patient.id).not_in(consenting()),
            col(Patient.id).not_in(withdrawn()),
            exists().where(col(Record.patient_id) == col(Patient.id)),
        )
    )
    gone = (
        select(func.count())
        .select_from(Patient)
        .where(col(Patient.id).in_(withdrawn()), col(Patient.id).not_in(continued()))
    )
    return select(func.count()).select_from(Draft), unsigned, without, gone


def consenting() -> SelectOfScalar[str]:
    """Patients whose newest word on consent is yes."""
    return (
        select(Consent.patient_id)
        .join(Revision, col(Revision.entity_id) == col(Consent.id))
        .where(is_newest_consent(), col(Revision.op) == "put", col(Consent.given).is_(True))
    )


def is_newest_consent() -> ColumnElement[bool]:
    """Not by GROUP BY: memory is locked and wiped for every group, which is slower than to look each up."""
    newer = aliased(Revision)
    # Not a parameter: the index is over these alone, and is taken only where the statement says the same.
    consent: ColumnElement[str] = literal_column("'consent'")
    return and_(
        col(Revision.kind) == consent,
        ~exists().where(
            col(newer.kind) == consent,
            col(newer.patient_id) == col(Revision.patient_id),
            col(newer.seq) > col(Revision.seq),
        ),
    )


def _newest_op(entity: Any) -> ScalarSelect[str]:
    newest = aliased(Revision)
    return (
        select(newest.op)
        .where(newest.site == "", newest.entity_id == entity)
        .order_by(col(newest.revision).desc())
        .limit(1)
        .scalar_subquery()
    )


def _is_settled(record: Any) -> ColumnElement[bool]:
    """Whether the newest revision of a record is signed or takes the record back."""
    return exists().where(
        col(Record.id) == record,
        or_(col(Record.status) == "signed", _newest_op(col(Record.id)).in_(_GONE)),
    )
