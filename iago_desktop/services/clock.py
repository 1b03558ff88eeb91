"""Whether the computer's clock can be believed, and which day it is while it cannot.

A dead battery says 2019, a slip of the hand 2031.  Nothing can be written before the newest revision, before
the registry's newest receipt, or before this program was made; and hardly a year after all of them.  While
the clock is in doubt the day is only supposed (see supposed.py), work goes on, and signing waits until
somebody has typed which day it is.  The order is that of the chain and needs no clock.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from weakref import WeakKeyDictionary

from sqlmodel import Session, col, select

from iago_desktop import BUILT
from iago_desktop.bundle import ClockDoubt
from iago_desktop.dates import parse_date
from iago_desktop.errors import IagoError, InputError
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.receipt import Receipt
from iago_desktop.store import queries
from iago_desktop.store.transaction import Transaction
from iago_desktop.supposed import SupposedDay
from iago_desktop.tables import Bundle, Practice, Revision

_SLACK = timedelta(hours=2)
"""A clock that is set right by minutes, or a computer that thought itself one time zone further east."""
_LONG = timedelta(days=366)
"""So far ahead of everything known that a practice is asked once, even if it only paused."""
_SET = timedelta(days=1)
"""A step of the clock after which a day that was typed before says nothing any more."""
CONFIRMED, REGISTRY = "clock_confirmed", "clock_registry"
"""In Practice.chosen: the day a person said, what the clock showed, after which revision, by which
start of the program and how many seconds by the clock that nobody sets; the registry's time from its newest
receipt, and by how many days this computer was ahead of it."""

MAY_INSIST = frozenset({"today_before_newest", "today_too_far"})
"""What say_today() refuses once."""

Kind = Literal["behind", "set_back", "ahead", "ahead_of_registry", "as_said"]


@dataclass(frozen=True)
class Doubt:
    """`shows` is the computer's day, `known` what may be supposed: the latest moment that must have passed.

    `days`: by so many the clock was ahead of the registry, or of the day that was typed last (less than 0:
    behind it).
    """

    kind: Kind
    shows: date
    known: datetime
    by: Literal["entry", "registry", "program"] = "entry"
    days: int = 0

    @property
    def known_day(self) -> date:
        return self.known.astimezone().date()


@dataclass(frozen=True)
class _Known:
    """`ahead` of the registry, `wrong` by what a person said last: in days."""

    moment: datetime
    by: Literal["entry", "registry", "program"]
    ahead: int = 0
    wrong: int = 0


_READ: WeakKeyDictionary[Workspace, tuple[int, int, str]] = WeakKeyDictionary()
"""The newest time among the revisions after one number, up to another: read once, then only what is added."""


def look(workspace: Workspace) -> Doubt | None:
    """What is wrong with the clock.  While something is, `today` is typed or supposed."""
    if workspace.today_typed and abs(_step(workspace)) > _SET:
        workspace.today_typed = False  # somebody set it since
        _start_anew(workspace)
    if not workspace.today_typed:
        _remember(workspace)
    found = _doubt(workspace)
    if workspace.today_typed:
        return found
    if found is not None:
        workspace.off = found.known - workspace.now()
        workspace.today = lambda: _supposed(workspace.time())
    elif workspace.off or workspace.today is not workspace.calendar:
        workspace.off, workspace.today = timedelta(0), workspace.calendar
    return found


def must_ask(workspace: Workspace) -> bool:
    """Whether signing waits for today's date."""
    found = look(workspace)
    return found is not None and not workspace.today_typed


def check(workspace: Workspace) -> None:
    """Raises IagoError `clock_went_back`, `clock_far_ahead` where signing has to wait."""
    found = look(workspace)
    if found is not None and not workspace.today_typed:
        code = "clock_far_ahead" if found.kind.startswith("ahead") else "clock_went_back"
        raise IagoError(code, date=found.shows.strftime("%d.%m.%Y"))


def said(workspace: Workspace) -> date | None:
    """The day that a person typed for today."""
    return workspace.today() if workspace.today_typed else None


def for_bundle(workspace: Workspace) -> ClockDoubt | None:
    """What leaves with a bundle that is made while the clock is in doubt."""
    found = look(workspace)
    return ClockDoubt(shown=found.shows, said=said(workspace)) if found else None


def say_today(workspace: Workspace, typed: str, *, insists: bool = False) -> date:
    """Take the typed day for today until the program is closed; both days are kept in the practice.

    Raises InputError, also `today_before_newest` for a day on which more had been written already: whoever
    `insists` says that those entries were written by a wrong clock.
    """
    now = workspace.now()
    clock_day = now.astimezone().date()
    found = parse_date(
        typed,
        today=SupposedDay.fromordinal(clock_day.toordinal()),
        infusion=None,
        future=True,
        partial=False,
        calendar=True,
    ).date
    if found is None:
        raise InputError("date_must_be_full")
    day = found.first
    if day < BUILT:
        raise InputError("today_before_program", date=BUILT.strftime("%d.%m.%Y"))
    known = _known(workspace)
    newest = (known.moment - timedelta(days=known.ahead)).astimezone().date()
    if day < newest and not insists:
        raise InputError("today_before_newest", date=newest.strftime("%d.%m.%Y"))
    if day - newest > _LONG and abs(day - clock_day) > _SET and not insists:
        raise InputError("today_too_far", date=newest.strftime("%d.%m.%Y"))
    _believe(workspace, day - clock_day)
    _keep(workspace, now, day)
    return day


