"""The desk of a practice with 10,000 patients: from page to page, in lists, in the palette, unlocked."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks import practice
from benchmarks.measure import Result, milliseconds, result
from iago_desktop.demo.services_side import PASSWORD
from iago_desktop.services import patients, setup
from iago_desktop.services.entrance import KEYSTORE
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.signing.keystore import KeyStore
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.patients import PatientsPage
from iago_desktop.ui.pages.today import TodayPage
from iago_desktop.ui.tokens import apply_style

ROUNDS = 5
PAGES = ("patients", "drafts", "registry", "measures", "new_patient", "settings", "today")
TYPED = ("yilmaz", "kowalski", "weissmann")
_RESIDENT = Path("/proc/self/status")
_PATIENCE = 300_000  # ms


def run(_folder: Path) -> Iterator[Result]:
    application = _application()
    setup.close(practice.practice())  # made here, if need be, and not while something is measured
    yield result("unlock to a filled Today, without the keys", _unlocking(application), "ms", 1000)
    if _RESIDENT.exists():
        listed = subprocess.run(
            [sys.executable, "-m", "benchmarks.desk"], check=True, capture_output=True, text=True
        )
        yield Result("memory with 10,000 patients listed", *[float(listed.stdout)] * 3, "MB", 250)
    workspace = practice.practice()
    window = _window(workspace)
    idle()
    yield from _pages(window, workspace)
    yield from _list(window)
    yield result("palette: key to paint", _palette(window), "ms", 20)
    window.close()
    setup.close(workspace)


def idle() -> float:
    """Until nothing is read any more; the longest that the window did not answer meanwhile, in ms."""
    longest, end = 0.0, time.monotonic() + _PATIENCE / 1000
    while time.monotonic() < end:
        is_done = QThreadPool.globalInstance().waitForDone(2)
        start = time.perf_counter()
        QApplication.processEvents()
        longest = max(longest, 1000 * (time.perf_counter() - start))
        if is_done and QThreadPool.globalInstance().activeThreadCount() == 0:
            return longest
    raise TimeoutError


def _application() -> QApplication:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_style(application)
    return application


def _window(workspace: Workspace) -> MainWindow:
    window = MainWindow(workspace, Settings())
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return window


def _unlocking(application: QApplication) -> list[float]:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        KeyStore.load(practice.KEPT / "practice" / KEYSTORE).unlock("u1", PASSWORD)
        keys = time.perf_counter() - start
        start = time.perf_counter()
        workspace = practice.practice()
        window = _window(workspace)
        page = window.page()
        assert isinstance(page, TodayPage)
        while not page.list.tasks():
            application.processEvents()
        application.processEvents()
        times.append(1000 * (time.perf_counter() - start - keys))
        idle()
        window.close()
        window.deleteLater()
        setup.close(workspace)
        application.processEvents()
    return times


def _pages(window: MainWindow, workspace: Workspace) -> Iterator[Result]:
    """Each page until it is painted, with nothing else going on; then what it reads in the background."""
    someone = patients.rows(workspace)[5000].id
    places = (*(Place(kind) for kind in PAGES), Place("patient", someone))
    still: list[float] = []
    for place in places:
        times = []
        for _ in range(ROUNDS):
            times.append(_timed(lambda place=place: window.go(place)))  # type: ignore[misc]
            still.append(idle())
            window.go(Place("help"))
            idle()
        yield result(f"page change: {place.kind}", times, "ms", 150)
    yield result("longest stand still while a page is read", still, "ms", 50)
    yield result("counts of the window after a write", milliseconds(window.outgoing.count, ROUNDS), "ms", 50)
    idle()


def _list(window: MainWindow) -> Iterator[Result]:
    window.go(Place("patients"))
    idle()
    page = window.page()
    assert isinstance(page, PatientsPage)
    keys: list[float] = []
    filtering: list[float] = []
    for typed in TYPED:
        keys += _keys(page.filter.edit, typed)
        page.filter.set_text("")
        filtering += [_timed(lambda: page.filter.set_text("k")), _timed(lambda: page.filter.set_text(""))]
    yield result("filter of the patients: key to paint", keys, "ms", 30)
    yield result("list of 10,000 filtered and painted", filtering, "ms", 50)


def _palette(window: MainWindow) -> list[float]:
    window.go(Place("help"))
    window.finder.open_palette()
    idle()
    palette = window.finder.palette
    assert palette is not None
    times = []
    for typed in TYPED:
        times += _keys(palette.typed, typed)
        palette.typed.clear()
        idle()
    palette.close_palette()
    return times


def _keys(widget: QWidget, typed: str) -> list[float]:
    return [_timed(lambda letter=letter: QTest.keyClicks(widget, letter)) for letter in typed]  # type: ignore[misc]


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - start)


def _resident() -> float:
    """MB of a process that has unlocked the practice and shows its patients."""
    _application()
    window = _window(practice.practice())
    window.go(Place("patients"))
    idle()
    line = next(line for line in _RESIDENT.read_text(encoding="ascii").splitlines() if "VmRSS" in line)
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    print(_resident())
