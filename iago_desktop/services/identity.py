"""Who a patient is and what was infused: read, and corrected with a reason.

Every correction is a revision; the name, birth date and centre that stood before are in the private part of
the revisions before it.  The infusion date moves every day of the treatment: see infusion.py.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from iago_desktop.errors import InputError
from iago_desktop.services.centre import centre_of, keep_centre, with_centre
from iago_desktop.services.names import search_text
from iago_desktop.services.patients import SEXES, Coded, age_at, age_band, coded
from iago_desktop.services.setup import single_line
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.transaction import Transaction
from iago_desktop.supposed import in_future
from iago_desktop.tables import Identity, InfusionDate, Patient, Treatment

INTENT = "correct_master_data"


@dataclass(frozen=True, repr=False)
class Infusion:
    """One treatment as it is read.  `age_band` and `half_year` follow from the dates and are what leaves."""

    id: str
    product: Coded
    indication: Coded
    centre: str
    infused_on: date | None
    age_band: str
    half_year: str


@dataclass(frozen=True, repr=False)
class MasterData:
    """`infusions` oldest first; one without a date comes last."""

    id: str
    pid: str
    surname: str
    given_name: str
    born_on: date | None
    sex: str | None
    infusions: tuple[Infusion, ...]
    consent: bool | None
    consent_on: date | None
    consent_note: str
    corrected_at: str  # UTC; empty if nothing was ever corrected
    corrected_by: str
    corrected_why: str


@dataclass(frozen=True, repr=False)
class Corrected:
    """Everything of the person and of one treatment as it should be."""

    surname: str
    given_name: str
    born_on: date | None
    sex: str | None
    product: Coded
    indication: Coded
    centre: str


def master_data(workspace: Workspace, patient_id: str) -> MasterData:
    """Raises KeyError for a patient who is not there."""
    with workspace.store.read() as session:
        patient, identity = session.get(Patient, patient_id), session.get(Identity, patient_id)
        if patient is None:
            raise KeyError(patient_id)
        lines = queries.treatments_of(session, patient_id)
        consent = queries.consent_of(session, patient_id)
        ids = (patient_id, *(line.treatment.id for line in lines))
        changes = sorted((each for id_ in ids for each in queries.history(session, id_)), key=lambda e: e.n)
        names = {user.id: user.name for user in queries.users(session)}
    newest = next((each for each in reversed(changes) if each.revision > 1), None)
    given_on = consent.private.get("given_on") if consent else None
    return MasterData(
        id=patient_id,
        pid=patient.pid,
        surname=identity.surname if identity else "",  # of a pseudonym that was given up nobody is called so
        given_name=identity.given_name if identity else "",
        born_on=_day(identity.born_on) if identity else None,
        sex=patient.sex,
        infusions=tuple(_infusion(line.treatment, _day(line.infused_on)) for line in lines),
        consent=consent.given if consent else None,
        consent_on=_day(given_on),
        consent_note=str(consent.private.get("note") or consent.note) if consent else "",
        corrected_at=newest.at if newest else "",
        corrected_by=names.get(newest.actor, newest.actor) if newest else "",
        corrected_why=newest.reason if newest else "",
    )


def correct(
    workspace: Workspace, patient_id: str, treatment_id: str, corrected: Corrected, reason: str
) -> None:
    """Write what is different.  Raises InputError `nothing_changed` and for what cannot be true."""
    if not reason.strip():
        raise InputError("correction_reason_missing")
    with workspace.write(INTENT, reason.strip()) as transaction:
        _check(transaction.session, patient_id, corrected, workspace.today())
        person = _correct_person(transaction, patient_id, corrected)
        treatment = _correct_treatment(workspace, transaction, treatment_id, corrected)
        if not person and not treatment:
            raise InputError("nothing_changed")


def _check(session: Session, patient_id: str, corrected: Corrected, today: date) -> None:
    if corrected.sex not in (*SEXES, None):
        raise ValueError(corrected.sex)
    if not single_line(corrected.surname):
        raise InputError("surname_missing")
    born_on = corrected.born_on
    if born_on is None:
        return
    if in_future(born_on, today):
        raise InputError("born_in_future")
    infused = (_day(line.infused_on) for line in queries.treatments_of(session, patient_id))
    if any(day is not None and born_on > day for day in infused):
        raise InputError("born_after_infusion")


def _correct_person(transaction: Transaction, patient_id: str, corrected: Corrected) -> bool:
    session = transaction.session
    patient, before = session.get(Patient, patient_id), session.get(Identity, patient_id)
    if patient is None or before is None:
        raise KeyError(patient_id)
    surname, given_name = single_line(corrected.surname), single_line(corrected.given_name)
    born_on = corrected.born_on.isoformat() if corrected.born_on else None
    was = before.surname, before.given_name, before.born_on, patient.sex
    if was == (surname, given_name, born_on, corrected.sex):
        return False
    had_born_on = before.born_on
    identity = {"surname": surname, "given_name": given_name, "born_on": born_on}
    changed = Patient(id=patient.id, site=patient.site, pid=patient.pid, sex=corrected.sex)
    transaction.put(changed, private_extra={"identity": identity})
    born = corrected.born_on.strftime("%d.%m.%Y") if corrected.born_on else ""
    search = search_text(surname, given_name, born)
    transaction.put_aside(
        Identity(id=patient_id, surname=surname, given_name=given_name, born_on=born_on, search=search)
    )
    if corrected.born_on and had_born_on != born_on:
        _age_again(transaction, patient_id, corrected.born_on)
    return True


def _age_again(transaction: Transaction, patient_id: str, born_on: date) -> None:
    """The age bands follow the birth date."""
    for line in queries.treatments_of(transaction.session, patient_id):
        infused_on = _day(line.infused_on)
        if infused_on is None:
            continue
        band = {"value": age_band(age_at(born_on, infused_on))}
        if line.treatment.answers.get("age_band") != band:
            line.treatment.answers = {**line.treatment.answers, "age_band": band}
            transaction.put(line.treatment, private_extra={"infused_on": line.infused_on})


def _correct_treatment(
    workspace: Workspace, transaction: Transaction, treatment_id: str, corrected: Corrected
) -> bool:
    treatment = transaction.session.get(Treatment, treatment_id)
    if treatment is None:
        raise KeyError(treatment_id)
    codes = {
        "product": coded(workspace, "products", corrected.product),
        "indication": coded(workspace, "indications", corrected.indication),
    }
    answers = dict(treatment.answers)
    for name, value in codes.items():
        if _value(treatment, name) != value:
            answers[name] = {"missing": "not_known"} if value is None else {"value": value}
    private = with_centre(treatment.private, corrected.centre)
    if answers == treatment.answers and private == treatment.private:
        return False
    keep_centre(transaction, corrected.centre)
    treatment.answers, treatment.private = answers, private
    product, indication = codes["product"], codes["indication"]
    treatment.product = product if isinstance(product, str) else None
    treatment.indication = indication if isinstance(indication, str) else None
    dated = transaction.session.get(InfusionDate, treatment_id)
    transaction.put(treatment, private_extra={"infused_on": dated.infused_on if dated else None})
    return True


def _infusion(treatment: Treatment, infused_on: date | None) -> Infusion:
    return Infusion(
        id=treatment.id,
        product=_value(treatment, "product"),
        indication=_value(treatment, "indication"),
        centre=centre_of(treatment.private),
        infused_on=infused_on,
        age_band=str(_value(treatment, "age_band") or ""),
        half_year=str(_value(treatment, "half_year") or ""),
    )


def _value(treatment: Treatment, field: str) -> Coded:
    value: Coded = treatment.answers.get(field, {}).get("value")
    return value


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
