"""Cold start to the unlock window's first paint, against a bare window with the same imports of Qt."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.measure import Result, result
from iago_desktop.demo.services_side import make_practice
from iago_desktop.services import setup

ROUNDS = 7
BARE = """
import sys
from PySide6 import QtCore, QtGui, QtSvg, QtWidgets
class Window(QtWidgets.QWidget):
    def paintEvent(self, event):
        QtWidgets.QApplication.exit(0)
application = QtWidgets.QApplication(sys.argv)
window = Window()
window.resize(1366, 768)
window.show()
application.exec()
"""
OURS = """
import sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from iago_desktop.ui import app
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            QApplication.exit(0)
        return False
app.main(["--data", sys.argv[1]], watch=Watch())
"""


def run(folder: Path) -> Iterator[Result]:
    setup.close(make_practice(folder, date.today()))
    ratios = []
    for _ in range(ROUNDS):
        bare = _seconds(BARE)
        ratios.append(_seconds(OURS, str(folder)) / bare)
    yield result("cold start to the unlock window, against a bare window", ratios, "x", 1.5)


def _seconds(program: str, *arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, *arguments], check=True, timeout=60)  # noqa: S603 - ours
    return time.perf_counter() - start
