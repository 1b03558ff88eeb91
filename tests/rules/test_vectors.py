"""Cases with a known result: the clinical reference's and the ones beside each form."""

import json
from pathlib import Path
from typing import Any

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.vectors import differences, load_vectors
from iago_desktop.paths import resource
from iago_desktop.rules.case import case_answers, grade_case
from iago_desktop.rules.derive import Context
from iago_desktop.rules.grade import grade

CATALOGUE = Catalogue.shipped()
REFERENCE = json.loads((Path(__file__).parent / "vectors_infection.json").read_text(encoding="utf-8"))
BESIDE = [
    vector
    for file in sorted(resource("forms").glob("*.vectors.toml"))
    for vector in load_vectors(file.read_bytes(), file.name, file.name.removesuffix(".vectors.toml"))
]


def test_all_reference_cases_are_here() -> None:
    assert len(REFERENCE) == 13


@pytest.mark.parametrize("case", REFERENCE + BESIDE, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    result = grade_case(case, CATALOGUE)
    assert not differences(case["expect"], result), (case["why"], result)


def test_ids_are_unique_and_every_vector_names_its_source() -> None:
    assert len({vector["id"] for vector in BESIDE}) == len(BESIDE)
    assert all(vector["source"] and vector["why"] for vector in BESIDE)


def test_every_row_of_every_pattern_is_reached() -> None:
    reached = set()
    for vector in BESIDE:
        form = CATALOGUE.form(vector["form"])
        answers = case_answers(form, vector["answers"], None, CATALOGUE)
        found = grade(form, answers, None, Context(), CATALOGUE)
        if found.row:
            reached.add((found.row.grade, found.row.when))
    rows = {(row.grade, row.when) for term in CATALOGUE.table("ctcae5_infections").terms for row in term.rows}
    assert rows <= reached, rows - reached


def test_only_known_derived_values_are_given() -> None:
    result = grade_case({"id": "x", "form": "infection", "answers": {}}, CATALOGUE)
    assert result["derived"] == {}


def test_the_answer_has_the_keys_of_the_contract() -> None:
    result = grade_case({"id": "x", "form": "infection", "answers": {}}, CATALOGUE)
    assert list(result) == [
        "id",
        "form",
        "version",
        "grade",
        "at_least",
        "because",
        "missing",
        "provisional",
        "derived",
    ]


def test_an_unknown_form_and_version_are_named() -> None:
    assert grade_case({"id": "1", "form": "gout"}, CATALOGUE) == {
        "id": "1",
        "form": "gout",
        "error": "unknown_form",
    }
    for version in (99, "1", [1]):
        case = {"id": "1", "form": "infection", "version": version}
        assert grade_case(case, CATALOGUE)["error"] == "unknown_form"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"rout": "iv"}, "rout"),
        ({"route": "intravenous"}, "route"),
        ({"route_missing": "lost"}, "route_missing"),
        ({"icu": True}, "icu"),
        ({"onset": "2026-02-30"}, "onset"),
        ({"onset": "soon"}, "onset"),
        ({"sites": ["LUNG"]}, "sites"),
        ({"organisms": [{"organism": "NOBODY"}]}, "organisms.organism"),
        ({"organisms": "CMV"}, "organisms"),
        ({"organisms": ["CMV"]}, "organisms"),
        ({"onset": "2026-2-5"}, "onset"),
        ({"onset": "2026-02-5"}, "onset"),
        ({"onset": "20"}, "onset"),
        ({"onset": "2026-13"}, "onset"),
        ({"onset": ["a", "b"]}, "onset"),
        ({"onset": [31, 3]}, "onset"),
        ({"onset": [1.5, 3]}, "onset"),
        ({"onset": "2026-02-05", "onset_missing": "not_known"}, "onset_missing"),
        ({"onset_missing": "not_known", "onset": "2026-02-05"}, "onset"),
    ],
)
def test_an_answer_that_does_not_fit_names_its_field(answers: dict[str, Any], field: str) -> None:
    case = {"id": "1", "form": "infection", "treatment": {"infused_on": "2026-01-05"}, "answers": answers}
    result = grade_case(case, CATALOGUE)
    assert (result["error"], result["field"]) == ("case_unreadable", field)


@pytest.mark.parametrize(
    ("onset", "window"), [(-1, "pre"), (0, "early_0_30"), (30, "early_0_30"), (31, "late_gt_30")]
)
def test_days_do_where_nobody_knows_the_infusion_date(onset: int, window: str) -> None:
    result = grade_case({"id": "1", "form": "infection", "answers": {"onset": onset}}, CATALOGUE)
    assert result["derived"] == {"onset_day": onset, "onset_window": window}


@pytest.mark.parametrize(
    ("bounds", "window"),
    [([65, 105], "late_gt_30"), ([15, 30], "early_0_30"), ([15, 31], "indeterminate"), ([-7, -1], "pre")],
)
def test_a_range_of_days_has_a_window_when_all_its_days_share_one(bounds: list[int], window: str) -> None:
    result = grade_case({"id": "1", "form": "infection", "answers": {"onset": bounds}}, CATALOGUE)
    assert result["derived"] == {"onset_window": window}


def test_a_calendar_date_without_an_infusion_date_cannot_be_placed() -> None:
    result = grade_case({"id": "1", "form": "infection", "answers": {"onset": "2026-02-05"}}, CATALOGUE)
    assert result["derived"] == {}
