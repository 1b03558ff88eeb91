"""The palette: people, actions, open items and days, found while one types."""

import time
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from iago_desktop.services import exchange, patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.names import hide_names
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.new_patient import NewPatientPage
from iago_desktop.ui.pages.patient import COURSE, PatientPage
from iago_desktop.ui.palette.index import Found, Index
from iago_desktop.ui.palette.panel import Palette
from tests.builders import a_patient, a_record
from tests.registry_simulator import RegistrySimulator
from tests.ui.desk import CTRL, ENTER, Desk, open_desk

K = Qt.Key


@pytest.fixture
def people(practice: Workspace) -> dict[str, str]:
    return {name: a_patient(practice, name) for name in ("Brandt", "Müller", "Lindner")}


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace, people: dict[str, str]) -> Desk:
    return open_desk(qtbot, practice)


def opened(desk: Desk) -> Palette:
    desk.press(K.Key_K, CTRL)
    palette = desk.window.finder.palette
    assert palette is not None
    desk.bot.waitUntil(lambda: any(line.section == "patients" for line in palette.lines()))
    return palette


def test_a_patient_is_found_by_any_spelling_and_opened(desk: Desk, people: dict[str, str]) -> None:
    palette = opened(desk)
    desk.type("mue")
    assert [line.words for line in palette.lines() if line.section == "patients"] == ["Müller, Ute"]
    desk.press(ENTER)
    assert desk.window.place == Place("patient", people["Müller"])
    assert desk.window.finder.palette is None


def test_esc_gives_the_focus_back(desk: Desk) -> None:
    desk.press(K.Key_F6)
    before = desk.window.focusWidget()
    opened(desk)
    assert desk.window.focusWidget() is not before
    desk.press(K.Key_Escape)
    assert desk.window.focusWidget() is before


def test_it_closes_when_the_page_under_it_was_built_again(desk: Desk, people: dict[str, str]) -> None:
    desk.window.go(Place("patient", people["Brandt"]))
    control = QPushButton(desk.window.page())
    control.show()
    control.setFocus()
    opened(desk)
    delete(control)
    desk.press(K.Key_Escape)
    assert desk.window.finder.palette is None
    desk.press(K.Key_F5)
    assert desk.window.place == Place("today")


def test_arrows_pass_over_headings_and_tab_shows_actions_only(desk: Desk) -> None:
    palette = opened(desk)
    seen = []
    for _ in range(len(palette.lines())):
        seen.append(palette.current())
        desk.press(K.Key_Down)
    assert seen == palette.lines()
    desk.press(K.Key_Tab)
    assert {line.section for line in palette.lines()} == {"do"}


def test_what_can_be_done_for_the_patient_who_is_open(
    desk: Desk, practice: Workspace, people: dict[str, str]
) -> None:
    desk.window.go(Place("patient", people["Brandt"]))
    opened(desk)
    desk.type("new inf bra")
    desk.press(ENTER)
    assert desk.window.place.kind == "form"
    (draft,) = records.drafts(practice)
    assert (draft.form, draft.patient_id) == ("infection", people["Brandt"])


def test_a_form_without_a_patient_asks_for_whom(
    desk: Desk, practice: Workspace, people: dict[str, str]
) -> None:
    desk.window.go(Place("registry"))
    desk.press(K.Key_2, CTRL)
    palette = desk.window.finder.palette
    assert palette is not None
    desk.bot.waitUntil(lambda: bool(palette.lines()))
    desk.type("lind")
    desk.press(ENTER)
    (draft,) = records.drafts(practice)
    assert (draft.form, draft.patient_id) == ("infection", people["Lindner"])


def test_an_open_draft_is_found(desk: Desk, practice: Workspace, people: dict[str, str]) -> None:
    draft = records.start(practice, patients.view(practice, people["Müller"]).treatment_id, "crs")
    opened(desk)
    desk.type("draft mull")
    desk.press(ENTER)
    assert desk.window.place == Place("form", draft)


def test_every_key_of_the_window_is_offered(desk: Desk) -> None:
    opened(desk)
    desk.type("measures")
    desk.press(ENTER)
    assert desk.window.place == Place("measures")


