"""The worked example of the clinical reference (section 6), and what must hold for every practice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iago_desktop.rules.measures import (
    Episode,
    Followed,
    cumulative_incidence,
    frequency,
    persistence,
    poisson,
    severity,
    wilson,
)


def infected(*days: int, end: int = 30, died: bool = False) -> Followed:
    return Followed(end, died, tuple(Episode(day) for day in days))


EXAMPLE = (
    infected(6),
    infected(),
    infected(3, 20),
    infected(),
    infected(5, end=12, died=True),
    infected(28),
    infected(),
    infected(end=9, died=True),
    infected(14),
    infected(),
)


def test_worked_example() -> None:
    found = frequency(EXAMPLE, 0, 30)
    assert (found.patients, found.affected, found.events, found.days_at_risk) == (10, 5, 6, 271)
    assert found.share is not None
    assert found.per_100_days is not None
    assert found.per_year is not None
    assert [round(each * 100, 1) for each in (found.share.low, found.share.high)] == [23.7, 76.3]
    rate = found.per_100_days
    assert [round(each, 2) for each in (rate.value, rate.low, rate.high)] == [2.21, 0.81, 4.82]
    assert [round(each, 2) for each in (found.per_year.value, found.per_year.low, found.per_year.high)] == [
        8.09,
        2.97,
        17.60,
    ]
    event, death = cumulative_incidence(EXAMPLE, 30)
    assert (round(event, 4), round(death, 4)) == (0.5, 0.1)


def test_a_window_counts_its_own_days_only() -> None:
    followed = [infected(30, 31, end=100)]
    assert frequency(followed, 0, 30).events == 1
    assert frequency(followed, 31, 100).events == 1
    assert frequency(followed, 31, 100).days_at_risk == 70


def test_nobody_at_risk_has_no_rate() -> None:
    found = frequency([infected(end=20)], 31, 100)
    assert (found.patients, found.days_at_risk, found.share, found.per_year) == (0, 0, None, None)


def test_an_event_after_the_end_of_counting_is_not_counted() -> None:
    assert frequency([infected(25, end=20)], 0, 30).events == 0


@pytest.mark.parametrize(
    ("events", "low", "high"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.390)]
)
def test_exact_poisson_bounds(events: int, low: float, high: float) -> None:
    found = poisson(events)
    assert found[0] == pytest.approx(low, abs=0.001)
    assert found[1] == pytest.approx(high, abs=0.001)


def test_wilson_at_the_edges() -> None:
    assert wilson(0, 10).low == pytest.approx(0.0)
    assert wilson(10, 10).high == pytest.approx(1.0)


def test_duration_counts_both_days_and_open_episodes_are_censored() -> None:
    followed = [
        Followed(400, False, (Episode(10, 19),)),
        Followed(400, False, (Episode(10, 39),)),
        Followed(50, False, (Episode(10),)),
    ]
    found = persistence(followed)
    assert (found.episodes, found.ended, found.median_days) == (3, 2, 30)
    assert found.unresolved[30] == 1
    assert found.still_followed[30] == 3
    assert found.still_followed[100] == 2


@pytest.mark.parametrize(("end", "persists"), [(39, 0), (40, 1)])
def test_persistence_at_day_30_begins_on_the_31st_day(end: int, persists: int) -> None:
    assert persistence([Followed(end, False, (Episode(10),))]).unresolved[30] == persists


def test_no_median_while_most_go_on() -> None:
    followed = [Followed(100, False, (Episode(10),)), Followed(100, False, (Episode(10),))]
    assert persistence(followed).median_days is None


def test_severity_by_episode_and_by_patient() -> None:
    followed = [Followed(100, False, (Episode(5, grade=2), Episode(40, grade=3))), infected(60, end=100)]
    found = severity(followed)
    assert found.by_episode == {2: 1, 3: 1}
    assert found.by_patient == {3: 1}
    assert found.ungraded == 1
    assert found.median_onset == 40
    assert found.onset_range == (5, 60)


patients = st.builds(
    lambda end, died, days: infected(*days, end=end, died=died),
    st.integers(0, 60),
    st.booleans(),
    st.lists(st.integers(-10, 80), max_size=4),
)


@given(st.lists(patients, min_size=1, max_size=20), st.integers(0, 60))
def test_probabilities_stay_probabilities(followed: list[Followed], day: int) -> None:
    event, death = cumulative_incidence(followed, day)
    assert 0 <= event <= 1 + 1e-9
    assert 0 <= death <= 1 + 1e-9
    assert event + death <= 1 + 1e-9


@given(st.lists(patients, min_size=1, max_size=20))
def test_without_censoring_the_incidence_is_the_share(followed: list[Followed]) -> None:
    whole = [Followed(30, False, each.episodes) for each in followed]
    event, _ = cumulative_incidence(whole, 30)
    found = frequency(whole, 0, 30)
    assert event == pytest.approx(found.affected / found.patients)
