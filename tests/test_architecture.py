"""The layers of docs/architecture.md, held by import-linter."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST_MODULE = 400


def test_each_layer_imports_only_what_is_below_it() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_one_module_imports_each_untyped_library() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "iago_desktop").rglob("*.py")}
    for library in ("import cel", "import minisign", "from sqlcipher3", "import pyrage"):
        users = [path.name for path, text in sources.items() if library in text]
        assert len(users) <= 1, f"{library}: {users}"


def test_no_module_outgrows_its_idea() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "iago_desktop").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert not long


def test_colours_are_written_in_the_tokens_alone() -> None:
    hex_colour = re.compile(r"[\"']#[0-9A-Fa-f]{6}[\"']")
    guilty = [
        path.name
        for path in (ROOT / "iago_desktop").rglob("*.py")
        if path.name != "tokens.py" and hex_colour.search(path.read_text(encoding="utf-8"))
    ]
    assert not guilty


def test_no_widget_that_the_design_rules_out() -> None:
    ruled_out = (
        "QSystemTrayIcon", "QMessageBox", "QWizard", "QDockWidget", "QDateEdit", "QSpinBox", "QDoubleSpinBox",
        "QTableWidget", "QGraphicsEffect", "pyqtgraph",
    )  # fmt: skip
    guilty = [
        (path.name, name)
        for path in (ROOT / "iago_desktop").rglob("*.py")
        for name in ruled_out
        if name in path.read_text(encoding="utf-8")
    ]
    assert not guilty
