"""Every question that the program asks, by name.  Each takes a session of store.read() or of a transaction.

Whether the history is untouched is asked in verify.py.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import Session, col, func, or_, select

from iago_desktop.store.leaving import (
    continued,
    has_withdrawn,
    held_back,
    is_newest_consent,
    waiting,
    waiting_lines,
    withdrawn,
)
from iago_desktop.store.lines import Entry, LedgerLine, PatientLine, TreatmentLine
from iago_desktop.tables import (
    Bundle,
    Consent,
    Definition,
    Draft,
    Identity,
    InfusionDate,
    Patient,
    Practice,
    Question,
    Record,
    Revision,
    SiteKey,
    Treatment,
    TrustFile,
    User,
)

__all__ = [
    "all_treatments",
    "audit_since",
    "bundle",
    "consent_of",
    "continued",
    "definition",
    "drafts",
    "form_of",
    "forms_of",
    "has_withdrawn",
    "held_back",
    "history",
    "history_of_patient",
    "last_bundle",
    "ledger",
    "newest_answers",
    "patients",
    "practice",
    "questions",
    "records_of",
    "records_of_treatment",
    "site_key",
    "treatments_of",
    "trust_file",
    "users",
    "waiting",
    "waiting_lines",
    "withdrawn",
]


def patients(session: Session, search: str = "", only: str | None = None) -> list[PatientLine]:
    """All, by name; `search` is a part of the folded name or of the patient number, `only` a patient's id."""
    said = dict(_consents(session, only))
    treatments = _counts(session, Treatment, only)
    records = _counts(session, Record, only, col(Record.status).in_(("ready", "signed")))
    unsigned = _counts(session, Record, only, col(Record.status) == "ready")
    drafts = _counts(session, Draft, only)
    infusions = _latest_infusions(session, only)
    question = select(
        Patient.id, Patient.pid, Patient.sex, Identity.surname, Identity.given_name, Identity.born_on
    )  # type: ignore[call-overload]
    question = question.join(Identity, col(Identity.id) == col(Patient.id), isouter=True)
    if only is None:
        question = question.where(col(Patient.id).not_in(continued()))
    else:
        question = question.where(col(Patient.id) == only)
    if search:
        part = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        question = question.where(
            or_(
                col(Identity.search).like(f"%{part}%", escape="\\"),
                col(Patient.pid).ilike(f"%{part}%", escape="\\"),
            )
        )
    question = question.order_by(col(Identity.surname), col(Identity.given_name), col(Patient.pid))
    return [
        PatientLine(
            id=id_,
            pid=pid,
            sex=sex,
            surname=surname or "",
            given_name=given_name or "",
            born_on=born_on,
            treatments=treatments[id_],
            infused_on=infusions.get(id_, (None, None))[0],
            product=infusions.get(id_, (None, None))[1],
            records=records[id_],
            unsigned=unsigned[id_],
            drafts=drafts[id_],
            consent=said.get(id_),
        )
        for id_, pid, sex, surname, given_name, born_on in session.exec(question)
    ]


def treatments_of(session: Session, patient_id: str) -> list[TreatmentLine]:
    """Oldest infusion first; one whose date is not known comes last."""
    question = (
        select(Treatment, InfusionDate)
        .join(InfusionDate, col(InfusionDate.id) == col(Treatment.id), isouter=True)
        .where(col(Treatment.patient_id) == patient_id)
        .order_by(col(InfusionDate.infused_on).is_(None), col(InfusionDate.infused_on), col(Treatment.id))
    )
    lines = []
    for treatment, infusion in session.exec(question).all():
        dated: InfusionDate | None = infusion
        lines.append(TreatmentLine(treatment, dated.infused_on if dated else None))
    return lines


def all_treatments(session: Session) -> list[Treatment]:
    """Of every patient, in the order of their ids."""
    question = select(Treatment).where(col(Treatment.patient_id).not_in(continued()))
    return list(session.exec(question.order_by(col(Treatment.id))).all())


def records_of(session: Session, patient_id: str) -> list[Record]:
    """By day of onset, unknown ones last; withdrawn ones are among them."""
    onset = col(Record.onset_from)
    question = select(Record).where(col(Record.patient_id) == patient_id)
    return list(session.exec(question.order_by(onset.is_(None), onset, col(Record.id))).all())


def records_of_treatment(session: Session, treatment_id: str) -> list[Record]:
    """In the order of their ids, which says nothing and is the same everywhere."""
    question = select(Record).where(col(Record.treatment_id) == treatment_id)
    return list(session.exec(question.order_by(col(Record.id))).all())


def newest_answers(session: Session, form: str, most: int) -> list[Mapping[str, Any]]:
    """The answers of the latest records of a form that still count."""
    question = select(Record.answers).where(col(Record.form) == form, col(Record.status) != "withdrawn")
    return list(session.exec(question.order_by(literal_column("rowid").desc()).limit(most)).all())


def forms_of(session: Session, treatment_id: str) -> list[tuple[str, int]]:
    """The forms, with version, that something was recorded in."""
    question = select(Record.form, Record.form_version).where(col(Record.treatment_id) == treatment_id)
    return [(form, version) for form, version in session.exec(question.distinct()).all()]


def drafts(session: Session, patient_id: str | None = None) -> list[Draft]:
    """Last touched first."""
    question = select(Draft).order_by(col(Draft.saved_at).desc())
    if patient_id is not None:
        question = question.where(col(Draft.patient_id) == patient_id)
    return list(session.exec(question).all())


