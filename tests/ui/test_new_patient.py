"""Flow F1: a new patient, typed from top to bottom."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients
from iago_desktop.services.identity import master_data
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.models.patients import PRODUCT
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.new_patient import NewPatientPage
from iago_desktop.ui.pages.patient import PatientPage
from iago_desktop.ui.pages.patients import PatientsPage
from tests.builders import a_patient
from tests.ui.desk import ALT, CTRL, ENTER, Desk, open_desk

K = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace) -> Desk:
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_N, CTRL)
    return desk


def page_of(desk: Desk) -> NewPatientPage:
    page = desk.window.page()
    assert isinstance(page, NewPatientPage)
    return page


def test_f1_forty_eight_keys(qtbot: QtBot, practice: Workspace) -> None:
    """Exactly the keys of the specification's table; held modifiers count as keys, as they do there."""
    a_patient(practice, "Moser", centre="AKH Wien")
    desk = open_desk(qtbot, practice)
    keys = 0

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        nonlocal keys
        desk.press(key, modifier)
        keys += 1 + (modifier != Qt.KeyboardModifier.NoModifier)

    def write(text: str) -> None:
        nonlocal keys
        desk.type(text)
        keys += len(text)

    press(K.Key_N, CTRL)
    for line in ("Brandt", "Helga", "140957"):
        write(line)
        press(ENTER)
    write("f")
    for line in ("axi", "dl", "260226"):
        write(line)
        press(ENTER)
    press(ENTER)  # the centre of the last patient
    write("y")
    write("240226")
    press(ENTER)
    press(ENTER, CTRL)

    assert keys == 48
    (row,) = patients.rows(practice, "Brandt")
    assert (row.surname, row.given_name, row.born_on, row.sex) == ("Brandt", "Helga", date(1957, 9, 14), "f")
    assert (row.product, row.indication, row.infused_on) == ("axi-cel", "DLBCL", date(2026, 2, 26))
    assert (row.consent, row.day_today) == (True, 267)
    data = master_data(practice, row.id)
    assert (data.infusions[0].centre, data.consent_on) == ("AKH Wien", date(2026, 2, 24))
    assert desk.window.place == Place("patient", row.id)
    assert desk.window.toast() == "Patient saved."


def test_the_first_patient_has_no_centre_to_offer(desk: Desk, practice: Workspace) -> None:
    desk.enter("Brandt")
    page = page_of(desk)
    page.infused.edit.setFocus()
    desk.enter("?")
    assert desk.focused() is page.centre.edit
    desk.enter("Uniklinik")
    desk.press(ENTER, CTRL)
    (row,) = patients.rows(practice)
    assert master_data(practice, row.id).infusions[0].centre == "Uniklinik"


def test_a_centre_that_was_only_offered_is_not_written(qtbot: QtBot, practice: Workspace) -> None:
    a_patient(practice, "Moser", centre="AKH Wien")
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_N, CTRL)
    desk.enter("Brandt")
    page_of(desk).infused.edit.setFocus()
    desk.type("?")
    desk.press(ENTER, CTRL)
    (row,) = patients.rows(practice, "Brandt")
    assert master_data(practice, row.id).infusions[0].centre == ""


def test_dates_are_shown_as_understood_with_the_day(desk: Desk) -> None:
    page = page_of(desk)
    page.infused.edit.setFocus()
    desk.type("1.9.26")
    assert page.infused.pill.text().startswith("day +80")
    desk.press(ENTER)
    assert page.infused.text() == "01.09.2026"


def test_a_date_that_is_none_stays_as_typed(desk: Desk) -> None:
    page = page_of(desk)
    page.born.edit.setFocus()
    desk.enter("31.6.57")
    assert page.born.text() == "31.6.57"
    assert page.rows["born"].said() == "June has 30 days."
    desk.press(ENTER, CTRL)
    assert desk.window.place == Place("new_patient")
    assert desk.focused() is page.born.edit
    desk.type("x")
    assert page.rows["born"].said() == ""


