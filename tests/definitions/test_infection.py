"""What the vectors of the infection form say beyond a grade, and the tables that its conditions repeat."""

from typing import Any

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.vectors import load_vectors
from iago_desktop.paths import resource
from iago_desktop.rules.case import case_answers, context_of, grade_case, infusion_of
from iago_desktop.rules.grade import grade, shown_fields

CATALOGUE = Catalogue.of_folder(resource("forms"), resource("codes"))
FORM = CATALOGUE.form("infection")
FILE = resource("forms", "infection.vectors.toml")
VECTORS = load_vectors(FILE.read_bytes(), FILE.name, "infection")
DERIVED = {entry.id: entry.arguments for entry in FORM.derived}


@pytest.mark.parametrize("vector", [v for v in VECTORS if "beside" in v], ids=lambda vector: vector["id"])
def test_the_grade_of_a_second_system(vector: dict[str, Any]) -> None:
    infused_on = infusion_of(vector)
    answers = case_answers(FORM, vector["answers"], infused_on, CATALOGUE)
    found = grade(FORM, answers, None, context_of(vector, infused_on), CATALOGUE)
    by_system = {each.system: each.value for each in found.beside}
    expected = vector["beside"]
    assert by_system[expected["system"]] == expected.get("grade"), (vector["why"], found.beside)


@pytest.mark.parametrize("vector", [v for v in VECTORS if "unknown" in v], ids=lambda vector: vector["id"])
def test_what_is_not_known_is_not_given(vector: dict[str, Any]) -> None:
    derived = grade_case(vector, CATALOGUE)["derived"]
    assert not set(vector["unknown"]) & set(derived), vector["why"]


def organisms(*classes: str) -> set[str]:
    return {each.code for each in CATALOGUE.codes("organisms").entries if each.pathogen_class in classes}


def named_in(derived: str) -> set[str]:
    """The organisms that a condition on rows lists."""
    when = str(DERIVED[derived]["when"])
    return {code for code in organisms("bacterial", "viral", "fungal", "parasitic") if f"'{code}'" in when}


def test_conditions_name_every_organism_of_their_class() -> None:
    flora = {"CONS", "SEPI", "SHAEM", "SHOM", "CJEIK", "CSTRI", "CORY", "CACNE"}
    listed = {"HSV1", "HSV2", "HSV", "VZV", "CMV", "EBV", "HHV6", "ADV", "BKV"}
    assert named_in("bmt_bacteraemia") == organisms("bacterial")
    assert named_in("bmt_bacteraemia_other") == organisms("bacterial") - flora
    assert named_in("bmt_fungaemia") == organisms("fungal")
    assert named_in("bmt_unlisted") == organisms("viral") - listed


def test_breakthrough_is_that_of_the_table() -> None:
    covers = CATALOGUE.codes("prophylaxis_covers")
    assert len(covers.entries) == 8
    for entry in covers.entries:
        assert named_in(f"found_{entry.code}") == set(entry.offers)
        assert f"class == '{entry.code}'" in str(DERIVED[f"on_{entry.code}"]["when"])


def test_intervals_of_the_same_infection() -> None:
    entries = CATALOGUE.codes("organisms").entries
    days = {each.code: each.interval for each in entries if each.interval is not None}
    assert set(days) <= organisms("bacterial", "viral", "fungal")
    assert organisms("bacterial") <= set(days)
    assert (days["CMV"], days["VZV"], days["ECOLI"], days["CDIFF"]) == (60, 14, 7, 30)
    assert (days["CALB"], days["AFUM"], days["RSV"], days["HPYL"]) == (14, 90, 14, 365)
    assert "SARS2" not in days


def test_the_usual_infection_is_asked_nothing_about_special_terms() -> None:
    given = {
        "pathogen_class": ["bacterial"],
        "sites": ["LRTI"],
        "ctcae_term": "lung_infection",
        "route": "oral",
        "hospitalised_for": "no",
        "invasive": "no",
    }
    answers = case_answers(FORM, given, None, CATALOGUE)
    shown = shown_fields(FORM, answers, None, context_of({}, None), CATALOGUE)
    in_step = [each.id for section in FORM.sections if section.step == "grade" for each in section.fields]
    assert [name for name in in_step if name in shown] == ["ctcae_version", "bmt_bacterial"]


def test_terms_of_both_versions_have_rows_for_every_printed_grade() -> None:
    for name, count in (("ctcae5_infections", 88), ("ctcae6_infections", 89)):
        terms = CATALOGUE.table(name).terms
        assert len(terms) == count
        for term in terms:
            assert {row.grade for row in term.rows} == set(term.published), term.code
            assert term.text.de
