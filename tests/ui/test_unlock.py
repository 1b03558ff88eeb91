"""Unlocking by keys: who, the password, Caps Lock, the wrong one, and the recovery sheet."""

import time
from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.errors import StoreError, UnlockError
from iago_desktop.services.entrance import Person
from iago_desktop.signing import recovery_code
from iago_desktop.ui.pages.unlock import UnlockPage

PEOPLE = (
    Person("u1", "Dr. Anna Weber", "physician"),
    Person("u2", "Sabine Krämer", "study_nurse"),
    Person("u3", "Jo Lang", "study_nurse"),
)
GOOD = "quiet river carries seven lamps"
GROUPS = recovery_code.groups(bytes(range(20)))
MORNING = datetime(2026, 11, 20, 9, 30)  # noqa: DTZ001 -- the clock on the wall


class Lock:
    """Opens with GOOD; remembers what it was asked."""

    def __init__(self, refuse: str = "wrong_password") -> None:
        self.asked: list[tuple[str, str]] = []
        self.refuse = refuse

    def unlock(self, user: str, password: str) -> object:
        self.asked.append((user, password))
        if password != GOOD:
            raise UnlockError(self.refuse)
        return f"practice of {user}"

    def recover(self, code: str, password: str) -> object:
        self.asked.append((code, password))
        if len(password) < 12:
            raise UnlockError("password_too_short", minimum=12)
        return "practice"


@pytest.fixture
def lock() -> Lock:
    return Lock()


@pytest.fixture
def page(qtbot: QtBot, lock: Lock) -> UnlockPage:
    return shown(qtbot, UnlockPage(PEOPLE, lock.unlock, lock.recover, "en", lambda: MORNING, "u1"))


def shown(qtbot: QtBot, page: UnlockPage) -> UnlockPage:
    qtbot.addWidget(page)
    page.resize(1366, 768)
    with qtbot.waitActive(page):
        page.show()
    return page


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_on(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(focused(), text)


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(focused(), key, modifier)


def test_password_and_enter_open_the_practice(qtbot: QtBot, page: UnlockPage, lock: Lock) -> None:
    assert focused() is page.sign_in.password.edit
    type_on(qtbot, GOOD)
    with qtbot.waitSignal(page.opened) as opened:
        press(qtbot, Qt.Key.Key_Return)
    assert opened.args == ["practice of u1"]
    assert lock.asked == [("u1", GOOD)]
    assert page.sign_in.password.text() == ""


def test_arrows_choose_the_person_from_the_password_field(qtbot: QtBot, page: UnlockPage, lock: Lock) -> None:
    press(qtbot, Qt.Key.Key_Down)
    assert page.sign_in.people.person().id == "u3"
    press(qtbot, Qt.Key.Key_Up)
    assert page.sign_in.people.person().id == "u1"
    page.sign_in.people.setFocus()
    press(qtbot, Qt.Key.Key_Right)
    assert page.sign_in.people.person().id == "u2"
    press(qtbot, Qt.Key.Key_Tab)
    type_on(qtbot, GOOD)
    with qtbot.waitSignal(page.opened):
        press(qtbot, Qt.Key.Key_Return)
    assert lock.asked == [("u2", GOOD)]


def test_two_people_stand_in_one_row_and_up_and_down_choose_too(qtbot: QtBot, lock: Lock) -> None:
    page = shown(qtbot, UnlockPage(PEOPLE[:2], lock.unlock, lock.recover, "en", first="u1"))
    press(qtbot, Qt.Key.Key_Down)
    assert page.sign_in.people.person().id == "u2"
    press(qtbot, Qt.Key.Key_Down)
    assert page.sign_in.people.person().id == "u2"


def test_a_wrong_password_is_answered_under_the_field(qtbot: QtBot, page: UnlockPage) -> None:
    type_on(qtbot, "not this one")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.sign_in.message.tone() == "error")
    assert "password" in page.sign_in.message.text().lower()
    assert page.sign_in.password.state() == "error"
    assert focused() is page.sign_in.password.edit
    type_on(qtbot, GOOD)  # replaces what was selected
    assert page.sign_in.message.text() == ""
    with qtbot.waitSignal(page.opened):
        press(qtbot, Qt.Key.Key_Return)


def test_an_error_that_no_password_mends_leaves_the_page(qtbot: QtBot, lock: Lock) -> None:
    lock.refuse = "keystore_changed"
    page = shown(qtbot, UnlockPage(PEOPLE, lock.unlock, lock.recover, "en", first="u1"))
    type_on(qtbot, "anything")
    with qtbot.waitSignal(page.stopped) as stopped:
        press(qtbot, Qt.Key.Key_Return)
    assert stopped.args[0].code == "keystore_changed"


