"""The CTCAE tables of the toxicities outside the infections: terms, patterns, published words."""

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import GradeTable
from iago_desktop.paths import resource
from iago_desktop.rules.expressions import Variables, condition

TABLES = ["ctcae5_toxicities", "ctcae6_toxicities"]
WITHOUT_ROWS = {"ctcae5_toxicities": {"cytokine_release_syndrome"}, "ctcae6_toxicities": set[str]()}
"""Terms that cannot be graded from findings; the head of the table says why."""
WITHOUT_SOME_ROWS = {"seizure"}
"""Printed grades that no finding tells; the comment of the pattern says why."""

CATALOGUE = Catalogue.read(resource("forms", "none"), resource("codes"))
every_table = pytest.mark.parametrize("name", TABLES)


def table(name: str) -> GradeTable:
    return CATALOGUE.table(name)


@every_table
def test_a_term_has_both_names_its_words_and_rows_or_a_reason(name: str) -> None:
    for term in table(name).terms:
        assert term.text.en
        assert term.text.de
        assert term.published, term.code
        assert (not term.rows) == (term.code in WITHOUT_ROWS[name]), term.code


@every_table
def test_only_printed_grades_come_out_and_all_of_them(name: str) -> None:
    for term in table(name).terms:
        grades = {row.grade for row in term.rows} - {0}
        assert grades <= set(term.published), term.code
        if term.rows and term.code not in WITHOUT_SOME_ROWS:
            assert grades == set(term.published), term.code


@every_table
def test_rows_run_from_the_worst_and_death_is_grade_five(name: str) -> None:
    for term in table(name).terms:
        grades = [row.grade for row in term.rows]
        assert grades == sorted(set(grades), reverse=True), term.code
        for row in term.rows:
            assert (row.when == "death_due == 'yes'") == (row.grade == 5), term.code


def test_a_term_means_the_same_forms_in_both_versions() -> None:
    older = {term.code: term.uses for term in table(TABLES[0]).terms}
    for term in table(TABLES[1]).terms:
        assert term.uses == older.get(term.code, term.uses), term.code


def graded(name: str, code: str, **findings: str | float | list[str]) -> int | None:
    """The first row that is met; every finding that the term asks must be given."""
    variables: Variables = findings
    term = table(name).term(code)
    assert term
    for row in term.rows:
        met = condition(row.when).evaluate(variables)
        assert met is not None, (row.grade, row.when)
        if met:
            return row.grade
    return None


ALIVE = {"death_due": "no", "life_threatening": "no", "intervention": "none"}
CLINICAL = {**ALIVE, "hospitalised_for": "no", "adl": "none"}


@pytest.mark.parametrize(
    ("older", "newer", "anc"),
    [
        (0, 0, 1.8),
        (1, 0, 1.5),
        (2, 1, 1.499),
        (2, 1, 1.0),
        (3, 2, 0.999),
        (3, 2, 0.5),
        (4, 3, 0.499),
        (4, 3, 0.1),
        (4, 4, 0.099),
    ],
)
def test_neutrophils_differ_between_the_versions(older: int, newer: int, anc: float) -> None:
    assert graded(TABLES[0], "neutrophil_count_decreased", anc=anc, anc_lln=1.8) == older
    assert graded(TABLES[1], "neutrophil_count_decreased", anc=anc) == newer


@pytest.mark.parametrize(
    ("older", "newer", "platelets"),
    [
        (0, 0, 150.0),
        (1, 1, 149.0),
        (1, 1, 75.0),
        (2, 2, 74.0),
        (2, 2, 50.0),
        (3, 3, 49.0),
        (3, 3, 25.0),
        (4, 3, 24.0),
        (4, 3, 10.0),
        (4, 4, 9.0),
    ],
)
def test_platelets_differ_between_the_versions(older: int, newer: int, platelets: float) -> None:
    assert graded(TABLES[0], "platelet_count_decreased", platelets=platelets, platelets_lln=150.0) == older
    answers: dict[str, str | float] = {**ALIVE, "platelets": platelets, "platelets_lln": 150.0}
    assert graded(TABLES[1], "thrombocytopenia", transfusion="no", **answers) == newer


@pytest.mark.parametrize(
    ("grade", "code", "answers"),
    [
        (0, "anemia", {"hb": 12.0}),
        (1, "anemia", {"hb": 11.9}),
        (1, "anemia", {"hb": 10.0}),
        (2, "anemia", {"hb": 9.9}),
        (2, "anemia", {"hb": 8.0}),
        (3, "anemia", {"hb": 7.9}),
        (3, "anemia", {"hb": 9.0, "transfusion": "yes"}),
        (4, "anemia", {"hb": 9.0, "life_threatening": "yes"}),
    ],
)
@every_table
def test_anemia(name: str, grade: int, code: str, answers: dict[str, str | float]) -> None:
    given = {**ALIVE, "hb_lln": 12.0, "transfusion": "no", **answers}
    assert graded(name, code, **given) == grade


