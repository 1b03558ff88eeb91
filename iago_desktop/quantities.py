"""Numbers as people type them, with their units.  Decimal throughout: a double at a cut-off is a wrong grade.

The table of units is closed: a unit that is not in it is a slip, or a conversion that nobody has checked.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from iago_desktop.errors import InputError


@dataclass(frozen=True)
class Quantity:
    """A number in the unit of its field.

    `below`: the laboratory wrote `<`; `typed_unit`: what it was converted from.
    """

    value: Decimal
    unit: str
    below: bool = False
    typed_unit: str = ""


UNITS: dict[str, tuple[str, ...]] = {
    "/uL": ("/µl", "/ul", "/mm3", "/mm³", "/cmm", "zellen/µl", "cells/µl", "cells/ul", "1/µl"),
    "10*9/L": ("g/l", "gpt/l", "giga/l", "10^9/l", "10e9/l", "10⁹/l", "x10^9/l", "x10⁹/l", "/nl", "1/nl",
               "k/µl", "k/ul", "tsd/µl", "tsd./µl"),
    "g/dL": ("g/dl",),
    "g/L": ("g/l",),
    "mg/dL": ("mg/dl", "mg%"),
    "mg/L": ("mg/l", "µg/ml", "ug/ml"),
    "ug/L": ("µg/l", "ug/l", "mcg/l", "ng/ml"),
    "ng/L": ("ng/l", "pg/ml"),
    "mg/L{FEU}": ("mg/lfeu", "µg/mlfeu", "ug/mlfeu"),
    "ug/L{FEU}": ("µg/lfeu", "ug/lfeu", "ng/mlfeu"),
    "umol/L": ("µmol/l", "umol/l"),
    "mmol/L": ("mmol/l",),
    "U/L": ("u/l", "iu/l", "ie/l"),
    "ukat/L": ("µkat/l", "ukat/l"),
    "[IU]/mL": ("iu/ml", "ie/ml"),
    "Cel": ("°c", "c", "cel", "grad"),
    "L/min": ("l/min", "l/m"),
    "mm[Hg]": ("mmhg", "mm hg"),
    "d": ("d", "t", "tag", "tage", "day", "days"),
    "%": ("%",),
    "{copies}/ug": ("copies/µg", "copies/ug", "kopien/µg", "kopien/ug"),
    "s": ("s", "sek", "sec"),
    "kg": ("kg",),
    "cm": ("cm",),
}  # fmt: skip
"""Unit (UCUM) -> what people type for it, in lower case; `G/l` and `g/l` are told apart by the field."""

_SHOWN = {"/uL": "/µL", "10*9/L": "G/L", "ug/L": "µg/L", "Cel": "°C", "mm[Hg]": "mmHg", "umol/L": "µmol/L",
          "ukat/L": "µkat/L", "[IU]/mL": "IU/mL", "mg/L{FEU}": "mg/L FEU", "ug/L{FEU}": "µg/L FEU",
          "{copies}/ug": "copies/µg"}  # fmt: skip

# Powers of ten of a base unit: such conversions are exact in both directions.
_POWERS: tuple[dict[str, int], ...] = (
    {"/uL": 0, "10*9/L": 3},
    {"g/dL": 1, "g/L": 0, "mg/dL": -2, "mg/L": -3, "ug/L": -6, "ng/L": -9},
    {"mg/L{FEU}": -3, "ug/L{FEU}": -6},
    {"mmol/L": 0, "umol/L": -3},
)
_ENZYMES = frozenset({"ldh", "ast", "alt"})
_FACTORS: dict[tuple[str, str, str], Decimal] = {
    ("hb", "mmol/L", "g/dL"): Decimal("1.611"),
    ("creatinine", "umol/L", "mg/dL"): Decimal("0.01131"),
    ("bilirubin", "umol/L", "mg/dL"): Decimal("0.0585"),
    ("triglycerides", "mmol/L", "mg/dL"): Decimal("88.57"),
    **{(lab, "ukat/L", "U/L"): Decimal(60) for lab in _ENZYMES},
}
"""Conversions that hold for one laboratory test only, towards the unit it is stored in."""
_BESIDE = re.compile(r"_(uln|lln|baseline|before)$")
"""A limit or an earlier value of a laboratory test (`creatinine_uln`) is converted as the test itself."""
_DECIMALS = 6
"""Kept when a factor is divided by: such a result has no end."""

_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<digits>\d[\d.,]*|[.,]\d+)(?P<rest>.*)", re.DOTALL)
_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_SPACED = re.compile(r"(?<![\d.,])(\d{1,3})((?:[ \u00a0\u202f'’]\d{3})+)(?!\d)")
_LONGEST = 15


def parse_number(
    text: str, *, unit: str = "", units: tuple[str, ...] = (), integer: bool = False, lab: str = ""
) -> Quantity:
    """The number, in `unit`, or InputError.

    A unit typed behind the number is converted to the field's; `1.500` is refused because it has two readings
    (`readings` tells them).  A field with several units and none of its own wants one typed.
    """
    typed = _SPACED.sub(lambda m: m[1] + re.sub(r"\D", "", m[2]), text.strip().replace("−", "-"))
    if not typed:
        raise InputError("number_empty")
    below = typed.startswith(("<", "≤"))
    match = _NUMBER.fullmatch(typed.lstrip("<≤").lstrip() if below else typed)
    if match is None:
        raise InputError("number_above" if typed.startswith((">", "≥")) else "number_not_understood")
    value = _decimal(match["sign"], match["digits"])
    typed_unit = _unit(match["rest"].strip(), unit, units)
    if unit and typed_unit != unit:
        value = convert(value, typed_unit, unit, lab)
    if integer:
        if value != value.to_integral_value():
            raise InputError("number_whole")
        value = value.to_integral_value()
    return Quantity(value, unit or typed_unit, below, typed_unit if typed_unit != unit and unit else "")


def _decimal(sign: str, digits: str) -> Decimal:
    if _GROUPED.fullmatch(digits):
        raise InputError("number_grouped")
    if len(re.findall("[.,]", digits)) > 1:
        raise InputError("number_separators")
    if digits[-1] in ".,":
        raise InputError("number_not_understood")
    if len(digits) > _LONGEST:
        raise InputError("number_too_long")
    return Decimal(sign + digits.replace(",", "."))


def readings(text: str) -> tuple[str, str] | None:
    """Both canonical numbers that a grouped-looking text may mean (`1.500`: 1500 and 1.5), else None."""
    match = re.search(r"(?<![\d.,])[1-9]\d{0,2}[.,]\d{3}(?![\d.,])", text)
    if match is None:
        return None
    return re.sub("[.,]", "", match[0]), canonical(Decimal(match[0].replace(",", ".")).normalize())


def _unit(typed: str, unit: str, units: tuple[str, ...]) -> str:
    """The unit that was meant, seen from the units the field can take."""
    possible = (unit, *units) if unit else units
    if not typed:
        if unit or not units:
            return unit
        raise InputError("number_needs_unit", units=", ".join(map(unit_shown, units)))
    if typed in UNITS and (typed in possible or not possible):
        return typed
    low = typed.lower().replace("μ", "µ").replace(" ", "")
    meant = [known for known, spellings in UNITS.items() if low == known.lower() or low in spellings]
    if not meant:
        raise InputError("number_unit_unknown")
    for known in (*(u for u in possible if u in meant), *meant):
        if known in possible or (unit and _convertible(known, unit)):
            return known
    if not possible:
        raise InputError("number_has_no_unit")
    raise InputError("number_unit_unsuitable", units=", ".join(map(unit_shown, possible)))


def _convertible(from_unit: str, to_unit: str) -> bool:
    return any(from_unit in table and to_unit in table for table in _POWERS) or any(
        key[1:] == (from_unit, to_unit) for key in _FACTORS
    )


def convert(value: Decimal, from_unit: str, to_unit: str, lab: str = "") -> Decimal:
    """The same amount in another unit; InputError where nobody has checked a factor."""
    if from_unit == to_unit:
        return value
    for powers in _POWERS:
        if from_unit in powers and to_unit in powers:
            return _tidy(value.scaleb(powers[from_unit] - powers[to_unit]))
    lab = _BESIDE.sub("", lab)
    factor = _FACTORS.get((lab, from_unit, to_unit))
    if factor is None:
        back = _FACTORS.get((lab, to_unit, from_unit))
        if back is not None:
            return _tidy(round(value / back, _DECIMALS))
        raise InputError("number_not_convertible", typed=unit_shown(from_unit), wanted=unit_shown(to_unit))
    return _tidy(value * factor)


def _tidy(value: Decimal) -> Decimal:
    """Without the zeros that a conversion adds: 480 mg/dL are 4.8 g/L, not 4.80."""
    return value.normalize() if value else Decimal(0)


def canonical(value: Decimal) -> str:
    """As it is stored, signed and sent: no exponent, no plus, the decimals as they were entered."""
    text = format(value, "f")
    return text.removeprefix("-") if not value else text


def shown(value: str, language: str) -> str:
    """A canonical number as a person reads it."""
    return value.replace(".", ",") if language == "de" else value


def unit_shown(unit: str) -> str:
    """The unit as a person reads it: `/µL`, `G/L`, `°C`."""
    return _SHOWN.get(unit, unit)
