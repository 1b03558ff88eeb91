"""What a wrong definition is told: the file, the field, and what helps."""

from pathlib import Path

import pytest

from iago_desktop.definitions.catalogue import Catalogue, Source
from iago_desktop.definitions.lists import load_code_list, load_grade_table, load_labs
from iago_desktop.definitions.load import load_block, load_form, self_contained
from iago_desktop.definitions.vectors import load_vectors
from iago_desktop.errors import DefinitionError
from iago_desktop.sentences import LANGUAGES, sentence

GOOD = """
id = "cough"
version = 1
kind = "toxicity"
title = { en = "Cough", de = "Husten" }
[[section]]
step = "identify"
title = { en = "Identify", de = "Erkennen" }
[[section.field]]
id = "onset"
type = "date"
role = "onset"
label = { en = "Onset", de = "Beginn" }
[[section.field]]
id = "wet"
type = "yes_no"
label = { en = "Wet", de = "Feucht" }
[[section.field]]
id = "kind_of"
type = "choice"
label = { en = "Kind", de = "Art" }
[section.field.choices]
dry = { en = "Dry", de = "Trocken" }
barking = { en = "Barking", de = "Bellend" }
[[section.field]]
id = "drugs"
type = "rows"
label = { en = "Drugs", de = "Mittel" }
[[section.field.column]]
id = "drug"
type = "text"
label = { en = "Drug", de = "Mittel" }
[[derived]]
id = "onset_day"
function = "day"
of = "onset"
[grading]
system = "Test"
version = "1"
source = "test"
[[grading.row]]
grade = 2
when = "wet == 'yes'"
text = { en = "Wet", de = "Feucht" }
[[grading.row]]
grade = 1
when = "wet == 'no'"
text = { en = "Dry", de = "Trocken" }
"""


def refused(text: str) -> DefinitionError:
    with pytest.raises(DefinitionError) as error:
        load_form(text.encode(), "cough.toml")
    assert error.value.details["file"] == "cough.toml"
    for language in LANGUAGES:
        said = sentence(error.value, language)
        assert "cough.toml" in said
        assert str(error.value.details["field"]) in said
    return error.value


def test_a_good_form_loads() -> None:
    form = load_form(GOOD.encode(), "cough.toml")
    assert [field.id for field in form.fields()] == ["onset", "wet", "kind_of", "drugs"]
    assert [choice.code for choice in form.field("kind_of").choices] == ["dry", "barking"]
    assert form.derived[0].arguments == {"of": "onset"}
    assert form.with_role("onset") is form.field("onset")
    assert form.section_of("wet").step == "identify"


def test_a_field_the_form_does_not_have_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_form(GOOD.encode(), "cough.toml").field("dry")


