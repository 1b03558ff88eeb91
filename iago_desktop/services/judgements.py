"""Later judgements of a record: was it caused by the treatment?  Each is a record of its own about it."""

from dataclasses import dataclass

from iago_desktop.dates import Days
from iago_desktop.rules.wording import wording
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Record

FORM = "attribution"


@dataclass(frozen=True, repr=False)
class Judgement:
    """Its day, its category in words, and who signed it; `by` is empty until then."""

    id: str
    on: Days | None
    category: str
    by: str


def judgements(workspace: Workspace, record_id: str) -> tuple[Judgement, ...]:
    """What was judged later about a record, by day; withdrawn judgements are left out."""
    with workspace.store.read() as session:
        record = session.get(Record, record_id)
        if record is None:
            raise KeyError(record_id)
        about = [
            each
            for each in queries.records_of_treatment(session, record.treatment_id)
            if each.about == record_id and each.status != "withdrawn"
        ]
        names = {user.id: user.name for user in queries.users(session)}
        actors = {each.id: queries.history(session, each.id)[-1].actor for each in about}
    about.sort(key=lambda each: (each.onset_from is None, each.onset_from or 0, each.id))
    return tuple(
        Judgement(
            id=each.id,
            on=Days(each.onset_from, each.onset_to, each.onset_window) if each.onset_window else None,
            category=_category(workspace, each),
            by=names.get(actors[each.id], actors[each.id]) if each.status == "signed" else "",
        )
        for each in about
    )


def _category(workspace: Workspace, record: Record) -> str:
    if not workspace.catalogue.has_form(record.form, record.form_version):
        return ""
    field = workspace.catalogue.form(record.form, record.form_version).with_role("attribution")
    if field is None:
        return ""
    return wording(
        field,
        record.answers.get(field.id, {}),
        catalogue=workspace.catalogue,
        language=workspace.language,
        infusion=None,
    )
