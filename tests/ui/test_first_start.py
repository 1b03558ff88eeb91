"""The first start by keys alone: from an empty folder to an open practice that trusts its registry."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.errors import StoreError
from iago_desktop.services import enrolment, setup
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui.app import FolderFounding
from iago_desktop.ui.pages.first_start import (
    FINGERPRINT,
    PASSWORD,
    PRACTICE,
    RECOVERY,
    REGISTRY,
    FirstStart,
)
from tests.registry_simulator import RegistrySimulator

GOOD = "quiet river carries seven lamps"
ENTER = Qt.Key.Key_Return


@dataclass
class Desk:
    """A first start in an empty folder, a registry's card on a stick, and two hands on the keys."""

    qtbot: QtBot
    page: FirstStart
    folder: Path
    stick: list[Path]

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(focused(), text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(focused(), key, modifier)

    def back(self) -> None:
        self.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    def arrives(self, step: int) -> None:
        self.qtbot.waitUntil(lambda: self.page.at() == step)

    def practice(self) -> None:
        for text in ("Onkologie am Park", "Wien", "Maria Weber"):
            self.type(text)
            self.press(ENTER)
        self.type("2")
        self.press(ENTER)
        self.arrives(PASSWORD)

    def password(self, first: str = GOOD, second: str = GOOD) -> None:
        self.type(first)
        self.press(ENTER)
        self.type(second)
        self.press(ENTER)

    def write_down(self) -> dict[int, str]:
        self.arrives(RECOVERY)
        groups = dict(enumerate(self.page.recovery._groups))
        self.press(ENTER)
        return groups

    def type_back(self, groups: dict[int, str]) -> None:
        for index in self.page.recovery.frames:  # each right group leads to the next
            self.type(groups[index])
        self.press(ENTER)
        self.arrives(REGISTRY)

    def to_registry(self) -> None:
        self.practice()
        self.password()
        self.type_back(self.write_down())

    def to_fingerprint(self) -> tuple[str, ...]:
        self.to_registry()
        self.press(ENTER)  # chooses the file
        assert self.page.registry.card is not None
        self.press(ENTER)
        self.arrives(FINGERPRINT)
        return self.page.registry.card.groups


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "practice"
    card = tmp_path / "register.iagocard"
    card.write_bytes(RegistrySimulator().card())
    stick = [card]
    opened: list[Workspace] = []
    page = FirstStart(FolderFounding(folder, "en", FLOOR), lambda _over: stick[0] if stick else None, "en")
    page.opened.connect(opened.append)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    with qtbot.waitActive(page):
        page.show()
    yield Desk(qtbot, page, folder, stick)
    workspaces = {id(each): each for each in (*opened, page._workspace) if each is not None}
    for workspace in workspaces.values():
        setup.close(cast("Workspace", workspace))
    page._founding.cancel()


def test_from_an_empty_folder_to_a_practice_that_trusts_its_registry(desk: Desk) -> None:
    groups = desk.to_fingerprint()
    assert focused() is desk.page.fingerprint.entry
    desk.type(groups[5])
    desk.qtbot.waitUntil(lambda: desk.page.fingerprint.is_pinned)
    with desk.qtbot.waitSignal(desk.page.opened) as opened:
        desk.press(ENTER)
    workspace = opened.args[0]
    assert (workspace.practice_name, workspace.place) == ("Onkologie am Park", "Wien")
    assert (workspace.user.name, workspace.user.role) == ("Maria Weber", "study_nurse")
    state = enrolment.state(workspace)
    assert state.card is not None
    assert state.card.groups == groups


def test_the_registry_can_wait(desk: Desk) -> None:
    desk.to_registry()
    assert focused() is desk.page.registry.button
    desk.press(Qt.Key.Key_Tab)
    assert focused() is desk.page.registry.later
    with desk.qtbot.waitSignal(desk.page.opened) as opened:
        desk.press(ENTER)
    assert enrolment.state(opened.args[0]).card is None


def test_nothing_is_on_the_disk_before_the_sheet_is_confirmed(desk: Desk) -> None:
    desk.practice()
    desk.password()
    desk.write_down()
    assert not setup.is_set_up(desk.folder)


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("elevenchars", "elevenchars", "12"),
        ("password1234", "password1234", "easy to guess"),
        ("Maria Weber1", "Maria Weber1", "easy to guess"),
    ],
)
def test_a_weak_password_does_not_go_on(desk: Desk, first: str, second: str, sentence: str) -> None:
    desk.practice()
    desk.password(first, second)
    assert sentence in desk.page.password.strength.text()
    assert desk.page.at() == PASSWORD
    assert not desk.page.next.isEnabled()


def test_two_different_passwords_do_not_go_on(desk: Desk) -> None:
    desk.practice()
    desk.password(GOOD, GOOD[:-1] + "z")
    assert desk.page.password.message.tone() == "warning"
    assert desk.page.at() == PASSWORD


def test_a_practice_needs_a_name_a_person_and_a_role(desk: Desk) -> None:
    assert not desk.page.next.isEnabled()
    desk.type("Onkologie")
    desk.press(ENTER)
    desk.press(ENTER)
    assert "name" in desk.page.reason.text()
    desk.type("Maria Weber")
    desk.press(ENTER)
    assert "role" in desk.page.reason.text()
    desk.press(ENTER)
    assert desk.page.at() == PRACTICE
    desk.type("1")
    assert desk.page.next.isEnabled()


