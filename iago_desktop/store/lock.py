"""One process per data folder.  Needs no database: it can be asked before the unlock window opens."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from iago_desktop.errors import StoreError
from iago_desktop.signing.whole_file import file_error


class FolderLock:
    """Held from acquire() to release(), or until the process ends however it ends."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        return self._handle is not None

    def acquire(self) -> None:
        """Raises StoreError `database_in_use` when another process, or another store here, holds it."""
        if self._handle is not None:
            return
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise file_error(error) from error
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            raise StoreError("database_in_use") from error
        self._handle = handle

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __del__(self) -> None:
        self.release()

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
