"""What the sheet for the practice's IT says is what the program does."""

import re
from pathlib import Path

import pytest
from platformdirs import windows
from platformdirs.api import PlatformDirsABC
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from iago_desktop import paths
from iago_desktop.services.backup import FOLDER
from iago_desktop.signing.argon import STRONG
from iago_desktop.store.backup import DAILY, SUFFIX, WEEKLY
from iago_desktop.ui.crash import _LONGEST_LOG, LOG

ROOT = Path(__file__).parents[2]
COLUMNS = ("windows", "macos", "linux")


@pytest.fixture(params=["en", "de"])
def sheet(request: pytest.FixtureRequest) -> str:
    return (ROOT / "resources" / "handbook" / str(request.param) / "it.md").read_text(encoding="utf-8")


def rows(sheet: str) -> list[dict[str, str]]:
    lines = [line for line in sheet.splitlines() if line.startswith("| **")]
    return [
        dict(zip(COLUMNS, (cell.strip(" `") for cell in line.strip("|").split("|")[1:]), strict=True))
        for line in lines
    ]


def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, PlatformDirsABC]:
    monkeypatch.setenv("HOME", "/home/nurse")
    monkeypatch.setenv("LOCALAPPDATA", "/home/nurse/Local")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(windows, "get_win_folder", windows.get_win_folder_from_env_vars)
    kinds = {"windows": windows.Windows, "macos": MacOS, "linux": Unix}
    return {name: kind(paths.NAME, appauthor=False) for name, kind in kinds.items()}


def written(path: Path) -> str:
    """As the sheet writes it."""
    text = str(path).replace("/home/nurse/Local", "%LOCALAPPDATA%")
    return text.replace("/home/nurse", "~") if text.startswith("/") else text.replace("/", "\\")


def test_the_folders_are_those_of_the_program(sheet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, data, settings, log, *_ = rows(sheet)
    for name, system in installed(monkeypatch).items():
        assert data[name] == written(paths.data_folder(system))
        assert settings[name] == written(paths.settings_file(system))
        assert log[name] == written(paths.log_folder(system) / LOG)


def test_the_switches_are_those_of_the_installers(sheet: str) -> None:
    script = (ROOT / "packaging" / "windows" / "iago-desktop.iss").read_text(encoding="utf-8")
    silent = rows(sheet)[5]["windows"]
    for switch in re.findall(r"/[A-Z]+=?", silent):
        assert switch in script, switch
    assert "PrivilegesRequiredOverridesAllowed=commandline" in script
    assert 'Name: "german"' in script
    assert r"MinVersion=10.0.17763" in script  # 1809
    assert rows(sheet)[1]["linux"] == "/usr/lib/iago-desktop"
    assert 'Path("usr/lib") / NAME' in (ROOT / "packaging" / "debian.py").read_text(encoding="utf-8")


def test_what_is_not_packed_is_not_packed(sheet: str) -> None:
    spec = (ROOT / "packaging" / "iago.spec").read_text(encoding="utf-8")
    assert "TLS" in sheet
    for name in ('"PySide6.QtNetwork"', '"_ssl"'):
        assert name in spec


def test_numbers_and_names_are_those_of_the_program(sheet: str) -> None:
    assert (DAILY, WEEKLY) == (7, 4)
    assert f"`{FOLDER}/iago-<dat" in sheet
    assert f"{SUFFIX}`" in sheet
    assert f"{_LONGEST_LOG // 1024} KiB" in sheet
    assert f"{STRONG.memory_kib // 1024} MiB" in sheet


def test_it_is_one_page(sheet: str) -> None:
    assert len(sheet.split()) < 800
