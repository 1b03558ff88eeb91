"""The reachable grades against every completion, answered question by question on grids of the tests' own."""

from collections.abc import Iterator, Mapping
from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from iago_desktop.definitions.catalogue import Catalogue, Source
from iago_desktop.definitions.load import load_form
from iago_desktop.rules.check import check_form
from iago_desktop.rules.domains import domain
from iago_desktop.rules.grade import Grade, grade, shown_fields
from iago_desktop.rules.known import Context

OWN = """
id = "own"
version = 1
kind = "toxicity"
title = { en = "Own", de = "Eigenes" }
[[section]]
step = "grade"
title = { en = "Grade", de = "Grad" }
[[section.field]]
id = "heat"
type = "number"
impossible = "heat < 30.0 || heat > 45.0"
label = { en = "Heat", de = "Wärme" }
[[section.field]]
id = "points"
type = "number"
integer = true
impossible = "points < 0.0 || points > 4.0"
label = { en = "Points", de = "Punkte" }
[[section.field]]
id = "fed"
type = "yes_no"
label = { en = "Fed", de = "Ernährt" }
[[section.field]]
id = "tube"
type = "yes_no"
shown_when = "fed == 'yes'"
label = { en = "Tube", de = "Sonde" }
[[section.field]]
id = "drugs"
type = "several"
label = { en = "Drugs", de = "Mittel" }
[section.field.choices]
red = { en = "Red", de = "Rot" }
blue = { en = "Blue", de = "Blau" }
green = { en = "Green", de = "Grün" }
grey = { en = "Grey", de = "Grau" }
[[section.field]]
id = "where"
type = "choice"
label = { en = "Where", de = "Wo" }
[section.field.choices]
ward = { en = "Ward", de = "Station" }
unit = { en = "Unit", de = "Intensiv" }
home = { en = "Home", de = "Zuhause" }
[[derived]]
id = "bad"
function = "count_true"
conditions = ["tube == 'yes'", "heat >= 39.0", "size(drugs) >= 2"]
hidden = true
[[derived]]
id = "sum"
function = "sum"
of = ["points", "bad"]
most = [4, 3]
[[derived]]
id = "where"
function = "implied"
value = "unit"
when = "'red' in drugs"
[[grading]]
system = "Own"
version = "1"
source = "none"
[[grading.row]]
grade = 4
when = "sum >= 6.0 || sum_from >= 6.0"
text = { en = "4", de = "4" }
[[grading.row]]
grade = 3
when = "where == 'unit' && !('blue' in drugs)"
text = { en = "3", de = "3" }
[[grading.row]]
grade = 2
when = "heat > 38.0 && points >= 1.0"
text = { en = "2", de = "2" }
[[grading.row]]
grade = 0
when = "heat <= 38.0 || points == 0.0"
text = { en = "0", de = "0" }
"""

SHIPPED = Catalogue.shipped()
CATALOGUE = SHIPPED.with_forms([Source(load_form(OWN.encode(), "own.toml"), OWN.encode())])
YES_NO = ("yes", "no")


def subsets(*codes: str) -> tuple[list[str], ...]:
    return tuple(list(each) for each in chain(*(combinations(codes, n) for n in range(len(codes) + 1))))


GRIDS: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "own": {
        "heat": ("30", "37.9", "38", "38.1", "38.9", "39", "45"),
        "points": (0, 1, 2, 3, 4),
        "fed": YES_NO,
        "tube": YES_NO,
        "drugs": subsets("red", "blue", "green", "grey"),
        "where": ("ward", "unit", "home"),
    },
    "crs": {
        "temperature_max": ("30", "37.9", "38", "45"),
        "fever_other_cause": YES_NO,
        "crs_fever_earlier": YES_NO,
        "fever_masked": YES_NO,
        "hypotension": YES_NO,
        "vasopressors": subsets("norepinephrine", "epinephrine", "vasopressin"),
        "oxygen": ("none", "nasal_cannula", "blow_by", "high_flow", "face_mask", "cpap", "ventilated"),
        "oxygen_flow": ("0.1", "6", "6.1", "100"),
        "airway_only": YES_NO,
        "death_due": YES_NO,
    },
}


def graded(form: str, answers: Mapping[str, Any]) -> Grade:
    given_answers = {name: {"value": value} for name, value in answers.items()}
    catalogue = CATALOGUE if CATALOGUE.has_form(form) else SHIPPED
    return grade(catalogue.form(form), given_answers, None, Context(), catalogue)


def asked(form: str, answers: Mapping[str, Any]) -> frozenset[str]:
    given_answers = {name: {"value": value} for name, value in answers.items()}
    catalogue = CATALOGUE if CATALOGUE.has_form(form) else SHIPPED
    return shown_fields(catalogue.form(form), given_answers, None, Context(), catalogue)


def outcomes(form: str, answers: Mapping[str, Any]) -> Iterator[int | None]:
    """The grade of every completion; a question is asked once the answers so far bring it up."""
    shown = asked(form, answers)
    unanswered = [name for name in GRIDS[form] if name in shown and name not in answers]
    if not unanswered:
        yield graded(form, answers).value
        return
    for value in GRIDS[form][unanswered[0]]:
        yield from outcomes(form, {**answers, unanswered[0]: value})


