"""After an update: the database as the older program left it, for thirty days.

What was entered since is not in it, and is said before.  The present practice is put aside as by a restore
(swap.py); in its place stands the older database, page for page, for the older program: this one would bring
it up to date again.
"""

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iago_desktop.errors import IagoError
from iago_desktop.services import setup, swap
from iago_desktop.services.entrance import DATABASE, WITNESS
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import backup, before, lost, queries
from iago_desktop.store.backup import Progress
from iago_desktop.store.before import Copy
from iago_desktop.store.connection import connect, said_in_words
from iago_desktop.store.lost import Lost, Since
from iago_desktop.store.witness import Witness
from iago_desktop.supposed import SupposedDay

CLOSED = "way_back_closed"
"""In Practice.chosen: the ISO day on which copies before an update were removed last."""


@dataclass(frozen=True)
class Preview:
    """`entries` of the history since the update, `lost` the rows they are about; `left`: days on which it is
    still open, today not counted."""

    copy: Copy
    left: int
    entries: int
    lost: tuple[Lost, ...]
    drafts: int


@dataclass(frozen=True)
class WentBack:
    """`day`: of the copy.  `kept`: the folder in which the practice of the newer program lies."""

    day: date
    kept: Path | None


def offered(workspace: Workspace) -> Copy | None:
    """The newest copy that is not older than thirty days; reads names and a few lines alone."""
    if workspace.training or workspace.sealed is not None:
        return None
    today = workspace.today()
    found = before.copies(workspace.folder / swap.BACKUPS)
    return next((each for each in found if today <= each.last_day), None)


class WayBack:
    """preview(), and then carry_out() or cancel().  Slow: for another thread."""

    def __init__(self, workspace: Workspace, copy: Copy) -> None:
        self._workspace, self._copy = workspace, copy
        self._making: Path | None = None

    def preview(self, progress: Progress | None = None) -> Preview:
        """The copy unpacked beside the practice and opened; what would not be there any more.

        Raises IagoError `way_back_over`, `way_back_other`, `way_back_sent`, StoreError: `backup_not_good`
        also where the data key was renewed since.
        """
        self.cancel()
        workspace, path = self._workspace, self._copy.backup.path
        left = (self._copy.last_day - workspace.today()).days
        if left < 0 or not path.exists():
            raise IagoError("way_back_over")
        key = workspace.unlocked.database_key
        self._making = swap.begin(workspace.folder)
        try:
            backup.unpack(path, self._making, progress)
            said = backup.check(path, self._making / DATABASE, key)
            with said_in_words(writing=False), closing(connect(self._making / DATABASE, key)) as raw:
                (last,) = raw.execute("SELECT coalesce(max(seq), 0) FROM bundle WHERE site = ''").fetchone()
            since = lost.since(workspace.store.path, key, said.n, said.head, last)
            _refuse(since, path)
        except BaseException:
            self.cancel()
            raise
        return Preview(self._copy, left, since.n - said.n, since.lost, since.drafts)

    def carry_out(self) -> WentBack:
        """The practice is closed, and the older one stands in its place.

        Raises StoreError; before the step that decides (swap.decide) everything is as it was.
        """
        if self._making is None:
            raise RuntimeError("nothing was looked at")
        workspace, said = self._workspace, self._copy.backup
        Witness(self._making / WITNESS, workspace.unlocked.witness_key).write(said.n, said.head)
        swap.bring_backups(workspace.folder)
        setup.close(workspace)
        swap.decide(workspace.folder)
        self._making = None
        kept = swap.finish(workspace.folder, workspace.today())
        return WentBack(said.day, kept)

    def cancel(self) -> None:
        if self._making is not None:
            swap.forget(self._workspace.folder)
            self._making = None


def _refuse(since: Since, path: Path) -> None:
    if not since.shares:
        raise IagoError("way_back_other", file=path.name)
    if since.bundles:
        # The registry knows a history that the older database has not: a restore asks it, this does not.
        raise IagoError("way_back_sent", file=path.name)


def close_if_due(workspace: Workspace) -> tuple[str, ...]:
    """At the close of a day: the copies that are older than thirty days go, with one entry.  Their names.

    While the clock is in doubt nothing goes.  The entry comes first: a copy that stays after it is told of
    again, one that went without an entry is not.
    """
    today = workspace.today()
    if isinstance(today, SupposedDay):
        return ()
    due = [each for each in before.copies(workspace.folder / swap.BACKUPS) if today > each.last_day]
    if not due:
        return ()
    names = tuple(each.backup.path.name for each in due)
    with workspace.write("close_way_back") as transaction:
        practice = queries.practice(transaction.session)
        if practice is not None:
            practice.chosen = {**practice.chosen, CLOSED: today.isoformat()}
            transaction.put_aside(practice)
    for each in due:
        each.backup.path.unlink(missing_ok=True)
    return names
