"""The tab of the course: from records to marks, and every key of it."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iago_desktop.services import patients
from iago_desktop.services.course_view import Occurrence, course_view
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.charts.course import ZOOMS, Course
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.patient import COURSE, ENTRIES, PatientPage
from tests.builders import a_patient, a_record, an_infection
from tests.ui.desk import CTRL, ENTER, Desk, open_desk

K = Qt.Key


@pytest.fixture
def patient(practice: Workspace) -> str:
    return a_patient(practice)


@pytest.fixture
def treatment(practice: Workspace, patient: str) -> str:
    return patients.view(practice, patient).treatment_id


def seen(qtbot: QtBot, practice: Workspace, patient: str) -> tuple[Desk, PatientPage, Course]:
    desk = open_desk(qtbot, practice)
    desk.window.go(Place("patient", patient))
    page = desk.window.page()
    assert isinstance(page, PatientPage)
    return desk, page, page.course.course


def only(practice: Workspace, treatment: str) -> Occurrence:
    (each,) = course_view(practice, treatment).occurrences
    return each


def test_an_infection_from_its_onset_to_its_end(practice: Workspace, patient: str, treatment: str) -> None:
    record = an_infection(practice, patient, outcome="resolved", resolved="d21")
    assert only(practice, treatment) == Occurrence(
        record, "infections", "Lung infection", 14, 14, 21, grade=2
    )


def test_what_goes_on_reaches_to_today(practice: Workspace, patient: str, treatment: str) -> None:
    an_infection(practice, patient)
    each = only(practice, treatment)
    assert (each.end, each.goes_on) == (80, True)


def test_without_an_outcome_nothing_is_said_about_the_end(
    practice: Workspace, patient: str, treatment: str
) -> None:
    an_infection(practice, patient, outcome=None)
    each = only(practice, treatment)
    assert (each.end, each.goes_on) == (None, False)


def test_a_fatal_one_ends_with_the_death(practice: Workspace, patient: str, treatment: str) -> None:
    an_infection(practice, patient, outcome="death_infection", death_due="yes")
    each = only(practice, treatment)
    assert (each.end, each.goes_on) == (None, False)
    a_record(practice, treatment, "death", {"died": "d30"})
    assert only(practice, treatment).end == 30
    assert course_view(practice, treatment).died == 30


def test_a_month_is_an_interval(practice: Workspace, patient: str, treatment: str) -> None:
    an_infection(practice, patient, onset="10.2026", outcome=None)
    each = only(practice, treatment)
    assert (each.first, each.last, each.end) == (30, 60, None)


def test_drugs_by_lane(practice: Workspace, treatment: str) -> None:
    a_record(practice, treatment, "prophylaxis", {"agent": "J05AB01", "start": "d-5", "ongoing": "yes"})
    a_record(
        practice, treatment, "steroids", {"agent": "H02AB02", "start": "d3", "ongoing": "no", "stop": "d8"}
    )
    a_record(practice, treatment, "immunoglobulin", {"start": "d35", "ongoing": "no", "stop": "d35"})
    found = {
        each.lane: (each.title, each.first, each.end, each.goes_on)
        for each in course_view(practice, treatment).occurrences
    }
    assert found["prophylaxis"] == ("Aciclovir", -5, 80, True)
    assert found["drugs"] == ("Dexamethasone", 3, 8, False)
    assert found["immunoglobulin"][1:] == (35, 35, False)


def test_series_in_the_unit_of_their_limit_one_value_a_day(practice: Workspace, treatment: str) -> None:
    a_record(practice, treatment, "labs", {"drawn_on": "d3", "anc": "0.48", "igg": "380 mg/dL"})
    a_record(practice, treatment, "labs", {"drawn_on": "d3", "anc": "0.3"})
    series = {each.lab: each.values for each in course_view(practice, treatment).series}
    assert [(day, float(value)) for day, value in series["anc"]] == [(3, 300.0)]
    assert [(day, float(value)) for day, value in series["igg"]] == [(3, 3.8)]


def test_a_treatment_that_is_not_there(practice: Workspace) -> None:
    with pytest.raises(KeyError):
        course_view(practice, "nothing")


def test_with_nothing_to_draw_the_entries_are_shown(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    desk, page, _ = seen(qtbot, practice, patient)
    assert page.tabs.current() == ENTRIES
    desk.press(K.Key_PageUp, CTRL)
    assert page.tabs.current() == COURSE
    assert page.course.is_empty
    desk.type("t")
    assert not page.course.is_table


def test_the_course_comes_first_and_ctrl_page_down_leaves_it(
    qtbot: QtBot, practice: Workspace, patient: str
) -> None:
    an_infection(practice, patient)
    desk, page, course = seen(qtbot, practice, patient)
    assert page.tabs.current() == COURSE
    assert desk.focused() is course
    desk.press(K.Key_PageDown, CTRL)
    assert (page.tabs.current(), page.table.isVisible(), course.isVisible()) == (ENTRIES, True, False)
    page.refresh()
    assert page.tabs.current() == ENTRIES


def test_tab_goes_through_time_and_enter_opens(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    late = an_infection(practice, patient, onset="d60")
    early = an_infection(practice, patient, onset="d14")
    desk, _, course = seen(qtbot, practice, patient)
    assert course.chosen is not None
    assert course.chosen.id == late
    desk.press(K.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert desk.focused() is course
    assert course.chosen.id == early
    desk.press(ENTER)
    assert desk.window.place == Place("record", early)


def test_tab_leaves_after_the_last(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    an_infection(practice, patient)
    desk, _, course = seen(qtbot, practice, patient)
    desk.press(K.Key_Tab)
    assert desk.focused() is not course


def test_arrows_move_the_crosshair_and_choose_what_begins_there(
    qtbot: QtBot, practice: Workspace, patient: str, treatment: str
) -> None:
    first = an_infection(practice, patient, onset="d14")
    an_infection(practice, patient, onset="d60")
    a_record(practice, treatment, "labs", {"drawn_on": "d13", "anc": "0.48"})
    desk, _, course = seen(qtbot, practice, patient)
    course.crosshair = 15
    desk.press(K.Key_Left)
    assert (course.crosshair, course.crosshair_words()) == (14, "15.09.2026 · day +14")
    assert course.chosen is not None
    assert course.chosen.id == first
    assert course.value_at_crosshair(course.marks.axes[0]) == "480 (+13)"
    said = course.accessibleDescription()
    assert said == ("Lung infection, grade 2, day +14, goes on. 15.09.2026 · day +14. Neutrophils 480 (+13)")
    desk.press(K.Key_Left)
    assert course.value_at_crosshair(course.marks.axes[0]) == "480"
    desk.press(K.Key_Left)
    assert course.value_at_crosshair(course.marks.axes[0]) == ""


def test_zoom_in_out_and_back(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    an_infection(practice, patient)
    desk, _, course = seen(qtbot, practice, patient)
    shown = [course.scale.last - course.scale.first]
    for key in ("+", "+", "-", "+", "0"):
        desk.type(key)
        shown.append(course.scale.last - course.scale.first)
    assert shown == [shown[0], 30, 30, shown[0], 30, shown[0]]
    assert ZOOMS == (None, 365, 120, 30)


def test_t_shows_the_same_as_a_table(qtbot: QtBot, practice: Workspace, patient: str, treatment: str) -> None:
    record = an_infection(practice, patient)
    a_record(practice, treatment, "labs", {"drawn_on": "d3", "anc": "0.48"})
    desk, page, _ = seen(qtbot, practice, patient)
    desk.type("t")
    assert page.course.is_table
    assert desk.focused() is page.course.table
    assert [line.cells for line in page.course.table.lines()] == [
        ("day +3", "", "Neutrophils", "480 /µL, ≤ 500", ""),
        ("day +14", "Infections", "Lung infection", "grade 2", "goes on"),
    ]
    desk.press(ENTER)  # a laboratory value is no record
    assert desk.window.place == Place("patient", patient)
    desk.press(K.Key_End)
    desk.press(ENTER)
    assert desk.window.place == Place("record", record)


def test_t_again_shows_the_picture(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    an_infection(practice, patient)
    desk, page, course = seen(qtbot, practice, patient)
    desk.type("tt")
    assert not page.course.is_table
    assert desk.focused() is course


def test_the_mouse_finds_days_and_marks(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    record = an_infection(practice, patient)
    desk, _, course = seen(qtbot, practice, patient)
    mark, middle = course.frame.placed()[0]
    place = QPointF(mark.x, middle)
    QTest.mouseMove(course, place.toPoint())
    qtbot.waitUntil(lambda: course.crosshair == 14)
    assert course.mark_at(place) == mark
    assert course.tip(mark) == "Lung infection, grade 2, day +14, goes on"
    assert course.mark_at(QPointF(5, 5)) is None
    QTest.mouseDClick(course, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert desk.window.place == Place("record", record)


def test_a_screen_reader_hears_name_and_entry(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    an_infection(practice, patient)
    _, _, course = seen(qtbot, practice, patient)
    heard = QAccessible.queryAccessibleInterface(course)
    assert heard.text(QAccessible.Text.Name) == "Course after infusion"
    assert heard.text(QAccessible.Text.Description) == "Lung infection, grade 2, day +14, goes on"


def test_without_an_infusion_date_there_are_days_and_no_today(qtbot: QtBot, practice: Workspace) -> None:
    patient = a_patient(practice, infused_on=None)
    an_infection(practice, patient)
    _, _, course = seen(qtbot, practice, patient)
    assert course.view.today is None
    course.crosshair = 14
    assert course.crosshair_words() == "day +14"
    assert not course.grab().isNull()


def test_a_screen_reader_finds_every_entry(
    qtbot: QtBot, practice: Workspace, patient: str, treatment: str
) -> None:
    an_infection(practice, patient, outcome="resolved", resolved="d21")
    a_record(practice, treatment, "prophylaxis", {"agent": "J05AB01", "start": "d-5", "ongoing": "yes"})
    _, _, course = seen(qtbot, practice, patient)
    heard = QAccessible.queryAccessibleInterface(course)
    assert heard.role() == QAccessible.Role.List
    entries = [heard.child(place) for place in range(heard.childCount())]
    assert [each.text(QAccessible.Text.Name) for each in entries] == [
        "Prophylaxis, Aciclovir, day −5, goes on",
        "Infections, Lung infection, grade 2, day +14 to +21",
    ]
    place = entries[1].rect().center()
    assert heard.indexOfChild(heard.childAt(place.x(), place.y())) == 1


def test_a_visit_that_is_due_stands_at_today(
    qtbot: QtBot, practice: Workspace, patient: str, treatment: str
) -> None:
    an_infection(practice, patient)
    a_record(practice, treatment, "follow_up", {"visited_on": "d60", "next_visit": "d80"})
    _, _, course = seen(qtbot, practice, patient)
    visit = course.view.visit
    assert visit is not None
    assert (visit.day, visit.state, course.view.today) == (80, "due", 80)


def test_what_ends_counting_has_a_line(
    qtbot: QtBot, practice: Workspace, patient: str, treatment: str
) -> None:
    said = {"visited_on": "d60", "disease_status": "pd", "progressed_on": "d55"}
    a_record(practice, treatment, "follow_up", said)
    _, _, course = seen(qtbot, practice, patient)
    assert course.frame.turns == [(55, "progression")]


def test_hospital_and_severe_events_add_up(practice: Workspace, patient: str, treatment: str) -> None:
    an_infection(practice, patient)
    an_infection(practice, patient, onset="d40", route="iv")
    for day, stay in (("d30", "4"), ("d60", "5")):
        said = {"visited_on": day, "hospital_stay": "yes", "hospital_days": stay}
        a_record(practice, treatment, "follow_up", said)
    burden = course_view(practice, treatment).burden
    assert (burden.infections, burden.severe, burden.hospital_days) == (2, 1, 9)


def test_a_day_is_looked_up(qtbot: QtBot, practice: Workspace, patient: str) -> None:
    first = an_infection(practice, patient, onset="d14")
    an_infection(practice, patient, onset="d60")
    _, page, course = seen(qtbot, practice, patient)
    page.show_day(14)
    assert course.crosshair == 14
    assert course.chosen is not None
    assert course.chosen.id == first
