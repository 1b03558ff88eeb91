"""Several gradings of one form, grades beside, lower bounds, and what is named as missing."""

from decimal import Decimal
from typing import Any

import pytest

from iago_desktop.definitions.catalogue import Catalogue, Source
from iago_desktop.definitions.load import load_form
from iago_desktop.rules.case import grade_case
from iago_desktop.rules.grade import Grade, grade
from iago_desktop.rules.known import Context, Lab

FORM = """
id = "bleeding"
version = 1
kind = "toxicity"
title = { en = "Bleeding", de = "Blutung" }
[[section]]
step = "grade"
title = { en = "Grade", de = "Grad" }
[[section.field]]
id = "onset"
type = "date"
role = "onset"
label = { en = "Onset", de = "Beginn" }
[[section.field]]
id = "edition"
type = "choice"
label = { en = "Edition", de = "Ausgabe" }
[section.field.choices]
old = { en = "Old", de = "Alt" }
new = { en = "New", de = "Neu" }
[[section.field]]
id = "icu"
type = "yes_no"
label = { en = "Intensive care", de = "Intensivstation" }
[[section.field]]
id = "seen"
type = "yes_no"
label = { en = "Seen", de = "Gesehen" }
[[derived]]
id = "lowest"
function = "lab_lowest"
lab = "platelets"
unit = "10*9/L"
first = 0
last = 30
[[derived]]
id = "near"
function = "lab_near"
lab = "fibrinogen"
of = "onset"
before = 1
after = 1
[[derived]]
id = "on_steroids"
function = "course_on"
of = "onset"
classes = ["glucocorticoid"]
[[grading]]
system = "New"
version = "2"
source = "none"
when = "edition == 'new'"
[[grading.row]]
grade = 5
when = "icu == 'yes'"
text = { en = "new 5", de = "neu 5" }
[[grading]]
system = "Old"
version = "1"
source = "none"
provisional_when = "near < 1.0"
lower_bound_when = "seen == 'no'"
lower_bound_by = ["seen", "platelets"]
[[grading.row]]
grade = 3
when = "icu == 'yes'"
text = { en = "old 3", de = "alt 3" }
[[grading.row]]
grade = 2
when = "lowest < 20.0 || on_steroids == 'yes'"
text = { en = "old 2", de = "alt 2" }
[[grading.row]]
grade = 0
when = "icu == 'no'"
text = { en = "old 0", de = "alt 0" }
[[grading]]
system = "Beside"
version = "1"
source = "none"
beside = true
[[grading.row]]
grade = 4
when = "icu == 'yes' && near < 1.5"
text = { en = "beside 4", de = "daneben 4" }
[[grading]]
system = "Beside if new"
version = "1"
source = "none"
beside = true
when = "edition == 'new'"
table = "ctcae5_toxicities"
table_term = "pneumonitis"
"""

CATALOGUE = Catalogue.shipped().with_forms([Source(load_form(FORM.encode(), "bleeding.toml"), FORM.encode())])
FORM_HERE = CATALOGUE.form("bleeding")


def graded(*labs: tuple[str, int, str], **answers: Any) -> Grade:
    units = {"platelets": "10*9/L", "fibrinogen": "g/L"}
    context = Context(
        labs=tuple(Lab(code, day, Decimal(n), units[code]) for code, day, n in labs), courses=()
    )
    given = {name: {"value": value} for name, value in answers.items()}
    return grade(FORM_HERE, given, None, context, CATALOGUE)


@pytest.mark.parametrize(("edition", "system"), [(None, "Old"), ("old", "Old"), ("new", "New")])
def test_an_answer_selects_the_grading_and_without_it_the_default_counts(
    edition: str | None, system: str
) -> None:
    found = graded(
        ("platelets", 3, "90"), icu="yes", onset={"day": 3}, **({"edition": edition} if edition else {})
    )
    assert (found.system, found.value) == (system, 3 if system == "Old" else 5)
    assert found.grading is not None
    assert found.grading.system == system


