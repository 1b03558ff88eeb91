"""The scenes of what is hoped never to be needed: a guided restore, and a damaged database."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from iago_desktop.demo.screens.tour import settle
from iago_desktop.demo.typist import wait_for
from iago_desktop.errors import IagoError
from iago_desktop.sentences import Language
from iago_desktop.services import backup, patients
from iago_desktop.services.patients import NewPatient
from iago_desktop.services.setup import NewPractice, close, open_workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store.connection import connect
from iago_desktop.ui.app import FolderDoors, FolderRestoring
from iago_desktop.ui.pages.damaged import SEEN as FOUND
from iago_desktop.ui.pages.restore import DONE, OPEN, SEEN, RestorePage

_SECRET = "quiet river carries seven lamps"  # noqa: S105 -- of a practice that is thrown away
_PAGE = 4096  # bytes of a page of the database
_BORN, _INFUSED = date(1960, 3, 12), timedelta(days=40)


def restore_scenes(folder: Path, language: Language) -> Iterator[tuple[str, QWidget]]:
    """The four steps; `folder` is used up."""
    practice = folder / "practice"
    _practice(practice, language)
    page = RestorePage(FolderRestoring(practice, language), lambda _over: None, language)
    _with_focus(page)
    yield "restore_1_choose", page
    page.next.click()
    _at(page, OPEN)
    yield "restore_2_password", page
    page.password.set_text(_SECRET)
    page.next.click()
    _at(page, SEEN)
    yield "restore_3_seen", page
    page.seen.typed.set_text(page.seen.word)
    page.next.click()
    _at(page, DONE)
    yield "restore_4_done", page
    page.deleteLater()
    shutil.rmtree(folder)


def damaged_scenes(folder: Path, language: Language) -> Iterator[tuple[str, QWidget]]:
    """A page of the database is unreadable; `folder` is used up."""
    practice = folder / "practice"
    _practice(practice, language)
    _damage(practice, language, "patient")
    doors = FolderDoors(practice, FLOOR, lambda _over: None)
    page = None
    try:
        doors.unlock("u1", _SECRET, language)
    except IagoError as error:
        page = doors.rescue(error, language)
    if page is None:
        raise LookupError(practice)
    _with_focus(page)
    yield "damaged_1_ask", page
    page.rescue.click()
    wait_for(lambda: page.state() == FOUND)
    settle()
    yield "damaged_2_found", page
    page.deleteLater()
    shutil.rmtree(folder)


def _practice(folder: Path, language: Language) -> None:
    new = NewPractice(folder, FLOOR)
    groups = new.prepare("Onkologie am Park", "Wien", "Dr. Maria Weber", "physician", _SECRET)
    new.confirm({index: groups[index] for index in new.asked})
    workspace = new.create(language)
    try:
        backup.make(workspace)
        patients.add(
            workspace,
            NewPatient(
                surname="Baumann",
                given_name="Ute",
                born_on=_BORN,
                sex="f",
                product="axi-cel",
                indication="DLBCL",
                infused_on=workspace.today() - _INFUSED,
                consent=True,
                consent_on=workspace.today() - _INFUSED,
            ),
        )
    finally:
        close(workspace)


def _damage(folder: Path, language: Language, table: str) -> None:
    """One bit of the page where the table begins."""
    workspace = open_workspace(folder, "u1", _SECRET, language)
    path = workspace.store.path
    raw = connect(path, workspace.unlocked.database_key)
    (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    raw.close()
    close(workspace)
    data = bytearray(path.read_bytes())
    data[(root - 1) * _PAGE + 200] ^= 1
    path.write_bytes(data)


def _with_focus(page: QWidget) -> None:
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    wait_for(page.isActiveWindow)
    settle()


def _at(page: RestorePage, view: int) -> None:
    wait_for(lambda: page.at() == view and page.next.isEnabled() is (view != SEEN))
    settle()
