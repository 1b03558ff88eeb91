"""What a person has to look at before signing: only what changed since that person's own last look."""

from dataclasses import dataclass

from iago_desktop.services.course import REGRADE
from iago_desktop.services.entry_history import Changed, changes_between
from iago_desktop.services.rights import SIGN
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Record


@dataclass(frozen=True, repr=False)
class Review:
    """`seen_at` (UTC) is when this person entered or signed it last; `by` changed it since."""

    seen_at: str
    by: tuple[str, ...]
    changes: tuple[Changed, ...]


def review(workspace: Workspace, record_id: str) -> Review | None:
    """None where everything is new to this person, or nothing is."""
    with workspace.store.read() as session:
        record = session.get(Record, record_id)
        if record is None:
            raise KeyError(record_id)
        history = queries.history(session, record_id)
        names = {user.id: user.name for user in queries.users(session)}
    me = workspace.user.id
    looked = [each for each in history if each.actor == me and each.op == "put" and each.intent != REGRADE]
    seen = looked[-1] if looked else None
    if seen is None or seen is history[-1]:
        return None
    form = workspace.catalogue.form(record.form, record.form_version)
    changes = tuple(changes_between(seen, history[-1], form, workspace.catalogue, workspace.language))
    since = (each.actor for each in history if each.n > seen.n)
    return Review(seen.at, tuple(dict.fromkeys(names.get(actor, actor) for actor in since)), changes)


def signs(workspace: Workspace) -> bool:
    """Whether this person signs; who does not hands over to somebody who does."""
    return workspace.may(SIGN)
