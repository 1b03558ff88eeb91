"""Laboratory values of one treatment, day by day, and the draft in which today's are typed.

Today's values are an ordinary draft of the form for laboratory values: what is typed is on the disk at once,
and finishing it makes the same record as the form does.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Field, Form
from iago_desktop.rules.series import daily
from iago_desktop.services import records
from iago_desktop.services.course import course_of
from iago_desktop.services.records import OpenDraft
from iago_desktop.services.units import units_in
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.supposed import SupposedDay
from iago_desktop.tables import Draft, Treatment

FORM = "labs"
_EVER = 100_000


@dataclass(frozen=True, repr=False)
class LabSeries:
    """One parameter in the unit of this practice: the value that counts of each day."""

    field: str
    lab: str
    name: str
    unit: str
    values: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True, repr=False)
class Flowsheet:
    """`days` are those with any value; `today` None where the infusion date is not known.

    `draft` is one of today that somebody began and did not sign.
    """

    rows: tuple[LabSeries, ...]
    days: tuple[int, ...]
    infusion: date | None
    today: int | None
    draft: str | None = None

    @property
    def count(self) -> int:
        return sum(len(row.values) for row in self.rows)


def flowsheet(workspace: Workspace, treatment_id: str) -> Flowsheet:
    """Every parameter of the form, in its order.  Raises KeyError for a treatment that is not there."""
    catalogue = workspace.catalogue
    with workspace.store.read() as session:
        treatment = session.get(Treatment, treatment_id)
        if treatment is None:
            raise KeyError(treatment_id)
        records_ = queries.records_of_treatment(session, treatment_id)
        infusion, context = course_of(session, catalogue, treatment, records_)
        units = units_in(session)
        drafts = queries.drafts(session, treatment.patient_id)
    now = workspace.today()
    today = (now - infusion).days if infusion and not isinstance(now, SupposedDay) else None
    rows = []
    for field in fields(catalogue):
        unit = units.get(field.lab, field.unit)
        values = daily(context, field.lab, unit, -_EVER, _EVER)
        name = field.label.in_language(workspace.language)
        rows.append(LabSeries(field.id, field.lab, name, unit, tuple(sorted(values.items()))))
    days = sorted({day for row in rows for day, _ in row.values})
    own = [each for each in drafts if each.treatment_id == treatment_id]
    return Flowsheet(tuple(rows), tuple(days), infusion, today, _of_today(own, catalogue.form(FORM), today))


def fields(catalogue: Catalogue) -> tuple[Field, ...]:
    return tuple(each for each in catalogue.form(FORM).fields() if each.lab)


def begin(workspace: Workspace, treatment_id: str) -> OpenDraft:
    """A draft of today; the one that is open already, if there is one.

    Raises ValueError where the infusion date, and with it the day, is not known.
    """
    sheet = flowsheet(workspace, treatment_id)
    if sheet.today is None:
        raise ValueError("today has no day")
    opened = records.open_draft(workspace, sheet.draft or records.start(workspace, treatment_id, FORM))
    onset = opened.draft.form.with_role("onset")
    if onset is not None and not opened.draft.answer(onset.id):
        opened.draft.enter(onset.id, f"{workspace.today():%d.%m.%Y}")
        records.autosave(workspace, opened.id, opened.draft, {})
    return opened


def _of_today(drafts: list[Draft], form: Form, today: int | None) -> str | None:
    onset = form.with_role("onset")
    for each in drafts:
        if onset is None or today is None or each.form != FORM or each.record_id is not None:
            continue
        value = each.raw.get("answers", {}).get(onset.id, {}).get("value")
        if isinstance(value, dict) and value.get("day") == today:
            return each.id
    return None
