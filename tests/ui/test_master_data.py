"""Master data: read, corrected by keys with a reason; the infusion date with what shifts."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients
from iago_desktop.services.identity import master_data
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.names import hide_names
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.correct_sheet import CorrectSheet
from iago_desktop.ui.pages.infusion_sheet import InfusionSheet
from iago_desktop.ui.pages.master_data import MasterDataTab
from iago_desktop.ui.pages.patient import PatientPage
from iago_desktop.ui.sheet import Sheet
from tests.builders import INFUSED, a_patient, an_infection
from tests.ui.desk import CTRL, ENTER, Desk, open_desk


@pytest.fixture
def patient(practice: Workspace) -> str:
    patient = a_patient(practice, centre="AKH Wien")
    an_infection(practice, patient, onset="15.09.2026")
    return patient


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace, patient: str) -> Desk:
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("patient", patient))
    page_of(desk).show_master_data()
    return desk


def page_of(desk: Desk) -> PatientPage:
    page = desk.window.page()
    assert isinstance(page, PatientPage)
    return page


def tab_of(desk: Desk) -> MasterDataTab:
    (tab,) = page_of(desk).findChildren(MasterDataTab)
    return tab


def run(desk: Desk, keys: str) -> Sheet:
    shift = Qt.KeyboardModifier.ShiftModifier if "Shift" in keys else Qt.KeyboardModifier.NoModifier
    desk.press(Qt.Key.Key_R, CTRL | shift)
    sheet = page_of(desk).sheet
    assert sheet is not None
    return sheet


def test_everything_is_read_first(desk: Desk) -> None:
    facts = dict(tab_of(desk).facts())
    assert facts["Last name"] == "Baumann"
    assert facts["Birth date"] == "12.03.1960 (66 years)"
    assert facts["Treatment centre"] == "AKH Wien"
    assert facts["Infusion date"] == "01.09.2026"
    assert facts["Leaves as"] == "2026-H2 · 60-69"
    assert facts["Consent"] == "given"


def test_a_name_is_corrected_by_keys(desk: Desk, practice: Workspace, patient: str) -> None:
    assert isinstance(run(desk, "Ctrl+R"), CorrectSheet)
    desk.press(Qt.Key.Key_A, CTRL)
    desk.enter("Bauer")
    desk.press(ENTER, CTRL)
    assert page_of(desk).sheet is not None  # the reason is missing
    desk.type("1")
    desk.press(ENTER)
    assert page_of(desk).sheet is None
    data = master_data(practice, patient)
    assert (data.surname, data.given_name, data.corrected_why) == ("Bauer", "Ute", "Typing error")
    assert dict(tab_of(desk).facts())["Last name"] == "Bauer"
    assert desk.window.toast() == "Master data corrected."


def test_what_is_wrong_is_said_at_its_field(desk: Desk, practice: Workspace, patient: str) -> None:
    sheet = run(desk, "Ctrl+R")
    assert isinstance(sheet, CorrectSheet)
    sheet.born.edit.setFocus()
    desk.press(Qt.Key.Key_A, CTRL)
    desk.enter("31.2.60")
    desk.press(ENTER, CTRL)
    assert "29" in sheet.rows["born"].said() or "28" in sheet.rows["born"].said()
    assert master_data(practice, patient).born_on == date(1960, 3, 12)
    desk.press(Qt.Key.Key_Escape)
    assert page_of(desk).sheet is None


def test_the_infusion_date_shows_what_shifts_first(desk: Desk, practice: Workspace, patient: str) -> None:
    sheet = run(desk, "Ctrl+Shift+R")
    assert isinstance(sheet, InfusionSheet)
    assert not sheet.save.isEnabled()
    desk.enter("110926")
    desk.bot.waitUntil(lambda: sheet.preview is not None)
    assert sheet.summary.text() == "One date moves by -10 days. No grade changes."
    assert [sheet.model.words(each, 1) for each in sheet.model.rows] == ["day +14"]
    assert [sheet.model.words(each, 2) for each in sheet.model.rows] == ["day +4"]
    assert patients.view(practice, patient).infused_on == INFUSED
    desk.type("1")
    desk.press(ENTER)
    assert patients.view(practice, patient).infused_on == date(2026, 9, 11)
    assert page_of(desk).sheet is None
    assert dict(tab_of(desk).facts())["Infusion date"] == "11.09.2026"
    assert patients.entries(practice, patient)[0].onset.exact == 4  # type: ignore[union-attr]


def test_a_date_that_cannot_be_is_said(desk: Desk, practice: Workspace, patient: str) -> None:
    sheet = run(desk, "Ctrl+Shift+R")
    assert isinstance(sheet, InfusionSheet)
    desk.enter("11.09.2027")
    assert sheet.rows["infused"].said()
    assert desk.focused() is sheet.on.edit
    desk.press(Qt.Key.Key_A, CTRL)
    desk.enter("1.1.1950")
    desk.bot.waitUntil(lambda: bool(sheet.rows["infused"].said()))
    assert not sheet.save.isEnabled()
    assert patients.view(practice, patient).infused_on == INFUSED


def test_hidden_names_stay_hidden(desk: Desk) -> None:
    hide_names(True)
    try:
        tab_of(desk).refresh()
        shown = " ".join(value for _, value in tab_of(desk).facts())
        assert "Baumann" not in shown
        assert "1960" not in shown
        tab_of(desk).ask_correction()
        assert page_of(desk).sheet is None
    finally:
        hide_names(False)
    tab_of(desk).refresh()
    assert dict(tab_of(desk).facts())["Last name"] == "Baumann"
