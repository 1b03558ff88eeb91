"""What a patient's withdrawal writes, what leaves after it, and how the patient can come again."""

import json
from pathlib import Path

import pytest
from sqlmodel import select

from iago_desktop.errors import InputError
from iago_desktop.services import exchange, patients, records, withdrawal
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Identity, Patient, Record
from tests.builders import a_patient, a_record, an_infection
from tests.registry_simulator import RegistrySimulator


@pytest.fixture
def sent(enrolled: Workspace, stick: Path) -> str:
    """A patient of whom an infection has left."""
    patient = a_patient(enrolled)
    an_infection(enrolled, patient)
    exchange.export(enrolled, stick)
    return patient


def leaving(workspace: Workspace) -> list[dict[str, object]]:
    return [json.loads(line) for line in exchange.preview(workspace)]


def state(workspace: Workspace, patient: str) -> str:
    found = withdrawal.state_of(workspace, patient)
    return found.state if found else ""


@pytest.mark.parametrize("scope", ["delete", "stop"])
def test_nothing_leaves_but_the_withdrawal_and_that_says_no_more(
    enrolled: Workspace, sent: str, scope: withdrawal.Scope
) -> None:
    withdrawal.withdraw(enrolled, sent, scope)
    an_infection(enrolled, sent, onset="d30")
    (line,) = leaving(enrolled)
    assert (line["kind"], line["op"], line["data"]) == ("patient", "withdraw", {"scope": scope})
    assert patients.view(enrolled, sent).consent is False
    with enrolled.store.read() as session:
        assert verify_chain(session).holds


def test_what_never_left_needs_no_withdrawal_at_the_registry(enrolled: Workspace) -> None:
    patient = a_patient(enrolled)
    an_infection(enrolled, patient)
    withdrawal.withdraw(enrolled, patient, "delete")
    assert leaving(enrolled) == []
    assert state(enrolled, patient) == ""
    patients.set_consent(enrolled, patient, given=True)
    assert len(leaving(enrolled)) > 3


def test_a_withdrawal_that_has_not_left_is_taken_back_by_a_yes(enrolled: Workspace, sent: str) -> None:
    withdrawal.withdraw(enrolled, sent, "delete")
    assert state(enrolled, sent) == "waiting"
    patients.set_consent(enrolled, sent, given=True)
    an_infection(enrolled, sent, onset="d30")
    assert state(enrolled, sent) == ""
    assert {line["op"] for line in leaving(enrolled)} == {"put"}
    assert {line["kind"] for line in leaving(enrolled)} == {"consent", "record"}


def test_once_it_left_nothing_written_later_follows(enrolled: Workspace, sent: str, stick: Path) -> None:
    withdrawal.withdraw(enrolled, sent, "stop")
    exchange.export(enrolled, stick)
    assert state(enrolled, sent) == "sent"
    an_infection(enrolled, sent, onset="d30")
    with pytest.raises(InputError, match="consent_after_withdrawal"):
        patients.set_consent(enrolled, sent, given=True)
    treatment = patients.view(enrolled, sent).treatment_id
    with pytest.raises(InputError, match="consent_after_withdrawal"):
        a_record(enrolled, treatment, "consent", {"consent_version": "2.1", "consented_on": "d40"})
    assert leaving(enrolled) == []


def test_stop_can_become_delete_and_delete_is_final(enrolled: Workspace, sent: str, stick: Path) -> None:
    withdrawal.withdraw(enrolled, sent, "stop")
    exchange.export(enrolled, stick)
    withdrawal.withdraw(enrolled, sent, "delete")
    assert [line["data"] for line in leaving(enrolled)] == [{"scope": "delete"}]
    exchange.export(enrolled, stick)
    with pytest.raises(InputError, match="withdrawn_already"):
        withdrawal.withdraw(enrolled, sent, "stop")


