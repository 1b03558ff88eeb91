"""What a practice sees when the computer's clock is wrong, and the one thing to do."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import clock, exchange, patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.supposed import SupposedDay
from iago_desktop.ui.clock_words import clock_words
from iago_desktop.ui.form.signing_gate import TypePanel
from iago_desktop.ui.page import Place
from iago_desktop.ui.widgets import Button
from tests.builders import INFUSED, a_patient
from tests.ui.desk import Desk, open_desk


def banner_words(desk: Desk) -> str:
    found = desk.window._banners.lasting.get("clock")
    return found.label.text() if found else ""


def action(desk: Desk) -> Button:
    (button,) = desk.window._banners.lasting["clock"].findChildren(Button)
    return button


@pytest.fixture
def behind(practice: Workspace) -> Workspace:
    a_patient(practice)
    practice.now = lambda: datetime(2019, 1, 1, 8, tzinfo=UTC)
    return practice


def test_the_banner_says_what_is_wrong_and_takes_the_day(qtbot: QtBot, behind: Workspace) -> None:
    desk = open_desk(qtbot, behind)
    today = datetime.now(UTC).astimezone()
    assert banner_words(desk).startswith("The computer clock shows 01.01.2019, before the last entry of ")
    button = action(desk)
    button.setFocus()
    desk.press(Qt.Key.Key_Space)
    (panel,) = [each for each in desk.window.findChildren(TypePanel) if each.isVisible()]
    desk.enter("01.01.2019")
    assert "newer" in panel.message.text()
    panel.input.edit.selectAll()
    desk.enter(today.strftime("%d.%m.%Y"))
    assert not desk.window.findChildren(TypePanel) or not panel.isVisible()
    assert banner_words(desk).startswith(
        f"The computer clock shows 01.01.2019. You typed {today:%d.%m.%Y}, and that is used."
    )
    assert not desk.window._banners.lasting["clock"].findChildren(Button)
    assert behind.today() == today.date()


def test_esc_leaves_the_question_open(qtbot: QtBot, behind: Workspace) -> None:
    desk = open_desk(qtbot, behind)
    desk.bot.mouseClick(action(desk), Qt.MouseButton.LeftButton)
    desk.press(Qt.Key.Key_Escape)
    assert not [each for each in desk.window.findChildren(TypePanel) if each.isVisible()]
    assert clock.must_ask(behind)


def test_the_question_stays_in_a_window_made_smaller(qtbot: QtBot, behind: Workspace) -> None:
    desk = open_desk(qtbot, behind)
    desk.bot.mouseClick(action(desk), Qt.MouseButton.LeftButton)
    (panel,) = [each for each in desk.window.findChildren(TypePanel) if each.isVisible()]
    desk.window.resize(1024, 700)
    qtbot.waitUntil(lambda: panel.geometry().right() < desk.window.width())


def test_today_in_a_date_field_waits_and_works_after_the_day_was_typed(
    qtbot: QtBot, behind: Workspace
) -> None:
    draft = records.start(behind, patients.rows(behind)[0].treatment_id, "infection")
    desk = open_desk(qtbot, behind)
    desk.window.go(Place("form", draft))
    desk.enter("h")
    qtbot.waitUntil(lambda: kept(behind, draft)["typed"] == {"onset": "h"})
    desk.bot.mouseClick(action(desk), Qt.MouseButton.LeftButton)
    today = datetime.now(UTC).astimezone()
    desk.enter(today.strftime("%d.%m.%Y"))
    assert desk.window.place == Place("form", draft)
    assert not isinstance(behind.today(), SupposedDay)
    assert desk.focused().text() == "h"  # type: ignore[attr-defined] -- what was typed is still there
    desk.focused().selectAll()  # type: ignore[attr-defined]
    desk.enter("heute")
    day = {"value": {"day": (behind.today() - INFUSED).days}}
    qtbot.waitUntil(lambda: kept(behind, draft)["answers"] == {"onset": day})


def kept(practice: Workspace, draft: str) -> dict[str, Any]:
    return records.open_draft(practice, draft).draft.raw


def test_a_clock_set_back_is_noticed_within_a_minute(qtbot: QtBot, practice: Workspace) -> None:
    desk = open_desk(qtbot, practice)
    assert not banner_words(desk)
    practice.elapsed = lambda: practice.opened[1] + 6 * 3600
    desk.window._banners._clock.timeout.emit()
    assert "was set back" in banner_words(desk)


def test_a_closed_window_asks_its_practice_nothing_more(qtbot: QtBot, practice: Workspace) -> None:
    desk = open_desk(qtbot, practice)
    timer = desk.window._banners._clock
    with qtbot.waitSignal(timer.timeout):
        timer.setInterval(1)
    desk.window.close()
    with qtbot.assertNotEmitted(timer.timeout, wait=20):
        pass


def test_a_right_clock_has_no_banner(qtbot: QtBot, practice: Workspace) -> None:
    practice.now = lambda: datetime.now(UTC) + timedelta(days=40)
    desk = open_desk(qtbot, practice)
    assert not banner_words(desk)
    assert exchange.ledger(practice) == ()


def test_every_doubt_has_words_of_its_own() -> None:
    known = datetime(2026, 11, 20, 12, tzinfo=UTC)
    shows = known.date()
    doubts = [
        clock.Doubt("behind", shows, known),
        clock.Doubt("behind", shows, known, "registry"),
        clock.Doubt("behind", shows, known, "program"),
        clock.Doubt("ahead", shows, known),
        clock.Doubt("set_back", shows, known),
        clock.Doubt("ahead_of_registry", shows, known, "registry", 3),
        clock.Doubt("as_said", shows, known, days=3),
        clock.Doubt("as_said", shows, known, days=-3),
    ]
    words = {clock_words(each, None) for each in doubts}
    assert len(words) == len(doubts)
    assert not [each for each in words if "{" in each]
    assert "3 days ahead of the registry" in clock_words(doubts[5], None)
