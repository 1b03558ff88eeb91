"""What a person can read in a window: labels, buttons, what is painted, and what is only spoken."""

import re
import sys
import xml.etree.ElementTree as ET  # our own file, not foreign input
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from iago_desktop.paths import resource
from iago_desktop.ui import paint
from iago_desktop.ui.form.chips import Chip
from iago_desktop.ui.widgets import Button, Link

_LISTS = ("iago_desktop.ui.models.", "iago_desktop.ui.form.popup")
"""The modules that may shorten what they paint: rows of lists, whose whole text is said elsewhere."""

_FEW_LETTERS = 2
_ROUNDING = 0.5


@dataclass(frozen=True)
class Texts:
    """Texts of the catalogue: those with places fit whatever stands there."""

    plain: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, texts: set[str]) -> "Texts":
        split = {text: re.split(r"\{\w+\}", text) for text in texts}
        return cls(
            frozenset(text for text, parts in split.items() if len(parts) == 1),
            tuple(
                re.compile(".+".join(map(re.escape, parts)), re.DOTALL)
                for parts in split.values()
                if len(parts) > 1
            ),
        )

    def hold(self, words: str) -> bool:
        return words in self.plain or any(each.fullmatch(words) for each in self.patterns)


def _catalogue() -> tuple[Texts, Texts]:
    """English texts that German says otherwise, and the German ones."""
    english, german = set(), set()
    for message in ET.parse(resource("i18n", "iago_de.ts")).iter("message"):
        source, translation = message.findtext("source") or "", message.findtext("translation") or ""
        german.add(translation)
        # "{first} or {second}" fits too much: the published words of a grade, which stay English.
        if translation != source and len(re.sub(r"\{\w+\}|\W", "", source)) > _FEW_LETTERS:
            english.add(source)
    return Texts.of(english - german), Texts.of(german)


ENGLISH, GERMAN = _catalogue()


@cache
def is_english(words: str) -> bool:
    return ENGLISH.hold(words) and not GERMAN.hold(words)


@dataclass
class Reader:
    painted: list[str] = field(default_factory=list)
    shortened: list[str] = field(default_factory=list)

    def words(self, window: QWidget) -> set[str]:
        """Everything that can be read or is spoken, the window's title too."""
        for _ in range(3):  # wrapped words know their height one layout later than their width
            QApplication.processEvents()
        self.painted.clear()
        self.shortened.clear()
        size = window.size()
        window.grab()
        assert window.size() == size, "the words push the window apart"
        widgets = [each for each in window.findChildren(QWidget) if each.isVisible()]
        shown = {each.text() for each in widgets if isinstance(each, QLabel | QAbstractButton)}
        spoken = {each.accessibleName() for each in widgets} | {each.toolTip() for each in widgets}
        return {*shown, *spoken, *self.painted, window.windowTitle()}

    def cut(self, window: QWidget) -> list[str]:
        """What words() did not find room for."""
        widgets = [each for each in window.findChildren(QWidget) if each.isVisible()]
        return [words for each in widgets if (words := _cut(each, window))] + self.shortened

    def look(self, window: QWidget) -> None:
        """Fails for words that are English, or do not fit."""
        english = [each for each in sorted(self.words(window)) if is_english(each)]
        assert not english, english
        cut = self.cut(window)
        assert not cut, cut


def _cut(widget: QWidget, window: QWidget) -> str:
    """The words of a widget that is too narrow for them, or not wholly in the window."""
    if not isinstance(widget, QLabel | QAbstractButton) or not widget.text():
        return ""
    if isinstance(widget, QLabel) and widget.wordWrap():
        tall = widget.heightForWidth(widget.width()) > widget.height()
        return widget.text() if tall else ""
    if isinstance(widget, Chip):
        needed = widget.natural_width()
    elif isinstance(widget, Button | Link):
        needed = widget.sizeHint().width()
    else:
        metrics = widget.fontMetrics()
        needed = max(metrics.horizontalAdvance(line) for line in widget.text().splitlines())
    right = widget.mapTo(window, QPoint(widget.width(), 0)).x()
    return widget.text() if needed > widget.width() or right > window.width() else ""


def _fits(rect: QRectF, text: str, face: QFont, _ink: object, align: Any = 0, *_rest: object) -> bool:
    if int(align) & Qt.TextFlag.TextWordWrap:
        needed = QFontMetricsF(face).boundingRect(rect, int(align), text)
        return needed.height() <= rect.height() + _ROUNDING
    return paint.width_of(text, face) <= rect.width() + _ROUNDING


def listening(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader that hears what every module of the window paints."""
    reader = Reader()
    drawn = paint.draw_text

    def listen(name: str) -> Any:
        def draw_text(painter: Any, rect: Any, text: str, face: Any, *rest: Any, **options: Any) -> None:
            reader.painted.append(text)
            if not name.startswith(_LISTS) and not _fits(rect, text, face, *rest):
                reader.shortened.append(text)
            drawn(painter, rect, text, face, *rest, **options)

        return draw_text

    for name, module in list(sys.modules.items()):
        if name.startswith("iago_desktop.ui") and hasattr(module, "draw_text"):
            monkeypatch.setattr(module, "draw_text", listen(name))
    return reader
