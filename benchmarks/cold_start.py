"""Cold start to the unlock window's first paint, against a bare window with the same imports of Qt.

The same imports are the same names: Qt makes its types when they are first asked for, which takes its time.
"""

import os
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
# Both leave right after their first paint: closing, and imports on another thread, are not the start.
BARE = """
import os, sys
from PySide6 import QtCore, QtWidgets
{imports}
class Window(QtWidgets.QWidget):
    def paintEvent(self, event):
        QtCore.QTimer.singleShot(0, lambda: os._exit(0))
application = QtWidgets.QApplication(sys.argv)
window = Window()
window.resize(1366, 768)
window.show()
application.exec()
"""
QT_NAMES = """
import sys
from PySide6.QtCore import QEvent, QObject
from iago_desktop.ui import app
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            names = set()
            for module in [m for name, m in sys.modules.items() if name.startswith("iago_desktop")]:
                for name, value in vars(module).items():
                    home = getattr(value, "__module__", None) or ""
                    if home.startswith("PySide6.") and "." not in getattr(value, "__qualname__", "."):
                        names.add(f"from {home} import {value.__qualname__}")
            print("\\n".join(sorted(names)), flush=True)
            import os
            os._exit(0)
        return False
app.main(["--data", sys.argv[1]], watch=Watch())
"""
OURS = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from iago_desktop.ui import app
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            QTimer.singleShot(0, lambda: os._exit(0))
        return False
app.main(["--data", sys.argv[1]], watch=Watch())
"""


def run(folder: Path) -> Iterator[Result]:
    setup.close(make_practice(folder, date.today()))
    names = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", QT_NAMES, str(folder)], check=True, timeout=60, capture_output=True, text=True
    ).stdout
    bare_window = BARE.format(imports=names)
    _seconds(OURS, str(folder))  # compiled and kept by now
    ratios = []
    for _ in range(ROUNDS):
        bare = _seconds(bare_window)
        ratios.append(_seconds(OURS, str(folder)) / bare)
    yield result("cold start to the unlock window, against a bare window", ratios, "x", 1.5)


def environment() -> dict[str, str]:
    """As in a practice, where Python keeps what it compiled."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _seconds(program: str, *arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", program, *arguments], check=True, timeout=60, env=environment()
    )
    return time.perf_counter() - start
