"""Every state of the grade card (ux.md 5.9): words, mark, scale, and what a screen reader is told."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iago_desktop.ui.form import speech
from iago_desktop.ui.form.editor import Edit
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.form.grade_card import GradeHead, GradeScale, MissingRow, RuleBox
from iago_desktop.ui.tokens import T, apply_palette
from iago_desktop.ui.widgets import Badge
from tests.ui.form.conftest import OpenForm


def at_grade(open_form: OpenForm, **answers: Any) -> FormView:
    view = open_form("icans", **answers)
    view.go_to_step("grade")
    QApplication.processEvents()
    return view


def head(view: FormView) -> GradeHead:
    return next(each for each in view.side.grade_card.findChildren(GradeHead) if each.isVisible())


def said(view: FormView) -> tuple[str, str]:
    return head(view).title(), " ".join(head(view).lines())


def badge(view: FormView) -> str:
    return next(each.text() for each in view.side.grade_card.findChildren(Badge) if each.isVisible())


def picture(view: FormView) -> QImage:
    return head(view).grab().toImage()


def fill_at(view: FormView, x: int = 8, y: int = 32) -> str:
    return picture(view).pixelColor(x, y).name().upper()


def code(view: FormView, field: str, word: str) -> str:
    choices = view.draft.form.field(field).choices
    return next(each.code for each in choices if word in each.text.en.lower() or each.code == word)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_state(open_form: OpenForm, qapp: QApplication, mode: str) -> None:
    T.use(mode)
    apply_palette(qapp)
    try:
        _each_state(open_form)
    finally:
        T.use("light")
        apply_palette(qapp)


def _each_state(open_form: OpenForm) -> None:
    view = at_grade(open_form)
    assert said(view) == ("No grade yet", "ICE score missing")
    assert fill_at(view) == T.surface.name().upper()  # dashed, nothing in it
    view.apply(Edit("enter", "consciousness", code(view, "consciousness", "to voice")))
    for field in ("seizure", "motor", "icp"):
        view.apply(Edit("enter", field, code(view, field, "none")))
    view.apply(Edit("enter", "death_due", "no"))
    QApplication.processEvents()
    assert said(view) == ("At least grade 2", "ICE score missing · 2 or 3")
    assert (badge(view), fill_at(view)) == ("provisional", "#EBA93F")
    scale = next(each for each in view.side.grade_card.findChildren(GradeScale) if each.isVisible())
    assert scale.grab().toImage().pixelColor(10, 5).name().upper() == "#F6DF94"  # certain is solid
    view.apply(Edit("enter", "ice", "5"))
    QApplication.processEvents()
    assert said(view) == ("Grade 2", "")
    assert badge(view) == "final"
    assert any(each.isVisible() for each in view.side.grade_card.findChildren(RuleBox))
    view._record(3, "clinical_judgement", "Clinical judgement")
    QApplication.processEvents()
    assert said(view) == ("Recorded grade 3", "Computed: 2. Reason: Clinical judgement")
    assert (badge(view), fill_at(view)) == ("overridden", "#C24E1E")
    assert picture(view).pixelColor(43, 58).name().upper() == "#EBA93F"  # the computed one, small
    assert view.draft.grade().value == 2


def test_the_highest_that_can_be_reached_is_settled(open_form: OpenForm) -> None:
    view = at_grade(open_form)
    view.apply(Edit("enter", "consciousness", code(view, "consciousness", "unarousable")))
    QApplication.processEvents()
    assert said(view) == ("At least grade 4", "Died of it missing · 4 or 5")
    view.apply(Edit("enter", "death_due", "no"))
    QApplication.processEvents()
    assert (said(view), badge(view)) == (("Grade 4", ""), "final")


def test_what_is_missing_goes_there(open_form: OpenForm) -> None:
    view = at_grade(open_form)
    rows = [each for each in view.side.grade_card.findChildren(MissingRow) if each.isVisible()]
    assert len(rows) == 4
    QTest.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    editor = view.current_editor()
    assert editor is not None
    assert editor.fields[0].id == rows[1].missing.field


def test_a_new_grade_is_said_politely_and_an_error_at_once(
    open_form: OpenForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, str]] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        heard.append((event.message(), event.politeness().name))

    view = at_grade(open_form)
    monkeypatch.setattr(speech, "is_heard", lambda: True)
    monkeypatch.setattr(speech, "tell", hear)
    view.apply(Edit("enter", "consciousness", code(view, "consciousness", "to voice")))
    assert heard == [("At least grade 2. ICE score missing · 2, 3, 4 or 5", "Polite")]
    heard.clear()
    view.go_to_field("ice")
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClicks(at, "11")
    assert heard == []  # while it is typed nothing is said
    QTest.keyClick(at, Qt.Key.Key_Return)
    assert heard[0][1] == "Assertive"
    editor = view.page().editor_of("ice")
    assert editor is not None
    assert heard[0][0] in editor.frame.edit.accessibleDescription()  # type: ignore[attr-defined]
