"""Flow F7: a question of the registry is answered by keys; and what the page says before it is signed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import exchange, patients, questions
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.question import QuestionPage
from iago_desktop.ui.pages.registry import QUESTIONS, RegistryPage
from tests.builders import a_patient, a_record
from tests.registry_simulator import RegistrySimulator
from tests.ui.desk import CTRL, ENTER, Desk, open_desk

K = Qt.Key


@pytest.fixture
def asked(practice: Workspace, tmp_path: Path) -> str:
    """IgG 45 g/L on day 77 was sent, and the registry asks about it; the record's id."""
    registry = RegistrySimulator()
    registry.enrol(practice, tmp_path)
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    a_record(practice, treatment, "labs", {"drawn_on": "d70", "igg": "5,1"}, sign=True)
    record = a_record(practice, treatment, "labs", {"drawn_on": "d77", "igg": "45"}, sign=True)
    exchange.export(practice, tmp_path)
    exchange.import_file(practice, registry.ask(record, "igg"))
    return record


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace, asked: str) -> Desk:
    return open_desk(qtbot, practice)


def page_of(desk: Desk) -> QuestionPage:
    page = desk.window.page()
    assert isinstance(page, QuestionPage)
    return page


def test_f7_a_question_is_answered_in_twelve_keys(desk: Desk, practice: Workspace, asked: str) -> None:
    desk.press(K.Key_End)
    desk.press(ENTER)
    page = page_of(desk)
    desk.type("1")
    desk.enter("4,5")
    desk.type("1")
    desk.press(ENTER)
    assert desk.focused() is page.sign
    assert "45 g/L → 4,5" in page.sent.text()
    assert "Typing error" in page.sent.text()
    desk.press(ENTER, CTRL)  # 11 keys; the table has one more, because there a digit does not move on

    assert desk.window.place == Place("today")
    assert questions.open_questions(practice) == ()
    with practice.store.read() as session:
        newest = queries.history(session, asked)[-1]
    assert newest.data["answers"]["igg"]["value"] == "4.5"
    (answered,) = questions.answered(practice)
    assert (answered.verdict, answered.reason) == ("corrected", "typing_error")


def test_the_page_says_what_is_asked(desk: Desk) -> None:
    desk.press(K.Key_End)
    desk.press(ENTER)
    labels = {label.text() for label in page_of(desk).findChildren(type(page_of(desk).sent))}
    assert "IgG on 17.11.2026 is high. Check value and unit." in labels
    assert "Is “IgG” right?" in labels


def test_a_value_is_confirmed_with_a_reason(desk: Desk, practice: Workspace) -> None:
    desk.press(K.Key_End)
    desk.press(ENTER)
    desk.type("2")
    desk.type("1")
    desk.type("seen on the report")
    desk.press(ENTER, CTRL)

    (answered,) = questions.answered(practice)
    assert (answered.verdict, answered.reason) == ("confirmed", "source_checked")


def test_nothing_is_signed_that_is_not_complete(desk: Desk, practice: Workspace) -> None:
    desk.press(K.Key_End)
    desk.press(ENTER)
    for said in ("three answers", "right value", "a reason"):
        desk.press(ENTER, CTRL)
        assert desk.window.banner is not None
        assert said in desk.window.banner.label.text()
        if said == "three answers":
            desk.type("1")
        elif said == "right value":
            desk.type("4,5")
    assert len(questions.open_questions(practice)) == 1


def test_what_cannot_be_read_keeps_the_cursor(desk: Desk) -> None:
    desk.press(K.Key_End)
    desk.press(ENTER)
    desk.type("1")
    desk.enter("much")
    page = page_of(desk)
    assert desk.focused() is page.value.edit
    assert page.said.isVisible()
    assert page.said.text()


def test_the_registry_page_lists_what_was_asked_and_answered(desk: Desk, practice: Workspace) -> None:
    desk.press(K.Key_F8)
    page = desk.window.page()
    assert isinstance(page, RegistryPage)
    page.tabs.choose(QUESTIONS, focus=True)
    page.take_focus()
    (task,) = page.questions.list.tasks()
    assert (task.name, task.about) == ("Baumann, Ute", "IgG")
    desk.press(ENTER)
    assert desk.window.place.kind == "question"
    questions.answer(practice, desk.window.place.id, "cannot_clarify", "source_missing")
    desk.press(K.Key_F8)
    (task,) = page.questions.list.tasks()
    assert task.badge == "cannot be clarified"
