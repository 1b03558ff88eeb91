"""S5 in the window: a stick without room, one that is looked at again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import carrier, exchange
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.pages.registry import RegistryPage
from tests.builders import a_patient, an_infection
from tests.registry_simulator import RegistrySimulator
from tests.ui.desk import CTRL, ENTER, Desk, open_desk

K = Qt.Key
NAME = "IAGO_DE-0042_000001.iago"


@pytest.fixture
def stick(practice: Workspace, tmp_path: Path) -> Path:
    """One signed record waits, the practice is enrolled."""
    RegistrySimulator().enrol(practice, tmp_path)
    an_infection(practice, a_patient(practice))
    folder = tmp_path / "STICK"
    folder.mkdir()
    return folder


def page_of(desk: Desk) -> RegistryPage:
    page = desk.window.page()
    assert isinstance(page, RegistryPage)
    return page


def test_a_full_stick_says_how_much_it_needs_and_another_folder_takes_it(
    qtbot: QtBot, practice: Workspace, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    desk = open_desk(qtbot, practice, (stick,))
    monkeypatch.setattr(carrier, "free_bytes", lambda folder: 4000 if folder == stick else 10**9)
    desk.press(K.Key_E, CTRL)
    desk.press(ENTER)
    qtbot.waitUntil(lambda: page_of(desk).sheet is not None and bool(page_of(desk).sheet.trouble()))
    sheet = page_of(desk).sheet
    assert sheet is not None
    assert "needs " in sheet.trouble()
    assert "4 kB are free" in sheet.trouble()
    assert not any(stick.iterdir())
    assert exchange.ledger(practice) == ()
    desk.folders.append(other)
    sheet.change.setFocus()
    desk.press(K.Key_Space)
    assert sheet.trouble() == ""
    desk.press(ENTER)
    qtbot.waitUntil(lambda: bool(sheet.saved_words()))
    assert [path.name for path in other.iterdir()] == [NAME]


def test_a_copy_is_checked_on_the_stick(qtbot: QtBot, practice: Workspace, stick: Path) -> None:
    path = exchange.export(practice, stick).path
    desk = open_desk(qtbot, practice, (stick,))
    desk.press(K.Key_F8)
    check = page_of(desk).card.check
    check.setFocus()
    desk.press(K.Key_Space)
    words = f"{NAME} was read again and is complete and unchanged."
    qtbot.waitUntil(lambda: desk.window.toast() == words)
    path.write_bytes(path.read_bytes()[:-40])
    check.setFocus()
    desk.press(K.Key_Space)
    qtbot.waitUntil(lambda: desk.window.banner is not None)
    assert desk.window.banner is not None
    assert "is cut off" in desk.window.banner.label.text()
    path.unlink()
    check.setFocus()
    desk.folders.append(stick)
    desk.press(K.Key_Space)
    qtbot.waitUntil(lambda: desk.window.banner is not None and "no file" in desk.window.banner.label.text())