def test_an_empty_password_is_not_tried(qtbot: QtBot, page: UnlockPage, lock: Lock) -> None:
    press(qtbot, Qt.Key.Key_Return)
    assert page.sign_in.message.text()
    assert not lock.asked


def test_the_window_draws_while_the_key_is_made(qtbot: QtBot, lock: Lock) -> None:
    def slow(user: str, password: str) -> object:
        time.sleep(0.3)
        return lock.unlock(user, password)

    page = shown(qtbot, UnlockPage(PEOPLE, slow, lock.recover, "en", first="u1"))
    type_on(qtbot, GOOD)
    with qtbot.waitSignal(page.opened):
        before = time.monotonic()
        press(qtbot, Qt.Key.Key_Return)
        assert time.monotonic() - before < 0.2
        assert not page.sign_in.button.isEnabled()


def test_caps_lock_is_seen_from_the_letters(qtbot: QtBot, page: UnlockPage) -> None:
    type_on(qtbot, "a")
    assert page.sign_in.message.text() == ""
    qtbot.keyClick(focused(), "B", Qt.KeyboardModifier.NoModifier)
    assert page.sign_in.message.text() == "Caps Lock is on"
    press(qtbot, Qt.Key.Key_CapsLock)
    assert page.sign_in.message.text() == ""


def test_shift_is_not_caps_lock(qtbot: QtBot, page: UnlockPage) -> None:
    qtbot.keyClick(focused(), "A", Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(focused(), "7")
    assert page.sign_in.message.text() == ""


def test_the_eye_shows_and_hides_what_was_typed(qtbot: QtBot, page: UnlockPage) -> None:
    field = page.sign_in.password
    type_on(qtbot, "abc")
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    press(qtbot, Qt.Key.Key_Tab)
    assert focused() is field.eye
    press(qtbot, Qt.Key.Key_Space)
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
    assert focused() is field.edit


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (3, "Good evening"),
        (4, "Good morning"),
        (11, "Good morning"),
        (12, "Good afternoon"),
        (17, "Good afternoon"),
        (18, "Good evening"),
    ],
)
def test_the_greeting_follows_the_clock(qtbot: QtBot, lock: Lock, hour: int, words: str) -> None:
    page = UnlockPage(PEOPLE, lock.unlock, lock.recover, "en", lambda: MORNING.replace(hour=hour))
    qtbot.addWidget(page)
    assert words in texts_of(page)


def texts_of(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def test_the_other_language_is_one_button_away(qtbot: QtBot, page: UnlockPage) -> None:
    with qtbot.waitSignal(page.language_chosen) as chosen:
        qtbot.mouseClick(page.switch, Qt.MouseButton.LeftButton)
    assert chosen.args == ["de"]


# the recovery sheet


def to_recovery(qtbot: QtBot, page: UnlockPage) -> None:
    page.sign_in.forgot.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert focused() is page.forgotten.use_sheet
    press(qtbot, Qt.Key.Key_Return)
    assert focused() is page.recovery.groups[0].edit


def test_the_sheet_and_a_new_password_open_the_practice(qtbot: QtBot, page: UnlockPage, lock: Lock) -> None:
    to_recovery(qtbot, page)
    type_on(qtbot, GROUPS[0].lower())
    for group in GROUPS[1:]:  # a full group leads on by itself
        type_on(qtbot, group)
    assert focused() is page.recovery.password.edit
    type_on(qtbot, GOOD)
    press(qtbot, Qt.Key.Key_Return)
    type_on(qtbot, GOOD)
    with qtbot.waitSignal(page.opened):
        press(qtbot, Qt.Key.Key_Return)
    assert lock.asked == [("-".join([GROUPS[0].lower(), *GROUPS[1:]]), GOOD)]
    assert all(not frame.text() for frame in page.recovery.groups)


def test_a_misread_group_is_found_before_the_slow_part(qtbot: QtBot, page: UnlockPage, lock: Lock) -> None:
    to_recovery(qtbot, page)
    wrong = "0" if GROUPS[0][0] != "0" else "1"
    for group in (wrong + GROUPS[0][1:], *GROUPS[1:]):
        type_on(qtbot, group)
    type_on(qtbot, GOOD)
    press(qtbot, Qt.Key.Key_Return)
    type_on(qtbot, GOOD)
    press(qtbot, Qt.Key.Key_Return)
    assert page.recovery.message.tone() == "error"
    assert focused() is page.recovery.groups[0].edit
    assert not lock.asked


def test_two_different_passwords_are_not_taken(qtbot: QtBot, page: UnlockPage, lock: Lock) -> None:
    to_recovery(qtbot, page)
    for group in GROUPS:
        type_on(qtbot, group)
    type_on(qtbot, GOOD)
    press(qtbot, Qt.Key.Key_Return)
    type_on(qtbot, GOOD + "x")
    press(qtbot, Qt.Key.Key_Return)
    assert focused() is page.recovery.again.edit
    assert page.recovery.message.tone() == "error"
    assert not lock.asked


def test_a_password_that_is_too_short_is_said_at_the_password(qtbot: QtBot, page: UnlockPage) -> None:
    to_recovery(qtbot, page)
    for group in GROUPS:
        type_on(qtbot, group)
    type_on(qtbot, "short")
    press(qtbot, Qt.Key.Key_Return)
    type_on(qtbot, "short")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.recovery.message.tone() == "error")
    assert "12" in page.recovery.message.text()
    assert page.recovery.password.state() == "error"


