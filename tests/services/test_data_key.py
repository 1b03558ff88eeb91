"""Somebody leaves, a password may be known: what was copied before opens nothing afterwards."""

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from iago_desktop.errors import IagoError, StoreError, UnlockError
from iago_desktop.services import backup, data_key, people, records, setup, sheets, users
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import canonical_json
from iago_desktop.signing.keystore import FLOOR, KeyStore
from iago_desktop.store.connection import connect
from iago_desktop.store.rekey import Gate, opens
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Patient, User
from tests.builders import a_patient, an_infection
from tests.conftest import PASSWORD, TODAY

LANG = "nine grey herons over the weir"
EVA = "amber kettle walks northward"
NEW = "seven quiet lanterns by the sea"


@pytest.fixture
def staff(practice: Workspace) -> Workspace:
    """Maria Weber (u1) at the desk, Dr. Lang (u2) and Eva Neu (u3)."""
    users.add_user(practice, "Dr. Lang", "physician", LANG, FLOOR)
    users.add_user(practice, "Eva Neu", "study_nurse", EVA, FLOOR)
    return practice


def copy_of(folder: Path, name: str) -> Path:
    """What somebody takes home."""
    return Path(shutil.copytree(folder, folder.with_name(name)))


def enter(folder: Path, user: str, password: str) -> Workspace:
    return setup.open_workspace(folder, user, password, "en", today=lambda: TODAY)


def new_sheet(workspace: Workspace, password: str) -> tuple[str, ...]:
    sheet = sheets.NewSheet(workspace, password, FLOOR)
    sheet.confirm(dict(enumerate(sheet.groups)))
    return sheet.groups


def listed(workspace: Workspace) -> set[str]:
    with workspace.store.read() as session:
        return set(session.exec(select(Patient.id)))


def refusal(folder: Path, user: str, password: str) -> str:
    with pytest.raises(IagoError) as caught:
        setup.close(enter(folder, user, password))
    return caught.value.code


def test_who_was_removed_opens_neither_the_practice_nor_its_new_data(
    staff: Workspace, practice_folder: Path
) -> None:
    kept = (practice_folder / "keystore.json").read_bytes()
    old = staff.unlocked.database_key
    patient = a_patient(staff)
    people.remove_user(staff, "u2")
    later = a_patient(staff, "Neumann")
    setup.close(staff)
    assert refusal(practice_folder, "u2", LANG) == "unknown_user"
    assert [each.id for each in setup.people(practice_folder)] == ["u1", "u3"]
    assert not opens(practice_folder / "iago.db", old)
    # The kept key store over the new database: the right password of then, and nothing to read.
    taken = copy_of(practice_folder, "taken")
    (taken / "keystore.json").write_bytes(kept)
    assert refusal(taken, "u2", LANG) == "database_not_readable"
    for user, password in (("u1", PASSWORD), ("u3", EVA)):
        workspace = enter(practice_folder, user, password)
        assert workspace.store.warning is None
        assert listed(workspace) == {patient, later}
        with workspace.store.read() as session:
            assert verify_chain(session).holds
        setup.close(workspace)


def test_the_sheets_of_those_who_stay_go_on_working(staff: Workspace, practice_folder: Path) -> None:
    sheet = new_sheet(staff, PASSWORD)
    setup.close(staff)
    lang = enter(practice_folder, "u2", LANG)
    hers = new_sheet(lang, LANG)
    people.remove_user(lang, "u3")
    setup.close(lang)
    for groups in (sheet, hers):
        workspace = setup.open_with_recovery(practice_folder, "-".join(groups), NEW, "en", argon=FLOOR)
        assert workspace.store.warning is None
        setup.close(workspace)


def test_what_the_removed_person_signed_still_verifies(staff: Workspace, practice_folder: Path) -> None:
    record = an_infection(staff, a_patient(staff), sign=False)
    setup.close(staff)
    lang = enter(practice_folder, "u2", LANG)
    records.sign(lang, record)
    setup.close(lang)
    maria = enter(practice_folder, "u1", PASSWORD)
    people.remove_user(maria, "u2")
    _draft, view = records.read_record(maria, record)
    assert (view.status, view.signed_by) == ("signed", "Dr. Lang")
    with maria.store.read() as session:
        assert verify_chain(session).holds
        gone = session.get(User, "u2")
    assert gone is not None
    assert not gone.active
    assert [each.name for each in users.users(maria)] == ["Maria Weber", "Eva Neu"]
    assert users.add_user(maria, "Dr. Lang", "physician", LANG, FLOOR).id == "u4"
    setup.close(maria)


def test_nobody_removes_themselves_or_without_the_right(staff: Workspace, practice_folder: Path) -> None:
    with pytest.raises(IagoError, match="not_yourself"):
        people.remove_user(staff, "u1")
    setup.close(staff)
    eva = enter(practice_folder, "u3", EVA)
    with pytest.raises(IagoError, match="right_missing"):
        people.remove_user(eva, "u2")
    setup.close(eva)
    setup.close(enter(practice_folder, "u2", LANG))


def test_backups_from_before_are_gone_and_there_is_a_new_one(staff: Workspace, practice_folder: Path) -> None:
    made = backup.make(staff)
    older = made.path.with_name("iago-2026-11-01.iagobak")
    shutil.copyfile(made.path, older)
    people.remove_user(staff, "u2")
    assert not older.exists()
    assert backup.state(staff).kept == 1
    setup.close(staff)