def test_grades_of_other_systems_stand_beside() -> None:
    found = graded(("platelets", 3, "90"), ("fibrinogen", 3, "1.2"), icu="yes", onset={"day": 3})
    assert [(each.system, each.value) for each in found.beside] == [("Beside", 4)]
    new = graded(icu="yes", onset={"day": 3}, edition="new").beside
    assert [each.system for each in new] == ["Beside", "Beside if new"]
    assert new[0].missing == ("fibrinogen",)
    assert new[1].term == "pneumonitis"
    assert new[1].rows


def test_laboratory_values_are_missing_after_the_fields() -> None:
    assert graded(onset={"day": 3}).missing == ("icu", "platelets")
    assert graded(onset={"day": 3}, icu="no").missing == ("platelets",)
    assert graded(("platelets", 31, "10"), onset={"day": 3}, icu="no").missing == ("platelets",)
    assert graded(("platelets", 30, "10"), onset={"day": 3}, icu="no").value == 2
    assert graded(onset={"day": 3}, icu="yes").value == 3


def test_a_value_near_a_day_that_is_not_known_waits_for_the_day() -> None:
    assert graded(icu="yes", edition="new").beside[0].missing == ("onset",)


def test_a_drug_nobody_knows_of_leaves_the_grade_provisional() -> None:
    answers = {"onset": {"value": {"day": 3}}, "icu": {"value": "no"}}
    labs = (Lab("platelets", 3, Decimal(90), "10*9/L"),)
    unknown = grade(FORM_HERE, answers, None, Context(labs=labs), CATALOGUE)
    assert (unknown.value, unknown.provisional) == (0, True)
    nothing = grade(FORM_HERE, answers, None, Context(labs=labs, courses=()), CATALOGUE)
    assert (nothing.value, nothing.provisional) == (0, False)


def test_a_grade_is_provisional_while_its_condition_holds() -> None:
    low = ("platelets", 3, "10")
    assert graded(low, ("fibrinogen", 3, "0.9"), icu="no", onset={"day": 3}).provisional
    assert not graded(low, ("fibrinogen", 3, "1"), icu="no", onset={"day": 3}).provisional
    assert not graded(low, icu="no", onset={"day": 3}).provisional


def test_a_lower_bound_is_open_unless_nothing_is_worse() -> None:
    low = ("platelets", 3, "10")
    two = graded(low, icu="no", seen="no", onset={"day": 3})
    assert (two.value, two.at_least, two.missing, two.reachable) == (None, 2, ("seen", "platelets"), (2, 3))
    none = graded(("platelets", 3, "90"), icu="no", seen="no", onset={"day": 3})
    assert (none.value, none.at_least, none.reachable) == (None, None, (0, 2, 3))
    assert graded(low, icu="yes", seen="no", onset={"day": 3}).value == 3
    assert graded(low, icu="no", seen="yes", onset={"day": 3}).value == 2


CASE: dict[str, Any] = {
    "id": "1",
    "form": "bleeding",
    "treatment": {"infused_on": "2026-01-05"},
    "answers": {"onset": "2026-01-15", "icu": "no"},
    "labs": [{"code": "platelets", "on": "2026-01-15", "value": 90, "unit": "10*9/L"}],
}


def drug(start: str, **more: Any) -> dict[str, Any]:
    return {
        "form": "steroids",
        "agent": "dexamethasone",
        "agent_class": "glucocorticoid",
        "start": start,
        **more,
    }


@pytest.mark.parametrize(
    ("courses", "expected"),
    [
        ([], 0),
        ([drug("2026-01-15")], 2),
        ([drug("2026-01-16")], 0),
        ([drug("2026-01-07", stop="2026-01-14")], 0),
        ([drug("2026-01-07", stop="2026-01-15")], 2),
    ],
)
def test_a_case_may_say_which_drugs_were_given(courses: list[dict[str, Any]], expected: int) -> None:
    found = grade_case({**CASE, "courses": courses}, CATALOGUE)
    assert (found["grade"], found["provisional"]) == (expected, False)


@pytest.mark.parametrize("courses", ["none", [{}], [1], [drug("soon")], [drug("2026-01-07", stop="x")]])
def test_drugs_that_cannot_be_read_are_refused(courses: Any) -> None:
    found = grade_case({**CASE, "courses": courses}, CATALOGUE)
    assert (found["error"], found["field"]) == ("case_unreadable", "courses")