@pytest.mark.parametrize(
    ("right", "wrong", "field", "suggestion"),
    [
        ('role = "onset"', 'rolle = "onset"', "onset", "role"),
        ('role = "onset"', 'shown_wen = "wet"', "onset", "shown_when"),
        ('kind = "toxicity"', 'kind = "toxicity"\ndefintion = 1', "", "definition"),
        ("[[section.field.column]]", "[[section.field.colum]]", "drugs", "column"),
        ("grade = 2\nwhen", "grade = 2\nwen = 'x'\nwhen", "", "when"),
        ('system = "Test"', 'system = "Test"\ntabel = "x"', "", "table"),
        ('step = "identify"', 'step = "identify"\nsubtitel = 1', "", "subtitle"),
    ],
)
def test_a_typo_in_a_key_is_named_with_the_likely_word(
    right: str, wrong: str, field: str, suggestion: str
) -> None:
    error = refused(GOOD.replace(right, wrong))
    assert error.code == "definition_typo"
    assert error.details["suggestion"] == suggestion
    assert field in str(error.details["field"])


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ('role = "onset"', 'zzz = "onset"', "definition_unknown_key"),
        ('id = "wet"', 'id = "W et"', "definition_bad_id"),
        ('id = "wet"', 'id = "w"', "definition_bad_id"),
        ('id = "wet"', 'id = "wet_missing"', "definition_bad_id"),
        ('id = "wet"', 'id = "import"', "definition_reserved_id"),
        ('id = "wet"', 'id = "onset"', "definition_twice"),
        ('id = "wet"', 'id = "onset_from"', "definition_twice"),
        ('id = "onset_day"', 'id = "wet"', "definition_twice"),
        ('id = "drug"\n', 'id = "function"\n', "definition_reserved_id"),
        ("barking =", "dry =", "definition_not_toml"),
        ('label = { en = "Wet", de = "Feucht" }', 'label = { en = "Wet" }', "definition_key_missing"),
        (
            'label = { en = "Wet", de = "Feucht" }',
            'label = { en = "Wet", de = "" }',
            "definition_bad_value",
        ),
        ('type = "yes_no"', 'type = "yesno"', "definition_bad_value"),
        ('type = "yes_no"', 'type = "code"', "definition_choices"),
        ('type = "yes_no"', 'type = "rows"', "definition_choices"),
        ('type = "choice"', 'type = "text"', "definition_choices"),
        ('type = "rows"', 'type = "text"', "definition_columns"),
        ('type = "yes_no"', 'type = "yes_no"\nunit = "d"', "definition_unit"),
        ('type = "yes_no"', 'type = "yes_no"\nvalid_when = "true"', "definition_invalid_text"),
        ('source = "test"', 'source = "test"\ntable = "x"\ntable_field = "wet"', "definition_grading"),
        ('source = "test"', 'source = "test"\ntable_term = "x"', "definition_grading"),
        ('source = "test"', 'source = "test"\nlower_bound_when = "true"', "definition_lower_bound"),
        ('source = "test"', 'source = "test"\nwhen = "true"', "definition_default_grading"),
        ('source = "test"', 'source = "test"\nbeside = true', "definition_default_grading"),
        ('type = "yes_no"', 'type = "yes_no"\nrole = "onsett"', "definition_unknown_role"),
        ('type = "yes_no"', 'type = "yes_no"\nrole = "onset"', "definition_role_type"),
        ('type = "yes_no"', 'type = "date"\nrole = "onset"', "definition_role_twice"),
        ("grade = 2", "grade = 0", "definition_rows_order"),
        ("version = 1\nkind", "version = one\nkind", "definition_not_toml"),
        ("[[section]]", "[section]", "definition_not_tables"),
        ("[[derived]]", "[derived]", "definition_not_tables"),
    ],
)
def test_what_is_wrong_is_named(right: str, wrong: str, code: str) -> None:
    assert right in GOOD
    assert refused(GOOD.replace(right, wrong, 1)).code == code


def test_more_than_seven_choices_ask_for_a_code_list() -> None:
    more = "\n".join(f'kind_{n} = {{ en = "K", de = "K" }}' for n in range(6))
    seven = GOOD.replace("barking = {", more.split("\n", 1)[1] + "\nbarking = {")
    assert len(load_form(seven.encode(), "cough.toml").field("kind_of").choices) == 7
    assert refused(GOOD.replace("barking = {", more + "\nbarking = {")).code == "definition_too_many_choices"


