"""A practice's folder looked at without changing it: its database is copied, encrypted as it is, and the copy
is opened; the folder is held meanwhile, so that nobody writes."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session

from iago_desktop.errors import IagoError, StoreError
from iago_desktop.services.entrance import DATABASE, KEYSTORE
from iago_desktop.signing.keystore import KeyStore, Unlocked
from iago_desktop.signing.whole_file import file_error
from iago_desktop.store.attempts import Attempts
from iago_desktop.store.connection import DriverError, connect, make_engine, said_in_words
from iago_desktop.store.lock import FolderLock
from iago_desktop.store.schema import SCHEMA, bring_up_to_date


@dataclass(frozen=True, repr=False)
class Practice:
    """`keys` are those under which the database lies; `copy` stands in a private folder of its own."""

    folder: Path
    keystore: KeyStore
    keys: Unlocked
    copy: Path

    @contextmanager
    def read(self) -> Iterator[Session]:
        engine = make_engine(self.copy, self.keys.database_key)
        try:
            with said_in_words(writing=True):
                # An older program's database is read in the shape of today: the copy alone changes.
                bring_up_to_date(engine, None)
            with said_in_words(writing=False), Session(engine, autoflush=False) as session:
                yield session
        finally:
            engine.dispose()

    def raw(self) -> Any:
        with said_in_words(writing=False):
            return connect(self.copy, self.keys.database_key)


@contextmanager
def look_at(folder: Path, user: str, password: str) -> Iterator[Practice]:
    """Raises UnlockError for the password and the key store, StoreError for the rest."""
    if not (folder / KEYSTORE).is_file() or not (folder / DATABASE).is_file():
        raise IagoError("check_no_practice")
    with _held(folder) as lock:
        keystore = KeyStore.load(folder / KEYSTORE)
        with Attempts(lock).attempt():  # no way around the wait that slows a guesser down
            unlocked = keystore.unlock(user, password)
        with tempfile.TemporaryDirectory(prefix="iago-check-") as scratch:
            copy = Path(scratch) / DATABASE
            try:
                for name in (DATABASE, f"{DATABASE}-wal"):
                    if (folder / name).exists():
                        shutil.copyfile(folder / name, copy.with_name(name))
                        copy.with_name(name).chmod(0o600)
            except OSError as error:
                raise file_error(error) from error
            practice = Practice(folder, keystore, _under(keystore, unlocked, copy), copy)
            _refuse_newer(practice)
            yield practice


def _refuse_newer(practice: Practice) -> None:
    """One refusal in words; what cannot be read at all is found by the checks."""
    try:
        raw = practice.raw()
    except (StoreError, DriverError):
        return
    try:
        (found,) = raw.execute("PRAGMA user_version").fetchone()
    finally:
        raw.close()
    if found > SCHEMA:
        raise StoreError("database_newer", found=found, known=SCHEMA)


@contextmanager
def _held(folder: Path) -> Iterator[FolderLock]:
    path = folder / "lock"
    was_there = path.exists()
    try:
        with FolderLock(folder) as lock:
            yield lock
    finally:
        # What counts failures stays; an empty file that was not there before does not.
        if not was_there and path.exists() and not path.stat().st_size:
            path.unlink()


def _under(keystore: KeyStore, unlocked: Unlocked, copy: Path) -> Unlocked:
    """The program may have stopped while the data key was being changed."""
    following = keystore.following(unlocked) if keystore.is_changing_over else None
    if following is None:
        return unlocked
    try:
        with said_in_words(writing=False):
            connect(copy, unlocked.database_key).close()
    except StoreError:
        return following
    return unlocked
