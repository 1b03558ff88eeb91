"""PySide6 6.12.0 on Python 3.11 loses a reference to None with every call and aborts: see pyproject.toml."""

import sys

from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot


def test_calls_without_a_result_keep_none_alive(qtbot: QtBot) -> None:
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(1000):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < 100
