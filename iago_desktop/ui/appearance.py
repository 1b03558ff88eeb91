"""How the window looks: language, colours, text size."""

import os

from PySide6.QtCore import Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication

from iago_desktop.settings import TEXT_SIZES, Settings
from iago_desktop.ui.texts import use_language
from iago_desktop.ui.tokens import T, apply_palette

_SCALE = "QT_SCALE_FACTOR"
_SMALLEST = (1024, 560)


def use_settings(app: QApplication, settings: Settings) -> None:
    """Language and colours from here on; widgets that exist keep their words and are drawn again."""
    use_language(app, settings.language)
    T.use(mode_of(app, settings))
    apply_palette(app)


def mode_of(app: QApplication, settings: Settings) -> str:
    """`system` follows the colours of the computer."""
    if settings.colour_mode == "system":
        return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
    return settings.colour_mode


def use_text_size(percent: int) -> None:
    """Before Qt starts: everything grows, so that nothing runs out of its room.  See decision 0012."""
    if percent != TEXT_SIZES[0]:
        os.environ[_SCALE] = str(percent / 100)


def sizes_that_fit(screen: QScreen, now: int) -> tuple[int, ...]:
    """The sizes at which the smallest window still fits on this screen; `now` is in force."""
    room = screen.availableGeometry()
    most = min(room.width() / _SMALLEST[0], room.height() / _SMALLEST[1]) * now
    return tuple(size for size in TEXT_SIZES if size == TEXT_SIZES[0] or size <= most)


def size_in_force() -> int:
    """What this run of the program was started with, in percent."""
    return round(float(os.environ.get(_SCALE, "1")) * 100)


def next_size(chosen: int, step: int, screen: QScreen) -> int:
    """One step larger (1) or smaller (-1), or the usual size (0)."""
    if not step:
        return TEXT_SIZES[0]
    sizes = sizes_that_fit(screen, size_in_force())
    at = max((place for place, size in enumerate(sizes) if size <= chosen), default=0)
    return sizes[max(0, min(at + step, len(sizes) - 1))]
