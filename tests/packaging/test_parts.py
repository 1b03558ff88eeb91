"""What the scripts of packaging/ do before and after the freezing."""

import gzip
import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Protocol

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


class Script(Protocol):
    def __call__(self, name: str) -> ModuleType: ...


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module


def test_what_is_missing_is_named_by_its_package(script: Script) -> None:
    check = script("check_system")
    here = {"libEGL.so.1", "libxcb-cursor.so.0"}
    missing = check.missing({**check.LIBRARIES, **check.PACKED}, here.__contains__)
    assert "libegl1" not in missing
    assert "libxcb-cursor0" not in missing
    assert {"libgl1", "libxcb-icccm4", "libxkbcommon-x11-0"} <= set(missing)
    assert not check.loads("libnobodyhas.so.99")


def test_packing_asks_for_more_than_running(
    script: Script, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    check = script("check_system")
    monkeypatch.setattr(check.sys, "platform", "linux")
    monkeypatch.setattr(check, "loads", lambda library: library in check.LIBRARIES)
    monkeypatch.setattr(check.shutil, "which", lambda _program: None)
    assert check.main([]) == 0
    assert check.main(["--package"]) == 1
    said = capsys.readouterr().err
    for package in ("libxcb-cursor0", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0", "xvfb"):
        assert package in said
    assert check.main(["--package", "--packages"]) == 0
    assert capsys.readouterr().out.split()[0] == "libxcb-cursor0"


def test_licences_of_all_that_is_inside_travel_with_it(script: Script) -> None:
    licences = script("licences")
    assert {"pyside6-essentials", "sqlalchemy", "cryptography"} <= licences.needed()
    assert "pytest" not in licences.needed()
    with_text = {Path(folder).name for _, folder in licences.texts()}
    # The LGPL of Qt for Python comes from here.
    assert licences.needed() - with_text <= {"pyside6-essentials", "shiboken6"}
    own = {Path(file).name for file, folder in licences.texts() if folder == "licences"}
    assert own == {"LGPL-3.0.txt", "GPL-3.0.txt"}


def test_the_place_of_the_building_is_forgotten(script: Script, tmp_path: Path) -> None:
    forget = script("building").forget_the_building_machine
    library, other, text = tmp_path / "a.so", tmp_path / "b.so.1", tmp_path / "c.so.txt"
    library.write_bytes(b"\x7fELF..\0/home/builder/lib\0more")
    other.write_bytes(b"\x7fELF..\0/home/builder/library\0more")
    text.write_bytes(b"/home/builder/lib\0")
    forget(tmp_path, "/home/builder/lib")
    assert library.read_bytes() == b"\x7fELF..\0$ORIGIN" + b"\0" * 11 + b"more"
    assert other.read_bytes() == b"\x7fELF..\0/home/builder/library\0more"
    assert text.read_bytes() == b"/home/builder/lib\0"


def test_the_systems_own_folders_stay(script: Script, tmp_path: Path) -> None:
    library = tmp_path / "a.so"
    library.write_bytes(b"\x7fELF..\0/usr/lib/x86_64-linux-gnu\0")
    script("building").forget_the_building_machine(tmp_path, "/usr/lib/x86_64-linux-gnu")
    assert b"ORIGIN" not in library.read_bytes()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="dpkg-deb is Debian's")
def test_the_debian_package_asks_for_the_c_library_of_its_files(script: Script, tmp_path: Path) -> None:
    frozen = tmp_path / "frozen"
    (frozen / "lib").mkdir(parents=True)
    (frozen / "iago-desktop").write_bytes(b"\x7fELF GLIBC_2.17\0")
    (frozen / "lib" / "a.so").write_bytes(b"\x7fELF GLIBC_2.36\0GLIBC_2.4\0")
    (frozen / "lib" / "a.so").chmod(0o755)
    debian = script("debian").build(frozen, tmp_path, "1.2.3")
    stated = subprocess.run(["dpkg-deb", "-f", debian], check=True, capture_output=True, text=True).stdout
    assert "libc6 (>= 2.36)" in stated
    unpacked = tmp_path / "unpacked"
    subprocess.run(["dpkg-deb", "-x", debian, unpacked], check=True)
    news = gzip.decompress((unpacked / "usr/share/doc/iago-desktop/changelog.gz").read_bytes()).decode()
    assert "\n -- The IAGO Desktop contributors <" in news
    assert (unpacked / "usr/lib/iago-desktop/lib/a.so").stat().st_mode & 0o111 == 0
    assert (unpacked / "usr/lib/iago-desktop/iago-desktop").stat().st_mode & 0o111 == 0o111
