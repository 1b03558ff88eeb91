"""A JSON document with something in it that nobody expected there."""

import copy
import random
from typing import Any

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
