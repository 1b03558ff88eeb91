"""The drugs of one treatment."""

import pytest

from iago_desktop.dates import Days
from iago_desktop.services import patients
from iago_desktop.services.medication import medication
from iago_desktop.services.workspace import Workspace
from tests.builders import INFUSED, a_patient, a_record, an_infection


@pytest.fixture
def patient(practice: Workspace) -> str:
    return a_patient(practice)


@pytest.fixture
def treatment(practice: Workspace, patient: str) -> str:
    return patients.view(practice, patient).treatment_id


def test_by_use_what_goes_on_first(practice: Workspace, patient: str, treatment: str) -> None:
    steroid = {"agent": "H02AB02", "daily_dose": "40", "start": "d3", "ongoing": "no", "stop": "d8"}
    a_record(practice, treatment, "steroids", steroid)
    ended = {"agent": "J02AC04", "start": "d-9", "ongoing": "no", "stop": "d20"}
    a_record(practice, treatment, "prophylaxis", ended)
    a_record(practice, treatment, "prophylaxis", {"agent": "J05AB01", "start": "d-5", "ongoing": "yes"})
    a_record(practice, treatment, "immunoglobulin", {"start": "d35", "ongoing": "no", "stop": "d35"})
    an_infection(practice, patient)
    found = medication(practice, treatment)
    assert found.infusion == INFUSED
    assert [(each.use, each.agent, each.goes_on) for each in found.courses][:2] == [
        ("prophylaxis", "Aciclovir", True),
        ("prophylaxis", "Posaconazole", False),
    ]
    assert [each.use for each in found.courses][2:] == ["immunoglobulin", "steroid"]
    dexamethasone = found.courses[-1]
    assert (dexamethasone.start, dexamethasone.stop) == (Days(3, 3), Days(8, 8))
    assert dexamethasone.dose == "40 mg"


def test_one_that_ended_on_a_day_nobody_knows_does_not_go_on(practice: Workspace, treatment: str) -> None:
    a_record(practice, treatment, "prophylaxis", {"agent": "J05AB01", "start": "d-5", "ongoing": "no"})
    (each,) = medication(practice, treatment).courses
    assert (each.stop, each.goes_on) == (None, False)


def test_a_treatment_that_is_not_there(practice: Workspace) -> None:
    with pytest.raises(KeyError):
        medication(practice, "nothing")
