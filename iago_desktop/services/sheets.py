"""The printed recovery sheet of a person: a new one, whether one is due, and the yearly drill."""

import secrets
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from iago_desktop.errors import InputError
from iago_desktop.services import data_key
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import recovery_code
from iago_desktop.signing.keystore import Argon, strongest_here
from iago_desktop.store import queries
from iago_desktop.store.transaction import Transaction
from iago_desktop.tables import Practice

ASKED_GROUPS = 3
DRILL_AFTER = timedelta(days=365)
DRILLS = "recovery_drills"
"""In Practice.chosen: user id -> ISO date on which the sheet was made or last found right."""
DUE = "recovery_sheets_due"
"""In Practice.chosen: the users whose sheet was used and is to be replaced."""


def asked_groups() -> tuple[int, ...]:
    """Which of the six groups are typed back from paper."""
    return tuple(sorted(secrets.SystemRandom().sample(range(6), ASKED_GROUPS)))


class NewSheet:
    """Six groups for one's own recovery sheet.  The sheet before is void when they are typed back.

    Slow on purpose.  With `password` it is asked again; without, whoever opened has just proved it.
    Raises UnlockError `old_password_wrong`, `unlock_waits`.
    """

    def __init__(self, workspace: Workspace, password: str | None = None, argon: Argon | None = None) -> None:
        if password is not None:
            data_key.ask_again(workspace, password)
        self._workspace = workspace
        keystore = data_key.keystore_of(workspace)
        drawn, self._slot = keystore.draw_sheet(workspace.unlocked, argon or strongest_here())
        self.groups = tuple(drawn)
        self.asked = asked_groups()
        self.practice = ", ".join(filter(None, (workspace.practice_name, workspace.place)))

    def confirm(self, typed: Mapping[int, str]) -> None:
        """Raises InputError with the number of a wrong group; then the sheet before is still right."""
        for index in self.asked:
            if not recovery_code.same_group(typed.get(index, ""), self.groups[index]):
                raise InputError("recovery_group_differs", number=index + 1)
        workspace, user = self._workspace, self._workspace.user.id
        with data_key.both(workspace, "new_recovery_sheet") as (keystore, transaction):
            note_sheet(transaction, user, workspace.today())
            keystore.keep_sheet(workspace.unlocked, self._slot)


def sheet_is_due(workspace: Workspace) -> bool:
    """Whether this person's sheet was used and is to be replaced before anything else."""
    return workspace.user.id in _chosen(workspace).get(DUE, ())


def drill_is_due(workspace: Workspace) -> bool:
    """Whether this person has a sheet that nobody made or tried for a year."""
    last = last_drill(workspace)
    if workspace.training or (last is not None and workspace.today() - last < DRILL_AFTER):
        return False
    return has_sheet(workspace)


def last_drill(workspace: Workspace) -> date | None:
    """When this person's sheet was made or last found right."""
    last = _chosen(workspace).get(DRILLS, {}).get(workspace.user.id)
    return date.fromisoformat(last) if last else None


def has_sheet(workspace: Workspace) -> bool:
    return data_key.keystore_of(workspace).has_sheet(workspace.user.id)


def try_sheet(workspace: Workspace, code: str) -> bool:
    """The yearly drill: whether the sheet in the cupboard is this person's newest.  Opens nothing.

    Raises UnlockError `recovery_incomplete`, `recovery_typo`: nothing was tried.
    """
    fits = data_key.keystore_of(workspace).is_sheet_of(workspace.user.id, code)
    with workspace.write("try_recovery_sheet") as transaction:
        transaction.note(fits=fits)
        if fits:
            note_sheet(transaction, workspace.user.id, workspace.today(), is_new=False)
    return fits


def note_sheet(transaction: Transaction, user_id: str, day: date, *, is_new: bool = True) -> None:
    """This person's sheet is the right one as of this day; after a new one, none is due."""

    def change(chosen: dict[str, Any]) -> None:
        chosen[DRILLS] = {**chosen.get(DRILLS, {}), user_id: day.isoformat()}
        if is_new:
            chosen[DUE] = [each for each in chosen.get(DUE, ()) if each != user_id]

    _change(transaction, change)


def note_used(transaction: Transaction, user_id: str) -> None:
    """This person came in by the sheet: it is to be replaced."""

    def change(chosen: dict[str, Any]) -> None:
        chosen[DUE] = sorted({*chosen.get(DUE, ()), user_id})

    _change(transaction, change)


def _chosen(workspace: Workspace) -> Mapping[str, Any]:
    with workspace.store.read() as session:
        practice = queries.practice(session)
    return practice.chosen if practice else {}


def _change(transaction: Transaction, change: Callable[[dict[str, Any]], None]) -> None:
    practice = transaction.session.get_one(Practice, 1)
    chosen = dict(practice.chosen)
    change(chosen)
    practice.chosen = chosen
    transaction.put_aside(practice)
