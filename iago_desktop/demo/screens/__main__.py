"""make screens: a picture of every screen, in both languages, light and dark, at three sizes."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import get_args

from PySide6.QtWidgets import QApplication, QWidget

from iago_desktop.demo.screens.all_screens import screens
from iago_desktop.demo.screens.tour import settle
from iago_desktop.rules import expressions
from iago_desktop.sentences import Language
from iago_desktop.ui.texts import use_language
from iago_desktop.ui.tokens import T, apply_palette, apply_style

SIZES = ((1366, 768), (1024, 700), (1920, 1080))


def main() -> int:
    parser = argparse.ArgumentParser(description="A picture of every screen; what lay in the folder goes.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/screens"))
    parser.add_argument("only", nargs="*", help="beginnings of names, where only some are wanted")
    asked = parser.parse_args()
    folder, only = asked.folder.absolute(), tuple(asked.only)
    shutil.rmtree(folder, ignore_errors=True)
    app = QApplication(sys.argv[:1])
    apply_style(app)
    expressions.warm_up()
    number = 0
    with tempfile.TemporaryDirectory() as scratch:
        for language in get_args(Language):
            use_language(app, language)
            for mode in ("light", "dark"):
                T.use(mode)
                apply_palette(app)
                for name, window in screens(Path(scratch) / language / mode, language):
                    if name.startswith(only or ""):
                        number += _pictures(folder / language / mode, name, window)
    sys.stdout.write(f"{number} pictures in {folder}\n")
    return 0


def _pictures(folder: Path, name: str, window: QWidget) -> int:
    for width, height in SIZES:
        target = folder / f"{width}x{height}" / f"{name}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        window.resize(width, height)
        settle()
        window.grab().save(str(target))
    window.resize(*SIZES[0])
    sys.stdout.write(f"{folder.parent.name} {folder.name} {name}\n")
    sys.stdout.flush()
    return len(SIZES)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
