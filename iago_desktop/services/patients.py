"""Patients, their treatments and their consent.

What leaves about a person is worked out here once: a band of ten years, a half-year, codes.  Names, birth
dates and the infusion date go into tables of their own and into the part of a revision that stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import uuid4

from sqlmodel import Session, col, func, select

from iago_desktop.errors import InputError
from iago_desktop.services.centre import keep_centre, with_centre
from iago_desktop.services.entries import Entry, entries
from iago_desktop.services.names import finds, search_text
from iago_desktop.services.pseudonyms import new_pid
from iago_desktop.services.setup import single_line
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.lines import PatientLine
from iago_desktop.store.transaction import Transaction
from iago_desktop.supposed import in_future
from iago_desktop.tables import Consent, Identity, InfusionDate, Patient, Record, Treatment

__all__ = [
    "CODED_NOTES",
    "DEMO_NOTE",
    "OF_THE_PERSON",
    "Coded",
    "Entry",
    "NewPatient",
    "PatientRow",
    "add",
    "age_at",
    "age_band",
    "coded",
    "entries",
    "half_year",
    "put_consent",
    "row_of",
    "rows",
    "set_consent",
    "view",
]

SEXES = ("f", "m", "d")
DEMO_NOTE = "demo, no real person"
CODED_NOTES = ("", DEMO_NOTE)
"""Notes about a consent that may leave; whatever else is written stays."""
OF_THE_PERSON = ("product", "indication", "age_band", "half_year")
"""What a new patient's treatment is asked by name; the rest of its form is `further`."""
OLDEST_BAND = 80
_BAND = 10
_OLDEST = 130
_JULY = 7

Coded = str | Mapping[str, str] | None
"""A code, {"text": ...} for a name that gets its code later, or None for not known."""


@dataclass(frozen=True, repr=False)
class NewPatient:
    """`infused_on` None: coded not known.  `age` at infusion, where no dates tell it.

    `further` are answers to the rest of the treatment's form, as they leave; `centre` stays.
    """

    surname: str
    given_name: str
    born_on: date | None
    sex: str | None
    product: Coded
    indication: Coded
    infused_on: date | None
    consent: bool | None
    consent_on: date | None = None
    consent_note: str = ""
    age: int | None = None
    further: Mapping[str, Any] = field(default_factory=dict)
    centre: str = ""


@dataclass(frozen=True, repr=False)
class PatientRow:
    """One line of the list.  The treatment is the last infusion; `marks` are (day, grade) of its events.

    `product` and `indication` are for reading: the code, or the words typed where there is none yet.
    """

    id: str
    pid: str
    surname: str
    given_name: str
    born_on: date | None
    sex: str | None
    product: str | None
    indication: str | None
    infused_on: date | None
    treatment_id: str
    day_today: int | None
    records: int
    drafts: int
    consent: bool | None
    marks: tuple[tuple[int, int | None], ...]


def add(workspace: Workspace, new: NewPatient) -> str:
    """The new patient's id.  Raises InputError for what cannot be true, StoreError."""
    _check(new, workspace.today())
    surname, given_name = single_line(new.surname), single_line(new.given_name)
    born_on = new.born_on.isoformat() if new.born_on else None
    infused_on = new.infused_on.isoformat() if new.infused_on else None
    with workspace.write("add_patient") as transaction:
        taken = set(transaction.session.exec(select(Patient.pid)).all())
        patient = Patient(id=uuid4().hex, pid=new_pid(taken), sex=new.sex)
        identity = {"surname": surname, "given_name": given_name, "born_on": born_on}
        transaction.put(patient, private_extra={"identity": identity})
        born = new.born_on.strftime("%d.%m.%Y") if new.born_on else ""
        search = search_text(surname, given_name, born)
        transaction.put_aside(
            Identity(id=patient.id, surname=surname, given_name=given_name, born_on=born_on, search=search)
        )
        treatment = _treatment(workspace, patient.id, new)
        transaction.put(treatment, private_extra={"infused_on": infused_on})
        transaction.put_aside(InfusionDate(id=treatment.id, infused_on=infused_on))
        keep_centre(transaction, new.centre)
        if new.consent is not None:
            put_consent(transaction, patient.id, new.consent, new.consent_on, new.consent_note)
    return patient.id


