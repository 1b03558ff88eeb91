"""The training practice in the window: reached without a password, framed, refused by the registry."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from iago_desktop import paths, settings
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.services import patients, setup, training
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.first_start import FirstStart
from iago_desktop.ui.pages.settings import SettingsPage
from iago_desktop.ui.pages.unlock import UnlockPage
from iago_desktop.ui.tokens import T
from tests.conftest import TODAY
from tests.ui.desk import CTRL, Desk, open_desk
from tests.ui.programs import Start

K = Qt.Key


@pytest.fixture
def folder(training_template: Path, practice_folder: Path) -> Path:
    folder = paths.training_folder(practice_folder)
    shutil.copytree(training_template, folder)
    return folder


@pytest.fixture
def workspace(folder: Path, catalogue: Catalogue) -> Iterator[Workspace]:
    workspace = training.open_training(folder, "en", today=lambda: TODAY, catalogue=catalogue)
    yield workspace
    setup.close(workspace)


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace) -> Desk:
    return open_desk(qtbot, workspace)


def framed(window: MainWindow) -> bool:
    """The outermost four pixels of every side, in its middle."""
    picture = window.grab().toImage()
    right, bottom = window.width() - 1, window.height() - 1
    middle = QPoint(right // 2, bottom // 2)
    points = [QPoint(each, middle.y()) for each in (0, 3, right - 3, right)]
    points += [QPoint(middle.x(), each) for each in (0, 3, bottom - 3, bottom)]
    return all(picture.pixelColor(point) == T.amber_line for point in points)


@pytest.mark.parametrize("kind", ["today", "patients", "drafts", "registry", "settings", "help"])
def test_every_page_has_the_yellow_frame_and_the_word(desk: Desk, kind: str) -> None:
    desk.window.go(Place(kind))
    assert framed(desk.window)
    assert desk.window.top.training.isVisible()
    assert desk.window.top.training.text() == "Training"


def test_a_patient_and_a_form_have_it_too(desk: Desk, workspace: Workspace) -> None:
    desk.window.go(Place("patient", patients.rows(workspace)[0].id))
    assert framed(desk.window)
    desk.press(K.Key_2, CTRL)
    assert desk.window.place.kind == "form"
    assert framed(desk.window)


def test_a_real_practice_has_neither(qtbot: QtBot, practice: Workspace) -> None:
    desk = open_desk(qtbot, practice)
    assert not framed(desk.window)
    assert not desk.window.top.training.isVisible()


def test_from_the_unlock_window_and_afresh(
    qtbot: QtBot, start: Start, practice_folder: Path, folder: Path, tmp_path: Path
) -> None:
    before = {path.name: path.read_bytes() for path in practice_folder.iterdir() if path.name != "lock"}
    program = start(practice_folder)
    page = program.entrance.page()
    assert isinstance(page, UnlockPage)
    page.sign_in.practise.setFocus()
    with qtbot.waitSignal(program.opened):
        qtbot.keyClick(page.sign_in.practise, K.Key_Return)
    main = program.main
    assert isinstance(main, MainWindow)
    assert main.top.training.isVisible()
    assert settings.load(tmp_path / "settings.json").person == ""
    main.go(Place("settings"))
    page = main.page()
    assert isinstance(page, SettingsPage)
    page.afresh_button.setFocus()
    with qtbot.waitSignal(main.afresh_requested):
        qtbot.keyClick(page.afresh_button, K.Key_Return)
    assert not folder.exists()
    assert {
        path.name: path.read_bytes() for path in practice_folder.iterdir() if path.name != "lock"
    } == before


def test_at_the_first_start_it_is_offered_and_founds_nothing_real(
    qtbot: QtBot, start: Start, tmp_path: Path, training_template: Path
) -> None:
    real = tmp_path / "new"
    shutil.copytree(training_template, paths.training_folder(real))
    program = start(real)
    page = program.entrance.page()
    assert isinstance(page, FirstStart)
    with qtbot.waitSignal(program.opened):
        page.practise.click()
    assert not real.exists()
    assert isinstance(program.main, MainWindow)
    assert program.main.top.training.isVisible()
