"""Design tokens: the one place where colours, sizes and fonts live.

Widgets read `T.<name>`; nobody writes a colour anywhere else.  Switching between light and dark replaces the
colours and the palette, nothing else.
"""

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from iago_desktop.paths import resource

LIGHT = {
    "bg": "#F3F6F7",
    "nav": "#E9EEF0",
    "surface": "#FFFFFF",
    "sunken": "#F3F6F7",
    "hover": "#EDF2F4",
    "line": "#DFE6E9",
    "line2": "#C5D0D6",
    "control": "#7B8D98",
    "ink": "#12232D",
    "ink2": "#435762",
    "ink3": "#556873",
    "disabled": "#93A2AB",
    "accent": "#0B6B7B",
    "accent_h": "#095866",
    "accent_ink": "#07505D",
    "accent_soft": "#E0F0F2",
    "accent_line": "#9CCBD2",
    "on_accent": "#FFFFFF",
    "red": "#B3261E",
    "red_soft": "#FCECEA",
    "red_line": "#E5A29D",
    "amber": "#7A4E00",
    "amber_soft": "#FDF3DB",
    "amber_line": "#D9A53A",
    "amber_mark": "#B87800",
    "win0": "#DCEBF0",
    "win1": "#EAF1F4",
    "win2": "#F5F8F9",
    "lane": "#7F939E",
    "lane_soft": "#CDD9DF",
    "lane_ink": "#26373F",
    "scrim": "#0E1C24",
    "shadow": "#0E1C24",
    "today": "#12232D",
}
DARK = {
    "bg": "#0F171B",
    "nav": "#0B1215",
    "surface": "#172227",
    "sunken": "#111B20",
    "hover": "#1E2B31",
    "line": "#25343B",
    "line2": "#35464E",
    "control": "#72868F",
    "ink": "#E9F0F3",
    "ink2": "#B3C2C9",
    "ink3": "#92A5AE",
    "disabled": "#64767F",
    "accent": "#55BFCB",
    "accent_h": "#74CFD9",
    "accent_ink": "#8FDCE4",
    "accent_soft": "#12353B",
    "accent_line": "#2B6E78",
    "on_accent": "#04181B",
    "red": "#FF8F86",
    "red_soft": "#3A1B1A",
    "red_line": "#8A3F3A",
    "amber": "#F3C565",
    "amber_soft": "#33270E",
    "amber_line": "#8A6A22",
    "amber_mark": "#F3C565",
    "win0": "#1D3840",
    "win1": "#1A2B32",
    "win2": "#172429",
    "lane": "#6F838D",
    "lane_soft": "#2C3C44",
    "lane_ink": "#D5E0E5",
    "scrim": "#000000",
    "shadow": "#000000",
    "today": "#E9F0F3",
}
TOAST = {"light": ("#16262F", "#F2F6F8", "#7FD4DE"), "dark": ("#E9F0F3", "#12232D", "#0B6B7B")}
"""Background, text and mark of a toast: it stands out in both modes."""

GRADES = {
    # fill, numeral, outline in light, outline in dark; lightness falls with every grade, so the order
    # needs no hue
    0: ("#DDE5E9", "#263840", "#7B8D98", "#8FA2AC"),
    1: ("#F6DF94", "#3A2C00", "#A27C0E", "#F6DF94"),
    2: ("#EBA93F", "#2E1B00", "#A1690C", "#EBA93F"),
    3: ("#C24E1E", "#FFFFFF", "#C24E1E", "#E07A4C"),
    4: ("#8C2150", "#FFFFFF", "#8C2150", "#C9628F"),
    5: ("#35122F", "#FFFFFF", "#35122F", "#B98AB2"),
}
BRAND = {
    # the picture beside the unlock fields: the same in both modes
    "top": "#0B4A56",
    "bottom": "#0A3540",
    "light": "#FFFFFF",
    "ring": "#9FD6DD",
    "quiet": "#B9D9DE",
    "mark": "#CFEAEE",
    "mild": "#EBA93F",
    "severe": "#D2693B",
    "drop": "#7FD4DE",
    "tile": "#E9F6F8",
    "tile_ink": "#0B5562",
}
SPACE = {"xs": 4, "s": 8, "m": 12, "l": 16, "xl": 24, "xxl": 32, "xxxl": 48}
RADIUS = {"control": 6, "card": 10, "overlay": 14}
HEIGHT = {"control": 36, "compact": 30, "row": 52, "table": 44, "nav": 76, "top": 56, "foot": 60}


