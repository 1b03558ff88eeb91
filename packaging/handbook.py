"""Build the handbook: pictures of the real windows, then one site for each language in build/docs/handbook/.

The chapters are resources/handbook/LANGUAGE/*.md, which the program shows too; the reference pages are
docs/*.md.  The pictures go beside the chapters, where git does not look; made anew, they cannot go stale.
"""

import argparse
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, get_args

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from PySide6.QtWidgets import QApplication

from iago_desktop.demo.screens.all_screens import screens
from iago_desktop.demo.screens.tour import settle
from iago_desktop.rules import expressions
from iago_desktop.sentences import Language
from iago_desktop.ui.handbook import CHAPTERS, pictures, source
from iago_desktop.ui.texts import use_language
from iago_desktop.ui.tokens import T, apply_palette, apply_style

ROOT = Path(__file__).parent.parent
CHAPTERS_FOLDER = ROOT / "resources" / "handbook"
SITE = ROOT / "build" / "docs" / "handbook"
REFERENCE = {
    "registry-command": "The registry's command",
    "packs": "Packs of forms",
    "definitions": "Definitions",
    "bundle-format": "Exchange format",
    "questions": "Questions and answers",
    "what-leaves": "What leaves, field by field",
    "security": "Security",
}
"""Written for developers and data managers, in English only."""
_WORDS = {
    "en": {"handbook": "Handbook", "reference": "Reference"},
    "de": {"handbook": "Handbuch", "reference": "Referenz (englisch)"},
}
_SIZE = (1366, 768)


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
                window.grab().save(str(file))
                file.chmod(0o644)  # the windows write for their owner alone; this is for everybody
    if wanted:
        raise SystemExit(f"no scene is called {', '.join(sorted(wanted))}")
    return len(list(target.iterdir()))


def make_site(language: str, chapters: Path, target: Path) -> Path:
    """Strict: a link or a picture that leads nowhere stops it.  Works from a folder, without a network."""
    words = _WORDS[language]
    with tempfile.TemporaryDirectory() as scratch:
        pages = Path(scratch) / "pages"
        shutil.copytree(chapters, pages)
        (pages / "reference").mkdir()
        for name in REFERENCE:
            shutil.copyfile(ROOT / "docs" / f"{name}.md", pages / "reference" / f"{name}.md")
        shutil.copyfile(pages / f"{CHAPTERS[0]}.md", pages / "index.md")
        titles = {name: source(name, language).splitlines()[0].removeprefix("# ") for name in CHAPTERS}
        config = load_config(
            config_file=_config_file(Path(scratch)),
            site_name=f"IAGO Desktop: {words['handbook']}",
            docs_dir=str(pages),
            site_dir=str(target / language),
            theme={
                "name": "readthedocs",
                "locale": language,
                "highlightjs": False,
                "navigation_depth": 2,
                "include_homepage_in_sidebar": False,
                "prev_next_buttons_location": "bottom",
            },
            plugins=[],  # a search would read files in a way that browsers refuse without a server
            use_directory_urls=False,
            strict=True,
            validation={
                "nav": {"omitted_files": "ignore", "not_found": "warn"},
                "links": {"not_found": "warn", "anchors": "warn", "unrecognized_links": "warn"},
            },
            nav=[
                {words["handbook"]: [{titles[name]: f"{name}.md"} for name in CHAPTERS]},
                {words["reference"]: [{title: f"reference/{name}.md"} for name, title in REFERENCE.items()]},
            ],
        )
        build(config)
    return target / language / "index.html"


def _config_file(folder: Path) -> Any:
    """What mkdocs wants to read, although everything is said above."""
    path = folder / "mkdocs.yml"
    path.write_text("site_name: IAGO Desktop\n", encoding="utf-8")
    return path.open("rb")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", action="store_true", help="the pictures alone, for the package")
    parser.add_argument("--language", choices=get_args(Language), help="one of them; else all, side by side")
    said = parser.parse_args(arguments)
    if said.language is None:
        shutil.rmtree(SITE, ignore_errors=True)
        script = [sys.executable, __file__, *arguments]
        started = [subprocess.Popen([*script, "--language", each]) for each in get_args(Language)]
        sys.exit(max([abs(each.wait()) for each in started]))
    logging.basicConfig(level=logging.WARNING, format="%(message)s")  # why a strict build stops
    app = QApplication(sys.argv[:1])
    apply_style(app)
    expressions.warm_up()
    print(f"{make_pictures(app, said.language)} pictures, {said.language}", flush=True)
    if not said.pictures:
        page = make_site(said.language, CHAPTERS_FOLDER / said.language, SITE)
        print(page.relative_to(ROOT), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
