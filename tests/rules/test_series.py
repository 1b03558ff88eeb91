"""Derived values from laboratory series and courses of drugs, and those reckoned from other values."""

from decimal import Decimal
from typing import Any

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.load import load_form
from iago_desktop.errors import DefinitionError
from iago_desktop.rules.check import check_form
from iago_desktop.rules.derive import FUNCTIONS, known, rests_on
from iago_desktop.rules.expressions import Value
from iago_desktop.rules.known import Context, Course, Known, Lab
from iago_desktop.rules.series import HIGHEST

CATALOGUE = Catalogue.shipped()

NOBODY = Context()

FORM = """
id = "check"
version = 1
kind = "toxicity"
title = { en = "Check", de = "Prüfung" }
[[section]]
step = "identify"
title = { en = "Identify", de = "Erkennen" }
[[section.field]]
id = "onset"
type = "date"
label = { en = "Onset", de = "Beginn" }
[[section.field]]
id = "pain"
type = "yes_no"
label = { en = "Pain", de = "Schmerz" }
[[section.field]]
id = "fever"
type = "yes_no"
label = { en = "Fever", de = "Fieber" }
[[section.field]]
id = "score"
type = "number"
label = { en = "Score", de = "Punkte" }
[[section.field]]
id = "part_1"
type = "number"
label = { en = "Part 1", de = "Teil 1" }
[[section.field]]
id = "part_2"
type = "number"
label = { en = "Part 2", de = "Teil 2" }
[[derived]]
id = "result"
"""


def state(function: str, context: Context = NOBODY, **answers: Any) -> Known:
    form = load_form((FORM + function).encode(), "check.toml")
    check_form(form, CATALOGUE)
    given = {name: {"value": value} for name, value in answers.items()}
    return known(form, given, None, context)


def result(function: str, context: Context = NOBODY, **answers: Any) -> Value | None:
    return state(function, context, **answers).variables.get("result")


def labs(code: str, *values: tuple[int, str], unit: str = "/uL", **context: Any) -> Context:
    return Context(labs=tuple(Lab(code, day, Decimal(value), unit) for day, value in values), **context)


def test_of_one_day_the_worse_value_counts_as_the_list_says() -> None:
    listed = {entry.code for entry in CATALOGUE.codes("labs").entries}
    assert {code for code in listed if CATALOGUE.lab(code).worst == "highest"} == HIGHEST
    lowest = 'function = "lab_lowest"\nunit = "{}"\nlab = "{}"\nfirst = 0\nlast = 30'
    assert result(lowest.format("/uL", "anc"), labs("anc", (3, "480"), (3, "900"))) == 480
    twice = labs("ferritin", (3, "480"), (3, "900"), unit="ug/L")
    assert result(lowest.format("ug/L", "ferritin"), twice) == 900


RANKED = 'lab = "anc"\nunit = "/uL"\nfirst = 31\nlast = 100\n'


@pytest.mark.parametrize(
    ("function", "rank", "expected"),
    [("lab_lowest", 1, 200), ("lab_lowest", 2, 500), ("lab_highest", 1, 900), ("lab_lowest", 4, None)],
)
def test_the_lowest_and_highest_daily_values(function: str, rank: int, expected: float | None) -> None:
    context = labs("anc", (30, "50"), (31, "500"), (100, "200"), (60, "900"), (60, "1000"), (101, "50"))
    assert result(f'function = "{function}"\n{RANKED}rank = {rank}', context) == expected


def test_units_are_converted_by_decimal_numbers() -> None:
    context = Context(labs=(Lab("anc", 40, Decimal("0.7"), "10*9/L"), Lab("anc", 41, Decimal("0.5"), "mg/L")))
    assert result('function = "lab_lowest"\n' + RANKED, context) == 700
    assert result('function = "lab_count"\n' + RANKED, context) == 1


@pytest.mark.parametrize("event", ["died", "last_contact", "progression", "next_therapy", "second_infusion"])
def test_a_window_ends_with_what_it_is_limited_by_and_that_day_counts(event: str) -> None:
    function = f'function = "lab_count"\n{RANKED}until = ["{event}"]'
    values = ((31, "1"), (50, "1"), (51, "1"))
    assert result(function, labs("anc", *values)) == 3
    assert result(function, labs("anc", *values, **{event: 50})) == 2
    assert result(function, labs("anc", *values, **{event: 49})) == 1
    assert result(function, labs("anc", *values, **{event: 10})) == 0
    assert result('function = "lab_count"\n' + RANKED, labs("anc", *values, **{event: 49})) == 3


def test_counting_is_absent_without_a_value_and_never_zero() -> None:
    for name in ("lab_days", "lab_gap", "lab_never_recovered"):
        function = f'function = "{name}"\n{RANKED}limit = 500'
        assert result(function, labs("anc", (30, "100"))) is None
        assert result(function, labs("anc", (31, "100"))) is not None
    share = 'function = "lab_share"\nlab = "anc"\nfirst = 0\nlast = 9\nfill = 7'
    assert result(share) is None
    assert result(share, labs("anc", (0, "1"), (8, "1"), (9, "1"))) == 70
    assert result(share, labs("anc", (0, "1"), (9, "1"))) == 0  # 8 days are not filled


