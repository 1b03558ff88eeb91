"""The window of a practice of 10,000 patients: unlocked, moved through by key, filtered, searched.

In a process of its own, for what it takes of memory is that of one evening at one desk.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Self

from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.cold_start import environment
from benchmarks.measure import Result, result
from benchmarks.practice import practice
from iago_desktop.rules import expressions
from iago_desktop.services import setup
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.drafts import DraftsPage
from iago_desktop.ui.pages.patients import PatientsPage
from iago_desktop.ui.pages.today import TodayPage
from iago_desktop.ui.tasks import Task
from iago_desktop.ui.tokens import apply_style

K = Qt.Key
ROUNDS = 9
PAGES = (K.Key_F6, K.Key_F7, K.Key_F8, K.Key_F5)
SEARCHES = ("linde", "14.09", "1957", "axi", "muel")
_LONG = 30  # seconds after which something does not come any more


def run(_folder: Path) -> Iterator[Result]:
    setup.close(practice())  # made, if it was not there
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.desk"], check=True, timeout=600, capture_output=True, text=True,
        env=environment(),
    )  # fmt: skip
    for line in done.stdout.splitlines():
        yield Result(**json.loads(line))


def _measured() -> Iterator[Result]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_style(application)
    expressions.warm_up()
    opening, standing = [], []
    for last in (False, False, False, True):
        with _Standstill() as still:
            workspace, window, seconds = _unlocked()
        opening.append(seconds)
        standing.append(still.longest)
        if not last:
            window.close()
            window.deleteLater()
            setup.close(workspace)
            _settle()
    yield result("10,000 patients: unlocked, to Today with what is due", opening, "s", 1)
    yield result("10,000 patients: longest standstill of the window meanwhile", standing, "ms", 50)
    desk = _Desk(window)
    for key in PAGES:  # built once
        desk.press(key)
        desk.wait_for_lists()
    changes, standing = [], []
    for _ in range(ROUNDS):
        for key in PAGES:
            with _Standstill() as still:
                changes.append(desk.timed(key))
                desk.wait_for_lists()
            standing.append(still.longest)
    yield result("10,000 patients: page changed and painted", changes, "ms", 150)
    yield result("10,000 patients: longest standstill while it is read again", standing, "ms", 50)
    yield from _in_the_list(desk)
    yield from _palette(desk)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Result("10,000 patients: memory at its most", peak, peak, peak, "MB", 250)
    window.close()
    setup.close(workspace)


def _in_the_list(desk: "_Desk") -> Iterator[Result]:
    desk.press(K.Key_F6)
    desk.wait_for_lists()
    page = desk.window.page()
    assert isinstance(page, PatientsPage)
    moving = [
        desk.timed(key) for _ in range(ROUNDS) for key in (K.Key_Down, K.Key_PageDown, K.Key_End, K.Key_Home)
    ]
    yield result("10,000 patients: arrow key in the list until it is painted", moving, "ms", 30)
    bar = page.table.verticalScrollBar()
    scrolling = [_timed(lambda to=211 * step: bar.setValue(to)) for step in range(60)]  # type: ignore[misc]
    yield result("10,000 patients: one step of scrolling", scrolling, "ms", 16)
    filtering = []
    for text in SEARCHES:
        desk.type("/")
        filtering += [_timed(lambda one=one: desk.type(one)) for one in text]  # type: ignore[misc]
        filtering += [desk.timed(K.Key_Backspace) for _ in text]
        desk.press(K.Key_Escape)
        page.table.setFocus()
    yield result("10,000 patients: filtered and painted, each key", filtering, "ms", 50)
    opened = []
    for _ in range(ROUNDS):
        desk.window.go(Place("patients"))
        desk.wait_for_lists()
        page.table.setFocus()
        desk.press(K.Key_Down)
        opened.append(desk.timed(K.Key_Return))
        desk.press(K.Key_Escape)
    yield result("10,000 patients: patient opened with the course", opened[1:], "ms", 100)


def _palette(desk: "_Desk") -> Iterator[Result]:
    desk.press(K.Key_K, Qt.KeyboardModifier.ControlModifier)
    _idle(3000)
    found = []
    for text in SEARCHES:
        found += [_timed(lambda one=one: desk.type(one)) for one in text]  # type: ignore[misc]
        for _ in text:
            desk.press(K.Key_Backspace)
    yield result("10,000 patients: palette, each key until it is painted", found, "ms", 20)
    desk.press(K.Key_Escape)


class _Desk:
    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def _focus(self) -> QWidget:
        return self.window.focusWidget() or self.window

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focus(), key, modifiers)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)
        QApplication.processEvents()

    def timed(self, key: Qt.Key) -> float:
        return _timed(lambda: self.press(key))

    def wait_for_lists(self) -> None:
        page = self.window.page()
        if isinstance(page, TodayPage | DraftsPage):
            _wait(lambda: bool(page.list.tasks()))
        elif isinstance(page, PatientsPage):
            _wait(lambda: bool(page.table.lines()))
        _settle()


class _Standstill:
    """The longest time in which the window could not have answered a key, in ms."""

    def __enter__(self) -> Self:
        self.longest = 0.0
        self._clock, self._timer = QElapsedTimer(), QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._clock.start()
        self._timer.start(2)
        return self

    def _beat(self) -> None:
        self.longest = max(self.longest, self._clock.nsecsElapsed() / 1e6)
        self._clock.restart()

    def __exit__(self, *_raised: object) -> None:
        self._timer.stop()


def _unlocked() -> tuple[Workspace, MainWindow, float]:
    """From the password to the first row, with the key derivation of a demo, which takes 0.1 s."""
    start = time.perf_counter()
    opened: list[Workspace] = []
    opening = Task(practice)
    opening.finished.connect(opened.append)
    opening.start()
    _wait(lambda: bool(opened))
    (workspace,) = opened
    window = MainWindow(workspace, Settings())
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    page = window.page()
    assert isinstance(page, TodayPage)
    _wait(lambda: bool(page.list.tasks()))
    QApplication.processEvents()
    return workspace, window, time.perf_counter() - start


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - start)


def _wait(until: Callable[[], bool]) -> None:
    end = time.perf_counter() + _LONG
    while not until():
        assert time.perf_counter() < end
        _idle(5)


def _settle() -> None:
    """What still runs on other threads is done and shown."""
    _idle(600)


def _idle(milliseconds: int) -> None:
    """As the program waits: qWait() would keep the interpreter from every other thread meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    for each in _measured():
        print(json.dumps(asdict(each)), flush=True)
