"""Files that are carried out of the practice, on a stick or through a shared folder.

A file appears under its name only when it has been read back and is what was meant.  Until then it is
`<name>.partial`, which is all that a stick pulled in the middle can hold.
"""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from iago_desktop.errors import IagoError
from iago_desktop.signing.whole_file import sync_folder

PARTIAL = ".partial"
_PIECE = 2**18  # bytes between two words about how far it is
_MEGABYTE = 1e6
_ROOM = 2**16  # for the folder's own entries

Check = Callable[[bytes], None]
Progress = Callable[[int, int], None]
"""Bytes written, of how many.  What it raises stops the writing."""


def put_file(
    folder: Path, name: str, data: bytes, check: Check | None = None, progress: Progress | None = None
) -> Path:
    """Write, read back, compare, check, take the name.  Raises IagoError `carrier_...` and leaves nothing."""
    return take_name(put_beside(folder, name, data, check, progress), name)


def put_beside(
    folder: Path,
    name: str,
    data: bytes,
    check: Check | None = None,
    progress: Progress | None = None,
    free: Callable[[Path], int] | None = None,
) -> Path:
    """All of put_file() but the name: the caller decides when the file counts."""
    try:
        is_there = folder.is_dir()
    except OSError as error:  # a stick that nobody may look into, or that answers no more
        raise carrier_error(error) from error
    if not is_there:
        raise IagoError("carrier_gone")
    _refuse_without_room(folder, len(data), free or free_bytes)
    beside = folder / f"{name}{PARTIAL}"
    try:
        _write(beside, data, progress)
        found = read_carried(beside)
        _compare(found, data)
        if check is not None:
            check(found)
    except OSError as error:
        remove(beside)
        raise carrier_error(error) from error
    except BaseException:
        remove(beside)
        raise
    return beside


def take_name(beside: Path, name: str) -> Path:
    path = beside.with_name(name)
    try:
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        remove(beside)
        raise carrier_error(error) from error
    return path


def read_carried(path: Path, most: int = -1) -> bytes:
    """What the carrier itself holds, where the system can be told not to answer from its memory."""
    with path.open("rb") as file:
        _forget_cache(file.fileno())
        return file.read(most)


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def remove(path: Path) -> None:
    """As far as the carrier still lets us: it may have been pulled."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def carrier_error(error: OSError) -> IagoError:
    """The sentence for what the carrier refused.  No path: people name folders after patients."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return IagoError("carrier_full")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return IagoError("carrier_read_only")
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO):
        return IagoError("carrier_gone")
    return IagoError("carrier_error")


def _refuse_without_room(folder: Path, needs: int, free: Callable[[Path], int]) -> None:
    """Before anything is written."""
    try:
        there = free(folder)
    except OSError:  # a folder that cannot say it; writing will
        return
    if there < needs + _ROOM:
        raise IagoError("carrier_no_room", needs=_shown(needs + _ROOM), free=_shown(there))


def _shown(count: int) -> str:
    """`1.3 MB`, `84 kB`: what files and sticks are counted in."""
    return f"{count / 1e6:.1f} MB" if count >= _MEGABYTE else f"{count / 1e3:.0f} kB"


def _write(path: Path, data: bytes, progress: Progress | None) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb", buffering=0) as file:
        written = 0
        while written < len(data):
            written += file.write(data[written : written + _PIECE]) or 0
            if progress is not None:
                progress(written, len(data))
        os.fsync(file.fileno())


def _compare(found: bytes, meant: bytes) -> None:
    if found != meant:
        raise IagoError("carrier_differs")


def _forget_cache(handle: int) -> None:
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
