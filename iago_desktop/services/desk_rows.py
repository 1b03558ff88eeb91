"""Content of another computer as rows of this one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from iago_desktop.definitions.model import Form
from iago_desktop.rules.held import Held, Place
from iago_desktop.services.desk_states import Held_
from iago_desktop.services.names import search_text
from iago_desktop.services.withdrawal import CONTINUES
from iago_desktop.store.transaction import Transaction
from iago_desktop.tables import Consent, Identity, InfusionDate, Patient, Record, Treatment, User


def as_row(
    kind: str, row_id: str, fixed: Mapping[str, Any], content: Mapping[str, Any], before: Held_ | None
) -> Held_:
    """A row of its own, not the one that stands; what is fixed is as it was."""
    if before is not None:
        fixed = {
            name: getattr(before, name)
            for name in ("verify_key", "patient_id", "treatment_id", "form", "about")
            if hasattr(before, name)
        } | dict(fixed)
    match kind:
        case "user":
            return User(
                id=row_id,
                name=content["name"],
                role=content["role"],
                rights=content["rights"],
                active=content["active"],
                verify_key=fixed["verify_key"],
            )
        case "patient":
            return Patient(id=row_id, pid=content["pid"], sex=content["sex"])
        case "consent":
            given, version, note, private = content["word"]
            return Consent(
                id=row_id,
                patient_id=fixed["patient_id"],
                given=given,
                form_version=version,
                note=note,
                private=private,
            )
        case "treatment":
            answers = content["answers"]
            return Treatment(
                id=row_id,
                patient_id=fixed["patient_id"],
                form_version=content["form_version"],
                answers=answers,
                private=content["private"],
                product=_code(answers, "product"),
                indication=_code(answers, "indication"),
            )
    confirmed, reason = content["grade_confirmed"]
    return Record(
        id=row_id,
        patient_id=fixed["patient_id"],
        treatment_id=fixed["treatment_id"],
        form=fixed["form"],
        about=fixed["about"],
        form_version=content["form_version"],
        answers=content["answers"],
        private=content["private"],
        grade_confirmed=confirmed,
        grade_reason=reason,
    )


def put_beside(transaction: Transaction, kind: str, row_id: str, content: Mapping[str, Any]) -> None:
    """What lies in a table of its own: who it is, and when the infusion was.

    It has gone where the patient goes on under another pseudonym.
    """
    continued = content.get(f"more.{CONTINUES}")
    gone: Identity | InfusionDate | None = None
    if continued and kind == "patient":
        gone = transaction.session.get(Identity, continued)
    elif continued and kind == "treatment":
        gone = transaction.session.get(InfusionDate, continued)
    if gone is not None:
        transaction.drop_aside(gone)
    if kind == "treatment" and "infused_on" in content:
        transaction.put_aside(InfusionDate(id=row_id, infused_on=content["infused_on"]))
    if kind == "patient" and "surname" in content:
        told = content["born_on"]
        born = date.fromisoformat(told).strftime("%d.%m.%Y") if told else ""
        surname, given_name = content["surname"], content["given_name"]
        search = search_text(surname, given_name, born)
        transaction.put_aside(
            Identity(id=row_id, surname=surname, given_name=given_name, born_on=told, search=search)
        )


def set_days(record: Record, form: Form) -> None:
    """The columns that lists and queries need, worked out by role."""
    held = Held.of(record.answers, record.private)
    onset, resolution = form.with_role("onset"), form.with_role("resolution")
    began = held.exact(Place(onset.id)) if onset and onset.id in record.answers else None
    ended = held.exact(Place(resolution.id)) if resolution and resolution.id in record.answers else None
    record.onset_from, record.onset_to = (began.first, began.last) if began else (None, None)
    record.onset_window = began.window_code if began else None
    record.resolved_from, record.resolved_to = (ended.first, ended.last) if ended else (None, None)


def _code(answers: Mapping[str, Any], name: str) -> str | None:
    value = answers.get(name, {}).get("value")
    return value if isinstance(value, str) else None
