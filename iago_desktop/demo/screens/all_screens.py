"""Every screen there is: before a practice is open, in one of invented patients, and in training."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from iago_desktop.demo.screens.entrance import entrance_scenes, with_focus
from iago_desktop.demo.screens.practice_scenes import (
    PRACTICE_SCENES,
    on_the_second,
    open_again,
    sending_practice,
    stick,
)
from iago_desktop.demo.screens.scenes import SCENES
from iago_desktop.demo.screens.tour import Scene, Tour
from iago_desktop.demo.screens.updating import UPDATE_SCENES
from iago_desktop.sentences import Language
from iago_desktop.services import setup, training
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.main_window import MainWindow

TODAY = date(2026, 6, 18)
"""The day of the pictures, so that they are the same tomorrow."""

Scenes = Iterator[tuple[str, QWidget]]


def screens(folder: Path, language: Language) -> Scenes:
    """The name and the window of each; `folder` is used up."""
    yield from entrance_scenes(folder / "entrance", language)
    workspace = training.open_training(folder / "practice", language, today=lambda: TODAY)
    workspace.training = False  # as a practice sees it, without the frame
    window = MainWindow(workspace, Settings(language=language))
    with_focus(window)
    tour = Tour(window, workspace)
    for scene in SCENES:
        for name in scene(tour):
            yield name, window
    window.close()
    window.deleteLater()
    workspace.training = True
    framed = MainWindow(workspace, Settings(language=language))
    with_focus(framed)
    yield "training", framed
    framed.close()
    framed.deleteLater()
    setup.close(workspace)
    yield from _of_a_sending_practice(folder / "sending", language)


def _of_a_sending_practice(folder: Path, language: Language) -> Scenes:
    workspace = sending_practice(folder, language, lambda: TODAY)
    yield from _walk(workspace, (*UPDATE_SCENES, *PRACTICE_SCENES), stick(folder))
    yield from _walk(open_again(folder / "second", language, lambda: TODAY), (on_the_second,))


def _walk(workspace: Workspace, scenes: Sequence[Scene], choose: Choosers | None = None) -> Scenes:
    window = MainWindow(workspace, Settings(language=workspace.language), choose)
    with_focus(window)
    tour = Tour(window, workspace)
    for scene in scenes:
        for name in scene(tour):
            yield name, window
    window.close()
    window.deleteLater()
    setup.close(workspace)
