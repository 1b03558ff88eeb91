"""Style and fonts as in the program, once; and the program itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iago_desktop.ui.tokens import apply_style
from tests.ui.programs import Programs, Start


@pytest.fixture(autouse=True, scope="session")
def _program_style(qapp: object) -> None:
    assert isinstance(qapp, QApplication)
    apply_style(qapp)


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    """Starts the program on a folder; everything is closed after the test."""
    programs = Programs(qtbot, qapp, tmp_path)
    yield programs.start
    programs.close()
