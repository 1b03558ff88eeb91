"""How the window looks: language, colours, text size."""

import os

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QScreen
from PySide6.QtWidgets import QApplication

from iago_desktop.settings import TEXT_SIZES, Settings
from iago_desktop.ui.texts import use_language
from iago_desktop.ui.tokens import CONTRAST, T, apply_palette

_SCALE = "QT_SCALE_FACTOR"
_SMALLEST = (1024, 560)


def use_settings(app: QApplication, settings: Settings) -> None:
    """Language and colours from here on; widgets that exist keep their words and are drawn again."""
    use_language(app, settings.language)
    use_colours(app, settings)


def use_colours(app: QApplication, settings: Settings) -> None:
    mode = mode_of(app, settings)
    if mode == CONTRAST:
        app.setPalette(QPalette())  # back to the computer's own, to read it
        T.follow(app.palette())
    T.use(mode)
    apply_palette(app)


def wants_contrast(hints: object) -> bool:
    """What the computer is set to, where this Qt can tell (6.10)."""
    accessibility = getattr(hints, "accessibility", None)
    preference = getattr(Qt, "ContrastPreference", None)
    if accessibility is None or preference is None:
        return False
    return bool(accessibility().contrastPreference() == preference.HighContrast)


def mode_of(app: QApplication, settings: Settings) -> str:
    """`system` follows the colours of the computer; high contrast always does."""
    if wants_contrast(app.styleHints()):
        return CONTRAST
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
