"""T3, T7, T8, T10, T30b: what lies on the disk of the practice."""

import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from iago_desktop.errors import UnlockError
from iago_desktop.signing import recovery_code
from iago_desktop.signing.keystore import FLOOR, KeyStore, Unlocked
from iago_desktop.store.connection import connect
from iago_desktop.store.store import Actor, Store
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Patient, User
from tests.store.rows import put_patient
from tests.torture.trial import Trial, flipped

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "tulip anvil harbour moss"
PATIENTS = 40
_DAY = date(2026, 11, 20)


@dataclass
class Practice:
    folder: Path
    keys: Unlocked

    @property
    def database(self) -> Path:
        return self.folder / "iago.db"

    def actor(self) -> Actor:
        return Actor("u1", self.keys.sign)


def _practice(folder: Path) -> Practice:
    """One user and some patients."""
    shutil.rmtree(folder / "practice", ignore_errors=True)
    path = folder / "practice"
    keystore, _ = KeyStore.create(path / "keystore.json", "u1", "Dr. Ada Berg", "physician", PASSWORD, FLOOR)
    practice = Practice(path, keystore.unlock("u1", PASSWORD))
    with Store.create(practice.database, practice.keys) as store:
        with store.write(practice.actor(), "set_up") as transaction:
            key = practice.keys.verify_key
            transaction.put(User(id="u1", name="Dr. Ada Berg", role="physician", verify_key=key))
        for number in range(PATIENTS):
            put_patient(store, practice.actor(), pid=f"R-{number:04}-AAAA")
    return practice


def _saver(practice: Practice, task: str) -> subprocess.Popen[str]:
    keys = practice.keys.database_key.hex(), practice.keys.witness_key.hex()
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.saver", str(practice.folder), *keys, task],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def _killed_while_saving(practice: Practice, chance: random.Random, _number: int) -> None:
    process = _saver(practice, "until_killed")
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(chance.random() * 0.06)
    process.kill()
    lines = [first, *process.stdout.read().splitlines()]
    process.stdout.close()
    process.wait()
    complete = [int(line) for line in lines if line.strip()]
    with Store.open(practice.database, practice.keys) as store, store.read() as session:
        assert store.warning is None
        assert complete[-1] <= store.head()[0] <= complete[-1] + 1
        assert all(session.get(Patient, f"{number:032}") for number in complete)


def _full_disk(practice: Practice, _chance: random.Random, _number: int) -> None:
    output, _ = _saver(practice, "until_full").communicate(timeout=120)
    *saved, refusal, last = output.splitlines()
    assert refusal in ("refused disk_full", "refused disk_error")
    assert last == "usable again"
    with Store.open(practice.database, practice.keys) as store, store.read() as session:
        assert store.warning is None
        assert all(session.get(Patient, f"{int(number):032}") for number in saved)


@dataclass
class Copy:
    """The bytes of a closed practice, and what is read from it whole."""

    practice: Practice
    data: bytes
    said: list[tuple[Any, ...]]


def _copy(folder: Path) -> Copy:
    practice = _practice(folder)
    raw = connect(practice.database, practice.keys.database_key)
    said = _read_all(raw)
    raw.close()
    return Copy(practice, practice.database.read_bytes(), said)


def _read_all(raw: Any) -> list[tuple[Any, ...]]:
    tables = ("revision", "patient", "treatment", "identity", "user")
    return [row for table in tables for row in raw.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()]


def _damaged_database(copy: Copy, chance: random.Random, number: int) -> None:
    """A flipped bit, two pages swapped or a cut end: an error, or what was there; never other data."""
    if number % 10 == 8:
        page = 4096
        one, two = chance.sample(range(len(copy.data) // page), 2)
        pages = [copy.data[at : at + page] for at in range(0, len(copy.data), page)]
        pages[one], pages[two] = pages[two], pages[one]
        data = b"".join(pages)
    elif number % 10 == 9:
        data = copy.data[: chance.randrange(len(copy.data))]
    else:
        data = flipped(copy.data, chance.randrange(len(copy.data) * 8))
    path = copy.practice.folder.parent / "damaged.db"
    for leftover in ("", "-wal", "-shm"):
        path.with_name(path.name + leftover).unlink(missing_ok=True)
    path.write_bytes(data)
    try:
        raw = connect(path, copy.practice.keys.database_key)
    except Exception as error:  # noqa: BLE001 -- the driver has error classes of its own
        assert "Error" in type(error).__name__  # noqa: PT017
        return
    try:
        said = _read_all(raw)
    except Exception as error:  # noqa: BLE001
        assert "Error" in type(error).__name__  # noqa: PT017
    else:
        assert said == copy.said
    finally:
        raw.close()


_EDITS = (
    "UPDATE revision SET body = CAST(replace(body, 'AAAA', 'BBBB') || ' ' AS BLOB) WHERE seq = {one}",
    "UPDATE revision SET body = 'text where bytes were' WHERE seq = {one}",
    "DELETE FROM revision WHERE seq = {one}",
    "UPDATE revision SET actor = 'u2' WHERE seq = {one}",
    "UPDATE revision SET signature = (SELECT signature FROM revision WHERE seq = {two}) WHERE seq = {one}",
    "UPDATE revision SET private = CAST('{{}}' AS BLOB) WHERE seq = {one}",
    "UPDATE revision SET digest = previous WHERE seq = {two}",
    "UPDATE revision SET seq = -seq WHERE seq IN ({one}, {two})",
)


def _tampered_history(practice: Practice, chance: random.Random, number: int) -> None:
    """Somebody with the database key edits the history past its triggers; the chain says so."""
    path = practice.folder.parent / "tampered.db"
    for leftover in ("-wal", "-shm"):
        path.with_name(path.name + leftover).unlink(missing_ok=True)
    shutil.copyfile(practice.database, path)
    raw = connect(path, practice.keys.database_key)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    last = raw.execute("SELECT max(seq) FROM revision").fetchone()[0]
    one, two = sorted(chance.sample(range(1, last), 2))
    edit = _EDITS[number % len(_EDITS)]
    for statement in edit.format(one=one, two=two).split(";"):
        raw.execute(statement)
    raw.close()
    plain = Store(path, practice.keys, None)
    try:
        with plain.read() as session:
            assert not verify_chain(session).holds
    finally:
        plain._let_go()


def _secret(_folder: Path) -> list[str]:
    return recovery_code.groups(recovery_code.new_secret())


def _mistyped(groups: list[str], chance: random.Random, _number: int) -> None:
    """One or two wrong letters, or two neighbours the wrong way round, in a whole sheet."""
    right = "".join(groups)
    typed = list(right)
    while recovery_code.clean("".join(typed)) == recovery_code.clean(right):
        at = chance.randrange(len(typed) - 1)
        if chance.random() < 0.5:
            typed[at], typed[at + 1] = typed[at + 1], typed[at]
        else:
            typed[at] = chance.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    try:
        recovery_code.secret_of("".join(typed))
    except UnlockError:
        return
    raise AssertionError("".join(typed))


TRIALS = (
    Trial("T3", "a mistyped recovery sheet is noticed", 500, 3000, _secret, _mistyped),
    Trial("T7", "a kill while saving loses nothing acknowledged", 3, 1000, _practice, _killed_while_saving),
    Trial("T8b", "a full disk loses nothing acknowledged", 1, 200, _practice, _full_disk),
    Trial("T10", "a damaged database says so, never other data", 100, 11_000, _copy, _damaged_database),
    Trial("T30b", "an edited history is noticed", 28, 1000, _practice, _tampered_history),
)
