"""The names that this practice knows, for the look at a text before it leaves: patients and staff."""

from weakref import WeakKeyDictionary

from sqlmodel import select

from iago_desktop.rules.known_names import Names
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.transaction import Change
from iago_desktop.tables import Identity

_WHO = frozenset({"identity", "user"})
_known: WeakKeyDictionary[Workspace, Names] = WeakKeyDictionary()
_listening: WeakKeyDictionary[Workspace, bool] = WeakKeyDictionary()


def names(workspace: Workspace) -> Names:
    """Read once, and again after somebody came or was called otherwise."""
    if workspace not in _known:
        with workspace.store.read() as session:
            people = session.exec(select(Identity.surname, Identity.given_name)).all()
            staff = [user.name for user in queries.users(session)]
        _known[workspace] = Names.of([word for each in people for word in each] + staff)
        _listen(workspace)
    return _known[workspace]


def _listen(workspace: Workspace) -> None:
    if workspace in _listening:
        return
    _listening[workspace] = True

    def forget(changes: tuple[Change, ...]) -> None:
        if any(change.kind in _WHO for change in changes):
            _known.clear()

    workspace.changed.append(forget)
