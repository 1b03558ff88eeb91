"""When a practice gets its backup, and what Today says about it."""

import errno
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from iago_desktop.errors import IagoError
from iago_desktop.services import backup, relocation, resync, setup
from iago_desktop.services.restore import Restore
from iago_desktop.services.workspace import Workspace
from iago_desktop.store.backup import Backup, read_back
from iago_desktop.tables import Practice, Revision
from tests.builders import a_patient
from tests.conftest import PASSWORD, TODAY


def test_the_first_close_of_a_day_with_changes(opened: Callable[[], Workspace]) -> None:
    practice = opened()
    assert backup.state(practice) == backup.BackupState(None, None, 0)
    a_patient(practice)
    made = backup.at_close(practice)
    assert made is not None
    assert (made.n, made.head) == practice.store.head()
    a_patient(practice, "Huber")
    assert backup.at_close(practice) is None  # there is one of today
    practice.today = lambda: TODAY + timedelta(days=3)
    assert backup.state(practice) == backup.BackupState(TODAY, 3, 1, copy_due=True)
    assert backup.at_close(practice) is not None
    practice.today = lambda: TODAY + timedelta(days=4)
    assert backup.at_close(practice) is None  # nothing changed since
    assert backup.state(practice).kept == 2


def _practice_row(workspace: Workspace) -> Practice:
    with workspace.store.read() as session:
        practice = session.get(Practice, 1)
        assert practice
        return practice


def _intents(workspace: Workspace, after: int) -> list[str]:
    with workspace.store.read() as session:
        return list(session.exec(select(Revision.intent).where(col(Revision.seq) > after)).all())


