"""Values worked out from the answers of one form, for `[[derived]]`.

What cannot be known is absent; a span is the lowest and the highest that the open answers still allow.
"""

from decimal import Decimal

from iago_desktop.dates import Days
from iago_desktop.definitions.model import Derived
from iago_desktop.rules.expressions import Number, Value, condition, tidy
from iago_desktop.rules.known import Context, Known, names_of, variables_of


def day(known: Known, entry: Derived, _context: Context) -> Value | None:
    """The day after the infusion, if it is exactly known."""
    return known.variables.get(str(entry.arguments["of"]))


def window(known: Known, entry: Derived, _context: Context) -> Value | None:
    """The IAGO window of a date: pre, early_0_30, late_gt_30 or indeterminate.

    A window that came with the date was worked out from its exact bounds and is never derived again.
    """
    name = str(entry.arguments["of"])
    value = known.answers.get(name, {}).get("value")
    if not value:
        return None
    return Days.from_value(value).window_code


def days_between(known: Known, entry: Derived, _context: Context) -> Value | None:
    """Days from one date to another, when both are exactly known."""
    first = known.variables.get(str(entry.arguments["first"]))
    last = known.variables.get(str(entry.arguments["last"]))
    return last - first if isinstance(first, int) and isinstance(last, int) else None


def decide(known: Known, entry: Derived, _context: Context) -> Value | None:
    """Yes when `yes` is true, no when `no` is true, otherwise absent."""
    if known.truth(str(entry.arguments["yes"])) is True:
        return "yes"
    return "no" if known.truth(str(entry.arguments["no"])) is True else None


def implied(known: Known, entry: Derived, _context: Context) -> Value | None:
    """The answer of the field with the same id, when other findings leave no other one.

    It is `value` when the condition is true, or what the variable `of` is.
    """
    if "of" in entry.arguments:
        return known.variables.get(str(entry.arguments["of"]))
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


def any_row(known: Known, entry: Derived, _context: Context) -> Value | None:
    """Yes when one row is met; no when none can be."""
    each = _each_row(known, entry)
    if each is None:
        return None
    return "yes" if True in each else None if None in each else "no"


def all_rows(known: Known, entry: Derived, _context: Context) -> Value | None:
    """Yes when there is a row and every row is met; no when one is not."""
    each = _each_row(known, entry)
    if each is None:
        return None
    return "no" if False in each or not each else None if None in each else "yes"


def count_rows(known: Known, entry: Derived, _context: Context) -> Value | None:
    """The number of rows that are met, if it is certain."""
    each = _each_row(known, entry)
    return None if each is None or None in each else each.count(True)


def different(known: Known, entry: Derived, _context: Context) -> Value | None:
    """Yes when a column holds at least `count` different codes; no when it cannot."""
    rows = known.rows(str(entry.arguments["rows"]))
    if rows is None:
        return None
    values = [row.get(str(entry.arguments["column"]), {}).get("value") for row in rows]
    coded = {value for value in values if isinstance(value, str)}
    open_rows = sum(not isinstance(value, str) for value in values)
    count = int(str(entry.arguments["count"]))
    return "yes" if len(coded) >= count else None if len(coded) + open_rows >= count else "no"


def compute(known: Known, entry: Derived, _context: Context) -> Value | None:
    """What the expression gives: a number or a text; absent while it needs what is absent."""
    return condition(str(entry.arguments["expression"])).compute(known.variables)


def total(known: Known, entry: Derived, _context: Context) -> tuple[Number, Number]:
    """The sum of several variables; an absent one may be anything from its `least` to its `most`."""
    names = _list(entry, "of")
    least = _numbers(entry, "least") or [0] * len(names)
    low = high = Decimal(0)
    for name, lowest, highest in zip(names, least, _numbers(entry, "most"), strict=True):
        value = known.variables.get(name)
        known_value = isinstance(value, int | float)
        low += Decimal(str(value if known_value else lowest))
        high += Decimal(str(value if known_value else highest))
    return tidy(float(low)), tidy(float(high))


def count_true(known: Known, entry: Derived, _context: Context) -> tuple[Number, Number]:
    """How many conditions are true; an undecided one may be."""
    truths = [known.truth(source) for source in _list(entry, "conditions")]
    return truths.count(True), len(truths) - truths.count(False)


def _list(entry: Derived, key: str) -> list[str]:
    given = entry.arguments[key]
    return [str(each) for each in given] if isinstance(given, list) else [str(given)]


def _numbers(entry: Derived, key: str) -> list[int]:
    given = entry.arguments.get(key, [])
    return [int(each) for each in given] if isinstance(given, list) else []