def test_nobody_found_offers_a_new_patient(desk: Desk) -> None:
    palette = opened(desk)
    desk.type("zzz")
    assert "zzz" in palette.empty.text()
    desk.press(ENTER)
    assert desk.window.place == Place("new_patient")
    page = desk.window.page()
    assert isinstance(page, NewPatientPage)
    assert (page.surname.text(), page.given_name.text()) == ("zzz", "")
    assert desk.focused() is page.given_name.edit


@pytest.mark.parametrize(("typed", "names"), [("Zander, Xaver", ("Zander", "Xaver")), ("99.99.99", ("", ""))])
def test_only_a_name_is_carried_into_the_form(desk: Desk, typed: str, names: tuple[str, str]) -> None:
    opened(desk)
    desk.type(typed)
    desk.press(ENTER)
    page = desk.window.page()
    assert isinstance(page, NewPatientPage)
    assert (page.surname.text(), page.given_name.text()) == names


def test_a_question_of_the_registry_is_found(
    desk: Desk, practice: Workspace, people: dict[str, str], tmp_path: Path
) -> None:
    registry = RegistrySimulator()
    registry.enrol(practice, tmp_path)
    treatment = patients.view(practice, people["Müller"]).treatment_id
    record = a_record(practice, treatment, "labs", {"drawn_on": "d7", "igg": "45"}, sign=True)
    exchange.export(practice, tmp_path)
    exchange.import_file(practice, registry.ask(record, "igg"))
    palette = opened(desk)
    desk.type("question igg mull")
    assert [line.section for line in palette.lines()] == ["open"]
    desk.press(ENTER)
    assert desk.window.place.kind == "question"


def test_a_patient_is_found_by_pseudonym_and_by_birth_date(
    desk: Desk, practice: Workspace, people: dict[str, str]
) -> None:
    lindner = patients.view(practice, people["Lindner"])
    older = a_patient(practice, "Alt", born_on=date(1931, 12, 24))
    palette = opened(desk)
    desk.type(lindner.pid)
    assert [line.words for line in palette.lines() if line.section == "patients"] == ["Lindner, Ute"]
    palette.typed.clear()
    desk.type("24.12.1931")
    desk.bot.waitUntil(lambda: bool(palette.lines()))
    desk.press(ENTER)
    assert desk.window.place == Place("patient", older)


def test_hidden_names_are_hidden_in_the_palette_and_still_found(desk: Desk, people: dict[str, str]) -> None:
    desk.press(K.Key_F12)
    try:
        palette = opened(desk)
        desk.type("mue")
        (line,) = (each for each in palette.lines() if each.section == "patients")
        assert line.words.startswith("M. U. ")
        assert "1960" not in line.about
        assert not [each for each in palette.lines() if "Müller" in f"{each.words} {each.about}"]
        desk.press(ENTER)
        assert desk.window.place == Place("patient", people["Müller"])
    finally:
        hide_names(hidden=False)


def test_a_day_leads_into_the_course_of_the_patient_who_is_open(desk: Desk, people: dict[str, str]) -> None:
    desk.window.go(Place("patient", people["Brandt"]))
    page = desk.window.page()
    assert isinstance(page, PatientPage)
    palette = opened(desk)
    desk.type("d+14")
    assert [line.words for line in palette.lines()][:1] == ["Day +14 in the course"]
    desk.press(ENTER)
    assert page.tabs.current() == COURSE
    assert page.course.course.crosshair == 14


def test_what_nobody_looks_for_by_name_is_not_offered(desk: Desk, people: dict[str, str]) -> None:
    desk.window.go(Place("patient", people["Brandt"]))
    palette = opened(desk)
    desk.press(K.Key_Tab)
    offered = palette.lines()
    assert "Ctrl+Up" in {line.keys for line in offered}
    assert "Ctrl+PgDown" not in {line.keys for line in offered}
    assert all(line.words for line in offered)


def test_ten_thousand_are_searched_at_once() -> None:
    many = [Found("patients", f"Name{n:05}, Vorname{n % 97}", "axi-cel") for n in range(10_000)]
    index = Index(many)
    begun = time.perf_counter()
    found = index.search("name04711")
    took = time.perf_counter() - begun
    assert [each.words for each in found] == ["Name04711, Vorname55"]
    assert took < 0.2  # the benchmark holds the 20 ms; this only notices something much slower
