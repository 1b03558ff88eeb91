"""What a registry asks its database while a bundle arrives, and the blanking that the law demands."""

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import Session, col, select, update

from iago_desktop.tables import Consent, Patient, Question, Record, Revision, Treatment, User

_AT_ONCE = 500  # variables in one question

Held = Patient | Treatment | Record | Consent | Question


def user_keys(session: Session, site: str) -> dict[str, str]:
    """u1 -> the key that the site's audit introduced."""
    question = select(User).where(col(User.site) == site)
    return {user.id.removeprefix(f"{site}/"): user.verify_key for user in session.exec(question).all()}


def revisions(session: Session, site: str, entity_ids: Iterable[str]) -> dict[str, list[Revision]]:
    """All that have come of these, oldest first."""
    wanted, found = list(dict.fromkeys(entity_ids)), defaultdict[str, list[Revision]](list)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        question = select(Revision).where(col(Revision.site) == site, col(Revision.entity_id).in_(some))
        for revision in session.exec(question.order_by(col(Revision.revision))).all():
            found[revision.entity_id].append(revision)
    return found


def row(session: Session, table: type[Held], entity_id: str) -> Held | None:
    """Of whichever site: ids are random, and one that comes from two sites is looked at by a person."""
    found = session.get(table, entity_id)
    return found if isinstance(found, Held) else None


def patient_with(session: Session, site: str, pid: str) -> Patient | None:
    return session.exec(select(Patient).where(col(Patient.site) == site, col(Patient.pid) == pid)).first()


def treatments_of(session: Session, patient_id: str) -> list[Treatment]:
    return list(session.exec(select(Treatment).where(col(Treatment.patient_id) == patient_id)).all())


def records_of(session: Session, patient_id: str) -> list[Record]:
    return list(session.exec(select(Record).where(col(Record.patient_id) == patient_id)).all())


def questions_of(session: Session, patient_id: str) -> list[Question]:
    return list(session.exec(select(Question).where(col(Question.patient_id) == patient_id)).all())


def consents_of(session: Session, patient_id: str) -> list[Consent]:
    return list(session.exec(select(Consent).where(col(Consent.patient_id) == patient_id)).all())


def has_consent(session: Session, patient_id: str) -> bool:
    """The newest word of the patient, in the order of arrival."""
    question = (
        select(Consent.given)
        .join(Revision, col(Revision.entity_id) == col(Consent.id))
        .where(col(Consent.patient_id) == patient_id, col(Revision.kind) == "consent")
        .order_by(col(Revision.seq).desc())
    )
    return session.exec(question).first() is True


def blank_patient(session: Session, patient_id: str) -> None:
    """Erase what every revision about the patient said, whatever it was about."""
    session.exec(
        update(Revision)
        .where(col(Revision.patient_id) == patient_id, col(Revision.body).is_not(None))
        .values(body=None)
    )


def blank(session: Session, entity_ids: list[str]) -> None:
    """Erase what the revisions said; their digests stay, so that the history still verifies."""
    session.exec(
        update(Revision)
        .where(col(Revision.entity_id).in_(entity_ids), col(Revision.body).is_not(None))
        .values(body=None)
    )
