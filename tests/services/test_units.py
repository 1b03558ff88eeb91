"""The unit a practice reads a laboratory value in."""

import pytest

from iago_desktop.services import patients, records
from iago_desktop.services.units import choose_unit, units
from iago_desktop.services.workspace import Workspace
from tests.builders import a_patient, a_record


def test_a_bare_number_is_read_in_the_unit_the_practice_chose(practice: Workspace) -> None:
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    a_record(practice, treatment, "labs", {"drawn_on": "d9", "anc": "2,1"})
    choose_unit(practice, "anc", "/uL")
    assert units(practice) == {"anc": "/uL"}
    draft = records.open_draft(practice, records.start(practice, treatment, "labs")).draft
    draft.enter("drawn_on", "d12")
    assert draft.unit_of("anc") == "/uL"
    assert draft.enter("anc", "2050") is None
    assert draft.answer("anc") == {"value": "2050", "unit": "/uL"}
    problem = draft.enter("anc", "2,05")
    assert problem is not None
    assert problem.code == "lab_other_unit"


def test_what_replaces_a_value_is_read_in_the_unit_beside_it(practice: Workspace) -> None:
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    record = a_record(practice, treatment, "labs", {"drawn_on": "d9", "anc": "2,1"})
    choose_unit(practice, "anc", "/uL")
    draft = records.open_draft(practice, records.correct(practice, record)).draft
    draft.enter("anc", "2,2")
    assert draft.answer("anc") == {"value": "2.2", "unit": "10*9/L"}


def test_a_unit_that_the_value_does_not_have_is_refused(practice: Workspace) -> None:
    with pytest.raises(ValueError, match="anc"):
        choose_unit(practice, "anc", "mg/L")


def test_a_visit_begins_on_the_day_it_is_begun(practice: Workspace) -> None:
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    draft = records.open_draft(practice, records.start(practice, treatment, "follow_up")).draft
    assert draft.display("visited_on") == "20.11.2026"
    assert draft.open_items()[0].field == "new_infection"


def test_without_an_infusion_date_the_day_of_a_visit_is_asked(practice: Workspace) -> None:
    treatment = patients.view(practice, a_patient(practice, infused_on=None)).treatment_id
    draft = records.open_draft(practice, records.start(practice, treatment, "follow_up")).draft
    assert draft.answers == {}
