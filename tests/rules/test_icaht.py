"""Days at or below a limit: both sides of every number of the algorithm; order and units do not matter."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iago_desktop.definitions.catalogue import Catalogue, Source
from iago_desktop.definitions.load import load_form
from iago_desktop.definitions.vectors import differences
from iago_desktop.rules import icaht
from iago_desktop.rules.case import grade_case
from iago_desktop.rules.check import check_form
from iago_desktop.rules.grade import grade
from iago_desktop.rules.known import Context, Lab
from tests.rules.forms import EARLY, LATE

LOW = icaht.Rule(Decimal(500))
LISTS = Catalogue.shipped()
CATALOGUE = LISTS.with_forms(
    [Source(load_form(text.encode(), "own.toml"), text.encode()) for text in (EARLY, LATE)]
)
REFERENCE = json.loads((Path(__file__).parent / "vectors_clinical.json").read_text(encoding="utf-8"))


def days(**spans: float) -> dict[int, Decimal]:
    """`d5_10=300`: 300 on each day from 5 to 10."""
    found: dict[int, Decimal] = {}
    for span, value in spans.items():
        first, _, last = span.removeprefix("d").partition("_")
        found |= dict.fromkeys(range(int(first), int(last or first) + 1), Decimal(str(value)))
    return found


def early(values: dict[int, Decimal], *, factor: int = 1, unit: str = "/uL", **context: Any) -> Any:
    labs = tuple(Lab("anc", day, value / factor, unit) for day, value in values.items())
    given_context = Context(labs=labs, **{"last_contact": 60, "vital_status": "alive", **context})
    return grade(CATALOGUE.form("own_early"), {}, None, given_context, CATALOGUE)


def late(*values: tuple[int, float], **context: Any) -> Any:
    labs = tuple(Lab("anc", day, Decimal(str(value)), "/uL") for day, value in values)
    given_context = Context(labs=labs, **{"last_contact": 200, "vital_status": "alive", **context})
    return grade(CATALOGUE.form("own_late"), {}, None, given_context, CATALOGUE)


def test_the_forms_of_these_tests_hold_together() -> None:
    for name in ("own_early", "own_late"):
        check_form(CATALOGUE.form(name), CATALOGUE)


OURS = [case for case in REFERENCE if case["form"] in ("icaht_early", "icaht_late")]


@pytest.mark.parametrize("case", OURS, ids=lambda case: case["id"])
def test_the_reference_comes_out(case: dict[str, Any]) -> None:
    result = grade_case({**case, "form": case["form"].replace("icaht", "own")}, CATALOGUE)
    assert not differences(case["expect"], result), (case["why"], result)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (days(d0_30=900), 0),
        (days(d0_9=900, d10=500, d11_30=900), 1),
        (days(d0_9=900, d10=500.1, d11_30=900), 0),
        (days(d0_3=900, d4_9=300, d10_30=900), 1),  # 6 days
        (days(d0_3=900, d4_10=300, d11_30=900), 2),  # 7 days
        (days(d0_3=900, d4_16=300, d17_30=900), 2),  # 13 days
        (days(d0_3=900, d4_17=300, d18_30=900), 3),  # 14 days
        (days(d0_3=900, d4_30=300), 3),  # from day 4 to the end is not "never recovered"
        (days(d0_2=900, d3_30=300), 4),  # from day 3 it is
        (days(d0_30=300), 4),
        (days(d0_3=900, d4_9=100, d10_30=900), 1),  # 6 days at or below 100
        (days(d0_3=900, d4_10=100, d11_30=900), 3),  # 7
        (days(d0_3=900, d4_10=100.1, d11_30=900), 2),
        (days(d0_3=900, d4_16=100, d17_30=900), 3),  # 13
        (days(d0_3=900, d4_17=100, d18_30=900), 4),  # 14
    ],
)
def test_early_grades_on_both_sides_of_every_cut_off(values: dict[int, Decimal], expected: int) -> None:
    assert early(values).value == expected


@pytest.mark.parametrize(
    ("values", "count"),
    [
        (days(d0_4=900, d5_7=300, d8_9=900, d10_12=300, d13_30=900), 8),  # recovery of 2 days is bridged
        (days(d0_4=900, d5_7=300, d8_10=900, d11_13=300, d14_30=900), 3),  # of 3 days is not
        (days(d0=300, d8=300, d9_30=900), 9),  # 7 missing days are filled
        (days(d0=300, d9=300, d10_30=900), 1),  # 8 are not
        (days(d7=300, d8_30=900), 8),  # 7 days at the start take the nearest value
        (days(d8=300, d9_30=900), 1),
        (days(d0_22=900, d23=300), 8),  # 7 days at the end
        (days(d0_21=900, d22=300), 1),
        (days(d0=900, d3=300, d4_30=900), 2),  # on day 2 the line is exactly at 500
        (days(d0=901, d3=300, d4_30=900), 1),
        ({}, 0),
    ],
)
def test_the_longest_run(values: dict[int, Decimal], count: int) -> None:
    assert icaht.longest(values, 0, 30, LOW) == count


def test_all_31_days_are_never_above() -> None:
    assert icaht.longest(days(d0_30=500), 0, 30, LOW) == 31
    assert icaht.longest(days(d0_29=500, d30=501), 0, 30, LOW) == 30


def test_days_that_cannot_be_filled_beside_low_days_leave_a_lower_bound() -> None:
    assert icaht.touches_gap(days(d0=300, d9=900, d10_30=900), 0, 30, LOW)
    assert not icaht.touches_gap(days(d0=300, d8=900, d9_30=900), 0, 30, LOW)
    assert not icaht.touches_gap(days(d0=900, d9=900, d10_14=300, d15_30=900), 0, 30, LOW)
    found = early(days(d0=300, d9_30=900))
    assert (found.value, found.at_least, found.missing) == (None, 1, ("anc",))
    assert found.reachable == (1, 2, 3, 4)


def test_a_lower_bound_that_is_the_worst_grade_is_a_grade() -> None:
    found = early(days(d0_17=50))  # 13 days are not measured, and 18 at or below 100 are grade 4
    assert (found.value, found.missing) == (4, ())


def test_counting_ends_with_the_last_contact_or_death() -> None:
    values = days(d0_2=900, d3_9=300)
    assert early(values).value is None  # 21 days not measured
    assert early(values, last_contact=9).value == 4  # never recovered
    assert early(values, last_contact=9).provisional
    assert early(values, died=9, vital_status="dead", last_contact=9).value == 4
    assert not early(values, died=9, vital_status="dead", last_contact=9).provisional
    assert early(days(d0_3=900, d4_9=300), last_contact=9).value == 1


def test_no_count_is_no_grade() -> None:
    found = early({})
    assert (found.value, found.at_least, found.missing) == (None, None, ("anc",))
    assert early(days(d31=300)).missing == ("anc",)


@pytest.mark.parametrize(
    ("lowest", "expected"),
    [(100, 4), (100.1, 3), (500, 3), (500.1, 2), (1000, 2), (1000.1, 1), (1500, 1), (1500.1, 0)],
)
def test_late_grades_on_both_sides_of_every_cut_off(lowest: float, expected: int) -> None:
    assert late((40, lowest), (50, 1500)).value == expected


def test_late_needs_a_second_value_that_is_low_too() -> None:
    assert late((40, 80), (50, 1500)).value == 4
    assert late((40, 80), (50, 1500.1)).value == 0
    one = late((40, 80))
    assert (one.value, one.provisional) == (4, True)
    assert not late((40, 80), (50, 80)).provisional
    assert late((40, 80), (40, 90)).provisional  # one day


def test_late_looks_from_day_31_to_day_100_or_what_ends_it() -> None:
    assert late((31, 400), (100, 400)).value == 3
    assert late((30, 400), (101, 400)).value is None
    assert late((31, 400), (50, 400), (60, 80), progression=59).value == 3
    assert late((31, 400), (50, 400), (60, 80), progression=60).value == 4
    assert late((31, 400), (50, 400), (60, 80), next_therapy=59).value == 3
    assert late((31, 400), progression=20).missing == ("anc",)


def test_thrombocytes_as_the_paper_and_as_the_code_count_them() -> None:
    """Two runs of 4 days, 10 days apart: 8 days in the paper (grade 2), 4 in the code (grade 1)."""
    values = days(d0_4=90, d5_8=40, d9_18=90, d19_22=40, d23_37=90)
    assert icaht.total(values, 0, 30, icaht.Rule(Decimal(50), inclusive=False)) == 8
    assert icaht.longest(values, 0, 37, icaht.Rule(Decimal(50), bridge=6)) == 4


def test_thrombocytes_at_the_limit_recoveries_and_the_window() -> None:
    below, at = icaht.Rule(Decimal(50), inclusive=False), icaht.Rule(Decimal(50))
    assert icaht.total(days(d0_30=50), 0, 30, below) == 0
    assert icaht.total(days(d0_30=50), 0, 30, at) == 31
    gap = days(d0_4=40, d5_10=90, d11_12=40, d13_30=90)  # 6 days of recovery
    assert icaht.longest(gap, 0, 30, icaht.Rule(Decimal(50), bridge=6)) == 13
    assert icaht.longest(gap, 0, 30, icaht.Rule(Decimal(50), bridge=5)) == 5
    assert icaht.total(gap, 0, 30, icaht.Rule(Decimal(50), bridge=6)) == 13  # bridged days count
    end = days(d0_29=90, d30_37=40)
    assert (icaht.total(end, 0, 30, below), icaht.total(end, 0, 37, below)) == (1, 8)


counts = st.dictionaries(st.integers(0, 30), st.integers(0, 2000).map(Decimal), min_size=1, max_size=31)


@settings(max_examples=60, deadline=None)
@given(values=counts, order=st.randoms())
def test_neither_the_order_nor_the_unit_of_counts_matters(values: dict[int, Decimal], order: Any) -> None:
    expected = early(values)
    shuffled = list(values.items())
    order.shuffle(shuffled)
    assert early(dict(shuffled)) == expected
    assert early(values, factor=1000, unit="10*9/L") == expected


@settings(max_examples=60, deadline=None)
@given(values=counts, day=st.integers(0, 30), more=st.integers(0, 3000))
def test_a_higher_count_never_adds_low_days(values: dict[int, Decimal], day: int, more: int) -> None:
    """Of a day that was measured; a new value can also fill a gap."""
    measured = min(values, key=lambda each: abs(each - day))
    raised = {**values, measured: values[measured] + more}
    for count in (icaht.longest, icaht.total):
        assert count(raised, 0, 30, LOW) <= count(values, 0, 30, LOW)


@settings(max_examples=60, deadline=None)
@given(
    values=st.dictionaries(st.integers(0, 30), st.integers(0, 2000).map(Decimal), min_size=31),
    day=st.integers(0, 30),
)
def test_of_a_full_series_a_higher_count_never_raises_the_grade(values: dict[int, Decimal], day: int) -> None:
    before, after = early(values).value, early({**values, day: values[day] + 700}).value
    assert after <= before
