"""Whether the database is whole: its pages at every start, everything once a week.

At the start `PRAGMA quick_check` (0.2 s for 28 MB) and the head of the history against the witness; once a
week every page's MAC, the whole history with its signatures, and every row against its history.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from iago_desktop.services import mending
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.agreement import differences
from iago_desktop.store.verify import verify_chain

EVERY = timedelta(days=7)
CHECKED = "checked"
"""In Practice.chosen: the day of the last whole check, and what was wrong then."""

Progress = Callable[[int, int], None]
"""Told how much of how much is done; may raise to have it stopped."""


@dataclass(frozen=True)
class Checked:
    """`pages` is how many are damaged; `entry` the first of the history that does not hold, and `why`.

    `rows` is how many rows do not follow from their history; they are marked (see mending).
    """

    day: date
    pages: int = 0
    entry: int | None = None
    why: str = ""
    rows: int = 0

    @property
    def holds(self) -> bool:
        return not self.pages and self.entry is None and not self.rows


def is_due(workspace: Workspace) -> bool:
    """Whether a week has passed since the last whole check; the first is due at once."""
    last = last_check(workspace)
    if workspace.training or workspace.sealed is not None:
        return False
    return last is None or abs(workspace.today() - last.day) >= EVERY


def last_check(workspace: Workspace) -> Checked | None:
    with workspace.store.read() as session:
        practice = queries.practice(session)
    match practice.chosen.get(CHECKED) if practice else None:
        case {"day": str(day), "pages": int(pages), "entry": entry, "why": str(why), "rows": int(rows)}:
            return Checked(date.fromisoformat(day), pages, entry, why, rows)
    return None


def check(workspace: Workspace, progress: Progress | None = None) -> Checked:
    """Everything.  Seconds for a large practice: for another thread.  Raises StoreError."""
    if pages := workspace.store.damaged_pages():
        # Read any further it would only stop; the next start leads to the rescue.
        return _keep(workspace, Checked(workspace.today(), pages))
    with workspace.store.read() as session:
        chain = verify_chain(session, progress)
        # What is no longer the history that was signed says nothing about the rows.
        differing = tuple(differences(session, progress)) if chain.holds else ()
    if chain.holds:
        mending.mark(workspace, differing)
    rows = len({each.id for each in differing})
    return _keep(workspace, Checked(workspace.today(), 0, chain.wrong, chain.why, rows))


def accept_history(workspace: Workspace) -> None:
    """A person has compared the newest entries: from here on the witness follows this database.

    One entry says what the witness had against it.  Raises StoreError.
    """
    warning = workspace.store.warning
    if warning is None:
        return
    with workspace.write("accept_history") as transaction:
        transaction.note(warning=warning.code, **warning.details)
    workspace.store.accept_history()


def _keep(workspace: Workspace, found: Checked) -> Checked:
    with workspace.write("check_integrity") as transaction:
        practice = queries.practice(transaction.session)
        if practice is not None:
            transaction.note(**_as_json(found))
            practice.chosen = {**practice.chosen, CHECKED: _as_json(found)}
            transaction.put_aside(practice)
    return found


def _as_json(found: Checked) -> dict[str, Any]:
    return {
        "day": found.day.isoformat(),
        "entry": found.entry,
        "pages": found.pages,
        "rows": found.rows,
        "why": found.why,
    }
