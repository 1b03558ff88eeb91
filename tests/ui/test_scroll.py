"""What scrolls looks like the page it lies on, without a style sheet for the whole program."""

import re

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iago_desktop.paths import resource
from iago_desktop.ui.scroll import ScrollBar
from iago_desktop.ui.tokens import T
from iago_desktop.ui.widgets import Label, scrolled

_UI = resource("").parent / "iago_desktop" / "ui"
_AREA = re.compile(r"\b(QScrollArea|QListView|QTableView|QTreeView|QPlainTextEdit|QTextEdit|QTextBrowser)\(")


def test_no_style_sheet_slows_the_program(qapp: object) -> None:
    assert isinstance(qapp, QApplication)
    assert qapp.styleSheet() == ""


def test_everything_that_scrolls_is_quiet() -> None:
    loud = [
        file.name
        for file in sorted(_UI.rglob("*.py"))
        if _AREA.search(text := file.read_text(encoding="utf-8")) and "quiet(" not in text
    ]
    assert loud == []


def test_the_bar_shows_where_one_is(qtbot: QtBot) -> None:
    inner = QWidget()
    inner.setFixedHeight(900)
    area = scrolled(inner)
    qtbot.addWidget(area)
    area.resize(300, 300)
    with qtbot.waitExposed(area):
        area.show()
    bar = area.verticalScrollBar()
    assert isinstance(bar, ScrollBar)
    assert bar.width() == 10
    bar.setValue(0)
    top = bar.grab().toImage()
    bar.setValue(bar.maximum())
    bottom = bar.grab().toImage()
    middle = QRectF(bar.rect()).center().toPoint().x()
    marks = [[image.pixelColor(middle, y) == T.line2 for y in (30, 270)] for image in (top, bottom)]
    assert marks == [[True, False], [False, True]]


def test_a_wrapped_sentence_is_as_high_as_its_width_asks() -> None:
    label = Label("One sentence that is rather long for a narrow column", wrap=True)
    assert label.sizePolicy().hasHeightForWidth()
    assert label.heightForWidth(120) > label.heightForWidth(900)
