"""A case as people and other implementations write it -> what `iago-registry grade` answers.

Calendar dates exist here only on the way in: they become days after the infusion before anything sees them.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import MISSING, Column, Field, Form
from iago_desktop.errors import InputError
from iago_desktop.quantities import canonical
from iago_desktop.rules.derive import Context, Course, Lab
from iago_desktop.rules.grade import grade

_LAST_MONTH = 12
_FULL = len("2026-01-05")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def grade_case(case: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """The answer for one case; `expect` is ignored.

    A form that is not installed gives the error `unknown_form`; a case that cannot be read gives
    `case_unreadable` with the field.
    """
    head: dict[str, Any] = {"id": case.get("id"), "form": case.get("form")}
    version = case.get("version")
    readable = isinstance(head["form"], str) and (version is None or isinstance(version, int))
    if not readable or not catalogue.has_form(head["form"], version):
        return {**head, "error": "unknown_form"}
    form = catalogue.form(head["form"], version)
    try:
        infused_on = infusion_of(case)
        answers = case_answers(form, case.get("answers", {}), infused_on, catalogue)
        context = context_of(case, infused_on)
    except InputError as error:
        return {**head, "error": error.code, "field": error.details["field"]}
    result = grade(form, answers, None, context, catalogue)
    return {
        **head,
        "version": form.version,
        "grade": result.value,
        "at_least": result.at_least,
        "because": result.because,
        "missing": list(result.missing),
        "provisional": result.provisional,
        "derived": dict(result.derived),
    }


def case_answers(
    form: Form, given: Any, infused_on: date | None, catalogue: Catalogue
) -> dict[str, dict[str, Any]]:
    """The answers of a case in the shape that is stored; InputError names the field that does not fit."""
    return _row(form.fields(), given, infused_on, catalogue, "")


def _row(
    columns: tuple[Column, ...] | tuple[Field, ...],
    given: Any,
    infused_on: date | None,
    catalogue: Catalogue,
    place: str,
) -> dict[str, dict[str, Any]]:
    if not isinstance(given, Mapping):
        raise _unreadable(place.removesuffix(".") or "answers")
    by_id = {column.id: column for column in columns}
    answers: dict[str, dict[str, Any]] = {}
    for key, value in given.items():
        name = key.removesuffix("_missing")
        column = by_id.get(name)
        if column is None or name in answers:  # a value and a reason why there is none contradict each other
            raise _unreadable(place + key)
        if name != key:
            if value not in MISSING:
                raise _unreadable(place + key)
            answers[name] = {"missing": value}
        else:
            answers[name] = _answer(column, value, infused_on, catalogue, place)
    return answers


def _answer(
    column: Column, value: Any, infused_on: date | None, catalogue: Catalogue, place: str
) -> dict[str, Any]:
    where = place + column.id
    if column.type == "date":
        days = _days(value, infused_on, where)
        return {"value": days} if days else {"missing": "not_known"}
    if column.type == "number":
        return _number(column, value, where)
    if column.type == "rows" and isinstance(column, Field) and isinstance(value, list):
        return {
            "value": [
                {"row": f"{n:08x}", **_row(column.columns, each, infused_on, catalogue, f"{where}.")}
                for n, each in enumerate(value)
            ]
        }
    if column.type == "several" and isinstance(value, list):
        codes = _codes(column, catalogue)
        if all(isinstance(each, str) and each in codes for each in value):
            return {"value": value}
    elif isinstance(value, str) and (column.type == "text" or value in _codes(column, catalogue)):
        return {"value": value}
    elif column.type == "code" and isinstance(value, Mapping) and isinstance(value.get("text"), str):
        return {"value": {"text": value["text"]}}
    raise _unreadable(where)


def _codes(column: Column, catalogue: Catalogue) -> frozenset[str]:
    if column.type == "yes_no":
        return frozenset({"yes", "no"})
    if column.codes:
        return frozenset(entry.code for entry in catalogue.codes(column.codes).entries)
    return frozenset(choice.code for choice in column.choices)


def _number(column: Column, value: Any, where: str) -> dict[str, Any]:
    if isinstance(value, bool):
        raise _unreadable(where)
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise _unreadable(where) from error
    if not number.is_finite() or (column.integer and number != int(number)):
        raise _unreadable(where)
    answer: dict[str, Any] = {"value": int(number) if column.integer else canonical(number)}
    return {**answer, "unit": column.unit} if column.unit else answer


def _days(value: Any, infused_on: date | None, where: str) -> dict[str, Any] | None:
    """A calendar date, whole or partial, or days after the infusion; None if it cannot be placed."""
    if _is_day(value):
        return {"day": value}
    if isinstance(value, list):
        if len(value) != len(("from", "to")) or not all(map(_is_day, value)) or value[0] > value[1]:
            raise _unreadable(where)
        return Days(value[0], value[1]).to_value("range")
    first, last, precision = _bounds(value, where)
    if infused_on is None:
        return None
    days = Days((first - infused_on).days, (last - infused_on).days)
    return days.to_value("day" if precision == "day" else "month" if precision == "month" else "year")


def _is_day(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _bounds(value: Any, where: str) -> tuple[date, date, str]:
    """First and last possible day of "2026-02-05", "2026-02" or "2026"; no other shape is read."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise _unreadable(where)
    try:
        parts = [int(part) for part in value.split("-")]
        if len(value) == _FULL:
            day = date.fromisoformat(value)
            return day, day, "day"
        if len(parts) == len(("year", "month")):
            year, month = parts
            after = date(year + month // _LAST_MONTH, month % _LAST_MONTH + 1, 1)
            return date(year, month, 1), after - timedelta(days=1), "month"
        return date(parts[0], 1, 1), date(parts[0], _LAST_MONTH, 31), "year"
    except ValueError as error:
        raise _unreadable(where) from error


def infusion_of(case: Mapping[str, Any]) -> date | None:
    """The infusion date if it is known to the day."""
    treatment = case.get("treatment") or {}
    if not isinstance(treatment, Mapping):
        raise _unreadable("treatment")
    value = treatment.get("infused_on")
    if value in (None, "", "not_known"):
        return None
    first, last, _ = _bounds(value, "infused_on")
    return first if first == last else None


def context_of(case: Mapping[str, Any], infused_on: date | None) -> Context:
    """Laboratory values and events of a case; without a day 0 nothing can be placed."""
    if infused_on is None:
        return Context(vital_status=case.get("vital_status"))

    def day(key: str) -> int | None:
        value = case.get(key)
        return None if value is None else (_bounds(value, key)[1] - infused_on).days

    try:
        labs = tuple(
            Lab(
                lab["code"],
                (_bounds(lab["on"], "labs")[0] - infused_on).days,
                Decimal(str(lab["value"])),
                lab["unit"],
            )
            for lab in case.get("labs", ())
        )
    except (KeyError, TypeError, InvalidOperation) as error:
        raise _unreadable("labs") from error
    return Context(
        labs=labs,
        last_contact=day("last_contact"),
        vital_status=case.get("vital_status"),
        died=day("died_on"),
        progression=day("progression_on"),
        next_therapy=day("next_therapy_on"),
        second_infusion=day("second_infusion_on"),
        courses=_courses(case, infused_on),
    )


def _courses(case: Mapping[str, Any], infused_on: date) -> tuple[Course, ...] | None:
    """The drugs of a case; without `courses` nobody knows which were given."""
    given = case.get("courses")
    if given is None:
        return None

    def day(value: Any) -> int | None:
        return None if value is None else (_bounds(value, "courses")[0] - infused_on).days

    courses = []
    for each in given if isinstance(given, list) else [given]:
        start = day(each.get("start")) if isinstance(each, Mapping) else None
        if start is None:
            raise _unreadable("courses")
        agent, group, dosing = (str(each.get(key) or "") for key in ("agent", "agent_class", "dosing"))
        courses.append(
            Course(str(each.get("form") or ""), agent, group, start, day(each.get("stop")), dosing)
        )
    return tuple(courses)


def _unreadable(field: str) -> InputError:
    return InputError("case_unreadable", field=field)
