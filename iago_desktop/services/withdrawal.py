"""A patient takes the consent back: what is written then, how far it is, and how the patient can come again.

The practice keeps its own documentation, which the law demands of it; docs/decisions/0015 says what is
removed here and what stays.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, cast
from uuid import uuid4
from weakref import WeakKeyDictionary

from sqlmodel import Session, col, exists, select

from iago_desktop import bundle
from iago_desktop.bundle import Receiver
from iago_desktop.errors import IagoError, InputError
from iago_desktop.services import enrolment
from iago_desktop.services.patients import put_consent
from iago_desktop.services.pseudonyms import new_pid
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import canonical_json
from iago_desktop.signing.receipt import Receipt
from iago_desktop.store import queries
from iago_desktop.store.transaction import Transaction
from iago_desktop.tables import Bundle, Identity, InfusionDate, Patient, Record, Revision, Treatment

WITHDRAW, AGAIN = "withdraw_consent", "consent_again"
CONTINUES = "continues"
"""In the private part of what was copied for a new pseudonym: the id of what it was."""

Scope = Literal["delete", "stop"]
State = Literal["here", "waiting", "sent", "confirmed"]

_erased: WeakKeyDictionary[Workspace, dict[int, frozenset[str]]] = WeakKeyDictionary()


@dataclass(frozen=True, repr=False)
class Withdrawal:
    """`here`: nothing of the patient has ever left, so there is nothing to say to a registry.

    `confirmed`: the registry's receipt is here, and for `delete` names the patient among what it erased.
    `at` is when it was written, UTC; `bundle` the number that it leaves or left with.
    """

    patient_id: str
    scope: Scope
    state: State
    at: str
    bundle: int | None = None


def has_left(workspace: Workspace, patient_id: str) -> bool:
    """Whether a registry has, or may have, something of this patient under this pseudonym."""
    with workspace.store.read() as session:
        return _has_left(session, patient_id)


def state_of(workspace: Workspace, patient_id: str) -> Withdrawal | None:
    """None for a patient who did not withdraw, or came again before it left."""
    return next((each for each in _all(workspace, patient_id)), None)


def under_way(workspace: Workspace) -> tuple[Withdrawal, ...]:
    """Those that the registry has not confirmed, oldest first."""
    return tuple(each for each in _all(workspace) if each.state != "confirmed")


def withdraw(
    workspace: Workspace, patient_id: str, scope: Scope, on: date | None = None, note: str = ""
) -> None:
    """Nothing of this patient leaves any more but this.  Raises InputError `withdrawn_already`."""
    if on and on > workspace.today():
        raise InputError("consent_in_future")
    with workspace.write(WITHDRAW) as transaction:
        put_withdrawal(transaction, patient_id, scope, on, note)


def put_withdrawal(
    transaction: Transaction, patient_id: str, scope: Scope, on: date | None, note: str = ""
) -> None:
    """The patient's no, and the line that tells the registry if it has something."""
    session = transaction.session
    before = _newest(session, patient_id)
    patient = session.get(Patient, patient_id)
    if patient is None:
        raise KeyError(patient_id)
    if before is not None and before.bundle is not None and "delete" in (_scope(before), None):
        raise InputError("withdrawn_already")
    put_consent(transaction, patient_id, False, on, note)
    if _has_left(session, patient_id):
        transaction.put(patient, "withdraw", scope=scope)


def consent_again(workspace: Workspace, patient_id: str, on: date | None = None, note: str = "") -> str:
    """A yes after a withdrawal that has left: the id of the patient under a new pseudonym.

    The registry cannot tell that it is the same person: patient, infusions and entries begin anew under new
    ids, and every entry is to be signed again before it leaves.  What was before is taken back and shown no
    more; the history keeps it, and says which entry continues which.
    """
    if on and on > workspace.today():
        raise InputError("consent_in_future")
    with workspace.write(AGAIN) as transaction:
        session = transaction.session
        before = session.get(Patient, patient_id)
        if before is None or not _is_final(_newest(session, patient_id)):
            raise ValueError("only after a withdrawal that has left")
        new_id = _new_patient(transaction, before)
        treatments = _new_treatments(transaction, patient_id, new_id)
        records = _new_records(transaction, patient_id, new_id, treatments)
        for draft in queries.drafts(session, patient_id):
            draft.patient_id, draft.treatment_id = new_id, treatments[draft.treatment_id]
            draft.record_id = records.get(draft.record_id or "")
            draft.about = records.get(draft.about or "")
            transaction.put_aside(draft)
        put_consent(transaction, new_id, True, on, note)
    return new_id


def forget_pseudonyms(transaction: Transaction, erased: tuple[str, ...]) -> None:
    """The registry has erased these: the link goes here too, for a pseudonym that nobody has seen."""
    session = transaction.session
    for patient_id in erased:
        patient = session.get(Patient, patient_id)
        newest = _newest(session, patient_id)
        if patient is not None and _is_final(newest) and _pid_of(newest) == patient.pid:
            taken = set(session.exec(select(Patient.pid)).all())
            transaction.put(Patient(id=patient.id, pid=new_pid(taken), sex=patient.sex))


