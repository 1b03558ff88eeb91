"""What records of one patient tell each other: late values grade again, drugs and death are known."""

import pytest
from sqlmodel import Session, col, select

from iago_desktop.rules.derive import Context
from iago_desktop.rules.draft import Draft
from iago_desktop.services import patients, records
from iago_desktop.services.course import REGRADE, course_of
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Record, Revision, Treatment
from tests.builders import a_patient, a_record


@pytest.fixture
def treatment(practice: Workspace) -> str:
    return patients.view(practice, a_patient(practice)).treatment_id


def begun(practice: Workspace, treatment: str, form: str) -> tuple[str, Draft]:
    draft_id = records.start(practice, treatment, form)
    return draft_id, records.open_draft(practice, draft_id).draft


def count(practice: Workspace, treatment: str, day: int, anc: str) -> str:
    return a_record(practice, treatment, "labs", {"drawn_on": f"d{day}", "anc": anc})


def row(practice: Workspace, record: str) -> Record:
    with practice.store.read() as session:
        found = session.get(Record, record)
        assert found is not None
        return found


def context_of(practice: Workspace, session: Session, treatment: Treatment) -> Context:
    rows = queries.records_of_treatment(session, treatment.id)
    return course_of(session, practice.catalogue, treatment, rows)[1]


def intents(practice: Workspace, record: str) -> list[str]:
    with practice.store.read() as session:
        question = (
            select(Revision.intent).where(col(Revision.entity_id) == record).order_by(col(Revision.seq))
        )
        return list(session.exec(question))


def test_a_late_value_grades_again_under_its_own_intent(practice: Workspace, treatment: str) -> None:
    count(practice, treatment, 40, "0.9")
    count(practice, treatment, 47, "1.2")
    late = a_record(practice, treatment, "icaht_late", {"onset": "d40"})
    assert row(practice, late).grade == 2
    records.sign(practice, late)

    heads = practice.store.head()
    count(practice, treatment, 44, "0.4")
    again = row(practice, late)
    assert (again.grade, again.status) == (3, "signed")
    assert intents(practice, late) == ["save_record", "sign_record", REGRADE]
    assert practice.store.head() != heads


def test_a_value_that_changes_nothing_writes_nothing(practice: Workspace, treatment: str) -> None:
    count(practice, treatment, 40, "0.9")
    count(practice, treatment, 47, "1.2")
    late = a_record(practice, treatment, "icaht_late", {"onset": "d40"})
    count(practice, treatment, 60, "3.0")
    assert intents(practice, late) == ["save_record"]


def test_a_corrected_value_does_not_count_twice(practice: Workspace, treatment: str) -> None:
    low = count(practice, treatment, 40, "0.09")
    count(practice, treatment, 47, "1.2")
    late = a_record(practice, treatment, "icaht_late", {"onset": "d40"})
    assert row(practice, late).grade == 4
    draft_id = records.correct(practice, low)
    draft = records.open_draft(practice, draft_id).draft
    draft.enter("anc", "0.9")
    for problem in draft.problems():
        draft.confirm(problem.field, "checked")
    records.finish(practice, draft_id, draft, "a slip of the comma")
    assert row(practice, late).grade == 2


def test_the_course_of_a_treatment(practice: Workspace, treatment: str) -> None:
    count(practice, treatment, 12, "0.4")
    a_record(
        practice,
        treatment,
        "prophylaxis",
        {"agent": "J05AB01", "agent_class": "antiviral_hsv", "start": "d-5", "ongoing": "yes"},
    )
    a_record(practice, treatment, "death", {"died": "d70"})
    with practice.store.read() as session:
        found = session.get(Treatment, treatment)
        assert found is not None
        known = context_of(practice, session, found)
    assert [(lab.code, lab.day, str(lab.value)) for lab in known.labs] == [("anc", 12, "0.4")]
    assert (known.died, known.vital_status, known.last_contact) == (70, "dead", 70)
    assert known.courses is not None
    assert [(each.agent, each.start, each.stop) for each in known.courses] == [("J05AB01", -5, None)]


def test_where_no_drug_was_recorded_nobody_knows_which_were_given(
    practice: Workspace, treatment: str
) -> None:
    with practice.store.read() as session:
        found = session.get(Treatment, treatment)
        assert found is not None
        assert context_of(practice, session, found).courses is None


