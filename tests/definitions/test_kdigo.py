"""The KDIGO stage that stands beside the CTCAE grade of the renal form."""

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.rules.case import case_answers, context_of, infusion_of
from iago_desktop.rules.grade import grade

CATALOGUE = Catalogue.shipped()


@pytest.mark.parametrize(
    ("stage", "creatinine", "rise", "dialysis"),
    [
        (0, 1.49, "no", "no"),
        (1, 1.5, "no", "no"),
        (1, 1.3, "yes", "no"),
        (1, 1.99, "no", "no"),
        (2, 2.0, "no", "no"),
        (2, 2.99, "no", "no"),
        (3, 3.0, "no", "no"),
        (3, 1.3, "no", "yes"),
    ],
)
def test_stage_by_creatinine_and_dialysis(stage: int, creatinine: float, rise: str, dialysis: str) -> None:
    assert _stage(creatinine, 1.0, rise, dialysis) == stage


@pytest.mark.parametrize(
    ("stage", "creatinine", "baseline", "rise"),
    [(1, 3.99, 3.0, "yes"), (3, 4.0, 3.0, "yes"), (0, 4.0, 3.0, "no"), (3, 4.5, 3.0, "no")],
)
def test_four_milligrams_count_only_with_an_acute_rise(
    stage: int, creatinine: float, baseline: float, rise: str
) -> None:
    assert _stage(creatinine, baseline, rise, "no") == stage


def test_a_baseline_that_is_not_known_leaves_the_stage_open() -> None:
    assert _stage(2.0, None, "no", "no") is None
    assert _stage(2.0, None, "no", "yes") == 3


def _stage(creatinine: float, baseline: float | None, rise: str, dialysis: str) -> int | None:
    form = CATALOGUE.form("renal")
    case = {"treatment": {"product": "axi-cel", "infused_on": "2026-01-05"}}
    infused_on = infusion_of(case)
    given: dict[str, object] = {
        "creatinine": creatinine,
        "creatinine_rise_48h": rise,
        "dialysis": dialysis,
    }
    if baseline is not None:
        given["creatinine_baseline"] = baseline
    answers = case_answers(form, given, infused_on, CATALOGUE)
    (kdigo,) = grade(form, answers, None, context_of(case, infused_on), CATALOGUE).beside
    assert kdigo.system == "KDIGO AKI"
    return kdigo.value