def _new_patient(transaction: Transaction, before: Patient) -> str:
    session = transaction.session
    taken = set(session.exec(select(Patient.pid)).all())
    new = Patient(id=uuid4().hex, pid=new_pid(taken), sex=before.sex)
    who = session.get(Identity, before.id)
    said = who.model_dump(include={"surname", "given_name", "born_on"}) if who else {}
    transaction.put(new, private_extra={"identity": said, CONTINUES: before.id})
    if who is not None:
        transaction.put_aside(Identity(**who.model_dump() | {"id": new.id}))
        transaction.drop_aside(who)
    return new.id


def _new_treatments(transaction: Transaction, patient_id: str, new_id: str) -> dict[str, str]:
    ids: dict[str, str] = {}
    for line in queries.treatments_of(transaction.session, patient_id):
        before = line.treatment
        ids[before.id] = uuid4().hex
        copy = before.model_dump() | {"id": ids[before.id], "patient_id": new_id}
        private = {"infused_on": line.infused_on, CONTINUES: before.id}
        transaction.put(Treatment(**copy), private_extra=private)
        dated = transaction.session.get(InfusionDate, before.id)
        if dated is not None:
            transaction.put_aside(InfusionDate(id=ids[before.id], infused_on=line.infused_on))
            transaction.drop_aside(dated)
    return ids


def _new_records(
    transaction: Transaction, patient_id: str, new_id: str, treatments: dict[str, str]
) -> dict[str, str]:
    kept = [
        each for each in queries.records_of(transaction.session, patient_id) if each.status != "withdrawn"
    ]
    ids = {each.id: uuid4().hex for each in kept}
    for before in kept:
        said = before.model_dump()
        copy = {
            "id": ids[before.id],
            "patient_id": new_id,
            "treatment_id": treatments[before.treatment_id],
            "about": ids.get(before.about or ""),
            "status": "ready",
        }
        transaction.put(Record(**said | copy), private_extra={CONTINUES: before.id})
        transaction.put(Record(**said | {"status": "withdrawn"}), "void")
    return ids


def _all(workspace: Workspace, patient_id: str | None = None) -> list[Withdrawal]:
    with workspace.store.read() as session:
        question = select(Patient.id).where(col(Patient.id).in_(queries.withdrawn()))
        if patient_id is not None:
            question = question.where(col(Patient.id) == patient_id)
        newest = [_newest(session, each) for each in session.exec(question).all()]
        found = [(each, _bundle(session, each)) for each in newest if each is not None]
    told = [_withdrawal(workspace, revision, row) for revision, row in found]
    return sorted(told, key=lambda each: each.at)


def _withdrawal(workspace: Workspace, revision: Revision, row: Bundle | None) -> Withdrawal:
    scope = cast("Scope", _scope(revision) or "delete")
    state: State = "waiting" if row is None else "sent"
    if row is not None and row.state == "confirmed":
        is_done = scope == "stop" or revision.entity_id in _erased_by(workspace, row)
        state = "confirmed" if is_done else "sent"
    return Withdrawal(revision.entity_id, scope, state, revision.at, revision.bundle)


def _erased_by(workspace: Workspace, row: Bundle) -> frozenset[str]:
    """What the receipt of a bundle names as erased; nothing if it cannot be opened here any more."""
    known = _erased.setdefault(workspace, {})
    if row.seq not in known and row.receipt is not None:
        with workspace.store.read() as session:
            own = enrolment.enrolled(session, None)
        receiver = Receiver.at_site(own.certificate.site, [own.secret], own.card, workspace.today())
        try:
            contents = bundle.read(row.receipt, receiver)
        except IagoError:
            return frozenset()
        known[row.seq] = frozenset(Receipt.from_bytes(contents.files["receipt.json"]).withdrawn)
    return known.get(row.seq, frozenset())


def _bundle(session: Session, revision: Revision) -> Bundle | None:
    return queries.bundle(session, revision.bundle) if revision.bundle is not None else None


def _has_left(session: Session, patient_id: str) -> bool:
    left = exists().where(col(Revision.patient_id) == patient_id, col(Revision.bundle).is_not(None))
    return bool(session.exec(select(left)).one())


def _newest(session: Session, patient_id: str) -> Revision | None:
    question = select(Revision).where(
        col(Revision.entity_id) == patient_id, col(Revision.op) == "withdraw", col(Revision.kind) == "patient"
    )
    return session.exec(question.order_by(col(Revision.seq).desc())).first()


def _is_final(newest: Revision | None) -> bool:
    return newest is not None and newest.bundle is not None


def _scope(revision: Revision) -> str | None:
    said = canonical_json.loads(revision.body)["data"].get("scope") if revision.body else None
    return str(said) if said else None


def _pid_of(revision: Revision | None) -> str | None:
    return canonical_json.loads(revision.body)["pid"] if revision is not None and revision.body else None
