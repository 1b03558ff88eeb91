"""How one toxicity of one patient is identified: its windows, how long it lasts, whether it came back."""

from dataclasses import dataclass

from iago_desktop.dates import Days
from iago_desktop.rules.episodes import Relation, relation
from iago_desktop.rules.measures import PERSISTS_AT
from iago_desktop.services.course import course_of
from iago_desktop.services.measures import (
    INFECTION,
    SCHEMES,
    Scheme,
    end_of_counting,
    infection_of,
    intervals_of,
)
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Record, Treatment


@dataclass(frozen=True)
class Related:
    """An earlier infection with the same organism."""

    record: str
    onset: int | None
    relation: Relation


@dataclass(frozen=True)
class Identification:
    """Days after infusion; empty or None where a date is not exactly known.

    `windows` are those of the onset by scheme.  `days` is the duration, both days counted; while it goes
    on (`ended` false) it is what has been seen until `counted_until`, the last day that counts.  `persists`
    says for 30, 100, 180 and 365 days after onset whether it was still there; days that nobody has watched
    are not in it.
    """

    windows: tuple[tuple[Scheme, tuple[int, int]], ...]
    days: int | None
    ended: bool
    counted_until: int | None
    persists: dict[int, bool]
    related: tuple[Related, ...]


def identification(workspace: Workspace, record_id: str) -> Identification:
    """Raises KeyError for a record that is not there."""
    with workspace.store.read() as session:
        record = session.get(Record, record_id)
        treatment = session.get(Treatment, record.treatment_id) if record else None
        if record is None or treatment is None:
            raise KeyError(record_id)
        rows = queries.records_of_treatment(session, treatment.id)
        _, context = course_of(session, workspace.catalogue, treatment, rows)
    until = end_of_counting(context)
    onset = Days(record.onset_from, record.onset_to).exact
    resolved = record.resolved_to
    if onset is None:
        return Identification((), None, resolved is not None, until, {}, ())
    last = resolved if resolved is not None else until
    days = last - onset + 1 if last is not None and last >= onset else None
    return Identification(
        _windows(onset),
        days,
        resolved is not None,
        until,
        _persists(days, ended=resolved is not None),
        _related(record, rows, intervals_of(workspace.catalogue)) if record.form == INFECTION else (),
    )


def _windows(onset: int) -> tuple[tuple[Scheme, tuple[int, int]], ...]:
    return tuple(
        (scheme, window) for scheme in SCHEMES for window in scheme.windows if window[0] <= onset <= window[1]
    )


def _persists(days: int | None, *, ended: bool) -> dict[int, bool]:
    if days is None:
        return {}
    return {at: days > at for at in PERSISTS_AT if ended or days > at}


def _related(record: Record, rows: list[Record], intervals: dict[str, int]) -> tuple[Related, ...]:
    this = infection_of(record)
    found = []
    for other in rows:
        if other.id == record.id or other.form != INFECTION or other.status == "withdrawn":
            continue
        earlier = infection_of(other)
        if this.onset is None or earlier.onset is None or (earlier.onset, earlier.id) > (this.onset, this.id):
            continue
        how = relation(earlier, this, intervals)
        if how in ("same_episode", "recurrence"):
            found.append(Related(other.id, earlier.onset, how))
    return tuple(sorted(found, key=lambda each: -(each.onset or 0)))
