"""Unusual values: what they may mean, why they are kept, and that a reason is asked."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iago_desktop.rules.derive import Context, Lab
from iago_desktop.ui.form.field_row import MessageLine
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.widgets import Link
from tests.ui.form.conftest import OpenForm

ENTER, ALT = Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier
IGG = Context(labs=(Lab("igg", 90, Decimal("4.6"), "g/L"),))


def press(key: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    at = QApplication.focusWidget()
    assert at is not None
    if isinstance(key, str):
        QTest.keyClicks(at, key)
    else:
        QTest.keyClick(at, key, modifier)


def line(view: FormView, field: str) -> MessageLine:
    editor = view.page().editor_of(field)
    assert editor is not None
    return next(row.messages[editor] for _hair, row in view.page().rows if editor in row.editors)


def links(view: FormView, field: str) -> list[str]:
    QApplication.processEvents()
    return [each.text() for each in line(view, field).findChildren(Link) if not each.isHidden()]


def type_igg(open_form: OpenForm, text: str) -> FormView:
    view = open_form("labs", context=IGG, drawn_on="d95")
    view.go_to_field("igg")
    press(text)
    press(ENTER)
    return view


def test_ten_times_the_last_value_proposes_what_was_meant(open_form: OpenForm) -> None:
    view = type_igg(open_form, "48")
    assert view.draft.answer("igg")["value"] == "48"  # as it was typed, until a person decides
    assert line(view, "igg").text().startswith("Last value 4.6 g/L: 10 times more or less.")
    assert links(view, "igg") == ["Use 4.8 g/L", "Keep", "Why?"]
    next(each for each in line(view, "igg").findChildren(Link) if each.text().startswith("Use")).click()
    assert view.draft.answer("igg")["value"] == "4.8"
    assert line(view, "igg").text() == ""


def test_numbers_have_the_comma_of_the_language(open_form: OpenForm) -> None:
    view = open_form("labs", "de", context=IGG, drawn_on="d95", igg="48")
    assert line(view, "igg").text().startswith("Letzter Wert 4,6 g/L: 10-mal mehr oder weniger.")
    assert links(view, "igg")[0].endswith("4,8 g/L übernehmen")


def test_a_value_is_kept_with_a_reason(open_form: OpenForm, qtbot: QtBot) -> None:
    view = type_igg(open_form, "48")
    view.go_to_field("igg")
    press(ENTER, ALT)
    assert "confirmed" not in view.draft.answer("igg")
    with qtbot.waitSignal(view.edited):
        press("3")
    assert view.draft.answer("igg")["confirmed"] == "explained"
    assert line(view, "igg").text() == "Kept: Explained by treatment or disease"
    assert view.draft.problems() == ()
    view.undo()
    assert links(view, "igg") == ["Use 4.8 g/L", "Keep", "Why?"]


def test_escape_keeps_the_question_open(open_form: OpenForm) -> None:
    view = type_igg(open_form, "48")
    view.go_to_field("igg")
    press(ENTER, ALT)
    press(Qt.Key.Key_Escape)
    assert "confirmed" not in view.draft.answer("igg")
    editor = view.current_editor()
    assert editor is not None
    assert editor.fields[0].id == "igg"


def test_another_unit_is_converted_and_says_so(open_form: OpenForm) -> None:
    view = type_igg(open_form, "480 mg/dl")
    assert view.draft.display("igg") == "4.8"
    assert line(view, "igg").text() == "480 mg/dl was converted to 4.8 g/L."
    assert line(view, "igg").height() == 22


def test_below_the_limit_stays_below_the_limit(open_form: OpenForm) -> None:
    view = type_igg(open_form, "<0,1")
    assert view.draft.answer("igg")["value"] == "<0.1"
    assert view.draft.display("igg") == "<0.1"


@pytest.mark.parametrize("typed", ["d-3", "-400"])
def test_dates_of_an_event_that_are_unlikely_are_to_be_confirmed(open_form: OpenForm, typed: str) -> None:
    view = open_form("crs")
    press(typed)
    press(ENTER)
    assert "confirm it with a reason" in line(view, "onset").text()
    assert links(view, "onset") == ["Confirm", "Why?"]


def test_why_explains_the_question(open_form: OpenForm) -> None:
    view = open_form("crs")
    press("d-3")
    press(ENTER)
    link = next(each for each in line(view, "onset").findChildren(Link) if each.text() == "Why?")
    link.click()
    assert view.overlays.panel is not None
    assert view.overlays.panel.accessibleDescription()


def test_actions_are_seen_whole_beside_a_long_sentence(open_form: OpenForm) -> None:
    view = open_form("labs", context=IGG, size=(948, 644), drawn_on="d95", igg="48")
    view.go_to_field("igg")
    view.refresh()
    for link in line(view, "igg").findChildren(Link):
        assert link.width() >= link.sizeHint().width()
        assert link.geometry().right() <= line(view, "igg").width()