def set_consent(
    workspace: Workspace, patient_id: str, given: bool, on: date | None = None, note: str = ""
) -> None:
    """The patient's newest word; with a yes, what was written before it leaves too."""
    if on and in_future(on, workspace.today()):
        raise InputError("consent_in_future")
    with workspace.write("record_consent") as transaction:
        put_consent(transaction, patient_id, given, on, note)


def rows(workspace: Workspace, search: str = "") -> tuple[PatientRow, ...]:
    """By name; `search` finds parts of names, birth dates (12.03.1960) and patient numbers."""
    with workspace.store.read() as session:
        lines = queries.patients(session)
        if search.strip():
            lines = [line for line in lines if finds(search, _search_text(line))]
        return tuple(_rows(session, lines, workspace.today()))


def view(workspace: Workspace, patient_id: str) -> PatientRow:
    """Raises KeyError for a patient who is not there."""
    with workspace.store.read() as session:
        return row_of(session, patient_id, workspace.today())


def row_of(session: Session, patient_id: str, today: date) -> PatientRow:
    lines = queries.patients(session, only=patient_id)
    if not lines:
        raise KeyError(patient_id)
    (row,) = _rows(session, lines, today)
    return row


def age_band(age: int) -> str:
    """`0-9`, `10-19` ... `80+`: at infusion, never more exact."""
    first = age // _BAND * _BAND
    return f"{OLDEST_BAND}+" if age >= OLDEST_BAND else f"{first}-{first + _BAND - 1}"


def half_year(day: date) -> str:
    return f"{day.year}-H{1 if day.month < _JULY else 2}"


def age_at(born_on: date, day: date) -> int:
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _check(new: NewPatient, today: date) -> None:
    if new.sex not in (*SEXES, None):
        raise ValueError(new.sex)
    if not single_line(new.surname):
        raise InputError("surname_missing")
    if new.infused_on and in_future(new.infused_on, today):
        raise InputError("infusion_in_future")
    if new.born_on and in_future(new.born_on, today):
        raise InputError("born_in_future")
    if new.born_on and new.infused_on and new.born_on > new.infused_on:
        raise InputError("born_after_infusion")
    if new.consent_on and in_future(new.consent_on, today):
        raise InputError("consent_in_future")
    if new.age is not None and not 0 <= new.age <= _OLDEST:
        raise InputError("age_not_possible", most=_OLDEST)


def _treatment(workspace: Workspace, patient_id: str, new: NewPatient) -> Treatment:
    form = workspace.catalogue.form("treatment")
    age = age_at(new.born_on, new.infused_on) if new.born_on and new.infused_on else new.age
    half = half_year(new.infused_on) if new.infused_on else None
    known = {
        "product": coded(workspace, "products", new.product),
        "indication": coded(workspace, "indications", new.indication),
        "age_band": age_band(age) if age is not None else None,
        "half_year": half,
    }
    answers = {
        each.id: {"missing": "not_known"} if known[each.id] is None else {"value": known[each.id]}
        for each in form.fields()
        if each.id in known
    } | dict(new.further)
    return Treatment(
        id=uuid4().hex,
        patient_id=patient_id,
        form_version=form.version,
        product=known["product"] if isinstance(known["product"], str) else None,
        indication=known["indication"] if isinstance(known["indication"], str) else None,
        answers=answers,
        private=with_centre({}, new.centre),
    )


def coded(workspace: Workspace, codes: str, value: Coded) -> str | dict[str, str] | None:
    if isinstance(value, Mapping):
        text = single_line(value["text"])
        return {"text": text} if text else None
    if value is not None and workspace.catalogue.codes(codes).entry(value) is None:
        raise ValueError(f"{codes}: no code {value!r}")
    return value