def test_the_groups_are_hidden_while_they_are_typed_back(desk: Desk) -> None:
    desk.practice()
    desk.password()
    desk.arrives(RECOVERY)
    assert desk.page.recovery.cards.isVisible()
    groups = desk.write_down()
    assert not desk.page.recovery.cards.isVisible()
    assert len(desk.page.recovery.frames) == 3
    shown = {frame.text() for frame in desk.page.recovery.frames.values()}
    assert not shown & set(groups.values())


def test_a_wrong_group_is_named_and_does_not_go_on(desk: Desk) -> None:
    desk.practice()
    desk.password()
    groups = desk.write_down()
    asked = list(desk.page.recovery.frames)
    wrong = "0" if groups[asked[0]][0] != "0" else "1"
    desk.type(wrong + groups[asked[0]][1:])
    assert str(asked[0] + 1) in desk.page.recovery.message.text()
    assert desk.page.recovery.message.tone() == "error"
    for index in asked[1:]:
        desk.press(Qt.Key.Key_Tab)
        desk.type(groups[index])
    assert not desk.page.next.isEnabled()
    desk.press(ENTER)
    assert desk.page.at() == RECOVERY
    assert not setup.is_set_up(desk.folder)


def test_going_back_behind_the_sheet_makes_new_keys(desk: Desk) -> None:
    desk.practice()
    desk.password()
    first = desk.write_down()
    desk.back()
    assert desk.page.at() == PASSWORD
    desk.press(ENTER)
    second = desk.write_down()
    assert first != second
    desk.type_back(second)
    assert setup.is_set_up(desk.folder)


def test_alt_left_leads_back_and_nothing_typed_is_lost(desk: Desk) -> None:
    desk.practice()
    desk.back()
    assert desk.page.at() == PRACTICE
    assert desk.page.answers().name == "Maria Weber"


def test_there_is_no_way_back_behind_the_practice(desk: Desk) -> None:
    desk.to_registry()
    desk.back()
    assert desk.page.at() == REGISTRY


def test_group_six_is_never_shown(desk: Desk) -> None:
    groups = desk.to_fingerprint()
    assert desk.page.fingerprint.cards._groups == groups[:5]
    assert groups[5] not in desk.page.fingerprint.cards.accessibleName().replace(" ", "")
    assert not desk.page.next.isEnabled()


def test_a_wrong_group_six_trusts_nothing(desk: Desk) -> None:
    groups = desk.to_fingerprint()
    desk.type(f"{(int(groups[5]) + 1) % 100_000:05}")
    desk.qtbot.waitUntil(lambda: desk.page.fingerprint.message.tone() == "error")
    desk.press(ENTER)
    assert desk.page.at() == FINGERPRINT
    assert not desk.page.next.isEnabled()
    assert enrolment.state(cast("Workspace", desk.page._workspace)).card is None
    for _ in range(5):
        desk.press(Qt.Key.Key_Backspace)
    desk.type(groups[5])
    desk.qtbot.waitUntil(lambda: desk.page.fingerprint.is_pinned)


def test_numbers_differ_explains_and_stops(desk: Desk) -> None:
    desk.to_fingerprint()
    desk.page.fingerprint.differ.setFocus()
    desk.press(ENTER)
    assert desk.page.fingerprint.stop.isVisible()
    assert not desk.page.fingerprint.entry.isEnabled()
    assert not desk.page.next.isEnabled()
    desk.press(ENTER)  # the same button chooses another file now
    assert desk.page.at() == REGISTRY


def test_a_file_that_is_no_card_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    desk.to_registry()
    other = tmp_path / "letter.pdf"
    other.write_bytes(b"%PDF-1.7")
    desk.stick[0] = other
    desk.press(ENTER)
    assert desk.page.registry.message.tone() == "error"
    assert not desk.page.next.isEnabled()
    desk.stick[0] = tmp_path / "gone.iagocard"
    desk.press(ENTER)
    assert "read" in desk.page.registry.message.text()


def test_letters_are_no_digits_of_a_fingerprint(desk: Desk) -> None:
    desk.to_fingerprint()
    desk.type("1a 2")
    QApplication.clipboard().setText("٣-4")
    desk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.page.fingerprint.entry.text() == "124"
    QApplication.clipboard().clear()


def test_a_full_disk_stops_with_its_own_page_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    class Full(FolderFounding):
        def prepare(self, *_answers: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
            raise StoreError("disk_full")

    page = FirstStart(Full(Path("unused"), "en", FLOOR), lambda _over: None, "en")
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    desk = Desk(qtbot, page, Path("unused"), [])
    desk.practice()
    with qtbot.waitSignal(page.stopped) as stopped:
        desk.password()
    assert stopped.args[0].code == "disk_full"
    assert page.at() == PASSWORD
    assert page.next.isEnabled()


def test_every_step_names_what_takes_keys(desk: Desk) -> None:
    desk.to_fingerprint()
    nameless = [
        widget
        for widget in desk.page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
    ]
    assert not nameless
