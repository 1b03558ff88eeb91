"""Derived values: known, or absent."""

from typing import Any

import pytest

from iago_desktop.definitions.catalogue import Catalogue, Source
from iago_desktop.definitions.load import load_form
from iago_desktop.rules.derive import Context, known, rests_on, variables_of
from iago_desktop.rules.expressions import Value

FORM = """
id = "cough"
version = 1
kind = "toxicity"
title = { en = "Cough", de = "Husten" }
[[section]]
step = "identify"
title = { en = "Identify", de = "Erkennen" }
[[section.field]]
id = "onset"
type = "date"
label = { en = "Onset", de = "Beginn" }
[[section.field]]
id = "admitted"
type = "date"
label = { en = "Admitted", de = "Aufnahme" }
[[section.field]]
id = "protein"
type = "number"
unit = "g/L"
label = { en = "Protein", de = "Eiweiß" }
[[section.field]]
id = "drugs"
type = "rows"
label = { en = "Drugs", de = "Mittel" }
[[section.field.column]]
id = "drug"
type = "text"
label = { en = "Drug", de = "Mittel" }
[[section.field.column]]
id = "start"
type = "date"
label = { en = "Start", de = "Beginn" }
[[derived]]
id = "result"
"""


def derived(function: str, **answers: Any) -> Value | None:
    form = load_form((FORM + function).encode(), "cough.toml")
    return known(form, answers, None, Context()).derived.get("result")


def rows(*each: dict[str, Any]) -> dict[str, Any]:
    return {"value": [{"row": f"{n:08x}", **row} for n, row in enumerate(each)]}


EARLY, LATE = {"start": {"value": {"day": 1}}}, {"start": {"value": {"day": 9}}}
OPEN = {"drug": {"value": "x"}}
ANY = 'function = "any_row"\nrows = "drugs"\nwhen = "start > 5.0"'
ALL = 'function = "all_rows"\nrows = "drugs"\nwhen = "start > 5.0"'
COUNT = 'function = "count_rows"\nrows = "drugs"\nwhen = "start > 5.0"'


@pytest.mark.parametrize(
    ("each", "any_row", "all_rows", "count"),
    [
        ([], "no", "no", 0),
        ([LATE], "yes", "yes", 1),
        ([EARLY], "no", "no", 0),
        ([EARLY, LATE], "yes", "no", 1),
        ([LATE, LATE], "yes", "yes", 2),
        ([OPEN], None, None, None),
        ([OPEN, LATE], "yes", None, None),
        ([OPEN, EARLY], None, "no", None),
    ],
)
def test_a_condition_for_each_row_is_combined_with_three_values(
    each: list[dict[str, Any]], any_row: str | None, all_rows: str | None, count: int | None
) -> None:
    for order in (each, each[::-1]):
        assert derived(ANY, drugs=rows(*order)) == any_row
        assert derived(ALL, drugs=rows(*order)) == all_rows
        assert derived(COUNT, drugs=rows(*order)) == count


def test_rows_that_nobody_asked_about_say_nothing() -> None:
    for function in (ANY, ALL, COUNT):
        assert derived(function) is None
        assert derived(function, drugs={"missing": "not_known"}) is None


DIFFERENT = 'function = "different"\nrows = "drugs"\ncolumn = "drug"\ncount = 2'


@pytest.mark.parametrize(
    ("drugs", "expected"),
    [
        ([], "no"),
        (["a"], "no"),
        (["a", "a"], "no"),
        (["a", "b"], "yes"),
        (["a", None], None),
        ([None, None], None),
        (["a", "b", None], "yes"),
        ([None], "no"),
    ],
)
def test_different_codes(drugs: list[str | None], expected: str | None) -> None:
    each = [{"drug": {"value": drug}} if drug else {} for drug in drugs]
    assert derived(DIFFERENT, drugs=rows(*each)) == expected


def test_days_between_needs_both_days() -> None:
    function = 'function = "days_between"\nfirst = "admitted"\nlast = "onset"'
    third, fifth = {"value": {"day": 3}}, {"value": {"day": 5}}
    assert derived(function, admitted=third, onset=fifth) == 2
    assert derived(function, admitted=third) is None
    assert derived(function, admitted=third, onset={"value": {"from": 5, "to": 9}}) is None


@pytest.mark.parametrize(
    ("value", "window"),
    [
        ({"day": -1}, "pre"),
        ({"day": 0}, "early_0_30"),
        ({"day": 30}, "early_0_30"),
        ({"day": 31}, "late_gt_30"),
        ({"from": 0, "to": 31}, "indeterminate"),
        ({"from": 21, "to": 60, "window": "late_gt_30"}, "late_gt_30"),
        ({"window": "indeterminate"}, "indeterminate"),
    ],
)
def test_a_window_that_came_with_the_date_is_not_derived_again(value: dict[str, Any], window: str) -> None:
    assert derived('function = "window"\nof = "onset"', onset={"value": value}) == window


def test_decide_is_absent_when_neither_side_is_certain() -> None:
    function = 'function = "decide"\nyes = "onset > 5.0"\nno = "onset <= 5.0 || admitted == 1.0"'
    assert derived(function, onset={"value": {"day": 6}}) == "yes"
    assert derived(function, onset={"value": {"day": 5}}) == "no"
    assert derived(function, admitted={"value": {"day": 1}}) == "no"
    assert derived(function) is None


def test_numbers_are_compared_in_the_unit_of_the_field() -> None:
    form = load_form((FORM + 'function = "day"\nof = "onset"').encode(), "cough.toml")
    field = form.field("protein")
    assert variables_of(field, {"value": "4.8", "unit": "g/L"}) == {"protein": 4.8}
    assert variables_of(field, {"value": "480", "unit": "mg/dL"}) == {"protein": 4.8}
    assert variables_of(field, {"value": "4", "unit": "Cel"}) == {}
    assert variables_of(field, {"missing": "not_done"}) == {}


def test_exact_bounds_are_used_where_they_are_handed_over() -> None:
    form = load_form((FORM + 'function = "day"\nof = "onset"').encode(), "cough.toml")
    answers = {"onset": {"value": {"from": 21, "to": 60, "window": "indeterminate"}}}
    private = {"dates": {"onset": {"from": 27, "to": 54, "precision": "month"}}}
    assert known(form, answers, None, Context()).variables["onset_from"] == 21
    assert known(form, answers, private, Context()).variables["onset_from"] == 27


def test_a_derived_value_rests_on_its_fields() -> None:
    text = FORM + ANY + '\n[[derived]]\nid = "further"\nfunction = "decide"\n'
    text += 'yes = "result == \'yes\' && onset > 1.0"\nno = "false"\n'
    form = load_form(text.encode(), "cough.toml")
    assert rests_on(form)["further"] == ("onset", "drugs")
    assert rests_on(form)["onset_to"] == ("onset",)
    assert Catalogue.of([Source(form, text.encode())]).has_form("cough")
