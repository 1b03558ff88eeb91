"""T2, T11: the files of a practice, opened with what is not theirs, and put back to what they were before."""

import json
import random
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from iago_desktop.errors import IagoError, StoreError
from iago_desktop.services import backup, setup
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import KeyStore, Unlocked
from iago_desktop.store import connection
from iago_desktop.store.connection import DriverError
from iago_desktop.store.store import Store
from iago_desktop.tables import Patient
from tests.builders import a_patient, an_infection
from tests.store.rows import put_patient
from tests.torture.power import PASSWORD, new_practice
from tests.torture.storage import Practice, _practice
from tests.torture.trial import Trial, flipped

NAME, NOTE = "Kanarienvogel", "canary in the note"
_CODES = ("utf-8", "utf-16-le", "utf-16-be")

# T2


@dataclass
class Sealed:
    """A practice whose newest entries lie in the -wal, with a backup, and keys that open it or not.

    `databases`: that of the practice and that of its backup, each with its -wal and how many names are in it.
    """

    folder: Path
    files: list[Path]
    databases: list[tuple[dict[str, bytes], int]]
    right: Unlocked
    other: Unlocked


def _sealed(folder: Path) -> Sealed:
    path = new_practice(folder)
    workspace = setup.open_workspace(path, "u1", PASSWORD, "en")
    _enter(workspace)
    made = backup.make(workspace)
    reader = workspace.store._engine.raw_connection()
    reader.cursor().execute("BEGIN")
    reader.cursor().execute("SELECT * FROM identity").fetchall()
    _enter(workspace)  # the reader holds this in the -wal
    stopped = folder / "stopped"
    shutil.rmtree(stopped, ignore_errors=True)
    shutil.copytree(path, stopped)
    reader.close()
    right = workspace.unlocked
    setup.close(workspace)
    database = {name: (stopped / name).read_bytes() for name in ("iago.db", "iago.db-wal")}
    assert database["iago.db-wal"]
    with zipfile.ZipFile(made.path) as members:
        copy = {"iago.db": members.read("iago.db")}
    (folder / "elsewhere").mkdir(exist_ok=True)
    other = KeyStore.load(new_practice(folder / "elsewhere") / "keystore.json").unlock("u1", PASSWORD)
    files = [each for each in stopped.rglob("*") if each.is_file()]
    return Sealed(folder / "tried", files, [(database, 2), (copy, 1)], right, other)


def _enter(workspace: Workspace) -> None:
    an_infection(workspace, a_patient(workspace, NAME), note=NOTE)


def _other_key(sealed: Sealed, chance: random.Random) -> bytes:
    right = sealed.right.database_key
    return (
        chance.randbytes(32),
        flipped(right, chance.randrange(256)),
        sealed.right.dmk,
        sealed.right.witness_key,
        sealed.other.database_key,
        right[::-1],
        bytes(32),
    )[chance.randrange(7)]


def _with_another_key(sealed: Sealed, chance: random.Random, database: Path) -> None:
    connection.connect(database, _other_key(sealed, chance)).close()


def _without_a_key(_sealed: Sealed, _chance: random.Random, database: Path) -> None:
    connection.connect(database, None).close()


def _with_a_plain_library(sealed: Sealed, chance: random.Random, database: Path) -> None:
    raw = sqlite3.connect(database)
    try:
        if chance.random() < 0.5:  # taken in silence
            raw.execute(f"PRAGMA key = \"x'{sealed.right.database_key.hex()}'\"")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        raw.close()


def _by_our_own_door(sealed: Sealed, _chance: random.Random, database: Path) -> None:
    """The library was exchanged for one that does not encrypt: nothing is written."""
    connection.connect(database.with_name("new.db"), sealed.right.database_key, module=sqlite3)


def _as_a_password(_sealed: Sealed, chance: random.Random, database: Path) -> None:
    """The cipher's own stretching of a typed text is another key than any of ours."""
    raw = dbapi2.connect(str(database))
    try:
        raw.execute(f"PRAGMA key = '{chance.choice((PASSWORD, 'iago', ''))}'")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        raw.close()


_OPENERS: tuple[Callable[[Sealed, random.Random, Path], None], ...] = (
    _with_another_key,
    _without_a_key,
    _with_a_plain_library,
    _by_our_own_door,
    _as_a_password,
)


