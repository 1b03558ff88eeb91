"""One patient's page: the header, the entries, and the ways in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.patient import PatientPage
from iago_desktop.ui.pages.record import RecordPage
from tests.builders import a_patient, an_infection
from tests.ui.desk import CTRL, ENTER, Desk, open_desk

K = Qt.Key


@pytest.fixture
def patient(practice: Workspace) -> str:
    return a_patient(practice)


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace, patient: str) -> Desk:
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("patient", patient))
    return desk


def page_of(desk: Desk) -> PatientPage:
    page = desk.window.page()
    assert isinstance(page, PatientPage)
    return page


def cells(desk: Desk) -> list[list[str]]:
    model = page_of(desk).table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_header_says_who_and_when(desk: Desk) -> None:
    head = page_of(desk).head
    assert head.about() == "born 12.03.1960 · 66 y · f"
    assert head.facts() == {
        "Product": "axi-cel",
        "Indication": "DLBCL",
        "Infused": "01.09.2026",
        "Treatment centre": "–",
        "Registry consent": "01.09.2026",
    }
    assert desk.window.top.crumbs.parts() == ("Patients", "Baumann, Ute")


def test_without_an_infusion_date_there_is_no_day(qtbot: QtBot, practice: Workspace) -> None:
    patient = a_patient(practice, infused_on=None, consent=False, born_on=None, sex=None)
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("patient", patient))
    facts = page_of(desk).head.facts()
    assert (facts["Infused"], facts["Registry consent"]) == ("not known", "refused")
    assert page_of(desk).head.about() == ""


@pytest.mark.parametrize("list_first", [False, True])
def test_consent_that_comes_later(qtbot: QtBot, practice: Workspace, list_first: bool) -> None:
    patient = a_patient(practice, consent=None, consent_on=None)
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("patients") if list_first else Place("patient", patient))
    desk.press(K.Key_6, CTRL)
    page = page_of(desk)
    assert page.head.facts()["Registry consent"] == "open"
    desk.type("j")
    desk.enter("19.11.26")
    assert patients.view(practice, patient).consent is True
    with practice.store.read() as session:
        kept = queries.consent_of(session, patient)
    assert kept is not None
    assert kept.private == {"given_on": "2026-11-19"}
    assert page_of(desk) is page
    assert page.sheet is None
    assert page.head.facts()["Registry consent"] == "19.11.2026"
    assert desk.window.toast() == "Consent saved."
    assert desk.focused() is page.infection


def test_who_refuses_is_told_that_nothing_more_leaves(desk: Desk, practice: Workspace, patient: str) -> None:
    desk.press(K.Key_6, CTRL)
    sheet = page_of(desk).sheet
    assert sheet is not None
    assert not sheet.withdrawn.isVisible()
    desk.type("n")
    assert sheet.withdrawn.isVisible()
    assert sheet.withdrawn.label.text().startswith("No more records of this patient leave")
    assert not sheet.scope_row.isVisible()  # nothing has left: there is nothing to say to a registry
    desk.press(ENTER, CTRL)
    assert patients.view(practice, patient).consent is False
    assert page_of(desk).head.facts()["Registry consent"] == "refused"


def test_esc_leaves_the_consent_as_it_was(desk: Desk, practice: Workspace, patient: str) -> None:
    page = page_of(desk)
    page.consent.setFocus()
    desk.press(ENTER)
    assert page.sheet is not None
    desk.type("n")
    desk.press(K.Key_Escape)
    assert page.sheet is None
    assert desk.focused() is page.consent
    assert desk.window.place == Place("patient", patient)
    assert patients.view(practice, patient).consent is True


@pytest.mark.parametrize(
    ("day", "said", "stops"),
    [
        ("20.11.26", "", False),
        ("21.11.26", "This date is in the future. Type the day on which it happened.", True),
        ("31.6.26", "June has 30 days.", True),
    ],
)
def test_a_date_of_consent_that_cannot_be_stops(
    desk: Desk, practice: Workspace, patient: str, day: str, said: str, stops: bool
) -> None:
    desk.press(K.Key_6, CTRL)
    sheet = page_of(desk).sheet
    assert sheet is not None
    desk.press(ENTER)
    assert sheet.given_row.said() == "Yes or No is missing."
    desk.type("n")
    assert sheet.given_row.said() == ""
    desk.enter(day)
    assert patients.view(practice, patient).consent is stops
    if stops:
        assert (sheet.on.text(), sheet.on_row.said()) == (day, said)
        assert desk.focused() is sheet.on.edit


def test_tab_stays_in_the_sheet(desk: Desk) -> None:
    desk.press(K.Key_6, CTRL)
    sheet = page_of(desk).sheet
    assert sheet is not None
    first, seen = desk.focused(), set()
    for _ in range(4):
        desk.press(K.Key_Tab)
        assert sheet.isAncestorOf(desk.focused())
        seen.add(desk.focused())
    assert desk.focused() is first
    assert seen == {first, sheet.on.edit, sheet.cancel, sheet.save}


def test_entries_in_words(desk: Desk, practice: Workspace, patient: str) -> None:
    an_infection(practice, patient)
    an_infection(practice, patient, onset="d30", sign=False)
    records.start(practice, patients.view(practice, patient).treatment_id, "infection")
    desk.bot.waitUntil(lambda: len(cells(desk)) == 3)
    assert cells(desk) == [
        ["no grade", "Infection", "–", "draft", ""],
        ["grade 2", "Lung infection", "day +14", "signed", "Maria Weber"],
        ["grade 2", "Lung infection", "day +30", "not signed", ""],
    ]


def test_ctrl_2_begins_an_infection_and_esc_comes_back(desk: Desk, practice: Workspace, patient: str) -> None:
    desk.press(K.Key_2, CTRL)
    (draft,) = records.drafts(practice)
    assert desk.window.place == Place("form", draft.id)
    desk.press(K.Key_Escape)
    assert desk.window.place == Place("patient", patient)
    assert cells(desk)[0][3] == "draft"


def test_enter_opens_a_draft_where_it_was_left(desk: Desk, practice: Workspace, patient: str) -> None:
    draft = records.start(practice, patients.view(practice, patient).treatment_id, "infection")
    desk.window.go(Place("patients"))
    desk.window.go(Place("patient", patient))
    desk.press(ENTER)
    assert desk.window.place == Place("form", draft)


def test_a_signed_record_is_read_and_corrected(desk: Desk, practice: Workspace, patient: str) -> None:
    record = an_infection(practice, patient)
    desk.window.go(Place("patients"))
    desk.window.go(Place("patient", patient))
    desk.press(ENTER)
    assert desk.window.place == Place("record", record)
    page = desk.window.page()
    assert isinstance(page, RecordPage)
    assert not page.sign.isVisible()
    desk.press(K.Key_R, CTRL)
    (draft,) = records.drafts(practice)
    assert (draft.corrects, desk.window.place) == (record, Place("form", draft.id))


def test_an_unsigned_record_is_signed_with_ctrl_enter(desk: Desk, practice: Workspace, patient: str) -> None:
    record = an_infection(practice, patient, sign=False)
    desk.window.go(Place("record", record))
    desk.press(ENTER, CTRL)
    desk.enter("UB60")
    assert records.read_record(practice, record)[1].status == "signed"
    assert desk.window.place == Place("patient", patient)
    assert cells(desk)[0][3] == "signed"


def test_a_record_says_how_it_is_identified(desk: Desk, practice: Workspace, patient: str) -> None:
    an_infection(practice, patient, onset="d10", outcome="resolved", resolved="d15")
    again = an_infection(practice, patient, onset="d20", outcome="ongoing")
    desk.window.go(Place("record", again))
    words = " ".join(label.text() for label in desk.window.page().findChildren(QLabel))
    assert "0–30 (IAGO; EHA/EBMT)" in words
    assert "going on at day 20" in words


def test_ctrl_4_offers_laboratory_values_drugs_and_milestones(desk: Desk) -> None:
    desk.press(K.Key_4, CTRL)
    desk.enter("laboratory")
    draft = desk.window.place
    assert draft.kind == "form"
