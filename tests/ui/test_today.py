"""Today by key presses."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import backup, exchange, patients, records, today, withdrawal
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.registry import RegistryPage
from iago_desktop.ui.pages.today import TodayPage
from tests.builders import a_patient, a_record, an_infection
from tests.conftest import TODAY
from tests.ui.desk import ENTER, Desk, open_desk

K = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace) -> Desk:
    first = a_patient(practice, "Brandt", infused_on=TODAY - timedelta(112), consent_on=TODAY)
    a_patient(practice, "Lindner", infused_on=TODAY - timedelta(40), consent_on=TODAY)
    an_infection(practice, first, sign=False)
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_F5)
    return desk


def page_of(desk: Desk) -> TodayPage:
    page = desk.window.page()
    assert isinstance(page, TodayPage)
    return page


def lines(desk: Desk) -> list[tuple[str, str, str, str]]:
    return [(task.name, task.what, task.when, task.badge) for task in page_of(desk).list.tasks()]


def headings(desk: Desk) -> list[str]:
    model = page_of(desk).list.model()
    said = [model.index(row, 0) for row in range(model.rowCount())]
    return [str(index.data()) for index in said if not index.flags() & Qt.ItemFlag.ItemIsSelectable]


def test_what_is_due_stands_first_with_its_window(desk: Desk) -> None:
    assert headings(desk) == ["Visits due 2", "To sign 1"]
    assert lines(desk) == [
        ("Lindner, Ute", "Day 30", "window closed 15.11.2026", "overdue"),
        ("Brandt, Ute", "Day 100", "window to 23.11.2026", "3 days left"),
        ("Brandt, Ute", "Not signed", "", ""),
    ]
    assert page_of(desk).summary.text() == "2 visits due · 1 to sign"
    assert desk.window.rail.items["today"].accessibleDescription() == "2, F5"


def test_enter_starts_the_chosen_visit_and_then_goes_on_with_it(desk: Desk, practice: Workspace) -> None:
    desk.press(K.Key_Down)
    desk.press(ENTER)
    (draft,) = records.drafts(practice)
    assert desk.window.place == Place("form", draft.id)
    assert draft.form == "follow_up"
    desk.press(K.Key_F5)
    desk.press(ENTER)
    assert desk.window.place == Place("form", draft.id)
    assert len(records.drafts(practice)) == 1


def test_arrows_pass_over_the_headings(desk: Desk, practice: Workspace) -> None:
    patient = next(row for row in patients.rows(practice) if row.surname == "Brandt")
    draft = records.start(practice, patient.treatment_id, "infection")
    desk.press(K.Key_F5)
    assert headings(desk) == ["Visits due 2", "Drafts 1", "To sign 1"]
    for _ in range(2):
        desk.press(K.Key_Down)
    desk.press(ENTER)
    assert desk.window.place == Place("form", draft)
    desk.press(K.Key_F5)
    desk.press(K.Key_End)
    desk.press(ENTER)
    assert desk.window.place.kind == "record"
    desk.press(K.Key_F5)
    desk.press(K.Key_Home)
    assert page_of(desk).list.current() == page_of(desk).list.tasks()[0]


def test_what_is_done_leaves_the_list_and_the_next_is_chosen(desk: Desk, practice: Workspace) -> None:
    """The first visit is made elsewhere; the second is chosen now."""
    lindner = next(row for row in patients.rows(practice) if row.surname == "Lindner")
    a_record(practice, lindner.treatment_id, "follow_up", {"visited_on": "d40"})
    chosen = page_of(desk).list.current()
    assert chosen is not None
    assert (chosen.name, chosen.what) == ("Brandt, Ute", "Day 100")


def test_nothing_due_says_so(qtbot: QtBot, practice: Workspace) -> None:
    desk = open_desk(qtbot, practice)
    assert page_of(desk).empty.isVisible()
    assert page_of(desk).empty.text() == "Nothing due today."


def test_what_stands_beside_the_list(desk: Desk, practice: Workspace) -> None:
    side = page_of(desk).side
    assert (side.lines[2].words.text(), side.lines[0].isVisible()) == ("No backup yet", False)
    assert "Friday 20: " in side.week.accessibleName()
    backup.make(practice)
    desk.press(K.Key_F5)
    assert side.lines[2].words.text() == "Backup of today"


def test_a_withdrawal_leaves_although_it_is_no_record(qtbot: QtBot, enrolled: Workspace, stick: Path) -> None:
    patient = a_patient(enrolled)
    an_infection(enrolled, patient)
    exchange.export(enrolled, stick)
    desk = open_desk(qtbot, enrolled)
    side = page_of(desk).side
    assert (side.count.text(), side.patients.text()) == ("0", "")
    withdrawal.withdraw(enrolled, patient, "delete")
    assert (side.count.text(), side.patients.text()) == ("0", "other changes of 1 patient")
    desk.press(K.Key_F8)
    page = desk.window.page()
    assert isinstance(page, RegistryPage)
    assert "other changes of 1 patient" in page.count.accessibleName()


@pytest.mark.parametrize("bundles", [1, 2])
def test_the_backup_stands_below_the_bundles(
    qtbot: QtBot, enrolled: Workspace, stick: Path, bundles: int
) -> None:
    for _ in range(bundles):
        an_infection(enrolled, a_patient(enrolled))
        exchange.export(enrolled, stick)
    side = page_of(open_desk(qtbot, enrolled)).side
    assert [line.isVisible() for line in side.lines] == [True, bundles == 2, True]
    assert side.lines[2].words.text() == "No backup yet"


def test_many_patients_are_read_while_the_window_is_free(
    qtbot: QtBot, practice: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(today, "_MANY", 0)
    a_patient(practice, "Brandt", infused_on=TODAY - timedelta(112), consent_on=TODAY)
    desk = open_desk(qtbot, practice)
    page = page_of(desk)
    assert page.list.tasks() == []
    qtbot.waitUntil(lambda: len(page.list.tasks()) == 1)
