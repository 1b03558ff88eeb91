from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from iago_desktop.errors import IagoError, InputError
from iago_desktop.rules.draft import Draft
from iago_desktop.services import patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.transaction import Change
from iago_desktop.tables import Record
from tests.builders import INFECTION, a_patient, an_infection, fill_in


def _started(practice: Workspace, **values: Any) -> tuple[str, Draft]:
    treatment = patients.view(practice, a_patient(practice, **values)).treatment_id
    draft_id = records.start(practice, treatment, "infection")
    return draft_id, records.open_draft(practice, draft_id).draft


def _row(practice: Workspace, record: str) -> Record:
    with practice.store.read() as session:
        row = session.get(Record, record)
    assert row is not None
    return row


def test_a_draft_comes_back_to_the_character(practice: Workspace, opened: Callable[[], Workspace]) -> None:
    draft_id, draft = _started(practice)
    draft.enter("onset", "31.02.2026")
    draft.enter("route", "oral")
    draft.set_note("route", "from the letter")
    records.autosave(practice, draft_id, draft, {"step": "identify", "field": "onset", "cursor": 4})
    practice.store.close()

    again = opened()
    (line,) = records.drafts(again)
    assert (line.id, line.form, line.by, line.corrects) == (draft_id, "infection", "u1", None)
    left = records.open_draft(again, draft_id)
    assert left.draft.display("onset") == "31.02.2026"
    assert left.draft.answers == {"route": {"value": "oral"}}
    assert left.draft.note("route") == "from the letter"
    assert left.place == {"step": "identify", "field": "onset", "cursor": 4}
    assert left.patient.surname == "Baumann"


def test_drafts_are_no_history(practice: Workspace) -> None:
    draft_id, draft = _started(practice)
    before = practice.store.head()
    records.autosave(practice, draft_id, draft, {})
    records.discard(practice, draft_id)
    assert practice.store.head() == before
    assert records.drafts(practice) == ()
    for use in (
        lambda: records.open_draft(practice, draft_id),
        lambda: records.autosave(practice, draft_id, draft, {}),
        lambda: records.discard(practice, draft_id),
        lambda: records.finish(practice, draft_id, draft),
    ):
        with pytest.raises(IagoError):
            use()


def test_a_draft_with_gaps_does_not_become_a_record(practice: Workspace) -> None:
    draft_id, draft = _started(practice)
    fill_in(draft, INFECTION)
    draft.clear("route")
    with pytest.raises(InputError, match="record_not_complete") as caught:
        records.finish(practice, draft_id, draft)
    assert caught.value.details == {"count": 1}
    draft.enter("route", "oral")
    draft.enter("onset", "nonsense")
    with pytest.raises(InputError, match="record_not_complete"):
        records.finish(practice, draft_id, draft)
    draft.enter("onset", "d14")
    records.finish(practice, draft_id, draft)
    assert records.drafts(practice) == ()


def test_a_record_is_ready_then_signed(practice: Workspace) -> None:
    patient = a_patient(practice)
    record = an_infection(practice, patient, sign=False)
    row = _row(practice, record)
    assert (row.status, row.form, row.form_version) == ("ready", "infection", 1)
    assert (row.grade, row.grading_system) == (2, "CTCAE")
    assert row.grading_version
    records.sign(practice, record)
    records.sign(practice, record)  # once is enough
    draft, seen = records.read_record(practice, record)
    assert (seen.status, seen.signed_by, seen.revision, seen.has_left) == ("signed", "Maria Weber", 2, False)
    assert draft.display("onset") == "15.09.2026"
    with practice.store.read() as session:
        assert [entry.intent for entry in queries.history(session, record)] == ["save_record", "sign_record"]


@pytest.mark.parametrize(
    ("typed", "first", "last", "window", "leaves"),
    [
        ("d30", 30, 30, "early_0_30", {"day": 30}),
        ("d31", 31, 31, "late_gt_30", {"day": 31}),
        ("d-1", -1, -1, "pre", {"day": -1}),
        ("d25..35", 25, 35, "indeterminate", {"from": 25, "to": 35, "window": "indeterminate"}),
        # Infused on 1 September: October is day 30 to 60, of which 30 alone is early.
        ("10.2026", 30, 60, "indeterminate", {"from": 21, "to": 60, "window": "indeterminate"}),
        ("11.2026", 61, 90, "late_gt_30", {"from": 51, "to": 90, "window": "late_gt_30"}),
        ("2026", -243, 121, "indeterminate", {"window": "indeterminate"}),
    ],
)
def test_columns_hold_exact_days_and_answers_what_may_leave(
    practice: Workspace, typed: str, first: int, last: int, window: str, leaves: dict[str, object]
) -> None:
    row = _row(practice, an_infection(practice, a_patient(practice), onset=typed))
    assert (row.onset_from, row.onset_to, row.onset_window) == (first, last, window)
    assert row.answers["onset"]["value"] == leaves
    exact = row.private.get("dates", {}).get("onset")
    assert exact is None if first == last else (exact["from"], exact["to"]) == (first, last)