def test_a_total_and_the_limit_itself_as_the_arguments_say() -> None:
    days = 'function = "lab_days"\nlab = "platelets"\nunit = "10*9/L"\nlimit = 50\nfirst = 0\nlast = 30\n'
    values = [*((day, "90") for day in range(31)), (5, "50"), (6, "40"), (20, "40")]
    context = labs("platelets", *values, unit="10*9/L")
    assert result(days, context) == 2
    assert result(days + 'count = "total"', context) == 3
    assert result(days + 'count = "total"\ninclusive = false', context) == 2
    assert result(days + "bridge = 13", context) == 16
    assert result(days + "bridge = 12", context) == 2


def test_no_day_before_the_first_or_after_the_last_value_where_the_ends_do_not_count() -> None:
    days = (
        'lab = "platelets"\nunit = "10*9/L"\nlimit = 20\nfirst = 31\nlast = 100\nuntil = ["last_contact"]\n'
    )
    context = labs("platelets", (38, "5"), (45, "5"), unit="10*9/L", last_contact=52)
    assert result('function = "lab_days"\n' + days, context) == 22
    assert result('function = "lab_days"\n' + days + "ends = false", context) == 8
    later = labs("platelets", (45, "5"), (53, "5"), unit="10*9/L")
    assert result('function = "lab_gap"\n' + days, later) == "yes"
    assert result('function = "lab_gap"\n' + days + "ends = false", later) == "no"


NEAR = 'function = "lab_near"\nlab = "anc"\nunit = "/uL"\nof = "onset"\nbefore = 3\nafter = 1'


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([(7, "1")], 1),
        ([(6, "1")], None),
        ([(11, "1")], 1),
        ([(12, "1")], None),
        ([(9, "1"), (11, "2")], 1),  # equally near: the earlier
        ([(8, "1"), (11, "2")], 2),
    ],
)
def test_the_value_nearest_to_a_date(values: list[tuple[int, str]], expected: float | None) -> None:
    assert result(NEAR, labs("anc", *values), onset={"day": 10}) == expected
    assert result(NEAR, labs("anc", *values), onset={"from": 9, "to": 11}) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([(-10, "1")], 1),
        ([(-11, "1")], None),
        ([(-3, "1")], 1),
        ([(-2, "1")], None),
        ([(-7, "1"), (-3, "2")], 1),
        ([(-8, "1"), (-4, "2")], 2),
    ],
)
def test_the_value_nearest_to_a_day(values: list[tuple[int, str]], expected: float | None) -> None:
    function = 'function = "lab_nearest"\nlab = "anc"\nunit = "/uL"\nfirst = -10\nlast = -3\nto = -5'
    assert result(function, labs("anc", *values)) == expected


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        (Context(last_contact=29, vital_status="alive"), "yes"),
        (Context(last_contact=30, vital_status="alive"), "no"),
        (Context(last_contact=29, vital_status="dead"), "no"),
        (Context(last_contact=29, died=29), "no"),
        (Context(last_contact=29), None),
        (Context(last_contact=30), "no"),
        (Context(vital_status="alive"), None),
    ],
)
def test_whether_a_window_is_open(context: Context, expected: str | None) -> None:
    assert result('function = "window_open"\nlast = 30', context) == expected


ON = """
function = "course_on"
of = "onset"
forms = ["steroids"]
classes = ["glucocorticoid", "L04AC"]
within = 2
"""


def courses(*given: Course) -> Context:
    return Context(courses=given)


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        (Course("steroids", "dexamethasone", "glucocorticoid", 10, 12), "yes"),
        (Course("steroids", "dexamethasone", "glucocorticoid", 11, 12), "no"),
        (Course("steroids", "dexamethasone", "glucocorticoid", 5, 8), "yes"),
        (Course("steroids", "dexamethasone", "glucocorticoid", 5, 7), "no"),
        (Course("steroids", "dexamethasone", "glucocorticoid", 5), "yes"),
        (Course("gcsf", "dexamethasone", "glucocorticoid", 5), "no"),
        (Course("steroids", "dexamethasone", "glucocorticoid_inhaled", 5), "no"),
        (Course("steroids", "x", "L04AC07", 5), "yes"),
        (Course("steroids", "L04AC07", "", 5), "yes"),
        (Course("steroids", "x", "L04AB01", 5), "no"),
    ],
)
def test_whether_a_drug_was_on(course: Course, expected: str) -> None:
    assert result(ON, courses(course), onset={"day": 10}) == expected


