"""From one computer to a new one, by keys, with the registry's own command at the other end.  S9."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import col, select

from iago_desktop.errors import IagoError
from iago_desktop.registry.home import Home
from iago_desktop.services import backup, setup
from iago_desktop.services.incoming import waiting_on
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Record, Revision
from iago_desktop.ui.app import Program
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.first_start import FirstStart
from iago_desktop.ui.pages.registry import INCOMING, RegistryPage
from iago_desktop.ui.pages.restore import DONE, OPEN, SEEN
from iago_desktop.ui.pages.settings import SettingsPage
from tests.builders import a_patient, an_infection
from tests.conftest import PASSWORD
from tests.end_to_end.registry_command import done, found_registry, introduce
from tests.ui.desk import CTRL, ENTER, Desk, open_desk
from tests.ui.programs import Start, start
from tests.ui.test_restore_page import press, restore_page, write

__all__ = ["start"]

K = Qt.Key


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    return tmp_path / "registry"


@pytest.fixture
def old(opened: Callable[[], Workspace], registry: Path, stick: Path) -> Workspace:
    """A practice that the registry knows, with one infection that has arrived there."""
    practice = opened()
    introduce(practice, registry, found_registry(registry), stick)
    an_infection(practice, a_patient(practice, "Baumann"))
    return practice


def sent(desk: Desk, registry: Path, stick: Path, number: int) -> Any:
    """By Ctrl+E onto the stick, through the registry's inbox, and its receipt by Ctrl+I."""
    desk.press(K.Key_E, CTRL)
    desk.press(ENTER)
    file = stick / f"IAGO_DE-0001_{number:06d}.iago"
    desk.bot.waitUntil(file.exists, timeout=20_000)
    desk.bot.waitUntil(lambda: bool(_page(desk).sheet and _page(desk).sheet.saved_words()), timeout=20_000)
    desk.press(K.Key_Escape)
    (row,) = done("ingest", registry, file, "--receipts", stick)
    assert row["state"] == "accepted", row
    desk.press(K.Key_I, CTRL)
    desk.press(ENTER)
    desk.bot.waitUntil(
        lambda: (number, "confirmed") in [(line.seq, line.state) for line in _page(desk).table.lines()],
        timeout=20_000,
    )
    return row


def _page(desk: Desk) -> Any:
    page = desk.window.page()
    assert isinstance(page, RegistryPage)
    return page


def on_new_computer(bot: QtBot, program: Program, stick: Path) -> Desk:
    """The first start, the file of the stick, the password; then the window over what came."""
    first = program.entrance.page()
    assert isinstance(first, FirstStart)
    first.restore.click()
    page = restore_page(program)
    press(bot, program.entrance, ENTER)  # another file
    bot.waitUntil(lambda: page.at() == OPEN, timeout=20_000)
    write(bot, program.entrance, PASSWORD)
    press(bot, program.entrance, ENTER)
    bot.waitUntil(lambda: page.at() == SEEN, timeout=20_000)
    press(bot, program.entrance, ENTER)
    bot.waitUntil(lambda: page.at() == DONE, timeout=20_000)
    press(bot, program.entrance, ENTER)
    with bot.waitSignal(program.opened, timeout=20_000):
        write(bot, program.entrance, PASSWORD)
        press(bot, program.entrance, ENTER)
    main = program.main
    assert isinstance(main, MainWindow)
    main._choose = Choosers(folder=lambda _over: None, file=lambda _over: None, sticks=lambda: (stick,))
    with bot.waitActive(main):
        main.activateWindow()
    return Desk(bot, main)


def at_registry(registry: Path) -> set[str]:
    """The records there, after it was seen that no revision is there twice."""
    with Home.open(registry).store() as store, store.read() as session:
        numbers = list(session.exec(select(Revision.entity_id, Revision.revision)))
        assert len(numbers) == len(set(numbers))
        return set(session.exec(select(Record.id).where(col(Record.status) == "signed")))


def own(practice: Workspace) -> set[str]:
    with practice.store.read() as session:
        return set(session.exec(select(Record.id).where(col(Record.status) == "signed")))


def test_the_practice_moves_and_the_old_computer_is_sealed(
    qtbot: QtBot,
    start: Start,
    old: Workspace,
    registry: Path,
    stick: Path,
    tmp_path: Path,
) -> None:
    desk = open_desk(qtbot, old, (stick,))
    sent(desk, registry, stick, 1)
    desk.window.go(Place("settings"))
    page = desk.window.page()
    assert isinstance(page, SettingsPage)
    desk.folders.append(stick)
    page.backup.typed.edit.setFocus()
    desk.enter("move")
    qtbot.waitUntil(lambda: "sealed" in desk.window._banners.lasting, timeout=20_000)
    (file,) = stick.glob("IAGO_move_*.iagobak")
    with pytest.raises(IagoError, match="practice_sealed"):
        a_patient(old, "Too late")
    desk.window.close()

    there = tmp_path / "new computer" / "practice"
    new = on_new_computer(qtbot, start(there, choose_backup=lambda _over: file), stick)
    assert "owed" not in new.window._banners.lasting  # nothing was sent since
    assert "sealed" not in new.window._banners.lasting
    practice = new.window._workspace
    an_infection(practice, a_patient(practice, "Huber"))
    row = sent(new, registry, stick, 2)
    assert row.get("cut") is None
    assert at_registry(registry) == own(practice)
    assert len(own(practice)) == 2
    new.window.close()

    setup.close(old)
    again = setup.open_workspace(old.folder, "u1", PASSWORD, "en")
    try:
        with pytest.raises(IagoError, match="practice_sealed"):
            a_patient(again, "Still too late")
    finally:
        setup.close(again)


def test_restored_from_last_nights_backup_it_asks_the_registry_and_goes_on(
    qtbot: QtBot,
    start: Start,
    old: Workspace,
    registry: Path,
    stick: Path,
    tmp_path: Path,
) -> None:
    desk = open_desk(qtbot, old, (stick,))
    sent(desk, registry, stick, 1)
    made = backup.copy_to(old, stick).path
    lost = an_infection(old, a_patient(old, "Huber"))
    sent(desk, registry, stick, 2)
    desk.window.close()
    setup.close(old)

    new = on_new_computer(
        qtbot, start(tmp_path / "new computer" / "practice", choose_backup=lambda _over: made), stick
    )
    assert "resync file" in new.window._banners.lasting["owed"].label.text()
    practice = new.window._workspace
    typed = an_infection(practice, a_patient(practice, "Kern"))
    new.press(K.Key_E, CTRL)
    assert _page(new).sheet is None  # said before a folder is asked for
    assert new.window.banner is not None
    assert "resync" in new.window.banner.label.text()

    for file in stick.glob("*.iago"):
        file.unlink()
    told = stick / "IAGO_DE-0001_resync.iago"
    done("resync", registry, "DE-0001", "-o", told)
    new.press(K.Key_I, CTRL)
    new.press(ENTER)
    qtbot.waitUntil(lambda: "owed" not in new.window._banners.lasting, timeout=20_000)
    # where it stands what is there and not here; the page hears of it after the banner
    qtbot.waitUntil(lambda: _page(new).tabs.current() == INCOMING, timeout=20_000)
    assert waiting_on(practice, [stick]) == ()  # what was taken lies there and is not offered again
    row = sent(new, registry, stick, 3)
    assert isinstance(row["cut"], int)  # not without notice
    assert at_registry(registry) == own(practice) | {lost}
    assert typed in own(practice)
    new.window.close()
