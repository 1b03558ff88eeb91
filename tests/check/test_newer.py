"""A newer database is refused in words by window, check and registry, and not a byte of it changes."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from iago_desktop.__main__ import main
from iago_desktop.check.command import PASSWORD as VARIABLE
from iago_desktop.registry.commands import app
from iago_desktop.registry.home import Home
from iago_desktop.services import setup
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store.connection import connect
from iago_desktop.store.schema import SCHEMA
from iago_desktop.ui.app import Program
from iago_desktop.ui.pages.trouble import TroublePage
from iago_desktop.ui.pages.unlock import UnlockPage
from tests.conftest import PASSWORD


def raise_shape(path: Path, key: bytes | None) -> str:
    raw = connect(path, key)
    raw.execute(f"PRAGMA user_version={SCHEMA + 1}")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    return digest(path)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def folder(practice: Workspace) -> Path:
    setup.close(practice)
    return practice.folder


@pytest.fixture
def before(practice: Workspace, folder: Path) -> str:
    return raise_shape(folder / "iago.db", practice.unlocked.database_key)


@pytest.mark.parametrize(("language", "said"), [("en", "newer version"), ("de", "neueren Version")])
def test_the_check_says_so_and_looks_no_further(
    folder: Path,
    before: str,
    language: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    assert main(["check", "--data", str(folder), "--language", language]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert not told.out
    assert digest(folder / "iago.db") == before
    assert not list((folder / "backups").glob("before-update-*"))


def test_the_window_says_so(
    qtbot: QtBot, qapp: QApplication, folder: Path, before: str, tmp_path: Path
) -> None:
    program = Program(
        qapp,
        folder,
        Settings(person="u1"),
        settings_file=tmp_path / "settings.json",
        log_folder=tmp_path / "log",
        argon=FLOOR,
        restart=lambda: None,
    )
    program.start()
    page = program.entrance.page()
    assert isinstance(page, UnlockPage)
    with qtbot.waitActive(program.entrance):
        program.entrance.activateWindow()
    qtbot.keyClicks(program.entrance.focusWidget(), PASSWORD)
    qtbot.keyClick(program.entrance.focusWidget(), "\r")
    qtbot.waitUntil(lambda: isinstance(program.entrance.page(), TroublePage), timeout=20_000)
    trouble = program.entrance.page()
    assert isinstance(trouble, TroublePage)
    assert "Install that version" in trouble.sentence.text()
    assert digest(folder / "iago.db") == before
    program.close()
    program.entrance.close()
    program.entrance.deleteLater()
    qapp.aboutToQuit.disconnect(program.close)


def test_the_registry_says_so_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "registry"
    Home.create(path, name="IAGO Register", registry_id="REG", new_password=None, today=date(2026, 5, 2))
    stored = raise_shape(path / "registry.db", None)
    bundle = tmp_path / "a.iago"
    bundle.write_bytes(b"x")
    arguments = ["ingest", str(path), str(bundle), "--receipts", str(tmp_path)]
    said = CliRunner().invoke(app, arguments, env={"LC_ALL": "C.UTF-8"})
    assert said.exit_code != 0
    assert "newer version" in said.output + (said.stderr or "")
    assert "Traceback" not in said.output
    assert digest(path / "registry.db") == stored


def test_json_names_the_code(
    folder: Path, before: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert before
    monkeypatch.setenv(VARIABLE, PASSWORD)
    assert main(["check", "--data", str(folder), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["code"] == "database_newer"
