"""What the infection form, the code lists and the grading tables hold."""

import tomllib

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.paths import resource

CATALOGUE = Catalogue.shipped()
LISTS = sorted(tomllib.loads(resource("codes", "lists.toml").read_text(encoding="utf-8"))["list"])
IPS_FREE = 56
"""Only codes of the free set may be shipped."""


def test_the_infection_form_has_four_steps_and_five_questions() -> None:
    form = CATALOGUE.form("infection")
    assert [section.step for section in form.sections] == ["identify", "attribute", "grade", "optimize"]
    numbered = [(field.number, field.id) for field in form.fields() if field.number]
    assert numbered == [
        (1, "onset"),
        (2, "pathogen_class"),
        (3, "route"),
        (4, "setting"),
        (5, "prophylaxis"),
    ]
    for text in (form.definition, form.report, form.not_report, form.example):
        assert text is not None


@pytest.mark.parametrize(
    ("field", "codes"),
    [
        ("pathogen_class", "bacterial viral fungal parasitic none_found"),
        ("route", "none local oral iv"),
        ("setting", "home outpatient_visit inpatient_same_stay inpatient_other_stay care_facility"),
        ("documentation", "mdi cdi fuo"),
        ("reactivation", "primary reactivation end_organ shedding"),
        ("outcome", "resolved sequelae ongoing death_infection death_other"),
        ("death_attribution", "primary contributory not_related"),
        ("att_whoumc", "certain probable possible unlikely conditional unassessable"),
    ],
)
def test_choices_are_those_of_the_field_list(field: str, codes: str) -> None:
    assert [choice.code for choice in CATALOGUE.form("infection").field(field).choices] == codes.split()


def test_no_list_that_a_condition_reads_has_a_code_unknown() -> None:
    for form in CATALOGUE.forms():
        for field in form.fields():
            assert "unknown" not in [choice.code for choice in field.choices]


@pytest.mark.parametrize("list_id", LISTS)
def test_a_code_list_has_entries_and_a_source(list_id: str) -> None:
    codes = CATALOGUE.codes(list_id)
    assert codes.entries
    assert codes.source


def test_organisms() -> None:
    organisms = CATALOGUE.codes("organisms")
    assert len(organisms.entries) == 155
    assert sum(bool(entry.snomed) for entry in organisms.entries) == IPS_FREE
    pjp = organisms.entry("PJP")
    assert pjp is not None
    assert "pcp" in pjp.synonyms
    assert not pjp.snomed
    ecoli = organisms.entry("ECOLI")
    assert ecoli is not None
    assert (ecoli.snomed, ecoli.pathogen_class) == ("112283007", "bacterial")
    assert {entry.pathogen_class for entry in organisms.entries} == {
        "bacterial",
        "viral",
        "fungal",
        "parasitic",
    }


def test_an_agent_of_several_uses_is_one_entry() -> None:
    agents = CATALOGUE.codes("agents")
    levofloxacin = agents.entry("J01MA12")
    assert levofloxacin is not None
    assert levofloxacin.uses == ("prophylaxis", "treatment")
    assert levofloxacin in agents.offered("prophylaxis")
    assert agents.entry("L04AC07") not in agents.offered("treatment")


def test_sites_offer_terms_that_exist() -> None:
    table = CATALOGUE.table("ctcae5_infections")
    sites = CATALOGUE.codes("sites")
    for site in sites.entries:
        assert all(table.term(code) for code in site.offers), site.code
    lung = sites.entry("LRTI")
    assert lung is not None
    assert lung.offers == ("lung_infection",)


def test_the_88_terms_keep_their_published_words_and_71_can_be_graded() -> None:
    table = CATALOGUE.table("ctcae5_infections")
    assert len(table.terms) == 88
    assert sum(bool(term.rows) for term in table.terms) == 71
    for term in table.terms:
        assert {row.grade for row in term.rows} in (set(), set(term.published))
        assert term.published
        assert term.definition
    assert CATALOGUE.codes("ctcae5_infections").entry("lung_infection") is not None
    lung = table.term("lung_infection")
    assert lung is not None
    assert (sorted(lung.published), lung.text.de) == ([2, 3, 4, 5], "Lungeninfektion")
