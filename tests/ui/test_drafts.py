"""All drafts in a list: opened, deleted, brought back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.drafts import DraftsPage
from tests.builders import a_patient
from tests.ui.desk import CTRL, ENTER, Desk, open_desk

K = Qt.Key


@pytest.fixture
def draft(practice: Workspace) -> str:
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    return records.start(practice, treatment, "infection")


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace, draft: str) -> Desk:
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_F7)
    return desk


def page_of(desk: Desk) -> DraftsPage:
    page = desk.window.page()
    assert isinstance(page, DraftsPage)
    return page


def test_a_draft_says_whose_it_is_and_what_is_open(desk: Desk) -> None:
    (line,) = page_of(desk).list.tasks()
    assert (line.name, line.about) == ("Baumann, Ute", "Infection")
    desk.bot.waitUntil(lambda: page_of(desk).list.tasks()[0].what.startswith("Open items: "))


def test_enter_opens_it(desk: Desk, draft: str) -> None:
    desk.press(ENTER)
    assert desk.window.place == Place("form", draft)


def test_a_deleted_draft_can_be_brought_back(desk: Desk, practice: Workspace, draft: str) -> None:
    before = records.open_draft(practice, draft)
    desk.press(K.Key_Delete, CTRL)
    assert not page_of(desk).list.tasks()
    assert not records.drafts(practice)
    assert desk.window.toast() == "Draft deleted: Infection"
    desk.press(K.Key_Z, CTRL)
    assert [line.id for line in page_of(desk).list.tasks()] == [draft]
    assert records.open_draft(practice, draft).draft.answers == before.draft.answers
    assert desk.window.toast() == ""


def test_what_is_undone_is_not_undone_twice(desk: Desk, practice: Workspace, draft: str) -> None:
    desk.press(K.Key_Delete, CTRL)
    desk.press(K.Key_Z, CTRL)
    desk.press(K.Key_Delete, CTRL)
    desk.press(K.Key_Z, CTRL)
    desk.press(K.Key_Z, CTRL)
    assert [line.id for line in records.drafts(practice)] == [draft]
