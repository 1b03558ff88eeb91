"""What else was recorded around a day of a treatment."""

from dataclasses import dataclass

from iago_desktop.services.course import readable
from iago_desktop.services.entries import title_of
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries

_NEAR = 21
"""Days before and after."""


@dataclass(frozen=True, repr=False)
class Near:
    """One record; `day` is the one it is dated by."""

    form: str
    title: str
    day: int


def around(workspace: Workspace, treatment_id: str, record_id: str, day: int, most: int) -> tuple[Near, ...]:
    """The nearest ones besides the record itself, in the order of their days."""
    catalogue, language = workspace.catalogue, workspace.language
    with workspace.store.read() as session:
        records = readable(queries.records_of_treatment(session, treatment_id), catalogue)
    found = []
    for each in records:
        at = each.onset_from
        if at is None or at != each.onset_to or each.id == record_id or abs(at - day) > _NEAR:
            continue
        form = catalogue.form(each.form, each.form_version)
        found.append(Near(each.form, title_of(form, each.answers, catalogue, language)[1], at))
    nearest = sorted(found, key=lambda each: (abs(each.day - day), each.day, each.title))[:most]
    return tuple(sorted(nearest, key=lambda each: (each.day, each.title)))
