"""A restored practice takes the place of the one before it, by names of folders alone.

Beside the data folder `X` stand, at most: `X restoring`, being made and thrown away by the next restore;
`X restored`, whole, which only has to take the name; `X before restore 2026-11-20`, what was there.  The step
from `restoring` to `restored` decides: whoever stops before it leaves the old practice, after it the new one.
Imports no database, so that the unlock window can finish what was stopped.
"""

import os
import shutil
from datetime import date
from pathlib import Path

from iago_desktop.services.entrance import COMPLETE, DATABASE, KEYSTORE
from iago_desktop.signing.whole_file import file_error, private_folder, sync_folder

BACKUPS = "backups"


def begin(folder: Path) -> Path:
    """An empty private folder beside the data folder.  Raises StoreError."""
    making = _beside(folder, "restoring")
    try:
        if making.exists():
            shutil.rmtree(making)
    except OSError as error:
        raise file_error(error) from error
    private_folder(making)
    return making


def begun(folder: Path) -> Path:
    """What begin() made."""
    return _beside(folder, "restoring")


def forget(folder: Path) -> None:
    shutil.rmtree(_beside(folder, "restoring"), ignore_errors=True)


def bring_backups(folder: Path) -> None:
    """The backups that are here belong to the practice, whichever state it goes on from."""
    before, after = folder / BACKUPS, begun(folder) / BACKUPS
    try:
        if not before.is_dir():
            return
        after.mkdir(mode=0o700, exist_ok=True)
        for path in before.iterdir():
            if path.is_file() and not (after / path.name).exists():
                _link(path, after / path.name)
    except OSError:
        return  # they are kept with the old folder: no reason to refuse a restore


def decide(folder: Path) -> None:
    """From here on it is the new practice.  Raises StoreError, and then it still is the old one."""
    making = _beside(folder, "restoring")
    try:
        for part in (making, making / BACKUPS):
            if part.is_dir():
                sync_folder(part)
        making.rename(_beside(folder, "restored"))
        sync_folder(folder.parent)
    except OSError as error:
        raise file_error(error) from error


def finish(folder: Path, day: date | None = None) -> Path | None:
    """Give a restored practice its name, if one is waiting.  Where the old one is kept, or None.

    The folder's lock must not be held: it lies in the folder.  Raises StoreError.
    """
    ready, kept = _beside(folder, "restored"), None
    try:
        if not ready.is_dir():
            return None
        if folder.exists():
            if _is_worth_keeping(folder):
                kept = _free(folder, day or date.today())
                folder.rename(kept)
            else:
                shutil.rmtree(folder)
        ready.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise file_error(error) from error
    return kept


def has_practice(folder: Path) -> bool:
    return any((folder / name).exists() for name in (DATABASE, KEYSTORE, COMPLETE))


def _is_worth_keeping(folder: Path) -> bool:
    backups = folder / BACKUPS
    return has_practice(folder) or (backups.is_dir() and any(backups.iterdir()))


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f"{folder.name} {what}")


def _free(folder: Path, day: date) -> Path:
    first = _beside(folder, f"before restore {day.isoformat()}")
    number, found = 1, first
    while found.exists():
        number += 1
        found = first.with_name(f"{first.name} ({number})")
    return found


def _link(source: Path, target: Path) -> None:
    """The same bytes under a second name; a copy where the file system has no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        target.chmod(0o600)
