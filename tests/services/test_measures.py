"""Measures on real records: the worked example of the clinical reference (section 6), what counts as one."""

import pytest

from iago_desktop.services import measures, patients, records
from iago_desktop.services.measures import SCHEMES, Cohort, Line
from iago_desktop.services.workspace import Workspace
from tests.builders import INFECTION, a_patient, a_record, an_infection, fill_in

EARLY = (0, 30)


def a_treatment(practice: Workspace, number: int = 1) -> str:
    return patients.view(practice, a_patient(practice, f"P{number}")).treatment_id


def by_coli(practice: Workspace, patient: str, **entered: str) -> None:
    draft_id = records.start(practice, patients.view(practice, patient).treatment_id, "infection")
    draft = records.open_draft(practice, draft_id).draft
    draft.enter("pathogen_class", ["bacterial"])
    draft.enter("organisms", "ECOLI", draft.add_row("organisms"), "organism")
    fill_in(draft, {**INFECTION, **entered})
    records.finish(practice, draft_id, draft)


def seen(practice: Workspace, treatment: str, day: int) -> None:
    a_record(practice, treatment, "labs", {"drawn_on": f"d{day}", "anc": "2.0"})


def read(practice: Workspace) -> Cohort:
    found = measures.cohort(practice)
    assert found is not None
    return found


def line(practice: Workspace, window: tuple[int, int] = EARLY, form: str = "infection") -> Line:
    (found,) = [each for each in measures.overview(read(practice), window).lines if each.form == form]
    return found


def test_worked_example(practice: Workspace) -> None:
    infected = {1: [6], 3: [3, 20], 4: [5], 6: [28], 9: [14]}
    died = {4: 12, 8: 9}
    for number in range(1, 11):
        patient = a_patient(practice, f"P{number}")
        treatment = patients.view(practice, patient).treatment_id
        for day in infected.get(number, []):
            an_infection(practice, patient, onset=f"d{day}", sign=False)
        if number in died:
            a_record(practice, treatment, "death", {"died": f"d{died[number]}"})
        else:
            seen(practice, treatment, 30)
    found = line(practice)
    frequency = found.frequency
    assert (frequency.patients, frequency.affected, frequency.events) == (10, 5, 6)
    assert frequency.days_at_risk == 271
    assert frequency.share is not None
    assert frequency.per_100_days is not None
    assert (round(frequency.share.low, 3), round(frequency.share.high, 3)) == (0.237, 0.763)
    rate = frequency.per_100_days
    assert (round(rate.value, 2), round(rate.low, 2), round(rate.high, 2)) == (2.21, 0.81, 4.82)
    assert round(found.incidence, 2) == 0.5
    assert (found.severity.median_onset, found.severity.onset_range) == (10, (3, 28))
    assert (found.severe, found.persistence.ended) == (0, 0)


@pytest.mark.parametrize(("later", "events", "recurrences"), [(16, 1, 0), (17, 2, 1)])
def test_the_same_infection_within_its_interval_is_one(
    practice: Workspace, later: int, events: int, recurrences: int
) -> None:
    patient = a_patient(practice)
    by_coli(practice, patient, onset="d5", outcome="resolved", resolved="d10")
    by_coli(practice, patient, onset=f"d{later}", route="iv")
    found = line(practice)
    assert (found.frequency.events, found.recurrences) == (events, recurrences)
    assert found.severe == 1
    assert found.severity.by_patient == {3: 1}


def test_the_grade_that_a_person_confirmed_counts(practice: Workspace) -> None:
    patient = a_patient(practice)
    record = an_infection(practice, patient, onset="d5", sign=False)
    assert line(practice).severe == 0
    draft_id = records.correct(practice, record)
    draft = records.open_draft(practice, draft_id).draft
    records.finish(practice, draft_id, draft, "worse", grade_confirmed=3, grade_reason="worse")
    assert line(practice).severe == 1
    assert line(practice).severity.by_episode == {3: 1}


def test_who_was_never_seen_after_the_infusion_is_counted_nowhere(practice: Workspace) -> None:
    a_treatment(practice, 1)
    seen(practice, a_treatment(practice, 2), 20)
    found = read(practice)
    assert (len(found.courses), found.not_followed) == (1, 1)
    assert measures.overview(found, EARLY).lines == ()


@pytest.mark.parametrize(("progressed", "events"), [("d39", 0), ("d40", 1)])
def test_what_follows_the_end_of_counting_is_no_event(
    practice: Workspace, progressed: str, events: int
) -> None:
    patient = a_patient(practice)
    treatment = patients.view(practice, patient).treatment_id
    an_infection(practice, patient, onset="d40", sign=False)
    visit = {"visited_on": "d45", "disease_status": "pd", "progressed_on": progressed}
    a_record(practice, treatment, "follow_up", visit)
    assert len(measures.overview(read(practice), (31, 365)).lines) == events


def test_an_unknown_day_of_onset_is_in_no_window(practice: Workspace) -> None:
    an_infection(practice, a_patient(practice), onset="2026-09", sign=False)
    found = read(practice)
    assert all(not measures.overview(found, window).lines for window in SCHEMES[0].windows)


def test_it_stops_when_it_is_told_to(practice: Workspace) -> None:
    for number in range(3):
        a_treatment(practice, number)
    asked: list[tuple[int, int]] = []

    def step(done: int, total: int) -> bool:
        asked.append((done, total))
        return done < 1

    assert measures.cohort(practice, step) is None
    assert asked == [(0, 3), (1, 3)]


def test_windows_of_a_scheme_leave_no_day_out() -> None:
    for scheme in SCHEMES:
        assert scheme.windows[0][0] == 0
        ends = [last + 1 for _, last in scheme.windows]
        assert ends[:-1] == [first for first, _ in scheme.windows[1:]]
