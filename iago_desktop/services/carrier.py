"""Files that are carried out of the practice, on a stick or through a shared folder.

A file appears under its name only when it has been read back and is what was meant.
"""

import errno
import os
from collections.abc import Callable
from pathlib import Path

from iago_desktop.errors import IagoError
from iago_desktop.signing.whole_file import sync_folder


def put_file(folder: Path, name: str, data: bytes, check: Callable[[bytes], None] | None = None) -> Path:
    """Write, read back, compare, check, take the name.  Raises IagoError `carrier_...` and leaves nothing."""
    return take_name(put_beside(folder, name, data, check), name)


def put_beside(folder: Path, name: str, data: bytes, check: Callable[[bytes], None] | None = None) -> Path:
    """All of put_file() but the name: the caller decides when the file counts."""
    try:
        is_there = folder.is_dir()
    except OSError as error:  # a stick that nobody may look into, or that answers no more
        raise carrier_error(error) from error
    if not is_there:
        raise IagoError("carrier_gone")
    beside = folder / f".{name}.part"
    try:
        found = _write_and_read(beside, data)
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


def _write_and_read(path: Path, data: bytes) -> bytes:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w+b") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        _forget_cache(file.fileno())
        file.seek(0)
        return file.read()


def _compare(found: bytes, meant: bytes) -> None:
    if found != meant:
        raise IagoError("carrier_differs")


def _forget_cache(handle: int) -> None:
    """So that reading back asks the carrier, where the system can be told so."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
