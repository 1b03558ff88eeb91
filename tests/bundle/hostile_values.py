"""A JSON document with something in it that nobody expected there."""

import copy
import random
from typing import Any

from iago_desktop.definitions.model import MISSING, Column, Field, Form

VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    2**31,
    2**53 - 1,
    -(2**53) + 1,
    "",
    " ",
    "x" * 20_000,
    "9" * 5000,
    "0." + "0" * 400 + "1",
    "-0",
    "1e999999",
    "NaN",
    "Infinity",
    "<5",
    "<-0",
    "0x10",
    "null",
    "yes",
    "axi-cel",
    "CTCAE",
    "R-7K3M-Q2XW",
    "0" * 32,
    "f" * 64,
    "../../etc",
    "'; DROP TABLE revision",
    "{day:1}",
    "=1+1",
    "😀" * 50,
    "ß",
    "İ",
    "𐍈",
    [],
    {},
    [[]],
    [None],
    [1, "a", {}],
    {"a": 1},
    {"value": None},
    {"value": {}},
    {"value": []},
    {"missing": []},
    {"missing": "not_known"},
    {"value": "1", "missing": "not_known"},
    {"value": "9" * 400},
    {"value": "9" * 400, "unit": "Cel"},
    {"value": {"day": 2**40}},
    {"value": {"day": -50_000}},
    {"value": {"from": 3, "to": 1}},
    {"value": {"from": 1, "to": 2, "window": "x"}},
    {"value": {"window": "late_gt_30"}},
    {"value": ["a"] * 2000},
    {"value": [{"row": "0" * 8}]},
    {"value": True, "unit": None, "confirmed": []},
)
KEYS = (
    "value",
    "missing",
    "unit",
    "confirmed",
    "row",
    "day",
    "form",
    "kind",
    "data",
    "answers",
    "a",
    "rid",
    "key",
    "treatment",
)


def hostile_document(chance: random.Random, document: Any) -> Any:
    """A copy with one to three places changed: replaced, taken out, doubled, renamed or swapped."""
    changed = copy.deepcopy(document)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        places = list(_places(changed))
        if not places:
            return copy.deepcopy(chance.choice(VALUES))
        holder, key = chance.choice(places)
        change = chance.randrange(6)
        if change == 0:
            del holder[key]
        elif change == 1 and isinstance(holder, dict):
            holder[chance.choice(KEYS)] = holder.pop(key)
        elif change == 2:
            other, name = chance.choice(places)
            holder[key] = copy.deepcopy(other[name])
        elif change == 3 and isinstance(holder, dict):
            holder[chance.choice(KEYS)] = copy.deepcopy(chance.choice(VALUES))
        elif change == 4 and isinstance(holder, list):
            holder.insert(key, copy.deepcopy(chance.choice(VALUES)))
        else:
            holder[key] = copy.deepcopy(chance.choice(VALUES))
    return changed


def _places(value: Any) -> Any:
    """Every (holder, key) below."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(pairs):
        yield value, key
        yield from _places(inner)


_DECIMALS = (
    "0",
    "-0",
    "1",
    "-1",
    "39.4",
    "9" * 400,
    "-" + "9" * 400,
    "0." + "0" * 400 + "1",
    "0.1",
    "1000000",
    "<5",
    "<-1",
)
_DAYS: tuple[dict[str, Any], ...] = (
    {"day": 0},
    {"day": 14},
    {"day": 50_000},
    {"day": -50_000},
    {"from": -50_000, "to": 50_000},
    {"from": 3, "to": 33},
    {"window": "late_gt_30"},
    {"from": 0, "to": 0, "window": "pre"},
    {"window": "indeterminate"},
)


def extreme_answers(chance: random.Random, form: Form) -> dict[str, Any]:
    """Answers that fit the form by type and by nothing else, now and then not even by type."""
    fields = [field for field in form.fields() if not field.stays and chance.random() < 0.7]
    answers = {field.id: _answer(chance, field) for field in fields}
    if fields and chance.random() < 0.1:
        answers[chance.choice(fields).id] = copy.deepcopy(chance.choice(VALUES))
    return answers


def _answer(chance: random.Random, field: Field) -> Any:
    if chance.random() < 0.1:
        return {"missing": chance.choice(MISSING)}
    if field.type != "rows":
        return _cell(chance, field)
    rows = [
        {"row": f"{number:08x}"}
        | {column.id: _cell(chance, column) for column in field.columns if chance.random() < 0.8}
        for number in range(chance.choice((0, 1, 1, 2, 40)))
    ]
    return {"value": rows}


def _cell(chance: random.Random, column: Column) -> dict[str, Any]:
    answer: dict[str, Any] = {"value": _value(chance, column)}
    units = getattr(column, "units", None) or ([column.unit] if getattr(column, "unit", None) else [])
    if units and chance.random() < 0.8:
        answer["unit"] = chance.choice([*units, "furlong"])
    return answer


def _value(chance: random.Random, column: Column) -> Any:  # noqa: PLR0911 -- one return for each type
    match column.type:
        case "date":
            return dict(chance.choice(_DAYS))
        case "number":
            return (
                chance.choice((0, 1, -1, 2**53 - 1, 1 - 2**53))
                if column.integer
                else chance.choice(_DECIMALS)
            )
        case "yes_no":
            return chance.choice(("yes", "no"))
        case "choice":
            return chance.choice([choice.code for choice in column.choices] or ["x"])
        case "several":
            codes = [choice.code for choice in column.choices] or ["a", "b", "other"]
            return chance.sample(codes, chance.randrange(len(codes) + 1))
        case "code":
            return chance.choice(("x", "other", "😀", {"text": "x"}))
        case _:
            return chance.choice(("", "x", "=1+1", "😀" * 500))
