"""The system's own dialogs for files and folders, and the sticks that are plugged in."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStorageInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from iago_desktop.ui.page import ChooseFile, ChooseFolder, ChooseSave

_STICK_ROOTS = ("/media/", "/run/media/", "/Volumes/")


def choose_file(parent: QWidget) -> Path | None:
    title = QCoreApplication.translate("Choosers", "Import file")
    kinds = QCoreApplication.translate("Choosers", "IAGO files")
    chosen, _ = QFileDialog.getOpenFileName(
        parent, title, _start(), f"{kinds} (*.iago *.iagocard *.iagocert *.iagopack);;* (*)"
    )
    return Path(chosen) if chosen else None


def choose_backup(parent: QWidget) -> Path | None:
    title = QCoreApplication.translate("Choosers", "Choose a backup")
    kinds = QCoreApplication.translate("Choosers", "IAGO backups")
    chosen, _ = QFileDialog.getOpenFileName(parent, title, _start(), f"{kinds} (*.iagobak);;* (*)")
    return Path(chosen) if chosen else None


def choose_update(parent: QWidget) -> Path | None:
    title = QCoreApplication.translate("Choosers", "Choose an update file")
    kinds = QCoreApplication.translate("Choosers", "Update files")
    chosen, _ = QFileDialog.getOpenFileName(parent, title, _start(), f"{kinds} (*.iagoupdate);;* (*)")
    return Path(chosen) if chosen else None


def choose_folder(parent: QWidget) -> Path | None:
    title = QCoreApplication.translate("Choosers", "Choose a folder")
    chosen = QFileDialog.getExistingDirectory(parent, title, _start())
    return Path(chosen) if chosen else None


def choose_save(parent: QWidget, name: str) -> Path | None:
    """Where a printed sheet goes; an existing file is asked about by the system's dialog."""
    title = QCoreApplication.translate("Choosers", "Save as PDF")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), "PDF (*.pdf)")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")


def sticks() -> tuple[Path, ...]:
    """Folders of plugged-in sticks that can be written."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if volume.isValid() and volume.isReady() and not volume.isReadOnly() and _is_removable(root):
            found.append(Path(root))
    return tuple(sorted(found))


def _is_removable(root: str) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- only there

        return int(ctypes.windll.kernel32.GetDriveTypeW(root)) == 2  # DRIVE_REMOVABLE
    return root.startswith(_STICK_ROOTS)


def _start() -> str:
    found = sticks()
    return str(found[0]) if found else ""


@dataclass(frozen=True)
class Choosers:
    """How a file or folder is asked for: the system's dialogs, or what a test hands in."""

    file: ChooseFile = choose_file
    folder: ChooseFolder = choose_folder
    save: ChooseSave = choose_save
    sticks: Callable[[], tuple[Path, ...]] = sticks
    update: ChooseFile = choose_update
