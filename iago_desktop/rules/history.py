"""What a patient's records say together: laboratory series, contacts, courses of drugs, milestones.

Built from answers alone, without the exact bounds of partial dates, so that the desk and the registry, which
has none, grade alike.  What plays which part is said by kinds, roles and `lab` in the forms, never by ids.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Field, Form, Grading
from iago_desktop.rules.derive import (
    FROM_RECORDS,
    Answers,
    Context,
    Course,
    Event,
    Lab,
    behind,
    labs_of,
)
from iago_desktop.rules.expressions import condition

MILESTONES = ("died", "progression", "next_therapy")
"""Roles of dates at which counting ends (clinical conventions, "end of counting")."""
_CONTACTS = frozenset({"visit", "labs", "toxicity"})
"""Kinds of forms whose day says that the patient was seen then."""


@dataclass(frozen=True)
class Filed:
    """A finished record as the rules see it."""

    form: Form
    answers: Answers


def context_of(filed: Iterable[Filed], second_infusion: int | None = None) -> Context:
    """Everything that the records of one treatment tell its other records.

    A laboratory value whose day is not exactly known is in no series.  Of several dates of one milestone the
    earliest counts; of an interval the death takes the last day, everything else the first.  Where no drug at
    all was recorded, nobody knows which were given.
    """
    labs: list[Lab] = []
    courses: list[Course] | None = None
    events: list[Event] = []
    contacts: list[int] = []
    ends: dict[str, int] = {}
    for each in filed:
        day = _day_of(each)
        labs += labs_of(each.form, each.answers)
        if each.form.kind == "course":
            courses = [*(courses or ()), *_courses(each)]
        if each.form.kind in _CONTACTS and day is not None and day.first is not None:
            contacts.append(day.first)
        for field in each.form.fields():
            found = _days(each.answers, field) if field.type == "date" and field.role else None
            if found is None or found.first is None or found.last is None:
                continue
            events.append(Event(each.form, field, found.first, found.last))
            if field.role in MILESTONES:
                end = found.last if field.role == "died" else found.first
                ends[field.role] = min(end, ends.get(field.role, end))
            elif field.role == "last_contact":
                contacts.append(found.first)
    died = ends.get("died")
    return Context(
        labs=tuple(sorted(labs, key=lambda lab: (lab.code, lab.day, lab.value))),
        last_contact=max([*contacts, *([died] if died is not None else [])], default=None),
        vital_status="dead" if died is not None else "alive" if contacts else None,
        died=died,
        progression=ends.get("progression"),
        next_therapy=ends.get("next_therapy"),
        second_infusion=second_infusion,
        courses=None if courses is None else tuple(courses),
        events=tuple(events),
    )


def rests_on_course(form: Form, catalogue: Catalogue) -> bool:
    """Whether a grade of the form is worked out from other records of the patient."""
    known = _answered.get(id(form))
    if known is None or known[0] is not form:
        known = _answered[id(form)] = form, _rests_on_course(form, catalogue)
    return known[1]


_answered: dict[int, tuple[Form, bool]] = {}
"""Asked for every line of a bundle; hashing a whole form would cost more than the answer."""


def _rests_on_course(form: Form, catalogue: Catalogue) -> bool:
    if not any(entry.function in FROM_RECORDS for entry in form.derived):
        return False
    ground = behind(form)
    names = {name for grading in form.gradings for name in _names_in(grading, catalogue)}
    return any(ground[name].records for name in names if name in ground)


def _names_in(grading: Grading, catalogue: Catalogue) -> Iterable[str]:
    terms = catalogue.table(grading.table).terms if grading.table else ()
    rows = [*grading.rows, *(row for term in terms for row in term.rows)]
    extra = (grading.when, grading.provisional_when, grading.lower_bound_when)
    for source in {row.when for row in rows} | {each for each in extra if each}:
        yield from condition(source).variables


def _day_of(each: Filed) -> Days | None:
    field = each.form.with_role("onset")
    return _days(each.answers, field) if field else None


def _days(answers: Answers, field: Field) -> Days | None:
    value = answers.get(field.id, {}).get("value")
    return Days.from_value(value) if isinstance(value, Mapping) else None


def _courses(each: Filed) -> Iterable[Course]:
    """A course that has not been stopped goes on; a form without a stop is a single day."""
    start = each.form.with_role("start")
    began = _days(each.answers, start) if start else None
    if began is None or began.first is None:
        return
    stop = each.form.with_role("stop")
    ended = _days(each.answers, stop) if stop else began
    agent, group = _code(each, "agent"), _code(each, "agent_class")
    yield Course(each.form.id, agent, group, began.first, ended.last if ended else None)


def _code(each: Filed, role: str) -> str:
    field = each.form.with_role(role)
    value: Any = each.answers.get(field.id, {}).get("value") if field else None
    return value if isinstance(value, str) else ""
