"""Contrast of every pair that occurs, and grades that keep their order without hue."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from iago_desktop.settings import Settings
from iago_desktop.ui.appearance import mode_of, wants_contrast
from iago_desktop.ui.tokens import CONTRAST, DARK, GRADES, LIGHT, T, apply_palette, system_colours

PAIRS = (
    ("ink", ("bg", "surface", "sunken", "nav", "accent_soft", "amber_soft", "red_soft", "win0"), 4.5),
    ("ink2", ("bg", "surface", "nav", "sunken", "hover", "accent_soft"), 4.5),
    ("ink3", ("bg", "surface", "sunken", "nav", "win0", "win1", "hover"), 4.5),
    ("accent", ("surface", "bg"), 4.5),
    ("accent_ink", ("accent_soft", "surface"), 4.5),
    ("on_accent", ("accent",), 4.5),
    ("red", ("surface", "red_soft", "bg"), 4.5),
    ("amber", ("surface", "amber_soft"), 4.5),
    ("amber_mark", ("surface",), 3.0),
    ("control", ("surface", "bg"), 3.0),
    ("lane_ink", ("lane_soft",), 4.5),
)
MODES = {"light": LIGHT, "dark": DARK}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("ink", "ground", "needed"), [(ink, ground, need) for ink, grounds, need in PAIRS for ground in grounds]
)
def test_text_and_outlines_can_be_seen(mode: str, ink: str, ground: str, needed: float) -> None:
    assert contrast(MODES[mode][ink], MODES[mode][ground]) >= needed


@pytest.mark.parametrize("grade", GRADES)
def test_grade_marks_can_be_read(grade: int) -> None:
    fill, numeral, light, dark = GRADES[grade]
    assert contrast(numeral, fill) >= 4.5
    for outline, mode in ((light, "light"), (dark, "dark")):
        surface = MODES[mode]["surface"]
        assert max(contrast(outline, surface), contrast(fill, surface)) >= 3.0


def test_grades_grow_darker() -> None:
    lightness = [luminance(GRADES[grade][0]) for grade in sorted(GRADES)]
    assert all(before > after for before, after in pairwise(lightness))


def test_both_modes_have_the_same_colours() -> None:
    assert set(LIGHT) == set(DARK)


def system_palette(window: str, text: str, highlight: str, highlighted: str) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, window),
        (role.WindowText, text),
        (role.Highlight, highlight),
        (role.HighlightedText, highlighted),
    ):
        palette.setColor(which, QColor(colour))
    return palette


NIGHT = ("#000000", "#FFFFFF", "#1AEBFF", "#000000")
DESERT = ("#FFFAEF", "#3D3D3D", "#903909", "#FFF5E3")


@pytest.mark.parametrize("colours", [NIGHT, DESERT])
def test_high_contrast_has_the_colours_of_the_computer(colours: tuple[str, str, str, str]) -> None:
    palette = system_palette(*colours)
    names = {name: colour.name().upper() for name, colour in system_colours(palette).items()}
    assert names.keys() == LIGHT.keys()
    for ink, grounds, needed in PAIRS:
        for ground in grounds:
            assert contrast(names[ink], names[ground]) >= needed, (ink, ground)
    assert names["line"] == names["control"] == colours[1]
    assert (names["surface"], names["accent"], names["on_accent"]) == (colours[0], colours[2], colours[3])


def test_the_mode_contrast_is_used_and_left() -> None:
    T.follow(system_palette(*NIGHT))
    try:
        T.use(CONTRAST)
        assert T.surface.name() == "#000000"
        assert T.grade(3)[2] == T.ink
        fill, ink, _mark = T.toast()
        assert contrast(fill.name(), ink.name()) >= 4.5
    finally:
        T.use("light")
    assert T.surface.name().upper() == LIGHT["surface"]


def test_contrast_is_asked_for_only_where_qt_can_tell(qapp: QApplication) -> None:
    assert not wants_contrast(object())
    assert mode_of(qapp, Settings(colour_mode="dark")) == (
        CONTRAST if wants_contrast(qapp.styleHints()) else "dark"
    )


def test_the_computers_palette_can_be_read_behind_ours(qapp: QApplication) -> None:
    ours = QColor("#123456")
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, ours)
    try:
        qapp.setPalette(palette)
        qapp.setPalette(QPalette())
        assert qapp.palette().color(QPalette.ColorRole.Window) != ours
    finally:
        apply_palette(qapp)
