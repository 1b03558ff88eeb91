"""What the demo does in the real windows: unlock, find the patient, type the infection, sign, look."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from iago_desktop.demo.facts import CaseFacts
from iago_desktop.demo.services_side import PASSWORD
from iago_desktop.demo.typist import CTRL, ENTER, Typist, press, wait_for, write
from iago_desktop.settings import Settings
from iago_desktop.ui.app import Program
from iago_desktop.ui.form.form_view import FormView
from iago_desktop.ui.form.signing_gate import TypePanel
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.tokens import apply_style

if TYPE_CHECKING:
    from iago_desktop.definitions.catalogue import Catalogue

SIZE = (1366, 768)
INITIALS = "DC"
"""Of everybody here: they are called Demo, their given name is the case, and no birth date is stated."""


class DemoWindows:
    """One sitting at the desk; `screens` gets a numbered picture a step."""

    def __init__(self, practice: Path, screens: Path, catalogue: "Catalogue") -> None:
        self._practice, self._screens, self._catalogue = practice, screens, catalogue
        self._pictures = len(list(screens.glob("*.png")))
        self._program: Program | None = None
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            app = QApplication(sys.argv[:1])
            apply_style(app)
        self._app = app

    def unlock(self) -> MainWindow:
        """Type the password into the unlock window."""
        own = self._practice.parent / "settings"
        program = Program(
            self._app, self._practice, Settings(), settings_file=own / "settings.json", log_folder=own
        )
        self._program = program
        program.start()
        program.entrance.resize(*SIZE)
        wait_for(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        write(PASSWORD)
        self.picture(program.entrance, "unlock")
        press(ENTER)
        main = wait_for(lambda: program.main)
        if not isinstance(main, MainWindow):
            raise TypeError(type(main))
        main.resize(*SIZE)
        main.activateWindow()
        wait_for(main.isActiveWindow)
        return main

    def record(self, main: MainWindow, case: CaseFacts) -> None:
        """Find the patient by a fragment, open a new infection, type it, sign it."""
        press(Qt.Key.Key_F6)
        press(Qt.Key.Key_Slash)
        write(case.id)
        self.picture(main, f"{case.id}_found")
        press(ENTER)
        if main.place.kind == "patients":
            press(ENTER)
        wait_for(lambda: main.place.kind == "patient")
        self.picture(main, f"{case.id}_patient")
        press(Qt.Key.Key_2, CTRL)
        view = wait_for(lambda: main.page().findChild(FormView))
        wait_for(view.current_editor)
        typist = Typist(view, self._catalogue, case.typed[0])
        typist.fill_in(lambda step: self.picture(main, f"{case.id}_{step}"))
        press(ENTER, CTRL)
        wait_for(lambda: _is_asked(main) or main.place.kind == "patient")
        if _is_asked(main):  # nothing of this patient was signed today before
            self.picture(main, f"{case.id}_whose")
            write(INITIALS)
            press(ENTER)
        wait_for(lambda: main.place.kind == "patient")
        self.picture(main, f"{case.id}_signed")

    def look_at_registry(self, main: MainWindow, name: str) -> None:
        press(Qt.Key.Key_F8)
        wait_for(lambda: main.place.kind == "registry")
        self.picture(main, name)

    def leave(self) -> None:
        """Close the windows and the database."""
        if self._program is not None:
            program, self._program = self._program, None
            program.close()
            if program.main is not None:
                program.main.close()
            program.entrance.close()
        QApplication.processEvents()

    def picture(self, window: QWidget, name: str) -> None:
        QApplication.processEvents()
        self._pictures += 1
        window.grab().save(str(self._screens / f"{self._pictures:02d}_{name}.png"))


def _is_asked(main: MainWindow) -> bool:
    """Whether something is to be typed before a signature counts."""
    return any(panel.isVisible() for panel in main.findChildren(TypePanel))