def test_a_grade_table_gives_a_term_the_rows_whose_grades_it_has_in_print() -> None:
    patterns = b"""
id = "t"
system = "T"
version = "1"
source = "s"
title = { en = "T", de = "T" }
[[pattern.A.row]]
grade = 2
when = "aa == 'x'"
text = { en = "two", de = "zwei" }
[[pattern.A.row]]
grade = 1
when = "aa == 'y'"
text = { en = "one", de = "eins" }
"""
    terms = "code,en,de,pattern,g1,g2,definition\nx,X,X,A,-,two,d\ny,Y,Y,,one,two,d\n"
    table = load_grade_table(patterns, terms.encode(), "t")
    assert [[row.grade for row in term.rows] for term in table.terms] == [[2], []]
    assert table.terms[1].published == {1: "one", 2: "two"}
    with pytest.raises(DefinitionError) as error:
        load_grade_table(patterns, terms.replace(",A,", ",B,").encode(), "t")
    assert error.value.details["field"] == "line 2"


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("code,en,de\nA,a\n", "definition_csv_columns", "line 2"),
        ("code,en,de\nA,a,\n", "definition_bad_value", "line 2"),
        ("code,en,de\nA,a,b\nA,c,d\n", "definition_twice", "lst"),
        ("code,en,de,snomet\nA,a,b,1\n", "definition_typo", "line 2"),
        ('code,en,de\nA,"a,b\n', "definition_not_csv", ""),
    ],
)
def test_a_wrong_code_list_names_its_line(text: str, code: str, field: str) -> None:
    with pytest.raises(DefinitionError) as error:
        load_code_list(text.encode(), "lst.csv", list_id="lst", title={"en": "L", "de": "L"}, source="s")
    assert error.value.code == code
    assert field in str(error.value.details["field"])


def test_vectors_that_cannot_be_read_name_their_file() -> None:
    for text in ("[[vector]\n", "x = 1", '[[vector]]\nid = "1"'):
        with pytest.raises(DefinitionError) as error:
            load_vectors(text.encode(), "cough.vectors.toml", "cough")
        assert error.value.details["file"] == "cough.vectors.toml"


def test_the_catalogue_knows_versions_and_keeps_the_bytes() -> None:
    second = GOOD.replace("version = 1\nkind", "version = 2\nkind").encode()
    sources = [Source(load_form(data, "cough.toml"), data) for data in (second, GOOD.encode())]
    catalogue = Catalogue.of(sources)
    assert catalogue.form("cough").version == 2
    assert catalogue.form("cough", 1).version == 1
    assert [form.version for form in catalogue.forms()] == [2]
    assert catalogue.source("cough", 2) == second
    assert catalogue.digest("cough", 1) != catalogue.digest("cough", 2)
    for form, version in (("cough", 3), ("gout", None)):
        with pytest.raises(DefinitionError) as error:
            catalogue.form(form, version)
        assert error.value.code == "unknown_form"
    assert catalogue.has_form("cough")
    assert not catalogue.has_form("cough", 3)
    with pytest.raises(DefinitionError):
        catalogue.codes("nothing")
    with pytest.raises(DefinitionError):
        catalogue.table("nothing")


BLOCK = """
[[field]]
id = "outcome"
type = "choice"
label = { en = "Outcome", de = "Ausgang" }
[field.choices]
resolved = { en = "Resolved", de = "Abgeheilt" }
fatal = { en = "Fatal", de = "Tödlich" }
[[field]]
id = "ended"
type = "date"
label = { en = "“End” \\\\ of it", de = "Ende" }
[[derived]]
id = "ended_day"
function = "day"
of = "ended"
"""
WITH_BLOCK = GOOD.replace(
    '[[section.field]]\nid = "kind_of"',
    '[[section.field]]\nblock = "course"\n[[section.field]]\nid = "kind_of"',
)


def test_a_block_stands_for_its_fields_at_its_place() -> None:
    blocks = {"course": load_block(BLOCK.encode(), "course.toml")}
    form = load_form(WITH_BLOCK.encode(), "cough.toml", blocks)
    assert [field.id for field in form.fields()] == ["onset", "wet", "outcome", "ended", "kind_of", "drugs"]
    assert [entry.id for entry in form.derived] == ["ended_day", "onset_day"]
    assert form.derived[0].arguments == {"of": "ended"}


