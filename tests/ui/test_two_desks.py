"""Scenario S7 with real windows: two computers, one infection, one question, and both have the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import desk_questions, desks, setup, users
from iago_desktop.services.desks import Taken
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store import queries
from iago_desktop.tables import Record
from iago_desktop.ui.page import Page, Place
from iago_desktop.ui.pages.choices import ChoicesPage
from iago_desktop.ui.pages.exchange_sheet import ExchangeSheet
from iago_desktop.ui.pages.form_host import FormHost
from iago_desktop.ui.pages.registry import RegistryPage
from iago_desktop.ui.pages.settings import SettingsPage
from iago_desktop.ui.widgets import Label
from tests.builders import a_patient, an_infection
from tests.services.test_desks import add_organism, amend
from tests.services.two_desks import TwoDesks, two_desks
from tests.ui.desk import CTRL, ENTER, Desk, open_desk

K = Qt.Key


@pytest.fixture
def both(practice: Workspace, tmp_path: Path) -> Iterator[TwoDesks]:
    found = two_desks(practice, tmp_path)
    yield found
    setup.close(found.b)


@pytest.fixture
def infection(both: TwoDesks) -> str:
    record = an_infection(both.a, a_patient(both.a), resolved="d30", outcome="resolved")
    both.carry(both.a, both.b)
    return record


def write_file(desk: Desk, folder: Path) -> Path:
    """By the button in the settings; the file that appears on the stick."""
    before = set(folder.glob("*.iago"))
    desk.window.go(Place("settings"))
    page = desk.window.page()
    assert isinstance(page, SettingsPage)
    desk.bot.waitUntil(page.desks.write.isVisible, timeout=15000)
    desk.folders.append(folder)
    page.desks.write.setFocus()
    desk.press(ENTER)
    desk.bot.waitUntil(lambda: "read back. Import" in page.desks.message.text(), timeout=15000)
    (path,) = set(folder.glob("*.iago")) - before
    return path


def front(desk: Desk) -> None:
    with desk.bot.waitActive(desk.window):
        desk.window.activateWindow()


def import_file(desk: Desk, path: Path) -> ExchangeSheet:
    front(desk)
    desk.press(K.Key_F8)
    desk.files.append(path)
    desk.press(K.Key_I, CTRL)
    desk.bot.waitUntil(lambda: bool(sheets(desk)), timeout=15000)
    return sheets(desk)[-1]


def sheets(desk: Desk) -> list[ExchangeSheet]:
    return [sheet for sheet in desk.window.page().findChildren(ExchangeSheet) if sheet.isVisible()]


def test_s7_with_real_windows(qtbot: QtBot, both: TwoDesks, infection: str, tmp_path: Path) -> None:
    add_organism(both.b, infection, resolved="d33")
    amend(both.a, infection, route="iv", outcome="sequelae", resolved="d35")

    second = open_desk(qtbot, both.b)
    path = write_file(second, both.folder)
    first = open_desk(qtbot, both.a)
    sheet = import_file(first, path)
    assert (sheet.taken.taken, sheet.taken.joined, sheet.taken.waiting) == (0, 0, 1)
    first.press(ENTER)
    page = first.window.page()
    assert isinstance(page, ChoicesPage)
    assert page.cards is not None
    assert [card.words.text() for card in page.cards.cards] == ["06.10.2026", "04.10.2026"]
    texts = " ".join(label.text() for label in page.findChildren(Label))
    assert "Baumann, Ute" in texts
    assert "Maria Weber · 23." in texts or "Maria Weber · 20." in texts
    first.press(ENTER)
    assert first.window.banner is not None  # neither is chosen
    first.type("2")
    first.press(ENTER)
    assert page.choice is None
    assert first.window.toast().startswith("All is chosen.")

    with both.a.store.read() as session:
        record = session.get_one(Record, infection)
        newest = queries.history(session, infection)[-1]
    said = record.answers
    assert (said["route"]["value"], said["outcome"]["value"]) == ("iv", "sequelae")
    assert said["resolved"]["value"] == {"day": 33}
    assert [row["organism"]["value"] for row in said["organisms"]["value"]] == ["KPNEU"]
    assert record.resolved_from == 33
    assert newest.reason == "Resolved on: 04.10.2026 (B, Maria Weber) ≠ 06.10.2026 (A, Maria Weber)"

    back = write_file(first, both.folder)
    sheet = import_file(second, back)
    assert (sheet.taken.waiting, sheet.taken.same) == (0, True)
    assert both.marks()[0] == both.marks()[1]
    second.press(ENTER)
    assert import_file(second, back).taken.again


def test_a_second_computer_is_made_from_the_settings(qtbot: QtBot, both: TwoDesks, tmp_path: Path) -> None:
    desk = open_desk(qtbot, both.a)
    desk.window.go(Place("settings"))
    page = desk.window.page()
    assert isinstance(page, SettingsPage)
    folder = tmp_path / "other stick"
    folder.mkdir()
    desk.folders.append(folder)
    page.desks.make.setFocus()
    desk.press(ENTER)
    desk.bot.waitUntil(lambda: "It is computer C then" in page.desks.message.text(), timeout=20000)
    assert [path.suffix for path in folder.iterdir()] == [".iagobak"]
    desk.bot.waitUntil(
        lambda: page.desks.found is not None and len(page.desks.found.others) == 2, timeout=15000
    )


def test_later_leaves_what_waits(qtbot: QtBot, both: TwoDesks, infection: str) -> None:
    amend(both.a, infection, resolved="d35", route="iv")
    amend(both.b, infection, resolved="d33", route="none")
    both.carry(both.b, both.a)
    assert len(desk_questions.open_choices(both.a).choices) == 2
    desk = open_desk(qtbot, both.a)
    desk.window.go(Place("choices"))
    page = desk.window.page()
    assert isinstance(page, ChoicesPage)
    shown = page.choice
    desk.press(K.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.choice != shown
    desk.type("1")
    desk.press(ENTER)
    assert len(desk_questions.open_choices(both.a).choices) == 1
    desk.press(K.Key_Escape)
    assert desk.window.place.kind != "choices"
    assert desks.desks(both.a).waiting == 1
    taken: Taken = both.carry(both.b, both.a)
    assert taken.waiting <= 1
    assert len(desk_questions.open_choices(both.a).choices) == 1


def correct(desk: Desk, record: str, field: str, keys: tuple[str, ...], who: str = "UB60") -> None:
    """By keys: opened, changed, signed with the initials and the reason."""
    desk.window.go(Place("record", record))
    desk.press(K.Key_R, CTRL)
    host = desk.window.page()
    assert isinstance(host, FormHost)
    host.form.view.go_to_field(field)
    for key in keys:
        desk.press(K.Key_A, CTRL)
        desk.enter(key)
    host.form.view.go_to_field("resolved")  # on the last step, where it is signed
    desk.press(K.Key_Return, CTRL)
    if who:
        desk.enter(who)
    desk.bot.waitUntil(lambda: host.form.view.overlays.panel is not None)
    desk.type("2")
    desk.bot.waitUntil(lambda: desk.window.place == Place("record", record))


def words(page: Page) -> str:
    return " ".join(label.text() for label in page.findChildren(Label) if label.isVisibleTo(page))


def test_who_was_added_on_the_other_computer_has_no_password_here(qtbot: QtBot, both: TwoDesks) -> None:
    users.add_user(both.a, "Eva Roth", "physician", "seven quiet lamps carry", FLOOR)
    both.carry(both.a, both.b)
    said = "No password on this computer: add here too"
    for workspace, times in ((both.a, 0), (both.b, 1)):
        desk = open_desk(qtbot, workspace)
        desk.window.go(Place("settings"))
        assert words(desk.window.page()).count(said) == times


def test_typed_on_both_and_sent_once(qtbot: QtBot, both: TwoDesks, infection: str) -> None:
    """Different fields by keys on each: nobody is asked.  One computer sends, the other says that it does."""
    second = open_desk(qtbot, both.b)
    correct(second, infection, "resolved", ("d33",))
    first = open_desk(qtbot, both.a)
    correct(first, infection, "onset", ("d12",), who="")  # asked once a day

    front(second)
    second.window.go(Place("today"))
    assert "Computer A exports" in words(second.window.page())
    assert second.window.rail.items["registry"].accessibleDescription() == "F8"
    second.press(K.Key_E, CTRL)
    registry = second.window.page()
    assert isinstance(registry, RegistryPage)
    assert registry.sheet is None
    assert not registry.export_button.isVisible()
    assert registry.count.accessibleName().startswith("A Computer A speaks with the registry")
    assert "Bundles leave from computer A." in words(registry)
    assert second.window.banner is not None
    assert "pass computer A of this practice" in second.window.banner.label.text()

    path = write_file(second, both.folder)
    sheet = import_file(first, path)
    assert (sheet.taken.joined, sheet.taken.waiting) == (1, 0)
    first.press(ENTER)
    first.window.go(Place("record", infection))
    with both.a.store.read() as session:
        said = session.get_one(Record, infection).answers
    assert (said["onset"]["value"], said["resolved"]["value"]) == ({"day": 12}, {"day": 33})
    first.press(K.Key_Return, CTRL)  # what was joined is signed by whoever looks at it
    assert first.window.toast().startswith("Signed.")
    first.press(K.Key_E, CTRL)
    first.folders.append(both.folder)
    first.press(ENTER)  # which folder
    first.press(ENTER)
    sent = both.folder / "IAGO_DE-0042_000001.iago"
    qtbot.waitUntil(sent.exists, timeout=15000)
    lines = both.registry.read(sent.read_bytes()).lines["records.ndjson"]
    newest = [line for line in lines if line["rid"] == infection][-1]
    assert newest["data"]["answers"]["onset"]["value"] == {"day": 12}
    assert newest["data"]["answers"]["resolved"]["value"] == {"day": 33}
    assert len({(line["rid"], line["rev"]) for line in lines}) == len(lines)
    first.press(K.Key_Escape)

    back = write_file(first, both.folder)
    import_file(second, back)
    second.press(ENTER)
    assert both.marks()[0] == both.marks()[1]
    head = both.b.store.head()
    assert import_file(second, back).taken.again
    assert both.b.store.head() == head