def consent_of(session: Session, patient_id: str) -> Consent | None:
    """The newest answer of the patient, given or not."""
    question = (
        select(Consent)
        .join(Revision, col(Revision.entity_id) == col(Consent.id))
        .where(col(Consent.patient_id) == patient_id, col(Revision.kind) == "consent")
        .order_by(col(Revision.seq).desc())
    )
    return session.exec(question).first()


def audit_since(session: Session, n: int) -> list[Revision]:
    """Every revision after number `n`, also those whose content does not leave: see bodies.audit_line()."""
    return list(session.exec(select(Revision).where(col(Revision.seq) > n).order_by(col(Revision.seq))).all())


def ledger(session: Session) -> list[LedgerLine]:
    """The bundles, newest first."""
    question = select(
        Bundle.seq,
        Bundle.to,
        Bundle.set_digest,
        Bundle.created,
        Bundle.state,
        Bundle.records,
        Bundle.carried_to,
        col(Bundle.receipt).is_not(None),
    )  # type: ignore[call-overload]
    return [LedgerLine(*line) for line in session.exec(question.order_by(col(Bundle.seq).desc())).all()]


def bundle(session: Session, seq: int, site: str = "") -> Bundle | None:
    return session.exec(select(Bundle).where(col(Bundle.seq) == seq, col(Bundle.site) == site)).first()


def last_bundle(session: Session, site: str = "") -> Bundle | None:
    """The one that the next continues."""
    question = select(Bundle).where(col(Bundle.site) == site).order_by(col(Bundle.seq).desc())
    return session.exec(question).first()


def history(session: Session, entity_id: str) -> list[Entry]:
    """All revisions of a row, oldest first."""
    question = select(Revision).where(col(Revision.entity_id) == entity_id).order_by(col(Revision.revision))
    return [_entry(revision) for revision in session.exec(question).all()]


def questions(session: Session, *, still_open: bool) -> list[Question]:
    """What the registry asks, oldest first; or what was answered."""
    verdict = col(Question.verdict)
    question = select(Question).where(verdict.is_(None) if still_open else verdict.is_not(None))
    if still_open:  # nobody answers about a patient who withdrew: it would not leave
        about = col(Question.patient_id)
        question = question.where(or_(about.is_(None), about.not_in(withdrawn())))
    return list(session.exec(question.order_by(col(Question.asked), col(Question.id))).all())


def history_of_patient(session: Session, patient_id: str) -> list[tuple[Revision, Entry]]:
    """All revisions of the patient and of everything recorded about the patient, oldest first."""
    question = select(Revision).where(col(Revision.patient_id) == patient_id).order_by(col(Revision.seq))
    return [(revision, _entry(revision)) for revision in session.exec(question).all()]


def form_of(revision: Revision) -> tuple[str, int] | None:
    """The form, with version, in which that revision was filled in; None for what has none or is blanked."""
    told = json.loads(revision.body) if revision.body else {}
    return (told["form"], told["form_version"]) if told.get("form") else None


def users(session: Session) -> list[User]:
    return list(session.exec(select(User).order_by(func.length(col(User.id)), col(User.id))).all())


def practice(session: Session) -> Practice | None:
    return session.get(Practice, 1)


def site_key(session: Session, kind: str) -> SiteKey | None:
    """The practice's key in use: `sign` or `receive`."""
    question = select(SiteKey).where(col(SiteKey.kind) == kind, col(SiteKey.retired).is_(None))
    return session.exec(question.order_by(col(SiteKey.id).desc())).first()


def trust_file(session: Session, kind: str) -> TrustFile | None:
    """The card, certificate or request that holds: the highest version, the last imported of equals."""
    question = select(TrustFile).where(col(TrustFile.kind) == kind)
    return session.exec(question.order_by(col(TrustFile.version).desc(), col(TrustFile.id).desc())).first()


def definition(session: Session, form: str, version: int) -> Definition | None:
    return session.get(Definition, f"{form}:{version}")


def _consents(session: Session, only: str | None) -> Iterable[tuple[str, bool]]:
    """What each patient who said something said last."""
    question = (
        select(Consent.patient_id, Revision.op, Consent.given)
        .join(Revision, col(Revision.entity_id) == col(Consent.id))
        .where(is_newest_consent())
    )
    if only is not None:
        question = question.where(col(Revision.patient_id) == only)
    for patient, op, given in session.exec(question):
        yield patient, given and op == "put"


def _counts(session: Session, table: Any, only: str | None, *conditions: ColumnElement[bool]) -> Counter[str]:
    """By patient.  Counted here: in the database each group takes memory that is locked and wiped."""
    question = select(table.patient_id).where(*conditions)
    if only is not None:
        question = question.where(table.patient_id == only)
    return Counter(session.exec(question))


def _latest_infusions(session: Session, only: str | None) -> dict[str, tuple[str | None, str | None]]:
    question = (
        select(Treatment.patient_id, InfusionDate.infused_on, Treatment.product)
        .join(InfusionDate, col(InfusionDate.id) == col(Treatment.id), isouter=True)
        .order_by(col(InfusionDate.infused_on))
    )
    if only is not None:
        question = question.where(col(Treatment.patient_id) == only)
    return {patient: (infused_on, product) for patient, infused_on, product in session.exec(question).all()}


def _entry(revision: Revision) -> Entry:
    stays = json.loads(revision.private) if revision.private else {}
    reason = stays.pop("reason", "")
    for column in ("actor", "at", "intent"):
        stays.pop(column, None)
    return Entry(
        n=revision.seq,
        revision=revision.revision,
        op=revision.op,
        at=revision.at,
        actor=revision.actor,
        intent=revision.intent,
        reason=reason,
        data=json.loads(revision.body)["data"] if revision.body else None,
        stays=stays,
        bundle=revision.bundle,
    )
