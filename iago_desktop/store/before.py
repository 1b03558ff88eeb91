"""The copy of a database before a newer program changes its shape, and the room and the days it is given.

Beside the daily backups, in the same form, so that an older program restores it too:
`before-update-3-to-4-2026-11-20.iagobak`, named with the two shapes.  A migration whose copy could not be
made or not be opened again does not begin.  A registry's plain database is copied as `.db`.
"""

import re
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from iago_desktop.errors import StoreError
from iago_desktop.signing.whole_file import file_error, private_folder, sync_folder
from iago_desktop.store import backup
from iago_desktop.store.backup import Backup
from iago_desktop.store.connection import connect, new_file, said_in_words

DAYS = 30
"""How long the way back stays: on the thirtieth day it is open, on the next it is gone."""
_NAME = re.compile(r"before-update-(\d+)-to-(\d+)-\d{4}-\d\d-\d\d\.iagobak")
_COPIES = 4
"""Copy, packed, opened again, and what the migration itself writes: each at most as large as the file."""
_MARGIN = 20_000_000
_MEGABYTE = 1_000_000

Free = Callable[[Path], int]


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


@dataclass(frozen=True)
class Copy:
    """`found`: the shape in the copy; `made_for`: that of the program that made it."""

    backup: Backup
    found: int
    made_for: int

    @property
    def last_day(self) -> date:
        return self.backup.day + timedelta(days=DAYS)


def write_copy(
    database: Path,
    key: bytes | None,
    found: int,
    wanted: int,
    day: date,
    *,
    free: Free = free_bytes,
) -> Path:
    """Raises StoreError `migration_no_room`, `migration_copy_bad`, or what the disk refuses."""
    folder = database.parent / "backups"
    private_folder(folder)
    try:
        needed, there = database.stat().st_size * _COPIES + _MARGIN, free(folder)
    except OSError as error:
        raise file_error(error) from error
    if there < needed:
        raise StoreError(
            "migration_no_room", needed=-(-needed // _MEGABYTE), free=there // _MEGABYTE, folder=str(folder)
        )
    if key is None:
        return _write_plain(database, folder / f"{database.stem}-before-{found}-to-{wanted}-{day}.db")
    name = f"before-update-{found}-to-{wanted}-{day.isoformat()}{backup.SUFFIX}"
    try:
        keystore = database.with_name(backup.KEYSTORE)
        kept = keystore.read_bytes() if keystore.exists() else b""
        return backup.write_backup(database, key, kept, folder, day, name=name).path
    except OSError as error:
        raise file_error(error) from error
    except StoreError as error:
        if error.code == "backup_not_good":
            raise StoreError("migration_copy_bad") from error
        raise


def copies(folder: Path) -> tuple[Copy, ...]:
    """Newest first; what cannot be read as one is left out, and left alone."""
    found = []
    for path in folder.glob(f"before-update-*{backup.SUFFIX}"):
        named = _NAME.fullmatch(path.name)
        if named is None:
            continue
        try:
            found.append(Copy(backup.look(path), int(named[1]), int(named[2])))
        except StoreError:
            continue
    return tuple(sorted(found, key=lambda each: (each.backup.day, each.backup.n), reverse=True))


def _write_plain(database: Path, target: Path) -> Path:
    beside = target.with_name(target.name + ".new")
    try:
        beside.unlink(missing_ok=True)
        new_file(beside)
        with (
            said_in_words(writing=True),
            closing(connect(database, None)) as source,
            closing(connect(beside, None)) as copy,
        ):
            source.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
            _refuse_bad(copy)
        beside.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise file_error(error) from error
    finally:
        beside.unlink(missing_ok=True)
    return target


def _refuse_bad(copy: Any) -> None:
    if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise StoreError("migration_copy_bad")
