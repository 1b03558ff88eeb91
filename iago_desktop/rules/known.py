"""What is known about one form at one moment: its answers as variables, and what other records say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from iago_desktop.definitions.model import Column, Field, Form
from iago_desktop.errors import InputError
from iago_desktop.quantities import convert
from iago_desktop.rules.expressions import Value, condition
from iago_desktop.rules.known_names import NOBODY, Names

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Lab:
    """One laboratory value on a day after the infusion."""

    code: str
    day: int
    value: Decimal
    unit: str


@dataclass(frozen=True)
class Course:
    """A drug from its first to its last day; `stop` None means still given, `form` the form that told it."""

    form: str
    agent: str
    agent_class: str
    start: int
    stop: int | None = None
    dosing: str = ""


@dataclass(frozen=True)
class Event:
    """A dated answer of another record: the first and the last day it may have been."""

    form: Form
    field: Field
    first: int
    last: int


@dataclass(frozen=True)
class Context:
    """What a form needs to know beside its own answers; days after the infusion.

    `courses` None means that nobody knows which drugs were given.
    """

    labs: tuple[Lab, ...] = ()
    last_contact: int | None = None
    vital_status: str | None = None
    died: int | None = None
    progression: int | None = None
    next_therapy: int | None = None
    second_infusion: int | None = None
    courses: tuple[Course, ...] | None = None
    events: tuple[Event, ...] = ()
    names: Names = NOBODY  # of patients and staff: a text that leaves is looked at for them


@dataclass
class Known:
    """What is known about one form at one moment."""

    form: Form
    answers: Answers
    variables: dict[str, Value] = field(default_factory=dict)
    derived: dict[str, Value] = field(default_factory=dict)
    implied: dict[str, Value] = field(default_factory=dict)

    def truth(self, source: str, more: Mapping[str, Value] | None = None) -> bool | None:
        return condition(source).evaluate({**self.variables, **more} if more else self.variables)

    def rows(self, field_id: str) -> list[Mapping[str, Any]] | None:
        answer = self.answers.get(field_id, {})
        return answer["value"] if isinstance(answer.get("value"), list) else None


def variables_of(
    column: Column, answer: Mapping[str, Any], exact: Mapping[str, Any] | None = None
) -> dict[str, Value]:
    """The variables one answer gives: itself, and the bounds `<id>_from`, `<id>_to` of a date.

    Empty for a missing value, for a text that waits for its code, and for repeating rows.
    """
    value = answer.get("value")
    if value is None or column.type == "rows":
        return {}
    if column.type == "date":
        return _days(column.id, {**value, **(exact or {})})
    if column.type == "number":
        return _number(column, value, str(answer.get("unit", "")))
    if isinstance(value, str | list):
        return {column.id: value}
    return {}


def _days(name: str, value: Mapping[str, Any]) -> dict[str, Value]:
    first, last = value.get("day", value.get("from")), value.get("day", value.get("to"))
    bounds: dict[str, Value] = {}
    if first is not None:
        bounds[f"{name}_from"] = first
    if last is not None:
        bounds[f"{name}_to"] = last
    if first is not None and first == last:
        bounds[name] = first
    return bounds


def _number(column: Column, value: Any, unit: str) -> dict[str, Value]:
    try:
        number = Decimal(str(value).lstrip("<"))
        if unit and column.unit and unit != column.unit:
            number = convert(number, unit, column.unit, column.id)
    except (InvalidOperation, InputError):
        return {}
    return {column.id: float(number)}


def names_of(columns: Iterable[Column]) -> dict[str, str]:
    """Variable name -> id of the field behind it, for every variable that fields may give."""
    names: dict[str, str] = {}
    for column in columns:
        if column.type == "rows":
            continue
        names[column.id] = column.id
        if column.type == "date":
            names |= {f"{column.id}_from": column.id, f"{column.id}_to": column.id}
    return names


def labs_of(form: Form, answers: Answers) -> tuple[Lab, ...]:
    """The laboratory values that a form holds, on its day; none while that day is not exactly known."""
    onset = form.with_role("onset")
    day = answers.get(onset.id, {}).get("value", {}).get("day") if onset else None
    if not isinstance(day, int):
        return ()
    found = []
    for each in form.fields():
        answer = answers.get(each.id, {})
        if not each.lab or not each.series or "value" not in answer:
            continue
        try:
            value = Decimal(str(answer["value"]).lstrip("<"))
        except InvalidOperation:
            continue
        found.append(Lab(each.lab, day, value, str(answer.get("unit") or each.unit)))
    return tuple(found)
