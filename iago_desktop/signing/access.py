"""On Windows: a folder that its owner alone may look into.  Not run; the call is handed in."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath

from iago_desktop.errors import StoreError

_NO_WINDOW = 0x08000000  # no black box flashes up
Run = Callable[[Sequence[str]], int]


def icacls(folder: PurePath, environ: Mapping[str, str]) -> list[str]:
    """What is inherited goes; the user and the system, which backs up and scans, are let in."""
    domain, user = environ.get("USERDOMAIN", ""), environ["USERNAME"]
    owner = f"{domain}\\{user}" if domain else user
    root = environ.get("SYSTEMROOT", "C:\\Windows")
    return [
        f"{root}\\System32\\icacls.exe",  # by its whole path: never one that lies in the way
        str(folder),
        "/inheritance:r",
        "/grant:r",
        f"{owner}:(OI)(CI)F",
        "*S-1-5-18:(OI)(CI)F",  # SYSTEM, by the number that is the same in every language
        "/Q",
    ]


def close_folder(folder: PurePath, environ: Mapping[str, str], run: Run) -> None:
    """Raises StoreError `folder_open_to_others`."""
    try:
        code = run(icacls(folder, environ))
    except (OSError, KeyError) as error:
        raise StoreError("folder_open_to_others") from error
    if code:
        raise StoreError("folder_open_to_others")


def close_here(folder: Path, closed: set[Path]) -> None:
    """Once for each folder in the life of the process: the call takes a moment."""
    if sys.platform == "win32" and folder not in closed:
        close_folder(folder, os.environ, _run)
        closed.add(folder)


def _run(command: Sequence[str]) -> int:
    ended = subprocess.run(command, check=False, capture_output=True, creationflags=_NO_WINDOW)  # noqa: S603
    return ended.returncode
