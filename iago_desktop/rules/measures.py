"""How often, how severe, how long: the measures of a toxicity over the patients of a practice.

Days are days after the infusion.  Counting ends at death, progression, next therapy, second infusion or last
contact, whichever comes first (clinical reference, sections 0 and 6).
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

Z = 1.959963984540054
"""Two-sided 95 %."""
YEAR = 365.25
_HALF = 0.5
PERSISTS_AT = (30, 100, 180, 365)


@dataclass(frozen=True)
class Episode:
    """One continuous event with its worst grade; `resolved` is None while it goes on."""

    onset: int | None
    resolved: int | None = None
    grade: int | None = None


@dataclass(frozen=True)
class Followed:
    """One patient: the last day that counts, whether death is what ended it, and the episodes."""

    end: int
    died: bool = False
    episodes: tuple[Episode, ...] = ()


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % confidence interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Frequency:
    """Patients affected of those followed, events, days at risk; None where nothing was at risk."""

    patients: int
    affected: int
    events: int
    days_at_risk: int
    share: Interval | None
    per_100_days: Interval | None
    per_year: Interval | None


def frequency(followed: Sequence[Followed], first: int, last: int) -> Frequency:
    """Within the window [first, last], both days included; Wilson and exact Poisson intervals."""
    at_risk = [each for each in followed if each.end >= first]
    days = sum(min(last, each.end) - first + 1 for each in at_risk)
    counts = [
        sum(_within(episode, first, min(last, each.end)) for episode in each.episodes) for each in at_risk
    ]
    affected, events = sum(count > 0 for count in counts), sum(counts)
    low, high = poisson(events)
    return Frequency(
        patients=len(at_risk),
        affected=affected,
        events=events,
        days_at_risk=days,
        share=wilson(affected, len(at_risk)) if at_risk else None,
        per_100_days=_rate(events, low, high, days, 100) if days else None,
        per_year=_rate(events, low, high, days, YEAR) if days else None,
    )


def _within(episode: Episode, first: int, last: int) -> bool:
    return episode.onset is not None and first <= episode.onset <= last


def _rate(events: int, low: float, high: float, days: int, per: float) -> Interval:
    return Interval(events / days * per, low / days * per, high / days * per)


def wilson(count: int, total: int) -> Interval:
    """Score interval of a share; `total` above 0."""
    share, squared = count / total, Z * Z
    middle = (share + squared / (2 * total)) / (1 + squared / total)
    reach = Z / (1 + squared / total) * math.sqrt(share * (1 - share) / total + squared / (4 * total * total))
    return Interval(share, max(0.0, middle - reach), min(1.0, middle + reach))


def poisson(events: int) -> tuple[float, float]:
    """Exact 95 % bounds of a count."""
    top = events + 10 * math.sqrt(events + 1) + 20
    low = _solve(lambda rate: _at_most(events - 1, rate) - 0.975, 0.0, top) if events else 0.0
    return low, _solve(lambda rate: _at_most(events, rate) - 0.025, 0.0, top)


def _at_most(count: int, rate: float) -> float:
    """Probability of no more than `count` events."""
    if count < 0:
        return 0.0
    if rate == 0:
        return 1.0
    logs = [k * math.log(rate) - math.lgamma(k + 1) - rate for k in range(count + 1)]
    return math.fsum(math.exp(each) for each in logs)


def _solve(falling: Callable[[float], float], low: float, high: float) -> float:
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2


def cumulative_incidence(followed: Sequence[Followed], day: int) -> tuple[float, float]:
    """Probability of a first event, and of death without one, by `day`: Aalen-Johansen.

    On one day an event comes before death, and death before the end of follow-up.
    """
    times: dict[int, list[int]] = {}
    for each in followed:
        onsets = [e.onset for e in each.episodes if e.onset is not None and 0 <= e.onset <= each.end]
        time, kind = (min(onsets), 0) if onsets else (each.end, 1 if each.died else 2)
        if time >= 0:
            times.setdefault(time, [0, 0, 0])[kind] += 1
    at_risk = sum(sum(counts) for counts in times.values())
    free, event, death = 1.0, 0.0, 0.0
    for time in sorted(times):
        if time > day or not at_risk:
            break
        first, died, censored = times[time]
        event += free * first / at_risk
        death += free * died / at_risk
        free *= 1 - (first + died) / at_risk
        at_risk -= first + died + censored
    return event, death


@dataclass(frozen=True)
class Persistence:
    """How long episodes last.

    `median_days` by Kaplan-Meier, None while fewer than half have ended; `unresolved` and `still_followed`
    count the episodes that were watched until each day of PERSISTS_AT after their onset.
    """

    episodes: int
    ended: int
    median_days: int | None
    unresolved: dict[int, int]
    still_followed: dict[int, int]


def persistence(followed: Sequence[Followed]) -> Persistence:
    """Duration = end - onset + 1; going on at the last counted day is censored there."""
    spans: list[tuple[int, bool]] = []
    for each in followed:
        for episode in each.episodes:
            if episode.onset is None or episode.onset > each.end:
                continue
            ended = episode.resolved is not None and episode.resolved <= each.end
            last = episode.resolved if ended and episode.resolved is not None else each.end
            spans.append((last - episode.onset + 1, ended))
    unresolved = {day: sum(length > day for length, _ in spans) for day in PERSISTS_AT}
    watched = {day: sum(length > day or ended for length, ended in spans) for day in PERSISTS_AT}
    return Persistence(len(spans), sum(ended for _, ended in spans), _median(spans), unresolved, watched)


def _median(spans: Iterable[tuple[int, bool]]) -> int | None:
    ordered = sorted(spans)
    left, going = len(ordered), 1.0
    for length in sorted({each for each, _ in ordered}):
        ended = sum(each == length and done for each, done in ordered)
        going *= 1 - ended / left
        if going <= _HALF:
            return length
        left -= sum(each == length for each, _ in ordered)
    return None


@dataclass(frozen=True)
class Severity:
    """Grade -> number, by episode and by the worst of each patient; `ungraded` episodes have none yet."""

    by_episode: dict[int, int]
    by_patient: dict[int, int]
    ungraded: int
    median_onset: float | None
    onset_range: tuple[int, int] | None


def severity(followed: Sequence[Followed]) -> Severity:
    graded = [e.grade for each in followed for e in each.episodes if e.grade is not None]
    worst = [
        max(grades)
        for each in followed
        if (grades := [e.grade for e in each.episodes if e.grade is not None])
    ]
    onsets = [e.onset for each in followed for e in each.episodes if e.onset is not None]
    return Severity(
        by_episode={grade: graded.count(grade) for grade in sorted(set(graded))},
        by_patient={grade: worst.count(grade) for grade in sorted(set(worst))},
        ungraded=sum(e.grade is None for each in followed for e in each.episodes),
        median_onset=median(onsets) if onsets else None,
        onset_range=(min(onsets), max(onsets)) if onsets else None,
    )
