"""make pictures: the two of the front page, from an invented practice, as `make screens` walks through it."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from iago_desktop.demo.screens.all_screens import TODAY
from iago_desktop.demo.screens.entrance import with_focus
from iago_desktop.demo.screens.tour import Tour, settle
from iago_desktop.rules import expressions
from iago_desktop.services import setup, training
from iago_desktop.settings import Settings
from iago_desktop.ui.main_window import MainWindow
from iago_desktop.ui.tokens import apply_style

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZE = (1366, 768)
ENTER = Qt.Key.Key_Return
INFECTION = ("urin", ENTER, "4", "1", ENTER, "1")
"""Goes on with a draft: urinary tract infection, intravenous, in hospital, begun at home."""


def main() -> int:
    app = QApplication(sys.argv[:1])
    apply_style(app)
    expressions.warm_up()
    with tempfile.TemporaryDirectory() as scratch:
        workspace = training.open_training(Path(scratch) / "practice", "en", today=lambda: TODAY)
        workspace.training = False  # as a practice sees it, without the frame
        window = MainWindow(workspace, Settings())
        with_focus(window)
        window.resize(*SIZE)
        tour = Tour(window, workspace)
        tour.press(Qt.Key.Key_F5)
        _take(window, "today")
        tour.go("form", tour.draft("infection"))
        for stroke in INFECTION:
            if isinstance(stroke, str):
                tour.write(stroke)
            else:
                tour.press(stroke)
        _take(window, "infection")
        window.close()
        setup.close(workspace)
    return 0


def _take(window: MainWindow, name: str) -> None:
    settle()
    window.grab().save(str(FOLDER / f"{name}.png"))


if __name__ == "__main__":
    sys.exit(main())
