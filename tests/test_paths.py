"""Where things lie, on each of the systems."""

from pathlib import Path

import pytest
from platformdirs import windows
from platformdirs.api import PlatformDirsABC
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from iago_desktop import paths

SYSTEMS = [Unix, MacOS, windows.Windows]


@pytest.fixture(params=SYSTEMS)
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> PlatformDirsABC:
    monkeypatch.setenv("LOCALAPPDATA", "/home/nurse/Local")
    # Windows itself is asked there; the shell's variable says the same.
    monkeypatch.setattr(windows, "get_win_folder", windows.get_win_folder_from_env_vars)
    found = request.param(paths.NAME, appauthor=False)
    assert isinstance(found, PlatformDirsABC)
    return found


def test_nothing_else_lies_in_the_folder_of_the_practice(system: PlatformDirsABC) -> None:
    """A restore puts it aside, and Windows keeps settings and log with the data."""
    practice = paths.data_folder(system)
    for other in (paths.settings_file(system), paths.log_folder(system), paths.training_folder(practice)):
        assert not other.is_relative_to(practice)


def test_everything_lies_in_a_folder_of_the_programs_name(system: PlatformDirsABC) -> None:
    for each in (paths.data_folder(system), paths.settings_file(system), paths.log_folder(system)):
        assert paths.NAME in each.parts


def test_the_folder_of_the_practice_does_not_travel_with_a_profile(system: PlatformDirsABC) -> None:
    assert "Roaming" not in Path(paths.data_folder(system)).parts
