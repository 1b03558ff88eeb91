"""Which answers are answers of a form, and which are not."""

from typing import Any

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.registry.answers import misfits, unknown_codes
from tests.registry.practice import LUNG


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("onset", {"value": {"day": -3}}),
        ("onset", {"value": {"from": 3, "to": 3, "window": "early_0_30"}}),
        ("onset", {"value": {"window": "late_gt_30"}}),
        ("onset", {"missing": "pending"}),
        ("onset", {"value": {"day": 400}, "confirmed": "seen in the letter"}),
        ("pathogen_class", {"value": []}),
        ("primary_site", {"value": {"text": "left knee"}}),
        ("organisms", {"value": []}),
        ("organisms", {"missing": "not_done"}),
        ("organisms", {"value": [{"row": "0000000a", "organism": {"value": {"text": "new one"}}}]}),
    ],
)
def test_an_answer_of_the_type_of_its_field_fits(
    catalogue: Catalogue, field: str, answer: dict[str, Any]
) -> None:
    assert list(misfits(catalogue.form("infection"), LUNG | {field: answer})) == []


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("onset", {"value": "2026-01-19"}),
        ("onset", {"value": {"day": "14"}}),
        ("onset", {"value": {"from": 3}}),
        ("onset", {"value": {"from": 9, "to": 3}}),
        ("onset", {"value": {"day": 1, "on": "2026-01-06"}}),
        ("route", {"value": "smoke"}),
        ("route", {"value": "iv", "missing": "not_known"}),
        ("route", {"missing": "unknown"}),
        ("route", {}),
        ("route", {"value": "iv", "note": "Meier"}),
        ("invasive", {"value": True}),
        ("pathogen_class", {"value": "bacterial"}),
        ("pathogen_class", {"value": ["bacterial", "bacterial"]}),
        ("organisms", {"value": [{"organism": {"value": "cmv"}}]}),
        ("organisms", {"value": [{"row": "00000001", "surname": {"value": "Meier"}}]}),
        ("surname", {"value": "Meier"}),
        ("onset", {"value": {"day": 50_001}}),
        ("onset", {"value": {"day": True}}),
        ("onset", {"value": {"window": "31-90"}}),
        ("onset", {"value": {"day": 3}, "unit": 3}),
        ("organisms", {"value": "cmv"}),
        ("organisms", {"value": [{"row": "1"}]}),
        ("primary_site", {"value": {"text": "knee", "of": "Meier"}}),
        ("primary_site", {"value": {"text": "x" * 2001}}),
    ],
)
def test_an_answer_that_is_none_of_its_form_does_not(
    catalogue: Catalogue, field: str, answer: dict[str, Any]
) -> None:
    found = list(misfits(catalogue.form("infection"), LUNG | {field: answer}))
    assert len(found) == 1
    assert found[0].split(".")[0] == field


@pytest.mark.parametrize(
    ("value", "fits"),
    [(1, True), (0, True), (-1, True), ("1", False), (True, False), ("1.5", False), (None, False)],
)
def test_a_count_is_a_whole_number(catalogue: Catalogue, value: object, fits: bool) -> None:
    found = list(misfits(catalogue.form("treatment"), {"prior_lines": {"value": value}}))
    assert found == ([] if fits else ["prior_lines"])


def test_what_stays_in_the_practice_fits_no_form(catalogue: Catalogue) -> None:
    form = catalogue.form("treatment")
    staying = [field.id for field in form.fields() if field.stays]
    assert "infused_on" in staying
    for field in staying:
        assert list(misfits(form, {field: {"missing": "not_known"}})) == [field]


def test_codes_are_looked_up_in_fields_and_rows(catalogue: Catalogue) -> None:
    answers = LUNG | {
        "primary_site": {"value": "third_lung"},
        "organisms": {"value": [{"row": "00000001", "organism": {"value": "no_such_organism"}}]},
    }
    form = catalogue.form("infection")
    assert sorted(unknown_codes(form, answers, catalogue)) == ["organisms.organism", "primary_site"]
    assert list(unknown_codes(form, LUNG, catalogue)) == []
