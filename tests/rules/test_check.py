"""What the check of a form refuses before anybody relies on it."""

import pytest

from iago_desktop.definitions.catalogue import Catalogue, Source
from iago_desktop.definitions.load import load_form
from iago_desktop.errors import DefinitionError
from iago_desktop.paths import resource
from iago_desktop.rules.check import check_form
from iago_desktop.sentences import LANGUAGES, sentence

FORM = """
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
label = { en = "Onset", de = "Beginn" }
[[section.field]]
id = "wet"
type = "yes_no"
label = { en = "Wet", de = "Feucht" }
[[section.field]]
id = "colours"
type = "several"
label = { en = "Colours", de = "Farben" }
shown_when = "SHOWN"
[section.field.choices]
red = { en = "Red", de = "Rot" }
[[section.field]]
id = "drugs"
type = "rows"
label = { en = "Drugs", de = "Mittel" }
[[section.field.column]]
id = "drug"
type = "text"
label = { en = "Drug", de = "Mittel" }
[[derived]]
DERIVED
[grading]
system = "Test"
version = "1"
source = "test"
[[grading.row]]
grade = 1
when = "WHEN"
text = { en = "Wet", de = "Feucht" }
"""
DAY = 'id = "onset_day"\nfunction = "day"\nof = "onset"'


def check(when: str = "wet == 'yes'", shown: str = "wet == 'yes'", derived: str = DAY) -> None:
    text = FORM.replace("WHEN", when).replace("SHOWN", shown).replace("DERIVED", derived)
    form = load_form(text.encode(), "cough.toml")
    check_form(form, Catalogue.of([Source(form, text.encode())]))


def refused(field: str, **parts: str) -> str:
    with pytest.raises(DefinitionError) as error:
        check(**parts)
    assert error.value.details["file"] == "cough.toml"
    assert error.value.details["field"] == field
    for language in LANGUAGES:
        assert "cough.toml" in sentence(error.value, language)
    return error.value.code


@pytest.mark.parametrize(
    "when",
    [
        "wet == 'yes'",
        "wet in ['yes', 'no'] && !(size(colours) > 1)",
        "colours.filter(v, v != 'red').size() >= 2 || colours.exists(v, v == 'red')",
        "colours.all(v, v == 'red') && onset_day > 3.0 && onset_from >= -5.0",
        "'has matches(' == wet || onset_to < 1.0",
    ],
)
def test_what_is_allowed(when: str) -> None:
    check(when=when)


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("wett == 'yes'", "definition_unknown_name"),
        ("vv == wet", "definition_unknown_name"),
        ("v == wet", "definition_unknown_name"),
        ("drugs.size() > 1", "definition_unknown_name"),
        ("drug == 'x'", "definition_unknown_name"),
        ("wet.matches('y.*')", "definition_forbidden_function"),
        ("has(wet.yes)", "definition_forbidden_function"),
        ("wet.startsWith('y')", "definition_forbidden_function"),
        ("colours.map(v, v + 'x').size() > 0", "definition_forbidden_function"),
        ("colours.exists_one(v, v == 'red')", "definition_forbidden_function"),
        ("timestamp(wet) == timestamp(wet)", "definition_forbidden_function"),
        ("colours[0] == 'red'", "definition_forbidden_function"),
        ("nobody(wet)", "definition_forbidden_function"),
        ("wet == 'ja'", "definition_unknown_answer"),
        ("wet in ['no', 'maybe']", "definition_unknown_answer"),
        ("'green' in colours", "definition_unknown_answer"),
        ("wet ==", "definition_condition_unreadable"),
        ("wet > 1.0", "definition_condition_fails"),
        ("onset_day + 1 > 2.0", "definition_condition_fails"),
        ("onset_day", "definition_condition_fails"),
    ],
)
def test_a_condition_that_cannot_work_is_refused(when: str, code: str) -> None:
    assert refused("grading.1", when=when) == code
    assert refused("colours", shown=when) == code


