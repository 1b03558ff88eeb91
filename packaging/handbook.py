"""Build the handbook as one site for each language in build/docs/handbook/.

The chapters are resources/handbook/LANGUAGE/*.md, which the program shows too, with the pictures beside them
(`handbook_pictures.py`); the reference pages are docs/*.md.
"""

import logging
import shutil
import tempfile
from pathlib import Path
from typing import Any, get_args

from mkdocs.commands.build import build
from mkdocs.config import load_config

from iago_desktop.sentences import Language
from iago_desktop.ui.handbook import CHAPTERS, source

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


def main() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(message)s")  # why a strict build stops
    shutil.rmtree(SITE, ignore_errors=True)
    for language in get_args(Language):
        page = make_site(language, CHAPTERS_FOLDER / language, SITE)
        print(page.relative_to(ROOT), flush=True)


if __name__ == "__main__":
    main()
