"""A laboratory value against its bands and the patient's own values: the slips of unit and comma."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from iago_desktop.definitions.model import Column, LabEntry
from iago_desktop.errors import InputError
from iago_desktop.quantities import convert
from iago_desktop.rules.derive import Lab

_FACTORS = (10, 100, 1000)
_NEAR = Decimal("1.25")
"""How near a ratio is to a factor to look like a slip of it."""
_SAME = Decimal(2)
"""A value read in the other unit that lies within this factor of the last one is the likelier reading."""
_SWINGS = frozenset(
    {"anc", "alc", "wbc", "crp", "ferritin", "pct", "il6", "cmv_dna", "d_dimer", "nt_probnp", "troponin_i"}
    | {"troponin_t", "car_t", "cd4", "cd8", "cd3", "cd19", "ast", "alt", "igm"}
)
"""Values that change tenfold by themselves: asked only where another unit explains it."""


class Slip(NamedTuple):
    """`code` of a sentence; `hard` if the value cannot be; `meant`, in the unit of the list, is likelier."""

    code: str
    hard: bool
    details: dict[str, object]
    meant: Decimal | None = None


def slip(
    field: Column, value: Decimal, unit: str, day: int | None, entry: LabEntry, labs: Sequence[Lab]
) -> Slip | None:
    """The gravest doubt about one value, or None.

    1. outside what can be: refused;
    2. about 10, 100 or 1000 times the value nearest in time, or a part of it: what was meant is proposed;
    3. outside the band of the list: to be confirmed;
    4. plausible in another unit too, and nothing of this patient to compare it with.
    """
    try:
        number = convert(value, unit, entry.unit, entry.code)
    except InputError:
        return None
    if _outside(number, entry.reject):
        return Slip("lab_impossible", True, _band(entry.reject, entry.unit))
    last = _nearest(entry.code, day, entry.unit, labs)
    units = (field.unit, *field.units)
    others = [found for each in units if each and each != unit and (found := _read(value, each, entry))]
    beside = _against(number, last, others, entry) if last and number else None
    if beside is None and _outside(number, entry.warn):
        return Slip("lab_implausible", False, _band(entry.warn, entry.unit))
    return _first_value(number, unit, others, entry) if last is None else beside


def _first_value(number: Decimal, unit: str, others: Sequence[Decimal], entry: LabEntry) -> Slip | None:
    unsure = number and any(each != number and not _outside(each, entry.warn) for each in others)
    return Slip("lab_unit_unsure", False, {"unit": unit}) if unsure else None


def _against(number: Decimal, last: Decimal, others: Sequence[Decimal], entry: LabEntry) -> Slip | None:
    details: dict[str, object] = {"last": f"{last.normalize():f}", "unit": entry.unit}
    ratio = _ratio(number, last)
    nearer = [each for each in others if _ratio(each, last) <= _SAME < ratio / _NEAR]
    if nearer:
        return Slip("lab_other_unit", False, details, nearer[0])
    factor = next((each for each in _FACTORS if each / _NEAR <= ratio <= each * _NEAR), None)
    if factor is None or entry.code in _SWINGS:
        return None
    meant = number / factor if number > last else number * factor
    return Slip("lab_factor", False, {"factor": factor, **details}, meant)


def _outside(number: Decimal, band: tuple[str, str] | None) -> bool:
    return band is not None and not Decimal(band[0]) <= number <= Decimal(band[1])


def _band(band: tuple[str, str] | None, unit: str) -> dict[str, object]:
    lowest, highest = band or ("", "")
    return {"lowest": lowest, "highest": highest, "unit": unit}


def _read(value: Decimal, unit: str, entry: LabEntry) -> Decimal | None:
    try:
        return convert(value, unit, entry.unit, entry.code)
    except InputError:
        return None


def _nearest(code: str, day: int | None, unit: str, labs: Sequence[Lab]) -> Decimal | None:
    """The value of the day before, or nearest to it; without a day the newest."""
    own = [each for each in labs if each.code == code]
    if not own:
        return None
    newest = max(own, key=lambda each: each.day)
    found = min(own, key=lambda each: (abs(each.day - day), each.day)) if day is not None else newest
    try:
        return convert(found.value, found.unit, unit, code)
    except InputError:
        return None


def _ratio(one: Decimal, other: Decimal) -> Decimal:
    """How many times the greater is the smaller."""
    return max(one, other) / min(one, other) if one > 0 and other > 0 else Decimal(0)