def take_receipt(transaction: Transaction, receipt: Receipt, row: Bundle) -> int:
    """Keep the registry's time; by how many days this computer was ahead of it when the bundle was made.

    A bundle is made before it arrives: what it says about its making lies at most a moment after the arrival.
    """
    arrived = datetime.fromisoformat(receipt.received_at)
    ahead = (date.fromisoformat(row.created) - arrived.date()).days
    ahead = ahead if ahead > 1 else 0  # one day: two clocks around midnight
    practice = transaction.session.get_one(Practice, 1)
    before = practice.chosen.get(REGISTRY)
    if before is None or before["at"] < receipt.received_at:
        practice.chosen = {**practice.chosen, REGISTRY: {"at": receipt.received_at, "ahead": ahead}}
        transaction.put_aside(practice)
    return ahead


def _doubt(workspace: Workspace) -> Doubt | None:
    now, known = workspace.now(), _known(workspace)
    shows = now.astimezone().date()
    if now < known.moment - _SLACK:
        return Doubt("behind", shows, known.moment, known.by)
    if (step := _step(workspace)) < -_SLACK:
        return Doubt("set_back", shows, now - step)
    if known.ahead:
        return Doubt("ahead_of_registry", shows, now - timedelta(days=known.ahead), "registry", known.ahead)
    if now > known.moment + _LONG:
        return Doubt("ahead", shows, known.moment, known.by)
    if known.wrong:
        return Doubt("as_said", shows, now - timedelta(days=known.wrong), days=known.wrong)
    return None


def _known(workspace: Workspace) -> _Known:
    """The latest moment that must have passed, and whose word that is."""
    with workspace.store.read() as session:
        practice = queries.practice(session)
        chosen = practice.chosen if practice else {}
        confirmed, registry = chosen.get(CONFIRMED, {}), chosen.get(REGISTRY, {})
        newest = _newest(workspace, session, confirmed.get("after", 0))
    found = [_Known(datetime.combine(BUILT, time()).astimezone(), "program")]
    if newest:
        found.append(_Known(datetime.fromisoformat(newest), "entry"))
    wrong = 0
    if confirmed:
        day = date.fromisoformat(confirmed["said"])
        found.append(_Known(datetime.combine(day, time()).astimezone(), "entry"))
        wrong = (datetime.fromisoformat(confirmed["clock"]).astimezone().date() - day).days
        if wrong < -_LONG.days:
            wrong = 0  # years behind, and not behind any more: it was set right, it did not run on for years
    if registry:
        found.append(_Known(datetime.fromisoformat(registry["at"]), "registry"))
    latest = max(found, key=lambda each: each.moment)
    return _Known(latest.moment, latest.by, registry.get("ahead", 0), wrong if abs(wrong) > 1 else 0)


def _newest(workspace: Workspace, session: Session, after: int) -> str:
    """The newest time of a revision; those up to `after` were written by a clock that a person corrected."""
    began, until, at = _READ.get(workspace, (after, after, ""))
    if began != after:
        began, until, at = after, after, ""
    last = _last(session)
    if last > until:
        question = select(Revision.at).order_by(col(Revision.at).desc()).limit(1)
        if until:  # else the index alone answers
            question = question.where(col(Revision.seq) > until)
        at = max(at, session.exec(question).first() or "")
    _READ[workspace] = began, last, at
    return at


def _keep(workspace: Workspace, now: datetime, day: date) -> None:
    with workspace.write("confirm_clock") as transaction:
        practice = transaction.session.get_one(Practice, 1)
        both = {
            "clock": now.isoformat(timespec="seconds"),
            "said": day.isoformat(),
            "after": _last(transaction.session),
            "ticks": int(workspace.elapsed()),
            "started": workspace.started,
        }
        # What the registry's time said about this clock is answered with it.
        chosen = {name: value for name, value in practice.chosen.items() if name != REGISTRY}
        practice.chosen = {**chosen, CONFIRMED: both}
        transaction.put_aside(practice)


def _remember(workspace: Workspace) -> None:
    """What was typed before the window was locked still holds, if the clock was not set since.

    Not by the clocks alone: a dead battery begins every morning at the same moment.
    """
    with workspace.store.read() as session:
        practice = queries.practice(session)
    confirmed = practice.chosen.get(CONFIRMED) if practice else None
    if not confirmed or confirmed.get("started") != workspace.started:
        return
    clock = datetime.fromisoformat(confirmed["clock"])
    passed, ticks = workspace.now() - clock, timedelta(seconds=workspace.elapsed() - confirmed["ticks"])
    if ticks >= timedelta(0) and abs(passed - ticks) < _SLACK:
        said_then = date.fromisoformat(confirmed["said"])
        off = said_then - clock.astimezone().date()
        if off:
            _believe(workspace, off)


def _believe(workspace: Workspace, off: timedelta) -> None:
    workspace.off = off
    workspace.today = lambda: workspace.time().astimezone().date()
    workspace.today_typed = True
    _start_anew(workspace)


def _last(session: Session) -> int:
    return session.exec(select(Revision.seq).order_by(col(Revision.seq).desc()).limit(1)).first() or 0


def _start_anew(workspace: Workspace) -> None:
    workspace.opened = workspace.now(), workspace.elapsed()


def _step(workspace: Workspace) -> timedelta:
    """By how much the clock went further than the time that passed, by a clock that nobody sets."""
    began, ticks = workspace.opened
    return workspace.now() - began - timedelta(seconds=workspace.elapsed() - ticks)


def _supposed(moment: datetime) -> SupposedDay:
    return SupposedDay.fromordinal(moment.astimezone().date().toordinal())
