"""A score item by item: side by side, worked out when all are there, and shown as worked out."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.editors import ChoiceEditor, TextEditor
from iago_desktop.ui.form.field_row import MessageLine
from iago_desktop.ui.form.form_page import FormPage
from iago_desktop.ui.form.form_view import FormView
from tests.builders import a_patient
from tests.ui.form.conftest import OpenForm

ENTER = Qt.Key.Key_Return
ITEMS = ("ice_orientation", "ice_naming", "ice_commands", "ice_writing", "ice_attention")


def at() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def item(view: FormView, field: str) -> TextEditor:
    editor = view.page().editor_of(field)
    assert isinstance(editor, TextEditor)
    return editor


def line(view: FormView, field: str) -> MessageLine:
    editor = item(view, field)
    return next(row.messages[editor] for _hair, row in view.page().rows if editor in row.editors)


def test_items_stand_side_by_side_and_are_typed_through(open_form: OpenForm) -> None:
    for language in ("en", "de"):
        view = open_form("icans", language)
        view.go_to_step("grade")
        QApplication.processEvents()
        frames = [item(view, name).frame for name in ITEMS]
        lefts = [frame.mapTo(view, frame.rect().topLeft()) for frame in frames]
        assert len({point.y() for point in lefts}) == 1
        assert [point.x() for point in lefts] == sorted(point.x() for point in lefts)
        assert frames[0].edit.placeholderText() == "0–4"
        names = [each for each in view.page().findChildren(QLabel) if each.buddy() in _widgets(view)]
        assert all(label.width() >= label.sizeHint().width() for label in names)
        assert len(names) == len(ITEMS)
        view.go_to_field("ice_orientation")
        for digit in "33111":
            QTest.keyClicks(at(), digit)
            QTest.keyClick(at(), ENTER)
        assert view.draft.implied() == {"ice": "9"}


def _widgets(view: FormView) -> list[QWidget]:
    return [item(view, name).widget for name in ITEMS]


def test_the_score_stands_there_as_worked_out(open_form: OpenForm) -> None:
    view = open_form("icans", **dict(zip(ITEMS, "33111", strict=True)))
    view.go_to_step("grade")
    score = item(view, "ice")
    assert score.widget.isVisible()
    assert (score.frame.text(), score.frame.state()) == ("9", "readonly")
    assert line(view, "ice").text() == "Follows from the other answers."
    assert score not in view.page().asked(view.draft)
    view.draft.clear("ice_naming")
    view.refresh()
    assert (score.frame.text(), score.frame.state()) == ("", "normal")
    assert line(view, "ice").text() == ""
    assert view.draft.implied() == {}


def test_an_answer_that_follows_is_chosen_and_locked(open_form: OpenForm) -> None:
    view = open_form("icans", scale="capd", capd="4")
    view.go_to_step("grade")
    unable = view.page().editor_of("capd_unable")
    assert isinstance(unable, ChoiceEditor)
    assert unable.widget.isVisible()
    assert (unable.segment.value(), unable.segment.isEnabled()) == ("no", False)
    assert view.draft.answer("capd_unable") == {}


def test_a_wrong_item_says_so_below_all_of_them(open_form: OpenForm) -> None:
    view = open_form("icans", ice_naming="9")
    view.go_to_step("grade")
    assert item(view, "ice_naming").frame.state() == "error"
    assert line(view, "ice_orientation") is line(view, "ice_naming")
    assert line(view, "ice_naming").text()


def test_nothing_worked_out_is_stored_as_an_answer(qtbot: QtBot, practice: Workspace) -> None:
    patient = a_patient(practice)
    draft_id = records.start(practice, patients.view(practice, patient).treatment_id, "icans")
    page = FormPage(practice, draft_id)
    qtbot.addWidget(page)
    for name, typed in zip(ITEMS, "33111", strict=True):
        page.view.draft.enter(name, typed)
    page.view.refresh()
    page.save()
    assert "ice" not in records.open_draft(practice, draft_id).draft.answers