def test_the_wider_word_alone_leaves(enrolled: Workspace, sent: str) -> None:
    withdrawal.withdraw(enrolled, sent, "stop")
    withdrawal.withdraw(enrolled, sent, "delete")
    assert [line["data"] for line in leaving(enrolled)] == [{"scope": "delete"}]


@pytest.mark.parametrize(("answer", "scope"), [("stop", "stop"), ("delete", "delete")])
def test_the_form_for_withdrawal_does_the_same(
    enrolled: Workspace, sent: str, answer: str, scope: str
) -> None:
    treatment = patients.view(enrolled, sent).treatment_id
    a_record(enrolled, treatment, "withdrawal", {"withdrawn_on": "d40", "scope": answer}, sign=True)
    assert [line["data"] for line in leaving(enrolled)] == [{"scope": scope}]


def confirm(workspace: Workspace, registry: RegistrySimulator, stick: Path, *, erased: bool) -> None:
    exported = exchange.export(workspace, stick)
    contents = registry.read(exported.path.read_bytes())
    gone = [line["rid"] for line in contents.lines["records.ndjson"] if line["op"] == "withdraw"]
    exchange.import_file(workspace, registry.receipt(contents, withdrawn=tuple(gone) if erased else ()))


def test_the_registry_confirms_and_the_pseudonym_goes(
    enrolled: Workspace, sent: str, registry: RegistrySimulator, stick: Path
) -> None:
    pid = patients.view(enrolled, sent).pid
    withdrawal.withdraw(enrolled, sent, "delete")
    confirm(enrolled, registry, stick, erased=True)
    assert state(enrolled, sent) == "confirmed"
    assert withdrawal.under_way(enrolled) == ()
    assert patients.rows(enrolled, pid) == ()
    assert patients.view(enrolled, sent).surname == "Baumann"
    assert leaving(enrolled) == []


def test_a_receipt_that_does_not_say_erased_confirms_no_deletion(
    enrolled: Workspace, sent: str, registry: RegistrySimulator, stick: Path
) -> None:
    withdrawal.withdraw(enrolled, sent, "delete")
    confirm(enrolled, registry, stick, erased=False)
    assert [each.state for each in withdrawal.under_way(enrolled)] == ["sent"]


def test_a_new_consent_is_a_new_pseudonym_and_new_ids(enrolled: Workspace, sent: str, stick: Path) -> None:
    draft = records.start(enrolled, patients.view(enrolled, sent).treatment_id, "icans")
    pid = patients.view(enrolled, sent).pid
    before = _ids(enrolled)
    withdrawal.withdraw(enrolled, sent, "delete")
    exchange.export(enrolled, stick)
    again = withdrawal.consent_again(enrolled, sent)

    (row,) = patients.rows(enrolled)
    assert (row.id, row.surname, row.consent, row.records) == (again, "Baumann", True, 1)
    assert row.pid != pid
    assert records.open_draft(enrolled, draft).patient.id == again
    with enrolled.store.read() as session:
        assert session.get(Identity, sent) is None
        (copy,) = session.exec(select(Record).where(Record.patient_id == again)).all()
        assert copy.status == "ready"
        assert [each.patient_id for each in queries.all_treatments(session)] == [again]
        assert verify_chain(session).holds
    assert "record" not in {line["kind"] for line in leaving(enrolled)}
    records.sign(enrolled, copy.id)
    lines = leaving(enrolled)
    assert {line["kind"] for line in lines} == {"patient", "treatment", "consent", "record"}
    assert {line["pid"] for line in lines} == {row.pid}
    said = json.dumps(lines)
    assert not [each for each in (*before, pid) if each in said]


def _ids(workspace: Workspace) -> set[str]:
    with workspace.store.read() as session:
        ids = set(session.exec(select(Record.id)).all()) | set(session.exec(select(Patient.id)).all())
        return ids | {each.id for each in queries.all_treatments(session)}


def test_of_a_patient_without_any_word_nothing_is_selected(enrolled: Workspace) -> None:
    patient = a_patient(enrolled, consent=None)
    an_infection(enrolled, patient)
    assert leaving(enrolled) == []
