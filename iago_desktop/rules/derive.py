"""Values worked out from answers: what conditions see, and the closed list of functions behind `[[derived]]`.

A value that cannot be known is absent, never guessed.  The same answers give the same values at the desk and
at the registry, which has no exact bounds of partial dates: those are used only where they are handed over.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from iago_desktop.dates import Days
from iago_desktop.definitions.model import Column, Derived, Form
from iago_desktop.errors import DefinitionError, InputError
from iago_desktop.quantities import convert
from iago_desktop.rules.expressions import Value, condition

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Lab:
    """One laboratory value on a day after the infusion."""

    code: str
    day: int
    value: Decimal
    unit: str


@dataclass(frozen=True)
class Context:
    """What a form needs to know beside its own answers; days after the infusion."""

    labs: tuple[Lab, ...] = ()
    last_contact: int | None = None
    vital_status: str | None = None
    died: int | None = None
    progression: int | None = None
    next_therapy: int | None = None
    second_infusion: int | None = None


@dataclass
class Known:
    """What is known about one form at one moment."""

    form: Form
    answers: Answers
    variables: dict[str, Value] = field(default_factory=dict)
    derived: dict[str, Value] = field(default_factory=dict)
    implied: dict[str, str] = field(default_factory=dict)

    def truth(self, source: str, more: Mapping[str, Value] | None = None) -> bool | None:
        return condition(source).evaluate({**self.variables, **more} if more else self.variables)

    def rows(self, field_id: str) -> list[Mapping[str, Any]] | None:
        answer = self.answers.get(field_id, {})
        return answer["value"] if isinstance(answer.get("value"), list) else None


# -- answers as variables ------------------------------------------------------------------------------------


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


def known(form: Form, answers: Answers, private: Mapping[str, Any] | None, context: Context) -> Known:
    """Everything that can be known: answers first, then derived values in the order of the form."""
    result = Known(form, answers)
    exact = (private or {}).get("dates", {})
    for each in form.fields():
        result.variables |= variables_of(each, answers.get(each.id, {}), exact.get(each.id))
    for entry in form.derived:
        value = function(entry).compute(result, entry, context)
        if value is None:
            continue
        result.variables[entry.id] = value
        if entry.function == "implied":
            result.implied[entry.id] = str(value)
        elif not entry.hidden:
            result.derived[entry.id] = value
    return result


# -- the closed list of functions ----------------------------------------------------------------------------

Kind = Literal["date", "rows", "column", "condition", "row_condition", "count", "code"]
Compute = Callable[[Known, Derived, Context], Value | None]


@dataclass(frozen=True)
class Function:
    """`arguments` names what a `[[derived]]` entry must give, and of which kind each is."""

    arguments: Mapping[str, Kind]
    compute: Compute


def function(entry: Derived) -> Function:
    try:
        return FUNCTIONS[entry.function]
    except KeyError:
        raise DefinitionError(
            "definition_needs_newer_program", file="", field=entry.id, function=entry.function
        ) from None


def _day(known: Known, entry: Derived, _context: Context) -> Value | None:
    """The day after the infusion, if it is exactly known."""
    return known.variables.get(str(entry.arguments["of"]))


def _window(known: Known, entry: Derived, _context: Context) -> Value | None:
    """The IAGO window of a date: pre, early_0_30, late_gt_30 or indeterminate.

    A window that came with the date was worked out from its exact bounds and is never derived again.
    """
    name = str(entry.arguments["of"])
    value = known.answers.get(name, {}).get("value")
    if not value:
        return None
    return Days.from_value(value).window_code


def _days_between(known: Known, entry: Derived, _context: Context) -> Value | None:
    """Days from one date to another, when both are exactly known."""
    first = known.variables.get(str(entry.arguments["first"]))
    last = known.variables.get(str(entry.arguments["last"]))
    return last - first if isinstance(first, int) and isinstance(last, int) else None


def _decide(known: Known, entry: Derived, _context: Context) -> Value | None:
    """Yes when `yes` is true, no when `no` is true, otherwise absent."""
    if known.truth(str(entry.arguments["yes"])) is True:
        return "yes"
    return "no" if known.truth(str(entry.arguments["no"])) is True else None


def _implied(known: Known, entry: Derived, _context: Context) -> Value | None:
    """The answer `value` of the field with the same id, when other findings leave no other answer."""
    if known.truth(str(entry.arguments["when"])) is True:
        return str(entry.arguments["value"])
    return None


def _each_row(known: Known, entry: Derived) -> list[bool | None] | None:
    """Whether the condition holds for each row: true, false or unknown; None without an answer."""
    rows = known.rows(str(entry.arguments["rows"]))
    if rows is None:
        return None
    columns = next(f for f in known.form.fields() if f.id == entry.arguments["rows"]).columns
    hidden = names_of(columns)
    outside = {name: value for name, value in known.variables.items() if name not in hidden}
    results = []
    for row in rows:
        own: dict[str, Value] = {}
        for column in columns:
            own |= variables_of(column, row.get(column.id, {}))
        results.append(condition(str(entry.arguments["when"])).evaluate(outside | own))
    return results


def _any_row(known: Known, entry: Derived, _context: Context) -> Value | None:
    """Yes when one row is met; no when none can be."""
    each = _each_row(known, entry)
    if each is None:
        return None
    return "yes" if True in each else None if None in each else "no"


def _all_rows(known: Known, entry: Derived, _context: Context) -> Value | None:
    """Yes when there is a row and every row is met; no when one is not."""
    each = _each_row(known, entry)
    if each is None:
        return None
    return "no" if False in each or not each else None if None in each else "yes"


def _count_rows(known: Known, entry: Derived, _context: Context) -> Value | None:
    """The number of rows that are met, if it is certain."""
    each = _each_row(known, entry)
    return None if each is None or None in each else each.count(True)


def _different(known: Known, entry: Derived, _context: Context) -> Value | None:
    """Yes when a column holds at least `count` different codes; no when it cannot."""
    rows = known.rows(str(entry.arguments["rows"]))
    if rows is None:
        return None
    values = [row.get(str(entry.arguments["column"]), {}).get("value") for row in rows]
    coded = {value for value in values if isinstance(value, str)}
    open_rows = sum(not isinstance(value, str) for value in values)
    count = int(str(entry.arguments["count"]))
    return "yes" if len(coded) >= count else None if len(coded) + open_rows >= count else "no"


FUNCTIONS: Mapping[str, Function] = {
    "day": Function({"of": "date"}, _day),
    "window": Function({"of": "date"}, _window),
    "days_between": Function({"first": "date", "last": "date"}, _days_between),
    "decide": Function({"yes": "condition", "no": "condition"}, _decide),
    "implied": Function({"value": "code", "when": "condition"}, _implied),
    "any_row": Function({"rows": "rows", "when": "row_condition"}, _any_row),
    "all_rows": Function({"rows": "rows", "when": "row_condition"}, _all_rows),
    "count_rows": Function({"rows": "rows", "when": "row_condition"}, _count_rows),
    "different": Function({"rows": "rows", "column": "column", "count": "count"}, _different),
}


# -- what a derived value rests on ---------------------------------------------------------------------------


def rests_on(form: Form) -> dict[str, tuple[str, ...]]:
    """Variable name -> ids of the fields behind it, in form order; for derived values through all steps."""
    order = [each.id for each in form.fields()]
    result: dict[str, tuple[str, ...]] = {
        name: (field_id,) for name, field_id in names_of(form.fields()).items()
    }
    for entry in form.derived:
        if entry.function == "implied":
            continue
        behind: set[str] = set()
        for argument, kind in function(entry).arguments.items():
            text = str(entry.arguments[argument])
            if kind in ("condition", "row_condition"):
                for name in condition(text).variables:
                    behind.update(result.get(name, ()))
            elif kind in ("date", "rows"):
                behind.add(text)
        result[entry.id] = tuple(each for each in order if each in behind)
    return result
