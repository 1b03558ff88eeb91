"""Walks through every screen in a process of its own and prints what is cut, has no name or is English.

Qt learns before it starts which screens a computer has: these are of four scales, in scales.json, and every
window is moved from one to the next, as on a desk with two of them.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

os.environ["QT_QPA_PLATFORM"] = "offscreen:configfile=tests/ui/scales.json"

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget

from iago_desktop.demo.screens.all_screens import screens
from iago_desktop.demo.screens.tour import settle
from iago_desktop.sentences import Language
from iago_desktop.ui.texts import use_language
from iago_desktop.ui.tokens import apply_style
from tests.ui.reader import Reader, is_english, listening

SIZES = ((1366, 768), (1024, 700), (1920, 1080))
NARROWEST = SIZES[1]
"""Where words run out of room first; the other scales are measured there, and in German, which is longer."""
SCALES = (1.0, 1.25, 1.5, 2.0)
PAGES = {"UnlockPage", "FirstStart", "TroublePage", "DamagedPage", "RestorePage", "MainWindow"}


class _Windows(QObject):
    """Widgets that were shown before they lay in a window: they flash on the screen and take the focus."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.shown: set[str] = set()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.add(type(watched).__name__)
        return False


def main(language: Language, folder: Path) -> Iterator[str]:
    app = QApplication([])
    found = tuple(screen.devicePixelRatio() for screen in app.screens())
    if found != SCALES:
        yield f"the screens are not those of scales.json: {found}"
        return
    apply_style(app)
    use_language(app, language)
    windows = _Windows(app)
    with pytest.MonkeyPatch.context() as patch:
        reader = listening(patch)
        for name, window in screens(folder, language):
            for screen, size in _places(app, language):
                _move(window, screen, size)
                where = f"{language} {size[0]}x{size[1]} at {screen.name()} {name}"
                yield from (f"{where}: {each}" for each in _faults(window, reader, language))
            _move(window, app.primaryScreen(), SIZES[0])
    if windows.shown != PAGES:
        yield f"shown as windows of their own: {sorted(windows.shown)}"


def _places(app: QApplication, language: Language) -> Iterator[tuple[QScreen, tuple[int, int]]]:
    first, *others = app.screens()
    yield from ((first, size) for size in SIZES)
    if language == "de":
        yield from ((screen, NARROWEST) for screen in others)


def _move(window: QWidget, screen: QScreen, size: tuple[int, int]) -> None:
    if window.screen() is not screen:
        window.setScreen(screen)
        window.windowHandle().setScreen(screen)
        window.move(screen.geometry().topLeft())
    window.resize(*size)
    settle()


def _faults(window: QWidget, reader: Reader, language: Language) -> Iterator[str]:
    words = reader.words(window)
    yield from (f"cut: {each}" for each in reader.cut(window))
    yield from (f"no name: {each}" for each in _unnamed(window))
    if language == "de":
        yield from (f"English: {each}" for each in sorted(words) if is_english(each))


def _unnamed(window: QWidget) -> list[str]:
    return [
        type(each).__name__
        for each in window.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not each.accessibleName().strip()
        and not (hasattr(each, "text") and each.text().strip())
    ]


if __name__ == "__main__":
    _, chosen, place = sys.argv
    faults = sorted(set(main(cast("Language", chosen), Path(place))))
    sys.stdout.write("\n".join(faults))
    sys.exit(1 if faults else 0)
