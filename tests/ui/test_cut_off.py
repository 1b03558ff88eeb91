"""Scenario S4: the power goes half-way in a form; the next unlock leads back to the field."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.services import patients, records, setup, stopping, users
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store import queries
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.form_host import FormHost
from iago_desktop.ui.widgets import Button
from tests.builders import a_patient
from tests.conftest import PASSWORD, TODAY
from tests.ui.desk import Desk, open_desk

K = Qt.Key
OTHER = "nine small lamps above water"

Again = Callable[..., Workspace]


@pytest.fixture
def again(tmp_path: Path, catalogue: Catalogue) -> Iterator[Again]:
    """The practice as a power cut at this moment leaves it, opened by somebody."""
    opened: list[Workspace] = []

    def open_it(cut: Workspace, user: str = "u1", password: str = PASSWORD) -> Workspace:
        left = tmp_path / f"left-{len(opened)}"
        shutil.copytree(cut.folder, left)
        opened.append(
            setup.open_workspace(left, user, password, "en", today=lambda: TODAY, catalogue=catalogue)
        )
        return opened[-1]

    yield open_it
    for each in opened:
        setup.close(each)


def half_way(qtbot: QtBot, practice: Workspace) -> tuple[Desk, str]:
    """At a desk, in the middle of a date."""
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    draft = records.start(practice, treatment, "infection")
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("form", draft))
    desk.type("14.9")
    host = desk.window.page()
    assert isinstance(host, FormHost)
    qtbot.waitUntil(lambda: records.open_draft(practice, draft).place.get("typing") == "14.9", timeout=3000)
    return desk, draft


def entries(workspace: Workspace) -> list[dict[str, object]]:
    with workspace.store.read() as session:
        found = [each for each in queries.audit_since(session, 0) if each.intent == "cut_off"]
    return [json.loads(each.private or b"")["details"] for each in found]


def test_after_a_power_cut_enter_leads_back_to_the_half_typed_date(
    qtbot: QtBot, practice: Workspace, again: Again
) -> None:
    _, draft = half_way(qtbot, practice)
    window = MainWindow(again(practice), Settings())
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.stand_again()  # at once, as the program does
        window.activateWindow()
    words = window._banners.lasting["cut_off"].label.text()
    saved = records.drafts(practice)[0].saved_at
    assert "You were at “When did it start?” in Infection of Baumann" in words
    assert saved[13:19].removesuffix("Z") in words
    assert window.place == Place("today")
    button = QApplication.focusWidget()  # as the keyboard sees it: a hidden one only seems to have it
    assert isinstance(button, Button)
    assert button.text() == "Go on"
    qtbot.keyClick(button, K.Key_Return)
    qtbot.waitUntil(lambda: window.place == Place("form", draft))
    assert "cut_off" not in window._banners.lasting
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "14.9"


def test_it_is_told_once_and_one_entry_says_so(qtbot: QtBot, practice: Workspace, again: Again) -> None:
    half_way(qtbot, practice)
    workspace = again(practice)
    assert entries(workspace) == []
    assert stopping.cut_off(workspace) is not None
    (noted,) = entries(workspace)
    assert str(noted["since"]).startswith("20")
    assert stopping.cut_off(workspace) is None
    assert len(entries(workspace)) == 1
    assert len(records.drafts(workspace)) == 1


def test_a_program_that_was_closed_says_nothing(qtbot: QtBot, practice: Workspace, again: Again) -> None:
    desk, _ = half_way(qtbot, practice)
    desk.window.close()
    setup.close(practice)
    workspace = again(practice)
    assert stopping.cut_off(workspace) is None
    assert entries(workspace) == []


def test_who_had_left_the_form_is_not_asked(qtbot: QtBot, practice: Workspace, again: Again) -> None:
    desk, _ = half_way(qtbot, practice)
    desk.press(K.Key_Escape)
    desk.press(K.Key_Escape)
    assert desk.window.place != Place("form", records.drafts(practice)[0].id)
    workspace = again(practice)
    assert stopping.cut_off(workspace) is None
    assert len(entries(workspace)) == 1


def test_somebody_else_is_not_led_into_another_s_form(
    qtbot: QtBot, practice: Workspace, again: Again
) -> None:
    other = users.add_user(practice, "Eva Lang", "study_nurse", OTHER, FLOOR)
    half_way(qtbot, practice)
    workspace = again(practice, other.id, OTHER)
    desk = open_desk(qtbot, workspace)
    desk.window.stand_again()
    assert "cut_off" not in desk.window._banners.lasting
    assert len(entries(workspace)) == 1


def test_opening_the_draft_by_oneself_answers_it(qtbot: QtBot, practice: Workspace, again: Again) -> None:
    _, draft = half_way(qtbot, practice)
    desk = open_desk(qtbot, again(practice))
    desk.window.stand_again()
    assert "cut_off" in desk.window._banners.lasting
    desk.window.go(Place("form", draft))
    assert "cut_off" not in desk.window._banners.lasting
