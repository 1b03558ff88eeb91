"""A form in a process of its own that dies while somebody types: run by test_crash."""

import os
import signal
import sys
from datetime import date
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iago_desktop.services import setup
from iago_desktop.ui.form.form_page import FormPage


def main(folder: str, password: str, draft_id: str, today: str) -> None:
    app = QApplication([])
    workspace = setup.open_workspace(
        Path(folder), "u1", password, "en", today=lambda: date.fromisoformat(today)
    )
    page = FormPage(workspace, draft_id)
    page.resize(1290, 712)
    page.show()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    QTest.keyClicks(app.focusWidget(), "d14\r")
    QTest.qWait(50)  # the field is left: it is saved at once
    page.view.go_to_field("note")
    QTest.keyClicks(app.focusWidget(), "Fever at ho")
    QTest.qWait(2000)  # what is typed and not left is saved within two seconds
    QTest.keyClicks(app.focusWidget(), "me")
    os.kill(os.getpid(), signal.SIGKILL)


main(*sys.argv[1:])