@pytest.mark.parametrize(
    ("derived", "code"),
    [
        ('id = "onset_day"\nfunction = "moon_phase"\nof = "onset"', "definition_needs_newer_program"),
        ('id = "onset_day"\nfunction = "day"', "definition_arguments"),
        ('id = "onset_day"\nfunction = "day"\nof = "onset"\nin_days = 1', "definition_arguments"),
        ('id = "onset_day"\nfunction = "day"\nof = "wet"', "definition_unknown_name"),
        ('id = "onset_day"\nfunction = "any_row"\nrows = "wet"\nwhen = "true"', "definition_unknown_name"),
        (
            'id = "onset_day"\nfunction = "any_row"\nrows = "drugs"\nwhen = "dose > 1.0"',
            "definition_unknown_name",
        ),
        (
            'id = "onset_day"\nfunction = "different"\nrows = "drugs"\ncolumn = "dose"\ncount = 2',
            "definition_unknown_name",
        ),
        (
            'id = "onset_day"\nfunction = "different"\nrows = "drugs"\ncolumn = "drug"\ncount = "two"',
            "definition_bad_value",
        ),
        ('id = "onset_day"\nfunction = "decide"\nyes = "wet"\nno = "true"', "definition_condition_fails"),
        (
            'id = "onset_day"\nfunction = "implied"\nvalue = "yes"\nwhen = "wet == \'no\'"',
            "definition_unknown_name",
        ),
    ],
)
def test_a_derived_value_that_cannot_work_is_refused(derived: str, code: str) -> None:
    assert refused("onset_day", derived=derived) == code


def test_an_implied_answer_is_one_the_field_has() -> None:
    check(derived='id = "wet"\nfunction = "implied"\nvalue = "yes"\nwhen = "onset > 3.0"')
    wrong = 'id = "wet"\nfunction = "implied"\nvalue = "maybe"\nwhen = "onset > 3.0"'
    assert refused("wet", derived=wrong) == "definition_unknown_name"


def test_lists_and_tables_must_exist() -> None:
    text = FORM.replace("WHEN", "true").replace("SHOWN", "true").replace("DERIVED", DAY)
    unlisted = text.replace('type = "yes_no"', 'type = "code"\ncodes = "colour_names"')
    head = text[: text.index("[[grading.row]]")]
    untabled = head.replace('source = "test"', 'source = "t"\ntable = "nothing"\ntable_field = "wet"')
    for wrong, field in ((unlisted, "wet"), (untabled, "grading")):
        form = load_form(wrong.encode(), "cough.toml")
        with pytest.raises(DefinitionError) as error:
            check_form(form, Catalogue.of([Source(form, wrong.encode())]))
        assert (error.value.code, error.value.details["field"]) == ("definition_unknown_list", field)


CODES = Catalogue.of_folder(resource("forms"), resource("codes")).with_forms([])


def refused_with_lists(text: str) -> str:
    form = load_form(text.encode(), "cough.toml")
    with pytest.raises(DefinitionError) as error:
        check_form(form, CODES)
    for language in LANGUAGES:
        assert "cough.toml" in sentence(error.value, language)
    return error.value.code


GIVEN = FORM.replace("WHEN", "true").replace("SHOWN", "true").replace("DERIVED", DAY)
NUMBER = '[[section.field]]\nid = "anc"\ntype = "number"\nlabel = { en = "ANC", de = "ANC" }\n'


def with_number(*keys: str) -> str:
    return GIVEN.replace("[[derived]]", NUMBER + "\n".join(keys) + "\n[[derived]]", 1)


