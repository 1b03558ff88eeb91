"""A row as its history has it: the newest revision that says something, if it is the one that was signed."""

import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from iago_desktop.store import bodies
from iago_desktop.store.verify import signature_holds
from iago_desktop.tables import Consent, Patient, Record, Revision, Treatment, User

OF_EVERY_REVISION = frozenset({"actor", "at", "clock", "details", "intent", "reason", "stays"})
"""In the part of a revision that stays; everything else there belongs to the row: a name, a date."""
_TOLD_ONCE = ("identity", "infused_on")
_GRADING: Mapping[str, Any] = {"system": None, "version": None}


def newest(session: Session, entity_id: str) -> Revision | None:
    question = select(Revision).where(col(Revision.entity_id) == entity_id, col(Revision.site) == "")
    return session.exec(question.order_by(col(Revision.revision).desc()).limit(1)).first()


def holds(revision: Revision, verify_key: str | None) -> bool:
    """Its content is there, has the digests that were chained, and the named user signed them."""
    has_content = revision.body is not None and revision.private is not None
    return has_content and verify_key is not None and signature_holds(revision, verify_key)


def rebuilt(revision: Revision) -> bodies.Entity | None:
    """The row; without the columns of a record that are worked out by its form.

    None for what a revision does not have whole: the question that was answered, a patient who withdrew.
    """
    if revision.body is None or revision.private is None or revision.op == "withdraw":
        return None
    told, private = json.loads(revision.body), json.loads(revision.private)
    data, stays = told["data"], private.get("stays", {})
    patient_id = revision.patient_id or ""
    made: bodies.Entity | None = None
    match revision.kind:
        case "patient":
            made = Patient(id=revision.entity_id, pid=told["pid"], sex=data["sex"])
        case "treatment":
            made = _treatment(revision.entity_id, patient_id, told, stays)
        case "record":
            made = _record(revision.entity_id, patient_id, told, stays)
        case "consent":
            made = Consent(id=revision.entity_id, patient_id=patient_id, private=stays, **data)
        case "user":
            made = User(
                id=revision.entity_id,
                name=stays["name"],
                rights=stays.get("rights", ""),
                role=data["role"],
                verify_key=data["key"],
                active=data["active"],
            )
    return made


def beside(session: Session, revision: Revision) -> dict[str, Any]:
    """What the history says that lies in a table of its own or besides the row: `identity`, `infused_on` ...

    A name and a date are those told last, which need not be in the newest revision.
    """
    found: dict[str, Any] = {}
    question = select(Revision.private).where(
        col(Revision.entity_id) == revision.entity_id, col(Revision.private).is_not(None)
    )
    for private in session.exec(question.order_by(col(Revision.revision))):
        told = json.loads(private or b"{}")
        found |= {name: told[name] for name in _TOLD_ONCE if name in told}
    private = json.loads(revision.private or b"{}")
    return found | {name: value for name, value in private.items() if name not in OF_EVERY_REVISION}


def _treatment(
    treatment_id: str, patient_id: str, told: Mapping[str, Any], stays: dict[str, Any]
) -> Treatment:
    answers = told["data"]["answers"]
    return Treatment(
        id=treatment_id,
        patient_id=patient_id,
        form_version=told["form_version"],
        product=_code(answers, "product"),
        indication=_code(answers, "indication"),
        answers=answers,
        private=stays,
    )


def _record(record_id: str, patient_id: str, told: Mapping[str, Any], stays: dict[str, Any]) -> Record:
    data = told["data"]
    grading = data["grading"] or _GRADING
    return Record(
        id=record_id,
        patient_id=patient_id,
        treatment_id=data["treatment"],
        form=told["form"],
        form_version=told["form_version"],
        grade=data["grade"],
        grade_at_least=data["at_least"],
        grade_confirmed=data["grade_confirmed"],
        grade_reason=data["grade_reason_code"],
        grading_system=grading["system"],
        grading_version=grading["version"],
        status=data["status"],
        answers=data["answers"],
        private=stays,
        about=data.get("about"),
        beside=data.get("beside"),
    )


def _code(answers: Mapping[str, Any], name: str) -> str | None:
    value = answers.get(name, {}).get("value")
    return value if isinstance(value, str) else None
