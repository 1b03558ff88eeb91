"""What may say who a patient is, and what does not."""

import string

import pytest

from iago_desktop.rules.free_text import scan
from iago_desktop.rules.identifiers import is_iban, is_insurance_number, is_pension_number, is_tax_number
from iago_desktop.rules.known_names import Names

NAMES = Names.of(["Müller-Lüdenscheidt", "Rosa", "Klein", "Anna", "Dr. Ada Berg", "Çelik"])


def kinds(text: str) -> list[str]:
    return [each.kind for each in scan(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("KVNR A123456780", "insurance_number"),
        ("a 123 456 780", "insurance_number"),
        ("65 170839 J 003", "pension_number"),
        ("Steuer-ID 86 095 742 719", "tax_number"),
        ("DE89 3704 0044 0532 0130 00 überwiesen", "iban"),
        ("ruft an unter 089 / 123 45 67", "phone"),
        ("+49 170 1234567", "phone"),
        ("Tel. 4711", "phone"),
        ("post@praxis-am-park.de", "email"),
        ("seit 12.3.2026 Fieber", "date"),
        ("am 3.4. Fieber", "date"),
        ("2026-03-12", "date"),
        ("12. März", "date"),
        ("March 5th, 2026", "date"),
        ("03/2026", "date"),
        ("geb. 1960", "date"),
        ("geb. Huber", "date"),
        ("Hauptstraße 12", "address"),
        ("Bahnhofstr. 7a", "address"),
        ("80336 München", "address"),
        ("12 Oakwood Road", "address"),
        ("Frau Prof. Dr. med. Huber", "title_name"),
        ("sagt Herr Özdemir", "title_name"),
        ("MUELLER", "known_name"),
        ("lüdenscheidts Befund", "known_name"),
        ("celik", "known_name"),
    ],
)
def test_what_names_somebody_is_found(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A123456781",
        "CTCAE v5.0 Grad 3",
        "CRP 2.5. Nach 3 Tagen besser",
        "0,5 mg/kg an Tag 14",
        "50000 Thrombozyten",
        "Leukozyten 12.3 G/l",
        "NCT01234567",
        "EudraCT 2017-001234-12",
        "may 10 mg be given",
        "kleine Läsion, rosa Granulationsgewebe",
        "Pneumocystis jirovecii",
        "C92.0",
        "2026-H1",
        "Station 3, Zimmer 12",
        "Frau mit Fieber",
        "1:160, 10^5/ml, 38.5 °C",
    ],
)
def test_what_is_clinical_is_not(text: str) -> None:
    assert kinds(text) == []


def test_a_name_that_is_a_word_counts_beside_another_name() -> None:
    assert kinds("Klein ist der Herd") == []
    assert kinds("laut Klein, Anna") == ["known_name", "known_name"]
    assert kinds("mit Anna Klein") == ["known_name", "known_name"]


def test_places_are_where_the_words_stand() -> None:
    text = "Anruf von Frau Müller am 12.3.2026"
    assert [text[each.start : each.end] for each in scan(text, NAMES)] == ["Frau Müller", "12.3.2026"]


def test_one_wrong_digit_is_no_number() -> None:
    right = "A123456780"
    for at in range(1, 10):
        for digit in string.digits:
            if digit != right[at]:
                assert not is_insurance_number(right[:at] + digit + right[at + 1 :])
    assert is_insurance_number(right)
    assert is_pension_number("65170839J003")
    assert not is_pension_number("65170839J004")
    assert is_tax_number("86095742719")
    assert not is_tax_number("86095742718")
    assert is_iban("DE89370400440532013000")
    assert not is_iban("DE89370400440532013001")
