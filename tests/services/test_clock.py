"""A clock that lies, every way by name, and what may be typed while it does."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from iago_desktop.dates import parse_date
from iago_desktop.errors import InputError
from iago_desktop.services import clock
from iago_desktop.services.workspace import Workspace
from iago_desktop.supposed import SupposedDay
from tests.builders import a_patient
from tests.torture.clock import CASES, TRIALS

(TRIAL,) = TRIALS
SUPPOSED = SupposedDay(2026, 11, 20)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], object]]:
    with TRIAL.prepared(tmp_path_factory.mktemp("clock")) as run:
        yield run


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.__name__.strip("_") for case in CASES])
def test_clock(run: Callable[[int], object], number: int) -> None:
    run(number)


@pytest.mark.parametrize(
    "typed", ["h", "heute", "t", "0", "gestern", "m", "-3", "+2w", "14", "14.11", "1411"]
)
def test_nothing_is_counted_from_a_day_that_is_only_supposed(typed: str) -> None:
    for infusion in (date(2026, 9, 1), None):
        with pytest.raises(InputError) as raised:
            parse_date(typed, today=SUPPOSED, infusion=infusion, calendar=infusion is None)
        assert raised.value.code == "today_in_doubt"
        assert parse_date(typed, today=date(2026, 11, 20), infusion=infusion, future=True, calendar=True).date


@pytest.mark.parametrize("typed", ["14.10.2026", "141026", "2026-10-14", "d43", "10.2026", "14. Okt 2026"])
def test_a_date_in_full_is_taken(typed: str) -> None:
    sure = parse_date(typed, today=date(2026, 11, 20), infusion=date(2026, 9, 1))
    assert parse_date(typed, today=SUPPOSED, infusion=date(2026, 9, 1)) == sure


def test_a_day_after_the_supposed_one_is_not_called_future() -> None:
    typed = {"infusion": date(2026, 9, 1)}
    assert parse_date("03.12.2026", today=SUPPOSED, **typed).date
    with pytest.raises(InputError):
        parse_date("03.12.2026", today=date(2026, 11, 20), **typed)


def test_a_patient_of_today_is_taken_while_the_clock_is_behind(practice: Workspace) -> None:
    now = practice.now()
    practice.now = lambda: datetime(2019, 1, 1, tzinfo=UTC)
    clock.look(practice)
    assert isinstance(practice.today(), SupposedDay)
    later = now.date() + timedelta(days=4)
    assert a_patient(practice, infused_on=later, consent_on=later)


def test_a_year_typed_wrong_is_asked_about_once(practice: Workspace) -> None:
    practice.now = lambda: datetime(2019, 1, 1, tzinfo=UTC)
    with pytest.raises(InputError) as raised:
        clock.say_today(practice, "20.11.2062")
    assert raised.value.code == "today_too_far"
    assert clock.must_ask(practice)


def test_when_the_clock_is_right_again_so_is_today(practice: Workspace) -> None:
    now = practice.now
    practice.now = lambda: datetime(2019, 1, 1, tzinfo=UTC)
    clock.look(practice)
    assert practice.off
    practice.now = now
    assert clock.look(practice) is None
    assert not practice.off
    assert practice.today is practice.calendar
