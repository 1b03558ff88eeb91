"""All forms in the window: begun and filled in by keys, and every step of each in both languages."""

from collections.abc import Mapping
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients, records
from iago_desktop.services.judgements import judgements
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.form_host import FormHost
from iago_desktop.ui.pages.patient import PatientPage
from iago_desktop.ui.pages.record import RecordPage
from tests.builders import a_patient, an_infection, fill_in
from tests.ui.desk import ALT, CTRL, Desk, open_desk

K = Qt.Key


@pytest.fixture
def patient(practice: Workspace) -> str:
    return a_patient(practice)


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace, patient: str) -> Desk:
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("patient", patient))
    return desk


def view_of(desk: Desk) -> FormView:
    host = desk.window.page()
    assert isinstance(host, FormHost)
    return host.form.view


def begin(desk: Desk, practice: Workspace, patient: str, form: str) -> FormView:
    treatment = patients.view(practice, patient).treatment_id
    desk.window.go(Place("form", records.start(practice, treatment, form)))
    return view_of(desk)


def record(practice: Workspace, patient: str, form: str, entered: Mapping[str, Any]) -> str:
    treatment = patients.view(practice, patient).treatment_id
    draft_id = records.start(practice, treatment, form)
    draft = records.open_draft(practice, draft_id).draft
    fill_in(draft, entered)
    return records.finish(practice, draft_id, draft)


def words(widget: Any) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_ctrl_3_finds_a_toxicity_by_its_short_name(desk: Desk, practice: Workspace) -> None:
    desk.press(K.Key_3, CTRL)
    page = desk.window.page()
    assert isinstance(page, PatientPage)
    assert page.sheet is not None
    desk.enter("icans")
    (draft,) = records.drafts(practice)
    assert (draft.form, desk.window.place) == ("icans", Place("form", draft.id))


def test_crs_is_typed_to_its_grade(desk: Desk, practice: Workspace, patient: str) -> None:
    view = begin(desk, practice, patient, "crs")
    desk.enter("d3")
    desk.press(K.Key_3, ALT)
    desk.enter("39,1")
    for field in ("fever_other_cause", "hypotension"):
        view.go_to_field(field)
        desk.type("n")
    view.go_to_field("death_due")
    desk.type("n")
    grade = view.draft.grade()
    assert view.draft.answer("temperature_max")["value"] == "39.1"
    assert (grade.value or grade.at_least) == 1
    assert view.side.grade_card.isVisible()


def test_a_second_system_stands_below_the_grade(desk: Desk, practice: Workspace, patient: str) -> None:
    view = begin(desk, practice, patient, "crs")
    view.go_to_step("grade")
    assert view.side.grade_card.facts is not None
    assert view.side.grade_card.facts.beside == ()
    view.go_to_field("ctcae_beside")
    desk.type("j")
    assert "CTCAE v6.0" in words(view.side.grade_card)


def test_laboratory_values_are_typed_downwards(desk: Desk, practice: Workspace, patient: str) -> None:
    view = begin(desk, practice, patient, "labs")
    desk.enter("d9")
    for value in ("0,12", "", "0,4"):
        desk.enter(value)
    answers = view.draft.answers
    assert answers["drawn_on"]["value"]["day"] == 9
    assert (answers["anc"]["value"], answers["wbc"]["value"]) == ("0.12", "0.4")
    assert "alc" not in answers
    assert not view.side.grade_card.isVisible()
    assert "Immune system" in words(view.page())


def test_icaht_says_what_its_grade_rests_on(desk: Desk, practice: Workspace, patient: str) -> None:
    for day, anc in ((0, "1,2"), (3, "0,4"), (6, "0,2"), (9, "0,3"), (12, "0,9")):
        record(practice, patient, "labs", {"drawn_on": f"d{day}", "anc": anc})
    view = begin(desk, practice, patient, "icaht_early")
    facts = view.side.grade_card.facts
    assert facts is not None
    shown = dict(facts.worked_out)
    assert shown["Days measured"] == "5"
    assert shown["Lowest ANC, day 0–30"] == "200 /µL"
    assert {"Lowest ANC, day 0–30", "200 /µL"} <= set(words(view.side.grade_card))


def test_a_score_without_grades_is_worked_out(desk: Desk, practice: Workspace, patient: str) -> None:
    view = begin(desk, practice, patient, "car_hematotox")
    assert not view.side.grade_card.isVisible()
    (part,) = view.side.worked_card.shown
    assert part[0] == "Worked out"
    assert dict(part[1])["Score at most"] == "7"


def test_the_evidence_stands_beside_attribute(desk: Desk, practice: Workspace, patient: str) -> None:
    record(practice, patient, "labs", {"drawn_on": "d9", "anc": "0,12", "crp": "34"})
    record(practice, patient, "labs", {"drawn_on": "d13", "anc": "0,5"})
    an_infection(practice, patient, onset="d20")
    an_infection(practice, patient, onset="d26")
    agent = practice.catalogue.codes("agents").offered()[0]
    course = {"agent": agent.code, "start": "d2", "ongoing": "no", "stop": "d5"}
    record(practice, patient, "medication", course)
    view = begin(desk, practice, patient, "crs")
    assert not view.side.evidence_card.isVisible()
    view.go_to_step("attribute")
    assert view.side.evidence_card.shown == (("Evidence", (("Onset", "no date yet"),)),)
    view.draft.enter("onset", "d11")
    view.refresh()
    parts = dict(view.side.evidence_card.shown)
    assert parts["Evidence"][0] == ("Onset", "day +11")
    assert parts["Drugs at onset and 30 days before"] == ((agent.text.en, "to day +5"),)
    labs = dict(parts["Laboratory values nearest to onset"])
    assert set(labs.values()) == {"0.12 G/L · day +9", "34 mg/L · day +9", "–"}
    assert parts["Other toxicities within 14 days"] == (("Infection", "+20"),)


def test_a_later_judgement_stands_with_what_it_is_about(
    desk: Desk, practice: Workspace, patient: str
) -> None:
    about = an_infection(practice, patient)
    desk.window.go(Place("record", about))
    desk.press(K.Key_J)
    (line,) = records.drafts(practice)
    assert (line.form, desk.window.place) == ("attribution", Place("form", line.id))
    draft = records.open_draft(practice, line.id).draft
    fill_in(draft, {"judged_on": "d40", "att_whoumc": "possible"})
    records.sign(practice, judged := records.finish(practice, line.id, draft))
    (found,) = judgements(practice, about)
    assert (found.id, found.category, found.by) == (judged, "Possible", "Maria Weber")
    desk.window.go(Place("record", about))
    page = desk.window.page()
    assert isinstance(page, RecordPage)
    assert {"Later judgements", "Possible · Maria Weber"} <= set(words(page))
    listed = {each.id: each for each in patients.entries(practice, patient)}
    assert listed[judged].about == "Lung infection"


def test_nothing_is_judged_but_toxicities(desk: Desk, practice: Workspace, patient: str) -> None:
    labs = record(practice, patient, "labs", {"drawn_on": "d9", "anc": "0,12"})
    desk.window.go(Place("record", labs))
    page = desk.window.page()
    assert isinstance(page, RecordPage)
    assert not page.judge.isVisible()
    desk.press(K.Key_J)
    assert records.drafts(practice) == ()
