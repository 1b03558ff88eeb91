"""Permissions, core files, and who holds the folder."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path, PureWindowsPath

import pytest

from iago_desktop import __main__ as program
from iago_desktop.errors import StoreError
from iago_desktop.registry import commands
from iago_desktop.signing import access, whole_file
from iago_desktop.store import hardening
from iago_desktop.store.lock import FolderLock
from iago_desktop.store.store import Store
from iago_desktop.ui import app

if sys.platform != "win32":
    import resource

ROOT = Path(__file__).parent.parent.parent

HARDENED = """
import os, resource, sys
from iago_desktop.store.hardening import harden
harden()
open(sys.argv[1], "w").close()
print(resource.getrlimit(resource.RLIMIT_CORE))
print(oct(os.stat(sys.argv[1]).st_mode & 0o777))
import ctypes
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
sys.stdout.flush()
os.abort()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is of Linux")
def test_a_hardened_process_leaves_no_image_of_its_memory(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", HARDENED, str(tmp_path / "made")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        umask=0o022,
    )
    assert run.stdout.splitlines() == ["(0, 0)", "0o600", "0"]
    assert run.returncode < 0
    assert not list(ROOT.glob("core*"))


def test_the_program_hardens_itself_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def harden() -> None:
        raise InterruptedError

    monkeypatch.setattr(hardening, "harden", harden)
    with pytest.raises(InterruptedError):
        app.main(["--data", "unused"])


@pytest.mark.parametrize(
    ("call", "hardened"),
    [
        (lambda: program.main(["check", "--data", "unused"]), "harden"),
        (commands.main, "harden_memory"),
    ],
    ids=["check", "registry"],
)
def test_so_do_the_commands_that_hold_keys(
    monkeypatch: pytest.MonkeyPatch, call: Callable[[], object], hardened: str
) -> None:
    def stop() -> None:
        raise InterruptedError

    monkeypatch.setattr(hardening, hardened, stop)
    with pytest.raises(InterruptedError):
        call()


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is of Linux")
def test_the_memory_of_an_open_database_is_not_swapped(store: Store) -> None:
    limit = resource.getrlimit(resource.RLIMIT_MEMLOCK)[0]
    if 0 <= limit < 2**20:
        pytest.skip("this system lets nobody lock memory")
    with store.read():
        open_ = _locked_memory()
    store.close()
    assert open_ > _locked_memory()


def _locked_memory() -> int:
    """KiB of this process."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmLck:")))


def test_what_is_asked_of_windows() -> None:
    asked: list[object] = []
    hardening.harden_windows(
        hardening.Windows(
            set_error_mode=lambda mode: asked.append(("mode", mode)),
            set_default_dll_directories=lambda which: asked.append(("libraries", which)),
            wer_set_flags=lambda flags: asked.append(("flags", flags)),
            wer_exclude=lambda *excluded: asked.append(excluded),
        ),
        "iago-desktop.exe",
    )
    # The order counts: what the reports need is loaded from System32 only.
    assert asked == [("libraries", 0x1000), ("mode", 0x8003), ("flags", 1), ("iago-desktop.exe", False)]


def test_icacls_lets_the_owner_and_the_system_in() -> None:
    ran: list[list[str]] = []
    environ = {"USERDOMAIN": "PRAXIS", "USERNAME": "m.weber", "SYSTEMROOT": r"C:\Windows"}
    folder = PureWindowsPath(r"C:\Users\m.weber\AppData\Local\IAGO Desktop")
    access.close_folder(folder, environ, lambda command: ran.append(list(command)) or 0)
    (command,) = ran
    assert command[:2] == [r"C:\Windows\System32\icacls.exe", str(folder)]
    assert command[2:] == [
        "/inheritance:r",
        "/grant:r",
        r"PRAXIS\m.weber:(OI)(CI)F",
        "*S-1-5-18:(OI)(CI)F",
        "/Q",
    ]
    with pytest.raises(StoreError, match="folder_open_to_others"):
        access.close_folder(folder, environ, lambda _command: 5)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_folder_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    folder.mkdir()
    folder.chmod(0o755)
    whole_file.private_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


class OfNobody(type(Path())):  # type: ignore[misc]
    """A path on a stick without owners: chmod succeeds and nothing happens."""

    def chmod(self, mode: int, *, follow_symlinks: bool = True) -> None:
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_where_that_cannot_be_done_it_is_refused(tmp_path: Path) -> None:
    folder = OfNobody(tmp_path / "stick")
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick").chmod(0o755)
    with pytest.raises(StoreError, match="folder_open_to_others"):
        whole_file.private_folder(folder)


def test_who_holds_the_folder_is_told_and_forgotten(tmp_path: Path) -> None:
    morning = datetime(2026, 11, 23, 8, 14, tzinfo=UTC)
    lock = FolderLock(tmp_path, now=lambda: morning, computer=lambda: "PRAXIS-1")
    with lock:
        with pytest.raises(StoreError) as caught:
            FolderLock(tmp_path).acquire()
        since = "2026-11-23T08:14:00+00:00"
        assert caught.value.details == {"computer": "PRAXIS-1", "pid": os.getpid(), "since": since}
        assert stat.S_IMODE((tmp_path / "lock").stat().st_mode) == 0o600
    assert (tmp_path / "lock").read_bytes() == b""


@pytest.mark.parametrize(
    "left", [b'{"held":{"pid":1,"computer":"X","since":"yesterday"}}', b"{", b"[]", b"\xff", b'{"held":7}']
)
def test_what_a_dead_process_left_stops_nobody(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "lock").write_bytes(left)
    with FolderLock(tmp_path):
        assert json.loads((tmp_path / "lock").read_bytes())["held"]["pid"] == os.getpid()
        (tmp_path / "lock").write_bytes(left)
        with pytest.raises(StoreError) as caught:
            FolderLock(tmp_path).acquire()
        assert caught.value.details == {}


def test_what_is_kept_in_the_lock_survives_it(tmp_path: Path) -> None:
    with FolderLock(tmp_path) as lock:
        lock.keep("failures", 3)
    assert json.loads((tmp_path / "lock").read_bytes()) == {"failures": 3}
    with FolderLock(tmp_path) as lock:
        assert lock.content()["failures"] == 3
        lock.keep("failures", None)
    assert (tmp_path / "lock").read_bytes() == b""