def test_a_missing_onset_and_a_resolution(practice: Workspace) -> None:
    patient = a_patient(practice)
    unknown = _row(practice, an_infection(practice, patient, onset=None))
    assert unknown.answers["onset"] == {"missing": "not_known"}
    assert (unknown.onset_from, unknown.onset_window) == (None, None)
    resolved = _row(practice, an_infection(practice, patient, outcome="resolved", resolved="d21"))
    assert (resolved.resolved_from, resolved.resolved_to) == (21, 21)
    ongoing = _row(practice, an_infection(practice, patient, resolved="d21"))
    assert (ongoing.resolved_from, "resolved" in ongoing.answers) == (None, False)


def test_a_correction_needs_a_reason_and_takes_the_signature_away(practice: Workspace) -> None:
    patient = a_patient(practice)
    record = an_infection(practice, patient)
    draft_id = records.correct(practice, record)
    assert records.correct(practice, record) == draft_id
    left = records.open_draft(practice, draft_id)
    assert left.corrects == record
    assert left.draft.answers["route"] == {"value": "oral"}
    fill_in(left.draft, {"route": "iv"})
    with pytest.raises(InputError, match="correction_reason_missing"):
        records.finish(practice, draft_id, left.draft, "  ")
    assert _row(practice, record).status == "signed"

    assert records.finish(practice, draft_id, left.draft, "Chart says intravenous") == record
    row = _row(practice, record)
    assert (row.status, row.grade) == ("ready", 3)
    (entry,) = patients.entries(practice, patient)
    assert (entry.status, entry.signed_by) == ("ready", "")
    with practice.store.read() as session:
        history = queries.history(session, record)
    assert [(e.intent, e.reason) for e in history] == [
        ("save_record", ""),
        ("sign_record", ""),
        ("correct_record", "Chart says intravenous"),
    ]


def test_exact_bounds_survive_a_correction(practice: Workspace) -> None:
    record = an_infection(practice, a_patient(practice), onset="10.2026")
    draft_id = records.correct(practice, record)
    draft = records.open_draft(practice, draft_id).draft
    assert draft.display("onset") == "10.2026"
    records.finish(practice, draft_id, draft, "looked at again")
    assert (_row(practice, record).onset_from, _row(practice, record).onset_to) == (30, 60)


def test_a_person_may_see_the_grade_otherwise(practice: Workspace) -> None:
    draft_id, draft = _started(practice)
    fill_in(draft, INFECTION)
    record = records.finish(practice, draft_id, draft, grade_confirmed=3, grade_reason="clinical_judgement")
    row = _row(practice, record)
    assert (row.grade, row.grade_confirmed, row.grade_reason) == (2, 3, "clinical_judgement")


def test_without_an_infusion_date_only_days_are_taken(practice: Workspace) -> None:
    draft_id, draft = _started(practice, infused_on=None)
    problem = draft.enter("onset", "12.10.2026")
    assert problem is not None
    assert problem.code == "date_days_only"
    fill_in(draft, INFECTION)
    row = _row(practice, records.finish(practice, draft_id, draft))
    assert (row.onset_from, row.onset_window, row.grade) == (14, "early_0_30", 2)


def test_the_window_hears_what_was_written(practice: Workspace) -> None:
    heard: list[Change] = []
    patient = a_patient(practice)
    practice.changed.append(heard.extend)
    record = an_infection(practice, patient)
    assert Change("record", record, "put") in heard
    heard.clear()
    with pytest.raises(InputError):
        patients.set_consent(practice, patient, given=True, on=date(2030, 1, 1))
    assert heard == []


def test_what_is_withdrawn_is_not_touched(practice: Workspace) -> None:
    record = an_infection(practice, a_patient(practice))
    row = _row(practice, record)
    row.status = "withdrawn"
    with practice.store.write(practice.actor, "withdraw_record") as transaction:
        transaction.put(row, op="withdraw")
    for use in (records.sign, records.correct):
        with pytest.raises(InputError, match="record_withdrawn"):
            use(practice, record)
