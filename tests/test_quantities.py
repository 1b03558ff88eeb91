"""Numbers as people type them: comma and point, units, limits, and the ones that have two readings."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iago_desktop.errors import InputError
from iago_desktop.quantities import (
    UNITS,
    Quantity,
    canonical,
    convert,
    parse_number,
    readings,
    shown,
    unit_shown,
)
from iago_desktop.sentences import LANGUAGES, known_codes, sentence


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("39.4", "39.4"), ("39,4", "39.4"), (" 39,40 ", "39.40"), ("0,125", "0.125"), ("0.500", "0.500"),
        ("+3", "3"), ("-1.5", "-1.5"), ("−1,5", "-1.5"), (",5", "0.5"), (".5", "0.5"), ("007", "7"),
        ("1500", "1500"),
        ("1 500", "1500"), ("12'500", "12500"), ("1234.567", "1234.567"), ("1,5000", "1.5000"), ("-0", "0"),
    ],
)  # fmt: skip
def test_comma_and_point_are_decimal(typed: str, value: str) -> None:
    assert canonical(parse_number(typed).value) == value


@pytest.mark.parametrize(
    ("typed", "whole", "decimal"),
    [("1.500", "1500", "1.5"), ("12,345", "12345", "12.345"), ("480.000", "480000", "480")],
)
def test_a_number_with_two_readings_asks(typed: str, whole: str, decimal: str) -> None:
    with pytest.raises(InputError, match="number_grouped"):
        parse_number(typed)
    with pytest.raises(InputError, match="number_grouped"):
        parse_number(f"<{typed} mg/dl", unit="g/L")
    assert readings(typed) == (whole, decimal)
    assert readings("1.50") is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "number_empty"),
        ("abc", "number_not_understood"),
        ("39.", "number_not_understood"),
        ("<", "number_not_understood"),
        ("1.234,5", "number_separators"),
        ("1.2.3", "number_separators"),
        (">100", "number_above"),
        ("1" * 16, "number_too_long"),
        ("5 furlong", "number_unit_unknown"),
        ("5 mg/dl", "number_has_no_unit"),
    ],
)
def test_what_cannot_be_a_number_says_why(typed: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_number(typed)
    assert refused.value.code == code
    assert all(sentence(refused.value, language) for language in LANGUAGES)


def test_below_a_limit_is_kept() -> None:
    assert parse_number("<0.1", unit="g/L") == Quantity(Decimal("0.1"), "g/L", below=True)
    assert parse_number("< 0,1", unit="g/L").below
    assert not parse_number("0.1", unit="g/L").below


def test_a_typed_unit_is_converted_and_told() -> None:
    found = parse_number("480 mg/dl", unit="g/L", units=("mg/dL",))
    assert found == Quantity(Decimal("4.8"), "g/L", typed_unit="mg/dL")
    assert canonical(found.value) == "4.8"


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("400 mg/dl", "g/L", "4"),
        ("399 mg/dl", "g/L", "3.99"),
        ("0.48 g/dl", "g/L", "4.8"),
        ("500/µl", "10*9/L", "0.5"),
        ("499/ul", "10*9/L", "0.499"),
        ("0.5 G/l", "/uL", "500"),
        ("0.5 g/l", "/uL", "500"),  # the field tells giga from gram
        ("0,5 /nl", "/uL", "500"),
        ("4.8 G/L", "g/L", "4.8"),
        ("0.1 g/l", "mg/dL", "10"),
        ("12 mg/dl", "mg/L", "120"),
        ("800 ng/ml", "ug/L", "800"),
        ("800", "ug/L", "800"),
        ("39,4 °C", "Cel", "39.4"),
        ("6 l/min", "L/min", "6"),
    ],
)
def test_units_people_type(typed: str, unit: str, value: str) -> None:
    assert canonical(parse_number(typed, unit=unit).value) == value


def test_conversion_at_cut_offs_is_exact() -> None:
    assert convert(Decimal("0.5"), "10*9/L", "/uL") == 500
    assert convert(Decimal("0.499"), "10*9/L", "/uL") == 499
    assert convert(Decimal(31) * Decimal("0.1"), "g/L", "mg/dL") == 310
    assert convert(Decimal(400), "mg/dL", "g/L") == 4
    assert convert(Decimal(100), "umol/L", "mg/dL", "creatinine") == Decimal("1.131")
    assert convert(Decimal(10), "mmol/L", "g/dL", "hb") == Decimal("16.11")


def test_no_factor_no_conversion() -> None:
    with pytest.raises(InputError, match="number_not_convertible"):
        convert(Decimal(100), "umol/L", "mg/dL")
    with pytest.raises(InputError, match="number_unit_unsuitable"):
        parse_number("5 mg/dl", unit="/uL")


def test_a_field_without_a_unit_of_its_own_wants_one() -> None:
    with pytest.raises(InputError, match="number_needs_unit"):
        parse_number("3", units=("mg/L", "mg/dL"))
    assert parse_number("3 mg/dl", units=("mg/L", "mg/dL")) == Quantity(Decimal(3), "mg/dL")


def test_whole_numbers() -> None:
    assert parse_number("3", integer=True).value == 3
    assert canonical(parse_number("3,0", integer=True).value) == "3"
    with pytest.raises(InputError, match="number_whole"):
        parse_number("3.5", integer=True)


def test_shown_in_the_language() -> None:
    assert shown("39.4", "de") == "39,4"
    assert shown("39.4", "en") == "39.4"
    assert unit_shown("10*9/L") == "G/L"
    assert unit_shown("g/L") == "g/L"


decimals = st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False, allow_infinity=False)
powers = st.sampled_from(["g/dL", "g/L", "mg/dL", "mg/L", "ug/L", "ng/L"])


@settings(max_examples=100)
@given(decimals, st.sampled_from(["en", "de"]))
def test_a_number_reads_back_as_it_is_shown(value: Decimal, language: str) -> None:
    text = canonical(value)
    if readings(text):
        with pytest.raises(InputError, match="number_grouped"):
            parse_number(shown(text, language))
        text = canonical(value.quantize(Decimal("0.0001")))
    assert parse_number(shown(text, language)).value == value
    assert "E" not in text


@settings(max_examples=100)
@given(decimals, powers, powers)
def test_there_and_back_again_is_the_same_number(value: Decimal, one: str, other: str) -> None:
    assert convert(convert(value, one, other), other, one) == value


def test_every_spelling_is_lower_case_and_has_one_meaning_but_giga_and_gram() -> None:
    spellings = [s for many in UNITS.values() for s in many]
    assert spellings == [s.lower() for s in spellings]
    assert {s for s in spellings if spellings.count(s) > 1} == {"g/l"}


@settings(max_examples=100)
@given(st.text(alphabet="0123456789.,<>+- mgdl/µL%", max_size=12))
def test_any_text_is_a_number_or_has_a_sentence(text: str) -> None:
    try:
        found = parse_number(text, unit="g/L", units=("mg/dL",))
    except InputError as refused:
        code, words = refused.code, [sentence(refused, language) for language in LANGUAGES]
    else:
        assert found.unit == "g/L"
        return
    assert code in known_codes()
    assert all(words)
