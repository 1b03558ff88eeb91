"""Rows in which the values that matter stand in the test."""

from typing import Any
from uuid import uuid4

from iago_desktop.store.store import Actor, Store
from iago_desktop.tables import Consent, Identity, InfusionDate, Patient, Record, Treatment


def a_patient(pid: str = "R-7K3M-Q2XW", **columns: Any) -> Patient:
    return Patient(id=uuid4().hex, pid=pid, **columns)


def a_treatment(patient: Patient, **columns: Any) -> Treatment:
    return Treatment(id=uuid4().hex, patient_id=patient.id, **columns)


def a_record(treatment: Treatment, **columns: Any) -> Record:
    defaults: dict[str, Any] = {
        "patient_id": treatment.patient_id,
        "treatment_id": treatment.id,
        "form": "infection",
        "form_version": 1,
    }
    return Record(id=uuid4().hex, **(defaults | columns))


def a_consent(patient: Patient, **columns: Any) -> Consent:
    return Consent(id=uuid4().hex, patient_id=patient.id, **({"given": True} | columns))


def put_patient(
    store: Store,
    actor: Actor,
    *,
    consent: bool | None = True,
    pid: str = "R-7K3M-Q2XW",
    surname: str = "Meier",
) -> tuple[Patient, Treatment]:
    """A patient with an infusion, and with an answer about consent unless it is None."""
    patient = a_patient(pid, sex="f")
    treatment = a_treatment(patient, product="axi_cel", answers={"product": {"value": "axi_cel"}})
    with store.write(actor, "add_patient") as transaction:
        transaction.put(patient, private_extra={"identity": {"surname": surname}})
        transaction.put_aside(
            Identity(id=patient.id, surname=surname, given_name="Eva", search=surname.lower() + " eva")
        )
        transaction.put(treatment, private_extra={"infused_on": "2026-03-01"})
        transaction.put_aside(InfusionDate(id=treatment.id, infused_on="2026-03-01"))
        if consent is not None:
            transaction.put(a_consent(patient, given=consent))
    return patient, treatment