def put_consent(transaction: Transaction, patient_id: str, given: bool, on: date | None, note: str) -> None:
    if given and queries.has_withdrawn(transaction.session, patient_id):
        raise InputError("consent_after_withdrawal")
    known = queries.consent_of(transaction.session, patient_id)
    note = single_line(note)
    private: dict[str, Any] = {"given_on": on.isoformat() if on else None}
    if note not in CODED_NOTES:
        note, private["note"] = "", note
    transaction.put(
        Consent(
            id=known.id if known else uuid4().hex,
            patient_id=patient_id,
            given=given,
            note=note,
            private=private,
        )
    )


def _search_text(line: PatientLine) -> str:
    born = date.fromisoformat(line.born_on).strftime("%d.%m.%Y") if line.born_on else ""
    return search_text(line.surname, line.given_name, born, line.pid)


def _rows(session: Session, lines: list[PatientLine], today: date) -> Iterable[PatientRow]:
    """What the named query does not tell: the treatment shown, and the marks of its events."""
    only = lines[0].id if len(lines) == 1 else None
    treatments = _last_treatments(session, only)
    marks = _marks(session, only)
    for line in lines:
        last = treatments[line.id]
        infused_on = date.fromisoformat(last.infused_on) if last.infused_on else None
        yield PatientRow(
            id=line.id,
            pid=line.pid,
            surname=line.surname,
            given_name=line.given_name,
            born_on=date.fromisoformat(line.born_on) if line.born_on else None,
            sex=line.sex,
            product=last.product,
            indication=last.indication,
            infused_on=infused_on,
            treatment_id=last.id,
            day_today=(today - infused_on).days if infused_on else None,
            records=line.records,
            drafts=line.drafts,
            consent=line.consent,
            marks=tuple(marks.get(last.id, ())),
        )


class _Infusion(NamedTuple):
    """`product` and `indication` as PatientRow has them."""

    patient_id: str
    id: str
    infused_on: str | None
    product: str | None
    indication: str | None


def _last_treatments(session: Session, patient_id: str | None) -> dict[str, _Infusion]:
    """The last dated infusion of each patient; one without a date only where there is no other."""
    dated = col(InfusionDate.infused_on)

    def code_or_words(field: str, code: str | None) -> Any:
        return func.coalesce(code, func.json_extract(col(Treatment.answers), f"$.{field}.value.text"))

    question = (
        select(
            Treatment.patient_id,
            Treatment.id,
            dated,
            code_or_words("product", Treatment.product),
            code_or_words("indication", Treatment.indication),
        )  # type: ignore[call-overload]
        .join(InfusionDate, col(InfusionDate.id) == col(Treatment.id), isouter=True)
        .order_by(dated.is_not(None), dated, col(Treatment.id))
    )
    if patient_id:
        question = question.where(col(Treatment.patient_id) == patient_id)
    return {row[0]: _Infusion(*row) for row in session.exec(question)}


def _marks(session: Session, patient_id: str | None) -> dict[str, list[tuple[int, int | None]]]:
    """Graded events with a day, by treatment: the confirmed grade, else the computed, else its least.

    Visits, laboratory values and drugs have no grading and are no events.
    """
    question = (
        select(
            Record.treatment_id,
            Record.onset_from,
            Record.grade_confirmed,
            Record.grade,
            Record.grade_at_least,
        )  # type: ignore[call-overload]
        .where(
            col(Record.onset_from).is_not(None),
            col(Record.grading_system).is_not(None),
            col(Record.status) != "withdrawn",
        )
        .order_by(col(Record.onset_from))
    )
    if patient_id:
        question = question.where(col(Record.patient_id) == patient_id)
    marks: dict[str, list[tuple[int, int | None]]] = {}
    for treatment_id, day, *grades in session.exec(question):
        grade = next((each for each in grades if each is not None), None)
        marks.setdefault(treatment_id, []).append((day, grade))
    return marks
