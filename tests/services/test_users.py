from pathlib import Path

import pytest

from iago_desktop.errors import InputError, StoreError, UnlockError
from iago_desktop.services import patients, records, setup, users
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store.verify import verify_chain
from tests.builders import a_patient, an_infection
from tests.conftest import PASSWORD

PHYSICIANS = "nine grey herons over the weir"


def test_a_second_person_signs_what_the_first_entered(practice: Workspace, practice_folder: Path) -> None:
    patient = a_patient(practice)
    record = an_infection(practice, patient, sign=False)
    person = users.add_user(practice, " Dr.  Lang ", "physician", PHYSICIANS, FLOOR)
    assert (person.id, person.name) == ("u2", "Dr. Lang")
    assert [each.id for each in users.users(practice)] == ["u1", "u2"]
    setup.close(practice)

    physician = setup.open_workspace(practice_folder, "u2", PHYSICIANS, "en")
    records.sign(physician, record)
    (entry,) = patients.entries(physician, patient)
    assert (entry.status, entry.signed_by) == ("signed", "Dr. Lang")
    with physician.store.read() as session:
        assert verify_chain(session).holds
    setup.close(physician)
    setup.close(setup.open_workspace(practice_folder, "u1", PASSWORD, "en"))


def test_a_person_needs_a_name_and_a_password(practice: Workspace) -> None:
    with pytest.raises(InputError, match="person_name_missing"):
        users.add_user(practice, " ", "physician", PHYSICIANS, FLOOR)
    with pytest.raises(UnlockError, match="password_too_short"):
        users.add_user(practice, "Dr. Lang", "physician", "short", FLOOR)
    assert len(setup.people(practice.folder)) == 1


def test_a_full_disk_adds_nobody(practice: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (practice.folder / "keystore.json").read_bytes()
    with monkeypatch.context() as patched:

        def full(*_: object) -> None:
            raise StoreError("disk_full")

        patched.setattr("iago_desktop.store.transaction.Transaction.put", full)
        with pytest.raises(StoreError, match="disk_full"):
            users.add_user(practice, "Dr. Lang", "physician", PHYSICIANS, FLOOR)
    assert (practice.folder / "keystore.json").read_bytes() == before
    assert users.add_user(practice, "Dr. Lang", "physician", PHYSICIANS, FLOOR).id == "u2"
