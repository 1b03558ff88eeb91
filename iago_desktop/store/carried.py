"""A backup that is carried away: made in the practice's own folder, then copied out and read back there."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from iago_desktop.errors import IagoError
from iago_desktop.signing.whole_file import private_folder, sync_folder
from iago_desktop.store.backup import Backup, Mark, Progress, write_backup

_BLOCK = 1 << 20


def write_to(
    carrier: Path,
    database: Path,
    key: bytes,
    keystore: bytes,
    folder: Path,
    day: date,
    *,
    name: str,
    mark: Mark | None = None,
    progress: Progress | None = None,
    before_name: Callable[[], None] | None = None,
) -> Backup:
    """A fresh backup as `name` in `carrier`; `folder` is the practice's own, for the work in between.

    It takes its name when every byte was read back from the carrier and `before_name` did what must be done
    first.  Raises OSError for what the carrier
    refuses, StoreError for what the own disk does, IagoError `carrier_differs`.
    """
    private_folder(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".carrying-") as scratch:
        made = write_backup(
            database,
            key,
            keystore,
            Path(scratch),
            day,
            mark=mark,
            name=name,
            progress=progress and (lambda done, total: progress(done, 2 * total)),
        )
        return replace(made, path=copy_out(made.path, carrier, name, progress, before_name))


def copy_out(
    source: Path,
    carrier: Path,
    name: str,
    progress: Progress | None = None,
    before_name: Callable[[], None] | None = None,
) -> Path:
    """A file onto a carrier, read back from there before it has its name."""
    beside, target = carrier / f".{name}.part", carrier / name
    size = source.stat().st_size
    try:
        handle = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w+b") as out, source.open("rb") as file:
            meant, done = hashlib.sha256(), 0
            while block := file.read(_BLOCK):
                meant.update(block)
                out.write(block)
                done += len(block)
                if progress is not None:
                    progress(2 * size + done, 4 * size)
            out.flush()
            os.fsync(out.fileno())
            if hasattr(os, "posix_fadvise"):  # so that reading back asks the carrier
                os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            out.seek(0)
            found = hashlib.sha256()
            while block := out.read(_BLOCK):
                found.update(block)
                if progress is not None:
                    progress(3 * size + out.tell(), 4 * size)
        _compare(found.digest(), meant.digest())
        if before_name is not None:
            before_name()
        beside.replace(target)
        sync_folder(carrier)
    except BaseException:
        with suppress(OSError):  # a stick that was pulled takes nothing back
            beside.unlink(missing_ok=True)
        raise
    return target


def _compare(found: bytes, meant: bytes) -> None:
    if found != meant:
        raise IagoError("carrier_differs")
