"""Answers as a person reads them, in the language of the window."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from iago_desktop.dates import Days, PartialDate
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Column, Text
from iago_desktop.quantities import shown

MISSING_NAMES: Mapping[str, Text] = {
    "not_done": Text(en="not done", de="nicht durchgeführt"),
    "not_known": Text(en="not known", de="nicht bekannt"),
    "not_asked": Text(en="not asked", de="nicht erfragt"),
    "not_applicable": Text(en="not applicable", de="trifft nicht zu"),
    "refused": Text(en="refused", de="abgelehnt"),
    "pending": Text(en="result pending", de="Befund steht aus"),
}
_YES_NO = {"yes": Text(en="Yes", de="Ja"), "no": Text(en="No", de="Nein")}
_NONE = Text(en="None of these", de="Nichts davon")


def wording(
    column: Column,
    answer: Mapping[str, Any],
    *,
    catalogue: Catalogue,
    language: str,
    infusion: date | None,
    exact: Mapping[str, Any] | None = None,
) -> str:
    """The answer in words; empty without one.  Reads back as the same answer where it can be typed."""
    if "missing" in answer:
        return MISSING_NAMES[answer["missing"]].in_language(language)
    value = answer.get("value")
    if value is None:
        return ""
    match column.type:
        case "date":
            text = _date(value, exact, language, infusion)
        case "number":
            text = shown(str(value), language)
        case "several":
            names = [_code(column, code, catalogue, language) for code in value]
            text = ", ".join(names) or _NONE.in_language(language)
        case "rows":
            text = str(len(value))
        case "text":
            text = str(value)
        case _ if isinstance(value, dict):  # a name that gets its code later
            text = str(value["text"])
        case _:
            text = _code(column, str(value), catalogue, language)
    return text


def _code(column: Column, code: str, catalogue: Catalogue, language: str) -> str:
    if column.type == "yes_no":
        return _YES_NO[code].in_language(language)
    for choice in column.choices:
        if choice.code == code:
            return choice.text.in_language(language)
    entry = catalogue.codes(column.codes).entry(code) if column.codes else None
    return entry.text.in_language(language) if entry else code


def _date(value: Any, exact: Mapping[str, Any] | None, language: str, infusion: date | None) -> str:
    if isinstance(value, str):
        return ".".join(reversed(value.split("-")))  # a date that stays, in ISO
    days = Days(exact["from"], exact["to"]) if exact else Days.from_value(value)
    precision = (exact or {}).get("precision", "day" if days.exact is not None else "range")
    if infusion is None or days.first is None or days.last is None or precision == "range":
        return days.shown(language)
    first, last = infusion + timedelta(days.first), infusion + timedelta(days.last)
    return PartialDate(first, last, precision).shown()
