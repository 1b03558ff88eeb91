"""What was last known of the questions of a form: shown beside them, never filled in."""

from collections.abc import Sequence
from typing import NamedTuple

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Field
from iago_desktop.rules.draft import Draft
from iago_desktop.rules.known import Course
from iago_desktop.rules.offered import ANSWER, VISIT, given_on
from iago_desktop.rules.wording import wording
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Draft as DraftRow
from iago_desktop.tables import Record

_EVER = 100_000


class LastKnown(NamedTuple):
    """`kind` is `answer`, `visit` (a day), `given` (drugs that are given) or `last` (the last dose)."""

    kind: str
    words: str = ""
    day: int | None = None


def last_known(workspace: Workspace, draft_id: str, draft: Draft) -> dict[str, LastKnown]:
    """By field; without those of which nothing is known."""
    asking = [field for field in draft.form.fields() if field.last_known]
    onset = draft.form.with_role("onset")
    days = draft.day_note(onset.id) if onset else None
    if not asking:
        return {}
    with workspace.store.read() as session:
        row = session.get(DraftRow, draft_id)
        if row is None:
            return {}
        records = queries.records_of_treatment(session, row.treatment_id)
        earlier = _earlier(records, row, days)
        found = {field.id: _of(field, draft, days, earlier, workspace) for field in asking}
    return {name: known for name, known in found.items() if known is not None}


def _earlier(records: Sequence[Record], row: DraftRow, days: Days | None) -> Record | None:
    """The record of the same form that lies last before this one."""
    until = days.last if days is not None and days.last is not None else _EVER
    same = [
        each
        for each in records
        if each.form == row.form
        and each.status != "withdrawn"
        and each.id != row.record_id
        and each.onset_from is not None
        and each.onset_from <= until
    ]
    return max(same, key=lambda each: each.onset_from or 0, default=None)


def _of(
    field: Field, draft: Draft, days: Days | None, earlier: Record | None, workspace: Workspace
) -> LastKnown | None:
    if field.last_known == VISIT:
        return LastKnown("visit", day=earlier.onset_from) if earlier else None
    if field.last_known == ANSWER:
        answer = earlier.answers.get(field.id, {}) if earlier else {}
        if "value" not in answer:
            return None
        words = wording(
            field, answer, catalogue=workspace.catalogue, language=workspace.language, infusion=draft.infusion
        )
        return LastKnown("answer", words)
    if days is None or days.exact is None:
        return None  # what is given now says nothing about a day that nobody named
    return _of_course(field.last_known, draft, days.exact, workspace.catalogue, workspace.language)


def _of_course(form: str, draft: Draft, day: int, catalogue: Catalogue, language: str) -> LastKnown | None:
    """Drugs that are given on the day; else the last one that was."""
    given = given_on(draft.context, form, day)
    if given:
        names = ", ".join(dict.fromkeys(_name(each, catalogue, language) for each in given))
        return LastKnown("given", names) if names else None
    before = [each for each in draft.context.courses or () if each.form == form and each.start <= day]
    last = max(before, key=lambda each: each.stop or each.start, default=None)
    if last is None:
        return None
    return LastKnown("last", _name(last, catalogue, language), last.stop or last.start)


def _name(course: Course, catalogue: Catalogue, language: str) -> str:
    entry = catalogue.codes("agents").entry(course.agent) if catalogue.has_codes("agents") else None
    return entry.text.in_language(language) if entry else course.agent
