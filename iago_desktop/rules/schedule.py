"""Which visit comes next: the date that was agreed, else the follow-up schedule.

Days are days after the infusion.  A planned visit counts as done when a visit was made within its window.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from iago_desktop.definitions.model import PlannedVisit

CLOSES_SOON = 7
"""An open window that has no more days than these left is told even if a later date was agreed."""

State = Literal["planned", "due", "overdue"]


@dataclass(frozen=True)
class NextVisit:
    """`planned` is the window that `day` lies in, if any; `agreed` says that the day was typed at a visit.

    `overdue`: the window closed, or the agreed day passed, without a visit.
    """

    day: int
    state: State
    planned: PlannedVisit | None
    agreed: bool = False
    closes_in: int | None = None

    @property
    def closes_soon(self) -> bool:
        return self.state != "planned" and self.closes_in is not None and self.closes_in <= CLOSES_SOON


def next_visit(
    schedule: Sequence[PlannedVisit],
    today: int | None,
    visits: Iterable[int] = (),
    agreed: int | None = None,
    *,
    ended: bool = False,
) -> NextVisit | None:
    """`agreed` is the next date typed at the last visit.  None after the end, or without an infusion date.

    Of several windows that closed since the last visit only the newest is overdue, and an open one takes its
    place.
    """
    if today is None or ended:
        return None
    last_visit = max(visits, default=None)
    ahead = [each for each in schedule if last_visit is None or last_visit < each.first]
    open_now = next((each for each in ahead if each.first <= today <= each.last), None)
    if agreed is not None and (last_visit is None or agreed > last_visit):
        if agreed > today and open_now is not None and open_now.last - today <= CLOSES_SOON:
            return _of_window(open_now, today)
        return _of_agreed(ahead, agreed, today)
    if open_now is not None:
        return _of_window(open_now, today)
    closed = [each for each in ahead if each.last < today]
    coming = [each for each in ahead if each.first > today]
    chosen = closed[-1] if closed else coming[0] if coming else None
    return _of_window(chosen, today) if chosen else None


def _of_window(planned: PlannedVisit, today: int) -> NextVisit:
    if today > planned.last:
        return NextVisit(planned.target, "overdue", planned)
    state: State = "due" if today >= planned.first else "planned"
    return NextVisit(planned.target, state, planned, closes_in=planned.last - today)


def _of_agreed(ahead: Sequence[PlannedVisit], agreed: int, today: int) -> NextVisit:
    planned = next((each for each in ahead if each.first <= agreed <= each.last), None)
    state: State = "due" if agreed == today else "overdue" if agreed < today else "planned"
    left = planned.last - today if planned and planned.last >= today else None
    return NextVisit(agreed, state, planned, agreed=True, closes_in=left)
