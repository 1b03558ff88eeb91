"""Files that a chapter of the handbook prints whole: what is shown is what works."""

import re

from iago_desktop.ui.handbook import source

_FILE = re.compile(r"`([\w.]+\.toml)`:\n\n((?:    .*\n|\n)+)")
"""Its name ends the line before, and it is indented."""


def files_in(chapter: str, language: str) -> dict[str, str]:
    return {
        name: re.sub(r"^    ", "", text, flags=re.MULTILINE).strip() + "\n"
        for name, text in _FILE.findall(source(chapter, language))
    }
