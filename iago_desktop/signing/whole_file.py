"""Small private files that are either the old one or the new one, never half of either."""

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from iago_desktop.errors import StoreError
from iago_desktop.signing.access import close_here

_closed: set[Path] = set()


def private_folder(folder: Path) -> None:
    """Make the folder for its owner alone; what this process makes from here on is the owner's alone too."""
    os.umask(0o077)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise file_error(error) from error
    close_here(folder, _closed)
    close_to_others(folder)


def close_to_others(path: Path) -> None:
    """Take from everybody else what they may do with it; what the owner may not do stays so.

    Raises StoreError `folder_open_to_others` where that cannot be done, as on a stick without owners.
    """
    if sys.platform == "win32":
        return  # there modes say nothing: see access.py
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            path.chmod(mode & 0o700)
            mode = stat.S_IMODE(path.stat().st_mode)
    except OSError as error:
        if error.errno == errno.EPERM and os.access(path, os.W_OK):
            raise StoreError("folder_open_to_others") from error
        raise file_error(error) from error
    if mode & 0o077:
        raise StoreError("folder_open_to_others")


def replace_whole(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, bring it to the disk, then take the name.  Raises StoreError."""
    beside = path.with_name(path.name + ".new")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):  # what refused the file may refuse this too
            beside.unlink(missing_ok=True)
        raise file_error(error) from error


def sync_folder(folder: Path) -> None:
    """Bring a new name to the disk; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_error(error: OSError) -> StoreError:
    """The sentence for what the operating system refused.  No path: it may name a patient's folder."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreError("disk_full")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreError("folder_read_only")
    return StoreError("disk_error")
