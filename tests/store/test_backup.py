"""Backups: a whole copy under writes, read back before it counts, seven days and four weeks kept."""

import threading
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from iago_desktop.errors import StoreError
from iago_desktop.signing.keystore import Unlocked
from iago_desktop.store import backup
from iago_desktop.store.store import Store
from iago_desktop.store.transaction import Actor
from tests.store.rows import put_patient

DAY = date(2026, 11, 20)
KEYSTORE = b'{"slots": []}'


def test_a_backup_holds_every_commit_before_it(
    store: Store, keys: Unlocked, actor: Actor, tmp_path: Path
) -> None:
    put_patient(store, actor)
    made = backup.write_backup(store.path, keys.database_key, KEYSTORE, tmp_path / "backups", DAY)
    assert (made.n, made.head) == store.head()
    assert backup.read_back(made.path, keys.database_key, tmp_path) == made
    with zipfile.ZipFile(made.path) as archive:
        assert archive.read("keystore.json") == KEYSTORE
        assert not archive.read("iago.db").startswith(b"SQLite format 3")
    assert backup.backups(tmp_path / "backups") == (made,)


def test_a_backup_while_somebody_writes(store: Store, keys: Unlocked, actor: Actor, tmp_path: Path) -> None:
    stop, failed = threading.Event(), []

    def work() -> None:
        try:
            while not stop.is_set():
                put_patient(store, actor)
        except Exception as error:  # noqa: BLE001 -- told to the test
            failed.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for _ in range(5):
            before = store.head()[0]
            made = backup.write_backup(store.path, keys.database_key, KEYSTORE, tmp_path / "b", DAY)
            assert made.n >= before
    finally:
        stop.set()
        worker.join()
    assert not failed


@pytest.mark.parametrize("place", [0.05, 0.3, 0.6, 0.95])
def test_a_damaged_backup_is_not_good(
    store: Store, keys: Unlocked, actor: Actor, tmp_path: Path, place: float
) -> None:
    put_patient(store, actor)
    made = backup.write_backup(store.path, keys.database_key, KEYSTORE, tmp_path / "b", DAY)
    data = bytearray(made.path.read_bytes())
    data[int(len(data) * place)] ^= 1
    made.path.write_bytes(data)
    with pytest.raises(StoreError, match="backup_not_good"):
        backup.read_back(made.path, keys.database_key, tmp_path)


def test_another_key_does_not_open_it(store: Store, keys: Unlocked, actor: Actor, tmp_path: Path) -> None:
    made = backup.write_backup(store.path, keys.database_key, KEYSTORE, tmp_path / "b", DAY)
    with pytest.raises(StoreError, match="backup_not_good"):
        backup.read_back(made.path, bytes(32), tmp_path)


def test_a_backup_that_fails_leaves_the_old_one(
    store: Store, keys: Unlocked, actor: Actor, tmp_path: Path
) -> None:
    folder = tmp_path / "b"
    made = backup.write_backup(store.path, keys.database_key, KEYSTORE, folder, DAY)
    whole = made.path.read_bytes()
    put_patient(store, actor)
    with pytest.raises(StoreError, match="database_not_readable"):
        # The key of another database: what is copied can never be opened with it.
        backup.write_backup(store.path, bytes(32), KEYSTORE, folder, DAY)
    assert made.path.read_bytes() == whole
    assert [each.name for each in folder.iterdir()] == [made.path.name]


def test_seven_days_and_four_weeks_are_kept(
    store: Store, keys: Unlocked, actor: Actor, tmp_path: Path
) -> None:
    folder = tmp_path / "b"
    made = backup.write_backup(store.path, keys.database_key, KEYSTORE, folder, DAY)
    days = [DAY - timedelta(days=back) for back in range(60)]
    with zipfile.ZipFile(made.path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for day in days[1:]:
        with zipfile.ZipFile(folder / f"iago-{day}.iagobak", "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data.replace(DAY.isoformat().encode(), day.isoformat().encode()))
    (folder / "iago-before-3.db").write_bytes(b"of a migration")
    backup.prune(folder)
    kept = [each.day for each in backup.backups(folder)]
    # Friday and back; then the Sunday that ends each week before, four weeks in all.
    sundays = [date(2026, 11, 15), date(2026, 11, 8), date(2026, 11, 1)]
    assert kept == sorted({*days[:7], *sundays}, reverse=True)
    assert (folder / "iago-before-3.db").exists()