CONTRAST = "contrast"
"""The mode in which the computer's own colours hold."""
_FILLS = frozenset({"bg", "nav", "surface", "sunken", "hover", "accent_soft", "red_soft", "amber_soft"})
_FILLS |= {"win0", "win1", "win2", "lane_soft"}
_DARKENS = frozenset({"scrim", "shadow"})


def system_colours(palette: QPalette) -> dict[str, QColor]:
    """High contrast: fill is window, outline is text, chosen is highlight, and nothing in between."""
    role = QPalette.ColorRole
    colours = {name: palette.color(role.WindowText) for name in LIGHT.keys() - _FILLS - _DARKENS}
    colours |= {name: palette.color(role.Window) for name in _FILLS}
    colours |= {name: QColor(LIGHT[name]) for name in _DARKENS}
    colours |= {name: palette.color(role.Highlight) for name in ("accent", "accent_h", "accent_line")}
    colours["on_accent"] = palette.color(role.HighlightedText)
    colours["disabled"] = palette.color(QPalette.ColorGroup.Disabled, role.WindowText)
    return colours


class _Tokens:
    """The colours of the current mode as attributes: T.accent."""

    def __init__(self) -> None:
        self.mode = "light"
        self._colours: dict[str, QColor] = {}
        self._system: dict[str, QColor] = {}
        self.use("light")

    def follow(self, palette: QPalette) -> None:
        """What the colours are in the mode `contrast`."""
        self._system = system_colours(palette)

    def use(self, mode: str) -> None:
        self.mode = mode
        source = DARK if mode == "dark" else LIGHT
        self._colours = {name: QColor(value) for name, value in source.items()}
        if mode == CONTRAST:
            self._colours |= self._system

    def __getattr__(self, name: str) -> QColor:
        try:
            return self._colours[name]
        except KeyError:
            raise AttributeError(name) from None

    def grade(self, grade: int) -> tuple[QColor, QColor, QColor]:
        """Fill, numeral and outline of a grade mark."""
        fill, numeral, light, dark = GRADES[grade]
        if self.mode == CONTRAST:
            return QColor(fill), QColor(numeral), QColor(self._colours["ink"])
        return QColor(fill), QColor(numeral), QColor(dark if self.mode == "dark" else light)

    def toast(self) -> tuple[QColor, QColor, QColor]:
        """Background, text and mark."""
        if self.mode == CONTRAST:
            return self._colours["ink"], self._colours["surface"], self._colours["surface"]
        fill, ink, mark = TOAST[self.mode]
        return QColor(fill), QColor(ink), QColor(mark)


T = _Tokens()


def faded(colour: QColor, alpha: int) -> QColor:
    result = QColor(colour)
    result.setAlpha(alpha)
    return result


def load_fonts() -> None:
    """Inter and JetBrains Mono, as shipped.  The static cuts know 400, 500, 600 and 700."""
    for file in sorted(resource("fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))


@cache
def _font(px: int, weight: int, mono: bool, spacing: float) -> QFont:
    font = QFont("JetBrains Mono" if mono else "Inter")
    font.setPixelSize(px)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
    if not mono:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def font(px: int = 14, weight: int = 400, *, mono: bool = False) -> QFont:
    """A font of the type scale; tabular figures everywhere, tighter from 20 px upwards."""
    return QFont(_font(px, weight, mono, -0.3 if px >= 20 and not mono else 0.0))


def apply_palette(app: QApplication) -> None:
    """The palette of the current mode.  Cheap: call it again to switch."""
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, T.bg),
        (role.Base, T.surface),
        (role.AlternateBase, T.sunken),
        (role.Text, T.ink),
        (role.WindowText, T.ink),
        (role.ButtonText, T.ink),
        (role.Button, T.surface),
        (role.Highlight, T.accent),
        (role.HighlightedText, T.on_accent),
        (role.PlaceholderText, T.ink3),
        (role.ToolTipBase, T.ink),
        (role.ToolTipText, T.surface),
    ):
        palette.setColor(which, colour)
    app.setPalette(palette)
    palette.setColor(role.Base, Qt.GlobalColor.transparent)  # drawn by the frame around it
    app.setPalette(palette, "QLineEdit")  # type: ignore[arg-type]  # the stub says bytes, Qt takes a string


def apply_style(app: QApplication) -> None:
    """Fusion, fonts and palette; once, before the first widget."""
    load_fonts()
    app.setStyle("Fusion")
    apply_palette(app)
    app.setFont(font())