def test_infusion_not_known_is_coded(desk: Desk, practice: Workspace) -> None:
    desk.enter("Demo C15")
    page_of(desk).infused.edit.setFocus()
    desk.type("?")
    desk.press(ENTER, CTRL)
    (row,) = patients.rows(practice)
    assert (row.infused_on, row.day_today, row.consent) == (None, None, None)


def test_nothing_typed_is_not_the_same_as_not_known(desk: Desk, practice: Workspace) -> None:
    desk.type("Brandt")
    desk.press(ENTER, CTRL)
    assert patients.rows(practice) == ()
    assert "?" in page_of(desk).rows["infused"].said()


@pytest.mark.parametrize(
    ("surname", "born", "infused", "row"),
    [
        ("", "", "1.9.26", "surname"),
        ("Brandt", "1.9.2030", "1.9.26", "born"),
        ("Brandt", "2.9.26", "1.9.26", "born"),
        ("Brandt", "", "21.11.26", "infused"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    desk: Desk, practice: Workspace, surname: str, born: str, infused: str, row: str
) -> None:
    page = page_of(desk)
    for control, words in (
        (page.surname.edit, surname),
        (page.born.edit, born),
        (page.infused.edit, infused),
    ):
        control.setFocus()
        desk.type(words)
    desk.press(ENTER, CTRL)
    assert patients.rows(practice) == ()
    assert page.rows[row].said()
    assert page.surname.text() == surname


def test_free_text_is_kept_to_be_coded_later(desk: Desk, practice: Workspace) -> None:
    desk.enter("Brandt")
    page = page_of(desk)
    page.product.setFocus()
    desk.type("a new product")
    page.infused.edit.setFocus()
    desk.type("?")
    desk.press(ENTER, CTRL)
    (row,) = patients.rows(practice)
    assert row.product == "a new product"
    assert desk.window.place == Place("patient", row.id)
    page = desk.window.page()
    assert isinstance(page, PatientPage)
    assert (page.head.facts()["Product"], page.head.facts()["Indication"]) == ("a new product", "–")
    desk.press(K.Key_Escape)
    desk.press(K.Key_Slash)
    desk.type("new product")
    page = desk.window.page()
    assert isinstance(page, PatientsPage)
    found = page.table.model()
    assert [found.index(line, PRODUCT).data() for line in range(found.rowCount())] == ["a new product"]


def test_the_same_person_is_opened_by_default(qtbot: QtBot, practice: Workspace) -> None:
    known = a_patient(practice, "Müller", given_name="Jürgen")
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_N, CTRL)
    desk.enter("Mueller")
    assert page_of(desk).same.person is None
    desk.enter("Jürgen")
    assert page_of(desk).same.person is not None
    desk.enter("120360")
    page_of(desk).infused.edit.setFocus()
    desk.type("?")
    desk.press(ENTER, CTRL)
    assert len(patients.rows(practice)) == 1
    desk.press(ENTER)
    assert desk.window.place == Place("patient", known)


def test_another_birth_date_is_another_person(qtbot: QtBot, practice: Workspace) -> None:
    a_patient(practice, "Müller", given_name="Jürgen")
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_N, CTRL)
    desk.enter("Müller")
    desk.enter("Jürgen")
    assert page_of(desk).same.person is not None
    desk.type("130360")
    assert page_of(desk).same.person is None


def test_alt_enter_opens_the_one_who_is_there(qtbot: QtBot, practice: Workspace) -> None:
    known = a_patient(practice, "Müller", given_name="Jürgen")
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_N, CTRL)
    desk.enter("Müller")
    desk.type("Jürgen")
    desk.press(ENTER, ALT)
    assert desk.window.place == Place("patient", known)


def test_saving_twice_means_a_second_person(qtbot: QtBot, practice: Workspace) -> None:
    a_patient(practice, "Müller", given_name="Jürgen")
    desk = open_desk(qtbot, practice)
    desk.press(K.Key_N, CTRL)
    desk.enter("Müller")
    desk.enter("Jürgen")
    page_of(desk).infused.edit.setFocus()
    desk.type("?")
    desk.press(ENTER, CTRL)
    desk.press(ENTER, CTRL)
    assert len(patients.rows(practice)) == 2
