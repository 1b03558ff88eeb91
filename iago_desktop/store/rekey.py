"""The whole database under another key, while the program goes on."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from iago_desktop.errors import StoreError
from iago_desktop.store.connection import DriverError, connect

_PATIENCE = 10.0  # seconds that readers get to finish


class Gate:
    """Many readers, or one who changes the key: a connection under the old key reads nothing afterwards."""

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._inside: Counter[int] = Counter()
        self._alone: int | None = None

    @contextmanager
    def shared(self) -> Iterator[None]:
        me = threading.get_ident()
        with self._free:
            # Who is inside already goes in again, or two of them would wait for each other.
            self._free.wait_for(lambda: self._alone in (None, me) or self._inside[me] > 0)
            self._inside[me] += 1
        try:
            yield
        finally:
            with self._free:
                self._inside[me] -= 1
                if not self._inside[me]:
                    del self._inside[me]
                self._free.notify_all()

    @contextmanager
    def alone(self, patience: float = _PATIENCE) -> Iterator[None]:
        """Raises StoreError `database_busy` when the readers take too long; nobody is shut out then."""
        me = threading.get_ident()
        with self._free:
            self._alone = me
            if not self._free.wait_for(lambda: not any(self._inside.values()), patience):
                self._alone = None
                self._free.notify_all()
                raise StoreError("database_busy")
        try:
            yield
        finally:
            with self._free:
                self._alone = None
                self._free.notify_all()


def change_key(path: Path, old: bytes, new: bytes) -> None:
    """Every page is written anew in one transaction: stopped half-way, the database is as before.

    No other connection may be open.
    """
    with closing(connect(path, old)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        # Not as SQL text: see connection.connect().
        raw.reset_key(b"x'" + new.hex().encode() + b"'")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if not opens(path, new):
        raise StoreError("disk_error" if opens(path, old) else "database_damaged")


def opens(path: Path, key: bytes) -> bool:
    """Whether the database is under this key.  Raises what the disk refuses."""
    try:
        connect(path, key).close()
    except (DatabaseError, DriverError) as error:
        if "not a database" in str(error).lower():
            return False
        raise
    return True
