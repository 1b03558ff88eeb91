"""Frequency, severity and persistence of every toxicity over the patients of the practice."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.rules import measures
from iago_desktop.rules.derive import Context
from iago_desktop.rules.episodes import Infection, episodes
from iago_desktop.rules.measures import Episode, Followed, Frequency, Persistence, Severity
from iago_desktop.services.course import course_of, readable
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Record, Treatment

INFECTION = "infection"
FOREVER = 15 * 366
"""The longest follow-up there is, in days."""
_SEVERE = 3


@dataclass(frozen=True)
class Scheme:
    """A way to cut the time after infusion, as publications do; every day belongs to one window."""

    id: str
    windows: tuple[tuple[int, int], ...]
    source: str


SCHEMES = (
    Scheme("iago", ((0, 30), (31, FOREVER)), "IAGO; EHA/EBMT"),
    Scheme("hill", ((0, 28), (29, 90), (91, FOREVER)), "Hill 2018, Maron 2022"),
    Scheme("long", ((0, 30), (31, 100), (101, 365), (366, FOREVER)), "late ICAHT; reviews"),
)


@dataclass(frozen=True)
class Line:
    """One toxicity in one window; persistence and severity are of the episodes that began in it.

    `severe` are those of grade 3 or more, `incidence` the probability of a first event from day 0 to the end
    of the window, `recurrences` infections that came back after their interval, at any time.
    """

    form: str
    frequency: Frequency
    severity: Severity
    persistence: Persistence
    severe: int
    incidence: float
    recurrences: int = 0


@dataclass(frozen=True)
class Overview:
    """One window; the most frequent toxicity first."""

    window: tuple[int, int]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Course:
    """One treatment: the last day that counts, and what happened until then, by form."""

    end: int
    died: bool
    episodes: Mapping[str, Sequence[Episode]]
    recurrences: int


@dataclass(frozen=True)
class Cohort:
    """Treatments of the practice; `not_followed` without a contact after the infusion are counted nowhere."""

    courses: tuple[Course, ...]
    not_followed: int


def cohort(
    workspace: Workspace, step: Callable[[int, int], bool] = lambda _done, _all: True
) -> Cohort | None:
    """Reads every treatment once.  `step` hears how far it is and says whether to go on; else None."""
    courses: list[Course] = []
    without = 0
    with workspace.store.read() as session:
        intervals = intervals_of(workspace.catalogue)
        treatments = queries.all_treatments(session)
        for done, treatment in enumerate(treatments):
            if not step(done, len(treatments)):
                return None
            found = _course(session, workspace.catalogue, treatment, intervals)
            if found is None:
                without += 1
            else:
                courses.append(found)
    return Cohort(tuple(courses), without)


def overview(of: Cohort, window: tuple[int, int]) -> Overview:
    """Toxicities with an event that began in the window."""
    forms = sorted({form for each in of.courses for form in each.episodes})
    lines = [_line(form, of.courses, window) for form in forms]
    lines = [line for line in lines if line.frequency.events]
    lines.sort(key=lambda line: (-line.frequency.affected, -line.frequency.events, line.form))
    return Overview(window, tuple(lines))


def _line(form: str, courses: Sequence[Course], window: tuple[int, int]) -> Line:
    first, last = window
    followed = [Followed(each.end, each.died, tuple(each.episodes.get(form, ()))) for each in courses]
    inside = [
        Followed(
            each.end,
            each.died,
            tuple(e for e in each.episodes if e.onset is not None and first <= e.onset <= last),
        )
        for each in followed
    ]
    severity = measures.severity(inside)
    return Line(
        form,
        measures.frequency(followed, first, last),
        severity,
        measures.persistence(inside),
        sum(number for grade, number in severity.by_episode.items() if grade >= _SEVERE),
        measures.cumulative_incidence(followed, last)[0],
        sum(each.recurrences for each in courses) if form == INFECTION else 0,
    )


def _course(
    session: Session, catalogue: Catalogue, treatment: Treatment, intervals: Mapping[str, int]
) -> Course | None:
    records = readable(queries.records_of_treatment(session, treatment.id), catalogue)
    _, context = course_of(session, catalogue, treatment, records)
    end = end_of_counting(context)
    if end is None or end < 0:
        return None
    found: dict[str, list[Episode]] = defaultdict(list)
    infections = [each for each in records if each.form == INFECTION]
    for each in records:
        kind = catalogue.form(each.form, each.form_version).kind
        if each.form != INFECTION and kind == "toxicity" and _grade(each) != 0:
            found[each.form].append(_episode((each,)))
    recurrences = 0
    by_id = {each.id: each for each in infections}
    for chain in episodes(map(infection_of, infections), intervals):
        found[INFECTION].append(_episode(by_id[each.id] for each in chain.members))
        recurrences += chain.recurs
    return Course(end, context.died == end, dict(found), recurrences)


def end_of_counting(context: Context) -> int | None:
    """The first of death, progression, next therapy, second infusion, else the last contact."""
    ends = (context.died, context.progression, context.next_therapy, context.second_infusion)
    known = [day for day in (*ends, context.last_contact) if day is not None]
    return min(known, default=None)


def _episode(members: Iterable[Record]) -> Episode:
    rows = list(members)
    exact = (Days(row.onset_from, row.onset_to).exact for row in rows)
    onsets = [day for day in exact if day is not None]
    resolved = [row.resolved_to for row in rows]
    grades = [grade for row in rows if (grade := _grade(row)) is not None]
    ended = [day for day in resolved if day is not None]
    return Episode(
        min(onsets, default=None),
        max(ended) if len(ended) == len(rows) else None,
        max(grades, default=None),
    )


def _grade(row: Record) -> int | None:
    """What a person confirmed counts before what the rule says."""
    return row.grade_confirmed if row.grade_confirmed is not None else row.grade


def infection_of(row: Record) -> Infection:
    organisms = row.answers.get("organisms", {}).get("value") or []
    codes = {each.get("organism", {}).get("value") for each in organisms}
    sites = row.answers.get("sites", {}).get("value") or []
    outcome = row.answers.get("outcome", {}).get("value")
    return Infection(
        row.id,
        frozenset(code for code in codes if isinstance(code, str)),
        frozenset(site for site in sites if isinstance(site, str)),
        Days(row.onset_from, row.onset_to).exact,
        Days(row.resolved_from, row.resolved_to).exact,
        outcome in ("resolved", "sequelae"),
        row.answers.get("disseminated", {}).get("value") == "yes",
    )


def intervals_of(catalogue: Catalogue) -> dict[str, int]:
    """Days per organism, where the source names them."""
    entries = catalogue.codes("organisms").entries
    return {entry.code: entry.interval for entry in entries if entry.interval is not None}