def test_a_drug_at_a_day_partly_known_and_when_nobody_knows_the_drugs() -> None:
    course = courses(Course("steroids", "dexamethasone", "glucocorticoid", 10, 12))
    assert result(ON, Context(), onset={"day": 10}) is None
    assert result(ON, course) is None
    assert result(ON, courses(), onset={"day": 10}) == "no"
    assert result(ON, course, onset={"from": 10, "to": 14, "window": "early_0_30"}) == "yes"
    assert result(ON, course, onset={"from": 10, "to": 15, "window": "early_0_30"}) is None
    assert result(ON, course, onset={"from": 15, "to": 16, "window": "early_0_30"}) == "no"


def test_an_expression_gives_a_number_or_a_text_or_nothing_yet() -> None:
    points = 'function = "compute"\nexpression = "score < 75.0 ? 2.0 : score <= 175.0 ? 1.0 : 0.0"'
    assert [result(points, score=n) for n in ("74.9", "75", "175", "175.1")] == [2, 1, 1, 0]
    assert result(points) is None
    assert (
        result("function = \"compute\"\nexpression = \"pain == 'yes' ? 'high' : 'low'\"", pain="no") == "low"
    )
    assert result('function = "compute"\nexpression = "part_1 / part_2"', part_1="1", part_2="0") is None
    assert result('function = "compute"\nexpression = "part_1 / part_2"', part_1="1", part_2="8") == 0.125


def test_an_expression_that_gives_yes_or_no_is_a_mistake() -> None:
    with pytest.raises(DefinitionError) as error:
        result('function = "compute"\nexpression = "score > 1.0"', score="2")
    assert error.value.code == "definition_condition_fails"


SUM = 'function = "sum"\nof = ["part_1", "part_2"]\nmost = [4, 3]\n'


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"part_1": "4", "part_2": "3"}, (7, 7, 7)),
        ({"part_1": "4"}, (None, 4, 7)),
        ({}, (None, 0, 7)),
        ({"part_1": "0.5", "part_2": "0.25"}, (0.75, 0.75, 0.75)),
    ],
)
def test_a_sum_and_its_bounds(parts: dict[str, str], expected: tuple[Any, ...]) -> None:
    found = state(SUM, **parts).variables
    assert tuple(found.get(name) for name in ("result", "result_from", "result_to")) == expected
    assert state(SUM + "least = [-1, 1]").variables["result_from"] == 0


def test_how_many_conditions_are_true_and_the_bounds() -> None:
    function = 'function = "count_true"\nconditions = ["pain == \'yes\'", "fever == \'yes\'"]'
    for given, expected in [
        ({"pain": "yes", "fever": "no"}, (1, 1, 1)),
        ({"pain": "yes"}, (None, 1, 2)),
        ({"pain": "no"}, (None, 0, 1)),
    ]:
        found = state(function, **given)
        assert tuple(found.variables.get(f"result{end}") for end in ("", "_from", "_to")) == expected
        assert set(found.derived) <= {"result"}


def test_a_field_is_answered_by_a_variable_once_that_is_known() -> None:
    function = SUM + '[[derived]]\nid = "score"\nfunction = "implied"\nof = "result"\n'
    assert state(function, part_1="4", part_2="2").implied == {"score": 6}
    partly = state(function, part_1="4", score="5")
    assert partly.implied == {}
    assert partly.variables["score"] == 5


def test_what_a_sum_rests_on_holds_for_its_bounds_too() -> None:
    form = load_form((FORM + SUM).encode(), "check.toml")
    assert rests_on(form)["result_from"] == rests_on(form)["result"] == ("part_1", "part_2")


@pytest.mark.parametrize(
    ("function", "code"),
    [
        ('function = "lab_count"\nlab = "gold"\nfirst = 0\nlast = 1', "definition_unknown_name"),
        ('function = "lab_count"\nlab = "anc"\nfirst = 0\nlast = "soon"', "definition_bad_value"),
        ('function = "lab_count"\nlab = "anc"\nfirst = 0', "definition_arguments"),
        (f'function = "lab_count"\n{RANKED}until = ["birthday"]', "definition_unknown_name"),
        (f'function = "lab_days"\n{RANKED}limit = "low"', "definition_bad_value"),
        (f'function = "lab_days"\n{RANKED}limit = 5\ncount = "all"', "definition_bad_value"),
        ('function = "sum"\nof = ["part_1", "nothing"]\nmost = [1, 1]', "definition_unknown_name"),
        ('function = "compute"\nexpression = "nothing + 1.0"', "definition_unknown_name"),
        ('function = "count_true"\nconditions = ["nothing == 1.0"]', "definition_unknown_name"),
    ],
)
def test_an_entry_that_cannot_work_is_refused(function: str, code: str) -> None:
    with pytest.raises(DefinitionError) as error:
        check_form(load_form((FORM + function).encode(), "check.toml"), CATALOGUE)
    assert error.value.code == code


def test_every_function_says_what_it_does() -> None:
    for function in FUNCTIONS.values():
        doing = function.span or function.compute
        assert doing is not None
        assert doing.__doc__
