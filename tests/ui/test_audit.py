"""The audit as somebody reads it: every entry, its details, its check and its files."""

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iago_desktop.services.workspace import Workspace
from iago_desktop.store.connection import connect
from iago_desktop.ui.names import hide_names
from iago_desktop.ui.page import Place
from iago_desktop.ui.pages.audit import AuditPage
from tests.builders import a_patient, an_infection
from tests.ui.desk import CTRL, ENTER, Desk, open_desk
from tests.ui.pdf_text import Pdf


@pytest.fixture
def desk(qtbot: QtBot, practice: Workspace) -> Desk:
    an_infection(practice, a_patient(practice, surname="Meier"))
    a_patient(practice, surname="Zeller")
    return open_desk(qtbot, practice)


def _page(desk: Desk) -> AuditPage:
    desk.window.go(Place("audit"))
    page = desk.window.page()
    assert isinstance(page, AuditPage)
    desk.bot.waitUntil(lambda: bool(page.shown()) and "hold" in page.state_line.words.text())
    desk.bot.waitUntil(lambda: page._choosing is None)
    return page


def _actions(page: AuditPage) -> list[str]:
    return [row.cells[2] for row in page.shown()]


def test_it_is_reached_from_the_palette_and_from_the_settings(desk: Desk) -> None:
    desk.press(Qt.Key.Key_K, CTRL)
    desk.bot.waitUntil(lambda: desk.window.finder.palette is not None)
    desk.type("audit")
    desk.press(ENTER)
    assert desk.window.place == Place("audit")
    desk.window.go(Place("settings"))
    desk.window.page().audit.open.click()  # type: ignore[attr-defined]
    assert desk.window.place == Place("audit")
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.place == Place("settings")


def test_every_entry_stands_there_newest_first_and_checked(desk: Desk) -> None:
    page = _page(desk)
    actions = _actions(page)
    assert actions[0] == "Patient added"
    assert actions.index("Entry signed") < actions.index("Entry recorded") < actions.index("Practice set up")
    numbers = [row.id for row in page.shown()]
    assert numbers == sorted(numbers, reverse=True)
    assert page.shown()[0].cells[3].startswith("Zeller")
    assert page.state_line.words.text() == f"Checked: all {len(actions)} entries hold."
    assert desk.window.rail.items["settings"].isChecked()


def test_it_is_filtered_by_person_patient_kind_and_days(desk: Desk) -> None:
    page = _page(desk)
    total = len(page.shown())
    desk.press(Qt.Key.Key_Slash)
    desk.type("zell")
    desk.bot.waitUntil(lambda: len(page.shown()) == 1)
    assert page.count.text() == f"1 of {total}"
    desk.press(Qt.Key.Key_Escape)
    desk.bot.waitUntil(lambda: len(page.shown()) == total)
    page.group.setFocus()
    page.group._options[3].click()
    desk.bot.waitUntil(lambda: len(page.shown()) < total)
    assert all(row.line.intent in ("add_user", "unlock", "change_rights", "lock") for row in page.shown())


def test_enter_shows_what_was_changed_and_its_proof(desk: Desk) -> None:
    page = _page(desk)
    signed = next(at for at, row in enumerate(page.shown()) if row.line.intent == "sign_record")
    page.table.choose(signed)
    desk.press(ENTER)
    desk.bot.waitUntil(lambda: page.sheet is not None)
    assert page.sheet is not None
    words = [each.text() for each in page.sheet.findChildren(type(page.count))]
    assert "Entry signed" in words
    assert "Its line leaves with the next bundle." in words
    assert any(each.startswith("Meier") for each in words)
    badges = [
        each.accessibleName() for each in page.sheet.findChildren(object) if hasattr(each, "set_status")
    ]
    assert badges == ["Signature holds"]
    desk.press(Qt.Key.Key_Escape)
    assert page.sheet is None
    assert desk.window.place == Place("audit")


def test_an_entry_changed_from_outside_is_named(desk: Desk) -> None:
    page = _page(desk)
    workspace = desk.window._workspace
    raw = connect(workspace.store.path, workspace.unlocked.database_key)
    raw.execute("DROP TRIGGER revision_is_not_changed")
    raw.execute("UPDATE revision SET private = CAST('{}' AS BLOB) WHERE seq = 3")
    raw.close()
    page.state_line.check_button.click()
    desk.bot.waitUntil(lambda: "does not hold" in page.state_line.words.text())
    assert page.state_line.words.text().startswith("Entry no. 3 does not hold")


def test_the_table_is_written_guarded_and_that_is_an_entry(desk: Desk, tmp_path: Path) -> None:
    page = _page(desk)
    before = len(page.shown())
    desk.folders.append(tmp_path)
    page.files.table.click()
    desk.bot.waitUntil(lambda: desk.window.toast().startswith("Saved as iago-audit-"))
    assert desk.window.toast().endswith("The file is not encrypted.")
    (file,) = tmp_path.glob("*.csv")
    rows = list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0][:3] == ["Entry", "Up to entry", "When (UTC)"]
    assert len(rows) == before + 1
    assert rows[1][6].startswith("Zeller")
    desk.bot.waitUntil(lambda: _actions(page)[0] == "Audit exported")


def test_the_pages_name_practice_range_and_head(desk: Desk, tmp_path: Path) -> None:
    page = _page(desk)
    _, digest = desk.window._workspace.store.head()
    desk.folders.append(tmp_path)
    page.files.paper.click()
    desk.bot.waitUntil(lambda: bool(list(tmp_path.glob("*.pdf"))))
    (file,) = tmp_path.glob("*.pdf")
    words = "".join(Pdf(file.read_bytes()).text().split())
    assert digest in words
    assert "Auditofthepractice" in words
    assert "Entrysigned" in words
    assert "Zeller" in words


def test_hidden_names_are_hidden_here_too(desk: Desk) -> None:
    hide_names(True)
    try:
        page = _page(desk)
        assert page.shown()[0].cells[3].startswith("Z. ")
    finally:
        hide_names(False)


def test_without_the_right_the_buttons_say_why(desk: Desk) -> None:
    desk.window._workspace.rights = frozenset({"enter"})
    page = _page(desk)
    assert not page.files.table.isEnabled()
    assert "right" in page.files.table.accessibleDescription()
