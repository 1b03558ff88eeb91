"""Failures to unlock are counted per folder, and the count outlives the program."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iago_desktop.errors import StoreError, UnlockError
from iago_desktop.store.attempts import Attempts, wait_after
from iago_desktop.store.lock import FolderLock


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def passes(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def guess(folder: Path, clock: Clock, code: str = "wrong_password") -> str:
    """One start of the program, one attempt; the code it was refused with."""
    with FolderLock(folder) as lock, pytest.raises(UnlockError) as caught, Attempts(lock, clock).attempt():
        raise UnlockError(code)
    return caught.value.code


def left(folder: Path, clock: Clock) -> int:
    with FolderLock(folder) as lock:
        return Attempts(lock, clock).left()


def succeed(folder: Path, clock: Clock) -> int:
    with FolderLock(folder) as lock:
        attempts = Attempts(lock, clock)
        with attempts.attempt():
            pass
        return attempts.untold()


def test_the_fifth_failure_costs_half_a_minute_and_each_further_one_twice_as_much() -> None:
    assert [wait_after(count).seconds for count in range(12)] == [
        0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900,
    ]  # fmt: skip
    assert wait_after(10**9) == timedelta(minutes=15)


def test_a_restart_does_not_help(tmp_path: Path, clock: Clock) -> None:
    assert [guess(tmp_path, clock) for _ in range(5)] == ["wrong_password"] * 4 + ["unlock_waits"]
    assert left(tmp_path, clock) == 30
    clock.passes(29)
    with FolderLock(tmp_path) as lock, pytest.raises(UnlockError) as caught, Attempts(lock, clock).attempt():
        pytest.fail("tried while waiting")
    assert (caught.value.code, caught.value.details) == ("unlock_waits", {"seconds": 1})
    clock.passes(1)
    assert guess(tmp_path, clock) == "unlock_waits"
    assert left(tmp_path, clock) == 60
    clock.passes(60)
    assert succeed(tmp_path, clock) == 6
    assert guess(tmp_path, clock) == "wrong_password"  # counted from the beginning again


def test_what_failed_is_told_once(tmp_path: Path, clock: Clock) -> None:
    guess(tmp_path, clock)
    guess(tmp_path, clock, "wrong_recovery")
    assert succeed(tmp_path, clock) == 2
    assert succeed(tmp_path, clock) == 2  # until it was written into the history
    with FolderLock(tmp_path) as lock:
        Attempts(lock, clock).told()
    assert succeed(tmp_path, clock) == 0


def test_a_program_that_is_killed_while_it_tries_has_counted(tmp_path: Path, clock: Clock) -> None:
    with FolderLock(tmp_path) as lock, Attempts(lock, clock).attempt():
        assert lock.content()["attempts"]["in_a_row"] == 1


def test_only_guesses_count(tmp_path: Path, clock: Clock) -> None:
    for code in ("keystore_damaged", "not_enough_memory", "unknown_user") * 3:
        assert guess(tmp_path, clock, code) == code
    assert succeed(tmp_path, clock) == 0


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(tmp_path: Path, clock: Clock) -> None:
    for _ in range(5):
        guess(tmp_path, clock)
    clock.passes(-365 * 24 * 3600)
    assert left(tmp_path, clock) == 30


@pytest.mark.parametrize(
    "content", [{}, {"in_a_row": -1}, [], "x", {"in_a_row": 0, "untold": 0, "last": "x"}]
)
def test_a_count_that_was_tampered_with_waits(tmp_path: Path, clock: Clock, content: object) -> None:
    with FolderLock(tmp_path) as lock:
        lock.keep("attempts", content)
    assert left(tmp_path, clock) == 30


def test_a_full_disk_locks_nobody_out(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("disk_full")

    monkeypatch.setattr(FolderLock, "keep", full)
    assert succeed(tmp_path, clock) == 0
