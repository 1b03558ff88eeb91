"""A patient's page with the painted course: opened and painted, and the picture alone painted again."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks.measure import Result, milliseconds, result
from iago_desktop.demo.services_side import fill, make_practice
from iago_desktop.services import patients, records
from iago_desktop.services.patients import NewPatient
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.pages.patient import PatientPage
from iago_desktop.ui.tokens import apply_style

ROUNDS = 9
VISITS = range(7, 112, 7)
INFECTIONS = range(14, 112, 21)


def run(folder: Path) -> Iterator[Result]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_style(application)
    workspace = make_practice(folder, date.today())
    patient = _patient(workspace)
    opening: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        page = _open(workspace, patient)
        opening.append(1000 * (time.perf_counter() - start))
        repainting = milliseconds(page.course.course.grab) if len(opening) == ROUNDS else []
        page.close()
        page.deleteLater()
        QApplication.processEvents()
    yield result("patient page with course opened and painted", opening[1:], "ms", 100)
    yield result("course painted again", repainting, "ms", 30)


def _open(workspace: Workspace, patient: str) -> PatientPage:
    page = PatientPage(workspace, patient)
    page.refresh()
    page.resize(1290, 712)
    page.show()
    QApplication.processEvents()
    return page


def _patient(workspace: Workspace) -> str:
    """Weekly visits with blood counts, an infection every three weeks, two drugs."""
    new = NewPatient("Demo", "Course", None, None, "axi-cel", "DLBCL", None, True, age=66)
    patient = patients.add(workspace, new)
    treatment = patients.view(workspace, patient).treatment_id
    for day in VISITS:
        counts = {"anc": str(0.3 + day / 100), "platelets": str(30 + day), "igg": "4.2"}
        fill_record(workspace, treatment, "follow_up", {"visited_on": f"d{day}"})
        fill_record(workspace, treatment, "labs", {"drawn_on": f"d{day}", **counts})
    for day in INFECTIONS:
        fill_record(workspace, treatment, "infection", {"onset": f"d{day}", "outcome": "ongoing"})
    for agent in ("J05AB01", "J02AC04"):
        fill_record(workspace, treatment, "prophylaxis", {"agent": agent, "start": "d-5", "ongoing": "yes"})
    return patient


def fill_record(workspace: Workspace, treatment: str, form: str, stated: dict[str, str]) -> None:
    opened = records.open_draft(workspace, records.start(workspace, treatment, form))
    fill(opened.draft, stated)
    records.finish(workspace, opened.id, opened.draft)
