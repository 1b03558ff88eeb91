"""Every screen in both languages, at every size and scale: nothing is cut, everything has a name."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_is_cut_and_everything_has_a_name(tmp_path: Path, language: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.measured_screens", language, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
