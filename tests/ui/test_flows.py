"""The flows of the design by key presses on the real window, counted against its tables.

Initials and birth year at the first signature of a patient that day are counted apart, as agreed.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import col, select

from iago_desktop.services import patients, records
from iago_desktop.services.units import choose_unit
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Record
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.form_host import FormHost
from iago_desktop.ui.pages.today import TodayPage
from tests.builders import a_patient, a_record
from tests.conftest import TODAY
from tests.ui.desk import Desk, open_desk
from tests.ui.flows import ENTER, Hands

QUESTIONS = ("new_infection", "new_toxicity", "hospital_stay", "prophylaxis_changed", "ivig_given")
WHO = ("UB60", ENTER)
"""Ute B…, born 1960."""


def view_of(desk: Desk) -> FormView:
    host = desk.window.page()
    assert isinstance(host, FormHost)
    return host.form.view


def at(view: FormView) -> str:
    """The question that has the focus."""
    editor = view.current_editor()
    return editor.asked().field if editor is not None else ""


def newest(practice: Workspace, form: str) -> tuple[Record, Mapping[str, Any]]:
    """The one signed record of a form."""
    with practice.store.read() as session:
        question = select(Record).where(col(Record.form) == form, col(Record.status) == "signed")
        (record,) = session.exec(question).all()
    return record, record.answers


@pytest.fixture
def infected(qtbot: QtBot, practice: Workspace) -> tuple[Desk, str]:
    """A patient on day +20, on aciclovir and co-trimoxazole."""
    patient = a_patient(practice, infused_on=TODAY - timedelta(20), consent_on=TODAY)
    treatment = patients.view(practice, patient).treatment_id
    for agent, group in (("J05AB01", "antiviral_hsv_vzv"), ("J01EE01", "pneumocystis")):
        a_record(
            practice,
            treatment,
            "prophylaxis",
            {"agent": agent, "agent_class": group, "start": "d-5", "ongoing": "yes"},
        )
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("patient", patient))
    return desk, patient


def test_f3_an_infection_in_50_keys(infected: tuple[Desk, str], practice: Workspace) -> None:
    desk, patient = infected
    hands = Hands(desk)
    hands.press("Ctrl+2")
    view = view_of(desk)
    hands.press("-6", ENTER)
    assert view.page().editors[0].focused_part() is not None
    hands.press("1", "stre", ENTER)  # class, then the name: the first hit
    hands.press(ENTER)  # one more than the table: a specimen can be named (fields.md, organisms)
    hands.press("1", ENTER)  # site
    hands.press("1")  # one more than the table: the CTCAE term is an answer of its own (fields.md)
    hands.press("4", "1", ENTER)  # intravenous, hospital; oxygen is no finding of the infection form
    hands.press("1")  # at home
    hands.press("y", ENTER)  # prophylaxis as in the record
    agents = [each["agent"]["value"] for each in view.draft.answers["prophylaxis_agents"]["value"]]
    assert agents == ["J01EE01", "J05AB01"]
    hands.press("Ctrl+Enter")
    hands.press("3")  # judgement; other causes are above it, for who knows one
    hands.press("Ctrl+Enter", "Ctrl+Enter")
    assert (view.step, view.draft.grade().value) == ("optimize", 3)
    hands.press("pip", ENTER, ENTER, "-2", ENTER)
    hands.press(ENTER)  # one more than the table: the route of the drug (fields.md, treatments)
    hands.press(ENTER, "-2", ENTER, "1", "-1", ENTER)
    hands.press("n", ENTER)
    keys = hands.press("Ctrl+Enter")
    Hands(desk).press(*WHO)
    assert desk.window.place == Place("patient", patient)
    record, answers = newest(practice, "infection")
    assert record.grade == 3
    (drug,) = answers["treatments"]["value"]
    days = [drug[name]["value"]["day"] for name in ("start", "stop")]
    days += [answers[name]["value"]["day"] for name in ("onset", "admitted", "discharged", "resolved")]
    assert days == [14, 18, 14, 14, 18, 19]
    assert (answers["ctcae_term"]["value"], answers["att_whoumc"]["value"]) == ("lung_infection", "possible")
    assert answers["hospitalised_for"]["value"] == "yes"
    assert keys == 49  # the table has 50


def test_f4_a_draft_is_completed_in_11_keys(qtbot: QtBot, practice: Workspace) -> None:
    patient = a_patient(practice, infused_on=TODAY - timedelta(112), consent_on=TODAY)
    desk = open_desk(qtbot, practice)
    treatment = patients.view(practice, patient).treatment_id
    draft_id = records.start(practice, treatment, "icans")
    desk.window.go(Place("form", draft_id))
    view = view_of(desk)
    # A colleague filled in everything but the ICE score and the outcome, and went to the end.
    for item in view.draft.open_items():
        if item.field not in {"ice", "outcome"}:
            value = {"onset": "d5", "consciousness": "spontaneous"}.get(item.field)
            if value:
                view.draft.enter(item.field, value)
            else:
                view.draft.set_missing(item.field, "not_known")
    view.go_to_field("note")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_F5)
    hands = Hands(desk)
    hands.press("F7", ENTER)
    view = view_of(desk)
    assert [item.field for item in view.draft.open_items()] == ["ice", "outcome"]
    assert at(view) == "ice"
    hands.press("5", ENTER)
    assert (at(view), view.draft.grade().value) == ("outcome", 2)
    hands.press("1", "h", ENTER)
    keys = hands.press("Ctrl+Enter")
    Hands(desk).press(*WHO)
    record, answers = newest(practice, "icans")
    assert (record.grade, answers["resolved"]["value"]["day"]) == (2, 112)
    assert desk.window.place == Place("drafts")
    assert keys == 9  # the table has 11, with three arrows to the draft


@pytest.fixture
def due(qtbot: QtBot, practice: Workspace) -> tuple[Desk, str]:
    """Day +112: Brandt is due, Lindner after her.  The practice reads neutrophils in /µL."""
    choose_unit(practice, "anc", "/uL")
    brandt = a_patient(practice, "Brandt", infused_on=TODAY - timedelta(112), consent_on=TODAY)
    lindner = a_patient(practice, "Lindner", infused_on=TODAY - timedelta(101), consent_on=TODAY)
    treatment = patients.view(practice, brandt).treatment_id
    values = {"anc": "1650", "platelets": "118", "hb": "11,6", "igg": "5,9", "alc": "0,9", "crp": "4"}
    a_record(practice, treatment, "labs", {"drawn_on": "d97", **values})
    desk = open_desk(qtbot, practice)
    desk.press(Qt.Key.Key_F5)
    return desk, lindner


def test_f2_an_uneventful_visit_in_35_keys(due: tuple[Desk, str], practice: Workspace) -> None:
    desk, lindner = due
    hands = Hands(desk)
    hands.press(ENTER)
    view = view_of(desk)
    assert view.draft.display("visited_on") == "20.11.2026"
    assert at(view) == "new_infection"
    hands.press("n", "n", "n", "n", "n", "1", "1")
    hands.press("2050", ENTER, "146", ENTER, "11,9", ENTER, "4,8", ENTER, ENTER, "3", ENTER)
    assert at(view) == "next_visit"
    hands.press("+28", ENTER)
    keys = hands.press("Ctrl+Enter")
    Hands(desk).press(*WHO)
    assert desk.window.place == Place("today")
    page = desk.window.page()
    assert isinstance(page, TodayPage)
    assert page.list.current().id == lindner
    _record, answers = newest(practice, "follow_up")
    assert {answers[name]["value"] for name in QUESTIONS} == {"no"}
    assert (answers["disease_status"]["value"], answers["ecog"]["value"]) == ("cr", "1")
    assert answers["anc"] == {"value": "2050", "unit": "/uL"}
    assert [answers[name]["value"] for name in ("platelets", "hb", "igg", "crp")] == [
        "146",
        "11.9",
        "4.8",
        "3",
    ]
    assert "alc" not in answers
    assert answers["next_visit"]["value"]["day"] == 140
    assert keys == 35  # as in the table
