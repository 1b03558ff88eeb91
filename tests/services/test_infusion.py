"""Correcting day 0: the calendar stays, the days and grades follow."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import InputError
from iago_desktop.rules.held import Held
from iago_desktop.services import infusion, patients, records
from iago_desktop.services.course import CORRECT_INFUSION
from iago_desktop.services.entries import entries
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Draft, InfusionDate, Record, Treatment
from tests.builders import INFUSED, a_patient, a_record, an_infection

EARLIER, LATER = date(2026, 8, 20), date(2026, 9, 11)


def _treatment(practice: Workspace, patient: str) -> str:
    return patients.view(practice, patient).treatment_id


def _rows(practice: Workspace, treatment: str) -> list[Record]:
    with practice.store.read() as session:
        return queries.records_of_treatment(session, treatment)


def _calendar(practice: Workspace, treatment: str) -> dict[str, tuple[date, date]]:
    """Every dated answer of the treatment as a person would say it."""
    with practice.store.read() as session:
        told = session.get_one(InfusionDate, treatment).infused_on
        rows = queries.records_of_treatment(session, treatment)
        drafts = [each for each in queries.drafts(session) if each.treatment_id == treatment]
    assert told is not None
    day0, found = date.fromisoformat(told), {}
    helds = [(row.id, row.form, Held.of(row.answers, row.private)) for row in rows]
    helds += [(row.id, row.form, Held.of(None, None, row.raw)) for row in drafts]
    for row_id, form, held in helds:
        for place, column in held.places(practice.catalogue.form(form)):
            exact = held.exact(place) if column.type == "date" else None
            if exact is None or exact.first is None or exact.last is None:
                continue
            if held.dates.get(place.key, {}).get("precision") == "range":
                continue  # typed in days
            days = day0 + timedelta(exact.first), day0 + timedelta(exact.last)
            found[f"{row_id}/{place.key}"] = days
    return found


def test_the_calendar_stays_and_the_days_follow(practice: Workspace) -> None:
    patient = a_patient(practice)
    record = an_infection(practice, patient, onset="15.09.2026", outcome="resolved", resolved="20.09.2026")
    treatment = _treatment(practice, patient)
    before = _calendar(practice, treatment)
    shown = infusion.preview(practice, treatment, LATER)
    assert (shown.before, shown.after, shown.days, shown.records) == (INFUSED, LATER, 10, 1)
    onset = shown.dates[0]
    assert (onset.calendar, onset.before, onset.after) == ("15.09.2026", Days(14, 14), Days(4, 4))

    infusion.correct(practice, treatment, LATER, "Typing error")
    assert _calendar(practice, treatment) == before
    (row,) = _rows(practice, treatment)
    assert (row.id, row.onset_from, row.onset_to, row.onset_window) == (record, 4, 4, "early_0_30")
    assert row.answers["onset"] == {"value": {"day": 4}}
    assert patients.view(practice, patient).infused_on == LATER


def test_the_window_changes_and_the_signature_stays(practice: Workspace) -> None:
    patient = a_patient(practice)
    record = an_infection(practice, patient, onset="05.10.2026")  # day 34: late
    treatment = _treatment(practice, patient)
    assert _rows(practice, treatment)[0].onset_window == "late_gt_30"
    infusion.correct(practice, treatment, LATER, "Typing error")
    (row,) = _rows(practice, treatment)
    assert (row.onset_window, row.status) == ("early_0_30", "signed")
    with practice.store.read() as session:
        history = queries.history(session, record)
    newest = history[-1]
    assert (newest.intent, newest.reason, newest.op) == (CORRECT_INFUSION, "Typing error", "put")
    assert len(history) == 3  # saved, signed, corrected: one revision of each record


def test_one_write_for_everything(practice: Workspace) -> None:
    patient = a_patient(practice)
    for onset in ("d3", "d14", "d40"):
        an_infection(practice, patient, onset=onset)
    told: list[int] = []
    practice.changed.append(lambda changes: told.append(len(changes)))
    infusion.correct(practice, _treatment(practice, patient), EARLIER, "Typing error")
    assert told == [1 + 1 + 3]  # the treatment, its date, three records


def test_nothing_is_written_where_a_date_cannot_be(practice: Workspace) -> None:
    treatment = _treatment(practice, a_patient(practice))
    head = practice.store.head()
    for wrong, code in (
        (date(2026, 12, 1), "infusion_in_future"),
        (date(1950, 1, 1), "born_after_infusion"),
        (INFUSED, "nothing_changed"),
    ):
        with pytest.raises(InputError) as raised:
            infusion.correct(practice, treatment, wrong, "Typing error")
        assert raised.value.code == code
    with pytest.raises(InputError) as raised:
        infusion.correct(practice, treatment, LATER, " ")
    assert raised.value.code == "correction_reason_missing"
    assert practice.store.head() == head


def test_a_grade_that_rests_on_days_is_worked_out_again(practice: Workspace) -> None:
    """Late ICAHT begins after day 30: a count of day 35 is one of day 25 then."""
    patient = a_patient(practice)
    treatment = _treatment(practice, patient)
    for day, anc in ((35, "0.4"), (44, "0.9"), (47, "0.9")):
        a_record(practice, treatment, "labs", {"drawn_on": f"d{day}", "anc": anc})
    record = a_record(practice, treatment, "icaht_late", {"onset": "d35"}, sign=True)
    before = next(each for each in _rows(practice, treatment) if each.id == record)
    shown = infusion.preview(practice, treatment, LATER)
    infusion.correct(practice, treatment, LATER, "Typing error")
    after = next(each for each in _rows(practice, treatment) if each.id == record)
    grades = [((before.grade, before.grade_at_least), (after.grade, after.grade_at_least))]
    assert [(each.before, each.after) for each in shown.grades] == grades
    assert grades[0][0] != grades[0][1]
    (line,) = (each for each in entries(practice, patient) if each.id == record)
    assert line.regraded  # listed to be signed again


def test_what_leaves_about_the_treatment_follows(practice: Workspace) -> None:
    patient = a_patient(practice, born_on=date(1956, 8, 25))
    treatment = _treatment(practice, patient)
    infusion.correct(practice, treatment, date(2026, 6, 1), "Typing error")
    with practice.store.read() as session:
        row = session.get_one(Treatment, treatment)
        newest = queries.history(session, treatment)[-1]
    assert row.answers["half_year"] == {"value": "2026-H1"}
    assert row.answers["age_band"] == {"value": "60-69"}
    assert newest.stays["infused_on"] == "2026-06-01"
    assert "2026-06-01" not in json.dumps(newest.data)


def test_without_a_date_days_stay_days(practice: Workspace) -> None:
    patient = a_patient(practice, infused_on=None)
    an_infection(practice, patient, onset="d14")
    treatment = _treatment(practice, patient)
    shown = infusion.preview(practice, treatment, INFUSED)
    assert (shown.becomes_dated, shown.records, shown.dates[0].after) == (True, 0, Days(14, 14))
    infusion.correct(practice, treatment, INFUSED, "New information")
    assert _rows(practice, treatment)[0].onset_from == 14
    assert patients.view(practice, patient).infused_on == INFUSED

    assert infusion.preview(practice, treatment, None).loses_date
    infusion.correct(practice, treatment, None, "Typing error")
    assert _rows(practice, treatment)[0].onset_from == 14
    assert patients.view(practice, patient).infused_on is None
    with practice.store.read() as session:
        assert session.get_one(Treatment, treatment).answers["half_year"] == {"missing": "not_known"}


def test_a_draft_moves_along(practice: Workspace) -> None:
    patient = a_patient(practice)
    treatment = _treatment(practice, patient)
    draft_id = records.start(practice, treatment, "infection")
    draft = records.open_draft(practice, draft_id).draft
    draft.enter("onset", "15.09.2026")
    records.autosave(practice, draft_id, draft, {})
    infusion.correct(practice, treatment, LATER, "Typing error")
    again = records.open_draft(practice, draft_id).draft
    assert (again.display("onset"), again.answers["onset"]) == ("15.09.2026", {"value": {"day": 4}})


def test_a_later_infusion_is_counted_from_the_corrected_one(practice: Workspace) -> None:
    patient = a_patient(practice)
    first = _treatment(practice, patient)
    with practice.store.write(practice.actor, "add_treatment") as transaction:
        other = transaction.session.get_one(Treatment, first).model_copy()
        second = Treatment.model_validate({**other.model_dump(), "id": "f" * 32})
        number = {"infusion_number": {"value": 2}, "day_after_first": {"value": 60, "unit": "d"}}
        second.answers = {**second.answers, **number}
        transaction.put(second)
        transaction.put_aside(InfusionDate(id=second.id, infused_on="2026-10-31"))
    infusion.correct(practice, first, LATER, "Typing error")
    with practice.store.read() as session:
        assert session.get_one(Treatment, "f" * 32).answers["day_after_first"] == {"value": 50, "unit": "d"}


_DAYS = st.dates(date(2026, 5, 1), date(2026, 11, 15))
_TYPED = st.one_of(
    st.dates(date(2026, 7, 1), date(2026, 11, 19)).map(lambda day: day.strftime("%d.%m.%Y")),
    st.sampled_from(["09.2026", "8.2026", "10.2026", "2026", "d14", "d65..d70", "+3…+9"]),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(onsets=st.lists(_TYPED, min_size=1, max_size=3), there=_DAYS)
@example(onsets=["09.2026", "2026", "15.09.2026"], there=date(2026, 9, 2))
def test_there_and_back_nothing_has_changed(practice: Workspace, onsets: list[str], there: date) -> None:
    patient = a_patient(practice)
    treatment = _treatment(practice, patient)
    for onset in onsets:
        an_infection(practice, patient, onset=onset)
    _keep_draft(practice, treatment, onsets[0])
    calendar, rows = _calendar(practice, treatment), _content(practice, treatment)
    if there != INFUSED:
        infusion.correct(practice, treatment, there, "Typing error")
        assert _calendar(practice, treatment) == calendar
        infusion.correct(practice, treatment, INFUSED, "Typing error")
    assert _calendar(practice, treatment) == calendar
    assert _content(practice, treatment) == rows


def _keep_draft(practice: Workspace, treatment: str, onset: str) -> None:
    draft_id = records.start(practice, treatment, "infection")
    draft = records.open_draft(practice, draft_id).draft
    draft.enter("onset", onset)
    records.autosave(practice, draft_id, draft, {})


def _content(practice: Workspace, treatment: str) -> dict[str, Any]:
    """All rows of the treatment but what says when and by whom."""
    with practice.store.read() as session:
        found: dict[str, Any] = {
            row.id: row.model_dump() for row in queries.records_of_treatment(session, treatment)
        }
        for each in queries.drafts(session):
            if each.treatment_id == treatment:
                found[each.id] = Draft.model_validate(each.model_dump()).raw
    return found


@pytest.mark.parametrize("form", ["follow_up", "medication", "labs", "steroids"])
def test_every_dated_form_shifts(practice: Workspace, catalogue: Catalogue, form: str) -> None:
    patient = a_patient(practice)
    treatment = _treatment(practice, patient)
    asked = [each for each in catalogue.form(form).fields() if each.type == "date" and not each.future]
    dates = {each.id: "15.09.2026" for each in asked}
    record = a_record(practice, treatment, form, dates)
    infusion.correct(practice, treatment, LATER, "Typing error")
    draft, _ = records.read_record(practice, record)
    shown = {name: draft.display(name) for name in dates if name in draft.answers}
    assert shown
    assert set(shown.values()) <= {"15.09.2026", "not known"}


def test_who_signed_is_still_who_signed(practice: Workspace) -> None:
    """Somebody else corrects the date: the entry stays signed by who signed it."""
    patient = a_patient(practice)
    record = an_infection(practice, patient)
    practice.actor = type(practice.actor)("u9", practice.actor.sign)
    infusion.correct(practice, _treatment(practice, patient), LATER, "Typing error")
    assert records.read_record(practice, record)[1].signed_by == "Maria Weber"
    (line,) = entries(practice, patient)
    assert line.signed_by == "Maria Weber"
