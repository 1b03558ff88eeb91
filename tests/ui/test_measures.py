"""Measures by key presses: opened with F9, another window by an arrow, stopped with Esc."""

from collections.abc import Callable
from time import sleep

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import measures, patients
from iago_desktop.services.measures import Cohort
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.measures import number
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.measures import MeasuresPage
from tests.builders import a_patient, a_record, an_infection
from tests.ui.desk import Desk, open_desk

K = Qt.Key


@pytest.fixture
def followed(practice: Workspace) -> None:
    """Two with an infection, one of them another late one; one never seen again."""
    first, second = a_patient(practice, "Adler"), a_patient(practice, "Baumann")
    a_patient(practice, "Conrad")
    an_infection(practice, first, onset="d6", route="iv", outcome="resolved", resolved="d12", sign=False)
    an_infection(practice, first, onset="d40", sign=False)
    an_infection(practice, second, onset="d14", sign=False)
    for patient in (first, second):
        treatment = patients.view(practice, patient).treatment_id
        a_record(practice, treatment, "labs", {"drawn_on": "d60", "anc": "2.0"})


def page_of(desk: Desk) -> MeasuresPage:
    page = desk.window.page()
    assert isinstance(page, MeasuresPage)
    return page


def opened(qtbot: QtBot, practice: Workspace, size: tuple[int, int] = (1366, 768)) -> Desk:
    desk = open_desk(qtbot, practice, size=size)
    desk.press(K.Key_F9)
    desk.bot.waitUntil(lambda: page_of(desk).cohort is not None)
    return desk


def cells(desk: Desk) -> list[str]:
    model = page_of(desk).table.model()
    assert model.rowCount() == 1
    return [model.index(0, column).data() for column in range(model.columnCount())]


def test_the_early_window_and_the_late_one(qtbot: QtBot, practice: Workspace, followed: None) -> None:
    desk = opened(qtbot, practice)
    words = cells(desk)
    assert words[0] == "Infection"
    assert words[1].startswith("2/2 · 100 %, 34.2–100.0 %")
    assert words[2:4] == ["2, 62 days", "3.23, 0.39–11.65"]
    assert words[4:6] == ["+10, +6 to +14", "1 of 2"]
    assert words[6:] == ["7 days, 1 of 2 ended", "1, day 30: 1 of 2", "100 %"]
    assert "N = 2" in page_of(desk).count.text()
    assert "1 without a contact" in page_of(desk).count.text()
    assert not page_of(desk).few.isHidden()

    desk.press(K.Key_Right)
    words = cells(desk)
    assert words[2] == "1, 60 days"
    assert words[3].startswith("6.09, ")
    assert page_of(desk).table.model().headerData(3, Qt.Orientation.Horizontal) == "Per patient-year"


def test_another_scheme_by_its_digit(qtbot: QtBot, practice: Workspace, followed: None) -> None:
    desk = opened(qtbot, practice)
    page_of(desk).scheme.options()[0].setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(K.Key_3)
    scheme, window = page_of(desk).chosen()
    assert (scheme.id, window) == ("long", (0, 30))
    page_of(desk).take_focus()
    desk.press(K.Key_3)
    assert page_of(desk).chosen()[1] == (101, 365)
    assert "Nobody" in page_of(desk)._empty_words.text()


def test_esc_goes_back_to_the_patients(qtbot: QtBot, practice: Workspace, followed: None) -> None:
    desk = opened(qtbot, practice)
    desk.press(K.Key_Escape)
    assert desk.window.place == Place("patients")


def test_esc_stops_the_reading_and_enter_begins_anew(
    qtbot: QtBot, practice: Workspace, followed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = [True]
    real = measures.cohort

    def slow(workspace: Workspace, step: Callable[[int, int], bool]) -> Cohort | None:
        while held and step(1, 3):
            sleep(0.01)
        return real(workspace, step)

    monkeypatch.setattr(measures, "cohort", slow)
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_F9)
    page = page_of(desk)
    desk.bot.waitUntil(lambda: "1 of 3" in page._words.text())
    desk.press(K.Key_Escape)
    desk.bot.waitUntil(lambda: page._task is None)
    assert desk.window.place == Place("measures")
    assert page.cohort is None
    held.clear()
    desk.press(K.Key_Return)
    desk.bot.waitUntil(lambda: page.cohort is not None)
    assert cells(desk)


@pytest.mark.parametrize("size", [(1024, 600), (1920, 1080)])
def test_it_fits_small_and_large_windows(
    qtbot: QtBot, practice: Workspace, followed: None, size: tuple[int, int]
) -> None:
    table = page_of(opened(qtbot, practice, size)).table
    widths = [table.columnWidth(column) for column in range(table.model().columnCount())]
    assert min(widths) > 60
    assert sum(widths) <= table.viewport().width()


def test_numbers_in_both_languages() -> None:
    assert number(2.21, 1, "en") == "2.2"
    assert number(50.04, 1, "de") == "50,0"
