"""Rows and the revisions that prove them."""

import hashlib
import json
from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from iago_desktop.signing import canonical_json, chain
from iago_desktop.signing.keystore import Unlocked
from iago_desktop.store import queries
from iago_desktop.store.bodies import added_key, audit_line
from iago_desktop.store.store import Actor, Change, Store
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Draft, Identity, Patient, Record, Revision, User
from tests.store.rows import a_patient, a_record, put_patient


def test_row_and_revision_are_written_together(store: Store, actor: Actor) -> None:
    _, treatment = put_patient(store, actor)
    record = a_record(treatment, grade=3, answers={"onset": {"value": {"day": 14}}})
    with store.write(actor, "save_record", "typing error") as transaction:
        transaction.put(record)
    assert transaction.changes == [Change("record", record.id, "put")]
    with store.read() as session:
        assert session.get(Record, record.id).answers == {"onset": {"value": {"day": 14}}}  # type: ignore[union-attr]
        entry = queries.history(session, record.id)[-1]
    assert (entry.actor, entry.intent, entry.reason, entry.revision) == (
        "u1",
        "save_record",
        "typing error",
        1,
    )
    assert entry.data is not None
    assert entry.data["grade"] == 3


def test_body_is_the_line_of_the_contract(store: Store, actor: Actor) -> None:
    _, treatment = put_patient(store, actor)
    record = a_record(
        treatment,
        answers={"temperature": {"value": "39.4", "unit": "Cel"}},
        grade_reason="clinical_judgement",
        grading_system="CTCAE",
        grading_version="5.0",
        private={"notes": "seen by Dr. Canary"},
    )
    with store.write(actor, "save_record") as transaction:
        first = transaction.put(record)
        second = transaction.put(record, op="void")
    assert first.body is not None
    assert second.body is not None
    line = canonical_json.loads(first.body)
    nonce = line.pop("nonce")
    assert len(nonce) == 32
    assert line == {
        "data": {
            "answers": {"temperature": {"value": "39.4", "unit": "Cel"}},
            "at_least": None,
            "grade": None,
            "grade_confirmed": None,
            "grade_reason_code": "clinical_judgement",
            "grading": {"system": "CTCAE", "version": "5.0"},
            "status": "ready",
            "treatment": treatment.id,
        },
        "form": "infection",
        "form_version": 1,
        "kind": "record",
        "op": "put",
        "pid": "R-7K3M-Q2XW",
        "prev": None,
        "rev": 1,
        "rid": record.id,
    }
    voided = canonical_json.loads(second.body)
    assert (voided["op"], voided["rev"]) == ("void", 2)
    assert voided["prev"] == hashlib.sha256(first.body).hexdigest()


def test_digest_and_signature_follow_the_contract(store: Store, actor: Actor, keys: Unlocked) -> None:
    with store.write(actor, "add_patient") as transaction:
        revision = transaction.put(a_patient())
    assert revision.body is not None
    assert revision.private is not None
    assert revision.salt is not None
    body = hashlib.sha256(revision.body).hexdigest()
    private = hashlib.sha256(revision.salt + revision.private).hexdigest()
    text = f"iago-revision/1\n{revision.seq}\n{revision.previous}\n{body}\n{private}\n"
    assert hashlib.sha256(text.encode()).hexdigest() == revision.digest
    key = Ed25519PublicKey.from_public_bytes(b64decode(keys.verify_key))
    key.verify(revision.signature, bytes.fromhex(revision.digest))
    assert len(revision.salt) == 16


def test_what_stays_is_in_private_and_only_there(store: Store, actor: Actor) -> None:
    patient, treatment = put_patient(store, actor, surname="Canary")
    record = a_record(treatment, private={"notes": "Canary", "dates": {"onset/a1b2c3d4/day": {"from": 1}}})
    with store.write(actor, "save_record", "Canary") as transaction:
        revision = transaction.put(record)
    with store.read() as session:
        revisions = session.exec(select(Revision)).all()
    assert all(b"Canary" not in (revision.body or b"") for revision in revisions)
    assert json.loads(revision.private or b"")["stays"] == record.private
    named = next(r for r in revisions if r.entity_id == patient.id)
    assert json.loads(named.private or b"")["identity"] == {"surname": "Canary"}


def test_chain_starts_at_genesis_and_goes_on_without_gaps(store: Store, actor: Actor) -> None:
    put_patient(store, actor)
    with store.read() as session:
        revisions = session.exec(select(Revision).order_by("seq")).all()
        assert verify_chain(session).holds
    assert [r.seq for r in revisions] == list(range(1, len(revisions) + 1))
    assert revisions[0].previous == chain.GENESIS
    assert [r.previous for r in revisions[1:]] == [r.digest for r in revisions[:-1]]


