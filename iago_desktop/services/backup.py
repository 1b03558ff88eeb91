"""The backups of a practice: made at the first close of a day with changes, and what there is of them."""

from dataclasses import dataclass
from datetime import date

from iago_desktop.services.entrance import KEYSTORE
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import backup

FOLDER = "backups"


@dataclass(frozen=True)
class BackupState:
    """`last` is the day of the newest backup; `days` since then, None without one."""

    last: date | None
    days: int | None
    kept: int


def state(workspace: Workspace) -> BackupState:
    """By the files' own statements; whether one can be read is found out when it is made."""
    found = backup.backups(workspace.folder / FOLDER)
    if not found:
        return BackupState(None, None, 0)
    return BackupState(found[0].day, (workspace.today() - found[0].day).days, len(found))


def at_close(workspace: Workspace) -> backup.Backup | None:
    """Today's backup, unless there is one or nothing changed since the last.  Raises StoreError."""
    newest = next(iter(backup.backups(workspace.folder / FOLDER)), None)
    n, head = workspace.store.head()
    if newest is not None and (newest.day >= workspace.today() or (newest.n, newest.head) == (n, head)):
        return None
    return make(workspace)


def make(workspace: Workspace) -> backup.Backup:
    """A backup now; it takes the place of an earlier one of the same day.  Raises StoreError."""
    folder = workspace.folder / FOLDER
    made = backup.write_backup(
        workspace.store.path,
        workspace.unlocked.database_key,
        (workspace.folder / KEYSTORE).read_bytes(),
        folder,
        workspace.today(),
    )
    backup.prune(folder)
    return made