def test_a_stored_form_brings_its_blocks_along() -> None:
    blocks = {"course": load_block(BLOCK.encode(), "course.toml")}
    stored = self_contained(WITH_BLOCK.encode(), "cough.toml", {"course": BLOCK.encode(), "other": b""})
    assert stored.startswith(WITH_BLOCK.encode())
    assert load_form(stored, "cough.toml") == load_form(WITH_BLOCK.encode(), "cough.toml", blocks)
    newer = BLOCK.replace("Tödlich", "Verstorben").encode()
    assert self_contained(WITH_BLOCK.encode(), "cough.toml", {"course": newer}) != stored
    assert self_contained(GOOD.encode(), "cough.toml", {"course": newer}) == GOOD.encode()


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ('block = "course"', 'block = "curse"', "definition_unknown_block"),
        ('block = "course"', 'block = "course"\nid = "more"', "definition_block_alone"),
        ('block = "course"', "block = 1", "definition_block_alone"),
    ],
)
def test_a_block_that_cannot_be_used_is_named(right: str, wrong: str, code: str) -> None:
    assert refused(WITH_BLOCK.replace(right, wrong)).code == code


def test_a_wrong_block_is_told_like_a_wrong_form() -> None:
    for right, wrong in (
        ('type = "date"', 'typo = "date"'),
        ("[[field]]", "[[fild]]"),
        ('id = "ended"\n', ""),
    ):
        with pytest.raises(DefinitionError) as error:
            load_block(BLOCK.replace(right, wrong, 1).encode(), "course.toml")
        assert error.value.details["file"] == "course.toml"


def test_the_catalogue_reads_the_blocks_beside_the_forms(tmp_path: Path) -> None:
    forms, codes = tmp_path / "forms", tmp_path / "codes"
    (forms / "blocks").mkdir(parents=True)
    codes.mkdir()
    (codes / "lists.toml").write_text("tables = []\n[list]\n", encoding="utf-8")
    (forms / "cough.toml").write_text(WITH_BLOCK, encoding="utf-8")
    (forms / "blocks" / "course.toml").write_text(BLOCK, encoding="utf-8")
    before = Catalogue.read(forms, codes)
    (forms / "blocks" / "course.toml").write_text(BLOCK.replace("Fatal", "Died"), encoding="utf-8")
    after = Catalogue.read(forms, codes)
    assert before.digest("cough") != after.digest("cough")
    assert load_form(after.source("cough"), "cough.toml") == after.form("cough")


LABS = b"code,en,de,loinc,unit,units,warn,reject\nhb,Hb,Hb,718-7,g/dL,g/L|mmol/L,4..20,1..26\nca,CA,CA,,,,,\n"


def test_laboratory_values_are_codes_with_units_and_bands() -> None:
    codes, labs = load_labs(LABS, "labs.csv", list_id="labs", title={"en": "L", "de": "L"}, source="s")
    assert [(entry.code, entry.loinc) for entry in codes.entries] == [("hb", "718-7"), ("ca", "")]
    assert labs["hb"].units == ("g/L", "mmol/L")
    assert labs["hb"].reject == ("1", "26")
    assert (labs["ca"].unit, labs["ca"].warn, labs["ca"].worst) == ("", None, "lowest")


@pytest.mark.parametrize(("right", "wrong"), [("warn", "warm"), ("1..26", "1-26"), ("4..20", "4..20..30")])
def test_a_wrong_laboratory_value_names_its_line(right: str, wrong: str) -> None:
    data = LABS.replace(right.encode(), wrong.encode())
    with pytest.raises(DefinitionError) as error:
        load_labs(data, "labs.csv", list_id="labs", title={"en": "L", "de": "L"}, source="s")
    assert error.value.details["field"] == "line 2"


def test_a_term_says_what_it_is_for() -> None:
    patterns = b"id = 't'\nsystem = 'T'\nversion = '1'\nsource = 's'\ntitle = { en = 'T', de = 'T' }\n"
    terms = b"code,en,de,pattern,uses,g1,definition\nx,X,X,,cardiac|renal,one,d\ny,Y,Y,,,one,d\n"
    table = load_grade_table(patterns, terms, "t")
    assert table.terms[0].uses == ("cardiac", "renal")
    offered = Catalogue.of([], [], [table]).codes("t").offered("renal")
    assert [entry.code for entry in offered] == ["x"]
