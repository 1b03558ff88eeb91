"""The real program, offscreen: unlocks, shows a patient, locks by starting anew, shows the unlock page again.

Run by memory.py: FOLDER ELSEWHERE.  The password lies in a file, for what stands on a command line stays in
the memory of the process that follows.  Says on standard output where it is, and waits before it goes on.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iago_desktop import settings
from iago_desktop.settings import Settings
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.ui.app import Program
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.page import Place
from iago_desktop.ui.tokens import apply_style


def main(folder: Path, elsewhere: Path) -> None:
    app = QApplication([])
    apply_style(app)
    file = elsewhere / "settings.json"
    program = Program(
        app,
        folder,
        settings.load(file, Settings()),
        settings_file=file,
        log_folder=elsewhere,
        argon=FLOOR,
        restart=lambda: os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]]),  # noqa: S606
    )
    password = elsewhere / "password"

    def on_painted() -> None:
        if not password.exists():
            say_and_wait("locked")
            program.entrance.hide()
            program.entrance.look()
            program.entrance.show()
            QTest.qWait(50)
            say_and_wait("reopened")
            os._exit(0)
        typed = password.read_text(encoding="ascii")
        password.unlink()
        QTest.keyClicks(app.focusWidget(), typed)
        QTest.keyClick(app.focusWidget(), Qt.Key.Key_Return)

    def on_opened(window: MainWindow) -> None:
        QTimer.singleShot(100, window, lambda: on_shown(window))

    def on_shown(window: MainWindow) -> None:
        patient = (elsewhere / "patient").read_text(encoding="ascii")
        window.go(Place("patients"))
        QTest.qWait(100)
        window.go(Place("patient", patient))
        QTest.qWait(200)
        say_and_wait("shown")
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    program.entrance.painted.connect(on_painted)
    program.opened.connect(on_opened)
    program.start()
    app.exec()


def say_and_wait(words: str) -> None:
    os.write(1, f"{words}\n".encode())
    os.read(0, 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
