"""A patient who withdrew: what goes, what stays, and that nothing brings it back."""

import shutil
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from iago_desktop.registry import retention, tombstones
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import Desk
from iago_desktop.signing import strict_zip
from iago_desktop.tables import Bundle, Consent, Patient, Question, Record, Revision, Tombstone, Treatment
from tests.registry.conftest import NOW
from tests.registry.practice import Practice
from tests.registry.test_ingest import code, opened

PID, OTHER = "R-7K3M-Q2XW", "R-OTHE-R000"


def withdraw(practice: Practice, scope: str, pid: str = PID) -> str:
    """The patient's id."""
    with practice.store.write(practice.actor(), "withdraw") as transaction:
        patient = transaction.session.exec(select(Patient).where(Patient.pid == pid)).one()
        consent = transaction.session.exec(select(Consent).where(Consent.patient_id == patient.id)).one()
        transaction.put(consent.model_copy(update={"given": False}))
        transaction.put(patient, "withdraw", scope=scope)
    return patient.id


def held(desk: Desk, pid: str = PID) -> int:
    """Rows about the patient, and revisions that still say something."""
    with desk.store.read() as session:
        patients = session.exec(select(Patient).where(Patient.pid == pid)).all()
        said = [each for each in session.exec(select(Revision)).all() if pid.encode() in (each.body or b"")]
    return len(patients) + len(said)


@pytest.fixture
def sent(desk: Desk, practice: Practice) -> bytes:
    """The bundle in which both patients arrived."""
    for pid in (PID, OTHER):
        practice.add_record(practice.add_patient(pid))
    data = practice.export()
    assert desk.ingest(data).state == "accepted"
    return data


def test_everything_of_that_pseudonym_goes_and_the_receipt_says_so(
    desk: Desk, practice: Practice, home: Home, sent: bytes
) -> None:
    before = held(desk, OTHER)
    patient = withdraw(practice, "delete")
    outcome = desk.ingest(practice.export())
    assert outcome.state == "accepted"
    assert opened(outcome, practice).withdrawn[0] == patient
    assert len(opened(outcome, practice).withdrawn) == 4
    assert (held(desk), held(desk, OTHER)) == (0, before)
    with desk.store.read() as session:
        for table in (Treatment, Record, Consent, Question):
            assert not session.exec(select(table).where(table.patient_id == patient)).all()
        (stone,) = session.exec(select(Tombstone)).all()
        digests = session.exec(select(Revision).where(Revision.patient_id == patient)).all()
    assert PID not in stone.id
    assert (stone.scope, stone.came) == ("delete", "2026-05-02")
    assert len(digests) >= 6
    assert all(each.body is None and len(each.digest) == 64 for each in digests)
    desk.store.close()
    assert PID.encode() not in (home.path / "registry.db").read_bytes()
    assert OTHER.encode() in (home.path / "registry.db").read_bytes()


def test_after_stop_what_is_there_stays_and_nothing_is_added(
    desk: Desk, practice: Practice, sent: bytes
) -> None:
    before = held(desk)
    withdraw(practice, "stop")
    outcome = desk.ingest(practice.export())
    assert opened(outcome, practice).withdrawn == ()
    assert held(desk) == before
    with desk.store.read() as session:
        assert [each.given for each in session.exec(select(Consent)).all()].count(False) == 1
    withdraw(practice, "delete")
    assert desk.ingest(practice.export()).state == "accepted"
    assert held(desk) == 0


def forged(practice: Practice) -> bytes:
    """A practice whose program sends the patient all the same."""
    with practice.store.write(practice.actor(), "consent") as transaction:
        patient = transaction.session.exec(select(Patient).where(Patient.pid == PID)).one()
        transaction.put(Consent(id="c" * 32, patient_id=patient.id, given=True))

    def with_record(audit: list, records: list) -> None:  # type: ignore[type-arg]
        with practice.store.read() as session:
            said = session.exec(select(Revision).where(Revision.kind == "consent")).all()
        records += [tombstones.json.loads(each.body or b"") for each in said[-1:]]

    return practice.export(with_record)


@pytest.mark.parametrize("scope", ["delete", "stop"])
def test_what_is_sent_all_the_same_is_not_stored(
    desk: Desk, practice: Practice, sent: bytes, scope: str
) -> None:
    withdraw(practice, scope)
    desk.ingest(practice.export())
    before = held(desk)
    outcome = desk.ingest(forged(practice))
    assert outcome.state == "accepted"
    assert outcome.records
    assert held(desk) == before


def test_a_database_from_before_the_withdrawal_learns_of_it(
    desk: Desk, practice: Practice, home: Home, sent: bytes, tmp_path: Path
) -> None:
    desk.store.close()
    old = Path(shutil.copy(home.path / "registry.db", tmp_path / "old.db"))
    with home.store() as store:
        withdraw(practice, "delete")
        last = practice.export()
        assert replace(desk, store=store).ingest(last).state == "accepted"
    shutil.copy(old, home.path / "registry.db")
    with home.store() as store:
        back = replace(desk, store=store)
        assert held(back) > 0
        assert back.ingest(sent).state == "duplicate"
        assert held(back) == 0
        assert back.ingest(last).state == "accepted"


def test_a_database_built_again_never_holds_it(
    desk: Desk, practice: Practice, home: Home, sent: bytes, made: Path
) -> None:
    withdraw(practice, "delete")
    last = practice.export()
    desk.ingest(last)
    desk.store.close()
    shutil.copy(made / "registry.db", home.path / "registry.db")
    with home.store() as store:
        again = replace(desk, store=store)
        assert code(again.ingest(last)) == "bundle_missing"
        assert again.ingest(sent).state == "accepted"
        assert held(again) == 0
        assert held(again, OTHER) > 0
        assert again.ingest(last).state == "accepted"
        assert held(again) == 0


def test_payloads_go_after_ninety_days_and_the_proofs_stay(
    desk: Desk, practice: Practice, home: Home, sent: bytes
) -> None:
    archived = home.archived("DE-0001", 1)
    assert retention.prune(home, desk.store, NOW + timedelta(days=89)) == 0
    assert archived.exists()
    assert retention.prune(home, desk.store, NOW.astimezone(UTC) + timedelta(days=91)) == 1
    assert not archived.exists()
    kept = strict_zip.read(home.archived_proofs("DE-0001", 1).read_bytes(), 2**20)
    assert {"SHA256SUMS", "SHA256SUMS.minisig", "manifest.json", "payload.age.minisig"} <= set(kept)
    assert b"bacterial" not in b"".join(kept.values())
    with desk.store.read() as session:
        receipt = session.exec(select(Bundle.receipt)).one()
    again = desk.ingest(sent)
    assert (again.state, again.receipt) == ("duplicate", receipt)
    practice.add_record(practice.add_patient("R-THIR-D000"))
    assert desk.ingest(practice.export()).state == "accepted"
