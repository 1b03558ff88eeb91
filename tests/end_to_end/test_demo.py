"""`make demo`, as a newcomer runs it: what it leaves, what it says, and what the standard tools say of it."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bundle.test_standard_tools import commands, needs_tools, shell

PATIENTS, INFECTIONS = 20, 8
SCREENS = 15
FAR_TOO_LONG = 300


@dataclass(frozen=True)
class Demo:
    folder: Path
    said: str

    @property
    def bundle(self) -> Path:
        (made,) = (self.folder / "bundles").glob("*.iago")
        return made

    @property
    def site(self) -> str:
        return self.bundle.stem.split("_")[1]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("made") / "demo"
    run = subprocess.run(
        [sys.executable, "-m", "iago_desktop.demo", folder],
        capture_output=True,
        encoding="utf-8",
        timeout=FAR_TOO_LONG,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return Demo(folder, run.stdout)


def test_it_leaves_what_it_promises(demo: Demo) -> None:
    keys = ("age.txt", "registry.pub", "receipts.pub", f"{demo.site}.pub")
    for name in keys:
        assert (demo.folder / "registry" / "keys" / name).is_file(), name
    assert [path.suffix for path in (demo.folder / "receipts").iterdir()] == [".iago"]
    assert {"iago.db", "keystore.json"} <= {path.name for path in (demo.folder / "practice").iterdir()}
    screens = list((demo.folder / "screens").glob("*.png"))
    assert len(screens) >= SCREENS
    assert all(screen.read_bytes().startswith(b"\x89PNG") for screen in screens)


def test_its_table_tells_every_infection_and_counts_the_patients(demo: Demo) -> None:
    assert f"Patients: {PATIENTS}.  Infections: {INFECTIONS}." in demo.said
    lines = re.findall(r"^C\d\d .*$", demo.said, re.MULTILINE)
    assert len(lines) == INFECTIONS
    assert {line.split()[0] for line in lines} >= {"C15", "C20"}  # the two that are typed by key
    assert "verified ok, ingested accepted" in demo.said
    assert "receipt imported" in demo.said
    assert "no real person" in demo.said
    assert "not stated" in demo.said


@needs_tools
def test_the_standard_tools_confirm_its_bundle(demo: Demo, tmp_path: Path) -> None:
    """HOWTO-VERIFY.txt word for word, with the keys that the demo leaves open."""
    keys = demo.folder / "registry" / "keys"
    shutil.copy(demo.bundle, tmp_path / "bundle.iago")
    shutil.copy(keys / f"{demo.site}.pub", tmp_path / "site.pub")
    shutil.copy(keys / "age.txt", tmp_path / "registry.key")
    shutil.copy(keys / "registry.pub", tmp_path / "registry.pub")
    done = shell(commands(), tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Signature and comment signature verified") == 3
    (statement,) = set(re.findall(r"Trusted comment: (iago/1 report .*)", done.stdout))
    assert statement.startswith(f"iago/1 report from={demo.site} to=REG-DEMO seq=1 set=")
    assert f"{statement[-64:]}  SHA256SUMS" in done.stdout
    assert done.stdout.count(": OK") == 5
    receipt = next((demo.folder / "receipts").iterdir())
    shutil.copy(receipt, tmp_path / "receipt.iago")
    shutil.copy(keys / "receipts.pub", tmp_path)
    lines = ["unzip -o receipt.iago", "minisign -V -H -m payload.age -p receipts.pub"]
    assert shell(lines, tmp_path).returncode == 0
