"""The infection form: opening a step, going from field to field, a key until it is seen."""

import statistics
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.measure import Result, result
from iago_desktop.demo.facts import cases
from iago_desktop.demo.services_side import add_patient, make_practice
from iago_desktop.rules import expressions
from iago_desktop.services import patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.form_page import FormPage
from iago_desktop.ui.tokens import apply_style

ROUNDS = 9
STEPS = (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)


def run(folder: Path) -> Iterator[Result]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_style(application)
    expressions.warm_up()
    workspace = make_practice(folder, date.today())
    case = next(case for case in cases() if case.id == "C15")
    treatment = patients.view(workspace, add_patient(workspace, case)).treatment_id
    opening: list[float] = []
    steps: list[float] = []
    fields: list[float] = []
    keys: list[float] = []
    for _ in range(ROUNDS):
        page = _timed_page(workspace, treatment, opening)
        keys += _type(page)
        fields += _walk(page)
        for key in STEPS:
            start = time.perf_counter()
            _press(page, key, Qt.KeyboardModifier.AltModifier)
            steps.append(1000 * (time.perf_counter() - start))
        page.close()
        page.deleteLater()
        QApplication.processEvents()
    yield result("form opened and painted at its first step", opening[1:], "ms", 150)
    yield result("step opened and painted", steps, "ms", 100)
    yield result(f"field to field, {statistics.mean(fields):.1f} ms on average", fields, "ms", 30)
    yield result(f"key to paint, {statistics.mean(keys):.1f} ms on average", keys, "ms", 30)


def _timed_page(workspace: Workspace, treatment: str, opening: list[float]) -> FormPage:
    draft = records.start(workspace, treatment, "infection")
    start = time.perf_counter()
    page = FormPage(workspace, draft)
    page.resize(1290, 712)
    page.show()
    QApplication.processEvents()
    page.grab()
    opening.append(1000 * (time.perf_counter() - start))
    return page


def _type(page: FormPage) -> list[float]:
    """The onset, letter by letter: each until it is painted, with the day beside it."""
    times = []
    for letter in "d14":
        start = time.perf_counter()
        QTest.keyClicks(_focus(page), letter)
        QApplication.processEvents()
        times.append(1000 * (time.perf_counter() - start))
    return times


def _walk(page: FormPage) -> list[float]:
    """Enter through the first step; each key press until it is painted and saved."""
    times = []
    for _ in range(8):
        start = time.perf_counter()
        _press(page, Qt.Key.Key_Return)
        times.append(1000 * (time.perf_counter() - start))
    return times


def _press(
    page: FormPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(_focus(page), key, modifier)
    QApplication.processEvents()


def _focus(page: FormPage) -> QWidget:
    return QApplication.focusWidget() or page
