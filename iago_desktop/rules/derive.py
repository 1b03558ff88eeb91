"""Values worked out from answers: what conditions see, and the closed list of functions behind `[[derived]]`.

A value that cannot be known is absent, never guessed.  The same answers give the same values at the desk and
at the registry, which has no exact bounds of partial dates: those are used only where they are handed over.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from iago_desktop.definitions.model import Derived, Form
from iago_desktop.errors import DefinitionError
from iago_desktop.rules import formulas, series
from iago_desktop.rules.expressions import Number, Value, condition
from iago_desktop.rules.known import (
    Answers,
    Context,
    Course,
    Event,
    Known,
    Lab,
    labs_of,
    names_of,
    variables_of,
)

__all__ = [
    "FUNCTIONS",
    "Answers",
    "Context",
    "Course",
    "Event",
    "Function",
    "Known",
    "Lab",
    "behind",
    "derive",
    "function",
    "inputs",
    "known",
    "labs_of",
    "names_given",
    "names_of",
    "read_by",
    "rests_on",
    "sample",
    "variables_of",
]


def known(form: Form, answers: Answers, private: Mapping[str, Any] | None, context: Context) -> Known:
    """Everything that can be known: answers first, then derived values in the order of the form.

    Laboratory values of the form itself belong to the patient's series too.
    """
    own = labs_of(form, answers)
    context = replace(context, labs=(*context.labs, *own)) if own else context
    result = Known(form, answers)
    exact = (private or {}).get("dates", {})
    for each in form.fields():
        result.variables |= variables_of(each, answers.get(each.id, {}), exact.get(each.id))
    for entry in form.derived:
        derive(result, entry, context)
    return result


def derive(state: Known, entry: Derived, context: Context) -> None:
    """Add what one entry gives to what is known."""
    meant = function(entry)
    value: Value | None = None
    if meant.span:
        low, high = meant.span(state, entry, context)
        state.variables |= {f"{entry.id}_from": low, f"{entry.id}_to": high}
        value = low if low == high else None
    elif meant.compute:
        value = meant.compute(state, entry, context)
    if value is None:
        return
    state.variables[entry.id] = value
    if entry.function == "implied":
        state.implied[entry.id] = value
    elif not entry.hidden:
        state.derived[entry.id] = value


# -- the closed list of functions ----------------------------------------------------------------------------

Kind = Literal[
    "date",  # id of a date field
    "rows",  # id of a field with rows
    "column",  # id of a column of those rows
    "condition",
    "row_condition",  # a condition that sees the columns of the rows too
    "conditions",
    "expression",  # CEL that gives a number or a text
    "name",  # a variable
    "names",  # several variables that are numbers
    "numbers",  # whole numbers, one for each of `names`
    "code",  # an answer of the field with the same id
    "count",  # a whole number, not negative
    "day",  # a whole number
    "limit",  # a number
    "flag",
    "lab",  # a code of the list `labs`
    "unit",  # a unit that this value has
    "way",  # "longest" or "total"
    "events",  # some of series.EVENTS
    "forms",  # ids of forms
    "texts",
]
Result = Literal["number", "text", "yes_no", "answer", "any"]
Compute = Callable[[Known, Derived, Context], Value | None]
Span = Callable[[Known, Derived, Context], tuple[Number, Number]]


@dataclass(frozen=True)
class Function:
    """`arguments` names what a `[[derived]]` entry must give, with the kind of each; `optional` what it may.

    `result` is what comes out: `answer` an answer of the field with the same id, `any` a number or a text.
    A function with a `span` gives `<id>_from` and `<id>_to` always, and `<id>` when both are the same.
    """

    arguments: Mapping[str, Kind]
    compute: Compute | None = None
    span: Span | None = None
    optional: Mapping[str, Kind] = field(default_factory=dict)
    result: Result = "yes_no"

    @property
    def every(self) -> Mapping[str, Kind]:
        return {**self.arguments, **self.optional}


def function(entry: Derived) -> Function:
    try:
        return FUNCTIONS[entry.function]
    except KeyError:
        raise DefinitionError(
            "definition_needs_newer_program", file="", field=entry.id, function=entry.function
        ) from None


def names_given(entry: Derived) -> tuple[str, ...]:
    """The variables that an entry may give."""
    if entry.function in FUNCTIONS and FUNCTIONS[entry.function].span:
        return (entry.id, f"{entry.id}_from", f"{entry.id}_to")
    return (entry.id,)


def sample(entry: Derived, names: Mapping[str, Value]) -> Value:
    """A value such as an entry gives, to try conditions with; `names` are samples for what it reads."""
    result = function(entry).result
    if result == "any":
        value = condition(str(entry.arguments["expression"])).compute(names)
        return "sample" if value is None else value
    return 1 if result == "number" else "yes" if result == "yes_no" else "sample"


_ROWS: Mapping[str, Kind] = {"rows": "rows", "when": "row_condition"}
_SERIES: Mapping[str, Kind] = {"lab": "lab", "first": "day", "last": "day"}
_VALUES: Mapping[str, Kind] = {"unit": "unit", "until": "events"}
_DAYS: Mapping[str, Kind] = {**_SERIES, "unit": "unit", "limit": "limit"}
_COUNT: Mapping[str, Kind] = {
    "inclusive": "flag",
    "fill": "count",
    "bridge": "count",
    "count": "way",
    "until": "events",
    "ends": "flag",
}

FUNCTIONS: Mapping[str, Function] = {
    "day": Function({"of": "date"}, formulas.day, result="number"),
    "window": Function({"of": "date"}, formulas.window, result="text"),
    "days_between": Function({"first": "date", "last": "date"}, formulas.days_between, result="number"),
    "decide": Function({"yes": "condition", "no": "condition"}, formulas.decide),
    "implied": Function(
        {}, formulas.implied, optional={"value": "code", "when": "condition", "of": "name"}, result="answer"
    ),
    "any_row": Function(_ROWS, formulas.any_row),
    "all_rows": Function(_ROWS, formulas.all_rows),
    "count_rows": Function(_ROWS, formulas.count_rows, result="number"),
    "different": Function({"rows": "rows", "column": "column", "count": "count"}, formulas.different),
    "compute": Function({"expression": "expression"}, formulas.compute, result="any"),
    "sum": Function(
        {"of": "names", "most": "numbers"},
        span=formulas.total,
        optional={"least": "numbers"},
        result="number",
    ),
    "count_true": Function({"conditions": "conditions"}, span=formulas.count_true, result="number"),
    "lab_days": Function(_DAYS, series.lab_days, optional=_COUNT, result="number"),
    "lab_gap": Function(_DAYS, series.lab_gap, optional=_COUNT),
    "lab_never_recovered": Function(
        _DAYS, series.lab_never_recovered, optional={**_COUNT, "start_by": "count"}
    ),
    "lab_count": Function(_SERIES, series.lab_count, optional=_VALUES, result="number"),
    "lab_share": Function(_SERIES, series.lab_share, optional={**_DAYS, **_COUNT}, result="number"),
    "lab_lowest": Function(
        _SERIES, series.lab_lowest, optional={**_VALUES, "rank": "count"}, result="number"
    ),
    "lab_highest": Function(
        _SERIES, series.lab_highest, optional={**_VALUES, "rank": "count"}, result="number"
    ),
    "lab_near": Function(
        {"lab": "lab", "of": "date", "before": "count", "after": "count"},
        series.lab_near,
        optional={"unit": "unit"},
        result="number",
    ),
    "lab_nearest": Function({**_SERIES, "to": "day"}, series.lab_nearest, optional=_VALUES, result="number"),
    "window_open": Function({"last": "day"}, series.window_open, optional={"until": "events"}),
    "course_on": Function(
        {"of": "date"}, series.course_on, optional={"forms": "forms", "classes": "texts", "within": "count"}
    ),
}


FROM_RECORDS = frozenset(name for name in FUNCTIONS if name.startswith("lab_")) | {"window_open", "course_on"}
"""Functions that read what other records say."""


# -- what a derived value rests on ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Rests:
    """What is behind a variable: ids of fields, and of derived entries that read other records; in order."""

    fields: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


def read_by(entry: Derived) -> list[str]:
    """The conditions and expressions of an entry."""
    return _given(entry, ("condition", "row_condition", "conditions", "expression"))


def inputs(entry: Derived) -> tuple[frozenset[str], frozenset[str]]:
    """What an entry reads: variables, and fields by their id."""
    variables = {name for source in read_by(entry) for name in condition(source).variables}
    return frozenset(variables | set(_given(entry, ("name", "names")))), frozenset(
        _given(entry, ("date", "rows"))
    )


def _given(entry: Derived, kinds: tuple[Kind, ...]) -> list[str]:
    """The arguments of some kinds, lists taken apart."""
    texts: list[str] = []
    for argument, kind in function(entry).every.items():
        given = entry.arguments.get(argument)
        if given is not None and kind in kinds:
            texts += [str(each) for each in given] if isinstance(given, list) else [str(given)]
    return texts


_MOST_FORMS = 200
_found: dict[int, tuple[Form, dict[str, Rests]]] = {}
"""What lies behind the variables of a form never changes; working it out takes longer than a grade."""


def behind(form: Form) -> Mapping[str, Rests]:
    """Variable name -> everything behind it, for derived values through all steps."""
    known = _found.get(id(form))
    if known is None or known[0] is not form:
        if len(_found) >= _MOST_FORMS:
            _found.clear()
        known = _found[id(form)] = form, _behind(form)
    return known[1]


def _behind(form: Form) -> dict[str, Rests]:
    order = [each.id for each in form.fields()]
    result = {name: Rests((field_id,)) for name, field_id in names_of(form.fields()).items()}
    for entry in form.derived:
        if entry.function == "implied":
            continue
        variables, direct = inputs(entry)
        fields, records = set(direct), {entry.id} if entry.function in FROM_RECORDS else set()
        for name in variables:
            rests = result.get(name, Rests())
            fields.update(rests.fields)
            records.update(rests.records)
        given = Rests(
            tuple(each for each in order if each in fields),
            tuple(each.id for each in form.derived if each.id in records),
        )
        result |= dict.fromkeys(names_given(entry), given)
    return result


def rests_on(form: Form) -> dict[str, tuple[str, ...]]:
    """Variable name -> ids of the fields behind it, in form order; for derived values through all steps."""
    return {name: rests.fields for name, rests in behind(form).items()}
