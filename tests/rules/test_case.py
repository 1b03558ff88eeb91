"""How a case is read and answered; the cases themselves are in tests/definitions/test_forms.py."""

from typing import Any

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.paths import resource
from iago_desktop.rules.case import grade_case

CATALOGUE = Catalogue.of_folder(resource("forms"), resource("codes"))


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
