"""Help, offline: what F1 shows, what the search finds, and that both languages say the same."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.paths import resource
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui import guide, handbook
from iago_desktop.ui.keys import Keyboard, caps
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.help import HelpPage
from iago_desktop.ui.tokens import T, apply_palette
from tests.ui.desk import CTRL, Desk, open_desk

K = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace) -> Desk:
    return open_desk(qtbot, practice)


def shown(desk: Desk) -> HelpPage:
    page = desk.window.page()
    assert isinstance(page, HelpPage)
    desk.bot.waitUntil(lambda: len(page.articles) > 40, timeout=8000)
    return page


def titles(page: HelpPage) -> list[str]:
    return [hit.article.title for hit in page.table.lines()]


def test_f1_answers_for_the_page_it_was_pressed_on(desk: Desk) -> None:
    desk.press(K.Key_F6)
    desk.press(K.Key_F1)
    assert "Add a patient" in shown(desk).reader.toPlainText()
    desk.press(K.Key_F8)
    desk.press(K.Key_F1)
    assert "Export and receipt" in shown(desk).reader.toPlainText()
    desk.press(K.Key_Escape)
    assert desk.window.place == Place("registry")


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_kind_of_page_is_answered_by_its_chapter(language: str) -> None:
    """A chapter that is renamed would leave F1 with the first steps."""
    titles = {each.id: each.title for each in guide.chapters(language)}
    assert {titles[chapter] for chapter in guide.ABOUT.values()} > (
        {"Signing and correcting", "Two computers of one practice", "An infection"}
        if language == "en"
        else {"Signieren und korrigieren", "Zwei Computer einer Praxis", "Eine Infektion"}
    )


def test_the_list_is_read_by_keys(desk: Desk) -> None:
    desk.press(K.Key_F1)
    page = shown(desk)
    desk.press(K.Key_Home)
    desk.press(K.Key_Down)
    assert page.reader.toPlainText().startswith("Keyboard")
    desk.press(K.Key_Return)
    assert page.reader.hasFocus()
    desk.press(K.Key_Escape)
    assert page.table.hasFocus()


def test_a_rule_a_question_and_a_source_are_found(desk: Desk) -> None:
    desk.press(K.Key_F1)
    page = shown(desk)
    desk.press(K.Key_Slash)
    desk.type("awakens to tactile")
    assert titles(page) == ["ICANS"]
    assert "Grade 3" in page.reader.toPlainText()
    desk.press(K.Key_Escape)
    assert len(titles(page)) > 40
    desk.press(K.Key_Slash)
    desk.type("bbmt.2018.12.758")
    assert "ICANS" in titles(page)
    desk.press(K.Key_Escape)
    desk.press(K.Key_Slash)
    desk.type("zzzz")
    assert titles(page) == []
    assert page.search.edit.hasFocus()


def test_a_title_comes_before_what_is_written_elsewhere(desk: Desk) -> None:
    desk.press(K.Key_F1)
    page = shown(desk)
    desk.press(K.Key_Slash)
    desk.type("icans")
    assert titles(page)[0] == "ICANS"
    assert len(titles(page)) > 1


def test_the_card_has_every_key_of_the_window(desk: Desk) -> None:
    desk.press(K.Key_F1)
    page = shown(desk)
    desk.press(K.Key_Slash)
    desk.type("keyboard")
    card = re.sub(r"\s+", " ", page.reader.toPlainText())
    assert all(f"{' '.join(caps(key.keys))} {key.words}" in card for key in Keyboard().window() if key.words)


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("recovery sheet", "Recovery sheet"),
        ("the registry's side", "The registry's side"),
        ("icans", "Immune eff"),
    ],
)
def test_the_palette_leads_to_a_text_and_to_a_form(desk: Desk, typed: str, begins: str) -> None:
    desk.press(K.Key_K, CTRL)
    desk.type(typed)
    desk.press(K.Key_Return)
    page = desk.window.page()
    assert isinstance(page, HelpPage)
    desk.bot.waitUntil(lambda: page.reader.toPlainText().startswith(begins), timeout=8000)


def test_the_colours_of_the_text_follow_the_mode(desk: Desk) -> None:
    desk.press(K.Key_F1)
    page = shown(desk)
    light = page.reader.toPlainText()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    T.use("dark")
    apply_palette(app)
    try:
        desk.bot.waitUntil(lambda: T.ink.name() in page.reader.toHtml(), timeout=1000)
        assert page.reader.toPlainText() == light
    finally:
        T.use("light")
        apply_palette(app)


def _shape(language: str, topic: str) -> list[str]:
    text = handbook.source(topic, language)
    return [re.match(r"(#* ?|- )", line)[0] for line in text.splitlines() if line]  # type: ignore[index]


@pytest.mark.parametrize("topic", handbook.CHAPTERS)
def test_both_languages_say_it_in_the_same_lines(topic: str) -> None:
    assert _shape("de", topic) == _shape("en", topic)


def test_every_text_is_listed() -> None:
    for language in ("en", "de"):
        assert {file.stem for file in resource("handbook", language).glob("*.md")} == set(handbook.CHAPTERS)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_form_has_its_page_with_its_rules_and_source(
    qapp: QApplication, catalogue: Catalogue, language: str
) -> None:
    articles = {each.id: each.page() for each in guide.field_guide(catalogue, language)}
    for form in catalogue.forms():
        page = articles[f"form:{form.id}"]
        assert all(f'name="f_{each.id}"' in page for each in form.fields())
        assert page.count('name="g') == len(form.gradings)
        assert (not form.source) or 'name="source"' in page
