"""A backup becomes the practice again: chosen, opened with the password of its day, compared with what is
here, and only then put in its place.

Nothing of what is here is changed before carry_out(), and carry_out() is decided by one name of a folder
(swap.py).  Slow on purpose and by size: for another thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import col, func, select

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError, StoreError
from iago_desktop.sentences import Language
from iago_desktop.services import entrance, swap
from iago_desktop.services.entrance import DATABASE, KEYSTORE, WITNESS, Person
from iago_desktop.signing import keystore_file
from iago_desktop.signing.keystore import KeyStore, Unlocked
from iago_desktop.store import backup, lost, queries
from iago_desktop.store.backup import Backup, Mark, Progress
from iago_desktop.store.lock import FolderLock
from iago_desktop.store.lost import Lost
from iago_desktop.store.store import Actor, Store
from iago_desktop.store.verify import verify_chain
from iago_desktop.store.witness import Witness
from iago_desktop.tables import Bundle, TrustFile

RESTORED = "restored"
"""In Practice.chosen: when, from which day, how many entries were not in it, and what is still owed to the
registry (see resync.py)."""


@dataclass(frozen=True, repr=False)
class Preview:
    """What a person looks at before he says yes.

    `present` is what is here now: `none`; `known`, and then `lost` says what it has and the backup has not;
    `other`, the history of something else; `other_key`, `unreadable`, and then `since` is what the witness
    knows, if it does.  `holds` is false where the history in the backup is not the one that was signed.
    """

    day: date
    days: int
    mark: Mark | None
    entries: int
    present: str
    since: int | None
    lost: tuple[Lost, ...]
    drafts: int
    bundles: tuple[tuple[int, str], ...]
    holds: bool
    asks: bool  # the registry has to be asked before the next bundle


@dataclass(frozen=True)
class Restored:
    """`kept`: the folder in which the practice lies that was here before."""

    day: date
    since: int | None
    kept: Path | None
    asks: bool


def offered(folder: Path) -> tuple[Backup, ...]:
    """The practice's own backups, the newest first."""
    return backup.backups(folder / swap.BACKUPS)


def titles(language: Language) -> dict[str, str]:
    """Form -> its name.  Of the shipped forms: the installed ones are in the database that is not open."""
    catalogue = Catalogue.shipped()
    return {entry.id: catalogue.form(entry.id).called.in_language(language) for entry in catalogue.entries()}


