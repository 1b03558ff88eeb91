"""Where the window stood when it was locked: in the encrypted database and nowhere else."""

from collections.abc import Mapping
from typing import Any

from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Stopped


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
