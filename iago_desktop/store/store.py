"""The one door to the database: read() for queries, write() for changes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlmodel import Session, col, select

from iago_desktop.errors import StoreError
from iago_desktop.signing import chain
from iago_desktop.signing.whole_file import close_to_others, file_error, private_folder
from iago_desktop.store.before import write_copy
from iago_desktop.store.connection import (
    Keys,
    checkpoint,
    is_plain,
    make_engine,
    new_file,
    said_in_words,
)
from iago_desktop.store.lock import FolderLock
from iago_desktop.store.rekey import Gate, change_key
from iago_desktop.store.schema import bring_up_to_date
from iago_desktop.store.transaction import Actor, Change, Moment, Transaction
from iago_desktop.store.witness import Witness
from iago_desktop.tables import Revision

__all__ = ["Actor", "Change", "Store", "Transaction"]


class Store:
    """An open database.  Made by create(), open() or open_plain(); close() it, or use it in a `with`."""

    def __init__(self, path: Path, keys: Keys | None, lock: FolderLock | None) -> None:
        self.path = path
        self.warning: StoreError | None = None
        """What the witness says against this database, to be shown once; no witness is written before
        accept_history()."""
        self._take_keys(keys)
        self._lock = lock
        self._gate = Gate()
        self._writer = threading.RLock()
        self._is_writing = False

    @classmethod
    def create(cls, path: Path, keys: Keys, lock: FolderLock | None = None) -> "Store":
        """A new encrypted database in a folder of its own.  Raises StoreError and leaves nothing behind."""
        private_folder(path.parent)
        lock = _held(path, lock)
        try:
            new_file(path)
        except StoreError:
            lock.release()
            raise
        store = cls(path, keys, lock)
        try:
            store._bring_up_to_date()
            store._refuse_plain()
            store._write_witness()
        except BaseException:
            store._let_go()
            for leftover in ("", "-wal", "-shm"):
                path.with_name(path.name + leftover).unlink(missing_ok=True)
            raise
        return store

    @classmethod
    def open(
        cls,
        path: Path,
        keys: Keys,
        lock: FolderLock | None = None,
        today: Callable[[], date] = date.today,
    ) -> "Store":
        """Open the practice's database; `lock` when the caller holds the folder's already, `today` for the
        copy of an older one before it is migrated.

        Raises StoreError: `database_in_use`, `database_missing`, `database_not_readable` (wrong key, or not
        encrypted), `database_newer`, `folder_read_only` ...  What does not stop the work is in `warning`.
        """
        _refuse_missing_or_empty(path)
        private_folder(path.parent)
        close_to_others(path)
        lock = _held(path, lock)
        store = cls(path, keys, lock)
        try:
            store._bring_up_to_date(today)
            store._compare_witness()
        except BaseException:
            store._let_go()
            raise
        return store

    @classmethod
    def open_plain(cls, path: Path, *, create: bool = False) -> "Store":
        """The same tables in a plain file, 0600, for a registry.  Several commands may have it open."""
        if create:
            new_file(path)
        elif not path.exists():
            raise StoreError("database_missing")
        store = cls(path, None, None)
        try:
            store._bring_up_to_date()
        except BaseException:
            store._let_go()
            raise
        return store

    def renew_keys(self, keys: Keys) -> None:
        """The database and its witness under other keys, all at once; readers wait for it.

        Stopped half-way, the database opens with the old key or with the new one, with everything in it.
        Raises StoreError.
        """
        with self._writer, said_in_words(writing=True), self._gate.alone():
            if self._keys is None:
                raise ValueError("a plain database has no key")
            self._engine.dispose()
            change_key(self.path, self._keys.database_key, keys.database_key)
            self._take_keys(keys)
        if self.warning is None:
            self._write_witness()

    def _take_keys(self, keys: Keys | None) -> None:
        self._keys = keys
        self._engine = make_engine(self.path, keys.database_key if keys else None)
        self._writing = self._engine.execution_options(immediate=True)
        self._witness = Witness(self.path.with_name("witness.json"), keys.witness_key) if keys else None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment and cannot write.  Rows stay usable after it."""
        with (
            self._gate.shared(),
            said_in_words(writing=False),
            Session(self._engine, expire_on_commit=False, autoflush=False) as session,
        ):
            yield session

    @contextmanager
    def write(
        self, actor: Actor | None, intent: str, reason: str = "", when: Moment | None = None
    ) -> Iterator[Transaction]:
        """All of it or nothing, under the name of the intention.

        In: who writes, what for (`save_record`), the reason the person gave, if any, and when, if not now by
        the computer's clock.  Out: a Transaction,
        whose `changes` say afterwards what was touched.  When the `with` ends without an exception everything
        is on the disk and in the one file, and the witness knows; with one, nothing has happened.
        Raises StoreError `disk_full`, `folder_read_only`, `database_busy`, `disk_error`, `database_damaged`.
        """
        with self._writer, said_in_words(writing=True):
            if self._is_writing:
                raise RuntimeError("a write inside a write")
            self._is_writing = True
            try:
                with Session(self._writing, expire_on_commit=False, autoflush=False) as session:
                    session.connection()  # takes the write lock before anything is read
                    transaction = Transaction(session, actor, intent, reason, when)
                    yield transaction
                    transaction.close_entry()
                    session.commit()
            finally:
                self._is_writing = False
            checkpoint(self._engine)
            if transaction.newest is not None and self.warning is None:
                self._try_witness(*transaction.newest)

    def look_over(self) -> None:
        """Whether the file is whole, by PRAGMA quick_check.  Raises StoreError `database_damaged`."""
        with self.read() as session:
            said = session.connection().exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if said != "ok":
            raise StoreError("database_damaged")

    def damaged_pages(self) -> int:
        """How many pages of the file have not the MAC they were written with; reads all of it."""
        with self.read() as session:
            return len(session.connection().exec_driver_sql("PRAGMA cipher_integrity_check").all())

    def accept_history(self) -> None:
        """After a warning: the person knows, from here on the witness follows this database."""
        self._write_witness()
        self.warning = None

    def head(self) -> tuple[int, str]:
        """Number and digest of the newest revision."""
        with self.read() as session:
            return _head(session)

    def folder_lock(self) -> FolderLock:
        """The lock of the folder, held for as long as this store is open."""
        if self._lock is None:
            raise ValueError("a plain database is locked by nobody")
        return self._lock

    def close(self) -> None:
        """Everything into the one file, and the folder free for the next process."""
        if self._lock is not None and not self._lock.is_held:
            return  # closed already: another process may be working here
        try:
            checkpoint(self._engine)
        finally:
            self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def let_go(self) -> None:
        """Close what cannot be read: nothing is written any more."""
        self._let_go()

    def _let_go(self) -> None:
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def _bring_up_to_date(self, today: Callable[[], date] = date.today) -> None:
        key = self._keys.database_key if self._keys else None
        with said_in_words(writing=True):
            bring_up_to_date(
                self._engine, lambda found, wanted: write_copy(self.path, key, found, wanted, today())
            )

    def _refuse_plain(self) -> None:
        if is_plain(self.path):
            raise StoreError("no_encryption")

    def _write_witness(self) -> None:
        if self._witness is not None:
            self._witness.write(*self.head())

    def _try_witness(self, n: int, head: str) -> None:
        # The save is on the disk already: a witness that the disk refuses must not look like a failed save.
        if self._witness is not None:
            with suppress(StoreError):
                self._witness.write(n, head)

    def _compare_witness(self) -> None:
        """A crash between commit and witness leaves the database one write ahead: honest, and healed here."""
        if self._witness is None:
            return
        said = self._witness.read()
        if isinstance(said, str):
            self.warning = StoreError(f"witness_{said}")
            return
        n, head = said
        with self.read() as session:
            newest, newest_head = _head(session)
            stored = session.get(Revision, n)
            later = session.exec(select(Revision.at).where(col(Revision.seq) > n).distinct()).all()
        if newest < n:
            self.warning = StoreError("history_shorter", known=n, found=newest)
        elif (stored.digest if stored else chain.GENESIS) != head:
            self.warning = StoreError("history_differs")
        elif len(later) > 1:
            self.warning = StoreError("witness_behind", known=n, found=newest)
        elif later:
            self._try_witness(newest, newest_head)


def _head(session: Session) -> tuple[int, str]:
    newest = session.exec(
        select(Revision.seq, Revision.digest).order_by(col(Revision.seq).desc()).limit(1)
    ).first()
    return (newest[0], newest[1]) if newest else (0, chain.GENESIS)


def _refuse_missing_or_empty(path: Path) -> None:
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise StoreError("database_missing") from error
    except OSError as error:
        raise file_error(error) from error
    if not size:
        # SQLite takes an empty file for a new database; here it is one that lost everything.
        raise StoreError("database_damaged")


def _held(path: Path, lock: FolderLock | None) -> FolderLock:
    lock = lock or FolderLock(path.parent)
    lock.acquire()
    return lock
