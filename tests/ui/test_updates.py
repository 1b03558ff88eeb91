"""Updates by keys: a file from a stick, the refusals, the way back, and the icon of every window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.services import setup, update_file, way_back
from iago_desktop.services.way_back import WayBack
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui.app import Program
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.pages.settings import SettingsPage
from iago_desktop.ui.pages.trouble import DonePage
from iago_desktop.ui.pages.unlock import UnlockPage
from iago_desktop.ui.pages.update_sheet import UpdateSheet
from iago_desktop.ui.pages.way_back_sheet import WayBackSheet
from iago_desktop.ui.paint import window_icon
from tests.an_update import INSTALLER, here, put
from tests.builders import a_patient, an_infection
from tests.older import Older, older, rows, shape
from tests.ui.desk import CTRL, Desk, open_desk

K = Qt.Key
UPDATED = date(2026, 11, 23)


def settings_page(desk: Desk) -> SettingsPage:
    page = desk.window.page()
    assert isinstance(page, SettingsPage)
    return page


def asked_by_palette(desk: Desk, path: Path) -> SettingsPage:
    """Ctrl+K, a few letters, Enter; the file dialog gives `path`."""
    desk.files.append(path)
    desk.press(K.Key_K, CTRL)
    desk.enter("check an update")
    return settings_page(desk)


@pytest.fixture
def pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that was built with the release key of the tests."""
    monkeypatch.setattr(update_file, "installed", here)


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace) -> Desk:
    return open_desk(qtbot, practice)


@pytest.mark.usefixtures("pinned")
def test_a_file_from_a_stick_is_explained_and_nothing_happens(desk: Desk, tmp_path: Path) -> None:
    page = asked_by_palette(desk, put(tmp_path))
    desk.bot.waitUntil(lambda: page.update_card.sheet is not None, timeout=10_000)
    sheet = page.update_card.sheet
    assert isinstance(sheet, UpdateSheet)
    told = " ".join(sheet.words)
    for part in (INSTALLER, "A form for tumour flare.", "30 days", "never installs by itself", "0.1.0"):
        assert part in told
    desk.press(K.Key_Escape)
    assert page.update_card.sheet is None
    assert desk.focused() is page.update_card.check


@pytest.mark.usefixtures("pinned")
def test_a_refusal_stands_on_the_card(desk: Desk, tmp_path: Path) -> None:
    path = put(tmp_path)
    (tmp_path / INSTALLER).unlink()
    page = asked_by_palette(desk, path)
    message = page.update_card.message
    desk.bot.waitUntil(lambda: message.tone() == "error", timeout=10_000)
    assert INSTALLER in message.text()
    assert page.update_card.sheet is None


def test_without_a_release_key_it_says_so_and_asks_for_no_file(desk: Desk, tmp_path: Path) -> None:
    desk.press(K.Key_Comma, CTRL)
    card = settings_page(desk).update_card
    card.here = replace(here(), keys=())
    desk.files.append(put(tmp_path))
    card.check.setFocus()
    desk.press(K.Key_Space)
    assert "without a release key" in card.message.text()
    assert desk.files


def test_no_update_no_way_back(desk: Desk) -> None:
    desk.press(K.Key_Comma, CTRL)
    assert not settings_page(desk).update_card.back.isVisible()


@pytest.fixture
def old(tmp_path: Path) -> Older:
    return older(tmp_path / "data" / "practice")


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, old: Older, tmp_path: Path) -> Iterator[Program]:
    found = Program(
        qapp,
        old.folder,
        Settings(person="u1"),
        settings_file=tmp_path / "settings.json",
        log_folder=tmp_path / "log",
        argon=FLOOR,
        restart=lambda: None,
    )
    found.start()
    yield found
    found.close()
    for window in (found.main, found.entrance):
        if window is not None:
            window.close()
            window.deleteLater()
    qapp.aboutToQuit.disconnect(found.close)


def test_back_to_the_version_before_by_keys(
    qtbot: QtBot, program: Program, old: Older, catalogue: Catalogue
) -> None:
    workspace = setup.open_workspace(
        old.folder, "u1", old.password, "en", today=lambda: UPDATED, catalogue=catalogue
    )
    an_infection(workspace, a_patient(workspace, surname="Nachher", given_name="Nora"))
    program._on_opened(workspace)
    main = program.main
    assert isinstance(main, MainWindow)
    desk = Desk(qtbot, main)
    with qtbot.waitActive(main):
        main.activateWindow()
    desk.press(K.Key_Comma, CTRL)
    card = settings_page(desk).update_card
    assert f"{UPDATED + timedelta(days=30):%d.%m.%Y}" in card._until.text()
    card.back.setFocus()
    desk.press(K.Key_Space)
    qtbot.waitUntil(lambda: isinstance(card.sheet, WayBackSheet), timeout=20_000)
    sheet = card.sheet
    assert isinstance(sheet, WayBackSheet)
    assert any("Nachher, Nora" in line for line in sheet.lines)
    desk.enter("no")
    assert sheet.trouble.words
    assert shape(old.database, old.keys) == 4
    sheet.typed.set_text("")
    desk.enter("back")
    page = program.entrance.page()
    assert isinstance(page, DonePage)
    assert "before restore" in page.detail.text()
    assert shape(old.database, old.keys) == 3
    assert rows(old.database, old.keys) == old.rows


def test_the_sheet_left_leaves_nothing_behind(qtbot: QtBot, old: Older, catalogue: Catalogue) -> None:
    workspace = setup.open_workspace(
        old.folder, "u1", old.password, "en", today=lambda: UPDATED, catalogue=catalogue
    )
    desk = open_desk(qtbot, workspace)
    desk.press(K.Key_Comma, CTRL)
    card = settings_page(desk).update_card
    card.back.setFocus()
    desk.press(K.Key_Space)
    qtbot.waitUntil(lambda: card.sheet is not None, timeout=20_000)
    desk.press(K.Key_Escape)
    assert card.sheet is None
    assert [path.name for path in old.folder.parent.iterdir()] == ["practice"]
    setup.close(workspace)


def test_what_is_refused_at_the_last_step_is_said_and_the_practice_is_there(
    qtbot: QtBot, program: Program, old: Older, catalogue: Catalogue
) -> None:
    workspace = setup.open_workspace(
        old.folder, "u1", old.password, "en", today=lambda: UPDATED, catalogue=catalogue
    )
    program._on_opened(workspace)
    found = way_back.offered(workspace)
    assert found is not None
    way = WayBack(workspace, found)
    way.preview()
    (old.folder.parent / "practice restored").mkdir()  # another one stands in the way
    (old.folder.parent / "practice restored" / "x").touch()
    program._on_way_back(way)
    assert not isinstance(program.entrance.page(), DonePage | UnlockPage)
    assert shape(old.database, old.keys) == 4


def test_every_window_has_the_program_s_icon(qtbot: QtBot, program: Program) -> None:
    icon = program.entrance.windowIcon()
    assert not icon.isNull()
    assert {16, 32, 256} <= {size.width() for size in icon.availableSizes()}
    picture = window_icon().pixmap(64, 64).toImage()
    assert picture.pixelColor(0, 0).alpha() == 0
    assert picture.pixelColor(32, 8) == picture.pixelColor(32, 56)
    assert picture.pixelColor(32, 8) != picture.pixelColor(49, 19)
