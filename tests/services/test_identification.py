"""Windows, duration and relation of one toxicity, from real records."""

import pytest

from iago_desktop.services import patients, records
from iago_desktop.services.identification import identification
from iago_desktop.services.workspace import Workspace
from tests.builders import a_patient, a_record, an_infection


@pytest.fixture
def patient(practice: Workspace) -> str:
    return a_patient(practice)


def treatment_of(practice: Workspace, patient: str) -> str:
    return patients.view(practice, patient).treatment_id


@pytest.mark.parametrize(
    ("onset", "windows"),
    [
        ("d28", {"iago": (0, 30), "hill": (0, 28), "long": (0, 30)}),
        ("d29", {"iago": (0, 30), "hill": (29, 90), "long": (0, 30)}),
        ("d31", {"iago": (31, 5490), "hill": (29, 90), "long": (31, 100)}),
    ],
)
def test_windows_of_every_scheme(
    practice: Workspace, patient: str, onset: str, windows: dict[str, tuple[int, int]]
) -> None:
    found = identification(practice, an_infection(practice, patient, onset=onset))
    assert {scheme.id: window for scheme, window in found.windows} == windows


def test_an_ended_infection_has_its_days(practice: Workspace, patient: str) -> None:
    record = an_infection(practice, patient, onset="d10", outcome="resolved", resolved="d40")
    found = identification(practice, record)
    assert (found.days, found.ended) == (31, True)
    assert found.persists == {30: True, 100: False, 180: False, 365: False}


def test_one_that_goes_on_is_counted_until_the_last_contact(practice: Workspace, patient: str) -> None:
    record = an_infection(practice, patient, onset="d10", outcome="ongoing")
    a_record(practice, treatment_of(practice, patient), "labs", {"drawn_on": "d45", "anc": "2.0"})
    found = identification(practice, record)
    assert (found.days, found.ended, found.counted_until) == (36, False, 45)
    assert found.persists == {30: True}


def test_an_unknown_onset_has_no_windows(practice: Workspace, patient: str) -> None:
    found = identification(practice, an_infection(practice, patient, onset="10.2026"))
    assert (found.windows, found.days, found.persists) == ((), None, {})


def test_a_grade_worked_out_again_is_signed_again(practice: Workspace, patient: str) -> None:
    treatment = treatment_of(practice, patient)
    for day, anc in ((40, "0.9"), (47, "1.2")):
        a_record(practice, treatment, "labs", {"drawn_on": f"d{day}", "anc": anc})
    late = a_record(practice, treatment, "icaht_late", {"onset": "d40"}, sign=True)
    records.sign(practice, late)
    assert records.read_record(practice, late)[1].revision == 2
    a_record(practice, treatment, "labs", {"drawn_on": "d44", "anc": "0.4"})
    assert records.read_record(practice, late)[1].regraded
    records.sign(practice, late)
    _, view = records.read_record(practice, late)
    assert (view.revision, view.regraded, view.status) == (4, False, "signed")
