"""An old database beside a newer memory of it."""

import json
import shutil
from pathlib import Path

import pytest

from iago_desktop.signing.keystore import Unlocked
from iago_desktop.store.store import Actor, Store
from tests.store.rows import a_patient, put_patient


def save(store: Store, actor: Actor, times: int = 1) -> None:
    for number in range(times):
        with store.write(actor, "add_patient") as transaction:
            transaction.put(a_patient(f"R-{number:04}-AAAA"))


def warning(folder: Path, keys: Unlocked) -> str | None:
    with Store.open(folder / "iago.db", keys) as store:
        return store.warning.code if store.warning else None


def test_it_follows_every_save(folder: Path, store: Store, actor: Actor) -> None:
    save(store, actor, 3)
    said = json.loads((folder / "witness.json").read_bytes())
    assert (said["n"], said["head"]) == store.head()


def test_nothing_to_say_after_ordinary_work(folder: Path, keys: Unlocked, actor: Actor) -> None:
    with Store.open(folder / "iago.db", keys) as store:
        save(store, actor, 2)
    assert warning(folder, keys) is None


def test_an_old_database_is_noticed_until_somebody_accepts_it(
    folder: Path, keys: Unlocked, actor: Actor
) -> None:
    shutil.copy(folder / "iago.db", folder / "old.db")
    with Store.open(folder / "iago.db", keys) as store:
        save(store, actor)
    (folder / "old.db").replace(folder / "iago.db")
    with Store.open(folder / "iago.db", keys) as store:
        assert store.warning is not None
        assert (store.warning.code, store.warning.details) == ("history_shorter", {"known": 2, "found": 1})
    with Store.open(folder / "iago.db", keys) as store:
        assert store.warning is not None
        store.accept_history()
        save(store, actor)
    assert warning(folder, keys) is None


def test_an_old_database_with_other_work_on_top_is_noticed(
    folder: Path, keys: Unlocked, actor: Actor
) -> None:
    shutil.copytree(folder, folder.parent / "old")
    with Store.open(folder / "iago.db", keys) as store:
        save(store, actor)
    with Store.open(folder.parent / "old" / "iago.db", keys) as store:
        save(store, actor)
    shutil.copy(folder.parent / "old" / "iago.db", folder / "iago.db")
    assert warning(folder, keys) == "history_differs"


@pytest.mark.parametrize("content", [b"", b"{}", b"null", b"\xff", None])
def test_a_changed_witness_is_noticed(folder: Path, keys: Unlocked, content: bytes | None) -> None:
    path = folder / "witness.json"
    document = json.loads(path.read_bytes())
    path.write_bytes(json.dumps(document | {"n": 0}).encode() if content is None else content)
    assert warning(folder, keys) == "witness_forged"


def test_a_missing_witness_is_noticed(folder: Path, keys: Unlocked) -> None:
    (folder / "witness.json").unlink()
    assert warning(folder, keys) == "witness_missing"


def test_an_old_witness_is_noticed(folder: Path, keys: Unlocked, actor: Actor) -> None:
    old = (folder / "witness.json").read_bytes()
    with Store.open(folder / "iago.db", keys) as store:
        save(store, actor, 2)
    (folder / "witness.json").write_bytes(old)
    assert warning(folder, keys) == "witness_behind"


def test_a_crash_between_commit_and_witness_is_honest(folder: Path, keys: Unlocked, actor: Actor) -> None:
    old = (folder / "witness.json").read_bytes()
    with Store.open(folder / "iago.db", keys) as store:
        put_patient(store, actor)  # one write, three revisions
    (folder / "witness.json").write_bytes(old)
    assert warning(folder, keys) is None
    assert (folder / "witness.json").read_bytes() != old


def test_a_lost_side_file_is_noticed(folder: Path, keys: Unlocked, actor: Actor) -> None:
    """A reader held up the checkpoint, the machine stopped, and somebody deleted the -wal."""
    with Store.open(folder / "iago.db", keys) as store:
        save(store, actor)
        reader = store._engine.raw_connection()
        reader.cursor().execute("BEGIN")
        reader.cursor().execute("SELECT * FROM revision").fetchall()
        save(store, actor)
        crashed = folder.parent / "crashed"
        shutil.copytree(folder, crashed)
        reader.close()
    assert (crashed / "iago.db-wal").stat().st_size > 0
    (crashed / "iago.db-wal").unlink()
    (crashed / "iago.db-shm").unlink()
    assert warning(crashed, keys) == "history_shorter"
