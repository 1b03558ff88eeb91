"""The scenes of a tour: what there is to see in an open practice."""

from collections.abc import Iterator

from PySide6.QtCore import Qt

from iago_desktop.demo.screens.tour import ALT, CTRL, ESCAPE, SHIFT, Scene, Tour, settle
from iago_desktop.services import agenda
from iago_desktop.services.stopping import CutOff
from iago_desktop.services.training import PASSWORD
from iago_desktop.services.users import Member
from iago_desktop.ui.pages.settings import SettingsPage

PATIENT_TABS = ("course", "entries", "labs", "medication", "master_data", "changes")
REGISTRY_TABS = ("outgoing", "incoming", "questions", "enrolment")
INFECTION = ("1", "4", "1", Qt.Key.Key_Return, "1")
"""Goes on with a draft: urinary tract infection, intravenous, in hospital, begun at home."""


def today(tour: Tour) -> Iterator[str]:
    tour.press(Qt.Key.Key_F5)
    yield "today"


def patients(tour: Tour) -> Iterator[str]:
    tour.press(Qt.Key.Key_F6)
    yield "patients"
    tour.press(Qt.Key.Key_Slash)
    tour.write("zzz")
    yield "patients_none_found"
    tour.press(ESCAPE)
    tour.press(Qt.Key.Key_N, CTRL)
    yield "new_patient"
    for name in tour.somebody():
        tour.write(name)
        tour.press(Qt.Key.Key_Return)
    yield "new_patient_known"
    tour.go("patients")


def patient(tour: Tour) -> Iterator[str]:
    tour.go("patient", tour.richest())
    for name in PATIENT_TABS:
        yield f"patient_{name}"
        if name == "master_data":
            tour.press(Qt.Key.Key_R, CTRL)
            yield "patient_correct"
            tour.press(ESCAPE)
            tour.press(Qt.Key.Key_R, CTRL | SHIFT)
            yield "patient_infusion_date"
            tour.press(ESCAPE)
        tour.press(Qt.Key.Key_PageDown, CTRL)
    tour.go("patients")
    tour.go("patient", tour.richest())
    tour.press(Qt.Key.Key_3, CTRL)
    yield "patient_other_toxicity"
    tour.press(ESCAPE)
    tour.press(Qt.Key.Key_4, CTRL)
    yield "patient_drugs_and_labs"
    tour.press(ESCAPE)
    tour.press(Qt.Key.Key_6, CTRL)
    yield "patient_consent"
    tour.press(ESCAPE)


def forms(tour: Tour) -> Iterator[str]:
    """The forms of the design's pictures, each as far as somebody got with it."""
    for form in ("follow_up", "infection", "icans", "movement_neurocognitive"):
        tour.go("form", tour.draft(form))
        for step in tour.form().steps:
            tour.form().go_to_step(step)
            settle()
            yield f"form_{form}_{step}"
    tour.go("form", tour.draft("icans"))
    tour.form().go_to_step("grade")
    tour.press(Qt.Key.Key_F2)
    yield "form_rule_table"
    tour.press(ESCAPE)
    tour.press(Qt.Key.Key_F1)
    yield "form_explained"
    tour.press(ESCAPE)
    tour.press(Qt.Key.Key_U, ALT)
    yield "form_why_no_value"
    tour.press(ESCAPE)
    tour.go("form", tour.draft("infection"))
    tour.form().go_to_step("identify")
    tour.form().focus_first_gap()
    for stroke in INFECTION:
        if isinstance(stroke, str):
            tour.write(stroke)
        else:
            tour.press(stroke)
    yield "form_infection_graded"
    tour.go("patients")


def entries(tour: Tour) -> Iterator[str]:
    for form in ("infection", "follow_up"):
        if record := tour.record(form):
            tour.go("record", record)
            yield f"record_{form}"
    tour.press(Qt.Key.Key_M, CTRL)
    yield "record_move"
    tour.press(ESCAPE)
    tour.go("patients")


def drafts(tour: Tour) -> Iterator[str]:
    tour.press(Qt.Key.Key_F7)
    yield "drafts"


def registry(tour: Tour) -> Iterator[str]:
    tour.press(Qt.Key.Key_F8)
    for name in REGISTRY_TABS:
        yield f"registry_{name}"
        tour.press(Qt.Key.Key_PageDown, CTRL)
    tour.go("patients")


def registry_question(tour: Tour) -> Iterator[str]:
    if asked := tour.question():
        tour.go("question", asked)
        yield "registry_question"
        tour.write("1")
        yield "registry_question_corrected"
        tour.go("patients")


def measures(tour: Tour) -> Iterator[str]:
    tour.press(Qt.Key.Key_F9)
    yield "measures"


def palette(tour: Tour) -> Iterator[str]:
    tour.go("patient", tour.richest())
    tour.press(Qt.Key.Key_K, CTRL)
    yield "palette"
    tour.write("inf")
    yield "palette_found"
    tour.press(ESCAPE)


def _people(tour: Tour, page: SettingsPage) -> Iterator[str]:
    for name, link in (
        ("password", page.access.change),
        ("sheet", page.access.new),
        ("drill", page.access.drill),
    ):
        link.click()
        settle()
        yield f"people_{name}"
        if name == "sheet":
            tour.write(PASSWORD)
            tour.press(Qt.Key.Key_Return)
            yield "people_sheet_drawn"
            tour.press(Qt.Key.Key_Return)
            yield "people_sheet_typed"
        tour.press(ESCAPE)
    page.people.add.click()
    settle()
    yield "people_add"
    tour.press(ESCAPE)
    page.people.ask_to_remove(Member("u2", "Sabine Krämer", "study_nurse", ("enter", "export"), active=True))
    settle()
    yield "people_remove"
    tour.press(ESCAPE)


def settings_and_help(tour: Tour) -> Iterator[str]:
    tour.go("settings")
    yield "settings"
    page = tour.window.page()
    if isinstance(page, SettingsPage):
        yield from _people(tour, page)
    tour.go("help")
    yield "help"


def audit(tour: Tour) -> Iterator[str]:
    tour.go("audit")
    yield "audit"
    tour.press(Qt.Key.Key_Return)
    yield "audit_entry"
    tour.press(ESCAPE)


def cut_off(tour: Tour) -> Iterator[str]:
    """As after a power cut."""
    workspace, draft_id = tour.workspace, tour.draft("infection")
    draft = next(each for each in agenda.drafts(workspace) if each.id == draft_id)
    tour.press(Qt.Key.Key_F5)
    left = CutOff(draft.id, draft.patient_id, draft.form, draft.form_version, "setting", workspace.now())
    tour.window._banners.offer_to_go_on(left)  # noqa: SLF001 -- at the next unlock
    settle()
    yield "today_cut_off"
    tour.window._banners.offer_to_go_on(None)  # noqa: SLF001
    settle()


def hidden_names(tour: Tour) -> Iterator[str]:
    tour.press(Qt.Key.Key_F6)
    tour.press(Qt.Key.Key_F12)
    yield "patients_names_hidden"
    tour.press(Qt.Key.Key_F12)


SCENES: tuple[Scene, ...] = (
    today,
    patients,
    patient,
    forms,
    entries,
    drafts,
    registry,
    registry_question,
    measures,
    palette,
    settings_and_help,
    audit,
    cut_off,
    hidden_names,
)
