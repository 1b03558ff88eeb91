"""An unlocked practice: what every service needs, handed over."""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.sentences import Language
from iago_desktop.services import rights
from iago_desktop.services.entrance import Person
from iago_desktop.signing.keystore import Unlocked
from iago_desktop.store.store import Store
from iago_desktop.store.transaction import Actor, Change, Moment, Transaction

STILL_WRITTEN = frozenset(
    {"take_back_move", "lock", "unlock", "unlock_place", "quarantine_row", "restore_row", "accept_history"}
)
"""What is written into a practice that moved to another computer."""
Listener = Callable[[tuple[Change, ...]], None]


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _started() -> str:
    """The same in every process that follows a lock; another one when the program is started."""
    return os.environ.setdefault("IAGO_STARTED", secrets.token_hex(8))


@dataclass(eq=False, repr=False)
class Workspace:
    """The open store and who works with it.  `changed` is told after every write what it touched."""

    store: Store
    catalogue: Catalogue
    actor: Actor
    user: Person
    folder: Path
    language: Language
    practice_name: str
    place: str
    unlocked: Unlocked = field(repr=False)
    rights: frozenset[str] = frozenset()  # of the person who unlocked; see services.rights
    sealed: str | None = None  # ISO day on which the practice moved to another computer: read only since
    training: bool = False  # invented patients: the window says so, and nothing leaves
    today: Callable[[], date] = date.today  # a SupposedDay while services.clock is in doubt
    now: Callable[[], datetime] = _utc_now  # what the computer's clock says
    elapsed: Callable[[], float] = time.monotonic  # seconds, by a clock that nobody sets
    started: str = field(default_factory=_started)
    today_typed: bool = False  # the clock is in doubt, and a person said which day it is
    off: timedelta = timedelta(0)  # what is added to the computer's clock while it is in doubt
    put_back: int = 0  # rows that could not be read when it was opened; see services.mending
    ctcae_version: str = "5.0"  # what new forms are graded by until somebody answers otherwise
    changed: list[Listener] = field(default_factory=list, repr=False)
    written: int = (
        0  # how often since it was opened: a list that was read before is still right at the same number
    )

    def __post_init__(self) -> None:
        self.calendar = self.today  # what `today` is again when the clock is right
        self.opened = self.now(), self.elapsed()

    def time(self) -> datetime:
        """The moment that is believed: it stamps the revisions; see services.clock."""
        return (self.now() + self.off).astimezone(UTC)

    def may(self, right: str) -> bool:
        return right in self.rights

    @contextmanager
    def write(self, intent: str, reason: str = "") -> Iterator[Transaction]:
        """Store.write under the name of the unlocked user; the window hears of it when it is on the disk.

        Raises IagoError `right_missing` when this person may not do what is intended, `practice_sealed` when
        nobody may here.
        """
        if self.sealed is not None and intent not in STILL_WRITTEN:
            raise IagoError("practice_sealed", day=".".join(reversed(self.sealed.split("-"))))
        rights.check(self.rights, intent)
        when = Moment(self.time(), self.now() if self.off else None)
        with self.store.write(self.actor, intent, reason, when) as transaction:
            yield transaction
        self.written += 1
        for listener in tuple(self.changed):
            listener(tuple(transaction.changes))
