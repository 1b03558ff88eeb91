"""The drugs of one treatment as courses: what, since when, until when, and why it ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Field, Form
from iago_desktop.rules.held import Held, Place
from iago_desktop.rules.wording import wording
from iago_desktop.services.course import infusion_of, readable
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Record, Treatment

Use = Literal["prophylaxis", "immunoglobulin", "steroid", "other"]
USES: tuple[Use, ...] = ("prophylaxis", "immunoglobulin", "steroid", "other")
_DOSES = {"dose": "", "dose_unit": "", "daily_dose": "mg", "dose_grams": "g", "schedule": ""}
"""Fields of the forms of drugs that together say how much, with the unit their label names."""


@dataclass(frozen=True, repr=False)
class DrugCourse:
    """`start` and `stop` are exact bounds; `goes_on`: nobody stopped it.  The rest is in words.

    `about` is the class of the agent, empty where the form asks for none.
    """

    id: str
    use: Use
    agent: str
    about: str
    dose: str
    start: Days | None
    stop: Days | None
    goes_on: bool
    reason: str
    is_signed: bool


@dataclass(frozen=True, repr=False)
class Medication:
    """By use, what goes on first, then by the day it began."""

    courses: tuple[DrugCourse, ...]
    infusion: date | None


def medication(workspace: Workspace, treatment_id: str) -> Medication:
    """Raises KeyError for a treatment that is not there."""
    with workspace.store.read() as session:
        treatment = session.get(Treatment, treatment_id)
        if treatment is None:
            raise KeyError(treatment_id)
        rows = readable(queries.records_of_treatment(session, treatment_id), workspace.catalogue)
        infusion, _ = infusion_of(session, treatment)
    forms = {(each.form, each.form_version) for each in rows}
    drugs = {form for form in forms if workspace.catalogue.form(*form).kind == "course"}
    courses = [
        _course(each, workspace.catalogue, workspace.language)
        for each in rows
        if (each.form, each.form_version) in drugs
    ]
    return Medication(tuple(sorted(courses, key=_order)), infusion)


def _order(each: DrugCourse) -> tuple[int, bool, int, str]:
    first = each.start.first if each.start and each.start.first is not None else 100_000
    return USES.index(each.use), not each.goes_on, first, each.id


def _course(row: Record, catalogue: Catalogue, language: str) -> DrugCourse:
    form, held = catalogue.form(row.form, row.form_version), Held.of(row.answers, row.private)

    def words(field: Field | None) -> str:
        return _words(field, row.answers, catalogue, language)

    agent, start, stop = form.with_role("agent"), form.with_role("start"), form.with_role("stop")
    known = {each.id: each for each in form.fields()}
    about = words(form.with_role("agent_class"))
    doses = [(words(known.get(name)), unit) for name, unit in _DOSES.items()]
    ended = held.exact(Place(stop.id)) if stop else None
    is_stopped = stop is None or "value" in row.answers.get(stop.id, {})
    began = held.exact(Place(start.id)) if start else None
    return DrugCourse(
        id=row.id,
        use=_use(agent),
        agent=words(agent) or form.title.in_language(language),
        about=about,
        dose=" ".join(part for dose in doses if dose[0] for part in dose if part),
        start=began,
        stop=ended if stop else began,
        goes_on=not is_stopped and _still(form, row.answers),
        reason=words(known.get("stop_reason")),
        is_signed=row.status == "signed",
    )


def _still(form: Form, answers: Mapping[str, Mapping[str, object]]) -> bool:
    """Unless somebody said that it ended, on a day that nobody knows."""
    field = next((each for each in form.fields() if each.id == "ongoing"), None)
    return field is None or answers.get(field.id, {}).get("value") != "no"


def _use(agent: Field | None) -> Use:
    group = agent.group if agent else ""
    return next((use for use in USES if use == group), "other")


def _words(
    field: Field | None, answers: Mapping[str, Mapping[str, object]], catalogue: Catalogue, language: str
) -> str:
    if field is None or "value" not in answers.get(field.id, {}):
        return ""
    return wording(field, answers[field.id], catalogue=catalogue, language=language, infusion=None)
