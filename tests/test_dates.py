"""The table of the date field in both spellings, and what a partial date leaves of the infusion date."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iago_desktop.dates import Days, PartialDate, parse_date, window_code, window_name
from iago_desktop.errors import InputError
from iago_desktop.sentences import LANGUAGES, known_codes, sentence

TODAY = date(2026, 6, 18)
INFUSION = date(2026, 2, 26)

UNDERSTOOD = [
    ("h t heute today 0", date(2026, 6, 18), 112),
    ("g y gestern yesterday", date(2026, 6, 17), 111),
    ("v vorgestern -2", date(2026, 6, 16), 110),
    ("-3 −3", date(2026, 6, 15), 109),
    ("-2w", date(2026, 6, 4), 98),
    ("-1m", date(2026, 5, 18), 81),
    ("d+14 d14 tag_14 day_14 t14 D14 Tag_+14", date(2026, 3, 12), 14),
    ("d-5 d−5 Tag_-5", date(2026, 2, 21), -5),
    ("12.3.26 12.03.2026 120326 12032026 2026-03-12 12/3/26 12,3,26 12-03-2026", date(2026, 3, 12), 14),
    ("12.3. 12.3 1203 12/3", date(2026, 3, 12), 14),
    ("12._März_2026 12_mar_26 12._Mär.", date(2026, 3, 12), 14),
    ("12 12.", date(2026, 6, 12), 106),
    ("19", date(2026, 5, 19), 82),
    ("20.6. 2006", date(2025, 6, 20), -251),
    ("2003", date(2026, 3, 20), 22),
]


@pytest.mark.parametrize(
    ("spelling", "day", "after"), [(s, d, n) for many, d, n in UNDERSTOOD for s in many.split()]
)
def test_a_day_as_people_type_it(spelling: str, day: date, after: int) -> None:
    typed = parse_date(spelling.replace("_", " "), today=TODAY, infusion=INFUSION)
    assert typed.date == PartialDate(day, day, "day")
    assert typed.days == Days(after, after)
    assert typed.precision == "day"


@pytest.mark.parametrize(
    ("spelling", "day", "after"),
    [
        ("+28", date(2026, 7, 16), 140),
        ("+4w", date(2026, 7, 16), 140),
        ("+3m", date(2026, 9, 18), 204),
        ("16.7.", date(2026, 7, 16), 140),
        ("d+140", date(2026, 7, 16), 140),
        ("m", date(2026, 6, 19), 113),
        ("morgen", date(2026, 6, 19), 113),
        ("17", date(2026, 7, 17), 141),
        ("1.2.", date(2027, 2, 1), 340),
    ],
)
def test_a_day_ahead_in_a_field_about_the_future(spelling: str, day: date, after: int) -> None:
    typed = parse_date(spelling, today=TODAY, infusion=INFUSION, future=True)
    assert (typed.date, typed.days) == (PartialDate(day, day, "day"), Days(after, after))


@pytest.mark.parametrize(
    "spelling", ["03.2026", "3.2026", "3/2026", "2026-03", "März 2026", "mar 26", "?.3.26", "??.3.2026"]
)
def test_a_month(spelling: str) -> None:
    typed = parse_date(spelling, today=TODAY, infusion=INFUSION)
    assert typed.date == PartialDate(date(2026, 3, 1), date(2026, 3, 31), "month")
    assert typed.days == Days(3, 33)
    assert typed.days.shown("de") == "+3…+33"
    assert typed.days.window_code == "indeterminate"


def test_a_year_is_a_year_from_the_one_before_the_infusion_on() -> None:
    typed = parse_date("2026", today=TODAY, infusion=INFUSION)
    assert typed.date == PartialDate(date(2026, 1, 1), date(2026, 12, 31), "year")
    assert parse_date("2025", today=TODAY, infusion=INFUSION).precision == "year"
    with pytest.raises(InputError, match="date_no_such_month"):
        parse_date("2024", today=TODAY, infusion=INFUSION)  # 20.24. where a year makes no sense
    assert parse_date("1957", today=TODAY, infusion=None, calendar=True).precision == "year"


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("31.6.26", "june_days"),
        ("29.2.26", "february_days"),
        ("32.1.26", "january_days"),
        ("12.13.26", "date_no_such_month"),
        ("12.0", "date_no_such_month"),
        ("0.3.26", "date_no_day_0"),
        ("1.7.26", "date_in_future"),
        ("+1", "date_in_future"),
        ("d+113", "date_in_future"),
        ("d113..120", "date_in_future"),
        ("07.2026", "date_in_future"),
        ("2027", "date_in_future"),
        ("d105..65", "date_range_backwards"),
        ("12.3.0026", "date_year_unlikely"),
        ("abc", "date_not_understood"),
        ("12.3.26.4", "date_not_understood"),
        ("", "date_empty"),
        ("?", "date_not_known"),
        ("unbekannt", "date_not_known"),
    ],
)
def test_what_cannot_be_a_date_says_why(spelling: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_date(spelling, today=TODAY, infusion=INFUSION)
    assert refused.value.code == code


def test_the_sentence_of_the_design() -> None:
    with pytest.raises(InputError) as refused:
        parse_date("31.6.26", today=TODAY, infusion=INFUSION)
    assert sentence(refused.value, "en") == "June has 30 days."
    assert sentence(refused.value, "de") == "Der Juni hat 30 Tage."


def test_today_is_not_in_the_future_and_tomorrow_is() -> None:
    assert parse_date("18.6.26", today=TODAY, infusion=INFUSION).days == Days(112, 112)
    assert parse_date("06.2026", today=TODAY, infusion=INFUSION).precision == "month"
    with pytest.raises(InputError, match="date_in_future"):
        parse_date("19.6.26", today=TODAY, infusion=INFUSION)


@pytest.mark.parametrize("spelling", ["03.2026", "2026", "d65..105"])
def test_a_field_that_needs_the_day_takes_no_part_of_a_date(spelling: str) -> None:
    with pytest.raises(InputError, match="date_must_be_full"):
        parse_date(spelling, today=TODAY, infusion=INFUSION, partial=False)


@pytest.mark.parametrize(
    ("spelling", "year"),
    [("14.9.57", 1957), ("14.9.25", 2025), ("140957", 1957), ("14.9.27", 1927), ("14.9.1927", 1927)],
)
def test_two_digits_of_a_year_are_not_ahead(spelling: str, year: int) -> None:
    typed = parse_date(spelling, today=TODAY, infusion=None, calendar=True)
    assert typed.date == PartialDate(date(year, 9, 14), date(year, 9, 14), "day")
    assert typed.days is None


@pytest.mark.parametrize(
    ("spelling", "first", "last"),
    [
        ("d14", 14, 14),
        ("Tag 14", 14, 14),
        ("d65..105", 65, 105),
        ("d65…105", 65, 105),
        ("d65-105", 65, 105),
        ("d65 bis 105", 65, 105),
        ("tag 65 bis tag 105", 65, 105),
        ("day 65 to day 105", 65, 105),
        ("d-7..-1", -7, -1),
        ("d−7..−1", -7, -1),
        ("d-7 .. d-1", -7, -1),
        ("+3…+33", 3, 33),
        ("d640..820", 640, 820),
        ("d5..5", 5, 5),
    ],
)
def test_days_and_ranges_need_no_infusion_date(spelling: str, first: int, last: int) -> None:
    typed = parse_date(spelling, today=TODAY, infusion=None)
    assert typed.days == Days(first, last)
    assert typed.date is None
    assert typed.precision == ("day" if first == last else "range")


def test_a_range_is_taken_where_the_infusion_date_is_known_too() -> None:
    typed = parse_date("d65..105", today=TODAY, infusion=INFUSION)
    assert (typed.days, typed.date, typed.precision) == (Days(65, 105), None, "range")


@pytest.mark.parametrize("spelling", ["12.3.26", "h", "heute", "-3", "03.2026", "2026", "12"])
def test_without_an_infusion_date_only_days_are_taken(spelling: str) -> None:
    with pytest.raises(InputError, match="date_days_only"):
        parse_date(spelling, today=TODAY, infusion=None)


def test_a_field_of_its_own_calendar_takes_no_days() -> None:
    with pytest.raises(InputError, match="date_needs_infusion"):
        parse_date("d14", today=TODAY, infusion=None, calendar=True)


@pytest.mark.parametrize(
    ("first", "last", "window"),
    [
        (-1, -1, "pre"), (0, 0, "early_0_30"), (30, 30, "early_0_30"), (31, 31, "late_gt_30"),
        (-1, 0, "indeterminate"), (0, 30, "early_0_30"), (0, 31, "indeterminate"), (30, 31, "indeterminate"),
        (31, 400, "late_gt_30"), (-31, -1, "pre"), (-5, 40, "indeterminate"),
    ],
)  # fmt: skip
def test_the_window_is_named_only_if_every_day_falls_into_it(first: int, last: int, window: str) -> None:
    assert window_code(first, last) == window
    assert Days(first, last).window_code == window


def test_days_in_words() -> None:
    assert Days(14, 14).shown("en") == "day +14"
    assert Days(14, 14).shown("de") == "Tag +14"
    assert Days(-5, -5).shown("de") == "Tag -5"
    assert Days(0, 0).shown("en") == "day 0"
    assert Days(3, 33).shown("en") == "+3…+33"
    assert Days(None, None, "late_gt_30").shown("de") == "spätes Fenster >30"
    assert window_name("early_0_30", "en") == "early window 0–30"


@pytest.mark.parametrize(
    ("days", "precision", "value"),
    [
        (Days(14, 14), "day", {"day": 14}),
        (Days(65, 105), "range", {"from": 65, "to": 105, "window": "late_gt_30"}),
        (Days(3, 33), "month", {"from": 0, "to": 40, "window": "indeterminate"}),
        (Days(0, 30), "month", {"from": 0, "to": 30, "window": "early_0_30"}),
        (Days(1, 31), "month", {"from": 0, "to": 40, "window": "indeterminate"}),
        (Days(10, 40), "month", {"from": 0, "to": 40, "window": "indeterminate"}),
        (Days(11, 41), "month", {"from": 11, "to": 50, "window": "indeterminate"}),
        (Days(-28, -1), "month", {"from": -40, "to": -1, "window": "pre"}),
        (Days(-31, -11), "month", {"from": -40, "to": -1, "window": "pre"}),
        (Days(31, 60), "month", {"from": 31, "to": 70, "window": "late_gt_30"}),
        (Days(32, 62), "month", {"from": 31, "to": 70, "window": "late_gt_30"}),
        (Days(61, 90), "month", {"from": 51, "to": 90, "window": "late_gt_30"}),
        (Days(-30, -1), "month", {"from": -40, "to": -1, "window": "pre"}),
        (Days(34, 398), "year", {"window": "late_gt_30"}),
        (Days(-57, 307), "year", {"window": "indeterminate"}),
    ],
)
def test_what_leaves(days: Days, precision: str, value: dict[str, object]) -> None:
    assert days.to_value(precision) == value  # type: ignore[arg-type]
    assert Days.from_value(value).window_code == days.window_code


@given(st.integers(-400, 400), st.integers(27, 30))
def test_rounding_goes_outward_and_never_over_the_edge_of_a_window(first: int, length: int) -> None:
    days = Days(first, first + length)
    value = days.to_value("month")
    assert value["from"] <= days.first <= days.last <= value["to"]  # type: ignore[operator]
    for edge in (0, 31, 91, 101):  # the first day of what comes after
        assert (value["from"] < edge) == (first < edge)
        assert (value["to"] < edge) == (first + length < edge)


def test_a_month_or_a_year_and_the_half_year_of_the_infusion_never_leave_one_date() -> None:
    """Over two years of infusions, one of them a leap year, and every month and year around them.

    Values near the ends of the span are left out: there the span itself would narrow the dates down.
    """
    left: defaultdict[tuple[int, bool, str], set[date]] = defaultdict(set)
    months = [(y, m) for y in range(2021, 2031) for m in range(1, 13)]
    parts = [
        PartialDate(date(y, m, 1), date(y + m // 12, m % 12 + 1, 1) - timedelta(1), "month")
        for y, m in months
    ]
    parts += [PartialDate(date(y, 1, 1), date(y, 12, 31), "year") for y in range(2021, 2031)]
    for infusion in (date(2024, 1, 1) + timedelta(n) for n in range(731)):
        for part in parts:
            value = part.days_after(infusion).to_value(part.precision)
            if value.get("from", 0) > -900 and value.get("to", 0) < 1800:
                left[infusion.year, infusion.month > 6, str(value)].add(infusion)
    fewest = min(len(dates) for dates in left.values())
    assert fewest >= 8, [key for key, dates in left.items() if len(dates) == fewest]
    assert sum(map(len, left.values())) / len(left) > 40


dates = st.dates(date(1990, 1, 1), TODAY)


@settings(max_examples=100)
@given(dates)
def test_a_date_reads_back_as_it_is_shown(day: date) -> None:
    shown = PartialDate(day, day, "day").shown()
    for spelling in (
        shown,
        day.isoformat(),
        f"{day:%d%m%Y}",
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
    ):
        typed = parse_date(spelling, today=TODAY, infusion=INFUSION)
        assert typed.date == PartialDate(day, day, "day")
        assert typed.days == Days((day - INFUSION).days, (day - INFUSION).days)


@settings(max_examples=100)
@given(st.integers(-999, 9999), st.integers(0, 400), st.sampled_from(["en", "de"]))
def test_days_read_back_as_they_are_shown(first: int, length: int, language: str) -> None:
    days = Days(first, min(first + length, 9999))
    assert parse_date(days.shown(language), today=TODAY, infusion=None).days == days
    assert Days.from_value(days.to_value("range")).first == first


@settings(max_examples=100)
@given(
    st.text(alphabet="0123456789.-+/dthgym? …<okt", max_size=10), st.booleans(), st.booleans(), st.booleans()
)
def test_any_text_is_a_date_or_has_a_sentence(text: str, known: bool, future: bool, calendar: bool) -> None:
    try:
        typed = parse_date(
            text, today=TODAY, infusion=INFUSION if known else None, future=future, calendar=calendar
        )
    except InputError as refused:
        code, words = refused.code, [sentence(refused, language) for language in LANGUAGES]
    else:
        assert typed.days or typed.date
        return
    assert code in known_codes()
    assert all(words)
