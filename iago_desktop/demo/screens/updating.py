"""The scenes of an update: what a file from a stick brings, a refusal, and the way back after one.

The release key and the installer are invented for the picture.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QScrollArea

from iago_desktop.demo.screens.tour import ESCAPE, Tour, settle
from iago_desktop.demo.typist import wait_for
from iago_desktop.services.update_file import Installed
from iago_desktop.signing import release
from iago_desktop.signing.release import Changes, File, Update
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.store.before import write_copy
from iago_desktop.store.schema import SCHEMA
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.settings import SettingsPage
from iago_desktop.ui.pages.settings_update import UpdateSettings

_INSTALLER = "iago-desktop_0.2.0_amd64.deb"


def updating(tour: Tour) -> Iterator[str]:
    workspace = tour.workspace
    folder = workspace.folder.with_name("update stick")
    folder.mkdir(exist_ok=True)
    key = SigningKey.generate()
    path = _file(folder, key)
    keys = workspace.unlocked
    made = write_copy(workspace.store.path, keys.database_key, SCHEMA - 1, SCHEMA, workspace.today())
    card = _card(tour)
    yield "settings_update"
    card.here = Installed("0.1.0", SCHEMA, "linux", (key.public,))
    card.refresh()
    card.check_file(path)
    wait_for(lambda: card.sheet is not None)
    settle()
    yield "update_checked"
    tour.press(ESCAPE)
    (folder / _INSTALLER).unlink()
    card.check_file(path)
    wait_for(lambda: card.message.tone() == "error")
    settle()
    yield "update_refused"
    card.back.click()
    wait_for(lambda: card.sheet is not None)
    settle()
    yield "update_way_back"
    tour.press(ESCAPE)
    made.unlink()
    tour.go("today")


def _card(tour: Tour) -> UpdateSettings:
    tour.window.go(Place("settings", "update"))
    settle()
    page = tour.window.page()
    if not isinstance(page, SettingsPage):
        raise TypeError(type(page))
    (area,) = (each for each in page.findChildren(QScrollArea) if each.isAncestorOf(page.people))
    area.ensureWidgetVisible(page.update_card, 0, 16)
    settle()
    return page.update_card


def _file(folder: Path, key: SigningKey) -> Path:
    data = b"invented\n"
    (folder / _INSTALLER).write_bytes(data)
    file = File(name=_INSTALLER, system="linux", size=len(data), sha256=hashlib.sha256(data).hexdigest())
    update = Update(
        product=release.PRODUCT,
        version="0.2.0",
        built=date(2026, 6, 12),
        schema_number=SCHEMA + 1,
        follows="0.1.0",
        files=(file,),
        changes=Changes(
            en=("A form for tumour flare.", "Open entries are sorted by their day."),
            de=("Ein Formular für Tumor-Flare.", "Offene Einträge sind nach ihrem Tag sortiert."),
        ),
    )
    path = folder / f"iago-desktop-0.2.0{release.SUFFIX}"
    path.write_bytes(release.write(update, key))
    return path


UPDATE_SCENES: tuple[Callable[[Tour], Iterator[str]], ...] = (updating,)
