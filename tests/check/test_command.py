"""The check without a window: what holds, what does not, in words, and nothing in the folder changed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iago_desktop import settings
from iago_desktop.__main__ import main
from iago_desktop.check import command
from iago_desktop.check.command import PASSWORD as VARIABLE
from iago_desktop.check.command import texts
from iago_desktop.services import backup, exchange, setup
from iago_desktop.services.workspace import Workspace
from iago_desktop.settings import Settings
from iago_desktop.signing.keystore import KeyStore
from iago_desktop.store.connection import connect
from tests.builders import a_patient, an_infection
from tests.conftest import PASSWORD
from tests.registry_simulator import RegistrySimulator

Say = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def folder(practice: Workspace, tmp_path: Path) -> Path:
    """Enrolled, one bundle that was confirmed, one record since, one backup; closed."""
    registry = RegistrySimulator()
    registry.enrol(practice, tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    an_infection(practice, a_patient(practice))
    sent = registry.read(exchange.export(practice, stick).path.read_bytes())
    exchange.import_file(practice, registry.receipt(sent))
    an_infection(practice, a_patient(practice, surname="Zeller"))
    backup.make(practice)
    setup.close(practice)
    return practice.folder


@pytest.fixture
def say(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*more: str, password: str = PASSWORD) -> tuple[int, dict[str, Any]]:
        monkeypatch.setenv(VARIABLE, password)
        code = main(["check", "--data", str(folder), "--json", "--language", "en", *more])
        return code, json.loads(capsys.readouterr().out)

    return run


def _wrong(told: dict[str, Any]) -> list[str]:
    return [each["code"] for each in told["checks"] if each["state"] == "wrong"]


def _edit(folder: Path, *statements: str) -> None:
    keys = KeyStore.load(folder / "keystore.json").unlock("u1", PASSWORD)
    raw = connect(folder / "iago.db", keys.database_key)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        raw.execute(statement)
    raw.close()


def test_everything_holds_and_nothing_is_changed(folder: Path, say: Say) -> None:
    def bytes_of() -> dict[str, bytes]:
        return {
            str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
        }

    before = bytes_of()
    code, told = say()
    assert (code, told["ok"]) == (0, True)
    assert {each["check"]: each["state"] for each in told["checks"]} == dict.fromkeys(
        ("keystore", "database", "chain", "keys", "rows", "witness", "bundles", "receipts", "backups"), "ok"
    )
    assert bytes_of() == before


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE revision SET private = CAST('{}' AS BLOB) WHERE seq = 4", "chain_wrong"),
        ("UPDATE record SET grade = 4", "rows_wrong"),
        ("UPDATE identity SET surname = 'Other'", "rows_wrong"),
        ("UPDATE bundle SET audit_head = 'ab'", "bundles_wrong"),
        ("UPDATE bundle SET set_digest = previous", "bundles_wrong"),
        ("UPDATE bundle SET receipt = file", "receipts_wrong"),
        ("DELETE FROM revision WHERE seq = (SELECT max(seq) FROM revision)", "witness_shorter"),
    ],
)
def test_what_is_wrong_is_named(folder: Path, say: Say, statement: str, code: str) -> None:
    _edit(folder, statement)
    exit_code, told = say()
    assert exit_code == 1
    assert code in _wrong(told)


def test_a_flipped_bit_a_forged_witness_and_a_broken_backup(folder: Path, say: Say) -> None:
    (folder / "witness.json").write_text("{}", encoding="utf-8")
    (saved,) = (folder / "backups").glob("*.iagobak")
    data = bytearray(saved.read_bytes())
    data[len(data) // 2] ^= 1
    saved.write_bytes(data)
    database = bytearray((folder / "iago.db").read_bytes())
    database[-100] ^= 1
    (folder / "iago.db").write_bytes(database)
    code, told = say()
    assert code == 1
    assert {"witness_forged", "backups_wrong", "database_pages"} <= set(_wrong(told))


def test_a_wrong_password_is_said_and_is_no_finding(folder: Path, say: Say) -> None:
    code, told = say(password="another anvil harbour moss")
    assert (code, told["code"]) == (2, "wrong_password")
    assert told["message"]


def test_who_it_is_and_which_folder(folder: Path, say: Say, tmp_path: Path) -> None:
    assert say("--user", "u1")[0] == 0
    assert say("--user", "nobody")[1]["code"] == "check_user_unknown"
    assert say("--data", str(tmp_path / "none"))[1]["code"] == "check_no_practice"


def test_without_a_folder_it_is_the_one_that_the_window_opens(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "settings.json"
    settings.save(Settings(data_folder=folder), file)
    monkeypatch.setattr(command, "settings_file", lambda: file)
    monkeypatch.setenv(VARIABLE, PASSWORD)
    assert main(["check", "--language", "en"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("Everything holds.")


def test_an_open_practice_is_left_alone(folder: Path, say: Say, opened: Callable[[], Workspace]) -> None:
    opened()
    assert say()[0] == 2


def test_without_a_display_and_without_qt(folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    environment.pop("QT_QPA_PLATFORM", None)
    program = (
        "import sys; from iago_desktop.__main__ import main; code = main(sys.argv[1:]); "
        "assert not [each for each in sys.modules if each.startswith('PySide6')]; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "--data", str(folder), "--language", "de"],
        env={**environment, VARIABLE: PASSWORD},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Verlauf" in done.stdout
    assert done.stdout.rstrip().endswith("Alles ist in Ordnung.")


def test_every_text_is_there_in_both_languages() -> None:
    assert all(set(each) == {"en", "de"} and all(each.values()) for each in texts().values())
    for each in texts().values():
        assert sorted(part.split("}")[0] for part in each["en"].split("{")[1:]) == sorted(
            part.split("}")[0] for part in each["de"].split("{")[1:]
        )
