"""Undo in a form: letters while a text is typed, answers afterwards, and what goes with them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from iago_desktop.ui.form.editors import TextEditor
from iago_desktop.ui.form.form_view import FormView
from tests.ui.form.conftest import OpenForm

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def at() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def text(view: FormView, field: str) -> str:
    editor = view.page().editor_of(field)
    assert isinstance(editor, TextEditor)
    return editor.frame.text()


def test_while_typing_undo_takes_back_letters_and_then_answers(open_form: OpenForm) -> None:
    view = open_form("labs", drawn_on="d95")
    view.go_to_field("anc")
    QTest.keyClicks(at(), "0.5")
    QTest.keyClick(at(), K.Key_Return)
    QTest.keyClicks(at(), "1.2")
    QTest.keyClick(at(), K.Key_Z, CTRL)
    assert (text(view, "alc"), text(view, "anc")) == ("", "0.5")
    assert view.draft.answer("anc")["value"] == "0.5"
    QTest.keyClick(at(), K.Key_Z, CTRL)
    assert (text(view, "anc"), view.draft.answer("anc")) == ("", {})
    QTest.keyClick(at(), K.Key_Y, CTRL)
    assert text(view, "anc") == "0.5"


def test_half_a_word_is_an_answer_before_it_is_taken_back(open_form: OpenForm) -> None:
    view = open_form("labs", drawn_on="d95")
    view.go_to_field("anc")
    QTest.keyClicks(at(), "0.7")
    view.undo()
    assert text(view, "anc") == ""
    view.redo()
    assert text(view, "anc") == "0.7"


def test_every_question_takes_a_reason_for_no_value_and_gives_it_back(open_form: OpenForm) -> None:
    for form in ("infection", "icans", "labs", "medication"):
        view = open_form(form)
        for editor in view.page().asked(view.draft):
            field = editor.fields[0]
            if field.stays or (editor.fields[0].role == "onset" and form == "labs"):
                continue
            view.go_to_field(field.id)
            QTest.keyClick(at(), K.Key_U, ALT)
            assert view.overlays.panel is not None, field.id
            QTest.keyClick(at(), K.Key_2)
            asked = next(each.id for each in editor.fields if view.draft.answer(each.id))
            assert view.draft.answer(asked) == {"missing": "not_known"}, field.id
            view.undo()
            assert view.draft.answer(asked) == {}, field.id
        view.close()
