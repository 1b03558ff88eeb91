"""The process is killed while somebody types: at most the last two seconds are lost."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from iago_desktop.services import patients, records, setup
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.form_page import FormPage
from tests.builders import a_patient
from tests.conftest import PASSWORD, TODAY

SCRIPT = Path(__file__).with_name("killed_form.py")


def test_the_same_field_is_open_after_a_crash(
    qtbot: QtBot, practice_folder: Path, opened: Callable[[], Workspace]
) -> None:
    practice = opened()
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    draft_id = records.start(practice, treatment, "crs")
    setup.close(practice)
    command = [sys.executable, str(SCRIPT), str(practice_folder), PASSWORD, draft_id, TODAY.isoformat()]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    practice = opened()
    page = FormPage(practice, draft_id)
    qtbot.addWidget(page)
    editor = page.view.current_editor() or page.view.page().editor_of("note")
    assert page.view.draft.display("onset") == "15.09.2026"
    assert page.view.step == "optimize"
    assert editor is not None
    assert (editor.asked().field, editor.pending_text()) == ("note", "Fever at ho")