@pytest.mark.parametrize("stop", ["renew_keys", "finish", "witness"])
def test_stopped_half_way_nothing_is_lost_and_the_next_unlock_finishes(
    staff: Workspace, practice_folder: Path, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    patient = a_patient(staff)
    old = staff.unlocked.database_key
    where = {
        "renew_keys": "iago_desktop.store.store.Store.renew_keys",
        "finish": "iago_desktop.signing.keystore.KeyStore.finish",
        "witness": "iago_desktop.store.witness.Witness.write",
    }[stop]

    class StopError(Exception):
        pass

    def stops(*_: object) -> None:
        raise StopError

    with monkeypatch.context() as patched:
        if stop == "witness":  # of the change-over, not of the write before it
            real = data_key.renew

            def renew(workspace: Workspace) -> None:
                patched.setattr(where, stops)
                real(workspace)

            patched.setattr(data_key, "renew", renew)
        else:
            patched.setattr(where, stops)
        with pytest.raises(StopError):
            people.remove_user(staff, "u2")
    staff.store._let_go()  # as a process that ended
    document = json.loads((practice_folder / "keystore.json").read_bytes())
    assert document["next"] is not None
    assert refusal(practice_folder, "u2", LANG) in ("unknown_user", "user_removed")
    for user, password in (("u3", EVA), ("u1", PASSWORD)):
        workspace = enter(practice_folder, user, password)
        assert workspace.store.warning is None
        assert listed(workspace) == {patient}
        setup.close(workspace)
    document = json.loads((practice_folder / "keystore.json").read_bytes())
    assert (document["next"], document["epoch"]) == (None, 2)
    assert not opens(practice_folder / "iago.db", old)


def test_a_key_planted_before_the_change_gets_nothing(
    staff: Workspace, practice_folder: Path, tmp_path: Path
) -> None:
    KeyStore.create(tmp_path / "eve.json", "u9", "Eve", "physician", PASSWORD, FLOOR)
    path = practice_folder / "keystore.json"
    document = json.loads(path.read_bytes())
    planted = json.loads((tmp_path / "eve.json").read_bytes())["slots"][0]
    slots = [slot | {"xpub": planted["xpub"]} if slot["user"] == "u3" else slot for slot in document["slots"]]
    path.write_bytes(canonical_json.dumps(document | {"slots": slots}))
    with pytest.raises(UnlockError, match="keystore_changed"):
        people.remove_user(staff, "u2")
    assert json.loads(path.read_bytes())["next"] is None
    assert opens(practice_folder / "iago.db", staff.unlocked.database_key)


def test_own_password_changes_one_slot_and_no_byte_of_the_data(
    staff: Workspace, practice_folder: Path, opened: Callable[[], Workspace]
) -> None:
    path = practice_folder / "keystore.json"
    before = json.loads(path.read_bytes())
    with pytest.raises(UnlockError, match="old_password_wrong"):
        people.change_password(staff, "not the password", NEW, FLOOR)
    with pytest.raises(UnlockError, match="password_too_easy"):
        people.change_password(staff, PASSWORD, "passwordpassword", FLOOR)
    assert json.loads(path.read_bytes()) == before
    key = staff.unlocked.database_key
    people.change_password(staff, PASSWORD, NEW, FLOOR)
    after = json.loads(path.read_bytes())
    changed = [a["id"] for a, b in zip(after["slots"], before["slots"], strict=True) if a != b]
    assert changed == ["s1"]
    assert staff.unlocked.database_key == key
    setup.close(staff)
    assert refusal(practice_folder, "u1", PASSWORD) == "wrong_password"
    setup.close(enter(practice_folder, "u1", NEW))


def test_a_known_password_is_changed_and_what_was_copied_is_useless(
    staff: Workspace, practice_folder: Path
) -> None:
    kept = (practice_folder / "keystore.json").read_bytes()
    people.password_may_be_known(staff, PASSWORD, NEW, FLOOR)
    setup.close(staff)
    assert refusal(practice_folder, "u1", PASSWORD) == "wrong_password"
    for user, password in (("u1", NEW), ("u2", LANG), ("u3", EVA)):
        setup.close(enter(practice_folder, user, password))
    taken = copy_of(practice_folder, "taken")
    (taken / "keystore.json").write_bytes(kept)
    assert refusal(taken, "u1", PASSWORD) == "database_not_readable"


def test_the_data_is_under_the_new_key_to_the_last_page(staff: Workspace, practice_folder: Path) -> None:
    for number in range(20):
        a_patient(staff, f"Baumann-{number}")
    data_key.renew(staff)
    raw = connect(practice_folder / "iago.db", staff.unlocked.database_key)
    assert raw.execute("PRAGMA cipher_integrity_check").fetchone() is None
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
    a_patient(staff, "Nach")
    assert len(listed(staff)) == 21


def test_readers_wait_while_the_key_changes(staff: Workspace) -> None:
    patient, wrong = a_patient(staff), []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                assert listed(staff) == {patient}
            except Exception as error:  # noqa: BLE001 -- told to the test
                wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for each in readers:
        each.start()
    for _ in range(3):
        data_key.renew(staff)
    stop.set()
    for each in readers:
        each.join()
    assert not wrong


def test_a_reader_that_never_ends_stops_the_change_and_nobody_else() -> None:
    gate = Gate()
    inside, let_go = threading.Event(), threading.Event()

    def stay() -> None:
        with gate.shared():
            inside.set()
            let_go.wait(10)

    reader = threading.Thread(target=stay)
    reader.start()
    inside.wait(10)
    with pytest.raises(StoreError, match="database_busy"), gate.alone(patience=0.05):
        pass
    with gate.shared(), gate.shared():
        pass
    let_go.set()
    reader.join()
    with gate.alone(patience=1):
        pass
