"""Where the window stood when it was locked, or when the power went: in the encrypted database only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Draft, Stopped


@dataclass(frozen=True)
class CutOff:
    """The draft in which somebody was when the program ended without being closed."""

    draft: str
    patient_id: str
    form: str
    form_version: int
    field: str
    saved_at: datetime


def keep(workspace: Workspace, place: Mapping[str, Any]) -> None:
    """For the next unlock by the same person.  Raises StoreError."""
    with workspace.write("lock") as transaction:
        transaction.put_aside(Stopped(user=workspace.user.id, place=dict(place)))


def take(workspace: Workspace) -> dict[str, Any]:
    """Where this person stopped, told once; {} where somebody else did, or nobody.  Raises StoreError."""
    with workspace.store.read() as session:
        kept = session.get(Stopped, 1)
    if kept is None or kept.user != workspace.user.id:
        return {}
    with workspace.write("unlock_place") as transaction:
        transaction.drop_aside(kept)
    return kept.place


def cut_off(workspace: Workspace) -> CutOff | None:
    """Where this person was when the program was killed or the power went; one entry says that it happened.

    Told once; None where it was closed, or where nobody was in a form.  Raises StoreError.
    """
    lock = workspace.store.folder_lock()
    since = lock.cut_off()
    if since is None or workspace.sealed is not None:
        return None
    with workspace.write("cut_off") as transaction:
        transaction.note(since=since.isoformat())
        drafts = queries.drafts(transaction.session)
    lock.told()
    own = (each for each in drafts if each.by == workspace.user.id)
    newest = next(own, None)  # last touched first
    return _left_in(newest, since) if newest is not None else None


def _left_in(draft: Draft, since: datetime) -> CutOff | None:
    saved_at, field = datetime.fromisoformat(draft.saved_at), str(draft.place.get("field", ""))
    if saved_at < since.replace(microsecond=0) or not field or "left" in draft.place:
        return None
    return CutOff(draft.id, draft.patient_id, draft.form, draft.form_version, field, saved_at)
