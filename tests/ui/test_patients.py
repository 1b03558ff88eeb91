"""The list of patients: found by any part of what one remembers, opened without a mouse."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.patients import PatientsPage
from tests.builders import a_patient, an_infection
from tests.conftest import TODAY
from tests.ui.desk import ENTER, Desk, open_desk

K = Qt.Key


@pytest.fixture
def three(practice: Workspace) -> dict[str, str]:
    return {
        "Baumann": a_patient(practice, "Baumann"),
        "Müller": a_patient(practice, "Müller", given_name="Jürgen", product="tisa-cel", indication="FL"),
        "Yılmaz": a_patient(
            practice, "Yılmaz", given_name="Emre", born_on=date(1971, 11, 2), infused_on=None, consent=None
        ),
    }


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace, three: dict[str, str]) -> Desk:
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_F6)
    return desk


def page_of(desk: Desk) -> PatientsPage:
    page = desk.window.page()
    assert isinstance(page, PatientsPage)
    return page


def shown(desk: Desk) -> list[str]:
    return [each.row.surname for each in page_of(desk).table.lines()]


def test_nobody_yet_says_what_to_do(qtbot: QtBot, practice: Workspace) -> None:
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_F6)
    assert "Ctrl+N" in page_of(desk)._empty_words.text()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mue", ["Müller"]),
        ("MULL", ["Müller"]),
        ("jürg", ["Müller"]),
        ("tisa", ["Müller"]),
        ("02.11.1971", ["Yılmaz"]),
        ("1960", ["Baumann", "Müller"]),
        ("dlbcl ute", ["Baumann", "Yılmaz"][:1]),
        ("nobody", []),
    ],
)
def test_the_filter_takes_any_fragment(desk: Desk, typed: str, found: list[str]) -> None:
    desk.type("/")
    assert desk.focused() is page_of(desk).filter.edit
    desk.type(typed)
    assert shown(desk) == found


def test_the_patient_number_is_found(desk: Desk) -> None:
    pid = page_of(desk).table.lines()[1].row.pid
    desk.type("/")
    desk.type(pid[-4:].lower())
    assert [each.row.pid for each in page_of(desk).table.lines()] == [pid]


def test_arrows_and_enter_open(desk: Desk, three: dict[str, str]) -> None:
    desk.press(K.Key_Down)
    desk.press(ENTER)
    assert desk.window.place == Place("patient", three["Müller"])


def test_arrows_and_enter_work_while_the_cursor_is_in_the_filter(desk: Desk, three: dict[str, str]) -> None:
    desk.type("/")
    desk.type("1960")
    desk.press(K.Key_Down)
    desk.press(ENTER)
    assert desk.window.place == Place("patient", three["Müller"])


def test_esc_clears_the_filter(desk: Desk) -> None:
    desk.type("/")
    desk.type("yil")
    desk.press(K.Key_Escape)
    assert shown(desk) == ["Baumann", "Müller", "Yılmaz"]
    assert desk.focused() is page_of(desk).table


def test_a_row_says_in_words_what_it_shows(desk: Desk, practice: Workspace, three: dict[str, str]) -> None:
    an_infection(practice, three["Baumann"])
    desk.window.page().refresh()
    model = page_of(desk).table.model()
    words = [model.index(0, column).data() for column in range(model.columnCount())]
    assert words[0] == "day +80"
    assert words[1].startswith("Baumann, Ute 12.03.1960 R-")
    assert words[2:] == ["axi-cel DLBCL", "grade 2 on day +14", "", "overdue", ""]
    assert model.index(2, 0).data() == "no day"
    assert model.index(2, 6).data() == "consent open"


def test_who_is_due_stands_first_and_can_be_shown_alone(desk: Desk, practice: Workspace) -> None:
    early = a_patient(practice, "Zander", infused_on=TODAY - timedelta(28), consent_on=TODAY)
    desk.bot.waitUntil(lambda: shown(desk) == ["Baumann", "Müller", "Zander", "Yılmaz"])
    page = page_of(desk)
    labels = [option.text() for option in page.only.options()]
    assert labels == ["All 4", "Due 3", "Early 1", "Open items 1"]
    page.only.setFocus()
    desk.press(K.Key_3)
    assert shown(desk) == ["Zander"]
    assert page.table.lines()[0].id == early
    desk.press(K.Key_4)
    assert shown(desk) == ["Yılmaz"]
    desk.press(K.Key_Escape)
    assert len(shown(desk)) == 4


def test_the_chosen_line_stays_chosen_when_the_list_changes(desk: Desk, practice: Workspace) -> None:
    desk.press(K.Key_Down)
    a_patient(practice, "Adler")
    desk.bot.waitUntil(lambda: shown(desk)[0] == "Adler")
    current = page_of(desk).current()
    assert current is not None
    assert current.surname == "Müller"


def test_a_thousand_rows_need_no_widgets(qtbot: QtBot, desk: Desk) -> None:
    from iago_desktop.ui.models.rows import Table  # noqa: PLC0415

    table = page_of(desk).table
    assert isinstance(table, Table)
    before = len(table.findChildren(object))
    table.show_rows(list(table.lines()) * 400)
    table.grab()
    assert len(table.findChildren(object)) == before
