"""What waits at one patient, how much there is, and who comes before and after in the list."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from iago_desktop.services.centre import centre_of
from iago_desktop.services.entries import title_of
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Draft, Identity, Patient, Question, Record, Treatment


@dataclass(frozen=True, repr=False)
class WaitingDraft:
    id: str
    title: str
    saved_at: str


@dataclass(frozen=True, repr=False)
class Waiting:
    """`questions` are ids, oldest first; `drafts` last touched first; `entries` counts records and drafts.

    `centre` stays in the practice, empty where nobody typed it; so does the day of the consent.
    """

    questions: tuple[str, ...]
    drafts: tuple[WaitingDraft, ...]
    entries: int
    centre: str
    consent_on: date | None


def waiting(workspace: Workspace, patient_id: str, treatment_id: str) -> Waiting:
    with workspace.store.read() as session:
        asked = (
            select(Question.id)
            .where(col(Question.patient_id) == patient_id, col(Question.verdict).is_(None))
            .order_by(col(Question.asked), col(Question.id))
        )
        questions = tuple(session.exec(asked).all())
        drafts = queries.drafts(session, patient_id)
        count = select(func.count()).select_from(Record).where(col(Record.patient_id) == patient_id)
        records = session.exec(count).one()
        treatment, consent = session.get(Treatment, treatment_id), queries.consent_of(session, patient_id)
    on = consent.private.get("given_on") if consent else None
    return Waiting(
        questions,
        tuple(_draft(workspace, each) for each in drafts),
        records + len(drafts),
        centre_of(treatment.private) if treatment else "",
        date.fromisoformat(on) if on else None,
    )


def neighbours(workspace: Workspace, patient_id: str) -> tuple[str | None, str | None]:
    """(the patient before, the patient after) by name, as the list has them."""
    with workspace.store.read() as session:
        ids = _in_order(session)
    place = ids.index(patient_id) if patient_id in ids else -1
    if place < 0:
        return None, None
    return (ids[place - 1] if place else None), (ids[place + 1] if place + 1 < len(ids) else None)


def _in_order(session: Session) -> list[str]:
    question = (
        select(Patient.id)
        .join(Identity, col(Identity.id) == col(Patient.id), isouter=True)
        .order_by(col(Identity.surname), col(Identity.given_name), col(Patient.pid))
    )
    return list(session.exec(question).all())


def _draft(workspace: Workspace, row: Draft) -> WaitingDraft:
    catalogue = workspace.catalogue
    known = catalogue.has_form(row.form, row.form_version)
    form = catalogue.form(row.form, row.form_version) if known else None
    title = title_of(form, row.raw.get("answers", {}), catalogue, workspace.language)[1]
    return WaitingDraft(row.id, title or row.form, row.saved_at)
