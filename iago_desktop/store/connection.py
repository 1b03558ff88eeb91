"""Connections to the database: encrypted at the desk, plain for a registry on its owner's encrypted disk.

Fails closed: a library that does not encrypt takes PRAGMA key in silence and writes plain text.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy
from sqlalchemy import Engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from iago_desktop.errors import StoreError
from iago_desktop.signing.whole_file import file_error

DriverError = dbapi2.DatabaseError
APPLICATION = 0x4941474F  # "IAGO", so that another program's database is not taken for ours
_PLAIN_HEADER = b"SQLite format 3\0"
_WAIT = 5  # seconds for another process: registry commands may run side by side
_PRAGMAS = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    # Without it INSERT OR REPLACE removes a revision and no trigger hears of it.
    "recursive_triggers=ON",
)
_REFUSALS = {
    "not a database": "database_not_readable",
    "malformed": "database_damaged",
    "disk is full": "disk_full",
    "readonly": "folder_read_only",
    "read-only": "folder_read_only",
    "unable to open": "folder_read_only",
    "locked": "database_busy",
    "disk i/o": "disk_error",
}


class Keys(Protocol):
    """What an unlocked key store hands over."""

    @property
    def database_key(self) -> bytes: ...
    @property
    def witness_key(self) -> bytes: ...


def new_file(path: Path) -> None:
    """An empty file for its owner alone; SQLite gives its side files the same mode."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError as error:
        raise StoreError("database_exists") from error
    except OSError as error:
        raise file_error(error) from error


def connect(path: Path, key: bytes | None, module: Any = dbapi2) -> Any:
    """One raw connection; `key` of 32 bytes, or None for a plain database."""
    raw = module.connect(str(path), timeout=_WAIT, check_same_thread=False, isolation_level=None)
    try:
        if key is not None:
            _encrypt(raw, key)
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _PRAGMAS:
            raw.execute("PRAGMA " + pragma)
    except BaseException:
        raw.close()
        raise
    return raw


def _encrypt(raw: Any, key: bytes) -> None:
    if not hasattr(raw, "set_key"):
        raise StoreError("no_encryption")
    # Not as SQL text: PRAGMA key leaves copies of the key in memory after the connection is closed.
    raw.set_key(b"x'" + key.hex().encode() + b"'")
    for pragma in ("cipher_log_level=NONE", "cipher_memory_security=ON"):
        raw.execute("PRAGMA " + pragma)
    if not raw.execute("PRAGMA cipher_version").fetchone():
        raise StoreError("no_encryption")


def make_engine(path: Path, key: bytes | None) -> Engine:
    """A small pool.  A transaction is BEGIN IMMEDIATE with the option `immediate`, else it only reads."""
    engine = sqlalchemy.create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key),
        # The default pool of this URL would hand every thread a connection of its own and keep them all.
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=6,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: sqlalchemy.Connection) -> None:
        # Explicit, because the driver's own BEGIN comes too late for DDL, which would survive a rollback.
        if connection.get_execution_options().get("immediate"):
            connection.exec_driver_sql("PRAGMA query_only=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("PRAGMA query_only=ON")
            connection.exec_driver_sql("BEGIN")

    return engine


@contextmanager
def said_in_words(*, writing: bool) -> Iterator[None]:
    """What the disk or the file refuses becomes a StoreError; any other database error is a bug and flies.

    So is a write in a reading session.
    """
    try:
        yield
    except (DatabaseError, dbapi2.DatabaseError) as error:
        text = str(getattr(error, "orig", None) or error).lower()
        code = next((code for words, code in _REFUSALS.items() if words in text), None)
        if code is None or ("readonly" in text and not writing):
            raise
        raise StoreError(code) from error


def is_plain(path: Path) -> bool:
    """Whether anybody could read the file."""
    with path.open("rb") as file:
        return file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER


def checkpoint(engine: Engine) -> None:
    """Bring everything into the one file, so that a copy of it alone is complete.

    A reader in another thread, or a full disk, only puts it off: the side file has the commit already.
    """
    connection: Any = engine.raw_connection()
    try:
        connection.execute("PRAGMA busy_timeout=0")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except dbapi2.OperationalError:
        return
    finally:
        connection.execute(f"PRAGMA busy_timeout={_WAIT * 1000}")
        connection.close()
