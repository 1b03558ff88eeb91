"""What a release is built from is pinned, whole, and within what the project asks for."""

import importlib
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
RELEASE = (3, 11)


@pytest.fixture
def pins(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    return importlib.import_module("pins")


def pinned() -> dict[str, tuple[Requirement, int]]:
    """Name -> its line, and how many checksums it has."""
    text = CONSTRAINTS.read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        stated, *sums = line.split(" --hash=sha256:")
        assert all(re.fullmatch("[0-9a-f]{64}", each.strip()) for each in sums), line
        requirement = Requirement(stated.strip())
        found[canonicalize_name(requirement.name)] = requirement, len(sums)
    return found


def test_each_line_is_one_version_with_checksums() -> None:
    for requirement, sums in pinned().values():
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), requirement
        assert sums


def test_what_the_project_asks_for_is_pinned_within_its_ranges(pins: ModuleType) -> None:
    lines = pinned()
    for asked in pins.asked():
        requirement, _ = lines[canonicalize_name(asked.name)]
        (version,) = requirement.specifier
        assert asked.specifier.contains(version.version), f"{asked}: {version}; make pins"


@pytest.mark.skipif(sys.version_info[:2] != RELEASE, reason="the pins are those of the release's Python")
def test_what_the_pinned_libraries_need_is_pinned_too() -> None:
    """Of all that are installed here, at the versions they have here."""
    lines = pinned()
    looked_at = 0
    for name in lines:
        for needed in _needed(name):
            looked_at += 1
            assert canonicalize_name(needed.name) in lines, f"{name} needs {needed}: make pins"
    assert looked_at > 20


def test_a_compiled_library_has_a_checksum_for_each_system() -> None:
    lines = pinned()
    for name in ("pyside6-essentials", "shiboken6", "sqlcipher3", "cryptography", "pyrage", "pyinstaller"):
        assert lines[name][1] == 3


def test_the_release_is_built_from_the_pins_alone() -> None:
    text = (ROOT / ".github" / "workflows" / "build.yml").read_text(encoding="utf-8")
    assert "--require-hashes -r packaging/constraints.txt" in text
    assert all("--require-hashes" in line or "--no-deps" in line for line in _installs(text))


def _installs(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if "pip install" in line)


def _needed(name: str) -> Iterator[Requirement]:
    try:
        stated = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return
    for each in map(Requirement, stated):
        if not each.marker or each.marker.evaluate({"extra": ""}):
            yield each
