"""Where things are: the data, settings and log folders, and the files shipped with the program."""

import sys
from pathlib import Path

from platformdirs import PlatformDirs
from platformdirs.api import PlatformDirsABC

NAME = "IAGO Desktop"
_DIRS: PlatformDirsABC = PlatformDirs(NAME, appauthor=False)


def data_folder(system: PlatformDirsABC = _DIRS) -> Path:
    """The practice's folder: iago.db, keystore.json, witness.json, lock, backups/; nothing else.

    One below the program's own: settings and log lie in that on Windows, and a restore puts the practice's
    folder aside as a whole.
    """
    return Path(system.user_data_dir) / "practice"


def training_folder(data: Path) -> Path:
    """The practice of invented patients that belongs to a data folder: beside it, never in it."""
    return data.with_name(f"{data.name} training")


def settings_file(system: PlatformDirsABC = _DIRS) -> Path:
    return Path(system.user_config_dir) / "settings.json"


def log_folder(system: PlatformDirsABC = _DIRS) -> Path:
    return Path(system.user_log_dir)


def resource(*parts: str) -> Path:
    """A file or folder below resources/: in the frozen program, the wheel or the source tree."""
    frozen = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).parent
    candidates = [Path(frozen) / "resources"] if frozen else []
    candidates += [package / "resources", package.parent / "resources"]
    root = next(folder for folder in candidates if folder.is_dir())
    return root.joinpath(*parts)
