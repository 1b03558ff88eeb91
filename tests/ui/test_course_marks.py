"""Where the marks of a course lie: rows, words, counts, limits, runs, ticks."""

from decimal import Decimal

import pytest

from iago_desktop.services.course_view import CourseView, Lane, Occurrence, Series
from iago_desktop.ui.charts.course_marks import (
    Axis,
    LaneMarks,
    Scale,
    course_marks,
    in_months,
    ticks,
    whole,
    zoomed,
)

SCALE = Scale(-6, 114, 100.0, 600.0)  # five pixels a day


def event(first: int, end: int | None = None, lane: Lane = "infections", **more: int) -> Occurrence:
    return Occurrence(f"{lane}{first}", lane, "Pneumonia", first, first, end, **more)  # type: ignore[arg-type]


def lane(*of: Occurrence, scale: Scale = SCALE) -> LaneMarks:
    marks = course_marks(CourseView(of, ()), scale, lambda words: 6.0 * len(words))
    return next(each for each in marks.lanes if each.lane == of[0].lane)


def axis(lab: str, *values: tuple[int, str]) -> Axis:
    series = Series(lab, tuple((day, Decimal(value)) for day, value in values))
    return course_marks(CourseView((), (series,)), SCALE, len).axes[0]


def test_a_day_and_its_place() -> None:
    assert SCALE.x(-6) == 100.0
    assert SCALE.x(14) == 200.0
    assert SCALE.day(200.0) == 14
    assert SCALE.day(0.0) == -6


def test_events_apart_share_a_row_and_keep_their_words() -> None:
    marks = lane(event(0, 5), event(40, 50))
    assert marks.rows == 1
    assert [mark.room for mark in marks.marks] == [54.0, 54.0]


def test_words_that_do_not_fit_get_a_row() -> None:
    marks = lane(event(0), event(16))
    assert [(mark.row, mark.room) for mark in marks.marks] == [(0, 54.0), (1, 54.0)]


def test_words_get_shorter_where_there_is_no_row_left() -> None:
    *_, last, fourth = lane(event(0, 30), event(1, 30), event(2), event(18)).marks
    assert (last.row, fourth.row) == (2, 2)
    assert 0 < last.room < 54.0
    assert last.words_x + last.room < fourth.x - 11


def test_events_that_overlap_get_rows_of_their_own() -> None:
    marks = lane(event(10, 60), event(20, 50), event(30, 40))
    assert (marks.rows, [mark.row for mark in marks.marks]) == (3, [0, 1, 2])


def test_a_fourth_is_counted_and_the_worst_grade_is_shown() -> None:
    marks = lane(
        event(10, 60, grade=1), event(11, 60, grade=2), event(12, 60, grade=3), event(13, 60, grade=4)
    )
    assert (marks.rows, len(marks.marks)) == (3, 3)
    joined = next(mark for mark in marks.marks if mark.others)
    assert len(joined.all) == 2
    assert joined.shown.grade == 4


def test_what_lies_outside_is_not_drawn_and_what_reaches_in_is_cut() -> None:
    view = Scale(31, 61, 100.0, 600.0)
    assert not lane(event(10, 20), scale=view).marks
    (mark,) = lane(event(10, 40), scale=view).marks
    assert (mark.x, mark.end) == (100.0, view.x(40))


def test_what_has_no_day_is_no_mark() -> None:
    unknown = Occurrence("1", "infections", "Pneumonia", None, None)
    assert not lane(unknown).marks
    assert CourseView((unknown,), ()).is_empty


def test_three_lanes_are_always_there() -> None:
    marks = course_marks(CourseView((), ()), SCALE, len)
    assert [each.lane for each in marks.lanes] == ["infections", "toxicities", "visits"]


def test_words_of_a_drug_lie_in_its_bar_where_they_fit() -> None:
    (long,) = lane(event(0, 60, "prophylaxis")).marks
    (short,) = lane(event(0, 2, "prophylaxis")).marks
    assert long.words_x < long.end
    assert short.words_x > short.end


@pytest.mark.parametrize(
    ("lab", "value", "low"),
    [
        ("anc", "500", True),
        ("anc", "501", False),
        ("igg", "3.9", True),
        ("igg", "4.0", False),
        ("platelets", "49", True),
        ("platelets", "50", False),
    ],
)
def test_what_is_low(lab: str, value: str, low: bool) -> None:
    assert axis(lab, (3, value)).points[0].low is low


@pytest.mark.parametrize(("lab", "next_day", "runs"), [("anc", 8, 1), ("anc", 9, 2), ("igg", 90, 1)])
def test_a_line_bridges_seven_days_without_a_value(lab: str, next_day: int, runs: int) -> None:
    assert len(axis(lab, (0, "300"), (next_day, "400")).runs) == runs


def test_zero_lies_on_the_floor_of_a_logarithmic_axis() -> None:
    counts = axis("anc", (0, "0"), (5, "2000"))
    assert counts.share(0) == 0.0
    assert 0 < counts.share(500) < counts.share(2000) <= 1


def test_the_last_value_before_a_day() -> None:
    counts = axis("anc", (3, "480"), (6, "200"))
    assert counts.at(2) is None
    found = [counts.at(day) for day in (3, 5, 6)]
    assert [str(each.value) for each in found if each] == ["480", "480", "200"]


def test_the_whole_reaches_to_today_and_not_years_back() -> None:
    assert whole(CourseView((event(-400, 20, "prophylaxis"),), (), today=112)) == (-36, 126)


@pytest.mark.parametrize(
    ("span", "around", "shown"),
    [
        (None, 50, (-6, 400)),
        (30, 50, (35, 65)),
        (30, -6, (-6, 24)),
        (30, 400, (370, 400)),
        (999, 0, (-6, 400)),
    ],
)
def test_zoom(span: int | None, around: int, shown: tuple[int, int]) -> None:
    assert zoomed((-6, 400), span, around) == shown


def test_more_than_a_year_is_counted_in_months() -> None:
    assert not in_months(Scale(-6, 394, 0, 600))
    years = Scale(-6, 800, 0, 600)
    assert in_months(years)
    assert [number for _, number in ticks(years)] == [0, 6, 12, 18, 24]
    assert [number for _, number in ticks(SCALE)] == [0, 30, 60, 90]