class Restore:
    """One guided restore into the data folder `folder`: take(), unlock(), preview(), carry_out()."""

    def __init__(self, folder: Path, today: Callable[[], date] = date.today) -> None:
        self._folder, self._today = folder, today
        self._lock = FolderLock(folder)
        self._making: Path | None = None
        self._path = Path()
        self._said: Backup | None = None
        self._unlocked: Unlocked | None = None
        self._preview: Preview | None = None

    def take(self, path: Path, progress: Progress | None = None) -> tuple[Backup, tuple[Person, ...]]:
        """Unpack it beside the data folder; who could unlock on its day.  Raises IagoError."""
        self.cancel()
        said = backup.look(path)
        if said.mark is not None and said.mark.kind == "second_desk" and swap.has_practice(self._folder):
            raise IagoError("second_desk_needs_room")
        if self._folder.is_dir():
            self._lock.acquire()
        try:
            self._making = swap.begin(self._folder)
            backup.unpack(path, self._making, progress)
            people = entrance.people(self._making)
        except BaseException:
            self.cancel()
            raise
        self._path, self._said = path, said
        return said, people

    def unlock(self, user_id: str, password: str) -> None:
        """With the password of that day.  Raises UnlockError, StoreError `backup_not_good`."""
        self._opened(KeyStore.load(self._made() / KEYSTORE).unlock(user_id, password))

    def unlock_with_sheet(self, code: str) -> None:
        """With the recovery sheet of that day."""
        self._opened(KeyStore.load(self._made() / KEYSTORE).unlock_with_recovery(code))

    def _opened(self, unlocked: Unlocked) -> None:
        self._said = backup.check(self._path, self._made() / DATABASE, unlocked.database_key)
        self._unlocked = unlocked

    def preview(self) -> Preview:
        """What is in it, and what is here and is not in it.  Raises IagoError `restore_over_sealed`."""
        said, unlocked = self._checked()
        with self._open() as store, store.read() as session:
            last = queries.last_bundle(session)
            number = last.seq if last else 0
            enrolled = session.exec(
                select(func.count()).select_from(TrustFile).where(col(TrustFile.kind) == "cert")
            ).one()
            sent = session.exec(select(func.count()).select_from(Bundle)).one()
            practice = queries.practice(session)
            owes = bool(practice and practice.chosen.get(RESTORED, {}).get("asks"))
            holds = verify_chain(session).holds
        present, found, known = self._present(said, unlocked, number)
        if found is not None and found.sealed:
            raise IagoError("restore_over_sealed", day=".".join(reversed(found.sealed.split("-"))))
        is_marked = said.mark is not None
        # What was restored before and still has to ask, asks again, whichever backup follows.
        owes = owes or bool(found and found.chosen.get(RESTORED, {}).get("asks"))
        asks = owes or (not is_marked and (bool(found.bundles) if found else bool(enrolled or sent)))
        self._preview = Preview(
            day=said.day,
            days=(self._today() - said.day).days,
            mark=said.mark,
            entries=said.n,
            present=present,
            since=found.n - said.n if found else known,
            lost=found.lost if found else (),
            drafts=found.drafts if found else 0,
            bundles=found.bundles if found else (),
            holds=holds,
            asks=asks,
        )
        return self._preview

    def _present(
        self, said: Backup, unlocked: Unlocked, last_bundle: int
    ) -> tuple[str, lost.Since | None, int | None]:
        """What is here: its kind, what it says, and how far the witness saw it come."""
        if not swap.has_practice(self._folder):
            return "none", None, None
        noted = Witness(self._folder / WITNESS, unlocked.witness_key).read()
        known = noted[0] - said.n if isinstance(noted, tuple) and noted[0] >= said.n else None
        try:
            keys = keystore_file.read(self._folder / KEYSTORE)
            if (keys.store, keys.epoch) != (unlocked.store_id, unlocked.epoch):
                return "other_key", None, None
        except IagoError:
            pass  # without its key store it may still be read: the backup has the same key
        if not (self._folder / DATABASE).exists():
            return "unreadable", None, known
        try:
            key = unlocked.database_key
            found = lost.since(self._folder / DATABASE, key, said.n, said.head, last_bundle)
        except StoreError:
            return "unreadable", None, known
        return ("known", found, known) if found.shares else ("other", None, None)

    def carry_out(self) -> Restored:
        """Put it in its place.  Raises StoreError, and then everything is as it was."""
        said, unlocked = self._checked()
        preview = self._preview or self.preview()
        with self._open() as store:
            # What the witness should compare with stays in the folder that is kept: here it begins anew.
            store.accept_history()
            with store.write(Actor(unlocked.user_id, unlocked.sign), "restore_backup") as transaction:
                practice = queries.practice(transaction.session)
                if practice is None:
                    raise IagoError("practice_missing")
                before = practice.chosen.get(RESTORED, {})
                practice.chosen = {**practice.chosen, RESTORED: {**before, **self._noted(said, preview)}}
                practice.sealed = None
                if said.mark is not None and said.mark.kind == "second_desk":
                    practice.desk = said.mark.desk
                transaction.put_aside(practice)
        swap.bring_backups(self._folder)
        swap.decide(self._folder)
        self._making = None
        self._lock.release()
        kept = swap.finish(self._folder, self._today())
        return Restored(said.day, preview.since, kept, preview.asks)

    def _noted(self, said: Backup, preview: Preview) -> dict[str, Any]:
        return {
            "asks": preview.asks,
            "by_mark": said.mark.kind if said.mark else "",
            "from": said.day.isoformat(),
            "n": said.n,
            "on": self._today().isoformat(),
            "since": preview.since,
        }

    def cancel(self) -> None:
        """Forget what was unpacked; what is here stays."""
        if self._making is not None:
            swap.forget(self._folder)
        self._making = self._said = self._unlocked = self._preview = None
        self._lock.release()

    def _open(self) -> Store:
        return Store.open(self._made() / DATABASE, self._checked()[1])

    def _made(self) -> Path:
        if self._making is None:
            raise RuntimeError("nothing is taken")
        return self._making

    def _checked(self) -> tuple[Backup, Unlocked]:
        if self._said is None or self._unlocked is None:
            raise RuntimeError("nothing is unlocked")
        return self._said, self._unlocked
