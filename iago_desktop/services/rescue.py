"""A damaged database: what can be read of it becomes a new one, with which the practice may go on.

1. write(): everything readable into a folder beside, with the same keys; the damaged file is only read.
2. What its tables lost is restored from the history, what its history lost is said in one entry (`rescue`).
3. go_on(): the new folder takes the name; the old one is kept whole under "before restore".
"""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, func, select

from iago_desktop.errors import IagoError, StoreError
from iago_desktop.services import mending, setup, swap
from iago_desktop.services.damaged import DamagedDatabaseError
from iago_desktop.services.entrance import DATABASE, KEYSTORE
from iago_desktop.services.restore import RESTORED
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.whole_file import file_error
from iago_desktop.store import bodies, queries, rescue
from iago_desktop.store.agreement import differences
from iago_desktop.store.lock import FolderLock
from iago_desktop.store.rescue import Found, Progress
from iago_desktop.store.verify import LOST, verify_chain
from iago_desktop.tables import Quarantined, Revision, TrustFile

KINDS = ("patient", "treatment", "record", "consent", "user")
_TABLES = {name: table for table, name in bodies.KINDS.items()}


@dataclass(frozen=True)
class Count:
    """Of one kind: how many there were by tables and history together, how many are there again, and how
    many of these were put back from the history."""

    kind: str
    known: int
    there: int
    restored: int


@dataclass(frozen=True)
class Report:
    """`lost` are the numbers of the entries of the history that could not be read, of `entries` in all.

    `drafts` is False where the table of drafts was damaged as well.  `holds`: the rest is as it was signed.
    """

    counts: tuple[Count, ...]
    entries: int
    lost: tuple[int, ...]
    apart: int
    drafts: bool
    holds: bool


class Rescue:
    """One rescue of one damaged practice; slow, for another thread."""

    def __init__(self, damaged: DamagedDatabaseError, today: Callable[[], date] = date.today) -> None:
        self._folder, self._unlocked, self._language = damaged.folder, damaged.unlocked, damaged.language
        self._today = today
        self._lock = FolderLock(self._folder)
        self._is_written = False

    def write(self, progress: Progress | None = None) -> Report:
        """Raises StoreError `nothing_to_rescue`, `disk_full` ...; then everything is as it was."""
        self._lock.acquire()
        try:
            making = swap.begin(self._folder)
            found = rescue.rescue(self._folder / DATABASE, self._unlocked, making / DATABASE, progress)
            try:
                shutil.copyfile(self._folder / KEYSTORE, making / KEYSTORE)
            except OSError as error:
                raise file_error(error) from error
            report = self._mend(making, found)
        except BaseException:
            self.cancel()
            raise
        self._is_written = True
        return report

    def go_on(self) -> Path | None:
        """The rescued practice takes the place of the damaged one.  Gives where that is kept; StoreError."""
        if not self._is_written:
            raise RuntimeError("nothing is rescued")
        backups = self._folder / swap.BACKUPS
        try:
            if backups.is_dir():
                shutil.copytree(backups, swap.begun(self._folder) / swap.BACKUPS, dirs_exist_ok=True)
        except OSError as error:
            raise file_error(error) from error
        swap.decide(self._folder)
        self._is_written = False
        self._lock.release()
        return swap.finish(self._folder, self._today())

    def cancel(self) -> None:
        """Forget what was written; the damaged practice is as it was."""
        if self._lock.is_held:
            swap.forget(self._folder)
        self._is_written = False
        self._lock.release()

    def _mend(self, making: Path, found: Found) -> Report:
        workspace = setup.open_rescued(making, self._unlocked, self._language, today=self._today)
        try:
            with workspace.store.read() as session:
                known = _known(session)
                before = _there(session)
            _say(workspace, found)
            mending.mend(workspace)
            with workspace.store.read() as session:
                differing = tuple(differences(session))
            mending.mark(workspace, differing)
            mending.restore(workspace, only=("missing",))
            with workspace.store.read() as session:
                after = _there(session)
                chain = verify_chain(session)
                apart = session.exec(select(func.count()).select_from(Quarantined)).one()
            workspace.store.look_over()
            if workspace.store.damaged_pages():
                raise StoreError("database_damaged")
        finally:
            setup.close(workspace)
        counts = tuple(
            Count(kind, max(known[kind], after[kind]), after[kind], after[kind] - before[kind])
            for kind in KINDS
        )
        entries = found.rows.get("revision", 0) + len(found.lost)
        drafts = "draft" not in found.damaged
        return Report(counts, entries, tuple(found.lost), apart, drafts, chain.holds)


def _say(workspace: Workspace, found: Found) -> None:
    """The one entry: what was read, what was not, and where the history is cut."""
    with workspace.write("rescue") as transaction:
        transaction.note(lost=found.lost, rows=found.rows, damaged=found.damaged)
        session = transaction.session
        practice = queries.practice(session)
        if practice is None:
            raise IagoError("practice_missing")
        last = queries.last_bundle(session)
        enrolled = session.exec(select(TrustFile.id).where(col(TrustFile.kind) == "cert")).first()
        unsent = [n for n in found.lost if n > (last.audit_last if last else 0)]
        if enrolled is not None and (unsent or "bundle" in found.damaged):
            # As after a restore: the registry says how far it has come before the next bundle is made.
            practice.chosen = {**practice.chosen, RESTORED: _owed(workspace, found)}
        transaction.put_aside(practice)


def _owed(workspace: Workspace, found: Found) -> dict[str, Any]:
    day = workspace.today().isoformat()
    return {
        "asks": True,
        "by_mark": "",
        "from": day,
        "n": found.rows.get("revision", 0),
        "on": day,
        "since": len(found.lost),
    }


def _known(session: Session) -> Counter[str]:
    """How many of each kind there ever were, as far as tables and history can still say."""
    known: dict[str, set[str]] = {kind: set() for kind in KINDS}
    question = select(Revision.kind, Revision.entity_id).where(col(Revision.kind) != LOST).distinct()
    for kind, row_id in session.exec(question):
        if kind in known:
            known[kind].add(row_id)
    for kind, some in known.items():
        some.update(session.exec(select(_TABLES[kind].id)))
    return Counter({kind: len(some) for kind, some in known.items()})


def _there(session: Session) -> Counter[str]:
    return Counter(
        {kind: session.exec(select(func.count()).select_from(_TABLES[kind])).one() for kind in KINDS}
    )
