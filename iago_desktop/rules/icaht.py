"""Days at or below a limit in a series of daily values, as the published algorithm of ICAHT counts them.

Rejeski et al., Blood 2023;142:865, with the day count of the authors' code; nothing is rounded, and every
comparison is exact.  Each number of it is a parameter, so that T-ICAHT (Blood 2025), whose paper and
code differ from each other, is counted by the same functions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise


@dataclass(frozen=True)
class Rule:
    """What counts as low, how long a gap is filled and how long a recovery is bridged, in days."""

    limit: Decimal
    inclusive: bool = True
    fill: int = 7
    bridge: int = 2


@dataclass(frozen=True)
class Run:
    """Low days in a row, with the recoveries bridged between them."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start + 1


def every_day(measured: Mapping[int, Decimal], first: int, last: int, fill: int) -> dict[int, Fraction]:
    """A value for each day from `first` to `last` that was measured or may be filled.

    Up to `fill` missing days in a row lie on the line between their neighbours; at either end they take the
    nearest value.  Longer stretches stay empty.
    """
    days = sorted(day for day in measured if first <= day <= last)
    if not days:
        return {}
    values = {day: Fraction(measured[day]) for day in days}
    for left, right in pairwise(days):
        if right - left - 1 <= fill:
            step = (values[right] - values[left]) / (right - left)
            values |= {day: values[left] + step * (day - left) for day in range(left + 1, right)}
    if days[0] - first <= fill:
        values |= dict.fromkeys(range(first, days[0]), values[days[0]])
    if last - days[-1] <= fill:
        values |= dict.fromkeys(range(days[-1] + 1, last + 1), values[days[-1]])
    return values


def low_days(values: Mapping[int, Fraction], rule: Rule) -> list[int]:
    limit = Fraction(rule.limit)
    return sorted(
        day for day, value in values.items() if value < limit or (rule.inclusive and value == limit)
    )


def runs(low: list[int], bridge: int) -> list[Run]:
    """Low days joined over at most `bridge` days between them; `low` in order."""
    found: list[Run] = []
    for day in low:
        if found and day - found[-1].end - 1 <= bridge:
            found[-1] = Run(found[-1].start, day)
        else:
            found.append(Run(day, day))
    return found


def longest(measured: Mapping[int, Decimal], first: int, last: int, rule: Rule) -> int:
    """Days of the longest joined run."""
    return max((run.length for run in _joined(measured, first, last, rule)), default=0)


def total(measured: Mapping[int, Decimal], first: int, last: int, rule: Rule) -> int:
    """Days of all runs together; a bridged recovery counts."""
    return sum(run.length for run in _joined(measured, first, last, rule))


def touches_gap(measured: Mapping[int, Decimal], first: int, last: int, rule: Rule) -> bool:
    """Whether days that could not be filled lie beside a low day: the count is then a lower bound."""
    values = every_day(measured, first, last, rule.fill)
    return any(
        first <= beside <= last and beside not in values
        for day in low_days(values, rule)
        for beside in (day - 1, day + 1)
    )


def never_recovered(
    measured: Mapping[int, Decimal], first: int, last: int, rule: Rule, start_by: int
) -> bool:
    """Whether a run that starts by day `start_by` lasts to the last day."""
    return any(run.start <= start_by and run.end == last for run in _joined(measured, first, last, rule))


def interpolated(measured: Mapping[int, Decimal], first: int, last: int, fill: int) -> int:
    """Days that have a value and were not measured."""
    values = every_day(measured, first, last, fill)
    return sum(day not in measured for day in values)


def _joined(measured: Mapping[int, Decimal], first: int, last: int, rule: Rule) -> list[Run]:
    return runs(low_days(every_day(measured, first, last, rule.fill), rule), rule.bridge)