def test_once_a_month_the_newest_is_opened_as_a_restore_does(practice: Workspace) -> None:
    assert backup.try_if_due(practice) is None  # there is none
    a_patient(practice)
    made = backup.make(practice)
    before = practice.store.head()[0]
    assert backup.try_if_due(practice) is True
    assert _intents(practice, before) == ["try_backup"]
    assert (backup.state(practice).tried, backup.state(practice).good) == (TODAY, True)
    practice.today = lambda: TODAY + timedelta(days=29)
    assert backup.try_if_due(practice) is None
    practice.today = lambda: TODAY + timedelta(days=30)
    data = bytearray(made.path.read_bytes())
    data[len(data) // 2] ^= 1
    made.path.write_bytes(data)
    assert backup.try_if_due(practice) is False
    assert not backup.state(practice).good
    assert [each.name for each in made.path.parent.iterdir()] == [made.path.name]


def test_a_copy_on_a_stick_is_read_back_and_its_day_is_kept(practice: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with pytest.raises(IagoError, match="carrier_gone"):
        backup.copy_to(practice, stick)
    stick.mkdir()
    assert not backup.state(practice).copy_due  # there is nothing to carry out yet
    a_patient(practice)
    backup.make(practice)
    assert backup.state(practice).copy_due
    before, told = practice.store.head()[0], []
    made = backup.copy_to(practice, stick, lambda done, total: told.append(done / total))
    assert [each.name for each in stick.iterdir()] == ["IAGO_backup_2026-11-20.iagobak"]
    assert read_back(made.path, practice.unlocked.database_key, tmp_path).n == before
    assert _intents(practice, before) == ["copy_backup"]
    assert told == sorted(told)
    assert told[-1] == 1.0
    state = backup.state(practice)
    assert (state.copied, state.copy_due) == (TODAY, False)
    practice.today = lambda: TODAY + timedelta(days=30)
    assert backup.state(practice).copy_due


def test_a_copy_that_is_stopped_leaves_nothing(practice: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    a_patient(practice)
    for after in (0.0, 0.3, 0.6, 0.9):

        def stop(done: int, total: int, after: float = after) -> None:
            if done / total > after:
                raise IagoError("cancelled")

        with pytest.raises(IagoError, match="cancelled"):
            backup.copy_to(practice, stick, stop)
        assert list(stick.iterdir()) == []
        assert list((practice.folder / "backups").iterdir()) == []
    with pytest.raises(IagoError, match="cancelled"):
        backup.make(practice, stop)
    assert backup.state(practice).last is None


def test_a_full_stick_says_so(practice: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("iago_desktop.store.carried.os.fsync", full)
    monkeypatch.setattr("iago_desktop.store.carried.write_backup", _as_made)
    with pytest.raises(IagoError, match="carrier_full"):
        backup.copy_to(practice, tmp_path)
    assert not list(tmp_path.glob("*.iagobak*"))


def _as_made(_database: Path, _key: bytes, _keystore: bytes, folder: Path, day: date, **more: Any) -> Backup:
    path = folder / more["name"]
    path.write_bytes(b"x" * 1000)
    return Backup(path, day, 0, "")


def test_the_practice_moves_away_and_is_sealed(opened: Callable[[], Workspace], tmp_path: Path) -> None:
    practice = opened()
    a_patient(practice, "Baumann")
    stick = tmp_path / "stick"
    stick.mkdir()
    before = practice.store.head()[0]
    made = relocation.move_away(practice, stick)
    assert made.path.name == "IAGO_move_2026-11-20.iagobak"
    assert _intents(practice, before) == ["move_away"]
    with pytest.raises(IagoError, match="practice_sealed"):
        a_patient(practice, "Huber")
    setup.close(practice)
    practice = opened()
    assert practice.sealed == "2026-11-20"
    with pytest.raises(IagoError, match="practice_sealed"):
        a_patient(practice, "Huber")
    setup.close(practice)

    there = tmp_path / "new computer" / "practice"
    restore = Restore(there, lambda: TODAY)
    restore.take(made.path)
    restore.unlock("u1", PASSWORD)
    seen = restore.preview()
    assert (seen.present, seen.asks) == ("none", False)
    assert seen.mark is not None
    restore.carry_out()
    moved = setup.open_workspace(there, "u1", PASSWORD, "en", today=lambda: TODAY)
    assert moved.sealed is None
    a_patient(moved, "Huber")
    assert resync.owed(moved) is not None
    setup.close(moved)


def test_a_backup_is_not_restored_over_a_sealed_practice(
    opened: Callable[[], Workspace], tmp_path: Path
) -> None:
    practice = opened()
    earlier = backup.make(practice)
    relocation.move_away(practice, tmp_path)
    setup.close(practice)
    restore = Restore(practice.folder, lambda: TODAY)
    restore.take(earlier.path)
    restore.unlock("u1", PASSWORD)
    with pytest.raises(IagoError, match="restore_over_sealed"):
        restore.preview()
    restore.cancel()


def test_a_move_that_did_not_happen_is_taken_back(practice: Workspace, tmp_path: Path) -> None:
    relocation.move_away(practice, tmp_path)
    before = practice.store.head()[0]
    practice.rights = frozenset({"enter", "export"})
    with pytest.raises(IagoError, match="right_missing"):
        relocation.take_back(practice)
    practice.rights = frozenset({"manage", "enter"})
    relocation.take_back(practice)
    assert _intents(practice, before) == ["take_back_move"]
    assert _practice_row(practice).sealed is None
    a_patient(practice)
    with pytest.raises(IagoError, match="not_sealed"):
        relocation.take_back(practice)


def test_without_a_file_there_is_no_seal(
    practice: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled(_folder: Path) -> None:
        raise OSError(errno.EIO, "pulled")

    monkeypatch.setattr("iago_desktop.store.carried.sync_folder", pulled)
    with pytest.raises(IagoError, match="carrier_error"):
        relocation.move_away(practice, tmp_path)
    assert practice.sealed is None
    assert _practice_row(practice).sealed is None
    practice.rights = frozenset({"enter", "export"})
    with pytest.raises(IagoError, match="right_missing"):
        relocation.move_away(practice, tmp_path)
