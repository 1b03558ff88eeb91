"""Dates as people type them, and days after the infusion as they are kept.

The grammar of the date field is here, in German and English at once; Qt's own date parsing is used nowhere.
What leaves the practice is decided in one place, `Days.to_value`: days and rounded bounds, no calendar date.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from iago_desktop.errors import InputError
from iago_desktop.supposed import SupposedDay, in_future

Window = Literal["pre", "early_0_30", "late_gt_30", "indeterminate"]
Precision = Literal["day", "range", "month", "year"]

EARLY_ENDS = 30
"""The last day of the early window of IAGO."""

_WINDOW_NAMES: dict[str, tuple[str, str]] = {
    "pre": ("before infusion", "vor der Infusion"),
    "early_0_30": ("early window 0–30", "frühes Fenster 0–30"),
    "late_gt_30": ("late window >30", "spätes Fenster >30"),
    "indeterminate": ("window open", "Fenster offen"),
}


def window_code(first: int, last: int) -> Window:
    """The one window that every day of the interval falls into, else `indeterminate`."""
    if last < 0:
        return "pre"
    if first > EARLY_ENDS:
        return "late_gt_30"
    return "early_0_30" if first >= 0 and last <= EARLY_ENDS else "indeterminate"


def window_name(code: str, language: str) -> str:
    """What a person reads: `early window 0–30`."""
    english, german = _WINDOW_NAMES[code]
    return german if language == "de" else english


@dataclass(frozen=True)
class Days:
    """Days after the infusion as an interval; no bounds and a window: nothing but the window is known."""

    first: int | None
    last: int | None
    window: str | None = None

    @property
    def exact(self) -> int | None:
        return self.first if self.first == self.last else None

    @property
    def window_code(self) -> str:
        """The window as it was told, because rounded bounds can no longer tell it; else from the bounds."""
        if self.window is not None:
            return self.window
        return (
            "indeterminate" if self.first is None or self.last is None else window_code(self.first, self.last)
        )

    def shown(self, language: str) -> str:
        if self.first is None or self.last is None:
            return window_name(self.window_code, language)
        if self.first == self.last:
            return f"{'Tag' if language == 'de' else 'day'} {_signed(self.first)}"
        return f"{_signed(self.first)}…{_signed(self.last)}"

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> "Days":
        if "day" in value:
            return cls(value["day"], value["day"])
        return cls(value.get("from"), value.get("to"), value.get("window"))

    def to_value(self, precision: Precision) -> dict[str, Any]:
        """The part that may leave.

        The first and last day of a month, told exactly, would give away the day of the month of the infusion,
        and with the half-year nearly its date.  So a month leaves as bounds rounded outward, a year as its
        window.
        """
        if self.first is None or self.last is None or precision == "year":
            return {"window": self.window_code}
        if precision == "month":
            first, last = _rounded(self.first, self.last)
            return {"from": first, "to": last, "window": self.window_code}
        if self.first == self.last:
            return {"day": self.first}
        return {"from": self.first, "to": self.last, "window": self.window_code}


def _signed(day: int) -> str:
    return f"{day:+d}" if day else "0"


def _rounded(first: int, last: int) -> tuple[int, int]:
    """Outward to whole buckets, and never to three of them alone.

    Only a month that begins with a bucket fits into three, and hardly two infusion dates of a half-year
    let it begin there; one bucket more hides it among the months that need four, on the side where no edge
    of a window is crossed.
    """
    first, last = _bucket(first)[0], _bucket(last)[1]
    if last - first < _THREE_BUCKETS and (first, last) != (0, EARLY_ENDS):
        return (_bucket(first - 1)[0], last) if last in _EDGES else (first, _bucket(last + 1)[1])
    return first, last


_THREE_BUCKETS = 31  # days, with the one bucket of eleven
_EDGES = (-1, EARLY_ENDS, 90, 100)
"""The last days before day 0, the late window, and the two later marks of the course."""


def _bucket(day: int) -> tuple[int, int]:
    """The bucket ..., -10..-1, 0..10, 11..20, 21..30, ... of a day: no edge of a window lies inside one."""
    if day < 0:
        first = day // 10 * 10
        return first, first + 9
    if day <= 10:  # noqa: PLR2004 day 0 and the ten after it
        return 0, 10
    first = (day - 1) // 10 * 10 + 1
    return first, first + 9


@dataclass(frozen=True)
class PartialDate:
    """A calendar date, a month or a year: the days that it may be."""

    first: date
    last: date
    precision: Literal["day", "month", "year"]

    def shown(self) -> str:
        """As German and Austrian charts write it, in both languages."""
        return self.first.strftime({"day": "%d.%m.%Y", "month": "%m.%Y", "year": "%Y"}[self.precision])

    def days_after(self, infusion: date) -> Days:
        return Days((self.first - infusion).days, (self.last - infusion).days)


@dataclass(frozen=True)
class Typed:
    """What a date field understood.

    `days` is absent where there is no infusion date to count from; `date` where days were typed and there is
    none to count from, or where a range was typed.
    """

    days: Days | None
    date: PartialDate | None
    precision: Precision


_YEARS = range(1850, 2200)
_TODAY = frozenset({"h", "t", "heute", "today", "0"})
_YESTERDAY = frozenset({"g", "y", "gestern", "yesterday"})
_BEFORE_YESTERDAY = frozenset({"v", "vorgestern"})
_TOMORROW = frozenset({"m", "morgen", "tomorrow"})
_NOT_KNOWN = frozenset({"?", "??", "u", "unb", "unbekannt", "unknown", "nicht bekannt", "not known"})
_DAY = re.compile(r"(?:d|t|tag|day)\s*([+-]?\d{1,4})")
_RANGE = re.compile(
    r"(d|t|tag|day)?\s*([+-]?\d{1,4})\s*(?:\.{2,3}|…|–|bis|to)\s*(?:d|t|tag|day)?\s*([+-]?\d{1,4})"
)
_DASH_RANGE = re.compile(r"(d|t|tag|day)\s*([+-]?\d{1,4})\s*-\s*(?:d|t|tag|day)?\s*(\d{1,4})")
_OFFSET = re.compile(r"([+-])\s*(\d{1,4})\s*([dtwm]?)")
_ISO = re.compile(r"(\d{4})[-.](\d{1,2})[-.](\d{1,2})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_FULL = re.compile(r"(\d{1,2})([. -])(\d{1,2})\2(\d{4}|\d{2})")
_PLAIN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_MONTH = re.compile(r"(?:\?{1,2}\.)?(\d{1,2})\.(\d{4})")
_MONTH_OF_SHORT_YEAR = re.compile(r"\?{1,2}\.(\d{1,2})\.(\d{2})")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})\.?|(\d{2})(\d{2})")
_DAY_ONLY = re.compile(r"(\d{1,2})\.?")
_NAMED = re.compile(r"(\d{1,2})?[. ]*([a-zä]{3,9})\.?\s*(\d{4}|\d{2})?")
_MONTH_NAMES = (
    ("januar", "january", "jänner"),
    ("februar", "february", "feber"),
    ("märz", "march", "maerz", "mrz"),
    ("april",),
    ("mai", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("august",),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("dezember", "december"),
)
_TOO_LONG = (
    "january_days",
    "february_days",
    "march_days",
    "april_days",
    "may_days",
    "june_days",
    "july_days",
    "august_days",
    "september_days",
    "october_days",
    "november_days",
    "december_days",
)


def parse_date(
    text: str,
    *,
    today: date,
    infusion: date | None,
    future: bool = False,
    partial: bool = True,
    calendar: bool = False,
) -> Typed:
    """What was meant, or InputError.

    Without an infusion date only days are taken (`d14`, `tag 14`, `d65..105`); with `calendar` dates are
    taken instead, because the field does not count from the infusion (a birth date, the infusion itself).
    """
    typed = re.sub(r"\s+", " ", text.strip().lower()).replace("−", "-").replace("/", ".").replace(",", ".")
    typed = typed.replace(". ", ".")
    if not typed:
        raise InputError("date_empty")
    if typed in _NOT_KNOWN:
        raise InputError("date_not_known")
    days = _days(typed)
    if infusion is None and not calendar:
        if days is None:
            raise InputError("date_days_only" if re.search(r"\d|^[a-z]+$", typed) else "date_not_understood")
        return _typed_days(days, None, today, future=future, partial=partial)
    if days is not None:
        if infusion is None:
            raise InputError("date_needs_infusion")
        return _typed_days(days, infusion, today, future=future, partial=partial)
    found = _Reading(today, infusion, future=future).read(typed)
    if found.precision != "day" and not partial:
        raise InputError("date_must_be_full")
    if in_future(found.first, today) and not future:
        raise InputError("date_in_future")
    if found.first.year not in _YEARS:
        raise InputError("date_year_unlikely")
    return Typed(found.days_after(infusion) if infusion else None, found, found.precision)


def _days(typed: str) -> Days | None:
    """`d14`, `tag 14`, `d65..105`: days after the infusion, whatever the calendar says."""
    if m := _DAY.fullmatch(typed):
        return Days(int(m[1]), int(m[1]))
    m = _RANGE.fullmatch(typed) or _DASH_RANGE.fullmatch(typed)
    # Without a letter, only signs tell days (+3…+33) from parts of a date.
    if m and (m[1] or m[2][0] in "+-" or "…" in typed):
        first, last = int(m[2]), int(m[3])
        if first > last:
            raise InputError("date_range_backwards")
        return Days(first, last)
    return None


def _typed_days(days: Days, infusion: date | None, today: date, *, future: bool, partial: bool) -> Typed:
    first, exact = days.first or 0, days.exact is not None
    if not exact and not partial:
        raise InputError("date_must_be_full")
    if infusion is None:
        return Typed(days, None, "day" if exact else "range")
    day = infusion + timedelta(first)
    if in_future(day, today) and not future:
        raise InputError("date_in_future")
    return Typed(days, PartialDate(day, day, "day") if exact else None, "day" if exact else "range")


class _Reading:
    """One text being read as a calendar date, seen from today."""

    def __init__(self, today: date, infusion: date | None, *, future: bool) -> None:
        self._today = today
        self._future = future
        self._first_year = infusion.year - 1 if infusion else _YEARS.start

    def read(self, typed: str) -> PartialDate:
        day = self._relative(typed) or self._full(typed)
        if day:
            return PartialDate(day, day, "day")
        part = self._part(typed)
        if part:
            return part
        day = self._near(typed)
        if day is None:
            raise InputError("date_not_understood")
        return PartialDate(day, day, "day")

    def _relative(self, typed: str) -> date | None:
        for words, offset in ((_TODAY, 0), (_YESTERDAY, -1), (_BEFORE_YESTERDAY, -2), (_TOMORROW, 1)):
            if typed in words:
                return self._sure() + timedelta(offset)
        m = _OFFSET.fullmatch(typed)
        if not m:
            return None
        today, n = self._sure(), int(m[1] + m[2])
        if m[3] == "m":
            return _months_later(today, n)
        return today + timedelta(n * (7 if m[3] == "w" else 1))

    def _sure(self) -> date:
        if isinstance(self._today, SupposedDay):  # no date of care is counted from it
            raise InputError("today_in_doubt")
        return self._today

    def _full(self, typed: str) -> date | None:
        if m := _ISO.fullmatch(typed):
            return _day(int(m[1]), int(m[2]), int(m[3]))
        if m := _FULL.fullmatch(typed):
            return _day(self._year(m[4]), int(m[3]), int(m[1]))
        if m := _PLAIN.fullmatch(typed):
            return _day(self._year(m[3]), int(m[2]), int(m[1]))
        if (m := _NAMED.fullmatch(typed)) and m[1] and m[3] and (month := _named_month(m[2])):
            return _day(self._year(m[3]), month, int(m[1]))
        return None

    def _part(self, typed: str) -> PartialDate | None:
        if m := _MONTH.fullmatch(typed) or _MONTH_OF_SHORT_YEAR.fullmatch(typed):
            return _month(self._year(m[2]), int(m[1]))
        if m := _ISO_MONTH.fullmatch(typed):
            return _month(int(m[1]), int(m[2]))
        if (m := _NAMED.fullmatch(typed)) and not m[1] and m[3] and (month := _named_month(m[2])):
            return _month(self._year(m[3]), month)
        # A year before the infusion makes no sense where it happened after it: 2003 is then 20 March.
        if re.fullmatch(r"\d{4}", typed) and self._first_year <= int(typed) <= self._today.year + 1:
            return PartialDate(date(int(typed), 1, 1), date(int(typed), 12, 31), "year")
        return None

    def _near(self, typed: str) -> date | None:
        """Without a year or a month: the last one not after today, or the next in fields about the future."""
        today, year = self._today, self._today.year
        month: int | None = None
        if m := _DAY_MONTH.fullmatch(typed):
            day, month = int(m[1] or m[3]), int(m[2] or m[4])
        elif m := _DAY_ONLY.fullmatch(typed):
            day = int(m[1])
        elif (m := _NAMED.fullmatch(typed)) and m[1] and not m[3]:
            day, month = int(m[1]), _named_month(m[2])
            if month is None:
                return None
        else:
            return None
        self._sure()
        if month is not None:
            passed, ahead = (month, day) <= (today.month, today.day), (month, day) >= (today.month, today.day)
            year += (not ahead) if self._future else -(not passed)
            return _day(year, month, day)
        month = today.month + ((day < today.day) if self._future else -(day > today.day))
        return _day(year + (month > 12) - (month < 1), (month - 1) % 12 + 1, day)  # noqa: PLR2004 December

    def _year(self, digits: str) -> int:
        """Two digits: this century up to this year (the future: five on), else the last: birth dates."""
        year = int(digits)
        if len(digits) > 2:  # noqa: PLR2004 written in full
            return year
        return year + 2000 if year + 2000 <= self._today.year + (5 if self._future else 0) else year + 1900


def _day(year: int, month: int, day: int) -> date:
    _check_month(year, month)
    length = monthrange(year, month)[1]
    if day > length:
        raise InputError(_TOO_LONG[month - 1], days=length)
    if day < 1:
        raise InputError("date_no_day_0")
    return date(year, month, day)


def _month(year: int, month: int) -> PartialDate:
    _check_month(year, month)
    return PartialDate(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def _check_month(year: int, month: int) -> None:
    if not 1 <= month <= 12:  # noqa: PLR2004 months
        raise InputError("date_no_such_month", month=month)
    if year not in _YEARS:
        raise InputError("date_year_unlikely")


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year not in _YEARS:
        raise InputError("date_year_unlikely")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _named_month(name: str) -> int | None:
    """`okt`, `oct`, `september`, `sept`."""
    return next(
        (n for n, names in enumerate(_MONTH_NAMES, 1) if any(m.startswith(name) for m in names)), None
    )
