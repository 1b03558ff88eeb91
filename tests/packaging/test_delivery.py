"""What is delivered, as far as it can be looked at without building it."""

import configparser
import hashlib
import importlib
import plistlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from iago_desktop import __version__
from iago_desktop.bundle import MIMETYPE
from iago_desktop.signing.signatures import SigningKey

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> object:
    """Imports a script of packaging/ by its name, as the scripts import one another."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module


def loaded(script: object, name: str) -> ModuleType:
    assert callable(script)
    module = script(name)
    assert isinstance(module, ModuleType)
    return module


def test_windows_gets_an_icon_and_the_version(script: object, qapp: QGuiApplication, tmp_path: Path) -> None:
    loaded(script, "windows_files").write(tmp_path, "1.2.3")
    assert QImage(str(tmp_path / "iago.ico")).width() == 256
    text = (tmp_path / "version.txt").read_text(encoding="utf-8")
    assert "filevers=(1, 2, 3, 0)" in text
    assert '"ProductVersion", "1.2.3"' in text


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="dpkg-deb is Debian's")
def test_the_debian_package_has_links_types_and_safe_modes(script: object, tmp_path: Path) -> None:
    frozen = tmp_path / "frozen"
    (frozen / "lib").mkdir(parents=True, mode=0o700)
    (frozen / "iago-desktop").write_text("program")
    (frozen / "iago-desktop").chmod(0o700)
    (frozen / "iago-registry").symlink_to("iago-desktop")
    (frozen / "lib" / "data.toml").write_text("x")
    (frozen / "lib" / "data.toml").chmod(0o666)
    debian = loaded(script, "debian")
    package = debian.build(frozen, tmp_path, "1.2.3")
    listed = subprocess.run(["dpkg-deb", "-c", package], check=True, capture_output=True, text=True).stdout
    modes = {line.split()[5]: line.split()[0] for line in listed.splitlines()}
    assert modes["./usr/lib/iago-desktop/iago-desktop"] == "-rwxr-xr-x"
    assert modes["./usr/lib/iago-desktop/lib/data.toml"] == "-rw-r--r--"
    assert modes["./usr/lib/iago-desktop/lib/"] == "drwxr-xr-x"
    assert "./usr/bin/iago-desktop -> ../lib/iago-desktop/iago-desktop" in listed
    assert "./usr/bin/iago-registry -> ../lib/iago-desktop/iago-registry" in listed
    assert "./usr/share/mime/packages/iago-desktop.xml" in listed
    stated = subprocess.run(["dpkg-deb", "-f", package], check=True, capture_output=True, text=True).stdout
    assert "Version: 1.2.3" in stated


def test_the_type_of_a_bundle_is_the_same_everywhere() -> None:
    name = MIMETYPE.decode()
    kind = ET.parse(PACKAGING / "linux" / "iago-desktop.mime.xml").getroot()[0]
    assert kind.get("type") == name
    assert name in (PACKAGING / "linux" / "org.iago.Desktop.metainfo.xml").read_text(encoding="utf-8")
    assert name in (PACKAGING / "windows" / "iago-desktop.iss").read_text(encoding="utf-8")
    assert name in (PACKAGING / "iago.spec").read_text(encoding="utf-8")


def test_the_desktop_entry_starts_the_command() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(PACKAGING / "linux" / "iago-desktop.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Exec"] == "iago-desktop"
    assert entry["Desktop Entry"]["Terminal"] == "false"


def test_the_store_page_knows_this_version() -> None:
    page = ET.parse(PACKAGING / "linux" / "org.iago.Desktop.metainfo.xml")
    assert next(page.iter("release")).get("version") == __version__


def test_nothing_is_packed_into_one_file_or_compressed() -> None:
    text = (PACKAGING / "iago.spec").read_text(encoding="utf-8")
    assert "upx=True" not in text
    assert text.count("exclude_binaries=True") == text.count("EXE(")


def test_the_mac_program_asks_for_no_network() -> None:
    asked = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert not [name for name in asked if "network" in name]


def test_the_installer_needs_no_administrator_and_keeps_the_data() -> None:
    text = (PACKAGING / "windows" / "iago-desktop.iss").read_text(encoding="utf-8")
    assert re.search(r"^PrivilegesRequired=lowest$", text, re.MULTILINE)
    assert "UninstallDelete" not in text


def test_every_secret_of_the_workflow_is_named_at_its_top() -> None:
    text = (ROOT / ".github" / "workflows" / "build.yml").read_text(encoding="utf-8")
    head = text.split("name: build")[0]
    for name in re.findall(r"secrets\.([A-Z_]+)", text):
        assert name in head


def test_the_workflow_packs_by_the_steps_of_make_package() -> None:
    text = (ROOT / ".github" / "workflows" / "build.yml").read_text(encoding="utf-8")
    (recipe,) = re.findall(
        r"^package: .*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    steps = re.findall(r"^\t\$\(PY\) (packaging/\S+)$", recipe, re.MULTILINE)
    assert len(steps) > 1
    assert "\n".join(f"          python {each}" for each in steps) in text


def test_the_sums_are_signed_as_minisign_checks_them(
    script: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing = loaded(script, "sign_sums")
    (tmp_path / "a.deb").write_bytes(b"")
    (tmp_path / "a-setup.exe").write_bytes(b"made last")
    monkeypatch.setattr(signing, "DIST", tmp_path)
    monkeypatch.delenv("KEY", raising=False)
    assert signing.main() == 0
    assert not (tmp_path / "SHA256SUMS.minisig").exists()
    key = SigningKey.generate()
    monkeypatch.setenv("KEY", key.to_text("of nobody"))
    monkeypatch.setenv("PASSWORD", "of nobody")
    assert signing.main() == 0
    sums = (tmp_path / "SHA256SUMS").read_bytes()
    assert b"  a-setup.exe\n" in sums
    assert hashlib.sha256(b"").hexdigest().encode() + b"  a.deb\n" in sums
    key.public.verify(sums, (tmp_path / "SHA256SUMS.minisig").read_bytes())
