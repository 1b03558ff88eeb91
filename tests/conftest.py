"""What every test can ask for: the shipped definitions, and a practice of its own."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

# Before anything imports Qt; without Qt this is only a variable.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.paths import resource
from iago_desktop.rules.expressions import warm_up
from iago_desktop.services import rights, setup, training
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from tests.registry_simulator import RegistrySimulator

TODAY = date(2026, 11, 20)
PASSWORD = "quiet river carries seven lamps"
PRACTICE = "Onkologische Praxis am Park"
NURSE = "Maria Weber"

LONGEST = ("ui/test_every_screen", "torture/test_trials", "ui/test_german", "ui/test_hidden_names")
"""Files of a minute and more, with few tests: begun last, they would leave all processes but one idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.path.as_posix().endswith(tuple(f"{name}.py" for name in LONGEST)))


@pytest.fixture(scope="session", autouse=True)
def _expressions() -> None:
    """The expression library draws random numbers while it is imported; never inside a strategy."""
    warm_up()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.of_folder(resource("forms"), resource("codes"))


@pytest.fixture(scope="session")
def practice_template(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a practice without patients, made once; its nurse works alone and may do all."""
    folder = tmp_path_factory.mktemp("template") / "practice"
    new = NewPractice(folder, FLOOR, today=lambda: TODAY)
    groups = new.prepare(PRACTICE, "Wien", NURSE, "study_nurse", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    setup.close(new.create("en", catalogue=catalogue, may=rights.ALL))
    return folder


@pytest.fixture(scope="session")
def training_template(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a training practice, made once."""
    folder = tmp_path_factory.mktemp("template") / "training"
    setup.close(training.open_training(folder, "en", today=lambda: TODAY, catalogue=catalogue))
    return folder


@pytest.fixture
def practice_folder(practice_template: Path, tmp_path: Path) -> Path:
    """A copy of it, closed: user u1 opens it with PASSWORD."""
    folder = tmp_path / "practice"
    shutil.copytree(practice_template, folder)
    return folder


@pytest.fixture
def opened(practice_folder: Path, catalogue: Catalogue) -> Iterator[Callable[[], Workspace]]:
    """Opens the practice; whatever is still open is closed after the test."""
    workspaces: list[Workspace] = []

    def open_it() -> Workspace:
        workspace = setup.open_workspace(
            practice_folder, "u1", PASSWORD, "en", today=lambda: TODAY, catalogue=catalogue
        )
        workspaces.append(workspace)
        return workspace

    yield open_it
    for workspace in workspaces:
        setup.close(workspace)


@pytest.fixture
def practice(opened: Callable[[], Workspace]) -> Workspace:
    """An open practice of its own: today is 20 November 2026, Maria Weber is at the desk."""
    return opened()


@pytest.fixture
def registry() -> RegistrySimulator:
    """The other side, with keys of its own."""
    return RegistrySimulator()


@pytest.fixture
def enrolled(practice: Workspace, registry: RegistrySimulator, tmp_path: Path) -> Workspace:
    """The open practice, known to that registry."""
    registry.enrol(practice, tmp_path)
    return practice


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty folder, as if one were plugged in."""
    folder = tmp_path / "STICK"
    folder.mkdir()
    return folder
