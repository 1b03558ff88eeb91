"""Stopped in the middle, no room left, no right to write, started twice: nothing acknowledged is lost."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from iago_desktop.errors import StoreError
from iago_desktop.signing.keystore import Unlocked
from iago_desktop.store.lock import FolderLock
from iago_desktop.store.store import Actor, Store
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Patient
from tests.store.rows import a_patient

ROUNDS = int(os.environ.get("IAGO_KILL_ROUNDS", "20"))
ROOT = Path(__file__).parent.parent.parent


def saver(folder: Path, keys: Unlocked, task: str) -> subprocess.Popen[str]:
    arguments = [str(folder), keys.database_key.hex(), keys.witness_key.hex(), task]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.saver", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX thing")
def test_killed_while_saving_loses_nothing_acknowledged(folder: Path, keys: Unlocked) -> None:
    """One process that saves all the time is killed and started again; the chain of all of them holds."""
    chosen = random.Random(7)  # noqa: S311
    acknowledged = 0
    for _ in range(ROUNDS):
        process = saver(folder, keys, "until_killed")
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(chosen.random() * 0.06)
        process.kill()
        lines = [first, *process.stdout.read().splitlines()]
        process.stdout.close()
        process.wait()
        complete = [int(line) for line in lines if line.strip()]
        acknowledged = complete[-1]
        with Store.open(folder / "iago.db", keys) as store, store.read() as session:
            assert store.warning is None
            assert acknowledged <= store.head()[0] <= acknowledged + 1
            assert all(session.get(Patient, f"{number:032}") for number in complete)
    with Store.open(folder / "iago.db", keys) as store, store.read() as session:
        report = verify_chain(session)
    assert (
        report.why == "signature"
    )  # the saver signs with nothing: numbers, links and digests hold to the end
    assert acknowledged >= ROUNDS


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes")
def test_full_disk_is_said_in_words_and_loses_nothing(folder: Path, keys: Unlocked) -> None:
    process = saver(folder, keys, "until_full")
    output, _ = process.communicate(timeout=60)
    *saved, refusal, last = output.splitlines()
    assert refusal in ("refused disk_full", "refused disk_error")
    assert last == "usable again"
    assert len(saved) > 10
    with Store.open(folder / "iago.db", keys) as store, store.read() as session:
        assert store.warning is None
        assert store.head()[0] == int(saved[-1]) + 1
        assert all(session.get(Patient, f"{int(number):032}") for number in saved)


def test_a_full_file_system_is_said_in_words(folder: Path, keys: Unlocked, tmp_path: Path) -> None:
    """The real thing where it may be mounted; the size limit above stands in for it elsewhere."""
    small = tmp_path / "small"
    small.mkdir()
    if not mounted(small):
        return
    try:
        shutil.copytree(folder, small, dirs_exist_ok=True)
        with Store.open(small / "iago.db", keys) as store:
            saved = fill(store, keys, small / "filler")
            (small / "filler").unlink()
            with store.write(Actor("u1", keys.sign), "save") as transaction:
                transaction.put(a_patient("R-LAST-AAAA"))
        with Store.open(small / "iago.db", keys) as store, store.read() as session:
            assert store.warning is None
            assert verify_chain(session).holds
            assert store.head()[0] == 1 + saved + 1
    finally:
        subprocess.run(["umount", str(small)], check=True)


def mounted(folder: Path) -> bool:
    """A file system of one megabyte, if this process may."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def fill(store: Store, keys: Unlocked, filler: Path) -> int:
    """Save until the disk is full; how many saves were acknowledged."""
    filler.write_bytes(bytes(500_000))
    for saved in range(1000):
        try:
            with store.write(Actor("u1", keys.sign), "save") as transaction:
                transaction.put(a_patient(f"R-{saved:04}-AAAA"))
        except StoreError as error:
            assert error.code == "disk_full"  # noqa: PT017 - the number of saves is the result
            return saved
    raise AssertionError("never full")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_read_only_folder_is_refused_in_words(folder: Path, keys: Unlocked) -> None:
    for path in folder.iterdir():
        path.chmod(0o444)
    _let_anybody_pass(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    folder.chmod(0o555)
    output, _ = saver(folder, keys, "as_nobody").communicate(timeout=60)
    folder.chmod(0o700)
    assert output == "refused folder_read_only\n"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_nobody_may_look_into_is_refused_in_words(folder: Path, keys: Unlocked) -> None:
    _let_anybody_pass(folder)
    folder.chmod(0)
    output, _ = saver(folder, keys, "as_nobody").communicate(timeout=60)
    folder.chmod(0o700)
    assert output == "refused folder_read_only\n"


def _let_anybody_pass(folder: Path) -> None:
    """Run by root, the saver becomes nobody, who does not own the folders that pytest makes."""
    for parent in folder.parents:
        if parent.name.startswith(("pytest-", "popen-", "test_")):
            parent.chmod(0o755)


def test_nothing_can_be_created_where_nothing_can_be_written(tmp_path: Path, keys: Unlocked) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError) as caught:
        Store.create(tmp_path / "file" / "iago.db", keys)
    assert caught.value.code == "disk_error"


def test_second_start_on_the_same_data_is_refused(folder: Path, keys: Unlocked, store: Store) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(folder / "iago.db", keys)
    assert caught.value.code == "database_in_use"
    output, _ = saver(folder, keys, "until_killed").communicate(timeout=60)
    assert output == "refused database_in_use\n"
    store.close()
    Store.open(folder / "iago.db", keys).close()


def test_the_lock_can_be_taken_before_the_database_opens(folder: Path, keys: Unlocked) -> None:
    lock = FolderLock(folder)
    lock.acquire()
    lock.acquire()
    with pytest.raises(StoreError):
        FolderLock(folder).acquire()
    with Store.open(folder / "iago.db", keys, lock):
        assert lock.is_held
    assert not lock.is_held


def test_create_refuses_what_exists_and_open_what_does_not(folder: Path, keys: Unlocked) -> None:
    before = (folder / "iago.db").read_bytes()
    with pytest.raises(StoreError) as caught:
        Store.create(folder / "iago.db", keys)
    assert caught.value.code == "database_exists"
    assert (folder / "iago.db").read_bytes() == before
    with pytest.raises(StoreError) as caught:
        Store.open(folder / "other.db", keys)
    assert caught.value.code == "database_missing"
    with pytest.raises(StoreError) as caught:
        Store.open_plain(folder / "other.db")
    assert caught.value.code == "database_missing"
    Store.open(folder / "iago.db", keys).close()


@pytest.mark.parametrize("damage", ["cut", "swap", "flip"])
def test_a_damaged_file_is_refused_in_words(folder: Path, keys: Unlocked, damage: str) -> None:
    path = folder / "iago.db"
    data = bytearray(path.read_bytes())
    if damage == "cut":
        del data[5000:]
    elif damage == "swap":
        data[4096:8192], data[8192:12288] = data[8192:12288], data[4096:8192]
    else:
        data[100] ^= 1
    path.write_bytes(data)
    with pytest.raises(StoreError) as caught, Store.open(path, keys) as store, store.read() as session:
        session.connection().exec_driver_sql("PRAGMA integrity_check").all()
    assert caught.value.code in ("database_not_readable", "database_damaged", "disk_error")


def test_an_emptied_file_is_not_taken_for_a_new_database(folder: Path, keys: Unlocked) -> None:
    path = folder / "iago.db"
    path.write_bytes(b"")
    with pytest.raises(StoreError) as caught:
        Store.open(path, keys)
    assert caught.value.code == "database_damaged"
    assert path.read_bytes() == b""