def test_an_error_inside_leaves_nothing(store: Store, actor: Actor) -> None:
    before = store.head()

    class StopError(Exception):
        pass

    patient = a_patient()
    with pytest.raises(StopError), store.write(actor, "add_patient") as transaction:  # noqa: PT012
        transaction.put(patient)
        raise StopError
    assert store.head() == before
    with store.read() as session:
        assert session.get(Patient, patient.id) is None


def test_second_user_signs_with_his_own_key(store: Store, actor: Actor, other_keys: Unlocked) -> None:
    with store.write(actor, "add_user") as transaction:
        transaction.put(User(id="u2", name="B. Cole", role="study_nurse", verify_key=other_keys.verify_key))
    with store.write(Actor("u2", other_keys.sign), "add_patient") as transaction:
        transaction.put(a_patient())
    with store.read() as session:
        assert verify_chain(session).holds
        assert [user.id for user in queries.users(session)] == ["u1", "u2"]


def test_signing_in_another_name_is_found(store: Store, actor: Actor, other_keys: Unlocked) -> None:
    with store.write(Actor("u1", other_keys.sign), "add_patient") as transaction:
        transaction.put(a_patient())
    with store.read() as session:
        report = verify_chain(session)
    assert (report.wrong, report.why) == (2, "signature")


def test_a_user_revision_never_waits_and_carries_its_key(store: Store, actor: Actor, keys: Unlocked) -> None:
    with store.read() as session:
        (revision,) = queries.audit_since(session, 0)
        assert queries.waiting(session) == []
    line = audit_line(revision, added_key(revision))
    assert line["key"] == keys.verify_key
    assert set(line) == {"body", "by", "digest", "n", "prev", "private", "rev", "rid", "sig", "key"}
    assert (line["n"], line["by"], line["rid"], line["rev"]) == (1, "u1", "u1", 1)


def test_rows_without_history_come_and_go(store: Store, actor: Actor) -> None:
    draft = Draft(
        id="d1", patient_id="p", treatment_id="t", form="infection", form_version=1, raw={"typed": {}}
    )
    head = store.head()
    with store.write(actor, "save_draft") as transaction:
        transaction.put_aside(draft)
    assert store.head() == head
    with store.write(actor, "discard_draft") as transaction:
        transaction.drop_aside(draft)
    with store.read() as session:
        assert queries.drafts(session) == []


def test_put_aside_refuses_rows_with_a_history(store: Store, actor: Actor) -> None:
    with store.write(actor, "x") as transaction:
        with pytest.raises(TypeError):
            transaction.put_aside(a_patient())  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            transaction.drop_aside(a_patient())  # type: ignore[arg-type]


def test_free_text_is_no_reason_code(store: Store, actor: Actor) -> None:
    _, treatment = put_patient(store, actor)
    with pytest.raises(ValueError, match="code"), store.write(actor, "x") as transaction:
        transaction.put(a_record(treatment, grade_reason="Mrs Meier felt fine"))


def test_a_write_inside_a_write_is_a_mistake(store: Store, actor: Actor) -> None:
    with pytest.raises(RuntimeError), store.write(actor, "a"), store.write(actor, "b"):
        pass
    with store.write(actor, "c") as transaction:
        transaction.put(a_patient())


def test_a_reading_session_cannot_write(store: Store) -> None:
    with pytest.raises(OperationalError), store.read() as session:  # noqa: PT012
        session.add(Identity(id="x", surname="y", given_name="z"))
        session.commit()
    with store.read() as session:
        assert session.get(Identity, "x") is None


def test_rows_show_their_identity_only(store: Store, actor: Actor) -> None:
    patient, _ = put_patient(store, actor, surname="Canary")
    with store.read() as session:
        identity = session.get(Identity, patient.id)
        assert "Canary" not in repr(identity) + str(queries.patients(session))


def test_erased_content_still_verifies(store: Store, actor: Actor) -> None:
    patient, _ = put_patient(store, actor)
    with store.write(actor, "erase") as transaction:
        for revision in transaction.session.exec(select(Revision).where(Revision.patient_id == patient.id)):
            revision.body = revision.private = None
            transaction.session.add(revision)
        transaction.session.flush()
    with store.read() as session:
        assert verify_chain(session).holds
        assert queries.history(session, patient.id)[0].data is None
