"""The date field as ux.md 5.2 has it: what is typed, the days by keys, the calendar."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.ui.form.calendar import CalendarPanel
from iago_desktop.ui.form.editors import DateEditor
from iago_desktop.ui.form.form_view import FormView
from tests.ui.form.conftest import OpenForm

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def at() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def onset(view: FormView) -> DateEditor:
    editor = view.page().editor_of("onset")
    assert isinstance(editor, DateEditor)
    return editor


def calendar(view: FormView) -> CalendarPanel | None:
    found = [each for each in view.window().findChildren(CalendarPanel) if each.isVisible()]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("typed", "shown", "pill"),
    [
        ("h", "18.06.2026", "day +112 · late window >30"),
        ("t", "18.06.2026", "day +112 · late window >30"),
        ("heute", "18.06.2026", "day +112 · late window >30"),
        ("0", "18.06.2026", "day +112 · late window >30"),
        ("g", "17.06.2026", "day +111 · late window >30"),
        ("y", "17.06.2026", "day +111 · late window >30"),
        ("-3", "15.06.2026", "day +109 · late window >30"),
        ("d+14", "12.03.2026", "day +14 · early window 0–30"),
        ("d14", "12.03.2026", "day +14 · early window 0–30"),
        ("tag 14", "12.03.2026", "day +14 · early window 0–30"),
        ("d-5", "21.02.2026", "day -5 · before infusion"),
        ("12.3.26", "12.03.2026", "day +14 · early window 0–30"),
        ("12.03.2026", "12.03.2026", "day +14 · early window 0–30"),
        ("120326", "12.03.2026", "day +14 · early window 0–30"),
        ("12032026", "12.03.2026", "day +14 · early window 0–30"),
        ("2026-03-12", "12.03.2026", "day +14 · early window 0–30"),
        ("12/3/26", "12.03.2026", "day +14 · early window 0–30"),
        ("12.3.", "12.03.2026", "day +14 · early window 0–30"),
        ("12.3", "12.03.2026", "day +14 · early window 0–30"),
        ("1203", "12.03.2026", "day +14 · early window 0–30"),
        ("12", "12.06.2026", "day +106 · late window >30"),
        ("2003", "20.03.2026", "day +22 · early window 0–30"),
        ("03.2026", "03.2026", "+3…+33 · window open: 0–30 or >30"),
        ("2026", "2026", "no day · window open: before infusion or 0–30"),
    ],
)
def test_what_people_type(open_form: OpenForm, typed: str, shown: str, pill: str) -> None:
    view = open_form("crs")
    QTest.keyClicks(at(), typed)
    live = onset(view).input.pill.text()
    QTest.keyClick(at(), K.Key_Return)
    editor = onset(view)
    assert editor.frame.text() == shown
    assert editor.input.pill.text() == live == pill


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31.6.26", "June has 30 days."),
        ("12.13.26", "There is no month 13."),
        ("1.7.26", "This date is in the future."),
    ],
)
def test_what_cannot_be(open_form: OpenForm, typed: str, sentence: str) -> None:
    view = open_form("crs")
    QTest.keyClicks(at(), typed)
    QTest.keyClick(at(), K.Key_Return)
    editor = onset(view)
    message = next(row.messages[editor] for _hair, row in view.page().rows if editor in row.editors)
    assert message.text().startswith(sentence)
    assert (editor.frame.text(), editor.frame.state()) == (typed, "error")


def test_days_and_months_by_keys(open_form: OpenForm) -> None:
    view = open_form("crs")
    QTest.keyClicks(at(), "31.3.26")
    for key, shown in (
        (K.Key_Up, "01.04.2026"),
        (K.Key_Down, "31.03.2026"),
        (K.Key_PageUp, "30.04.2026"),
        (K.Key_PageDown, "30.03.2026"),
    ):
        QTest.keyClick(at(), key)
        assert onset(view).frame.text() == shown
    QTest.keyClicks(at(), "")
    onset(view).frame.edit.setText("18.06.2026")
    QTest.keyClick(at(), K.Key_Up)
    assert onset(view).frame.text() == "18.06.2026"  # nothing happened tomorrow


def test_the_calendar_opens_by_key_and_takes_a_day(open_form: OpenForm, qtbot: QtBot) -> None:
    view = open_form("crs")
    assert view.window().findChildren(QCalendarWidget) == []
    QTest.keyClicks(at(), "12.3.26")
    QTest.keyClick(at(), K.Key_Down, ALT)
    panel = calendar(view)
    assert panel is not None
    assert panel.month.selectedDate().toString("dd.MM.yyyy") == "12.03.2026"
    QTest.keyClick(at(), K.Key_Right)
    QTest.keyClick(at(), K.Key_Return)
    assert view.draft.answer("onset") == {"value": {"day": 15}}
    assert calendar(view) is None
    assert onset(view).has_focus()


def test_escape_and_a_click_elsewhere_close_the_calendar(open_form: OpenForm) -> None:
    view = open_form("crs", onset="d14")
    view.go_to_field("onset")
    QTest.keyClick(at(), K.Key_Down, ALT)
    QTest.keyClick(at(), K.Key_Right)
    QTest.keyClick(at(), K.Key_Escape)
    assert calendar(view) is None
    assert onset(view).has_focus()
    assert view.draft.answer("onset") == {"value": {"day": 14}}
    QTest.keyClick(at(), K.Key_Down, ALT)
    view.next_button.setFocus()
    assert calendar(view) is None
    assert view.next_button.hasFocus()


def test_the_picture_of_a_calendar_opens_it(open_form: OpenForm) -> None:
    view = open_form("crs", onset="d14")
    QTest.mouseClick(onset(view).frame, Qt.MouseButton.LeftButton, pos=QPoint(18, 18))
    panel = calendar(view)
    assert panel is not None
    assert panel.month.maximumDate().toString("dd.MM.yyyy") == "18.06.2026"


def test_without_an_infusion_date_there_is_no_calendar(open_form: OpenForm) -> None:
    view = open_form("crs", infusion=None)
    QTest.keyClick(at(), K.Key_Down, ALT)
    assert calendar(view) is None


def test_fields_about_the_future_count_forward(open_form: OpenForm) -> None:
    view = open_form("follow_up")
    editor = next(e for e in view.page().editors if e.fields[0].future)
    assert isinstance(editor, DateEditor)
    view.go_to_field(editor.fields[0].id)
    for typed, shown in (("+28", "16.07.2026"), ("+4w", "16.07.2026"), ("+3m", "18.09.2026")):
        editor.frame.edit.setText("")
        QTest.keyClicks(at(), typed)
        editor.take_pending()
        assert view.draft.display(editor.fields[0].id) == shown
