"""A backup becomes the practice again: what is shown before, what is there after, and what a stop leaves."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from iago_desktop.errors import IagoError, StoreError, UnlockError
from iago_desktop.services import backup, exchange, setup, swap
from iago_desktop.services.restore import RESTORED, Restore, offered
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.backup import Backup, Mark
from iago_desktop.store.carried import write_to
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Identity, Practice, Record, Revision
from tests.builders import a_patient, an_infection
from tests.conftest import PASSWORD, TODAY
from tests.registry_simulator import RegistrySimulator
from tests.stopped import stopped_at

Opened = Callable[[], Workspace]


def _later() -> date:
    return TODAY + timedelta(days=2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "own" / "practice"


@pytest.fixture
def made(practice: Workspace, folder: Path) -> Backup:
    """A backup of the day with one patient, and the practice in `folder`, closed some entries later."""
    a_patient(practice, "Baumann")
    found = backup.make(practice)
    second = a_patient(practice, "Huber")
    an_infection(practice, second)
    setup.close(practice)
    shutil.copytree(practice.folder, folder)
    return found


def _names(folder: Path) -> set[str]:
    workspace = setup.open_workspace(folder, "u1", PASSWORD, "en", today=_later)
    try:
        assert workspace.store.warning is None
        with workspace.store.read() as session:
            assert verify_chain(session).holds
            return {each.surname for each in session.exec(select(Identity))}
    finally:
        setup.close(workspace)


def _chosen(folder: Path) -> dict[str, Any]:
    workspace = setup.open_workspace(folder, "u1", PASSWORD, "en", today=_later)
    try:
        with workspace.store.read() as session:
            practice = queries.practice(session)
            assert practice is not None
            return dict(practice.chosen)
    finally:
        setup.close(workspace)


def test_what_would_be_lost_is_shown_by_name(made: Backup, folder: Path) -> None:
    restore = Restore(folder, _later)
    _, people = restore.take(offered(folder)[0].path)
    assert [each.name for each in people] == ["Maria Weber"]
    restore.unlock("u1", PASSWORD)
    seen = restore.preview()
    assert (seen.present, seen.day, seen.days, seen.entries) == ("known", TODAY, 2, made.n)
    assert seen.since is not None
    assert seen.since >= 4
    records = [each for each in seen.lost if each.kind == "record"]
    assert [(each.name, each.form, each.day, each.who) for each in records] == [
        ("Huber, Ute", "infection", 14, "Maria Weber")
    ]
    assert all(each.name == "Huber, Ute" for each in seen.lost if each.kind != "act")
    assert seen.holds
    assert not seen.asks  # nothing was ever sent
    restore.cancel()
    assert _names(folder) == {"Baumann", "Huber"}
    assert [each.name for each in folder.parent.iterdir()] == ["practice"]


def test_the_practice_of_that_day_stands_in_its_place(made: Backup, folder: Path) -> None:
    restore = Restore(folder, _later)
    restore.take(made.path)
    restore.unlock("u1", PASSWORD)
    done = restore.carry_out()
    assert done.kept is not None
    assert done.kept.name == "practice before restore 2026-11-22"
    assert _names(folder) == {"Baumann"}
    assert _names(done.kept) == {"Baumann", "Huber"}  # nothing of the old one was touched
    noted = _chosen(folder)[RESTORED]
    assert (noted["from"], noted["on"]) == ("2026-11-20", "2026-11-22")
    assert noted["since"] == done.since
    assert [each.day for each in offered(folder)] == [TODAY]
    assert {each.name for each in folder.iterdir()} <= {
        "iago.db", "keystore.json", "witness.json", "lock", "backups",
    }  # fmt: skip


def test_one_entry_says_that_it_was_restored(made: Backup, folder: Path) -> None:
    restore = Restore(folder, _later)
    restore.take(made.path)
    restore.unlock("u1", PASSWORD)
    restore.carry_out()
    workspace = setup.open_workspace(folder, "u1", PASSWORD, "en", today=_later)
    with workspace.store.read() as session:
        since = session.exec(select(Revision.intent).where(Revision.seq > made.n)).all()
    setup.close(workspace)
    assert [each for each in since if each != "unlock"] == ["restore_backup"]


def test_a_wrong_password_and_a_damaged_file_change_nothing(made: Backup, folder: Path) -> None:
    restore = Restore(folder, _later)
    restore.take(made.path)
    with pytest.raises(UnlockError, match="wrong_password"):
        restore.unlock("u1", "something else entirely here")
    restore.unlock("u1", PASSWORD)  # the right one after it
    restore.cancel()
    damaged = folder.parent / "damaged.iagobak"
    data = bytearray(made.path.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    with pytest.raises(StoreError, match="backup_not_good"):
        restore.take(damaged)
    with pytest.raises(StoreError, match="backup_not_good"):
        restore.take(folder / "keystore.json")
    damaged.unlink()
    assert [each.name for each in folder.parent.iterdir()] == ["practice"]
    assert _names(folder) == {"Baumann", "Huber"}


def test_a_practice_that_is_open_is_not_replaced(practice: Workspace, practice_folder: Path) -> None:
    made = backup.make(practice)
    with pytest.raises(StoreError, match="database_in_use"):
        Restore(practice_folder).take(made.path)


@pytest.mark.parametrize("gone", ["iago.db", "keystore.json", "witness.json"])
def test_a_file_is_missing_and_the_backup_brings_the_practice_back(
    made: Backup, folder: Path, gone: str
) -> None:
    (folder / gone).unlink()
    restore = Restore(folder, _later)
    restore.take(made.path)
    restore.unlock("u1", PASSWORD)
    seen = restore.preview()
    if gone == "iago.db":
        assert seen.present == "unreadable"
        assert seen.since is not None
        assert seen.since >= 4  # the witness remembers
    else:
        assert seen.present == "known"
    restore.carry_out()
    assert _names(folder) == {"Baumann"}


def test_a_damaged_database_says_how_many_entries_are_gone(made: Backup, folder: Path) -> None:
    database = folder / "iago.db"
    data = bytearray(database.read_bytes())
    data[:4096] = bytes(4096)
    database.write_bytes(data)
    restore = Restore(folder, _later)
    restore.take(made.path)
    restore.unlock("u1", PASSWORD)
    seen = restore.preview()
    assert seen.present == "unreadable"
    assert seen.since is not None
    assert seen.since >= 4
    assert seen.lost == ()
    restore.cancel()


def test_on_another_computer(made: Backup, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other computer" / "IAGO Desktop"
    restore = Restore(other, _later)
    restore.take(made.path)
    restore.unlock("u1", PASSWORD)
    assert restore.preview().present == "none"
    done = restore.carry_out()
    assert done.kept is None
    assert _names(other) == {"Baumann"}


def test_every_row_of_that_day_is_in_it(opened: Opened, practice_folder: Path, tmp_path: Path) -> None:
    practice = opened()
    for name in ("Baumann", "Huber", "Kern"):
        an_infection(practice, a_patient(practice, name))
    made = backup.make(practice)
    before = _everything(practice)
    setup.close(practice)
    other = tmp_path / "other" / "practice"
    restore = Restore(other, _later)
    restore.take(made.path)
    restore.unlock("u1", PASSWORD)
    restore.carry_out()
    workspace = setup.open_workspace(other, "u1", PASSWORD, "en", today=_later)
    after = _everything(workspace)
    setup.close(workspace)
    for table, rows in before.items():
        if table != "practice":
            assert after[table][: len(rows)] == rows, table


def _everything(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    with workspace.store.read() as session:
        connection = session.connection()
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1")]  # noqa: S608
            for name in names
        }


def test_a_stop_at_any_step_leaves_the_old_practice_or_the_new_one(
    made: Backup, folder: Path, tmp_path: Path
) -> None:
    done: dict[int, bool] = {}  # step -> whether the new practice was there after a stop at it

    def is_new(step: int) -> bool:
        if step not in done:
            own = tmp_path / f"run {step}" / "practice"
            shutil.copytree(folder, own)
            stopped_at(step, lambda: _taken(own, made.path).carry_out())
            names = _names(own)
            assert names in ({"Baumann"}, {"Baumann", "Huber"})
            kept = [each for each in own.parent.iterdir() if "before" in each.name]
            if names == {"Baumann"}:
                assert [_names(each) for each in kept] == [{"Baumann", "Huber"}]
            shutil.rmtree(own.parent)
            done[step] = names == {"Baumann"}
        return done[step]

    old, new = 0, 500
    assert not is_new(old)
    assert is_new(new)
    while new - old > 1:  # which step decides
        middle = (old + new) // 2
        old, new = (old, middle) if is_new(middle) else (middle, new)
    assert not any(is_new(step) for step in range(max(0, new - 5), new))
    assert all(is_new(step) for step in range(new, new + 5))


def test_the_registry_has_to_be_asked_if_something_was_sent_since(
    practice: Workspace, practice_folder: Path, tmp_path: Path
) -> None:
    RegistrySimulator().enrol(practice, tmp_path)
    first = backup.make(practice)
    an_infection(practice, a_patient(practice))
    setup.close(practice)
    restore = Restore(practice_folder, _later)
    restore.take(first.path)
    restore.unlock("u1", PASSWORD)
    assert not restore.preview().asks  # it can be seen that nothing was sent
    restore.cancel()
    (practice_folder / "iago.db").unlink()
    restore.take(first.path)
    restore.unlock("u1", PASSWORD)
    assert restore.preview().asks  # nobody knows
    restore.cancel()


def test_bundles_sent_since_are_named(practice: Workspace, practice_folder: Path, tmp_path: Path) -> None:
    RegistrySimulator().enrol(practice, tmp_path)
    first = backup.make(practice)
    an_infection(practice, a_patient(practice))
    exchange.export(practice, tmp_path)
    setup.close(practice)
    restore = Restore(practice_folder, _later)
    restore.take(first.path)
    restore.unlock("u1", PASSWORD)
    seen = restore.preview()
    assert [seq for seq, _ in seen.bundles] == [1]
    assert seen.asks
    restore.cancel()


def _marked(practice: Workspace, carrier: Path, mark: Mark) -> Backup:
    carrier.mkdir(exist_ok=True)
    return write_to(
        carrier,
        practice.store.path,
        practice.unlocked.database_key,
        (practice.folder / "keystore.json").read_bytes(),
        practice.folder / "backups",
        TODAY,
        name="marked.iagobak",
        mark=mark,
    )


def test_a_second_computer_gets_its_letter(
    practice: Workspace, practice_folder: Path, tmp_path: Path
) -> None:
    made = _marked(practice, tmp_path / "stick", Mark("second_desk", "b"))
    setup.close(practice)
    with pytest.raises(IagoError, match="second_desk_needs_room"):
        Restore(practice_folder).take(made.path)
    other = tmp_path / "other" / "practice"
    restore = Restore(other, _later)
    restore.take(made.path)
    restore.unlock("u1", PASSWORD)
    assert restore.preview().mark == Mark("second_desk", "b")
    restore.carry_out()
    workspace = setup.open_workspace(other, "u1", PASSWORD, "en", today=_later)
    with workspace.store.read() as session:
        row = session.get(Practice, 1)
        assert row is not None
        assert row.desk == "b"
        assert session.exec(select(Record)).all() == []
    setup.close(workspace)


def test_a_mark_cannot_be_given_or_taken_without_the_key(practice: Workspace, tmp_path: Path) -> None:
    made = _marked(practice, tmp_path / "stick", Mark("moved"))
    setup.close(practice)
    data = made.path.read_bytes()
    for before, after in ((b'"moved"', b'"mover"'), (b'"kind": "moved"', b'"kind": "second_desk"')):
        changed = tmp_path / "changed.iagobak"
        changed.write_bytes(data.replace(before, after))
        with pytest.raises(StoreError, match="backup_not_good"):
            _taken(tmp_path / "other" / "practice", changed)
    changed.write_bytes(_without_mark(data))
    restore = Restore(tmp_path / "other" / "practice")
    restore.take(changed)
    with pytest.raises(StoreError, match="backup_not_good"):
        restore.unlock("u1", PASSWORD)
    restore.cancel()


def _taken(folder: Path, path: Path) -> Restore:
    restore = Restore(folder, _later)
    restore.take(path)
    restore.unlock("u1", PASSWORD)
    return restore


def _without_mark(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    about = json.loads(members["backup.json"])
    del about["mark"]
    members["backup.json"] = json.dumps(about, sort_keys=True).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_copy_by_hand_opens_with_a_word_and_loses_nothing(
    opened: Opened, practice_folder: Path, tmp_path: Path
) -> None:
    practice = opened()
    a_patient(practice, "Baumann")
    other = tmp_path / "copied" / "practice"
    other.mkdir(parents=True)
    # While the practice is open: every save is in the one file when it is acknowledged.
    for name in ("iago.db", "keystore.json"):
        shutil.copyfile(practice_folder / name, other / name)
    workspace = setup.open_workspace(other, "u1", PASSWORD, "en", today=_later)
    assert workspace.store.warning is not None
    assert workspace.store.warning.code == "witness_missing"
    with workspace.store.read() as session:
        assert [each.surname for each in session.exec(select(Identity))] == ["Baumann"]
        assert verify_chain(session).holds
    setup.close(workspace)


def test_names_beside_the_data_folder_are_never_taken_twice(made: Backup, folder: Path) -> None:
    for expected in ("practice before restore 2026-11-22", "practice before restore 2026-11-22 (2)"):
        restore = Restore(folder, _later)
        restore.take(made.path)
        restore.unlock("u1", PASSWORD)
        done = restore.carry_out()
        assert done.kept is not None
        assert done.kept.name == expected
    assert swap.finish(folder) is None