def test_the_whole_key_pasted_at_once_finds_its_places(qtbot: QtBot, page: UnlockPage) -> None:
    to_recovery(qtbot, page)
    QApplication.clipboard().setText(" ".join(GROUPS))
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [frame.text() for frame in page.recovery.groups] == GROUPS
    QApplication.clipboard().clear()


def test_escape_leads_back_to_the_password(qtbot: QtBot, page: UnlockPage) -> None:
    to_recovery(qtbot, page)
    press(qtbot, Qt.Key.Key_Escape)
    assert focused() is page.forgotten.use_sheet
    press(qtbot, Qt.Key.Key_Escape)
    assert focused() is page.sign_in.password.edit


def test_what_helps_and_what_is_lost_is_said_in_words(qtbot: QtBot, page: UnlockPage, lock: Lock) -> None:
    page.sign_in.forgot.click()
    words = " ".join(texts_of(page.forgotten))
    for said in ("recovery sheet", "remove you", "add you again", "no backup helps", "registry confirmed"):
        assert said in words
    alone = shown(qtbot, UnlockPage(PEOPLE[:1], lock.unlock, lock.recover, "en"))
    assert "remove you" not in " ".join(texts_of(alone.forgotten))


def test_after_several_failures_the_wait_counts_down_in_words(
    qtbot: QtBot, lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iago_desktop.ui.pages.waiting._SECOND", 20)
    tries: list[str] = []

    def waits(_user: str, password: str) -> object:
        tries.append(password)
        if len(tries) == 1:
            raise UnlockError("unlock_waits", seconds=3)
        return "practice"

    page = shown(qtbot, UnlockPage(PEOPLE, waits, lock.recover, "en", first="u1"))
    said: list[str] = []
    page.sign_in.waiting.said.connect(said.append)
    type_on(qtbot, GOOD)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    press(qtbot, Qt.Key.Key_Return)  # nothing is tried meanwhile
    assert not page.sign_in.button.isEnabled()
    qtbot.waitUntil(page.sign_in.button.isEnabled)
    assert [each.split(" in ")[1] for each in said] == ["3 seconds.", "2 seconds.", "1 second."]
    assert page.sign_in.message.text() == "The next attempt can be made."
    assert tries == [GOOD]
    with qtbot.waitSignal(page.opened):
        press(qtbot, Qt.Key.Key_Return)


def test_a_wait_from_before_the_start_goes_on(qtbot: QtBot, lock: Lock) -> None:
    page = shown(qtbot, UnlockPage(PEOPLE, lock.unlock, lock.recover, "en", first="u1", wait=480))
    assert page.sign_in.message.text().endswith("in 8 minutes.")
    type_on(qtbot, GOOD)
    press(qtbot, Qt.Key.Key_Return)
    assert not lock.asked


def test_everything_that_takes_keys_has_a_name(page: UnlockPage) -> None:
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
    ]
    assert not nameless


def test_a_store_in_use_is_a_page_of_its_own(qtbot: QtBot, lock: Lock) -> None:
    def in_use(_user: str, _password: str) -> object:
        raise StoreError("database_in_use")

    refused: Callable[[str, str], object] = in_use
    page = shown(qtbot, UnlockPage(PEOPLE, refused, lock.recover, "en", first="u1"))
    type_on(qtbot, GOOD)
    with qtbot.waitSignal(page.stopped) as stopped:
        press(qtbot, Qt.Key.Key_Return)
    assert stopped.args[0].code == "database_in_use"


def test_where_nobody_is_expected_the_person_comes_first(qtbot: QtBot, lock: Lock) -> None:
    page = shown(qtbot, UnlockPage(PEOPLE, lock.unlock, lock.recover, "en"))
    assert page.sign_in.people.person() is None
    page.sign_in.password.edit.setFocus()
    type_on(qtbot, GOOD)
    press(qtbot, Qt.Key.Key_Return)
    assert page.sign_in.message.text() == "Choose who is working."
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Return)
    chosen = page.sign_in.people.person()
    assert chosen is not None
    assert chosen.id == "u2"
    assert focused() is page.sign_in.password.edit
