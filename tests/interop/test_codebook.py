"""The codebook says everything that is installed, in every one of its files, and nothing of the machine."""

import csv
import importlib.util
import re
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

from iago_desktop.definitions.catalogue import Catalogue, Source
from iago_desktop.definitions.load import load_form
from iago_desktop.definitions.model import Form
from iago_desktop.interop.codebook import Row, csv_bytes, open_points, rows
from iago_desktop.interop.codebook_html import html_bytes
from iago_desktop.interop.spoken import Speaker

ROOT = Path(__file__).parent.parent.parent
EXTRA = b"""
id = "tumour_flare"
version = 1
kind = "toxicity"
group = "tumour"
title = { en = "Tumour flare", de = "Tumor-Flare" }
source = "Case series [V2]"
[[section]]
step = "identify"
title = { en = "Identify", de = "Erkennen" }
[[section.field]]
id = "onset"
type = "date"
role = "onset"
required = true
label = { en = "When did it start?", de = "Wann begann es?" }
[[section.field]]
id = "swelling"
type = "choice"
label = { en = "Swelling <of nodes>", de = "Schwellung" }
help = { en = "The largest one. Measured [P].", de = "Die gr\xc3\xb6\xc3\x9fte. Gemessen [P]." }
[section.field.choices]
none = { en = "None", de = "Keine" }
some = { en = "Some", de = "Etwas" }
[[section.field]]
id = "size_cm"
type = "number"
unit = "cm"
label = { en = "Size", de = "Gr\xc3\xb6\xc3\x9fe" }
shown_when = "swelling == 'some' && !(onset > 1.5)"
"""


@pytest.fixture(scope="module")
def lines(catalogue: Catalogue) -> list[Row]:
    return list(rows(catalogue))


@pytest.fixture(scope="module")
def page(catalogue: Catalogue) -> str:
    return html_bytes(catalogue, "").decode("utf-8")


def extra() -> Form:
    return load_form(EXTRA, "tumour_flare.toml")


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("codebook_script", ROOT / "packaging" / "codebook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_field_column_and_choice_is_in_the_table(catalogue: Catalogue, lines: list[Row]) -> None:
    data = csv_bytes(lines)
    read = list(csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True)))
    assert len(read) == len(lines)
    found = {(each["row"], each["form"], each["field"], each["column"], each["code"]) for each in read}
    for form in catalogue.forms():
        assert ("form", form.id, "", "", "") in found
        for field in form.fields():
            assert ("field", form.id, field.id, "", "") in found
            for choice in field.choices:
                assert ("choice", form.id, field.id, "", choice.code) in found
            for column in field.columns:
                assert ("column", form.id, field.id, column.id, "") in found
    codes = {(each["code_list"], each["code"]) for each in read if each["row"] == "code"}
    for entries in catalogue.lists():
        assert {(entries.id, entry.code) for entry in entries.entries} <= codes


def test_every_field_is_on_the_page_under_its_own_anchor(catalogue: Catalogue, page: str) -> None:
    anchors = re.findall(r'id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    for form in catalogue.forms():
        assert f"f-{form.id}" in anchors
        for field in form.fields():
            assert f"f-{form.id}-{field.id}" in anchors
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)


def test_the_page_is_whole_and_asks_for_nothing_outside(page: str) -> None:
    open_tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert not {"src", "onclick"} & {name for name, _ in attrs}
            assert tag not in {"script", "link", "img", "iframe"}
            if tag not in {"meta", "br", "input"}:
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Reader().feed(page)
    assert open_tags == []
    for name in ("LOINC", "ATC", "SNOMED", "CTCAE"):
        assert name in page.split('id="notices"')[1]


def test_an_installed_form_appears(catalogue: Catalogue) -> None:
    more = catalogue.with_forms([Source(extra(), EXTRA)])
    data, page = csv_bytes(rows(more)).decode("utf-8-sig"), html_bytes(more, "").decode("utf-8")
    for text in (data, page):
        assert "size_cm" in text
        assert "Tumor-Flare" in text
    assert "Swelling &lt;of nodes&gt;" in page
    assert [
        (each.mark, each.place, each.text.de) for each in open_points(more) if each.of == "tumour_flare"
    ] == [
        ("V2", "", "Case series [V2]"),
        ("P", "swelling", "Gemessen [P]."),
    ]


def test_a_condition_in_words(catalogue: Catalogue) -> None:
    speaker = Speaker(extra(), catalogue)
    condition = extra().field("size_cm").shown_when
    assert speaker.say(condition, "en") == (
        "«Swelling <of nodes>» is “Some” and not («When did it start?» > 1.5)"
    )
    assert speaker.say(condition, "de") == "«Schwellung» ist „Etwas“ und nicht («Wann begann es?» > 1,5)"
    assert speaker.say("swelling in ['none', 'some']", "en") == (
        "«Swelling <of nodes>» is one of [“None”, “Some”]"
    )
    assert speaker.say("", "en") == ""


def test_every_mark_that_is_not_sure_is_in_its_chapter(catalogue: Catalogue) -> None:
    points = open_points(catalogue)
    marked = {(each.mark, each.of, each.place) for each in points}
    for form in catalogue.forms():
        for field in form.fields():
            if field.evidence in {"K?", "V2", "P"}:
                assert (field.evidence, form.id, field.id) in marked
    assert ("P", "labs", "") in marked


def test_the_same_definitions_give_the_same_bytes(catalogue: Catalogue, tmp_path: Path, qapp: object) -> None:
    small = Catalogue.of([Source(extra(), EXTRA)])
    made = [
        {file.name: file.read_bytes() for file in script().write(small, tmp_path / each)} for each in "ab"
    ]
    assert made[0] == made[1]
    assert set(made[0]) == {"codebook.csv", "codebook.html", "codebook.pdf"}
    assert made[0]["codebook.pdf"].startswith(b"%PDF-")
    assert b"D:20000101000000" in made[0]["codebook.pdf"]
    assert csv_bytes(rows(catalogue)) == csv_bytes(rows(catalogue))
