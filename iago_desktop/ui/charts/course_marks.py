"""Where everything of a course lies: lanes with stacked marks, laboratory axes, ticks.  No painting here."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from iago_desktop.errors import InputError
from iago_desktop.quantities import convert
from iago_desktop.services.course_view import LANES, UNITS, CourseView, Lane, Occurrence, Series

MARK, GAP = 22.0, 6.0
"""Side of a grade mark, and what stays free between two things of one row."""
ROWS = 3
"""More rows of one lane are joined into a count."""
_SHORTEST = 12.0
_LEAST_LABEL = 40.0
_LEAST_BAR = 66.0
"""A bar this wide holds its words, shortened if need be."""
_ALWAYS = ("infections", "toxicities", "visits")
_BEFORE = -30
"""Days before the infusion that the whole course reaches back at most."""
_MARGIN = 6
_SAME = 20
"""A change of less than one part in so many is none."""
_AHEAD = 45
"""Days: a visit that is planned later than this from now is not drawn."""
_MONTHS_FROM = 400
"""Spans longer than this are counted in months."""
MONTH = 30.4375
_APART = 80.0
"""Pixels between two named ticks."""

_DECADES = 50
"""How far below its limit a logarithmic axis reaches at most; lower values, and 0, lie on its floor."""

WordsWidth = Callable[[str], float]


@dataclass(frozen=True)
class Scale:
    """Days `first` to `last` over `width` pixels that begin at `left`."""

    first: int
    last: int
    left: float
    width: float

    @property
    def per_day(self) -> float:
        return self.width / max(1, self.last - self.first)

    def x(self, day: float) -> float:
        return self.left + (day - self.first) * self.per_day

    def day(self, x: float) -> int:
        return max(self.first, min(self.last, round(self.first + (x - self.left) / self.per_day)))

    def holds(self, day: float | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True)
class Mark:
    """One record, from `x` to `end`; `room` is how wide its words at `words_x` may be, 0 for none.

    `wanted` is the width of all its words, `detail` that of what follows them: 0 unless there is room for all
    of it.  `others` are records that found no row of their own and lie on this one.
    """

    of: Occurrence
    row: int
    x: float
    end: float
    words_x: float
    room: float
    others: tuple[Occurrence, ...] = ()
    wanted: float = 0.0
    detail: float = 0.0

    @property
    def all(self) -> tuple[Occurrence, ...]:
        return (self.of, *self.others)

    @property
    def shown(self) -> Occurrence:
        """The one whose grade is painted: the worst."""
        return max(self.all, key=worst)


@dataclass(frozen=True)
class LaneMarks:
    lane: Lane
    rows: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Limit:
    """What counts as low; `fill`: days without a value that the line may bridge, None for any number."""

    value: Decimal
    inclusive: bool
    fill: int | None
    logarithmic: bool = False

    def is_low(self, value: Decimal) -> bool:
        return value < self.value or (self.inclusive and value == self.value)


LIMITS = {
    "anc": Limit(Decimal(500), True, 7, True),
    "igg": Limit(Decimal(4), False, None),
    "platelets": Limit(Decimal(50), False, 7),
}
"""ICAHT: at or below 500/µL; T-ICAHT as its paper: below 50 G/L; IgG: clinically relevant below 4 g/L."""


def is_low(lab: str, value: Decimal, unit: str) -> bool:
    """False also for what has no limit, or is in a unit that cannot be put beside it."""
    if lab not in LIMITS:
        return False
    try:
        return LIMITS[lab].is_low(convert(value, unit, UNITS[lab], lab))
    except InputError:
        return False


@dataclass(frozen=True)
class Point:
    day: int
    value: Decimal
    low: bool


@dataclass(frozen=True)
class Axis:
    """One laboratory value.  `runs` are points that a line may join: between runs too many days miss."""

    lab: str
    unit: str
    limit: Limit
    lowest: float
    highest: float
    points: tuple[Point, ...]
    runs: tuple[tuple[Point, ...], ...]

    def share(self, value: float | Decimal) -> float:
        """How high a value lies, from 0 to 1."""
        shown = max(self.lowest, min(self.highest, float(value)))
        if self.limit.logarithmic:
            low, high = math.log10(self.lowest), math.log10(self.highest)
            return (math.log10(shown) - low) / (high - low)
        return (shown - self.lowest) / (self.highest - self.lowest)

    def at(self, day: int) -> Point | None:
        """The last value on or before a day."""
        return next((point for point in reversed(self.points) if point.day <= day), None)


@dataclass(frozen=True)
class Marks:
    lanes: tuple[LaneMarks, ...]
    axes: tuple[Axis, ...]


def worst(of: Occurrence) -> int:
    return next((grade for grade in (of.grade, of.at_least) if grade is not None), -1)


def whole(view: CourseView) -> tuple[int, int]:
    """First and last day of everything that is known, with some air."""
    days = [day for each in view.occurrences for day in (each.first, each.last, each.end) if day is not None]
    days += [day for series in view.series for day, _ in series.values]
    turns = (view.today, view.died, view.second_infusion, view.progression, view.next_therapy)
    days += [day for day in turns if day is not None]
    if view.visit is not None and view.today is not None and view.visit.day <= view.today + _AHEAD:
        days.append(view.visit.day)
    first = max(_BEFORE, min([0, *days]))
    last = max([30, *days])
    return first - _MARGIN, last + max(_MARGIN, round((last - first) * 0.1))


def zoomed(of: tuple[int, int], span: int | None, around: int) -> tuple[int, int]:
    """`span` days of the whole that show `around`; None, or a span that is longer, shows the whole."""
    first, last = of
    if span is None or span >= last - first:
        return of
    begin = max(first, min(around - span // 2, last - span))
    return begin, begin + span


def ticks(scale: Scale) -> tuple[tuple[float, int], ...]:
    """(day, number to name) of the named ticks: days, or months where there are too many days."""
    months = in_months(scale)
    unit = MONTH if months else 1.0
    steps = (1, 3, 6, 12, 24, 60) if months else (5, 10, 30, 60, 90, 180)
    step = next((step for step in steps if step * unit * scale.per_day >= _APART), steps[-1])
    numbers = range(math.ceil(scale.first / unit / step), math.floor(scale.last / unit / step) + 1)
    return tuple((number * step * unit, number * step) for number in numbers)


def in_months(scale: Scale) -> bool:
    return scale.last - scale.first > _MONTHS_FROM


def trend(axis: Axis) -> int:
    """Whether the last value is higher (1), lower (-1) than the one before, or much the same (0)."""
    if len(axis.points) < 2:
        return 0
    before, last = (point.value for point in axis.points[-2:])
    by = last - before
    return 0 if abs(by) * _SAME < abs(before) else 1 if by > 0 else -1


def course_marks(
    view: CourseView,
    scale: Scale,
    words_width: WordsWidth,
    right: float = 0.0,
    detail_width: WordsWidth | None = None,
) -> Marks:
    """Words may go on to the right of the last day, up to `right`."""
    right = max(right, scale.left + scale.width)
    lanes = []
    for lane in LANES:
        dated = [each for each in view.occurrences if each.lane == lane and each.first is not None]
        if dated or lane in _ALWAYS:
            found = _lane(lane, dated, scale, words_width, right)
            lanes.append(_with_details(found, right, detail_width or words_width))
    return Marks(tuple(lanes), tuple(_axis(each) for each in view.series))


def _lane(
    lane: Lane, of: Iterable[Occurrence], scale: Scale, words_width: WordsWidth, right: float
) -> LaneMarks:
    rows: list[list[Mark]] = [[]]
    for each in of:
        if not _visible(each, scale):
            continue
        mark = _mark(each, lane, scale, words_width)
        row = _free_row(rows, mark)
        if row is None:
            nearest = min(range(len(rows)), key=lambda index: rows[index][-1].end)
            last = rows[nearest][-1]
            rows[nearest][-1] = replace(last, others=(*last.others, each), end=max(last.end, mark.end))
            continue
        if row == len(rows):
            rows.append([])
        rows[row].append(replace(mark, row=row))
    marks = [mark for row in rows for mark in _with_room(row, right, outside=lane not in _BARS)]
    return LaneMarks(lane, len(rows), tuple(sorted(marks, key=lambda mark: (mark.x, mark.row))))


_BARS = ("prophylaxis", "drugs", "immunoglobulin")
"""Lanes of drugs: the words lie in the bar where they fit."""


def _visible(each: Occurrence, scale: Scale) -> bool:
    first = each.first if each.first is not None else scale.last + 1
    end = max(day for day in (first, each.last, each.end) if day is not None)
    return first <= scale.last and end >= scale.first


def _mark(each: Occurrence, lane: Lane, scale: Scale, words_width: WordsWidth) -> Mark:
    first = each.first or 0
    x = scale.x(max(first, scale.first))
    latest = max(day for day in (first, each.last, each.end) if day is not None)
    end = scale.x(min(latest, scale.last))
    width = words_width(each.title)
    if lane == "visits":
        return Mark(each, 0, x, x, x, 0.0)
    if lane == "immunoglobulin":
        return Mark(each, 0, x, end, x, 0.0)
    if lane in _BARS:
        end = max(end, x + _SHORTEST)
        inside = end - x >= min(width + 2 * GAP + 6, _LEAST_BAR)
        return Mark(each, 0, x, end, x + 9 if inside else end + GAP, end - x - 14 if inside else width)
    end = max(end, x + _SHORTEST)
    return Mark(each, 0, x, end, max(end, x + MARK / 2 + 2) + GAP, width, wanted=width)


def _left(mark: Mark) -> float:
    return mark.x - MARK / 2 if mark.of.lane in {"infections", "toxicities"} else mark.x


def _right(mark: Mark, most: float) -> float:
    """The end of a mark with `most` pixels of its words."""
    if not mark.room or mark.words_x < mark.end:
        return mark.end
    return mark.words_x + min(mark.room, most)


def _free_row(rows: Sequence[Sequence[Mark]], mark: Mark) -> int | None:
    """A row with room for all words, else a new one, else one where the words before get shorter or go.

    None where the mark has to lie on another.
    """
    if mark.of.lane in {"visits", "immunoglobulin"} and mark.end - mark.x < 1:
        return 0
    if not rows[0]:
        return 0
    for most in (math.inf, _LEAST_LABEL, 0.0):
        for index, row in enumerate(rows):
            if _right(row[-1], most) + GAP <= _left(mark):
                return index
        if len(rows) < ROWS:
            return len(rows)
    return None


def _with_room(row: Sequence[Mark], right: float, *, outside: bool) -> Iterable[Mark]:
    """Words end before the next mark of their row."""
    edges = [*(_left(mark) - GAP for mark in row[1:]), right]
    for mark, edge in zip(row, edges, strict=False):
        if outside or mark.words_x >= mark.end:
            room = min(mark.room, edge - mark.words_x)
            yield replace(mark, room=max(0.0, room))
        else:
            yield mark


def _with_details(lane: LaneMarks, right: float, words_width: WordsWidth) -> LaneMarks:
    """Details stand behind whole words, where nothing comes after them in the row."""
    if lane.lane not in {"infections", "toxicities"}:
        return lane
    marks = []
    for mark in lane.marks:
        after = [_left(each) - GAP for each in lane.marks if each.row == mark.row and each.x > mark.x]
        wanted = words_width(mark.of.detail) if mark.of.detail else 0.0
        begins = mark.words_x + mark.room + GAP
        fits = mark.room >= mark.wanted and begins + wanted <= min([right, *after])
        marks.append(replace(mark, detail=wanted) if wanted and fits else mark)
    return replace(lane, marks=tuple(marks))


def _axis(series: Series) -> Axis:
    limit = LIMITS[series.lab]
    points = tuple(Point(day, value, limit.is_low(value)) for day, value in series.values)
    runs: list[list[Point]] = [[points[0]]]
    for before, point in pairwise(points):
        if limit.fill is None or point.day - before.day - 1 <= limit.fill:
            runs[-1].append(point)
        else:
            runs.append([point])
    values = [float(point.value) for point in points]
    level = float(limit.value)
    lowest = max(level / _DECADES, min(level / 2, min(values) * 0.8)) if limit.logarithmic else 0.0
    return Axis(
        series.lab,
        UNITS[series.lab],
        limit,
        lowest,
        max(*values, level * 2.4) * 1.05,
        points,
        tuple(map(tuple, runs)),
    )
