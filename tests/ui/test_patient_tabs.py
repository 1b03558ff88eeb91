"""The tabs of a patient's page by keys, and the way to the patient before and after."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services import flowsheet, patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.patient import CHANGES, COURSE, ENTRIES, LABS, MASTER_DATA, MEDICATION, PatientPage
from iago_desktop.ui.pages.record import RecordPage
from tests.builders import INFUSED, a_patient, a_record, an_infection, fill_in
from tests.ui.desk import CTRL, ENTER, Desk, open_desk

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TABS = (COURSE, ENTRIES, LABS, MEDICATION, MASTER_DATA, CHANGES)


@pytest.fixture
def patient(practice: Workspace) -> str:
    return a_patient(practice)


@pytest.fixture
def treatment(practice: Workspace, patient: str) -> str:
    return patients.view(practice, patient).treatment_id


def page_at(
    qtbot: QtBot, practice: Workspace, patient: str, tab: int = COURSE, size: tuple[int, int] = (1366, 768)
) -> tuple[Desk, PatientPage]:
    desk = open_desk(qtbot, practice, size=size)
    desk.window.go(Place("patient", patient))
    page = shown(desk)
    for _ in range(tab - page.tabs.current()):
        desk.press(K.Key_PageDown, CTRL)
    assert page.tabs.current() == tab
    return desk, page


def shown(desk: Desk) -> PatientPage:
    page = desk.window.page()
    assert isinstance(page, PatientPage)
    return page


def test_ctrl_page_down_goes_through_all_tabs(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    an_infection(practice, patient)
    desk, page = page_at(qtbot, practice, patient)
    seen = []
    for _ in TABS:
        seen.append(page.tabs.current())
        desk.press(K.Key_PageDown, CTRL)
    assert seen == list(TABS)
    assert page.tabs.current() == COURSE
    desk.press(K.Key_PageUp, CTRL)
    assert page.tabs.current() == CHANGES


def test_ctrl_down_is_the_next_patient_of_the_list(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    before, after = a_patient(practice, "Anders"), a_patient(practice, "Zoller")
    an_infection(practice, patient)
    desk, _ = page_at(qtbot, practice, patient)
    desk.press(K.Key_Down, CTRL)
    assert desk.window.place == Place("patient", after)
    desk.press(K.Key_Down, CTRL)
    assert desk.window.place == Place("patient", after)
    desk.press(K.Key_Up, CTRL)
    shown(desk).tabs.choose(ENTRIES)
    shown(desk).take_focus()
    desk.press(K.Key_Up, CTRL)
    assert desk.window.place == Place("patient", before)


def test_where_it_stood(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    an_infection(practice, patient)
    first = an_infection(practice, patient, onset="d30")
    _, page = page_at(qtbot, practice, patient, ENTRIES)
    page.table.choose_id(first)
    stopped = page.stopped_at()
    assert stopped == {"tab": "entries", "chosen": first}
    page.tabs.choose(COURSE)
    page.show_day(14)
    day = page.stopped_at()
    page.restore(stopped)
    assert (page.tabs.current(), page.table.current().id) == (ENTRIES, first)
    page.restore(day)
    assert (page.tabs.current(), page.course.course.crosshair) == (COURSE, 14)
    page.restore({"tab": "nothing"})
    assert page.tabs.current() == COURSE


def test_entries_are_filtered_by_typing(
    qtbot: QtBot, practice: Workspace, patient: str, treatment: str
) -> None:
    infection = an_infection(practice, patient)
    a_record(practice, treatment, "labs", {"drawn_on": "d3", "igg": "5.1"})
    desk, page = page_at(qtbot, practice, patient, ENTRIES)
    assert len(page.table.lines()) == 2
    desk.type("lung")
    assert [each.id for each in page.table.lines()] == [infection]
    desk.press(K.Key_Escape)
    assert len(page.table.lines()) == 2
    desk.type("lung")
    desk.press(ENTER)
    assert desk.window.place == Place("record", infection)


# -- laboratory values


def test_todays_values_typed_down_and_signed(
    qtbot: QtBot, practice: Workspace, patient: str, treatment: str
) -> None:
    a_record(practice, treatment, "labs", {"drawn_on": "d79", "hb": "9.8"})
    desk, page = page_at(qtbot, practice, patient, LABS)
    rows = [row.field for row in flowsheet.flowsheet(practice, treatment).rows]
    for _ in range(rows.index("hb")):
        desk.press(ENTER)
    desk.enter("10,2")
    draft_id = flowsheet.flowsheet(practice, treatment).draft
    assert draft_id is not None
    assert records.open_draft(practice, draft_id).draft.display("hb") == "10.2"
    desk.press(ENTER, SHIFT)
    assert page.labs.table.field() == "hb"
    for _ in range(rows.index("igg") - rows.index("hb")):
        desk.press(ENTER)
    desk.type("480 mg/dL")
    desk.press(ENTER, CTRL)
    desk.enter("UB60")
    sheet = flowsheet.flowsheet(practice, treatment)
    assert sheet.draft is None
    assert {row.lab: row.values[-1] for row in sheet.rows if row.values}.keys() == {"hb", "igg"}
    (entry,) = (each for each in patients.entries(practice, patient) if each.status == "signed")
    assert entry.form == "labs"
    assert page.labs.table.labs.days == (79, 80)


def test_what_is_to_be_confirmed_is_asked_by_the_form(
    qtbot: QtBot, practice: Workspace, patient: str, treatment: str
) -> None:
    desk, page = page_at(qtbot, practice, patient, LABS)
    desk.enter("2050")
    desk.press(ENTER, SHIFT)
    assert page.labs.message.text()
    desk.press(ENTER, CTRL)
    assert desk.window.place == Place("form", flowsheet.flowsheet(practice, treatment).draft or "")


def test_esc_loses_nothing(qtbot: QtBot, practice: Workspace, patient: str, treatment: str) -> None:
    desk, page = page_at(qtbot, practice, patient, LABS)
    page.labs.table.stand_at([row.field for row in page.labs.table.labs.sheet.rows].index("igg"))
    desk.type("5.1")
    desk.press(K.Key_Escape)
    assert desk.window.place == Place("patients")
    draft = flowsheet.flowsheet(practice, treatment).draft
    assert draft is not None
    assert records.open_draft(practice, draft).draft.display("igg") == "5.1"
    desk.window.go(Place("patient", patient))
    shown(desk).tabs.choose(LABS)
    assert shown(desk).labs.table.labs.typed == {"igg": "5.1"}


def test_days_that_do_not_fit_are_paged(
    qtbot: QtBot, practice: Workspace, patient: str, treatment: str
) -> None:
    for day in range(3, 75, 3):
        a_record(practice, treatment, "labs", {"drawn_on": f"d{day}", "igg": "5.1"})
    desk, page = page_at(qtbot, practice, patient, LABS)
    labs = page.labs.table.labs
    assert labs.days[-1] == 72
    assert page.labs.table.horizontalScrollBar().maximum() == 0
    newest = labs.days
    desk.press(K.Key_PageUp)
    assert labs.days[-1] < newest[0]
    for _ in range(9):
        desk.press(K.Key_PageUp)
    assert labs.days[0] == 3
    assert len(labs.days) == len(newest)
    for _ in range(9):
        desk.press(K.Key_PageDown)
    assert labs.days == newest


def test_a_low_value_is_said(qtbot: QtBot, practice: Workspace, patient: str, treatment: str) -> None:
    a_record(practice, treatment, "labs", {"drawn_on": "d3", "igg": "3.2"})
    _, page = page_at(qtbot, practice, patient, LABS)
    labs = page.labs.table.labs
    line = [row.lab for row in labs.sheet.rows].index("igg")
    column = next(place for place in range(labs.columnCount()) if labs.day_of(place) == 3)
    assert labs.index(line, column).data() == "3.2 low"
    on = INFUSED + timedelta(3)
    assert labs.headerData(column, Qt.Orientation.Horizontal) == f"{on:%d.%m.%y} +3"


# -- drugs, change log


def test_drugs_by_use_and_enter_opens(
    qtbot: QtBot, practice: Workspace, patient: str, treatment: str
) -> None:
    a_record(practice, treatment, "immunoglobulin", {"start": "d35", "ongoing": "no", "stop": "d35"})
    drug = {"agent": "J05AB01", "start": "d-5", "ongoing": "yes"}
    record = a_record(practice, treatment, "prophylaxis", drug, sign=True)
    desk, page = page_at(qtbot, practice, patient, MEDICATION)
    model = page.medication.table.model()
    lines = [
        tuple(model.index(line, column).data() for column in range(model.columnCount()))
        for line in range(model.rowCount())
    ]
    start = f"{INFUSED - timedelta(5):%d.%m.%Y}"
    assert (lines[0][0], lines[0][1], lines[0][5]) == ("Prophylaxis", "Aciclovir", "running")
    assert lines[0][3].startswith(start)
    assert (lines[1][0], lines[1][5]) == ("Immunoglobulins", "not signed")
    desk.press(ENTER)
    assert desk.window.place == Place("record", record)


def test_the_change_log_says_what_became_what(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    record = an_infection(practice, patient)
    draft_id = records.correct(practice, record)
    draft = records.open_draft(practice, draft_id).draft
    fill_in(draft, {"route": "iv"})
    records.finish(practice, draft_id, draft, "typing error")
    desk, page = page_at(qtbot, practice, patient, CHANGES)
    qtbot.waitUntil(lambda: len(page.changes.table.lines()) > 0)
    cells = [row.cells for row in page.changes.table.lines()]
    assert cells[0][1:] == (practice.user.name, "Lung infection", "corrected · typing error")
    assert cells[1] == ("", "", "How severe was it?", "By mouth → Intravenous")
    assert cells[2] == ("", "", "Grade", "2 → 3")
    assert {each[2] for each in cells} >= {"Person", "Treatment", "Registry consent"}
    desk.type("intravenous")
    assert [row.cells[3] for row in page.changes.table.lines()] == ["By mouth → Intravenous"]
    desk.press(ENTER)
    assert desk.window.place == Place("record", record)


def test_an_entry_shows_its_own_change_log(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    record = an_infection(practice, patient)
    an_infection(practice, patient)
    draft_id = records.correct(practice, record)
    draft = records.open_draft(practice, draft_id).draft
    fill_in(draft, {"route": "iv"})
    records.finish(practice, draft_id, draft, "typing error")
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("record", record))
    page = desk.window.page()
    assert isinstance(page, RecordPage)
    log = page.log.log
    qtbot.waitUntil(lambda: len(log.table.lines()) > 0)
    lines = [row.line.entity_id for row in log.table.lines()]
    assert set(lines) == {record}
    assert log.table.lines()[1].cells[3] == "By mouth → Intravenous"
    assert not log.table.verticalScrollBar().maximum()
    for _ in range(12):
        if log.table.hasFocus():
            break
        desk.press(K.Key_Tab)
    assert log.table.hasFocus()
    assert not log.table.visibleRegion().isEmpty()


# -- what comes next


def test_a_due_visit_and_a_draft_stand_beside_the_course(
    qtbot: QtBot, practice: Workspace, patient: str, treatment: str
) -> None:
    an_infection(practice, patient)
    a_record(practice, treatment, "follow_up", {"visited_on": "d60", "next_visit": "d80"})
    draft = records.start(practice, treatment, "labs")
    desk, page = page_at(qtbot, practice, patient)
    visit, waits = page._side.next.lines
    assert visit.text() == "Visit +80 due"
    assert waits.text() == "Draft: Laboratory values"
    waits.setFocus()
    desk.press(ENTER)
    assert desk.window.place == Place("form", draft)
    desk.press(K.Key_Escape)
    shown(desk)._side.next.lines[0].setFocus()
    desk.press(ENTER)
    opened = records.open_draft(practice, desk.window.place.id)
    assert opened.draft.form.id == "follow_up"


def test_narrow_the_column_is_one_banner(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    an_infection(practice, patient)
    desk, page = page_at(qtbot, practice, patient, size=(1024, 700))
    assert not page._side.isVisible()
    assert page._banner.isVisible()
    page._banner.start.setFocus()
    desk.press(ENTER)
    assert records.open_draft(practice, desk.window.place.id).draft.form.id == "follow_up"