def test_a_date_after_death_names_both_places(practice: Workspace, treatment: str) -> None:
    a_record(practice, treatment, "death", {"died": "d30"})
    _, draft = begun(practice, treatment, "infection")
    draft.enter("onset", "d30")
    assert [each.code for each in draft.problems() if each.field == "onset"] == []
    draft.enter("onset", "d31")
    (found,) = [each for each in draft.problems() if each.field == "onset"]
    assert found.code == "date_after_death"
    assert not found.hard
    words = found.sentence("en")
    assert "Death" in words
    assert "+30" in words
    draft.confirm("onset", "the letter was dated later")
    assert draft.answers["onset"]["confirmed"] == "the letter was dated later"


def test_a_death_before_what_was_seen_later(practice: Workspace, treatment: str) -> None:
    count(practice, treatment, 50, "2.0")
    _, draft = begun(practice, treatment, "death")
    draft.enter("died", "d49")
    assert "death_before_event" in [each.code for each in draft.problems()]
    draft.enter("died", "d50")
    assert "death_before_event" not in [each.code for each in draft.problems()]


def test_a_drug_stops_not_before_it_starts(practice: Workspace, treatment: str) -> None:
    _, draft = begun(practice, treatment, "prophylaxis")
    draft.enter("start", "d10")
    draft.enter("ongoing", "no")
    draft.enter("stop", "d9")
    assert [each.code for each in draft.problems() if each.field == "stop" and each.hard]
    draft.enter("stop", "d10")
    assert not [each.code for each in draft.problems() if each.field == "stop"]


@pytest.mark.parametrize(
    ("lab", "before", "now", "code"),
    [
        ("hb", "9.8", "98", "lab_impossible"),
        ("platelets", "120", "1200", "lab_factor"),
        ("platelets", "90", "900", "lab_factor"),
        ("platelets", "90", "9", "lab_factor"),
        ("platelets", "90", "110", None),
        ("igg", "4.1", "0.41", "lab_factor"),
        ("crp", "31", "3.1", "lab_other_unit"),
        ("crp", "31", "60", None),
        ("anc", "0.4", "4.0", None),
    ],
)
def test_against_the_last_value_of_the_patient(
    practice: Workspace, treatment: str, lab: str, before: str, now: str, code: str | None
) -> None:
    a_record(practice, treatment, "labs", {"drawn_on": "d10", lab: before})
    _, draft = begun(practice, treatment, "labs")
    draft.enter("drawn_on", "d14")
    draft.enter(lab, now)
    assert [each.code for each in draft.problems() if each.field == lab] == ([code] if code else [])


def test_a_first_value_that_fits_another_unit_asks(practice: Workspace, treatment: str) -> None:
    _, draft = begun(practice, treatment, "labs")
    draft.enter("drawn_on", "d14")
    draft.enter("crp", "3")
    assert [each.code for each in draft.problems()] == ["lab_unit_unsure"]


def test_the_worst_value_of_an_event_is_in_no_series(practice: Workspace, treatment: str) -> None:
    a_record(practice, treatment, "renal", {"onset": "d12", "creatinine": "3.1"})
    with practice.store.read() as session:
        found = session.get(Treatment, treatment)
        assert found is not None
        assert context_of(practice, session, found).labs == ()


@pytest.mark.parametrize(("scope", "consent"), [("stop", False), ("delete", False), ("samples", True)])
def test_the_form_for_withdrawal_is_the_patients_word(practice: Workspace, scope: str, consent: bool) -> None:
    patient = a_patient(practice)
    treatment = patients.view(practice, patient).treatment_id
    a_record(practice, treatment, "withdrawal", {"withdrawn_on": "d40", "scope": scope})
    assert patients.view(practice, patient).consent is consent


def test_the_form_for_consent_is_the_patients_word(practice: Workspace) -> None:
    patient = a_patient(practice, consent=False)
    treatment = patients.view(practice, patient).treatment_id
    a_record(practice, treatment, "consent", {"consented_on": "d40"})
    assert patients.view(practice, patient).consent is True


def test_new_entries_take_the_ctcae_version_of_this_computer(practice: Workspace, treatment: str) -> None:
    _, draft = begun(practice, treatment, "pneumonitis")
    assert "ctcae_version" not in draft.answers
    practice.ctcae_version = "6.0"
    _, draft = begun(practice, treatment, "pneumonitis")
    assert draft.answers["ctcae_version"] == {"value": "6.0"}
    assert draft.grade().version == "6.0"
    _, draft = begun(practice, treatment, "labs")
    assert draft.answers == {}
