"""The scenes of a practice that sends: settings, what leaves, what comes, a second computer, damage.

A training practice sends nothing, so it is one of its own.  Each scene leaves it changed for the next.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from iago_desktop.demo.registry_side import RegistrySide
from iago_desktop.demo.screens.examples import files_in
from iago_desktop.demo.screens.tour import CTRL, ESCAPE, Tour, settle
from iago_desktop.sentences import Language
from iago_desktop.services import desks, enrolment, exchange, integrity, patients, records, restore, setup
from iago_desktop.services.patients import NewPatient
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.training import PASSWORD, add_invented
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store.connection import connect
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.pages.exchange_sheet import ExchangeSheet
from iago_desktop.ui.pages.registry import RegistryPage
from iago_desktop.ui.pages.settings import SettingsPage


def sending_practice(folder: Path, language: Language, today: Callable[[], date]) -> Workspace:
    """With three patients and nothing sent yet."""
    new = NewPractice(folder / "practice", FLOOR, today)
    groups = new.prepare("Onkologie am Park", "Wien", "Dr. Maria Weber", "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    workspace = new.create(language)
    add_invented(workspace, 3)
    return workspace


def open_again(folder: Path, language: Language, today: Callable[[], date]) -> Workspace:
    return setup.open_workspace(folder / "practice", "u1", PASSWORD, language, today=today)


def stick(folder: Path) -> Choosers:
    """As if one were plugged in."""
    place = folder / "STICK"
    place.mkdir(parents=True, exist_ok=True)
    return Choosers(folder=lambda _parent: place, sticks=lambda: (place,))


def settings_further_down(tour: Tour) -> Iterator[str]:
    tour.go("settings")
    page = tour.window.page()
    if isinstance(page, SettingsPage):
        yield from (f"settings_{name}" for name in _cards(page, "access", "units", "backup", "audit"))


def export(tour: Tour) -> Iterator[str]:
    """Enrolled; one text waits that may say who the patient is."""
    _enrol(tour.workspace, _folder(tour, "registry"))
    tour.press(Qt.Key.Key_F8)
    yield "registry_enrolled"
    tour.press(Qt.Key.Key_E, CTRL)
    yield "export"
    page = tour.window.page()
    if isinstance(page, RegistryPage) and page.sheet is not None:
        page.sheet.show_lines.click()
        settle()
        yield "export_lines"
        page.sheet.lines.switch.click()
        settle()
        yield "export_exact_line"
    tour.press(ESCAPE)
    _add(tour.workspace, "Baumann", "Ute", {"text": "cells as for Baumann"})
    tour.press(Qt.Key.Key_E, CTRL)
    yield "export_doubtful"
    page = tour.window.page()
    if isinstance(page, RegistryPage) and page.sheet is not None:
        page.sheet.write.click()
        settle()
        yield "export_doubtful_lines"
    tour.press(ESCAPE)
    tour.go("patients")


def withdrawal(tour: Tour) -> Iterator[str]:
    exchange.export(tour.workspace, _folder(tour, "stick"), "typed so by the centre")
    tour.press(Qt.Key.Key_F8)
    yield "registry_sent"
    tour.go("patient", tour.richest())
    tour.press(Qt.Key.Key_6, CTRL)
    tour.write("n")
    tour.press(Qt.Key.Key_Return, CTRL)
    yield "patient_withdrawal"
    tour.write("1")
    yield "patient_withdrawal_deletes"
    tour.press(Qt.Key.Key_Return, CTRL)
    tour.press(Qt.Key.Key_F5)
    yield "today_withdrawal"


def arrivals(tour: Tour) -> Iterator[str]:
    """What comes back from the registry: the receipt on the stick, then a pack, the one of the handbook."""
    registry, carried = RegistrySide(_folder(tour, "registry") / "registry"), _folder(tour, "STICK")
    registry.ingest([*_folder(tour, "stick").glob("*.iago")], carried)
    tour.hush()
    tour.press(Qt.Key.Key_F8)
    tour.press(Qt.Key.Key_I, CTRL)
    yield "import_receipt"
    tour.press(ESCAPE)
    example = _folder(tour, "example")
    for name, text in files_in("packs", tour.workspace.language).items():
        (example / name).write_text(text, encoding="utf-8")
    pack = carried / "example.iagopack"
    registry.build_pack(example, pack)
    page = tour.window.page()
    if isinstance(page, RegistryPage):
        page.import_path(pack)
        settle()
        yield "import_pack"
    tour.press(ESCAPE)


def second_computer(tour: Tour) -> Iterator[str]:
    """One entry is corrected differently on both, one person was entered on both; the second's file comes."""
    first = tour.workspace
    second = _second(first, _folder(tour, "carrier"), _folder(tour, "second"))
    record = _shared_infection(first, second, _folder(tour, "carrier"))
    for workspace, resolved in ((first, "d30"), (second, "d33")):
        draft_id = records.correct(workspace, record)
        draft = records.open_draft(workspace, draft_id).draft
        draft.enter("resolved", resolved)
        records.finish(workspace, draft_id, draft, "later finding")
        _add(workspace, "Horak", "Jana", "axi-cel")
    taken = desks.take(first, desks.write(second, _folder(tour, "carrier")).path.read_bytes())
    setup.close(second)
    tour.press(Qt.Key.Key_F8)
    ExchangeSheet.over(tour.window.page(), taken)
    settle()
    yield "desks_file_taken"
    tour.press(ESCAPE)
    tour.go("choices")
    yield "desks_choice"
    tour.write("2")
    yield "desks_choice_made"
    tour.go("settings")
    page = tour.window.page()
    if isinstance(page, SettingsPage):
        yield from (f"settings_{name}" for name in _cards(page, "desks"))


