"""Texts that may name somebody: warned about in the form, looked at before they leave."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import exchange, patients, records, withdrawal
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.form.inputs import InputFrame
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.leaving_view import marked_text
from iago_desktop.ui.pages.patient import MASTER_DATA
from iago_desktop.ui.pages.registry import RegistryPage
from iago_desktop.ui.pages.today_side import TodaySide
from iago_desktop.ui.widgets import Button
from tests.builders import a_patient, an_infection
from tests.registry_simulator import RegistrySimulator
from tests.ui.desk import CTRL, ENTER, Desk, open_desk

K = Qt.Key


@pytest.fixture
def doubtful(practice: Workspace, tmp_path: Path) -> Workspace:
    """Enrolled; a treatment waits whose product is written as a patient's name."""
    RegistrySimulator().enrol(practice, tmp_path)
    a_patient(practice, surname="Özdemir", consent=False)
    an_infection(practice, a_patient(practice, product={"text": "cells as for Oezdemir"}))
    return practice


def page_of(desk: Desk) -> RegistryPage:
    page = desk.window.page()
    assert isinstance(page, RegistryPage)
    return page


def test_sending_a_text_that_names_somebody_takes_a_look_and_a_reason(
    qtbot: QtBot, doubtful: Workspace, stick: Path
) -> None:
    desk = open_desk(qtbot, doubtful, (stick,))
    desk.press(K.Key_E, CTRL)
    sheet = page_of(desk).sheet
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.doubts == 1)
    assert sheet.write.text() == "Send all the same"
    desk.press(ENTER)
    assert list(stick.iterdir()) == []
    assert sheet.lines.isVisible()
    chosen = next(fact for fact in sheet.lines.facts() if fact.places)
    assert "underline" in marked_text(chosen)
    assert ">Oezdemir<" in marked_text(chosen)
    assert sheet.reason_row.said().startswith("Look at the marked texts")
    assert sheet.focusWidget() is sheet.reason.edit
    desk.enter("a product called so")
    qtbot.waitUntil(lambda: bool(sheet.saved_words()))
    with doubtful.store.read() as session:
        (act,) = [each for each in queries.audit_since(session, 0) if each.intent == "export_bundle"]
    assert json.loads(act.private or b"")["reason"] == "a product called so"
    assert exchange.preview(doubtful) == ()


def test_the_form_marks_the_place_and_asks(qtbot: QtBot, practice: Workspace) -> None:
    patient = a_patient(practice)
    draft = records.start(practice, patients.view(practice, patient).treatment_id, "consent")
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("form", draft))
    qtbot.waitUntil(lambda: desk.window.page().findChild(FormView) is not None)
    view = desk.window.page().findChild(FormView)
    assert view is not None
    qtbot.waitUntil(lambda: view.current_editor() is not None)
    desk.enter("of Baumann")
    (problem,) = [each for each in view.draft.problems() if each.code == "text_may_identify"]
    assert problem.level == "confirm"
    assert "“Baumann”" in problem.sentence("en")
    marked = [frame.marked() for frame in view.findChildren(InputFrame) if frame.marked()]
    assert marked == [((3, 10),)]
    view.draft.enter("consent_version", "2.1")
    assert not [each for each in view.draft.problems() if each.code == "text_may_identify"]


def test_a_withdrawal_is_asked_about_and_said_where_it_waits(
    qtbot: QtBot, practice: Workspace, stick: Path, tmp_path: Path
) -> None:
    RegistrySimulator().enrol(practice, tmp_path)
    patient = a_patient(practice)
    an_infection(practice, patient)
    exchange.export(practice, stick)
    desk = open_desk(qtbot, practice, (stick,))
    desk.window.go(Place("patient", patient))
    desk.press(K.Key_6, CTRL)
    page: Any = desk.window.page()
    desk.type("n")
    assert page.sheet.scope_row.isVisible()
    desk.press(ENTER, CTRL)
    assert page.sheet.scope_row.said() == "What is to happen at the registry is missing."
    desk.type("1")
    assert "erases every entry" in page.sheet.follows.text()
    assert "stays here" in page.sheet.follows.text()
    desk.press(ENTER, CTRL)
    assert page.sheet is None
    (waiting,) = withdrawal.under_way(practice)
    assert (waiting.scope, waiting.state) == ("delete", "waiting")
    desk.press(K.Key_F5)
    side = desk.window.page().findChild(TodaySide)
    assert side is not None
    qtbot.waitUntil(lambda: side.withdrawal.words.text() == "1 withdrawal")
    exchange.export(practice, stick)

    desk.window.go(Place("patient", patient))
    desk.press(K.Key_6, CTRL)
    page = desk.window.page()
    desk.type("y" if page.sheet.given.options()[0].text() == "Yes" else "j")
    assert page.sheet.again.isVisible()
    desk.press(ENTER, CTRL)
    assert desk.window.place.kind == "patient"
    assert desk.window.place != Place("patient", patient)
    (row,) = patients.rows(practice)
    assert (desk.window.place, row.consent) == (Place("patient", row.id), True)


def test_the_copy_for_the_patient_is_written_where_somebody_chose(
    qtbot: QtBot, practice: Workspace, tmp_path: Path
) -> None:
    patient = a_patient(practice)
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("patient", patient))
    page: Any = desk.window.page()
    page.tabs.choose(MASTER_DATA)
    (button,) = [
        each
        for each in page.findChildren(Button)
        if each.text() == "Copy for the patient" and each.isEnabled()
    ]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not list(tmp_path.glob("IAGO_copy*"))  # no folder was chosen
    desk.folders.append(tmp_path)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.toast().startswith("Written to "))
    assert len(list(tmp_path.glob("IAGO_copy*"))) == 2
