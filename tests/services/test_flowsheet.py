"""Laboratory values by day, and today's in a draft."""

from decimal import Decimal

import pytest

from iago_desktop.services import patients, records
from iago_desktop.services.flowsheet import begin, flowsheet
from iago_desktop.services.units import choose_unit
from iago_desktop.services.workspace import Workspace
from tests.builders import a_patient, a_record


@pytest.fixture
def treatment(practice: Workspace) -> str:
    return patients.view(practice, a_patient(practice)).treatment_id


def test_values_by_parameter_and_day(practice: Workspace, treatment: str) -> None:
    a_record(practice, treatment, "labs", {"drawn_on": "d3", "anc": "0.48", "igg": "380 mg/dL"})
    a_record(practice, treatment, "labs", {"drawn_on": "d9", "anc": "0.12"})
    sheet = flowsheet(practice, treatment)
    rows = {row.lab: row for row in sheet.rows}
    assert rows["anc"].values == ((3, Decimal("0.48")), (9, Decimal("0.12")))
    assert rows["igg"].values == ((3, Decimal("3.8")),)
    assert (sheet.days, sheet.today, sheet.draft, sheet.count) == ((3, 9), 80, None, 3)


def test_in_the_unit_of_the_practice(practice: Workspace, treatment: str) -> None:
    a_record(practice, treatment, "labs", {"drawn_on": "d3", "anc": "0.48"})
    choose_unit(practice, "anc", "/uL")
    (anc,) = (row for row in flowsheet(practice, treatment).rows if row.lab == "anc")
    assert (anc.unit, anc.values) == ("/uL", ((3, Decimal(480)),))


def test_todays_values_are_one_draft(practice: Workspace, treatment: str) -> None:
    opened = begin(practice, treatment)
    assert flowsheet(practice, treatment).draft == opened.id
    opened.draft.enter("igg", "5.1")
    records.autosave(practice, opened.id, opened.draft, {})
    again = begin(practice, treatment)
    assert (again.id, again.draft.display("igg")) == (opened.id, "5.1")
    records.finish(practice, again.id, again.draft)
    sheet = flowsheet(practice, treatment)
    assert (sheet.draft, sheet.days, sheet.count) == (None, (80,), 1)


def test_a_draft_of_another_day_is_not_todays(practice: Workspace, treatment: str) -> None:
    other = records.start(practice, treatment, "labs")
    draft = records.open_draft(practice, other).draft
    draft.enter("drawn_on", "d79")
    records.autosave(practice, other, draft, {})
    assert flowsheet(practice, treatment).draft is None
    assert begin(practice, treatment).id != other


def test_without_an_infusion_date_there_is_no_today(practice: Workspace) -> None:
    unknown = a_patient(practice, "Anders", infused_on=None, consent_on=None)
    treatment = patients.view(practice, unknown).treatment_id
    assert flowsheet(practice, treatment).today is None
    with pytest.raises(ValueError, match="today"):
        begin(practice, treatment)


def test_a_treatment_that_is_not_there(practice: Workspace) -> None:
    with pytest.raises(KeyError):
        flowsheet(practice, "nothing")
