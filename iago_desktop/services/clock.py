"""Whether the computer's clock has gone back behind what was written here before.

A dead battery says 2020.  The chain of revisions knows better: nothing can be written before the newest
revision.  Signing then waits until somebody has typed which day it is.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from iago_desktop.dates import parse_date
from iago_desktop.errors import IagoError, InputError
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Practice, Revision

_SLACK = timedelta(hours=2)
"""A clock that is set right by minutes, or a computer that thought itself one time zone further east."""
CONFIRMED = "clock_confirmed"
"""In Practice.chosen: what the clock showed, and which day a person said it was."""


@dataclass(frozen=True)
class ClockBack:
    """`shows` is the computer's day, `newest` that of the last thing written."""

    shows: date
    newest: date


def gone_back(workspace: Workspace) -> ClockBack | None:
    """None as long as the clock is not behind the newest revision."""
    with workspace.store.read() as session:
        newest = _newest(session)
    now = workspace.now()
    if newest is None or now >= newest - _SLACK:
        return None
    return ClockBack(now.astimezone().date(), newest.astimezone().date())


def must_ask(workspace: Workspace) -> bool:
    """Whether signing waits for today's date."""
    return not workspace.today_typed and gone_back(workspace) is not None


def check(workspace: Workspace) -> None:
    """Raises IagoError `clock_went_back` where signing has to wait."""
    found = None if workspace.today_typed else gone_back(workspace)
    if found is not None:
        raise IagoError("clock_went_back", date=found.shows.strftime("%d.%m.%Y"))


def say_today(workspace: Workspace, typed: str) -> date:
    """Take the typed day for today until the program is closed; both days are kept in the practice.

    Raises InputError, also `today_before_newest` for a day on which more had been written already.
    """
    back = gone_back(workspace)
    earliest = back.newest if back else date.min
    found = parse_date(
        typed,
        today=max(workspace.today(), earliest),
        infusion=None,
        future=True,
        partial=False,
        calendar=True,
    ).date
    if found is None:
        raise InputError("date_must_be_full")
    if found.first < earliest:
        raise InputError("today_before_newest", date=earliest.strftime("%d.%m.%Y"))
    ahead = found.first - workspace.now().astimezone().date()
    workspace.today = lambda: workspace.now().astimezone().date() + ahead
    workspace.today_typed = True
    _keep(workspace, found.first)
    return found.first


def _keep(workspace: Workspace, said: date) -> None:
    with workspace.write("confirm_clock") as transaction:
        practice = transaction.session.get(Practice, 1)
        if practice is not None:
            both = {"clock": workspace.now().isoformat(timespec="seconds"), "said": said.isoformat()}
            practice.chosen = {**practice.chosen, CONFIRMED: both}
            transaction.put_aside(practice)


def _newest(session: Session) -> datetime | None:
    at = session.exec(select(Revision.at).order_by(col(Revision.seq).desc()).limit(1)).first()
    return datetime.fromisoformat(at) if at else None
