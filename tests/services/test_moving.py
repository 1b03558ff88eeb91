"""An entry at the wrong patient: taken back there, made anew here, and both say so."""

from datetime import date
from pathlib import Path

import pytest

from iago_desktop.dates import Days
from iago_desktop.errors import InputError
from iago_desktop.services import exchange, moving, patients, records
from iago_desktop.services.judgements import FORM as JUDGEMENT
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Record
from tests.builders import a_patient, a_record, an_infection, fill_in

REASON = "Wrong event or patient"


def _row(practice: Workspace, record: str) -> Record:
    with practice.store.read() as session:
        return session.get_one(Record, record)


def test_days_are_counted_from_the_other_infusion(practice: Workspace) -> None:
    wrong = a_patient(practice, "Müller", given_name="Anna")
    right = a_patient(practice, "Müller", given_name="Anke", infused_on=date(2026, 8, 1))
    record = an_infection(practice, wrong, onset="15.09.2026", note="from the letter")
    shown = moving.preview_move(practice, record, right)
    assert [(each.calendar, each.before, each.after) for each in shown.dates] == [
        ("15.09.2026", Days(14, 14), Days(45, 45))
    ]
    assert (shown.infused_on, shown.not_dated, shown.has_left) == (date(2026, 8, 1), False, False)

    there = moving.move_record(practice, record, right, REASON)
    moved = _row(practice, there)
    assert (moved.patient_id, moved.status, moved.onset_from, moved.onset_window) == (
        right,
        "ready",
        45,
        "late_gt_30",
    )
    assert moved.private["notes"] == {"onset": "from the letter"}
    assert moved.grade == _row(practice, record).grade
    draft, _ = records.read_record(practice, there)
    assert draft.display("onset") == "15.09.2026"


def test_both_histories_say_so(practice: Workspace) -> None:
    wrong, right = a_patient(practice, "Müller"), a_patient(practice, "Moller")
    record = an_infection(practice, wrong)
    there = moving.move_record(practice, record, right, REASON)
    with practice.store.read() as session:
        old, new = queries.history(session, record), queries.history(session, there)
    assert (old[-1].op, old[-1].intent, old[-1].reason) == ("void", moving.INTENT, REASON)
    assert (new[0].op, new[0].intent, new[0].reason) == ("put", moving.INTENT, REASON)
    assert _row(practice, record).status == "withdrawn"
    assert moving.moves(practice, record) == (None, moving.Moved(right, there))
    assert moving.moves(practice, there) == (moving.Moved(wrong, record), None)


def test_grades_of_both_courses_follow(practice: Workspace) -> None:
    wrong, right = a_patient(practice, "Müller"), a_patient(practice, "Moller")
    treatment = patients.view(practice, wrong).treatment_id
    for day, anc in ((40, "0.9"), (47, "0.9")):
        a_record(practice, treatment, "labs", {"drawn_on": f"d{day}", "anc": anc})
    low = a_record(practice, treatment, "labs", {"drawn_on": "d44", "anc": "0.4"})
    icaht = a_record(practice, treatment, "icaht_late", {"onset": "d40"}, sign=True)
    judgement = records.start(practice, treatment, "attribution", about=icaht)
    assert _refused(practice, icaht, right) == "record_has_draft"
    records.discard(practice, judgement)
    assert _row(practice, icaht).grade == 3
    moving.move_record(practice, low, right, REASON)
    assert _row(practice, icaht).grade == 2


def test_judgements_move_along(practice: Workspace) -> None:
    wrong, right = a_patient(practice, "Müller"), a_patient(practice, "Moller")
    record = an_infection(practice, wrong)
    draft_id = records.start(practice, patients.view(practice, wrong).treatment_id, JUDGEMENT, about=record)
    draft = records.open_draft(practice, draft_id).draft
    fill_in(draft, {})
    judgement = records.finish(practice, draft_id, draft)
    assert moving.preview_move(practice, record, right).judgements == 1
    there = moving.move_record(practice, record, right, REASON)
    assert _row(practice, judgement).status == "withdrawn"
    with practice.store.read() as session:
        (moved,) = (each for each in queries.records_of(session, right) if each.form == JUDGEMENT)
    assert moved.about == there


def test_what_cannot_be_moved(practice: Workspace) -> None:
    here, there = a_patient(practice, "Müller"), a_patient(practice, "Moller")
    record = an_infection(practice, here)
    assert _refused(practice, record, here) == "record_elsewhere"
    moving.move_record(practice, record, there, REASON)
    assert _refused(practice, record, there) == "record_withdrawn"


def _refused(practice: Workspace, record: str, to: str) -> str:
    with pytest.raises(InputError) as raised:
        moving.move_record(practice, record, to, REASON)
    return raised.value.code


def test_one_that_left_leaves_again_as_taken_back_and_new(practice: Workspace) -> None:
    wrong, right = a_patient(practice, "Müller"), a_patient(practice, "Moller")
    record = an_infection(practice, wrong)
    with practice.store.read() as session:
        numbers = [each.seq for each in queries.waiting(session)]
    with practice.write("export_bundle") as transaction:
        transaction.mark_left(numbers, 1)
    assert moving.preview_move(practice, record, right).has_left
    there = moving.move_record(practice, record, right, REASON)
    with practice.store.read() as session:
        assert [(each.entity_id, each.op) for each in queries.waiting(session)] == [(record, "void")]
    records.sign(practice, there)
    with practice.store.read() as session:
        left = {(each.entity_id, each.op) for each in queries.waiting(session)}
    assert left == {(record, "void"), (there, "put")}
    assert exchange.waiting(practice).records == 2


def test_days_stay_days_where_a_date_is_not_known(practice: Workspace, tmp_path: Path) -> None:
    wrong, right = a_patient(practice, "Müller"), a_patient(practice, "Moller", infused_on=None)
    record = an_infection(practice, wrong, onset="15.09.2026")
    assert moving.preview_move(practice, record, right).not_dated
    assert _row(practice, moving.move_record(practice, record, right, REASON)).onset_from == 14
