"""The process is killed while somebody types, or the disk is full: at most two seconds are lost."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from iago_desktop.errors import StoreError
from iago_desktop.services import patients, records, setup
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui.form.form_page import FormPage
from iago_desktop.ui.widgets import Link
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
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    editor = page.view.current_editor() or page.view.page().editor_of("note")
    assert page.view.draft.display("onset") == "15.09.2026"
    assert page.view.step == "optimize"
    assert editor is not None
    assert (editor.asked().field, editor.pending_text()) == ("note", "Fever at ho")


def test_what_cannot_be_saved_is_tried_again_and_can_be_copied(
    qtbot: QtBot, practice: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    page = FormPage(practice, records.start(practice, treatment, "crs"))
    qtbot.addWidget(page)
    page.show()
    (copy,) = [link for link in page.findChildren(Link) if link.text() == "Save a copy …"]
    assert not copy.isVisible()
    page.view.draft.enter("onset", "d14")

    def is_full(*_given: object) -> str:
        raise StoreError("disk_full")

    with monkeypatch.context() as full:
        full.setattr(records, "autosave", is_full)
        page.save()
        assert copy.isVisible()
        page.choose = lambda _parent: tmp_path
        with qtbot.waitSignal(page.notice):
            copy.click()
    (written,) = tmp_path.glob("IAGO_draft_*.txt")
    assert "day +14" in written.read_text()
    assert "Baumann" not in written.read_text()
    qtbot.waitUntil(lambda: not copy.isVisible(), timeout=7000)
    assert (
        page.view.draft.answers == records.open_draft(practice, records.drafts(practice)[0].id).draft.answers
    )
