"""Every unit that a question offers can be converted into the unit of the question."""

from decimal import Decimal

import pytest

from iago_desktop.definitions.model import Column, Field
from iago_desktop.quantities import convert, parse_number, unit_shown
from tests.definitions.test_forms import IDS, form_of


def _columns(form_id: str) -> list[Column]:
    fields = form_of(form_id).fields()
    return [*fields, *(column for each in fields for column in each.columns)]


@pytest.mark.parametrize("form_id", IDS)
def test_a_unit_that_is_offered_can_be_typed(form_id: str) -> None:
    for each in _columns(form_id):
        lab = (each.lab if isinstance(each, Field) else "") or each.id
        for unit in each.units if each.unit else ():
            assert convert(Decimal(1), unit, each.unit, lab), f"{each.id}: {unit}"
            typed = f"1 {unit_shown(unit)}"
            assert parse_number(typed, unit=each.unit, units=each.units, lab=lab).unit == each.unit


@pytest.mark.parametrize(
    ("name", "typed", "unit", "expected"),
    [
        ("creatinine_uln", "106 µmol/l", "mg/dL", "1.19886"),
        ("creatinine_before", "106 µmol/l", "mg/dL", "1.19886"),
        ("ast_baseline", "0,58 µkat/l", "U/L", "34.8"),
        ("hb_lln", "8 mmol/l", "g/dL", "12.888"),
    ],
)
def test_a_limit_is_converted_as_its_value(name: str, typed: str, unit: str, expected: str) -> None:
    assert parse_number(typed, unit=unit, lab=name).value == Decimal(expected)
