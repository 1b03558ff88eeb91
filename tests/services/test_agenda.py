"""What there is to do: visits by the schedule, drafts with their gaps, records to sign."""

from datetime import date, timedelta

import pytest

from iago_desktop.services import agenda, patients, records
from iago_desktop.services.workspace import Workspace
from tests.builders import a_patient, a_record, an_infection
from tests.conftest import TODAY


def infused(practice: Workspace, day: int, surname: str = "Baumann", **values: object) -> str:
    """A patient whose day today is `day`."""
    return a_patient(
        practice, surname, infused_on=TODAY - timedelta(day), consent=None, consent_on=None, **values
    )


def treatment(practice: Workspace, patient: str) -> str:
    return patients.view(practice, patient).treatment_id


def visit(practice: Workspace, patient: str, day: int, next_visit: str | None = None) -> str:
    return a_record(
        practice,
        treatment(practice, patient),
        "follow_up",
        {"visited_on": f"d{day}", "next_visit": next_visit},
    )


@pytest.mark.parametrize(("day", "due"), [(84, False), (85, True), (115, True)])
def test_a_window_on_both_sides(practice: Workspace, day: int, due: bool) -> None:
    patient = infused(practice, day)
    visit(practice, patient, 71)
    (line,) = agenda.visits(practice)
    assert (line.id, line.day_today, line.visit.planned and line.visit.planned.code) == (patient, day, "d100")
    assert bool(agenda.due(practice)) == due
    assert line.until == TODAY + timedelta(115 - day)


def test_the_typed_date_is_due_on_its_day(practice: Workspace) -> None:
    patient = infused(practice, 112)
    visit(practice, patient, 101, "d112")
    (line,) = agenda.due(practice)
    assert (line.on, line.visit.agreed, line.visit.state) == (TODAY, True, "due")
    visit(practice, patient, 112)
    assert agenda.due(practice) == ()


def test_an_unsigned_visit_counts_as_made(practice: Workspace) -> None:
    patient = infused(practice, 100)
    visit(practice, patient, 99)
    assert agenda.due(practice) == ()


def test_nothing_after_death_and_none_without_an_infusion_date(practice: Workspace) -> None:
    patient = infused(practice, 100)
    a_patient(practice, "Conrad", infused_on=None)
    assert [line.id for line in agenda.due(practice)] == [patient]
    a_record(practice, treatment(practice, patient), "death", {"died": "d99"})
    assert agenda.visits(practice) == ()


def test_nothing_after_the_end_of_follow_up(practice: Workspace) -> None:
    patient = infused(practice, 100)
    a_record(practice, treatment(practice, patient), "end_of_follow_up", {"last_contact": "d90"})
    assert agenda.visits(practice) == ()


def test_what_is_late_comes_first_then_what_closes_first(practice: Workspace) -> None:
    for day, name in ((100, "Adler"), (114, "Baumann"), (49, "Conrad"), (3, "Dorn")):
        infused(practice, day, name)
    assert [(line.surname, line.visit.state) for line in agenda.visits(practice)] == [
        ("Conrad", "overdue"),
        ("Baumann", "due"),
        ("Adler", "due"),
        ("Dorn", "planned"),
    ]


def test_a_draft_tells_what_is_open(practice: Workspace) -> None:
    patient = infused(practice, 100)
    draft_id = records.start(practice, treatment(practice, patient), "follow_up")
    (line,) = agenda.drafts(practice)
    assert (line.id, line.patient_id, line.by, line.day_today) == (draft_id, patient, "Maria Weber", 100)
    before = line.open
    draft = records.open_draft(practice, draft_id).draft
    draft.enter("new_infection", "no")
    records.autosave(practice, draft_id, draft, {})
    (line,) = agenda.drafts(practice)
    assert before is not None
    assert line.open == before - 1


def test_what_is_not_signed(practice: Workspace) -> None:
    patient = infused(practice, 100)
    record = an_infection(practice, patient, sign=False)
    (line,) = agenda.to_sign(practice)
    assert (line.id, line.surname, line.regraded) == (record, "Baumann", False)
    records.sign(practice, record)
    assert agenda.to_sign(practice) == ()


def test_the_target_is_told_as_a_calendar_date(practice: Workspace) -> None:
    infused(practice, 100)
    (line,) = agenda.visits(practice)
    assert line.on == date(2026, 8, 12) + timedelta(100)
