"""What the infection form, the code lists and the grading tables hold."""

import tomllib
from decimal import Decimal

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import DefinitionError
from iago_desktop.paths import resource
from iago_desktop.quantities import UNITS, convert

CATALOGUE = Catalogue.of_folder(resource("forms"), resource("codes"))
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
    tables = [CATALOGUE.table(f"ctcae{version}_infections") for version in (5, 6)]
    sites = CATALOGUE.codes("sites")
    for site in sites.entries:
        assert all(any(table.term(code) for table in tables) for code in site.offers), site.code
    lung = sites.entry("LRTI")
    assert lung is not None
    assert lung.offers == ("lung_infection", "pneumonia")


def test_the_88_terms_keep_their_published_words_and_all_can_be_graded() -> None:
    table = CATALOGUE.table("ctcae5_infections")
    assert len(table.terms) == 88
    assert all(term.rows for term in table.terms)
    for term in table.terms:
        assert {row.grade for row in term.rows} == set(term.published)
        assert term.published
        assert term.definition
    assert CATALOGUE.codes("ctcae5_infections").entry("lung_infection") is not None
    lung = table.term("lung_infection")
    assert lung is not None
    assert (sorted(lung.published), lung.text.de) == ([2, 3, 4, 5], "Lungeninfektion")


def test_every_laboratory_value_can_be_read_in_each_of_its_units() -> None:
    labs = CATALOGUE.codes("labs")
    assert len(labs.entries) == 31
    for entry in labs.entries:
        lab = CATALOGUE.lab(entry.code)
        assert all(unit in UNITS for unit in (lab.unit, *lab.units) if unit)
        for unit in lab.units if lab.unit else ():
            stored = convert(Decimal(1000), unit, lab.unit, entry.code)
            assert abs(convert(stored, lab.unit, unit, entry.code) - 1000) < Decimal("0.001")
        for band in (lab.warn, lab.reject):
            if band:
                assert Decimal(band[0]) < Decimal(band[1])
        if lab.warn and lab.reject:
            assert (
                Decimal(lab.reject[0])
                <= Decimal(lab.warn[0])
                < Decimal(lab.warn[1])
                <= Decimal(lab.reject[1])
            )


def test_laboratory_values_are_those_of_the_field_list() -> None:
    named = """anc alc wbc hb platelets igg iga igm cd3 cd4 cd8 cd19 crp ferritin ldh creatinine bilirubin ast
        alt fibrinogen pct il6 cmv_dna triglycerides d_dimer inr aptt nt_probnp troponin_i troponin_t car_t"""
    assert [entry.code for entry in CATALOGUE.codes("labs").entries] == named.split()
    hb = CATALOGUE.lab("hb")
    assert (hb.unit, hb.units, hb.warn, hb.reject) == ("g/dL", ("g/L", "mmol/L"), ("4", "20"), ("1", "26"))
    with pytest.raises(DefinitionError):
        CATALOGUE.lab("mood")


@pytest.mark.parametrize(
    ("lab", "value", "unit", "stored"),
    [
        ("hb", "6.0", "mmol/L", "9.666"),
        ("hb", "97", "g/L", "9.7"),
        ("creatinine", "100", "umol/L", "1.131"),
        ("bilirubin", "20", "umol/L", "1.17"),
        ("alt", "1.5", "ukat/L", "90"),
        ("triglycerides", "3", "mmol/L", "265.71"),
        ("igg", "400", "mg/dL", "4"),
        ("fibrinogen", "150", "mg/dL", "1.5"),
        ("crp", "3.2", "mg/dL", "32"),
        ("anc", "480", "/uL", "0.48"),
        ("cd4", "0.2", "10*9/L", "200"),
        ("d_dimer", "5000", "ug/L{FEU}", "5"),
        ("troponin_t", "0.014", "ug/L", "14"),
    ],
)
def test_a_laboratory_value_in_its_stored_unit(lab: str, value: str, unit: str, stored: str) -> None:
    assert convert(Decimal(value), unit, CATALOGUE.lab(lab).unit, lab) == Decimal(stored)
