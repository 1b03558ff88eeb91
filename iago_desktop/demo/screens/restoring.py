"""The scenes of a guided restore: a practice with a backup, and a patient who came after it."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from iago_desktop.demo.screens.tour import settle
from iago_desktop.demo.typist import wait_for
from iago_desktop.sentences import Language
from iago_desktop.services import backup, patients
from iago_desktop.services.patients import NewPatient
from iago_desktop.services.setup import NewPractice, close
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui.app import FolderRestoring
from iago_desktop.ui.pages.restore import DONE, OPEN, SEEN, RestorePage

_SECRET = "quiet river carries seven lamps"  # noqa: S105 -- of a practice that is thrown away
_BORN, _INFUSED = date(1960, 3, 12), timedelta(days=40)


def restore_scenes(folder: Path, language: Language) -> Iterator[tuple[str, QWidget]]:
    """The four steps; `folder` is used up."""
    practice = folder / "practice"
    _practice(practice, language)
    page = RestorePage(FolderRestoring(practice, language), lambda _over: None, language)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    wait_for(page.isActiveWindow)
    settle()
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


def _at(page: RestorePage, view: int) -> None:
    wait_for(lambda: page.at() == view and page.next.isEnabled() is (view != SEEN))
    settle()