def _opened(sealed: Sealed, chance: random.Random, number: int) -> None:
    """No file has a word of it; the opening is refused; and the right key finds everything after it.

    The -wal may be in the database by then: SQLite carries it over at every last close, unread.
    """
    if number % 50 == 0:
        _say_nothing(sealed.files)
    files, names = sealed.databases[number // len(_OPENERS) % len(sealed.databases)]
    shutil.rmtree(sealed.folder, ignore_errors=True)
    sealed.folder.mkdir()
    for name, data in files.items():
        (sealed.folder / name).write_bytes(data)
    try:
        _OPENERS[number % len(_OPENERS)](sealed, chance, sealed.folder / "iago.db")
    except (DriverError, sqlite3.DatabaseError, StoreError):
        pass
    else:
        raise AssertionError("opened")
    _say_nothing(each for each in sealed.folder.iterdir() if each.suffix != ".db-shm")
    raw = connection.connect(sealed.folder / "iago.db", sealed.right.database_key)
    try:
        assert raw.execute("SELECT surname FROM identity").fetchall() == [(NAME,)] * names
        assert not raw.execute("PRAGMA cipher_integrity_check").fetchall()
    finally:
        raw.close()


def _say_nothing(files: Iterable[Path]) -> None:
    words = [word.encode(code) for word in (NAME, NOTE, "axi-cel", PASSWORD) for code in _CODES]
    for path in files:
        data = path.read_bytes()
        assert not data.startswith(b"SQLite format 3"), path.name
        assert not [word for word in words if word in data], path.name


# T11

_SAVES = 12


@dataclass
class Witnessed:
    """One practice at several moments, each as the bytes of its files.

    `old`: early.  `stopped`: the machine stopped with `_SAVES` commits in the -wal only.  `before_last` and
    `last`: around one more commit, with everything in the one file.
    """

    practice: Practice
    old: dict[str, bytes]
    stopped: dict[str, bytes]
    before_last: dict[str, bytes]
    last: dict[str, bytes]


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _witnessed(folder: Path) -> Witnessed:
    practice = _practice(folder)
    old = _files(practice.folder)
    with Store.open(practice.database, practice.keys) as store:
        _save(practice, store, "EARLY")
        reader = store._engine.raw_connection()
        reader.cursor().execute("BEGIN")
        reader.cursor().execute("SELECT * FROM patient").fetchall()
        for number in range(_SAVES):
            _save(practice, store, f"{number:02}WAL")
        stopped = _files(practice.folder)
        reader.close()
    with Store.open(practice.database, practice.keys) as store:
        _save(practice, store, "AFTER")
        before_last = _files(practice.folder)
        _save(practice, store, "LASTX")
    last = _files(practice.folder)
    assert stopped["iago.db-wal"]
    return Witnessed(practice, old, stopped, before_last, last)


def _save(practice: Practice, store: Store, mark: str) -> None:
    put_patient(store, practice.actor(), pid=f"R-{mark[:4]}-{mark[-4:]}")


def _without(files: dict[str, bytes], *names: str) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name not in names}


def _log_deleted(w: Witnessed, _chance: random.Random) -> dict[str, bytes]:
    return _without(w.stopped, "iago.db-wal", "iago.db-shm")


def _log_cut(w: Witnessed, chance: random.Random) -> dict[str, bytes]:
    log = w.stopped["iago.db-wal"]
    return w.stopped | {"iago.db-wal": log[: chance.randrange(len(log))]}


def _log_flipped(w: Witnessed, chance: random.Random) -> dict[str, bytes]:
    log = w.stopped["iago.db-wal"]
    return w.stopped | {"iago.db-wal": flipped(log, chance.randrange(len(log) * 8))}


def _database_of_before(w: Witnessed, chance: random.Random) -> dict[str, bytes]:
    return w.last | {"iago.db": chance.choice((w.old, w.before_last, w.stopped))["iago.db"]}


def _witness_deleted(w: Witnessed, _chance: random.Random) -> dict[str, bytes]:
    return _without(w.last, "witness.json")


def _witness_forged(w: Witnessed, chance: random.Random) -> dict[str, bytes]:
    said = json.loads(w.last["witness.json"])
    change = chance.randrange(4)
    if change == 0:
        said["n"] += chance.choice((-1, 1, -said["n"]))
    elif change == 1:
        said["head"] = said["head"][::-1]
    elif change == 2:
        said["mac"] = "0" * 64
    else:
        return w.last | {"witness.json": chance.randbytes(chance.randrange(300))}
    return w.last | {"witness.json": json.dumps(said).encode()}


def _witness_of_before(w: Witnessed, chance: random.Random) -> dict[str, bytes]:
    return w.last | {"witness.json": chance.choice((w.old, w.stopped))["witness.json"]}


def _honest(w: Witnessed, chance: random.Random) -> dict[str, bytes]:
    """Stopped with a full log, with an empty one, or between a commit and its witness."""
    return (
        w.stopped,
        _without(w.stopped, "iago.db-shm"),
        w.last,
        w.last | {"witness.json": w.before_last["witness.json"]},
    )[chance.randrange(4)]


_MOMENTS = (
    (_log_deleted, {"history_shorter"}),
    (_log_cut, {"history_shorter"}),
    (_log_flipped, {"history_shorter"}),
    (_database_of_before, {"history_shorter"}),
    (_witness_deleted, {"witness_missing"}),
    (_witness_forged, {"witness_forged"}),
    (_witness_of_before, {"witness_behind"}),
    (_honest, {None}),
)


def _put_back(w: Witnessed, chance: random.Random, number: int) -> None:
    moment, expected = _MOMENTS[number % len(_MOMENTS)]
    folder = w.practice.folder.parent / "moment"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for name, data in moment(w, chance).items():
        (folder / name).write_bytes(data)
    try:
        with Store.open(folder / "iago.db", w.practice.keys) as store, store.read() as session:
            said = store.warning.code if store.warning else None
            assert session.get(Patient, "-") is None
    except IagoError:
        if moment is not _log_flipped:  # the library itself may refuse a flipped bit
            raise
        return
    assert said in expected, (moment.__name__, said)


TRIALS = (
    Trial("T2", "no other key and no other library opens a file", 10, 1000, _sealed, _opened),
    Trial("T11", "what was rolled back is noticed, an honest stop is not", 8, 400, _witnessed, _put_back),
)
