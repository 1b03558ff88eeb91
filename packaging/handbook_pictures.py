"""The pictures of the handbook: those scenes of the real windows that its chapters name.

They go beside the chapters, where git does not look; made anew, they cannot go stale.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import get_args

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from iago_desktop.demo.screens.all_screens import screens
from iago_desktop.demo.screens.tour import settle
from iago_desktop.rules import expressions
from iago_desktop.sentences import Language
from iago_desktop.ui.handbook import CHAPTERS, pictures
from iago_desktop.ui.texts import use_language
from iago_desktop.ui.tokens import T, apply_palette, apply_style

CHAPTERS_FOLDER = Path(__file__).parent.parent / "resources" / "handbook"
_SIZE = (1366, 768)
_SHADES = 0b11111100
"""Colours that differ less are one."""


def named(language: str) -> set[str]:
    """The scenes that the chapters show."""
    return {name for chapter in CHAPTERS for name in pictures(chapter, language)}


def make_pictures(app: QApplication, language: Language) -> int:
    """A picture of each scene that is named; the windows are walked through from first start to restore."""
    use_language(app, language)
    T.use("light")
    apply_palette(app)
    target, wanted = CHAPTERS_FOLDER / language / "pictures", named(language)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    with tempfile.TemporaryDirectory() as scratch:
        for name, window in screens(Path(scratch), language):
            if name in wanted:
                wanted.remove(name)
                window.resize(*_SIZE)
                settle()
                file = target / f"{name}.png"
                in_few_colours(window.grab().toImage()).save(str(file), "PNG", 0)  # 0: as small as can be
                file.chmod(0o644)  # the windows write for their owner alone; this is for everybody
    if wanted:
        raise SystemExit(f"no scene is called {', '.join(sorted(wanted))}")
    return len(list(target.iterdir()))


def in_few_colours(picture: QImage) -> QImage:
    """With the 256 commonest colours of its own: a third of the size, and nobody sees it."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    commonest = Counter(memoryview(plain.constBits()).cast("I"))
    kinds: Counter[int] = Counter()
    colour_of: dict[int, int] = {}
    for colour, pixels in commonest.most_common():
        kind = colour & (_SHADES << 16 | _SHADES << 8 | _SHADES)
        kinds[kind] += pixels
        colour_of.setdefault(kind, colour)
    table = [colour_of[kind] for kind, _ in kinds.most_common(256)]
    nearest = Qt.ImageConversionFlag.AvoidDither | Qt.ImageConversionFlag.ThresholdDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, nearest)


def main() -> int:
    """The languages side by side: a process walks through the windows of one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=get_args(Language), help="one of them; else all")
    language = parser.parse_args().language
    if language is None:
        script = [sys.executable, __file__, "--language"]
        started = [subprocess.Popen([*script, each]) for each in get_args(Language)]
        return max([abs(each.wait()) for each in started])
    app = QApplication(sys.argv[:1])
    apply_style(app)
    expressions.warm_up()
    print(f"{make_pictures(app, language)} pictures, {language}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
