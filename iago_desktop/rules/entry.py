"""One raw entry becomes one answer, by the type of its field.  Whether it is likely is judged elsewhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from iago_desktop.dates import Days, PartialDate, parse_date
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Column, Field
from iago_desktop.errors import InputError
from iago_desktop.quantities import canonical, parse_number, unit_shown

Answer = Mapping[str, Any]
Raw = str | list[str] | Mapping[str, str]
"""Typed text; a code; the codes of `several`; {"text": ...} for a name that gets its code later."""

LONGEST_TEXT = 120
"""Characters of a text that can leave."""
_NOT_KNOWN = frozenset({"??", "u", "unb", "unbekannt", "unknown"})


@dataclass(frozen=True)
class Reading:
    """What an entry meant.  `exact` are the bounds of a partial date: they stay in the practice."""

    answer: Answer
    exact: dict[str, Any] | None = None
    converted: dict[str, str] = field(
        default_factory=dict
    )  # what was typed and what it became, in canonical form


@dataclass(frozen=True)
class Reader:
    """Reads entries as seen from one day and one infusion."""

    catalogue: Catalogue
    today: date
    infusion: date | None
    units: Mapping[str, str] = field(default_factory=dict)  # by laboratory value, as the practice reads them

    def read(self, column: Column, raw: Raw) -> Reading | None:
        """The answer, or None for an emptied field; InputError for a text that cannot be understood.

        A code that is not among the choices is a mistake of the caller and raises ValueError.
        """
        if column.type == "several":
            return Reading({"value": self._several(column, raw)})
        if isinstance(raw, Mapping):
            return self._free_text(column, raw["text"])
        if not isinstance(raw, str):
            raise TypeError(f"{column.id}: {column.type} takes text")
        if not raw.strip():
            return None
        return self._text_of(column, raw)

    def _text_of(self, column: Column, raw: str) -> Reading | None:
        match column.type:
            case "date":
                return self._date(column, raw)
            case "number":
                return _number(column, raw, self.units)
            case "code" if self.catalogue.codes(column.codes).entry(raw) is None:
                return self._free_text(column, raw)
            case "code":
                return Reading({"value": raw})
            case "text":
                return Reading({"value": _text(raw, stays=isinstance(column, Field) and column.stays)})
        return Reading({"value": _choice(column, raw)})

    def _date(self, column: Column, raw: str) -> Reading:
        if raw.strip().lower() in _NOT_KNOWN:
            return Reading({"missing": "not_known"})
        own = column if isinstance(column, Field) else None
        stays = own is not None and own.stays
        typed = parse_date(
            raw,
            today=self.today,
            infusion=None if stays else self.infusion,
            future=own is not None and own.future,
            partial=own is None or own.partial,
            calendar=stays,
        )
        if stays:
            return Reading({"value": _iso(typed.date)})
        days = typed.days or Days(None, None)
        value = days.to_value(typed.precision)
        if typed.precision == "day":
            return Reading({"value": value})
        return Reading({"value": value}, {"from": days.first, "to": days.last, "precision": typed.precision})

    def _several(self, column: Column, raw: Raw) -> list[str]:
        if isinstance(raw, str | Mapping):
            raise TypeError(f"{column.id}: several takes a list")
        if column.choices:
            chosen = [choice.code for choice in column.choices if choice.code in raw]
        else:
            codes = self.catalogue.codes(column.codes)
            chosen = [code for code in dict.fromkeys(raw) if codes.entry(code)]
        if unknown := set(raw) - set(chosen):
            raise ValueError(f"{column.id}: no code {sorted(unknown)}")
        return chosen

    def _free_text(self, column: Column, raw: str) -> Reading | None:
        if column.type != "code":
            raise TypeError(f"{column.id}: {column.type} takes no free text")
        text = _text(raw, stays=False)
        return Reading({"value": {"text": text}}) if text else None


def unit_read(column: Column, units: Mapping[str, str]) -> str:
    """The unit of a bare number: the one the practice chose, if the field can take it, else the field's."""
    chosen = units.get(column.lab, "") if isinstance(column, Field) else ""
    return chosen if chosen in (column.unit, *column.units) and chosen else column.unit


def _number(column: Column, raw: str, units: Mapping[str, str]) -> Reading:
    lab = (column.lab if isinstance(column, Field) else "") or column.id
    own = unit_read(column, units)
    possible = (column.unit, *column.units) if column.unit else column.units
    found = parse_number(raw, unit=own, units=possible, integer=column.integer, lab=lab)
    unit = {"unit": found.unit} if found.unit else {}
    converted = {}
    if found.typed_unit:
        converted = {"typed": raw.strip(), "wanted": f"{canonical(found.value)} {unit_shown(found.unit)}"}
    if column.integer:
        if found.below:
            raise InputError("number_whole")
        return Reading({"value": int(found.value), **unit}, converted=converted)
    # A laboratory's "below" stays with its number; conditions read the limit itself.
    return Reading({"value": "<" * found.below + canonical(found.value), **unit}, converted=converted)


def _iso(day: PartialDate | None) -> str:
    """ISO 8601, as short as what is known: 2026-03-12, 2026-03 or 2026."""
    if day is None:
        raise InputError(
            "date_must_be_full"
        )  # a range of days says nothing where there is nothing to count from
    return day.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[day.precision]]


def single_line(raw: str) -> str:
    """Without line breaks and control characters, which the wire format refuses."""
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", raw)).strip()


def _text(raw: str, *, stays: bool) -> str:
    if stays:
        return raw.strip()
    text = single_line(raw)
    if len(text) > LONGEST_TEXT:
        raise InputError("text_too_long", limit=LONGEST_TEXT)
    return text


def _choice(column: Column, code: str) -> str:
    codes = ("yes", "no") if column.type == "yes_no" else tuple(choice.code for choice in column.choices)
    if code not in codes:
        raise ValueError(f"{column.id}: no code {code!r}")
    return code
