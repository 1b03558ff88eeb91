"""What holds for every shipped form: Tab in reading order, names for a screen reader, nothing sideways."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Form
from iago_desktop.sentences import Language
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.form.visit_page import VisitPage
from tests.ui.form.conftest import OpenForm


def forms(catalogue: Catalogue) -> list[Form]:
    return [catalogue.form(each.id) for each in catalogue.entries() if each.kind != "treatment"]


def steps(view: FormView) -> list[str]:
    """*Attribute* asks the same in all forms."""
    return [step for step in view.steps if step != "attribute" or view.draft.form.id == "infection"]


def tab_stops(view: FormView) -> list[QWidget]:
    """In the order of Tab, from the first control of the step on."""
    chain, widget = [], view.nextInFocusChain()
    while widget is not view:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if takes and widget.focusProxy() is None and widget.isVisible() and widget.isEnabled():
            chain.append(widget)
        widget = widget.nextInFocusChain()
    return chain


def nameless(view: FormView) -> list[str]:
    return [
        f"{view.draft.form.id}: {type(widget).__name__}"
        for widget in view.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and widget.isVisible()
        and not widget.accessibleName()
    ]


@pytest.mark.parametrize("language", ["en", "de"])
def test_tab_and_names(open_form: OpenForm, catalogue: Catalogue, language: Language) -> None:
    wrong: list[str] = []
    for form in forms(catalogue):
        view = open_form(form.id, language)
        for step in steps(view):
            view.go_to_step(step)
            page = view.page()
            stops = [page.editor_at(stop) for stop in tab_stops(view) if page.isAncestorOf(stop)]
            if stops != [each for each in page.asked(view.draft) if each.widget.isEnabled()]:
                wrong.append(f"{form.id}, {step}: Tab")
            beside = page.cards if isinstance(page, VisitPage) else None  # the right column after the left
            places = [
                (
                    beside is not None and beside.isAncestorOf(each.widget),
                    *reversed(each.widget.mapTo(page, each.widget.rect().topLeft()).toTuple()),
                )
                for each in page.asked(view.draft)
            ]
            if places != sorted(places):
                wrong.append(f"{form.id}, {step}: places")
            if page.area.horizontalScrollBar().maximum():
                wrong.append(f"{form.id}, {step}: sideways")
            wrong += nameless(view)
        view.close()
    assert wrong == []


def test_only_questions_and_the_way_on_are_in_the_tab_chain(open_form: OpenForm) -> None:
    view = open_form("infection")
    outside = [stop for stop in tab_stops(view) if not view.page().isAncestorOf(stop)]
    assert outside == [view.close_button, view.next_button]


def test_tab_goes_where_the_chain_says(open_form: OpenForm) -> None:
    view = open_form("infection", onset="d14", pathogen_class=["bacterial"], route="iv")
    asked = view.page().asked(view.draft)
    view.go_to_field(asked[0].fields[0].id)
    seen = [view.current_editor()]
    for _ in asked[1:]:
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, Qt.Key.Key_Tab)
        seen.append(view.current_editor())
    assert seen == asked


def test_a_question_that_comes_later_is_in_its_place(open_form: OpenForm) -> None:
    view = open_form("infection", onset="d14")
    before = [editor.fields[0].id for editor in view.page().asked(view.draft)]
    view.draft.enter("pathogen_class", ["viral"])
    view.refresh()
    page = view.page()
    asked = page.asked(view.draft)
    assert len(asked) > len(before)
    order = [field.id for field in view.draft.form.fields()]
    ids = [editor.fields[0].id for editor in asked]
    assert ids == sorted(ids, key=order.index)
    assert [page.editor_at(stop) for stop in tab_stops(view) if page.isAncestorOf(stop)] == asked


@pytest.mark.parametrize("form", ["labs", "baseline"])
def test_every_question_stands_below_its_own_heading(open_form: OpenForm, form: str) -> None:
    view = open_form(form)
    page = view.page()
    titles = {each.text(): each for each in page.findChildren(QLabel) if each.isVisible()}
    for before, section in pairwise(view.draft.form.sections):
        heading = titles.get(section.title.en)
        if heading is None:
            continue
        y = heading.mapTo(page, heading.rect().topLeft()).y()
        own = [editor for editor in page.asked(view.draft) if editor.fields[0] in section.fields]
        above = [editor for editor in page.asked(view.draft) if editor.fields[0] in before.fields]
        assert min(editor.widget.mapTo(page, editor.widget.pos()).y() for editor in own) > y
        assert max(e.widget.mapTo(page, e.widget.rect().topLeft()).y() for e in above) < y
