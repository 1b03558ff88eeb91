"""Scenario S7 with real windows: two computers, one infection, one question, and both have the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import desk_questions, desks, setup
from iago_desktop.services.desks import Taken
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Record
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.choices import ChoicesPage
from iago_desktop.ui.pages.exchange_sheet import ExchangeSheet
from iago_desktop.ui.pages.settings import SettingsPage
from iago_desktop.ui.widgets import Label
from tests.builders import a_patient, an_infection
from tests.services.test_desks import add_organism, amend
from tests.services.two_desks import TwoDesks, two_desks
from tests.ui.desk import CTRL, ENTER, Desk, open_desk

K = Qt.Key


@pytest.fixture
def both(practice: Workspace, tmp_path: Path) -> Iterator[TwoDesks]:
    found = two_desks(practice, tmp_path)
    yield found
    setup.close(found.b)


@pytest.fixture
def infection(both: TwoDesks) -> str:
    record = an_infection(both.a, a_patient(both.a), resolved="d30", outcome="resolved")
    both.carry(both.a, both.b)
    return record


def write_file(desk: Desk, folder: Path) -> Path:
    """By the button in the settings; the file that appears on the stick."""
    before = set(folder.glob("*.iago"))
    desk.window.go(Place("settings"))
    page = desk.window.page()
    assert isinstance(page, SettingsPage)
    desk.bot.waitUntil(page.desks.write.isVisible, timeout=15000)
    desk.folders.append(folder)
    page.desks.write.setFocus()
    desk.press(ENTER)
    desk.bot.waitUntil(lambda: "read back. Import" in page.desks.message.text(), timeout=15000)
    (path,) = set(folder.glob("*.iago")) - before
    return path


def import_file(desk: Desk, path: Path) -> ExchangeSheet:
    with desk.bot.waitActive(desk.window):
        desk.window.activateWindow()
    desk.press(K.Key_F8)
    desk.files.append(path)
    desk.press(K.Key_I, CTRL)
    desk.bot.waitUntil(lambda: bool(sheets(desk)), timeout=15000)
    return sheets(desk)[-1]


def sheets(desk: Desk) -> list[ExchangeSheet]:
    return [sheet for sheet in desk.window.page().findChildren(ExchangeSheet) if sheet.isVisible()]


def test_s7_with_real_windows(qtbot: QtBot, both: TwoDesks, infection: str, tmp_path: Path) -> None:
    add_organism(both.b, infection, resolved="d33")
    amend(both.a, infection, route="iv", outcome="sequelae", resolved="d35")

    second = open_desk(qtbot, both.b)
    path = write_file(second, both.folder)
    first = open_desk(qtbot, both.a)
    sheet = import_file(first, path)
    assert (sheet.taken.taken, sheet.taken.joined, sheet.taken.waiting) == (0, 0, 1)
    first.press(ENTER)
    page = first.window.page()
    assert isinstance(page, ChoicesPage)
    assert page.cards is not None
    assert [card.words.text() for card in page.cards.cards] == ["06.10.2026", "04.10.2026"]
    texts = " ".join(label.text() for label in page.findChildren(Label))
    assert "Baumann, Ute" in texts
    assert "Maria Weber · 23." in texts or "Maria Weber · 20." in texts
    first.press(ENTER)
    assert first.window.banner is not None  # neither is chosen
    first.type("2")
    first.press(ENTER)
    assert page.choice is None
    assert first.window.toast().startswith("All is chosen.")

    with both.a.store.read() as session:
        record = session.get_one(Record, infection)
        newest = queries.history(session, infection)[-1]
    said = record.answers
    assert (said["route"]["value"], said["outcome"]["value"]) == ("iv", "sequelae")
    assert said["resolved"]["value"] == {"day": 33}
    assert [row["organism"]["value"] for row in said["organisms"]["value"]] == ["KPNEU"]
    assert record.resolved_from == 33
    assert newest.reason == "Resolved on: 04.10.2026 (B, Maria Weber) ≠ 06.10.2026 (A, Maria Weber)"

    back = write_file(first, both.folder)
    sheet = import_file(second, back)
    assert (sheet.taken.waiting, sheet.taken.same) == (0, True)
    assert both.marks()[0] == both.marks()[1]
    second.press(ENTER)
    assert import_file(second, back).taken.again


def test_a_second_computer_is_made_from_the_settings(qtbot: QtBot, both: TwoDesks, tmp_path: Path) -> None:
    desk = open_desk(qtbot, both.a)
    desk.window.go(Place("settings"))
    page = desk.window.page()
    assert isinstance(page, SettingsPage)
    folder = tmp_path / "other stick"
    folder.mkdir()
    desk.folders.append(folder)
    page.desks.make.setFocus()
    desk.press(ENTER)
    desk.bot.waitUntil(lambda: "It is computer C then" in page.desks.message.text(), timeout=20000)
    assert [path.suffix for path in folder.iterdir()] == [".iagobak"]
    desk.bot.waitUntil(
        lambda: page.desks.found is not None and len(page.desks.found.others) == 2, timeout=15000
    )


def test_later_leaves_what_waits(qtbot: QtBot, both: TwoDesks, infection: str) -> None:
    amend(both.a, infection, resolved="d35", route="iv")
    amend(both.b, infection, resolved="d33", route="none")
    both.carry(both.b, both.a)
    assert len(desk_questions.open_choices(both.a).choices) == 2
    desk = open_desk(qtbot, both.a)
    desk.window.go(Place("choices"))
    page = desk.window.page()
    assert isinstance(page, ChoicesPage)
    shown = page.choice
    desk.press(K.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.choice != shown
    desk.type("1")
    desk.press(ENTER)
    assert len(desk_questions.open_choices(both.a).choices) == 1
    desk.press(K.Key_Escape)
    assert desk.window.place.kind != "choices"
    assert desks.desks(both.a).waiting == 1
    taken: Taken = both.carry(both.b, both.a)
    assert taken.waiting <= 1
    assert len(desk_questions.open_choices(both.a).choices) == 1
