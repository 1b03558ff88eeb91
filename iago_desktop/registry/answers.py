"""Whether answers are answers of a form: its fields, each with a value of its type, and no calendar date.

Unlikely values are the business of the practice; a code that a list does not have is asked about.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import MISSING, Column, Field, Form

_DECIMAL = re.compile(r"<?-?(0|[1-9][0-9]*)(\.[0-9]+)?", re.ASCII)
_ROW = re.compile(r"[0-9a-f]{8}", re.ASCII)
_WINDOWS = ("pre", "early_0_30", "late_gt_30", "indeterminate")
_KEYS = frozenset({"value", "missing", "unit", "confirmed"})
_LONGEST_TEXT = 2000
_LONGEST_UNIT = 32
_FURTHEST_DAY = 50_000  # more than a life


def misfits(form: Form, answers: Mapping[str, Any]) -> Iterator[str]:
    """Ids of answers that cannot be answers of this form: `field`, or `field.column` of a row."""
    fields = {each.id: each for each in form.fields()}
    for field_id, answer in answers.items():
        field = fields.get(field_id)
        if field is None or field.stays or not isinstance(answer, dict):
            yield field_id
        elif field.type == "rows":
            yield from _row_misfits(field, answer)
        elif not _fits(field, answer):
            yield field_id


def unknown_codes(form: Form, answers: Mapping[str, Any], catalogue: Catalogue) -> Iterator[str]:
    """Ids of fitting answers whose code is not in the list of the field."""
    for field in form.fields():
        value = answers.get(field.id, {}).get("value")
        if field.type == "rows":
            for row in value or ():
                for column in field.columns:
                    if not _codes_known(column, row.get(column.id, {}).get("value"), catalogue):
                        yield f"{field.id}.{column.id}"
        elif not _codes_known(field, value, catalogue):
            yield field.id


def _row_misfits(field: Field, answer: Mapping[str, Any]) -> Iterator[str]:
    if "missing" in answer:
        if not _fits(field, answer):
            yield field.id
        return
    rows = answer.get("value")
    if not isinstance(rows, list) or not set(answer) <= _KEYS:
        yield field.id
        return
    columns = {column.id: column for column in field.columns}
    for row in rows:
        if not isinstance(row, dict) or not _ROW.fullmatch(str(row.get("row", ""))):
            yield field.id
            continue
        for name, cell in row.items():
            column = columns.get(name)
            if name != "row" and (column is None or not isinstance(cell, dict) or not _fits(column, cell)):
                yield f"{field.id}.{name}"


def _fits(column: Column, answer: Mapping[str, Any]) -> bool:
    """Either a value of the type of the field or a coded missing value."""
    if not set(answer) <= _KEYS or ("value" in answer) == ("missing" in answer):
        return False
    unit, confirmed = answer.get("unit", ""), answer.get("confirmed", "")
    if not isinstance(unit, str) or len(unit) > _LONGEST_UNIT or not isinstance(confirmed, str | bool):
        return False
    if "missing" in answer:
        return answer["missing"] in MISSING
    return column.type in _TYPES and _TYPES[column.type](column, answer["value"])


def _is_days(_: Column, value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    days = [value[key] for key in ("day", "from", "to") if key in value]
    if any(type(day) is not int or abs(day) > _FURTHEST_DAY for day in days):
        return False
    if "window" in value and value["window"] not in _WINDOWS:
        return False
    if set(value) == {"day"} or set(value) == {"window"}:
        return True
    return {"from", "to"} <= set(value) <= {"from", "to", "window"} and value["from"] <= value["to"]


def _is_number(column: Column, value: Any) -> bool:
    if column.integer:
        return type(value) is int
    return isinstance(value, str) and _DECIMAL.fullmatch(value) is not None


def _is_choice(column: Column, value: Any) -> bool:
    return value in tuple(choice.code for choice in column.choices)


def _is_code(_: Column, value: Any) -> bool:
    if isinstance(value, dict):
        return set(value) == {"text"} and _is_text(_, value["text"])
    return isinstance(value, str)


def _is_several(column: Column, value: Any) -> bool:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        return False
    if column.choices and not all(_is_choice(column, code) for code in value):
        return False
    return len(set(value)) == len(value)


def _is_text(_: Column, value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT


_TYPES: dict[str, Callable[[Column, Any], bool]] = {
    "date": _is_days,
    "number": _is_number,
    "yes_no": lambda _, value: value in ("yes", "no"),
    "choice": _is_choice,
    "code": _is_code,
    "several": _is_several,
    "text": _is_text,
}


def _codes_known(column: Column, value: Any, catalogue: Catalogue) -> bool:
    if not column.codes or value is None or isinstance(value, dict):
        return True
    codes: Sequence[str] = value if isinstance(value, list) else [value]
    known = catalogue.codes(column.codes)
    return all(known.entry(code) for code in codes)
