"""The three-valued grade, held against a reference that tries every completion."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from iago_desktop.definitions.catalogue import Catalogue, Source
from iago_desktop.definitions.load import load_form
from iago_desktop.paths import resource
from iago_desktop.rules.derive import Context
from iago_desktop.rules.expressions import condition
from iago_desktop.rules.grade import Grade, grade, shown_fields

CATALOGUE = Catalogue.of_folder(resource("forms"), resource("codes"))
INFECTION = CATALOGUE.form("infection")
DOMAINS = {
    "route": ("none", "local", "oral", "iv"),
    "invasive": ("yes", "no"),
    "hospitalised_for": ("yes", "no"),
    "death_due": ("yes", "no"),
    "life_threatening": ("yes", "no"),
}
TERMS = [
    term.code
    for term in CATALOGUE.table("ctcae5_infections").terms
    if term.rows and {name for row in term.rows for name in condition(row.when).variables} <= set(DOMAINS)
]


def graded(answers: dict[str, Any], form_id: str = "infection", catalogue: Catalogue = CATALOGUE) -> Grade:
    return grade(catalogue.form(form_id), answers, None, Context(), catalogue)


def answered(**values: Any) -> dict[str, Any]:
    return {name: {"value": value} for name, value in values.items()}


def completions(known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    open_fields = [name for name in DOMAINS if name not in known]
    for values in product(*(DOMAINS[name] for name in open_fields)):
        yield {**known, **dict(zip(open_fields, values, strict=True))}


@st.composite
def partly_answered(draw: st.DrawFn) -> dict[str, str]:
    names = draw(st.sets(st.sampled_from(sorted(DOMAINS))))
    return {name: draw(st.sampled_from(DOMAINS[name])) for name in sorted(names)}


@settings(max_examples=60, deadline=None)
@given(known=partly_answered(), term=st.sampled_from(TERMS))
def test_what_is_settled_no_further_answer_changes(known: dict[str, str], term: str) -> None:
    """A settled grade is the grade of every completion; a lower bound is below all; reachable is exact."""
    found = graded(answered(ctcae_term=term, **known))
    outcomes = {graded(answered(ctcae_term=term, **full)).value for full in completions(known)}
    if not found.missing:
        assert outcomes == {found.value}
    else:
        assert found.value is None
        assert found.reachable == tuple(sorted(value for value in outcomes if value is not None))
        if found.at_least is not None:
            assert None not in outcomes
            assert found.at_least == min(value for value in outcomes if value is not None)


@settings(max_examples=60, deadline=None)
@given(known=partly_answered(), term=st.sampled_from(TERMS))
def test_only_unanswered_fields_are_missing_and_all_together_settle_it(
    known: dict[str, str], term: str
) -> None:
    found = graded(answered(ctcae_term=term, **known))
    assert not set(found.missing) & set(known)
    rest = {name: DOMAINS[name][-1] for name in found.missing}
    assert graded(answered(ctcae_term=term, **known, **rest)).missing == ()


@settings(max_examples=60, deadline=None)
@given(known=partly_answered(), term=st.sampled_from(TERMS))
def test_a_coded_missing_value_never_raises_the_grade(known: dict[str, str], term: str) -> None:
    """All open fields coded missing: graded as if none of their rows were met, or not at all."""
    coded = {name: {"missing": "not_known"} for name in DOMAINS if name not in known}
    found = graded({**answered(ctcae_term=term, **known), **coded})
    assert found.missing == ()
    outcomes = [graded(answered(ctcae_term=term, **full)).value or 0 for full in completions(known)]
    assert (found.value or 0) <= max(outcomes)
    assert not (found.provisional and not found.coded_missing)


def test_missing_fields_are_named_in_the_order_of_the_form() -> None:
    found = graded(answered(ctcae_term="lung_infection"))
    order = [field.id for field in INFECTION.fields()]
    assert list(found.missing) == sorted(found.missing, key=order.index)


def test_free_text_that_waits_for_its_code_keeps_the_term_open() -> None:
    assert graded({"ctcae_term": {"value": {"text": "lung"}}}).missing == ("ctcae_term",)


def test_a_form_without_grading_has_no_grade() -> None:
    assert graded(answered(product="axi-cel"), "treatment") == Grade()


def test_the_program_and_version_of_the_system_stand_beside_every_grade() -> None:
    found = graded(answered(ctcae_term="lung_infection", death_due="yes"))
    assert (found.value, found.system, found.version) == (5, "CTCAE", "5.0")
    assert found.row is not None
    assert found.row.text.de == "Tod durch die Infektion"
    assert found.because == "Death from the infection"


# -- a small form with what the infection form has not: grade 0, a question behind a question, a number

SMALL = b"""
id = "small"
version = 1
kind = "toxicity"
title = { en = "Small", de = "Klein" }
[[section]]
step = "grade"
title = { en = "Grade", de = "Grad" }
[[section.field]]
id = "oxygen"
type = "choice"
label = { en = "Oxygen", de = "Sauerstoff" }
choices.none = { en = "None", de = "Keiner" }
choices.nasal = { en = "Nasal", de = "Nasenbrille" }
[[section.field]]
id = "oxygen_flow"
type = "number"
unit = "L/min"
label = { en = "Flow", de = "Fluss" }
shown_when = "oxygen == 'nasal'"
[[section.field]]
id = "fever"
type = "yes_no"
label = { en = "Fever", de = "Fieber" }
[grading]
system = "Small"
version = "1"
source = "test"
[[grading.row]]
grade = 3
when = "oxygen == 'nasal' && oxygen_flow > 6.0"
text = { en = "High flow", de = "Hoher Fluss" }
[[grading.row]]
grade = 2
when = "oxygen == 'nasal' && oxygen_flow <= 6.0"
text = { en = "Low flow", de = "Niedriger Fluss" }
[[grading.row]]
grade = 1
when = "fever == 'yes'"
text = { en = "Fever", de = "Fieber" }
[[grading.row]]
grade = 0
when = "fever == 'no' && oxygen == 'none'"
text = { en = "None", de = "Keine" }
"""
SMALL_CATALOGUE = Catalogue.of([Source(load_form(SMALL, "small.toml"), SMALL)])


def small(**answers: dict[str, Any]) -> Grade:
    return graded(answers, "small", SMALL_CATALOGUE)


NASAL, NO_OXYGEN = {"value": "nasal"}, {"value": "none"}
FEVER, NO_FEVER = {"value": "yes"}, {"value": "no"}
NOT_KNOWN = {"missing": "not_known"}


def test_a_question_not_asked_yet_stands_for_the_one_it_waits_for() -> None:
    assert small(fever=FEVER).missing == ("oxygen",)
    assert small(fever=FEVER, oxygen=NASAL).missing == ("oxygen_flow",)


def test_a_question_that_is_not_asked_is_not_missing() -> None:
    found = small(fever=FEVER, oxygen=NO_OXYGEN)
    assert (found.value, found.missing, found.provisional) == (1, (), False)


def test_both_sides_of_a_cut_off() -> None:
    def flow(value: str) -> dict[str, Any]:
        return {"value": value, "unit": "L/min"}

    assert small(oxygen=NASAL, oxygen_flow=flow("6")).value == 2
    assert small(oxygen=NASAL, oxygen_flow=flow("6.0")).value == 2
    assert small(oxygen=NASAL, oxygen_flow=flow("6.1")).value == 3


def test_grade_0_is_found_and_never_the_rest() -> None:
    assert small(fever=NO_FEVER, oxygen=NO_OXYGEN).value == 0
    assert small(fever=NO_FEVER).value is None


def test_at_least_is_never_0() -> None:
    assert small().at_least is None


def test_a_coded_missing_value_beside_grade_0_leaves_no_grade() -> None:
    found = small(fever=NOT_KNOWN, oxygen=NO_OXYGEN)
    assert (found.value, found.provisional, found.coded_missing) == (None, True, ("fever",))


def test_a_coded_missing_question_hides_the_next_one() -> None:
    found = small(fever=FEVER, oxygen=NOT_KNOWN)
    assert (found.value, found.provisional, found.coded_missing) == (1, True, ("oxygen",))


def test_a_coded_missing_number_is_provisional() -> None:
    found = small(fever=FEVER, oxygen=NASAL, oxygen_flow=NOT_KNOWN)
    assert (found.value, found.provisional, found.coded_missing) == (1, True, ("oxygen_flow",))


def test_shown_fields_follow_the_answers() -> None:
    form = SMALL_CATALOGUE.form("small")
    for oxygen, is_shown in ((None, False), ("none", False), ("nasal", True)):
        answers = answered(oxygen=oxygen) if oxygen else {}
        shown = shown_fields(form, answers, None, Context(), SMALL_CATALOGUE)
        assert ("oxygen_flow" in shown) is is_shown


def test_a_finding_that_answers_another_question_takes_it_away() -> None:
    for icu, is_shown in (("yes", False), ("no", True)):
        shown = shown_fields(INFECTION, answered(icu=icu), None, Context(), CATALOGUE)
        assert ("life_threatening" in shown) is is_shown
