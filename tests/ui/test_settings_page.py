"""Settings by keys: each takes effect where one stands, and is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from iago_desktop import settings as kept
from iago_desktop.services import patients, records
from iago_desktop.services.units import units
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.ui.appearance import mode_of, use_settings
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.form_host import FormHost
from iago_desktop.ui.pages.settings import SettingsPage
from iago_desktop.ui.tokens import T
from tests.builders import a_patient
from tests.ui.desk import CTRL, Desk, open_desk

K = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, practice: Workspace) -> Iterator[Desk]:
    yield open_desk(qtbot, practice)
    use_settings(qapp, Settings())


@pytest.fixture
def changed(desk: Desk) -> list[Settings]:
    found: list[Settings] = []
    desk.window.settings_changed.connect(found.append)
    return found


def shown(desk: Desk) -> SettingsPage:
    page = desk.window.page()
    assert isinstance(page, SettingsPage)
    return page


def opened(desk: Desk) -> SettingsPage:
    desk.press(K.Key_Comma, CTRL)
    return shown(desk)


def go_to(desk: Desk, name: str) -> None:
    page = shown(desk)
    for _ in range(40):
        focused = desk.window.focusWidget()
        if focused is not None and page.segments[name].isAncestorOf(focused):
            return
        desk.press(K.Key_Tab)
    raise AssertionError(f"{name} is not reached by Tab")


def test_the_language_changes_in_place_and_back(desk: Desk, changed: list[Settings]) -> None:
    page = opened(desk)
    go_to(desk, "language")
    desk.press(K.Key_Right)
    assert desk.window.place == Place("settings")
    assert desk.window.rail.items["patients"].text() == "Patienten"
    assert changed[-1].language == "de"
    assert shown(desk) is not page
    focused = desk.window.focusWidget()
    assert focused is not None
    assert shown(desk).segments["language"].isAncestorOf(focused)
    desk.press(K.Key_Left)
    assert desk.window.rail.items["patients"].text() == "Patients"
    assert changed[-1].language == "en"


def test_the_services_speak_the_language_too(desk: Desk, practice: Workspace) -> None:
    opened(desk)
    go_to(desk, "language")
    desk.press(K.Key_Right)
    assert practice.language == "de"
    assert QLocale(practice.language).language() == QLocale.Language.German


def test_the_colours_change_in_place(desk: Desk, changed: list[Settings]) -> None:
    page = opened(desk)
    before = desk.window.grab().toImage().pixelColor(40, 300)
    go_to(desk, "colour_mode")
    desk.press(K.Key_2)
    assert T.mode == "dark"
    assert desk.window.grab().toImage().pixelColor(40, 300) == T.nav != before
    assert shown(desk) is page
    assert changed[-1].colour_mode == "dark"
    desk.press(K.Key_1)
    assert T.mode == "light"
    assert desk.window.grab().toImage().pixelColor(40, 300) == before


def test_system_is_as_the_computer_is_set(desk: Desk, qapp: QApplication) -> None:
    for scheme, mode in ((Qt.ColorScheme.Dark, "dark"), (Qt.ColorScheme.Light, "light")):
        qapp.styleHints().setColorScheme(scheme)
        if qapp.styleHints().colorScheme() == scheme:  # the platform of the tests may have none
            assert mode_of(qapp, Settings(colour_mode="system")) == mode
    qapp.styleHints().unsetColorScheme()
    assert mode_of(qapp, Settings(colour_mode="dark")) == "dark"


def test_new_entries_use_the_version_that_was_chosen(
    desk: Desk, practice: Workspace, changed: list[Settings]
) -> None:
    patient = a_patient(practice)
    opened(desk)
    go_to(desk, "ctcae_version")
    desk.press(K.Key_2)
    assert changed[-1].ctcae_version == "6.0"
    desk.window.go(Place("patient", patient))
    desk.press(K.Key_2, CTRL)
    page = desk.window.page()
    assert isinstance(page, FormHost)
    assert page.form.view.draft.answer("ctcae_version") == {"value": "6.0"}


def test_every_setting_is_reached_and_changed_by_keys(desk: Desk, changed: list[Settings]) -> None:
    page = opened(desk)
    for name in page.segments:
        if len(page.segments[name].options()) < 2:
            continue
        go_to(desk, name)
        at = page.segments[name].value()
        desk.press(K.Key_Right if at == page.segments[name].options()[0].code else K.Key_Left)
        assert getattr(changed[-1], name) != getattr(Settings(), name) or at != str(getattr(Settings(), name))
        page = shown(desk)


def test_what_was_chosen_survives_a_restart(desk: Desk, changed: list[Settings], tmp_path: Path) -> None:
    opened(desk)
    go_to(desk, "lock_minutes")
    desk.press(K.Key_Right)
    file = tmp_path / "settings.json"
    kept.save(changed[-1], file)
    assert kept.load(file) == changed[-1] != Settings()


def test_a_form_keeps_its_field_and_what_was_typed(
    desk: Desk, practice: Workspace, qapp: QApplication
) -> None:
    """Switched by a key or a setting, the form stands where it stood."""
    patient = a_patient(practice)
    draft = records.start(practice, patients.view(practice, patient).treatment_id, "icans")
    desk.window.go(Place("form", draft))
    page = desk.window.page()
    assert isinstance(page, FormHost)
    page.form.view.go_to_field("ice_baseline")
    desk.type("7")
    desk.press(K.Key_F12)
    desk.press(K.Key_F12)
    again = desk.window.page()
    assert isinstance(again, FormHost)
    assert again is not page
    editor = again.form.view.current_editor()
    assert editor is not None
    assert editor.fields[0].id == "ice_baseline"
    assert editor.pending_text() == "7"


def test_the_page_says_where_the_data_are(desk: Desk, practice: Workspace) -> None:

    words = [label.text() for label in opened(desk).findChildren(QLabel)]
    assert str(practice.folder) in words
    assert practice.practice_name in words


def test_the_unit_of_the_laboratory_is_chosen_once(desk: Desk, practice: Workspace) -> None:
    page = opened(desk)
    crp = page.units.segments["crp"]
    assert crp.value() == "mg/L"
    for _ in range(80):
        if crp.isAncestorOf(desk.focused()):
            break
        desk.press(K.Key_Tab)
    desk.press(K.Key_Right)
    assert units(practice) == {"crp": "mg/dL"}
    seen = crp.visibleRegion().boundingRect()
    assert seen.height() == crp.height()
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    draft = records.open_draft(practice, records.start(practice, treatment, "labs")).draft
    assert draft.unit_of("crp") == "mg/dL"
    desk.window.go(Place("today"))
    desk.press(K.Key_Comma, CTRL)
    assert shown(desk).units.segments["crp"].value() == "mg/dL"


def test_every_value_with_a_second_unit_can_be_chosen_in_it(desk: Desk, practice: Workspace) -> None:
    segments = opened(desk).units.segments
    for lab, segment in segments.items():
        entry = practice.catalogue.lab(lab)
        assert {each.code for each in segment.options()} == {entry.unit, *entry.units} - {""}
    assert {"anc", "igg", "crp", "platelets"} <= segments.keys()
    assert "inr" not in segments
