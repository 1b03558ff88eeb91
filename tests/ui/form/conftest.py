"""The form's own window: style and fonts as in the program."""

import os

import pytest
from PySide6.QtWidgets import QApplication

from iago_desktop.ui.tokens import apply_style

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True, scope="session")
def _style(qapp: object) -> None:
    assert isinstance(qapp, QApplication)
    apply_style(qapp)
