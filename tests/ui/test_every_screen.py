"""Every screen in both languages, at every size and scale: nothing is cut, everything has a name."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from iago_desktop.demo.screens.all_screens import screens
from iago_desktop.demo.screens.tour import settle
from iago_desktop.sentences import Language
from iago_desktop.ui.texts import use_language
from tests.ui.reader import Reader, is_english, listening

SIZES = ((1366, 768), (1024, 700), (1920, 1080))
NARROWEST = SIZES[1:2]
"""Where words run out of room first; the other scales are measured there."""
FACTORS = ("1.25", "1.5", "2")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    return listening(monkeypatch)


@pytest.fixture(params=["en", "de"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Language]:
    use_language(qapp, request.param)
    yield request.param
    use_language(qapp, "en")


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


PAGES = {"UnlockPage", "FirstStart", "TroublePage", "DamagedPage", "RestorePage", "MainWindow"}


def test_nothing_is_cut_and_everything_has_a_name(
    tmp_path: Path, language: Language, reader: Reader, qapp: QApplication
) -> None:
    faults: list[str] = []
    windows = _Windows(qapp)
    for name, window in screens(tmp_path, language):
        for size in NARROWEST if os.environ.get("QT_SCALE_FACTOR") else SIZES:
            window.resize(*size)
            settle()
            words = reader.words(window)
            where = f"{language} {size[0]}x{size[1]} {name}"
            faults += [f"{where}: cut: {each}" for each in reader.cut(window)]
            faults += [f"{where}: no name: {each}" for each in _unnamed(window)]
            if language == "de":
                faults += [f"{where}: English: {each}" for each in sorted(words) if is_english(each)]
        window.resize(*SIZES[0])
    qapp.removeEventFilter(windows)
    assert windows.shown == PAGES
    assert not faults, "\n".join(sorted(set(faults)))


_MEASURED = test_nothing_is_cut_and_everything_has_a_name.__name__


@pytest.mark.parametrize("factor", FACTORS)
def test_nothing_is_cut_at(factor: str) -> None:
    """The scale is chosen before Qt starts: a process of its own."""
    if os.environ.get("QT_SCALE_FACTOR"):
        assert QGuiApplication.primaryScreen().devicePixelRatio() == float(os.environ["QT_SCALE_FACTOR"])
        return
    ours = (f"{__file__}::{name}" for name in (f"{_MEASURED}[de]", f"test_nothing_is_cut_at[{factor}]"))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", *ours],
        env={**os.environ, "QT_SCALE_FACTOR": factor},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
