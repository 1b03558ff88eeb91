"""A person at the real windows of an encrypted practice whose patients are called by a canary.

Reads orders from stdin: `work SEED SECONDS`, `plant`, `unplant`; answers each with one JSON line.  A window
title, a tool tip, a name on the clipboard after its minute: whatever shows outside is in `seen` and `stale`.
"""

import json
import os
import random
import sys
import time
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.services import setup, withdrawal
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui.choosers import Choosers
from iago_desktop.ui.crash import CrashGuard
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.page import Place
from iago_desktop.ui.tokens import apply_style
from tests.builders import a_patient, an_infection
from tests.registry_simulator import RegistrySimulator

CANARY = "Kanarienvogel"
PASSWORD = "quiet river carries seven lamps"
TODAY = date(2026, 11, 20)
_MINUTE = 60
_CTRL = Qt.KeyboardModifier.ControlModifier
_KEYS = (
    Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9, Qt.Key.Key_F12, Qt.Key.Key_Tab,
    Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_1, Qt.Key.Key_2,
    Qt.Key.Key_Slash, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip
_WITH_CTRL = (
    Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_6, Qt.Key.Key_E, Qt.Key.Key_I,
    Qt.Key.Key_K, Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_R, Qt.Key.Key_PageDown, Qt.Key.Key_Return,
    Qt.Key.Key_Z,
)  # fmt: skip
_WORDS = (CANARY, f"{CANARY} hat Fieber", "d14", "12.3.26", "3", "38,5", "no", f"Frau {CANARY}", "inf")


class Titles:
    """Titles that any window had: told by the main window at once, asked of the others after every step."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def watch(self, window: MainWindow) -> None:
        window.windowTitleChanged.connect(self._told)

    def look(self) -> None:
        for each in (*QApplication.topLevelWidgets(), *QGuiApplication.allWindows()):
            self._told(each.windowTitle() if isinstance(each, QWidget) else each.title())
            if isinstance(each, QWidget):
                self._told(each.windowFilePath())
                self._told(each.windowIconText())

    def _told(self, title: str) -> None:
        if CANARY.lower() in title.lower():
            self.seen.add(title)


class Robot:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.copied: float | None = None
        self.stale: list[str] = []
        self.app = QApplication([])
        apply_style(self.app)
        self.titles = Titles()
        self.workspace = self._practice()
        stick = folder / "STICK"
        choose = Choosers(
            file=lambda _parent: None,
            folder=lambda _parent: stick,
            save=lambda _parent, name: folder / "home" / name if CANARY in name else None,
            sticks=lambda: (stick,),
        )
        self.window = MainWindow(self.workspace, Settings(), choose)
        self.titles.watch(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        settle()
        self.guard = CrashGuard(folder / "home" / "logs", lambda: None)
        self.guard.install()

    def _practice(self) -> Workspace:
        new = NewPractice(self.folder / "home" / "practice", FLOOR, today=lambda: TODAY)
        groups = new.prepare("Praxis", "Wien", "Dr. Ada Berg", "physician", PASSWORD)
        new.confirm({index: groups[index] for index in new.asked})
        workspace = new.create("en", catalogue=Catalogue.shipped())
        RegistrySimulator().enrol(workspace, self.folder / "home")
        for number in range(3):
            patient = a_patient(workspace, surname=f"{CANARY}{number}", given_name=CANARY)
            an_infection(workspace, patient, sign=number % 2 == 0, note=f"sagt {CANARY}")
        return workspace

    def work(self, seed: int, seconds: float) -> int:
        chance = random.Random(seed)  # noqa: S311 -- a seed, not a secret
        until, steps = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            self._step(chance)
            steps += 1
            self.titles.look()
            self._look_at_clipboard()
        return steps

    def _step(self, chance: random.Random) -> None:
        target = self.window.focusWidget() or self.window
        what = chance.random()
        if what < 0.45:
            QTest.keyClick(target, chance.choice(_KEYS))
        elif what < 0.62:
            QTest.keyClick(target, chance.choice(_WITH_CTRL), _CTRL)
        elif what < 0.85:
            QTest.keyClicks(target, chance.choice(_WORDS))
        elif what < 0.9 and isinstance(target, QLineEdit) and target.text():
            QTest.keyClick(target, Qt.Key.Key_A, _CTRL)
            QTest.keyClick(target, Qt.Key.Key_C, _CTRL)
            self.copied = time.monotonic()
        elif what < 0.93:
            self._fail(chance)
        else:
            kind = chance.choice(("patients", "today", "registry", "drafts", "settings", "measures"))
            self.window.go(Place(kind))
            withdrawal.under_way(self.workspace)
        settle()

    def _fail(self, chance: random.Random) -> None:
        try:
            {}[f"{CANARY}{chance.random()}"]
        except KeyError as error:
            self.guard.on_exception(type(error), error, error.__traceback__)

    def _look_at_clipboard(self) -> None:
        if self.copied is not None and time.monotonic() - self.copied > _MINUTE + 2:
            self.copied = None
            if CANARY in QGuiApplication.clipboard().text():
                self.stale.append("clipboard")

    def plant(self) -> None:
        (self.folder / "tmp" / "planted").write_text(f"x {CANARY} y", encoding="utf-16-le")
        self.window.setWindowTitle(f"IAGO {CANARY}")

    def unplant(self) -> None:
        (self.folder / "tmp" / "planted").unlink()
        self.window.setWindowTitle("IAGO Desktop")
        settle()
        self.titles.seen.clear()

    def close(self) -> None:
        self.window.close()
        setup.close(self.workspace)


def settle() -> None:
    for _ in range(2):
        QApplication.processEvents()
        QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()


def main(folder: Path) -> None:
    os.umask(0o077)
    robot = Robot(folder)
    for line in sys.stdin:
        order, *rest = line.split()
        steps = 0
        if order == "work":
            steps = robot.work(int(rest[0]), float(rest[1]))
        else:
            getattr(robot, order)()
            settle()
            robot.titles.look()
        print(
            json.dumps({"steps": steps, "seen": sorted(robot.titles.seen), "stale": robot.stale}), flush=True
        )
    robot.close()
    os._exit(0)  # what Qt would say while it is taken apart is nobody's business


if __name__ == "__main__":
    main(Path(sys.argv[1]))
