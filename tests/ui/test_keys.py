"""Every key of the window does what the keyboard card says, from every page; and none is there twice."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.ui.keys import Keyboard, caps
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.form_host import FormHost
from iago_desktop.ui.pages.patient import PatientPage
from iago_desktop.ui.pages.registry import RegistryPage
from tests.builders import a_patient
from tests.ui.desk import ALT, CTRL, Desk, open_desk

K = Qt.Key
PLACES = {
    "F5": "today",
    "F6": "patients",
    "F7": "drafts",
    "F8": "registry",
    "F9": "measures",
    "Ctrl+,": "settings",
    "Ctrl+N": "new_patient",
    "F1": "help",
}


@pytest.fixture
def patient(practice: Workspace) -> str:
    return a_patient(practice)


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace, patient: str) -> Desk:
    return open_desk(qtbot, practice)


def stroke(desk: Desk, keys: str) -> None:
    combination = QKeySequence(keys)[0]
    desk.press(combination.key(), combination.keyboardModifiers())


@pytest.mark.parametrize(("keys", "kind"), PLACES.items())
def test_a_key_leads_to_its_page_from_every_page(desk: Desk, patient: str, keys: str, kind: str) -> None:
    for start in (Place("patients"), Place("patient", patient), Place("registry"), Place("settings")):
        desk.window.go(start)
        stroke(desk, keys)
        assert desk.window.place.kind == kind


def test_a_form_explains_itself_with_f1(desk: Desk, practice: Workspace, patient: str) -> None:
    draft = records.start(practice, patients.view(practice, patient).treatment_id, "infection")
    desk.window.go(Place("form", draft))
    stroke(desk, "F1")
    assert desk.window.place == Place("form", draft)


@pytest.mark.parametrize(("keys", "form"), [("Ctrl+1", "follow_up"), ("Ctrl+2", "infection")])
def test_a_form_is_begun_for_the_patient_shown_or_chosen(
    desk: Desk, practice: Workspace, patient: str, keys: str, form: str
) -> None:
    for start in (Place("patient", patient), Place("patients")):
        desk.window.go(start)
        stroke(desk, keys)
        page = desk.window.page()
        assert isinstance(page, FormHost)
        assert page.patient_id == patient
        (draft,) = records.drafts(practice)
        assert draft.form == form
        records.discard(practice, draft.id)


@pytest.mark.parametrize("keys", ["Ctrl+3", "Ctrl+4", "Ctrl+6"])
def test_a_sheet_opens_over_the_patient(desk: Desk, patient: str, keys: str) -> None:
    desk.window.go(Place("patient", patient))
    stroke(desk, keys)
    page = desk.window.page()
    assert isinstance(page, PatientPage)
    assert page.sheet is not None
    desk.press(K.Key_Escape)
    assert page.sheet is None


@pytest.mark.parametrize("keys", ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+6"])
def test_without_a_patient_it_asks_for_whom(desk: Desk, keys: str) -> None:
    desk.press(K.Key_F8)
    stroke(desk, keys)
    palette = desk.window.finder.palette
    assert palette is not None
    assert palette.typed.accessibleName() == "For whom?"


def test_export_and_import_from_anywhere(desk: Desk, tmp_path: Path) -> None:
    desk.press(K.Key_F6)
    stroke(desk, "Ctrl+E")
    page = desk.window.page()
    assert isinstance(page, RegistryPage)
    desk.press(K.Key_F6)
    nothing = tmp_path / "nothing.iago"
    nothing.write_bytes(b"no bundle")
    desk.files.append(nothing)
    stroke(desk, "Ctrl+I")
    assert desk.files == []


def test_back_and_forward(desk: Desk, patient: str) -> None:
    for place in (Place("patients"), Place("patient", patient), Place("registry")):
        desk.window.go(place)
    stroke(desk, "Alt+Left")
    stroke(desk, "Alt+Left")
    assert desk.window.place == Place("patients")
    stroke(desk, "Alt+Right")
    assert desk.window.place == Place("patient", patient)
    stroke(desk, "Alt+Right")
    assert desk.window.place == Place("registry")
    stroke(desk, "Alt+Right")
    assert desk.window.place == Place("registry")
    stroke(desk, "Alt+Left")
    desk.press(K.Key_F5)
    stroke(desk, "Alt+Right")
    assert desk.window.place == Place("today")


def test_the_same_place_twice_in_the_history(desk: Desk, patient: str) -> None:
    for place in (Place("patients"), Place("registry"), Place("patients"), Place("measures")):
        desk.window.go(place)
    stroke(desk, "Alt+Left")
    stroke(desk, "Alt+Left")
    assert desk.window.place == Place("registry")
    stroke(desk, "Alt+Left")
    assert desk.window.place == Place("patients")
    stroke(desk, "Alt+Right")
    assert desk.window.place == Place("registry")


def test_names_are_hidden_and_shown_again(desk: Desk, practice: Workspace, patient: str) -> None:
    desk.window.go(Place("patient", patient))
    assert any("Baumann" in part for part in desk.window.top.crumbs.parts())
    stroke(desk, "F12")
    try:
        assert not any("Baumann" in part for part in desk.window.top.crumbs.parts())
        assert any(patients.view(practice, patient).pid in part for part in desk.window.top.crumbs.parts())
        assert desk.window.place == Place("patient", patient)
    finally:
        stroke(desk, "F12")
    assert any("Baumann" in part for part in desk.window.top.crumbs.parts())


def test_the_text_grows_and_shrinks_step_by_step(desk: Desk) -> None:
    kept: list[Settings] = []
    desk.window.settings_changed.connect(kept.append)
    for keys in ("Ctrl++", "Ctrl+-", "Ctrl+0"):
        stroke(desk, keys)
    assert [each.text_size for each in kept][-1] == 100
    assert len(kept) == 3
    assert "100" in desk.window.toast()


def test_full_screen_and_back(desk: Desk) -> None:
    stroke(desk, "F11")
    assert desk.window.isFullScreen()
    stroke(desk, "F11")
    assert not desk.window.isFullScreen()


def test_undo_takes_back_what_the_toast_says(desk: Desk) -> None:
    done: list[str] = []
    desk.window.say_done("Draft deleted.", lambda: done.append("undone"))
    stroke(desk, "Ctrl+Z")
    assert done == ["undone"]
    stroke(desk, "Ctrl+Z")
    assert done == ["undone"]
    assert desk.window.toast() == ""


def test_the_palette_does_not_stay_over_another_page(desk: Desk) -> None:
    stroke(desk, "Ctrl+K")
    assert desk.window.finder.palette is not None
    desk.press(K.Key_F8)
    assert desk.window.finder.palette is None
    assert desk.window.place == Place("registry")


def test_no_key_has_two_meanings(desk: Desk, practice: Workspace, patient: str) -> None:
    """Neither in the window nor between the window and a page."""
    draft = records.start(practice, patients.view(practice, patient).treatment_id, "infection")
    window = Counter(QKeySequence(key.keys).toString() for key in Keyboard().window())
    assert [keys for keys, count in window.items() if count > 1] == []
    for place in (Place("patient", patient), Place("registry"), Place("form", draft), Place("patients")):
        desk.window.go(place)
        own = Counter(
            QKeySequence(each.keys).toString() for each in desk.window.page().actions_here() if each.keys
        )
        assert [keys for keys, count in own.items() if count > 1 or window[keys]] == [], place


def test_nothing_is_on_a_key_that_types_on_a_german_keyboard() -> None:
    for key in Keyboard().window():
        combination = QKeySequence(key.keys)[0]
        modifiers = combination.keyboardModifiers()
        assert not (modifiers & CTRL and modifiers & ALT), key
        is_digit = K.Key_0 <= combination.key() <= K.Key_9
        assert not (is_digit and modifiers & Qt.KeyboardModifier.ShiftModifier), key
        is_function_key = K.Key_F1 <= combination.key() <= K.Key_F35
        assert modifiers or is_function_key, key


def test_caps_are_as_on_the_keyboard(qapp: QApplication) -> None:
    assert caps("Ctrl+1") == ("Ctrl", "1")
    assert caps("Ctrl++") == ("Ctrl", "+")
    assert caps("Ctrl+-") == ("Ctrl", "−")
    assert caps("Alt+Left") == ("Alt", "←")
    assert caps("F5") == ("F5",)