@pytest.mark.parametrize(
    "keys",
    [
        ['lab = "anc"', 'unit = "10*9/L"', 'units = ["/uL"]'],
        ['lab = "anc"', 'unit = "/uL"'],
        ['lab = "crp"', 'units = ["mg/L", "mg/dL"]'],
        ['lab = "inr"'],
        ['lab = "car_t"', 'units = ["%", "/uL"]'],
    ],
)
def test_a_laboratory_field_has_units_of_its_value(keys: list[str]) -> None:
    check_form(load_form(with_number(*keys).encode(), "cough.toml"), CODES)


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        (['lab = "anc"'], "definition_lab_unit"),
        (['lab = "anc"', 'unit = "g/L"'], "definition_lab_unit"),
        (['lab = "anc"', 'unit = "/uL"', 'units = ["g/L"]'], "definition_lab_unit"),
        (['lab = "inr"', 'unit = "s"'], "definition_lab_unit"),
        (['lab = "mood"', 'unit = "g/L"'], "definition_unknown_lab"),
    ],
)
def test_a_laboratory_field_that_does_not_fit_its_list(keys: list[str], code: str) -> None:
    assert refused_with_lists(with_number(*keys)) == code


def test_only_a_number_is_a_laboratory_value() -> None:
    text = GIVEN.replace('type = "yes_no"', 'type = "yes_no"\nlab = "anc"')
    assert refused_with_lists(text) == "definition_unknown_lab"


def test_a_use_that_no_code_has_is_refused() -> None:
    good = GIVEN.replace('type = "yes_no"', 'type = "code"\ncodes = "agents"\ngroup = "prophylaxis"')
    check_form(load_form(good.encode(), "cough.toml"), CODES)
    assert refused_with_lists(good.replace('"prophylaxis"', '"profilaxis"')) == "definition_no_code_of_use"


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("provisional_when = \"wett == 'yes'\"", "definition_unknown_name"),
        ("lower_bound_when = \"wett == 'yes'\"\nlower_bound_by = ['anc']", "definition_unknown_name"),
        ("lower_bound_when = \"wet == 'yes'\"\nlower_bound_by = ['mood']", "definition_unknown_name"),
    ],
)
def test_what_a_grading_refers_to_must_exist(keys: str, code: str) -> None:
    text = GIVEN.replace("[[grading.row]]", f"{keys}\n[[grading.row]]", 1)
    assert refused_with_lists(text) == code
    right = text.replace("wett", "wet").replace("mood", "anc")
    check_form(load_form(right.encode(), "cough.toml"), CODES)


def test_a_further_grading_is_checked_like_the_first() -> None:
    more = "\n[[grading]]\nsystem = 'B'\nversion = '1'\nsource = 's'\nwhen = \"wet == 'no'\"\n"
    head, grading = GIVEN.split("[grading]")
    text = head + "[[grading]]" + grading.split("[[grading]]")[0] + more
    row = "[[grading.row]]\ngrade = 1\nwhen = \"WHEN\"\ntext = { en = 'a', de = 'b' }\n"
    check_form(load_form((text + row.replace("WHEN", "wet == 'no'")).encode(), "cough.toml"), CODES)
    assert refused_with_lists(text + row.replace("WHEN", "wett == 'no'")) == "definition_unknown_name"
    term = "table = 'ctcae5_infections'\ntable_term = 'TERM'\n"
    assert refused_with_lists(text + term) == "definition_unknown_term"
    lung = term.replace("TERM", "lung_infection")
    assert refused_with_lists(text + lung) == "definition_unknown_name"  # asks for findings it does not have


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ('lab = "anc"\nunit = "/uL"', ""),
        ('lab = "anc"\nunit = "g/L"', "definition_lab_unit"),
        ('lab = "mood"\nunit = "/uL"', "definition_unknown_name"),
    ],
)
def test_a_value_from_the_series_has_a_unit_of_its_value(arguments: str, code: str) -> None:
    lowest = f'id = "onset_day"\nfunction = "lab_lowest"\nfirst = 0\nlast = 30\n{arguments}'
    text = FORM.replace("WHEN", "true").replace("SHOWN", "true").replace("DERIVED", lowest)
    if code:
        assert refused_with_lists(text) == code
    else:
        check_form(load_form(text.encode(), "cough.toml"), CODES)
