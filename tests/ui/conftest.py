"""Style and fonts as in the program, once; and the program itself."""

import pytest
from PySide6.QtWidgets import QApplication

from iago_desktop.ui.tokens import apply_style
from tests.ui.programs import start

__all__ = ["start"]


@pytest.fixture(autouse=True, scope="session")
def _program_style(qapp: object) -> None:
    assert isinstance(qapp, QApplication)
    apply_style(qapp)
