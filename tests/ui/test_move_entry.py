"""An entry at the wrong patient, moved by keys."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.move_sheet import MoveSheet
from iago_desktop.ui.pages.record import RecordPage
from tests.builders import a_patient, an_infection
from tests.ui.desk import CTRL, ENTER, Desk, open_desk


@pytest.fixture
def record(practice: Workspace) -> str:
    a_patient(practice, "Müller", given_name="Anke", born_on=date(1948, 5, 2), infused_on=date(2026, 8, 1))
    return an_infection(practice, a_patient(practice, "Müller", given_name="Anna"), onset="15.09.2026")


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace, record: str) -> Desk:
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("record", record))
    page = desk.window.page()
    assert isinstance(page, RecordPage)
    desk.press(Qt.Key.Key_M, CTRL)
    return desk


def sheet_of(desk: Desk) -> MoveSheet:
    page = desk.window.page()
    assert isinstance(page, RecordPage)
    assert page.sheet is not None
    return page.sheet


def words(desk: Desk) -> str:
    return " ".join(each.text() for each in desk.window.page().findChildren(QLabel))


def test_found_looked_at_moved(desk: Desk, practice: Workspace, record: str) -> None:
    desk.type("müller")
    sheet = sheet_of(desk)
    assert [each.text for each in sheet.search.found()] == ["Müller, Anke"]  # not the one who has it
    desk.press(ENTER)
    assert sheet.wrong.text() == "Wrong: Müller, Anna · 12.03.1960 · infusion 01.09.2026"
    assert sheet.right.text() == "Right: Müller, Anke · 02.05.1948 · infusion 01.08.2026"
    assert [sheet.model.words(each, 2) for each in sheet.model.rows] == ["day +45, late window >30"]
    desk.type("3")
    desk.press(ENTER)

    (anke,) = patients.rows(practice, "anke")
    assert anke.records == 1
    place = desk.window.place
    assert place.kind == "record"
    assert records.read_record(practice, place.id)[1].patient_id == anke.id
    assert "wrong patient before: Müller, Anna" in words(desk)
    desk.press(ENTER, CTRL)
    desk.enter("AM48")
    assert records.read_record(practice, place.id)[1].status == "signed"
    assert desk.window.place == Place("today")  # from where one came, not the entry that was taken back
    desk.window.go(Place("record", record))
    assert "moved to Müller, Anke" in words(desk)


def test_without_a_reason_nothing_moves(desk: Desk, practice: Workspace, record: str) -> None:
    desk.enter("anke")
    desk.press(ENTER, CTRL)
    assert sheet_of(desk).rows["reason"].said()
    assert records.read_record(practice, record)[1].status == "signed"
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.place == Place("record", record)


def test_nobody_found_is_said(desk: Desk) -> None:
    desk.enter("zacharias")
    assert "Nobody is found" in sheet_of(desk).rows["patient"].said()
    desk.press(ENTER, CTRL)
    assert sheet_of(desk).isVisible()
