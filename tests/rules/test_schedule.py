"""The next visit: both sides of every window, and the rules about what was agreed."""

import pytest

from iago_desktop.definitions.lists import load_schedule
from iago_desktop.definitions.model import PlannedVisit
from iago_desktop.paths import resource
from iago_desktop.rules.schedule import NextVisit, next_visit

SCHEDULE = load_schedule(resource("codes", "schedule.csv").read_bytes(), "schedule.csv")
WINDOWS = {
    "d7": (5, 9), "d14": (12, 16), "d21": (19, 23), "d30": (25, 35), "d60": (50, 70), "d100": (85, 115),
    "m6": (150, 210), "m9": (240, 300), "m12": (366, 425), "m18": (500, 590),
}  # fmt: skip


def told(found: NextVisit | None) -> tuple[str, str] | None:
    return (found.planned.code if found.planned else "", found.state) if found else None


def test_the_windows_are_those_of_the_clinical_reference() -> None:
    yearly = {f"y{year}": (365 * year - 60, 365 * year + 60) for year in range(2, 16)}
    assert {each.code: (each.first, each.last) for each in SCHEDULE} == WINDOWS | yearly


@pytest.mark.parametrize("planned", SCHEDULE, ids=lambda each: each.code)
def test_a_window_opens_and_closes(planned: PlannedVisit) -> None:
    before = (planned.first - 1,) if planned.first > 1 else ()
    found = next_visit(SCHEDULE, planned.first - 1, before)
    assert told(found) == (planned.code, "planned")
    assert told(next_visit(SCHEDULE, planned.first, before)) == (planned.code, "due")
    last = next_visit(SCHEDULE, planned.last, before)
    assert told(last) == (planned.code, "due")
    assert last is not None
    assert (last.closes_in, last.closes_soon) == (0, True)
    assert told(next_visit(SCHEDULE, planned.last + 1, before)) == (planned.code, "overdue")


@pytest.mark.parametrize("planned", SCHEDULE[:-1], ids=lambda each: each.code)
def test_a_visit_within_the_window_does_it(planned: PlannedVisit) -> None:
    following = SCHEDULE[SCHEDULE.index(planned) + 1].code
    for day in (planned.first, planned.last):
        assert told(next_visit(SCHEDULE, planned.last, (day,))) == (following, "planned")
    assert told(next_visit(SCHEDULE, planned.last, (planned.first - 1,))) == (planned.code, "due")


def test_a_closed_window_gives_way_to_an_open_one() -> None:
    assert told(next_visit(SCHEDULE, 49, (35,))) == ("d60", "planned")
    assert told(next_visit(SCHEDULE, 84, (35,))) == ("d60", "overdue")
    assert told(next_visit(SCHEDULE, 85, (35,))) == ("d100", "due")
    assert told(next_visit(SCHEDULE, 84, (71,))) == ("d100", "planned")


@pytest.mark.parametrize(("today", "state"), [(111, "planned"), (112, "due"), (113, "overdue")])
def test_the_agreed_day_comes_before_the_schedule(today: int, state: str) -> None:
    found = next_visit(SCHEDULE, today, (101,), agreed=112)
    assert found is not None
    assert (found.day, found.state, found.agreed) == (112, state, True)


def test_an_open_window_that_closes_within_seven_days_is_told_beside_a_later_date() -> None:
    assert told(next_visit(SCHEDULE, 107, (84,), agreed=140)) == ("", "planned")
    found = next_visit(SCHEDULE, 108, (84,), agreed=140)
    assert told(found) == ("d100", "due")
    assert found is not None
    assert found.closes_in == 7
    assert told(next_visit(SCHEDULE, 108, (85,), agreed=140)) == ("", "planned")


def test_an_agreed_day_not_after_the_last_visit_says_nothing() -> None:
    assert told(next_visit(SCHEDULE, 60, (49,), agreed=49)) == ("d60", "due")


def test_nothing_after_the_end_and_nothing_without_day_zero() -> None:
    assert next_visit(SCHEDULE, 30, ended=True) is None
    assert next_visit(SCHEDULE, None, agreed=30) is None
    assert next_visit(SCHEDULE, 5535, (5415,)) is None
    assert told(next_visit(SCHEDULE, 5535)) == ("y15", "due")