def on_the_second(tour: Tour) -> Iterator[str]:
    """What is different where no bundle leaves."""
    tour.press(Qt.Key.Key_F5)
    yield "desks_second_today"
    tour.press(Qt.Key.Key_F8)
    yield "desks_second_registry"


def damage(tour: Tour) -> Iterator[str]:
    """Somebody changed a grade past the program, and the battery of the clock is empty."""
    workspace = tour.workspace
    raw = connect(workspace.store.path, workspace.unlocked.database_key)
    raw.execute("UPDATE record SET grade = 4 WHERE id = (SELECT min(id) FROM record WHERE grade = 2)")
    raw.close()
    integrity.check(workspace)
    tour.press(Qt.Key.Key_F5)
    now = workspace.now
    workspace.now = lambda: datetime(2019, 1, 1, 8, tzinfo=now().tzinfo)
    tour.window._banners.look()  # noqa: SLF001 -- once a minute
    settle()
    yield "today_in_doubt"
    tour.window._banners.ask_day()  # noqa: SLF001 -- its button
    settle()
    yield "today_in_doubt_asks"
    tour.press(ESCAPE)
    workspace.now = now
    tour.window._banners.look()  # noqa: SLF001
    settle()


def _cards(page: SettingsPage, *names: str) -> Iterator[str]:
    (area,) = (each for each in page.findChildren(QScrollArea) if each.isAncestorOf(page.people))
    for name in names:
        card: QWidget = getattr(page, name)
        area.verticalScrollBar().setValue(card.y())
        settle()
        yield name


def _folder(tour: Tour, name: str) -> Path:
    folder = tour.workspace.folder.parent / name
    folder.mkdir(exist_ok=True)
    return folder


def _enrol(workspace: Workspace, folder: Path) -> None:
    registry = RegistrySide(folder / "registry")
    digits = registry.init("CAR-T Toxicity Registry", "REG-DEMO")
    enrolment.pin_card(workspace, registry.card, digits.rsplit(maxsplit=1)[-1])
    request = enrolment.write_request(workspace, folder)
    certificate = folder / "practice.iagocert"
    registry.enrol(request.path, request.fingerprint, certificate)
    enrolment.import_certificate(workspace, certificate.read_bytes())


def _add(workspace: Workspace, surname: str, given_name: str, product: str | dict[str, str]) -> None:
    infused = workspace.today() - timedelta(days=40)
    patients.add(
        workspace,
        NewPatient(
            surname=surname,
            given_name=given_name,
            born_on=infused.replace(year=1960),
            sex="f",
            product=product,
            indication="DLBCL",
            infused_on=infused,
            consent=True,
            consent_on=infused,
        ),
    )


def _second(first: Workspace, carrier: Path, folder: Path) -> Workspace:
    made = desks.make_second(first, carrier)
    restoring = restore.Restore(folder / "practice", first.today)
    restoring.take(made.path)
    restoring.unlock(first.user.id, PASSWORD)
    restoring.carry_out()
    return open_again(folder, first.language, first.today)


def _shared_infection(first: Workspace, second: Workspace, carrier: Path) -> str:
    rows = patients.rows(first)
    found = next(
        entry.id
        for row in rows
        for entry in patients.entries(first, row.id)
        if entry.form == "infection" and not entry.is_draft
    )
    desks.take(second, desks.write(first, carrier).path.read_bytes())
    return found


PRACTICE_SCENES = (settings_further_down, export, withdrawal, arrivals, second_computer, damage)