@st.composite
def partly_answered(draw: st.DrawFn, form: str, most_open: int) -> dict[str, Any]:
    grid = GRIDS[form]
    left_open = draw(st.sets(st.sampled_from(sorted(grid)), max_size=most_open))
    answers: dict[str, Any] = {}
    for name, values in grid.items():
        if name not in left_open and name in asked(form, answers):
            answers[name] = draw(st.sampled_from(values))
    shown = asked(form, answers)
    return {name: value for name, value in answers.items() if name in shown}


def held_against_every_completion(form: str, answers: Mapping[str, Any]) -> None:
    found = graded(form, answers)
    results = set(outcomes(form, answers))
    grades = tuple(sorted(each for each in results if each is not None))
    if found.missing or found.reachable is not None:
        assert found.reachable == grades
    if not found.missing:
        assert results == {found.value}
    if found.at_least is not None:
        assert None not in results
        assert grades[0] >= found.at_least


@settings(max_examples=40, deadline=None)
@given(answers=partly_answered("own", 3))
def test_every_grade_that_can_still_come_of_our_form(answers: dict[str, Any]) -> None:
    held_against_every_completion("own", answers)


@settings(max_examples=40, deadline=None)
@given(answers=partly_answered("crs", 3))
@example({"crs_fever_earlier": "yes", "fever_masked": "no", "hypotension": "yes", "death_due": "no"})
def test_every_grade_that_can_still_come_of_a_cytokine_release_syndrome(answers: dict[str, Any]) -> None:
    held_against_every_completion("crs", answers)


def test_nothing_answered() -> None:
    check_form(CATALOGUE.form("own"), CATALOGUE)
    assert graded("own", {}).reachable == (0, 2, 3, 4)
    assert graded("crs", {}).reachable == (0, 1, 2, 3, 4, 5)
    assert graded("icans", {}).reachable == (0, 1, 2, 3, 4, 5)


def test_a_lower_bound_with_what_is_missing() -> None:
    answers = {"consciousness": "voice", "seizure": "none", "motor": "none", "icp": "none", "death_due": "no"}
    found = graded("icans", answers)
    assert (found.value, found.at_least, found.reachable, found.missing) == (None, 2, (2, 3), ("ice",))


IDLE = (
    OWN[: OWN.index("[[grading.row]]")].replace('id = "own"', 'id = "idle"')
    + """
[[grading.row]]
grade = 2
when = "where == 'unit' && fed == 'yes'"
text = { en = "2 fed", de = "2 ernährt" }
[[grading.row]]
grade = 2
when = "where == 'unit'"
text = { en = "2", de = "2" }
[[grading.row]]
grade = 1
when = "heat >= 38.0 && where != 'unit'"
text = { en = "1", de = "1" }
[[grading.row]]
grade = 0
when = "heat < 38.0"
text = { en = "0", de = "0" }
"""
)


def idle(**answers: Any) -> Grade:
    form = load_form(IDLE.encode(), "idle.toml")
    catalogue = CATALOGUE.with_forms([Source(form, IDLE.encode())])
    given_answers = {name: {"value": value} for name, value in answers.items()}
    return grade(form, given_answers, None, Context(), catalogue)


def test_a_field_that_cannot_change_the_grade_is_not_missing() -> None:
    assert idle().missing == ("heat", "where")
    assert idle().reachable == (0, 1, 2)


def test_a_grade_that_no_answer_changes_is_settled() -> None:
    found = idle(where="unit")
    assert (found.value, found.missing, found.because) == (2, (), "2")


def test_what_cannot_be_told_is_not_told() -> None:
    """One number held against another: no number stands for the rest."""
    text = IDLE.replace("heat >= 38.0", "heat >= 3.0 * points")
    form = load_form(text.encode(), "idle.toml")
    catalogue = CATALOGUE.with_forms([Source(form, text.encode())])
    found = grade(form, {}, None, Context(), catalogue)
    assert found.reachable is None
    assert set(found.missing) == {"heat", "points", "fed", "where"}


def numbers(*sources: str, **changes: Any) -> tuple[Any, ...] | None:
    heat = CATALOGUE.form("own").field("heat").model_copy(update=changes)
    return domain(heat, sources, CATALOGUE)


@pytest.mark.parametrize(
    ("sources", "changes", "expected"),
    [
        (["heat > 38.0"], {}, (30, 34, 38, 41.5, 45)),
        (["38.0 < heat && heat <= 40"], {}, (30, 34, 38, 39, 40, 42.5, 45)),
        (["heat > 38.0"], {"impossible": ""}, (37, 38, 39)),
        (["heat > 0.5"], {"impossible": ""}, (0.5, 1.5)),
        (["heat >= 3.0"], {"impossible": "heat < 0.0", "integer": True}, (0, 1, 2, 3, 4)),
        (["heat - 1.0 > 3.0"], {}, None),
        (["heat > 3.0 * other"], {}, None),
        (["other > heat"], {}, None),
        (["fed == 'heat > 3'"], {"impossible": ""}, (1,)),
    ],
)
def test_the_numbers_that_conditions_tell_apart(
    sources: list[str], changes: dict[str, Any], expected: tuple[float, ...] | None
) -> None:
    assert numbers(*sources, **changes) == expected
