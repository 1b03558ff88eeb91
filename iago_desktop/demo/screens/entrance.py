"""The scenes before a practice is open: first start, unlock, what stands in the way."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from iago_desktop.demo.registry_side import RegistrySide
from iago_desktop.demo.screens.restoring import damaged_scenes, restore_scenes
from iago_desktop.demo.screens.tour import settle
from iago_desktop.demo.typist import ENTER, press, wait_for, write
from iago_desktop.errors import IagoError
from iago_desktop.sentences import Language
from iago_desktop.services.entrance import Person
from iago_desktop.services.setup import close
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui.app import FolderFounding
from iago_desktop.ui.pages.first_start import PASSWORD, RECOVERY, REGISTRY, FirstStart
from iago_desktop.ui.pages.trouble import TroublePage
from iago_desktop.ui.pages.unlock import UnlockPage

_PEOPLE = (Person("u1", "Dr. Anna Weber", "physician"), Person("u2", "Sabine Krämer", "study_nurse"))
_MORNING = datetime(2026, 6, 18, 9, 30)  # noqa: DTZ001 -- the clock on the wall
_SECRET = "quiet river carries seven lamps"  # noqa: S105 -- of a practice that is thrown away
_TROUBLES = ("database_in_use", "folder_read_only", "disk_full", "keystore_damaged", "database_newer")

Scenes = Iterator[tuple[str, QWidget]]


def entrance_scenes(folder: Path, language: Language) -> Scenes:
    """The name and the window of each; `folder` is used up."""
    yield from _unlock(language)
    yield from _first_start(folder, language)
    yield from _troubles(language)
    yield from restore_scenes(folder, language)
    yield from damaged_scenes(folder, language)


def _refuse(_user: str, _password: str) -> object:
    raise IagoError("wrong_password")


def _unlock(language: Language) -> Scenes:
    page = UnlockPage(_PEOPLE, _refuse, _refuse, language, lambda: _MORNING)
    with_focus(page)
    yield "unlock", page
    page.sign_in.waiting.start(480)
    yield "unlock_waiting", page
    page.sign_in.forgot.click()
    yield "unlock_forgotten", page
    page.forgotten.use_sheet.click()
    yield "unlock_recovery", page
    page.deleteLater()


def _first_start(folder: Path, language: Language) -> Scenes:
    folder.mkdir(parents=True)
    registry = RegistrySide(folder / "registry")
    registry.init("CAR-T Toxicity Registry", "REG-DEMO")
    card = folder / "registry.iagocard"
    card.write_bytes(registry.card)
    page = FirstStart(FolderFounding(folder / "practice", language, FLOOR), lambda _over: card, language)
    with_focus(page)
    yield "first_1_practice", page
    for words in ("Onkologie am Park", "Wien", "Maria Weber", "2"):
        _enter(words)
    _at(page, PASSWORD)
    yield "first_2_password", page
    _enter(_SECRET)
    _enter(_SECRET)
    _at(page, RECOVERY)
    yield "first_3_recovery", page
    groups = dict(enumerate(page.recovery._groups))  # noqa: SLF001 -- on the sheet that was printed
    _enter("")
    yield "first_3_recovery_typed", page
    for index in page.recovery.frames:
        _write(groups[index])
    _enter("")
    _at(page, REGISTRY)
    yield "first_4_registry", page
    _enter("")
    _enter("")
    yield "first_5_fingerprint", page
    workspace = page._workspace  # noqa: SLF001 -- closed here, for nobody goes on from it
    if isinstance(workspace, Workspace):
        close(workspace)
    page.deleteLater()
    shutil.rmtree(folder)


def _troubles(language: Language) -> Scenes:
    for code in _TROUBLES:
        page = TroublePage(IagoError(code), language, Path("/iago"))
        with_focus(page)
        yield f"trouble_{code}", page
        page.deleteLater()


def with_focus(window: QWidget) -> None:
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    wait_for(window.isActiveWindow)
    settle()


def _write(words: str) -> None:
    write(words)
    settle()


def _enter(words: str) -> None:
    _write(words)
    press(ENTER)
    settle()


def _at(page: FirstStart, place: int) -> None:
    wait_for(lambda: page.at() == place and isinstance(QApplication.focusWidget(), QLineEdit | QWidget))
    settle()
