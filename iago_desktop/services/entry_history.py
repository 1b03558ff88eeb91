"""One entry from its first revision to the last: who, when, why, and what was answered otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Form
from iago_desktop.rules.held import Held, Place
from iago_desktop.rules.wording import wording
from iago_desktop.services.authors import author_of
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.lines import Entry
from iago_desktop.tables import Record


@dataclass(frozen=True, repr=False)
class Changed:
    """`label` is that of the field, for a row with its column; "" is the grade."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, repr=False)
class Step:
    """One revision; the first one has no changes, it is the entry itself.  `at` is UTC."""

    revision: int
    at: str
    by: str
    intent: str
    op: str
    reason: str
    changes: tuple[Changed, ...]


def entry_history(workspace: Workspace, record_id: str) -> tuple[Step, ...]:
    """Oldest first.  Days stand as days: the infusion date may have been another one then."""
    with workspace.store.read() as session:
        record = session.get(Record, record_id)
        if record is None:
            raise KeyError(record_id)
        history = queries.history(session, record_id)
        names = {user.id: user.name for user in queries.users(session)}
    form = workspace.catalogue.form(record.form, record.form_version)
    steps = []
    for place, entry in enumerate(history):
        changes: tuple[Changed, ...] = ()
        if place and entry.op == "put":
            told = changes_between(history[place - 1], entry, form, workspace.catalogue, workspace.language)
            changes = tuple(told)
        by = names.get(author_of(entry), author_of(entry))
        steps.append(Step(entry.revision, entry.at, by, entry.intent, entry.op, entry.reason, changes))
    return tuple(steps)


def changes_between(
    before: Entry, after: Entry, form: Form, catalogue: Catalogue, language: str
) -> Iterator[Changed]:
    then, now = _said(before, form, catalogue, language), _said(after, form, catalogue, language)
    for key in {**then, **now}:
        label, old = then.get(key, (now.get(key, ("", ""))[0], ""))
        new = now.get(key, ("", ""))[1]
        if old != new:
            yield Changed(label, old, new)
    if _grade(before) != _grade(after):
        yield Changed("", _grade(before), _grade(after))


def _said(entry: Entry, form: Form, catalogue: Catalogue, language: str) -> dict[str, tuple[str, str]]:
    """Every answer in words, by its place."""
    data: Mapping[str, Any] = entry.data or {}
    held = Held.of(data.get("answers", {}), entry.stays.get("stays", {}))
    found = {}
    for place, column in held.places(form):
        if column.type == "rows":
            continue
        words = wording(
            column,
            held.answer(place),
            catalogue=catalogue,
            language=language,
            infusion=None,
            exact=held.dates.get(place.key),
        )
        if words:
            found[place.key] = (_label(form, place, column.label.in_language(language), language), words)
    return found


def _label(form: Form, place: Place, label: str, language: str) -> str:
    if place.row is None:
        return label
    return f"{form.field(place.field).label.in_language(language)}: {label}"


def _grade(entry: Entry) -> str:
    data = entry.data or {}
    for name in ("grade_confirmed", "grade"):
        if data.get(name) is not None:
            return str(data[name])
    return f"≥{data['at_least']}" if data.get("at_least") is not None else "–"
