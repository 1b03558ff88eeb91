"""Forms that grade by rows of their own, tried with answers at random: complete ones and parts of them.

Only answers that the rows can tell apart are drawn (`rules.domains`), and only questions that are shown, in
the order of the form: what a person could have entered.
"""

import functools
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Field, Form
from iago_desktop.rules.derive import Context, inputs, names_given, read_by
from iago_desktop.rules.domains import domain
from iago_desktop.rules.expressions import condition
from iago_desktop.rules.grade import Grade, grade, shown_fields
from iago_desktop.rules.known import names_of
from tests.definitions.test_forms import IDS, catalogue_of, form_of

Answers = dict[str, dict[str, Any]]
Draw = Callable[[st.SearchStrategy[Any]], Any]
EMPTY = Context()
SCALES = {"hlh_system"}
"""Questions that choose a scale without grades, beside those that `when` of a grading reads."""


def _own_rows(form_id: str) -> bool:
    return any(each.rows for each in form_of(form_id).gradings)


FORMS = [form_id for form_id in IDS if _own_rows(form_id)]
every_form = pytest.mark.parametrize("form_id", FORMS)
few = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck), derandomize=True)


@functools.cache
def _asked(form_id: str) -> tuple[tuple[Field, tuple[Any, ...]], ...]:
    """The fields that the rows rest on, each with answers to choose from."""
    form, catalogue = form_of(form_id), catalogue_of(form_id)
    names, sources = _behind(form)
    behind = names_of(form.fields())
    ids = {behind[name] for name in names if name in behind}
    return tuple(
        (each, values)
        for each in form.fields()
        if each.id in ids and (values := _values(each, sources, catalogue))
    )


def _behind(form: Form) -> tuple[set[str], set[str]]:
    """Every variable that a row, a condition of a grading or a question shown for it reads, and where."""
    sources = {row.when for each in form.gradings for row in each.rows}
    sources |= {each.when for each in form.gradings if each.when}
    names: set[str] = set()
    shown = {each.id: each.shown_when for each in form.fields() if each.shown_when}
    while True:
        more = {name for source in sources for name in condition(source).variables} | names
        for entry in form.derived:
            if more & set(names_given(entry)):
                variables, fields = inputs(entry)
                sources |= set(read_by(entry))
                more |= variables | fields
        sources |= {shown[name] for name in more if name in shown}
        if more == names:
            return names, sources
        names = more


def _values(each: Field, sources: set[str], catalogue: Catalogue) -> tuple[Any, ...]:
    found = domain(each, sorted(sources), catalogue)
    if found is None and each.type == "number":
        return (0.0, 1.0, 3.0) if not each.integer else (0, 1, 3)
    if found is None and each.type == "several":
        codes = tuple(choice.code for choice in each.choices)
        return ([], *([code] for code in codes), list(codes))
    return found or ()


def _graded(form_id: str, answers: Mapping[str, Any]) -> Grade:
    return grade(form_of(form_id), answers, None, EMPTY, catalogue_of(form_id))


def _stored(each: Field, value: Any) -> dict[str, Any]:
    if each.type != "number":
        return {"value": value}
    number = str(int(value)) if float(value).is_integer() else str(value)
    answer: dict[str, Any] = {"value": int(value) if each.integer else number}
    return {**answer, "unit": each.unit} if each.unit else answer


def _shown(form_id: str, answers: Answers) -> frozenset[str]:
    return shown_fields(form_of(form_id), answers, None, EMPTY, catalogue_of(form_id))


def complete(draw: Draw, form_id: str) -> Answers:
    """Questions whose answer brings others up come first in a form: one pass answers all that are shown."""
    answers: Answers = {}
    for each, values in _asked(form_id):
        if each.id in _shown(form_id, answers):
            answers[each.id] = _stored(each, draw(st.sampled_from(values)))
    return answers


def part_of(draw: Draw, form_id: str, answers: Answers) -> Answers:
    """Some of the answers, without those to a question that is no longer shown.

    What chooses the system is kept: the grade of another system is another grade, and none is converted.
    """
    chosen = {
        name for each in form_of(form_id).gradings if each.when for name in condition(each.when).variables
    }
    kept = {key: value for key, value in answers.items() if key in SCALES | chosen or draw(st.booleans())}
    while True:
        shown = _shown(form_id, kept)
        still = {key: value for key, value in kept.items() if key in shown}
        if still == kept:
            return kept
        kept = still


@every_form
@few
@given(data=st.data())
def test_the_order_of_answers_does_not_matter_and_only_printed_grades_come_out(
    form_id: str, data: st.DataObject
) -> None:
    answers = complete(data.draw, form_id)
    result = _graded(form_id, answers)
    other = {key: answers[key] for key in data.draw(st.permutations(sorted(answers)))}
    assert _graded(form_id, other) == result
    for each in (result, *result.beside):
        if each.grading and each.grading.rows:
            assert each.value is None or each.value in {row.grade for row in each.grading.rows}


@every_form
@few
@given(data=st.data())
def test_an_answer_more_never_lowers_what_was_said(form_id: str, data: st.DataObject) -> None:
    whole = complete(data.draw, form_id)
    partial = part_of(data.draw, form_id, whole)
    before, after = _graded(form_id, partial), _graded(form_id, whole)
    assert (before.system, before.version) == (after.system, after.version)
    if before.at_least is not None:
        assert after.value is not None or after.at_least is not None, (partial, whole)
        assert (after.value if after.value is not None else after.at_least or 0) >= before.at_least
    if before.value is not None:
        assert after.value == before.value, (partial, whole, before.because, after.because)
    if before.reachable is not None and after.value is not None:
        assert after.value in before.reachable, (partial, whole)
