"""One process per data folder.  Needs no database: it can be asked before the unlock window opens.

The file says who holds it; the lock itself is the operating system's and ends with the process, however that
ends.  So what a process that was killed left in the file stops nobody; it tells that work was cut off.
"""

import json
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from iago_desktop.errors import StoreError
from iago_desktop.signing.whole_file import file_error

_HELD, _CUT_OFF = "held", "cut_off"
_LONGEST = 80  # characters of a computer's name
_LIMIT = 64 * 1024
_BEYOND = 1 << 30  # Windows lets nobody read what is locked: a byte that is never there is locked instead


class FolderLock:
    """Held from acquire() to release(), or until the process ends however it ends."""

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        computer: Callable[[], str] = socket.gethostname,
    ) -> None:
        self._path = folder / "lock"
        self._now, self._computer = now, computer
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        return self._handle is not None

    def acquire(self) -> None:
        """Raises StoreError `database_in_use` when another process, or another store here, holds it.

        Its details are `computer`, `pid` and `since` of who does, {} when nobody wrote them.
        """
        if self._handle is not None:
            return
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise file_error(error) from error
        try:
            _lock(handle)
        except OSError as error:
            details = _holder(_read(handle).get(_HELD))
            os.close(handle)
            raise StoreError("database_in_use", **details) from error
        self._handle = handle
        left = _holder(_read(handle).get(_HELD))
        if left and self.cut_off() is None:
            self._say(_CUT_OFF, left["since"])
        since = self._now().isoformat(timespec="seconds")
        self._say(_HELD, {"computer": self._computer(), "pid": os.getpid(), "since": since})

    def release(self) -> None:
        if self._handle is not None:
            self._say(_HELD, None)
            os.close(self._handle)
            self._handle = None

    def content(self) -> dict[str, Any]:
        """What the file says; {} when it says nothing that can be read.  Only while held."""
        return _read(self._held())

    def keep(self, name: str, value: Any) -> None:
        """Note what has to survive a restart and cannot wait for the database to open; None takes it away.

        Raises StoreError.
        """
        try:
            self._write(name, value)
            os.fsync(self._held())
        except OSError as error:
            raise file_error(error) from error

    def cut_off(self) -> datetime | None:
        """Since when somebody held it who never released it: killed, or without power.  Until told()."""
        try:
            since = datetime.fromisoformat(str(self.content().get(_CUT_OFF)))
        except ValueError:
            return None
        return since if since.tzinfo is not None else None

    def told(self) -> None:
        """Whoever was cut off knows it.  Raises StoreError."""
        self.keep(_CUT_OFF, None)

    def _say(self, name: str, value: Any) -> None:
        with suppress(OSError):  # a full disk holds no lock up
            self._write(name, value)

    def _write(self, name: str, value: Any) -> None:
        handle = self._held()
        said = _read(handle)
        said.pop(name, None)
        if value is not None:
            said[name] = value
        data = json.dumps(said, sort_keys=True).encode() if said else b""
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, data)
        os.ftruncate(handle, len(data))

    def _held(self) -> int:
        if self._handle is None:
            raise RuntimeError("the lock is not held")
        return self._handle

    def __del__(self) -> None:
        if self._handle is not None:  # nothing is written any more: the interpreter may be ending
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _read(handle: int) -> dict[str, Any]:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        said = json.loads(os.read(handle, _LIMIT))
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _holder(said: Any) -> dict[str, Any]:
    """Only what has the shape that acquire() wrote; {} for anything else."""
    try:
        computer, pid, since = str(said["computer"])[:_LONGEST], int(said["pid"]), str(said["since"])
        datetime.fromisoformat(since)
    except (ValueError, KeyError, TypeError):
        return {}
    return {"computer": computer, "pid": pid, "since": since}


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _BEYOND, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
