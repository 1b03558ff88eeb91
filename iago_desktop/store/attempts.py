"""How often somebody failed to unlock this folder, and how long the next attempt has to wait.

Kept in the file of the folder's lock, so that starting the program again does not help.  It slows down
whoever sits at this computer; a copy of the folder is protected by the cost of each guess alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from iago_desktop.errors import StoreError, UnlockError
from iago_desktop.store.lock import FolderLock

FREE = 5
_NAME = "attempts"  # in the content of the lock
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
GUESSES = frozenset({"wrong_password", "old_password_wrong", "wrong_recovery"})


def wait_after(failures: int) -> timedelta:
    """Nothing for the first mistakes; from the fifth on half a minute, doubled each time."""
    if failures < FREE:
        return timedelta(0)
    doubled: timedelta = FIRST_WAIT * 2 ** min(failures - FREE, 10)
    return min(doubled, LONGEST_WAIT)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Count(NamedTuple):
    """`in_a_row` since the last success decides how long to wait; `untold` are not in the history yet."""

    in_a_row: int
    untold: int
    last: datetime


class Attempts:
    """The count in a lock that is held."""

    def __init__(self, lock: FolderLock, now: Callable[[], datetime] = _utc_now) -> None:
        self._lock, self._now = lock, now

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Counted before it is tried: pulling the plug does not undo it.

        Raises UnlockError `unlock_waits` with the `seconds` that are left.
        """
        before = self._read()
        if (left := self.left()) > 0:
            raise UnlockError("unlock_waits", seconds=left)
        self._write(Count(before.in_a_row + 1, before.untold + 1, self._now()))
        try:
            yield
        except BaseException as error:
            if not (isinstance(error, UnlockError) and error.code in GUESSES):
                self._write(before)
            elif (left := self.left()) > 0:
                raise UnlockError("unlock_waits", seconds=left) from error
            raise
        self._write(Count(0, before.untold, self._now()))

    def left(self) -> int:
        """Seconds until the next attempt; 0: it may be now."""
        count = self._read()
        wait = wait_after(count.in_a_row)
        # A clock that was set back must not make the wait longer than it ever is.
        left = min(count.last + wait - self._now(), wait)
        return max(0, -(-left // timedelta(seconds=1)))

    def untold(self) -> int:
        """How many failed since told() was said last."""
        return self._read().untold

    def told(self) -> None:
        """They are in the history now."""
        self._write(self._read()._replace(untold=0))

    def _read(self) -> Count:
        document = self._lock.content().get(_NAME)
        if document is None:
            return Count(0, 0, self._now())
        try:
            numbers = document["in_a_row"], document["untold"]
            last = datetime.fromisoformat(document["last"])
            if all(type(each) is int and each >= 0 for each in numbers) and last.tzinfo is not None:
                return Count(*numbers, last)
        except (ValueError, KeyError, TypeError):
            pass
        # What somebody made unreadable is no way around the wait.
        return Count(FREE, FREE, self._now())

    def _write(self, count: Count) -> None:
        document = {**count._asdict(), "last": count.last.isoformat(timespec="seconds")}
        keep = bool(count.in_a_row or count.untold)
        with suppress(StoreError):  # a full disk must not lock anybody out
            self._lock.keep(_NAME, document if keep else None)
