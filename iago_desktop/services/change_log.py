"""What was changed about one patient: who, when, why, and every value before and after, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Form
from iago_desktop.services.entries import title_of
from iago_desktop.services.entry_history import Changed, changes_between
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.lines import Entry
from iago_desktop.tables import Revision

OWN = ("surname", "given_name", "born_on", "sex", "infused_on", "given", "given_on", "note")
"""Labels of what no form asks; the window has words for them.  `given` is yes or no."""


@dataclass(frozen=True, repr=False)
class LogLine:
    """One revision.  `title` says which entry, empty for the person, the treatment and the consent.

    `changes` of a first revision are empty where the entry itself says it all.  `at` is UTC.
    """

    id: int
    entity_id: str
    kind: str  # patient, treatment, record, consent
    title: str
    at: str
    by: str
    intent: str
    op: str
    reason: str
    changes: tuple[Changed, ...]
    has_left: bool


def change_log(workspace: Workspace, patient_id: str, entity_id: str = "") -> tuple[LogLine, ...]:
    """Newest first; of one entry where it is named.  May take long: not for the window's thread."""
    catalogue, language = workspace.catalogue, workspace.language
    with workspace.store.read() as session:
        history = queries.history_of_patient(session, patient_id)
        names = {user.id: user.name for user in queries.users(session)}
    lines, before, known = [], dict[str, Entry](), dict[str, dict[str, str]]()
    for revision, entry in history:
        earlier, said = before.get(revision.entity_id), known.setdefault(revision.entity_id, {})
        before[revision.entity_id] = entry
        own = tuple(_own(said, entry))
        if entity_id and revision.entity_id != entity_id:
            continue
        form = _form(revision, catalogue)
        answers = (entry.data or {}).get("answers", {})
        is_record = revision.kind == "record"
        lines.append(
            LogLine(
                id=revision.seq,
                entity_id=revision.entity_id,
                kind=revision.kind,
                title=title_of(form, answers, catalogue, language)[1] if is_record else "",
                at=entry.at,
                by=names.get(entry.actor, entry.actor),
                intent=entry.intent,
                op=entry.op,
                reason=entry.reason,
                changes=(*_answers(revision.kind, earlier, entry, form, catalogue, language), *own),
                has_left=entry.bundle is not None,
            )
        )
    return tuple(reversed(lines))


def _answers(
    kind: str, before: Entry | None, after: Entry, form: Form | None, catalogue: Catalogue, language: str
) -> Iterable[Changed]:
    if kind not in {"record", "treatment"} or before is None or form is None:
        return ()
    if after.op != "put" or after.data is None:
        return ()
    return changes_between(before, after, form, catalogue, language)


def _own(known: dict[str, str], after: Entry) -> Iterator[Changed]:
    """What stands in no form: the person, the infusion date, the consent.  `known` is brought up to date."""
    for name, now in _said(after).items():
        before, known[name] = known.get(name, ""), now or ""
        if before != known[name]:
            yield Changed(name, before, known[name])


def _said(entry: Entry) -> dict[str, str | None]:
    data: Mapping[str, Any] = entry.data or {}
    stays = entry.stays.get("stays", {})
    told: dict[str, Any] = {**entry.stays.get("identity", {})}
    told |= {name: entry.stays[name] for name in ("infused_on",) if name in entry.stays}
    told |= {name: data[name] for name in ("sex", "given") if name in data}
    if "given" in data:
        told |= {"given_on": stays.get("given_on"), "note": stays.get("note") or data.get("note")}
    return {name: _word(told[name]) for name in OWN if name in told}


def _word(value: Any) -> str | None:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _form(revision: Revision, catalogue: Catalogue) -> Form | None:
    told = queries.form_of(revision)
    return catalogue.form(*told) if told and catalogue.has_form(*told) else None
