"""Which codes this practice has used so far, question by question: they are offered first."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from iago_desktop.definitions.model import Column
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries

Used = dict[tuple[str, str], dict[str, int]]
"""(field, column or "") -> code -> how often."""

_NEWEST = 300
"""Records of a form that are looked at: habits change, and nobody should wait for this."""


def used_codes(workspace: Workspace, form_id: str) -> Used:
    """From the newest records of one form."""
    form = workspace.catalogue.form(form_id)
    found: dict[tuple[str, str], Counter[str]] = {}
    with workspace.store.read() as session:
        newest = queries.newest_answers(session, form_id, _NEWEST)
    for answers in newest:
        for field in form.fields():
            value = answers.get(field.id, {}).get("value")
            for place, code in _codes(field, field.columns, value):
                found.setdefault((field.id, place), Counter())[code] += 1
    return {place: dict(counter) for place, counter in found.items()}


def _codes(field: Column, columns: tuple[Column, ...], value: Any) -> Iterator[tuple[str, str]]:
    if field.type in {"code", "several"} and value:
        for code in value if isinstance(value, list) else [value]:
            if isinstance(code, str):
                yield "", code
    for row in value if field.type == "rows" and isinstance(value, list) else ():
        for column in columns:
            for _place, code in _codes(column, (), row.get(column.id, {}).get("value")):
                yield column.id, code
