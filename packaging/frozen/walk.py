"""`walk FOLDER LANGUAGE` uses the program; `walk FOLDER --start` ends with its first picture.

Imports in functions: a start is measured, and must not wait for what only the walk needs.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer


class FirstPicture(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched.isWidgetType():
            # Leaves at once: what is imported on another thread afterwards is not the start.
            QTimer.singleShot(0, lambda: os._exit(0))
        return False


def main(folder: str, how: str) -> None:
    if how == "--start":
        from iago_desktop.ui import app

        app.main(["--data", folder], watch=FirstPicture())
    else:
        from walking import Walk

        Walk(Path(folder), how)()


if __name__ == "__main__":
    main(*sys.argv[1:])
