"""The handbook: chapters in both languages, pictures of scenes, words of the screen, links, and the site."""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.demo.screens.examples import files_in
from iago_desktop.paths import resource
from iago_desktop.sentences import LANGUAGES, _sentences
from iago_desktop.services import packs, patients, records
from iago_desktop.services.workspace import Workspace
from iago_desktop.ui import guide, handbook
from iago_desktop.ui.handbook import CHAPTERS, slug, source
from iago_desktop.ui.keys import Keyboard
from tests.builders import a_patient, fill_in
from tests.end_to_end.registry_command import done, found_registry, introduce

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "packaging"))
import handbook as site  # noqa: E402 -- packaging is a folder of scripts
import handbook_pictures  # noqa: E402

BOTH = pytest.mark.parametrize("language", LANGUAGES)
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#]*)#?([^)]*)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
OF_OTHER_PROGRAMS = {"it"}
"""Chapters whose bold words are names of rows, not of what stands on the screen."""


@BOTH
def test_every_chapter_is_listed(language: str) -> None:
    assert {file.stem for file in resource("handbook", language).glob("*.md")} == set(CHAPTERS)


def _shape(text: str) -> list[str]:
    return [re.match(r"#+ |- |\d+\. |\||!\[|```|", line)[0] for line in text.splitlines() if line]  # type: ignore[index]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_both_languages_say_it_in_the_same_lines_with_the_same_pictures(chapter: str) -> None:
    assert _shape(source(chapter, "de")) == _shape(source(chapter, "en"))
    assert handbook.pictures(chapter, "de") == handbook.pictures(chapter, "en")


@BOTH
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_link_leads_to_a_chapter_and_a_heading(chapter: str, language: str) -> None:
    for file, place in LINK.findall(source(chapter, language)):
        name = file.removesuffix(".md") or chapter
        assert name in CHAPTERS, file
        headings = re.findall(r"^#+ (.+)$", source(name, language), re.MULTILINE)
        assert not place or place in {slug(each) for each in headings}, place


def _scenes() -> list[re.Pattern[str]]:
    """The names that scenes may yield; what is worked out in one may be anything there."""
    text = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "iago_desktop" / "demo" / "screens").glob("*.py")
    )
    names = re.findall(r'yield (?:from \()?f?"([a-z0-9_{}]+)"', text) + re.findall(
        r'^ *\(?"([a-z]+_[a-z0-9_]+)"', text, re.MULTILINE
    )
    return [re.compile(re.sub(r"{\w+}", r"\\w+", name)) for name in names]


def test_every_picture_is_a_scene() -> None:
    scenes = _scenes()
    for name in handbook_pictures.named("en"):
        assert any(scene.fullmatch(name) for scene in scenes), name


def test_a_picture_in_few_colours_looks_the_same(qapp: QApplication, tmp_path: Path) -> None:
    picture = QImage(str(ROOT / "docs" / "pictures" / "infection.png")).convertToFormat(
        QImage.Format.Format_RGB32
    )
    few = handbook_pictures.in_few_colours(picture)
    sizes = []
    for each in (picture, few):
        each.save(str(tmp_path / "picture.png"), "PNG", 0)
        sizes.append((tmp_path / "picture.png").stat().st_size)
    assert sizes[1] < sizes[0] / 2
    pairs = zip(picture.constBits(), few.convertToFormat(picture.format()).constBits(), strict=True)
    seen = sum(abs(before - after) > 24 for before, after in pairs)
    assert seen < picture.sizeInBytes() / 1000


def _texts(language: str, catalogue: Catalogue) -> Iterator[str]:
    """Everything that the program says in this language."""
    for message in ET.parse(resource("i18n", "iago_de.ts")).iter("message"):
        yield message.findtext("source" if language == "en" else "translation") or ""
    for texts in _sentences().values():
        yield texts[language]
    for form in catalogue.forms():
        yield from (form.title.in_language(language), form.called.in_language(language))
        for section in form.sections:
            yield section.title.in_language(language)
        for field in form.fields():
            yield field.label.in_language(language)
            yield from (choice.text.in_language(language) for choice in field.choices)


@BOTH
def test_bold_words_stand_on_the_screen(catalogue: Catalogue, language: str) -> None:
    said = {text.strip(" :….") for text in _texts(language, catalogue) if text}
    patterns = [re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(text))) for text in said if "{" in text]
    unknown = {
        f"{chapter}: {words}"
        for chapter in CHAPTERS
        if chapter not in OF_OTHER_PROGRAMS
        for words in BOLD.findall(source(chapter, language))
        if (bare := words.strip(" :….")) not in said and not any(each.fullmatch(bare) for each in patterns)
    }
    assert not unknown


def test_the_form_that_the_chapter_prints_is_signed_and_installed(
    practice: Workspace, tmp_path: Path, stick: Path
) -> None:
    files = files_in("packs", "en")
    assert files == files_in("packs", "de")
    assert set(files) == {"pack.toml", "hiccups.toml", "hiccups.vectors.toml"}
    folder, registry, pack = tmp_path / "example", tmp_path / "registry", stick / "example.iagopack"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    introduce(practice, registry, found_registry(registry), stick)
    made = done("pack", "build", folder, "-o", pack, "--registry", registry)
    assert (made["pack"], made["vectors"]) == ("example-2027", 5)  # as the chapter says
    packs.install(practice, pack.read_bytes())
    treatment = patients.view(practice, a_patient(practice)).treatment_id
    draft = records.open_draft(practice, records.start(practice, treatment, "hiccups")).draft
    fill_in(draft, {"onset": "d3", "hours": "30", "sleep": "yes"})
    assert draft.grade().value == 3


@BOTH
def test_the_site_is_built_without_a_dead_link(language: str, tmp_path: Path) -> None:
    """The pictures are made by `make docs`; here a small one stands for each."""
    chapters = tmp_path / "chapters"
    shutil.copytree(resource("handbook", language), chapters, ignore=shutil.ignore_patterns("pictures"))
    (chapters / "pictures").mkdir()
    for name in handbook_pictures.named(language):
        shutil.copyfile(ROOT / "docs" / "pictures" / "infection.png", chapters / "pictures" / f"{name}.png")
    page = site.make_site(language, chapters, tmp_path / "site").read_text(encoding="utf-8")
    assert all(f"{chapter}.html" in page for chapter in CHAPTERS)
    (chapters / f"{CHAPTERS[0]}.md").write_text(
        "# First\n\n[nowhere](no_such_chapter.md)\n", encoding="utf-8"
    )
    with pytest.raises(SystemExit):
        site.make_site(language, chapters, tmp_path / "broken")


@pytest.mark.usefixtures("qapp")
def test_every_place_has_an_article_that_answers_f1() -> None:
    articles = {each.id for each in guide.chapters("en")}
    assert set(guide.ABOUT.values()) <= articles
    assert not set(guide.ABOUT) & articles  # else the list of the palette would lead elsewhere
    assert {key.id for key in Keyboard().window()} >= {"help"}