@pytest.mark.parametrize(
    ("older", "newer", "answers"),
    [
        (1, 1, {"stools_over_baseline": 3.0}),
        (2, 2, {"stools_over_baseline": 4.0}),
        (2, 2, {"stools_over_baseline": 6.0}),
        (3, 3, {"stools_over_baseline": 7.0}),
        (3, 3, {"stools_over_baseline": 1.0, "hospitalised_for": "yes"}),
        (None, 1, {"stools_over_baseline": 0.0, "severity": "mild"}),
        (None, None, {"stools_over_baseline": 0.0}),
    ],
)
def test_diarrhea(older: int | None, newer: int | None, answers: dict[str, str | float]) -> None:
    given = {**CLINICAL, "severity": "asymptomatic", **answers}
    assert graded(TABLES[0], "diarrhea", **given) == older
    assert graded(TABLES[1], "diarrhea", **given) == newer


@pytest.mark.parametrize(
    ("older", "newer", "alt", "baseline"),
    [
        (0, 0, 50.0, 40.0),
        (1, 1, 51.0, 40.0),
        (1, 1, 150.0, 40.0),
        (2, 2, 151.0, 40.0),
        (2, 2, 250.0, 40.0),
        (3, 3, 251.0, 40.0),
        (3, 3, 1000.0, 40.0),
        (4, 4, 1001.0, 40.0),
        (0, 1, 149.0, 100.0),
        (1, 1, 150.0, 100.0),
        (1, 2, 151.0, 100.0),
        (1, 2, 200.0, 100.0),
        (1, 3, 201.0, 100.0),
        (2, 3, 400.0, 100.0),
        (2, 4, 401.0, 100.0),
        (1, None, 750.0, 300.0),
    ],
)
def test_a_raised_baseline_counts_differently(
    older: int, newer: int | None, alt: float, baseline: float
) -> None:
    given = {"alt": alt, "alt_uln": 50.0, "alt_baseline": baseline}
    assert graded(TABLES[0], "alanine_aminotransferase_increased", **given) == older
    assert graded(TABLES[1], "alanine_aminotransferase_increased", **given) == newer


@every_table
def test_equal_to_a_multiple_is_the_milder_grade_although_a_double_is_not(name: str) -> None:
    assert 1.5 * 1.2 < 1.8
    given = {"creatinine": 1.8, "creatinine_uln": 1.2, "creatinine_lln": 0.6, "creatinine_baseline": 1.2}
    assert graded(name, "creatinine_increased", **given) == 1
    assert graded(name, "creatinine_increased", **{**given, "creatinine": 1.81}) == 2


@pytest.mark.parametrize(
    ("grade", "code", "answers"),
    [
        (1, "facial_nerve_disorder", {"severity": "asymptomatic"}),
        (1, "facial_nerve_disorder", {"severity": "mild"}),
        (2, "facial_nerve_disorder", {"severity": "mild", "adl": "instrumental"}),
        (3, "facial_nerve_disorder", {"severity": "moderate", "adl": "self_care"}),
        (3, "facial_nerve_disorder", {"severity": "severe", "life_threatening": "yes"}),
        (None, "tremor", {"severity": "asymptomatic"}),
        (1, "tremor", {"severity": "mild"}),
        (4, "guillain_barre_syndrome", {"severity": "mild", "intervention": "urgent"}),
        (5, "guillain_barre_syndrome", {"severity": "mild", "death_due": "yes"}),
        (
            4,
            "peripheral_sensory_neuropathy",
            {"severity": "mild", "life_threatening": "yes", "death_due": "yes"},
        ),
    ],
)
@every_table
def test_clinical_terms(name: str, grade: int | None, code: str, answers: dict[str, str]) -> None:
    assert graded(name, code, **{**CLINICAL, **answers}) == grade


@pytest.mark.parametrize(
    ("grade", "bsa", "severity"),
    [(1, 9.0, "severe"), (2, 10.0, "mild"), (2, 31.0, "mild"), (2, 30.0, "severe"), (3, 31.0, "moderate")],
)
def test_rash_of_version_five(grade: int, bsa: float, severity: str) -> None:
    assert graded(TABLES[0], "rash_maculo_papular", bsa=bsa, severity=severity, adl="none") == grade


@pytest.mark.parametrize(
    ("grade", "bsa", "severity"),
    [(1, 50.0, "asymptomatic"), (2, 50.0, "mild"), (3, 51.0, "mild"), (3, 5.0, "moderate")],
)
def test_rash_of_version_six(grade: int, bsa: float, severity: str) -> None:
    assert graded(TABLES[1], "rash_maculo_papular", **ALIVE, bsa=bsa, severity=severity) == grade


@pytest.mark.parametrize(
    ("grade", "answers"),
    [
        (2, {"oxygen": "nasal_cannula", "oxygen_flow": 6.0}),
        (3, {"oxygen": "nasal_cannula", "oxygen_flow": 6.1}),
        (3, {"oxygen": "ventilated", "airway_only": "no"}),
        (1, {"oxygen": "ventilated", "airway_only": "yes"}),
    ],
)
def test_a_nasal_cannula_is_high_flow_above_six_litres(grade: int, answers: dict[str, str | float]) -> None:
    none: list[str] = []
    given = {**ALIVE, "temperature_max": 38.5, "hypotension": "no", **answers}
    assert graded(TABLES[1], "cytokine_release_syndrome", vasopressors=none, **given) == grade
