"""The backups of a practice: made at the first close of a day with changes, tried once a month, carried out.

What was tried and carried out is noted in Practice.chosen, each with one entry in the history.
"""

import json
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from iago_desktop.errors import IagoError, StoreError
from iago_desktop.services.carrier import carrier_error
from iago_desktop.services.entrance import DATABASE, KEYSTORE
from iago_desktop.services.swap import BACKUPS
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import KeyStore
from iago_desktop.signing.whole_file import private_folder
from iago_desktop.store import backup, carried, queries
from iago_desktop.store.backup import Backup, Progress
from iago_desktop.store.store import Store
from iago_desktop.store.verify import verify_chain

FOLDER = BACKUPS
COPIED, TRIED = "backup_copied", "backup_tried"
"""Keys in Practice.chosen: the ISO day of each, and for the second whether it went well."""
_MONTH = 30


@dataclass(frozen=True)
class BackupState:
    """`last` is the day of the newest backup; `days` since then, None without one.

    `copied`: when one was carried out last; `copy_due` once a month.  `tried`: when the newest was opened as
    a restore does, and `good` whether that went well.
    """

    last: date | None
    days: int | None
    kept: int
    copied: date | None = None
    copy_due: bool = False
    tried: date | None = None
    good: bool = True


def state(workspace: Workspace) -> BackupState:
    """By the files' own statements; whether one can be read is found out when it is made, and every month."""
    chosen = _chosen(workspace)
    copied, tried = _day(chosen.get(COPIED)), chosen.get(TRIED) or {}
    found = backup.backups(workspace.folder / FOLDER)
    if not found:
        return BackupState(None, None, 0, copied)
    days = (workspace.today() - found[0].day).days
    due = copied is None or (workspace.today() - copied).days >= _MONTH
    return BackupState(
        found[0].day,
        days,
        len(found),
        copied,
        due and not workspace.training,
        _day(tried.get("on")),
        bool(tried.get("good", True)),
    )


def at_close(workspace: Workspace) -> Backup | None:
    """Today's backup, unless there is one or nothing changed since the last.  Raises StoreError."""
    newest = next(iter(backup.backups(workspace.folder / FOLDER)), None)
    n, head = workspace.store.head()
    if newest is not None and (newest.day >= workspace.today() or (newest.n, newest.head) == (n, head)):
        return None
    return make(workspace)


def make(workspace: Workspace, progress: Progress | None = None) -> Backup:
    """A backup now; it takes the place of an earlier one of the same day.  Raises StoreError."""
    folder = workspace.folder / FOLDER
    made = backup.write_backup(
        workspace.store.path,
        workspace.unlocked.database_key,
        (workspace.folder / KEYSTORE).read_bytes(),
        folder,
        workspace.today(),
        progress=progress,
    )
    backup.prune(folder)
    return made


def copy_to(workspace: Workspace, carrier: Path, progress: Progress | None = None) -> Backup:
    """A fresh backup onto a stick, read back there, and the day of it noted.  Raises IagoError."""
    if not carrier.is_dir():
        raise IagoError("carrier_gone")
    day = workspace.today()
    try:
        made = carried.write_to(
            carrier,
            workspace.store.path,
            workspace.unlocked.database_key,
            (workspace.folder / KEYSTORE).read_bytes(),
            workspace.folder / FOLDER,
            day,
            name=f"IAGO_backup_{day.isoformat()}{backup.SUFFIX}",
            progress=progress,
        )
    except OSError as error:
        raise carrier_error(error) from error
    _note(workspace, "copy_backup", {COPIED: day.isoformat()})
    return made


def try_if_due(workspace: Workspace) -> bool | None:
    """Once a month the newest backup is opened as a restore does; whether it was good, None if not yet due.

    One that was made before the data key was renewed opens with the old passwords only and is not tried.
    """
    tried = _day((_chosen(workspace).get(TRIED) or {}).get("on"))
    if tried is not None and (workspace.today() - tried).days < _MONTH:
        return None
    newest = next(iter(backup.backups(workspace.folder / FOLDER)), None)
    if newest is None or epoch_of(newest.path) != workspace.unlocked.epoch:
        return None
    good = _is_good(workspace, newest.path)
    _note(workspace, "try_backup", {TRIED: {"on": workspace.today().isoformat(), "good": good}})
    return good


def _is_good(workspace: Workspace, path: Path) -> bool:
    """Unpacked, its sums and pages checked, opened, and its whole history walked."""
    folder = workspace.folder / FOLDER
    private_folder(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".trying-") as scratch:
        try:
            backup.unpack(path, Path(scratch))
            KeyStore.load(Path(scratch) / KEYSTORE)
            backup.check(path, Path(scratch) / DATABASE, workspace.unlocked.database_key)
            with Store.open(Path(scratch) / DATABASE, workspace.unlocked) as store, store.read() as session:
                return verify_chain(session).holds
        except StoreError as error:
            if error.code in {"disk_full", "folder_read_only"}:
                raise  # says nothing about the backup
            return False
        except IagoError:
            return False


def epoch_of(path: Path) -> int | None:
    """Which data key a backup is under, as its own key store says; None where it says nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            return int(json.loads(archive.read(backup.KEYSTORE))["epoch"])
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError, RuntimeError):
        return None


def _note(workspace: Workspace, intent: str, what: dict[str, Any]) -> None:
    with workspace.write(intent) as transaction:
        practice = queries.practice(transaction.session)
        if practice is not None:
            practice.chosen = {**practice.chosen, **what}
            transaction.put_aside(practice)


def _chosen(workspace: Workspace) -> dict[str, Any]:
    with workspace.store.read() as session:
        practice = queries.practice(session)
    return dict(practice.chosen) if practice else {}


def _day(iso: object) -> date | None:
    return date.fromisoformat(iso) if isinstance(iso, str) else None
