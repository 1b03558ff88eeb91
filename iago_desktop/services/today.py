"""All that Today shows, read at once."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import func, select

from iago_desktop.services import agenda, backup, exchange, questions, sheets, withdrawal
from iago_desktop.services.agenda import DraftLine, SignLine, VisitLine
from iago_desktop.services.backup import BackupState
from iago_desktop.services.desks import elsewhere
from iago_desktop.services.exchange import LedgerRow, Waiting
from iago_desktop.services.questions import QuestionLine
from iago_desktop.services.withdrawal import Withdrawal
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Treatment

_MANY = 300
_WORKING_DAYS = 5


@dataclass(frozen=True, repr=False)
class Today:
    """`week` is Monday to Friday with the number of visits aimed at that day; `bundles` the newest two.

    `waiting` is None as long as it is not counted.
    """

    day: date
    visits: tuple[VisitLine, ...]
    drafts: tuple[DraftLine, ...]
    to_sign: tuple[SignLine, ...]
    questions: tuple[QuestionLine, ...]
    waiting: Waiting | None
    bundles: tuple[LedgerRow, ...]
    backup: BackupState
    week: tuple[tuple[date, int], ...]
    withdrawals: tuple[Withdrawal, ...] = ()  # that the registry has not confirmed
    drill: bool = False  # it is a year since this person's recovery sheet was tried


def takes_a_while(workspace: Workspace) -> bool:
    """Whether the practice is so large that the window should not wait for today()."""
    with workspace.store.read() as session:
        return session.exec(select(func.count()).select_from(Treatment)).one() > _MANY


def today(workspace: Workspace, *, count: bool = True) -> Today:
    """To `count` what is open in each draft, and what may leave, takes longer than all the rest."""
    every = agenda.visits(workspace)
    day = workspace.today()
    monday = day - timedelta(days=day.weekday())
    week = [monday + timedelta(days=each) for each in range(_WORKING_DAYS)]
    return Today(
        day=day,
        visits=tuple(line for line in every if line.visit.state != "planned"),
        drafts=agenda.drafts(workspace, count=count),
        to_sign=agenda.to_sign(workspace),
        questions=questions.open_questions(workspace),
        waiting=exchange.waiting(workspace) if count else None,
        bundles=exchange.ledger(workspace)[:2],
        backup=backup.state(workspace),
        withdrawals=() if _is_second(workspace) else withdrawal.under_way(workspace),
        drill=sheets.drill_is_due(workspace),
        week=tuple((each, sum(line.on == each for line in every)) for each in week),
    )


def _is_second(workspace: Workspace) -> bool:
    """A computer from which no bundle leaves does not know what has left."""
    with workspace.store.read() as session:
        return bool(elsewhere(session))


def counted(workspace: Workspace, found: Today) -> Today:
    return replace(found, drafts=agenda.drafts(workspace), waiting=exchange.waiting(workspace))
