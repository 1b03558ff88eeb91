"""Flow F7: a question of the registry is answered by keys; and what the page says before it is signed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import select

from iago_desktop.services import exchange, patients, questions
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Patient, Question, Record
from iago_desktop.ui.form.segment import Segment
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.question import QuestionPage
from iago_desktop.ui.pages.registry import QUESTIONS, RegistryPage
from iago_desktop.ui.widgets import Label
from tests.builders import a_patient, a_record, an_infection
from tests.registry_simulator import RegistrySimulator
from tests.ui.desk import CTRL, ENTER, Desk, open_desk
from tests.ui.flows import Hands

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


def qid_of(field: str) -> str:
    return field.encode().hex().ljust(32, "0")[:32]


def put_question(practice: Workspace, record: str, field: str) -> None:
    """As if its file had been imported."""
    with practice.write("import_questions") as transaction:
        about = transaction.session.get(Record, record)
        assert about is not None
        text = {"en": f"Is {field} right?", "de": f"Stimmt {field}?"}
        transaction.put_aside(
            Question(
                id=qid_of(field), patient_id=about.patient_id, seq=9, rid=record, rev=1, field=field,
                text=text, asked="2026-11-20", arrived="2026-11-20",
            )
        )  # fmt: skip


def identify(desk: Desk) -> None:
    """Initials and birth year, where this is the first signature of the patient today."""
    if desk.window.place.kind == "question":
        desk.enter("UB60")


def page_of(desk: Desk) -> QuestionPage:
    page = desk.window.page()
    assert isinstance(page, QuestionPage)
    return page


def test_f7_a_question_is_answered_in_twelve_keys(desk: Desk, practice: Workspace, asked: str) -> None:
    hands = Hands(desk)
    hands.press("End", "Enter")
    page = page_of(desk)
    hands.press("1", "4,5", "Enter", "1", "Enter", "Enter")
    assert desk.focused() is page.sign
    assert page.side.sent_words() == "IgG 45 g/L 4.5 g/L Reason Typing error"
    assert page.side.trend is not None
    assert page.side.trend.labels() == ("sent: 45", "now: 4.5")
    assert hands.press("Ctrl+Enter") == 12

    assert desk.window.place == Place("today")
    assert questions.open_questions(practice) == ()
    with practice.store.read() as session:
        newest = queries.history(session, asked)[-1]
    assert newest.data is not None
    assert newest.data["answers"]["igg"]["value"] == "4.5"
    (answered,) = questions.answered(practice)
    assert (answered.verdict, answered.reason) == ("corrected", "typing_error")


def test_what_lies_around_that_day_is_named(desk: Desk) -> None:
    Hands(desk).press("End", "Enter")
    page = page_of(desk)
    labels = [label.text() for label in page.side.findChildren(Label)]
    assert "Around that day" in labels
    assert "10.11.2026 · day +70" in labels


def test_arrows_choose_and_stay(desk: Desk) -> None:
    Hands(desk).press("End", "Enter", "Down")
    page = page_of(desk)
    assert page.verdict.value() == "corrected"
    Hands(desk).press("Down")
    assert page.verdict.value() == "confirmed"
    assert not page.value.isVisible() if page.value else True
    assert page.note.isVisible()
    desk.press(K.Key_Tab)
    assert page.reasons["confirmed"].is_active()


def test_what_was_begun_is_there_again(desk: Desk) -> None:
    Hands(desk).press("End", "Enter", "1", "4,5", "Enter", "1", "Enter", "seen")
    stopped = page_of(desk).stopped_at()
    desk.window.rebuild()
    page = page_of(desk)
    assert page.stopped_at() == stopped
    assert stopped == {"verdict": "corrected", "value": "4,5", "reason": "typing_error", "note": "seen"}
    assert page.side.sent_words() == "IgG 45 g/L 4.5 g/L Reason Typing error"


def test_a_choice_is_corrected_by_its_digit(qtbot: QtBot, practice: Workspace, asked: str) -> None:
    assert asked
    with practice.store.read() as session:
        (patient,) = session.exec(select(Patient.id))
    infection = an_infection(practice, patient)
    put_question(practice, infection, "route")
    put_question(practice, infection, "organisms")
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("question", qid_of("route")))
    page = page_of(desk)
    assert isinstance(page.value, Segment)
    hands = Hands(desk)
    hands.press("1")
    code = page.value.options()[2].code
    hands.press("3", "1", "Enter", "Ctrl+Enter")
    identify(desk)
    with practice.store.read() as session:
        record = session.get(Record, infection)
    assert record is not None
    assert record.answers["route"]["value"] == code

    desk.window.go(Place("question", qid_of("organisms")))
    page = page_of(desk)
    assert page.value is None
    hands.press("1")
    assert desk.focused() is page.open_entry
    hands.press("Enter")
    assert desk.window.place == Place("record", infection)


def test_the_next_question_is_one_key_away(desk: Desk, practice: Workspace, asked: str) -> None:
    Hands(desk).press("End", "Enter")
    first = desk.window.place.id
    Hands(desk).press("Alt+Down")
    assert desk.window.toast() == "No other question waits."
    put_question(practice, asked, "drawn_on")
    Hands(desk).press("Alt+Down")
    assert desk.window.place.id == qid_of("drawn_on") != first


def test_the_page_says_what_is_asked(desk: Desk) -> None:
    desk.press(K.Key_End)
    desk.press(ENTER)
    labels = {label.text() for label in page_of(desk).findChildren(Label)}
    assert "IgG on 17.11.2026 is high. Check value and unit." in labels
    assert "Is “IgG” right?" in labels


def test_a_value_is_confirmed_with_a_reason(desk: Desk, practice: Workspace) -> None:
    desk.press(K.Key_End)
    desk.press(ENTER)
    desk.type("2")
    desk.enter("1")
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
    assert page.value is not None
    assert page.value.isAncestorOf(desk.focused())
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
