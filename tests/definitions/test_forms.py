"""Every shipped form with the vectors beside it, and the cases of the clinical reference.

Each form is loaded on its own: one that is half written fails alone.  `-k <form>` runs one.
"""

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from iago_desktop.definitions.catalogue import Catalogue, Source
from iago_desktop.definitions.load import load_block, load_form, self_contained
from iago_desktop.definitions.model import Form, GradeRow, Grading
from iago_desktop.definitions.vectors import differences, load_vectors
from iago_desktop.paths import resource
from iago_desktop.rules.case import case_answers, context_of, grade_case, infusion_of
from iago_desktop.rules.check import check_form, terms_of
from iago_desktop.rules.derive import Known, known

FORMS = resource("forms")
IDS = sorted(file.stem for file in FORMS.glob("*.toml") if file.stem.count(".") == 0 and file.stem != "pack")
REFERENCE = json.loads(
    (Path(__file__).parent.parent / "rules" / "vectors_clinical.json").read_text(encoding="utf-8")
)
_STEPS = ["identify", "attribute", "grade", "optimize"]


@functools.cache
def lists() -> Catalogue:
    return Catalogue.of_folder(FORMS / "none", resource("codes"))


@functools.cache
def catalogue_of(form_id: str) -> Catalogue:
    """The form alone, with the blocks it names and all code lists and tables."""
    data = (FORMS / f"{form_id}.toml").read_bytes()
    texts = {
        name: (FORMS / "blocks" / f"{name}.toml").read_bytes()
        for name in set(re.findall(r'^block = "([a-z_]+)"', data.decode(), re.MULTILINE))
        if (FORMS / "blocks" / f"{name}.toml").exists()
    }
    blocks = {name: load_block(text, f"blocks/{name}.toml") for name, text in texts.items()}
    form = load_form(data, f"{form_id}.toml", blocks)
    return lists().with_forms([Source(form, self_contained(data, f"{form_id}.toml", texts))])


def form_of(form_id: str) -> Form:
    return catalogue_of(form_id).form(form_id)


@functools.cache
def vectors_of(form_id: str) -> tuple[dict[str, Any], ...]:
    file = FORMS / f"{form_id}.vectors.toml"
    return load_vectors(file.read_bytes(), file.name, form_id) if file.exists() else ()


every_form = pytest.mark.parametrize("form_id", IDS)


@every_form
def test_the_form_holds_together(form_id: str) -> None:
    form = form_of(form_id)
    assert form.id == form_id
    check_form(form, catalogue_of(form_id))
    steps = [section.step for section in form.sections]
    assert steps == _STEPS if form.kind == "toxicity" else set(steps) == {"record"}


@every_form
def test_the_form_says_what_it_is_for(form_id: str) -> None:
    form = form_of(form_id)
    for name in ("definition", "report", "not_report", "example", "source"):
        assert getattr(form, name), name


@every_form
def test_labels_are_short_and_texts_keep_the_tone(form_id: str) -> None:
    for field in form_of(form_id).fields():
        for text in (field.label, field.hint, field.help, field.invalid_text):
            for words in (text.en, text.de) if text else ():
                assert words == words.strip()
                assert "!" not in words
                assert "bitte" not in words.lower()
        assert len(field.label.en) <= 40, field.label.en
        assert len(field.label.de) <= 44, field.label.de


@every_form
def test_what_is_not_known_is_no_choice(form_id: str) -> None:
    """It is coded missing: a condition that compares with `unknown` would take it for a finding."""
    for field in form_of(form_id).fields():
        assert "unknown" not in [choice.code for choice in field.choices], field.id


@every_form
def test_how_sure_a_question_is_stands_in_its_help(form_id: str) -> None:
    for field in form_of(form_id).fields():
        if field.evidence is None:
            continue
        assert field.help, f"{field.id}: no help"
        for text in (field.help.en, field.help.de):
            assert field.evidence in _marks(text), f"{field.id}: [{field.evidence}] is not in {text!r}"


def _marks(text: str) -> set[str]:
    """The marks in brackets: `[V question, P codes]` has V and P."""
    return {mark for bracket in re.findall(r"\[([^\]]*)\]", text) for mark in re.split(r"[ ,;/]+", bracket)}


@every_form
def test_the_form_has_vectors(form_id: str) -> None:
    found = vectors_of(form_id)
    assert found
    assert len({vector["id"] for vector in found}) == len(found)
    assert all(vector["source"] and vector["why"] for vector in found)
    form = form_of(form_id)
    if not form.gradings and any(not entry.hidden for entry in form.derived):
        assert any(vector["expect"].get("derived") for vector in found), "no derived value is checked"


@every_form
def test_every_vector_of_the_form_comes_out(form_id: str) -> None:
    """All of one form in one test: thousands of tests of a few milliseconds would cost more than they do."""
    wrong = {}
    for vector in vectors_of(form_id):
        result = grade_case(vector, catalogue_of(form_id))
        if different := differences(vector["expect"], result):
            wrong[vector["id"]] = (vector["why"], different)
    assert not wrong


@every_form
def test_every_row_of_every_grading_is_reached(form_id: str) -> None:
    form, catalogue = form_of(form_id), catalogue_of(form_id)
    states = []
    for vector in vectors_of(form_id):
        infused_on = infusion_of(vector)
        answers = case_answers(form, vector.get("answers", {}), infused_on, catalogue)
        states.append(known(form, answers, None, context_of(vector, infused_on)))
    for grading in form.gradings:
        printed = {(row.grade, row.when) for row in _offered(grading, form, catalogue)}
        reached = set()
        for state in states:
            if not grading.when or state.truth(grading.when) is True:
                reached |= _first_met(_rows(grading, state, catalogue), state)
        missed = sorted(printed - reached)
        assert not missed, f"{grading.system} {grading.version}: {missed}"


def _first_met(rows: tuple[GradeRow, ...], state: Known) -> set[tuple[int, str]]:
    return next(({(row.grade, row.when)} for row in rows if state.truth(row.when) is True), set())


def _rows(grading: Grading, state: Known, catalogue: Catalogue) -> tuple[GradeRow, ...]:
    """The rows that count for one case."""
    if not grading.table:
        return grading.rows
    code = grading.table_term or state.variables.get(grading.table_field)
    term = catalogue.table(grading.table).term(str(code))
    return term.rows if term else ()


def _offered(grading: Grading, form: Form, catalogue: Catalogue) -> Iterator[GradeRow]:
    """Every row that this form can come to."""
    yield from grading.rows
    for term in terms_of(grading, form, catalogue):
        yield from term.rows


def test_all_cases_of_the_clinical_reference_are_here() -> None:
    assert len(REFERENCE) == 67


@pytest.mark.parametrize("case", REFERENCE, ids=lambda case: case["id"])
def test_a_case_of_the_clinical_reference_comes_out(case: dict[str, Any]) -> None:
    assert case["form"] in IDS, "the form is not there yet"
    result = grade_case(case, catalogue_of(case["form"]))
    assert not differences(case["expect"], result), (case["why"], result)
