"""Places in a text that may say who a patient is.  A warning, never a change: a person decides.

Numbers count when their check digit is right; names are those that the practice knows, and whatever follows a
title.  Every step takes time in proportion to the length of the text.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from iago_desktop.definitions.model import Column, Field
from iago_desktop.rules.identifiers import numbers
from iago_desktop.rules.known_names import NOBODY, Names

Kind = Literal[
    "insurance_number",
    "pension_number",
    "tax_number",
    "iban",
    "phone",
    "email",
    "date",
    "address",
    "title_name",
    "known_name",
]


class Found(NamedTuple):
    """Characters `start` to `end` of the text."""

    kind: str
    start: int
    end: int


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MONTHS = (
    "januar|jänner|januari|january|jan|februar|feber|february|feb|märz|maerz|mrz|mar|april|apr|juni|june|jun"
    "|juli|july|jul|august|aug|september|sept|sep|oktober|october|okt|oct|november|nov|dezember|december|dez|dec"
)
_NAMED = rf"(?:(?i:{_MONTHS})|[Mm]ai|MAI|May|MAY|March|MARCH)"
_YEAR = r"(?:1[89]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_EDGE = r"(?<![\w.,/-])"
_END = r"(?![\w]|[.,/-]\d)"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_EDGE}{_DAY}\. ?{_MONTH}\. ?(?:{_YEAR}|\d\d){_END}",
        rf"{_EDGE}(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.(?!\d)",
        rf"(?i:\b(?:am|vom|seit|bis|ab|den|zum)) {_DAY}\. ?{_MONTH}\.(?!\d)",
        rf"{_EDGE}{_YEAR}([-/.]){_MONTH}\1{_DAY}{_END}",
        rf"{_EDGE}{_DAY}/{_MONTH}/(?:{_YEAR}|\d\d){_END}",
        rf"{_EDGE}{_MONTH}/{_DAY}/(?:{_YEAR}|\d\d){_END}",
        rf"{_EDGE}{_DAY}-{_MONTH}-(?:{_YEAR}|\d\d){_END}",
        rf"{_EDGE}{_MONTH}[./]{_YEAR}{_END}",
        rf"{_EDGE}{_YEAR}-{_MONTH}{_END}",
        rf"{_EDGE}{_DAY}(?:\.|st|nd|rd|th)?(?: of)? ?{_NAMED}\.?(?:,? ?{_YEAR}|(?! ?\w*\d)\b)",
        rf"\b{_NAMED}\.? {_DAY}(?:st|nd|rd|th)?,? {_YEAR}{_END}",
        rf"\b{_NAMED}\.? ?{_YEAR}{_END}",
    )
)
_BORN = re.compile(
    r"(?i:\b(?:geb|geboren|geburtsdatum|geburtstag|geburtsname|jahrgang|jg|born|dob|birthday|date of birth"
    r"|née))"
    r"\b[.:]{0,2} {0,2}(?i:am |in |on )?(?:\d|[A-ZÄÖÜ])[\w./-]{0,20}"
)
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+|00)[1-9][\d ()/.-]{6,24}|(?<![\w.,/-])\(?0[1-9][\d ()/.-]{4,24}")
_CALL = re.compile(
    r"(?i:\b(?:tel|telefon|telephone|phone|fon|handy|mobil|mobile|mobilnummer|fax|rufnummer|durchwahl|call))"
    r"\b[.:]{0,2} {0,2}[(+\d][\d ()/.-]{3,24}"
)
_AT = re.compile(r"[\w.+-]{0,64}\Z")
_DOMAIN = re.compile(r"@[^\W_](?:[\w-]{0,62}\.){1,4}[^\W\d_]{2,24}")
_STREET = re.compile(
    r"(?i:straße|strasse|str\.|str|weg|platz|allee|gasse|ring|damm|ufer|steig|chaussee|promenade|stieg|berg"
    r"|graben|markt|hof|pfad|zeile|park|tor)"
    r"(?: |, | nr\. ?| Nr\. ?)?[1-9]\d{0,3} ?[a-hA-H]?(?!\w|[.,]\d| ?%)"
)
_STREET_WORD = re.compile(r"[^\W\d_]{0,40}(?:[ -][^\W\d_]{1,40}){0,1}[ -]?\Z")
_ENGLISH_STREET = re.compile(
    r"(?<![\w.,/-])[1-9]\d{0,4}[a-zA-Z]? (?:[A-Z][a-z']{1,20} ){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Square|Court|Terrace|Close|Boulevard|Blvd|Crescent|Place)\b"
)
_AT_HOME = re.compile(
    r"\b(?:Am|An der|An den|Auf der|Auf dem|Beim|Im|In der|In den|Zum|Zur|Unter den|Hinter der) "
    r"[A-ZÄÖÜ][a-zäöüß-]{2,24} [1-9]\d{0,2} ?[a-h]?(?![\w.,/-]| ?[%°]| [a-zµ])"
)
_POSTCODE = re.compile(
    r"(?<![\w.,/-])(?:(?:D|DE)-\d{5}|(?:A|AT|CH)-\d{4}|\d{5}) (?=[A-ZÄÖÜ][a-zäöüß]{2})[^\W\d_]{3,30}"
)
_UK_POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?!\w)")
_COUNTED = _words("""
    zellen zelle thrombozyten leukozyten lymphozyten neutrophile neutrophilen granulozyten erythrozyten
    einheiten kopien genkopien copies cells units platelets neutrophils leukocytes lymphocytes euro car
    blasten blasts eosinophile monozyten retikulozyten partikel keime kolonien colonies events ereignisse
    schritte steps patienten patients iu ie mal moleküle molecules internationale
""")
_TITLE = re.compile(
    r"\b(?:(?i:herrn|herr|frau|prof\.|professorin|professor|dr\.|doktor|schwester|pfleger|mrs|mr|ms|miss)"
    r"|Hr\.|Fr\.|Prof|Dr|Doctor|Sister|PD|OA|OÄ|CA|Oberarzt|Oberärztin|Chefarzt|Chefärztin|Hausarzt|Hausärztin)"
    r"\.?(?= ?[A-ZÄÖÜÉa-z])"
)
_AFTER_TITLE = re.compile(
    r"(?: {0,2}(?:(?i:prof|dr|med|habil|dent|rer|nat|phil|univ|dipl|h\. ?c|jur)\b\.?|(?:von|van|de|der|zu) "
    r"|PD\b))"
    r"{0,6} {0,2}(?P<name>[A-ZÄÖÜÉ][\w'’-]{1,30}(?: [A-ZÄÖÜÉ][\w'’-]{1,30})?)"
)
_NO_NAMES = _words("""
    patientin patient patienten doktor professor oberarzt oberärztin arzt ärztin kollege kollegin visite
    kontrolle termin labor befund vorstellung rücksprache anruf brief konsil telefon meinung is was has
    the und and or klinik praxis ambulanz station tag woche
""")
_FEWEST_DIGITS = 7
_FEWEST_AFTER_A_WORD = 4


def leaving_text(column: Column, answer: Mapping[str, Any]) -> str:
    """What somebody wrote in their own words into a field that leaves; empty for everything coded."""
    value = answer.get("value")
    if isinstance(value, Mapping) and "text" in value:
        return str(value["text"])
    stays = isinstance(column, Field) and column.stays
    return str(value) if column.type == "text" and not stays and value is not None else ""


def scan(text: str, names: Names = NOBODY) -> tuple[Found, ...]:
    """What was found, in the order of the text; of what lies in one another the longest."""
    found = [
        *(Found(*each) for each in numbers(text)),
        *_emails(text),
        *_dates(text),
        *_addresses(text),
        *_phones(text),
        *_titles(text),
        *(Found("known_name", *place) for place in names.find(text)),
    ]
    found.sort(key=lambda each: (each.start, -each.end))
    kept: list[Found] = []
    for each in found:
        if not kept or each.end > kept[-1].end:
            kept.append(each)
    return tuple(kept)


def _emails(text: str) -> Iterator[Found]:
    for found in _DOMAIN.finditer(text):
        local = _AT.search(text, max(0, found.start() - 64), found.start())
        if local and local[0]:
            yield Found("email", local.start(), found.end())


def _dates(text: str) -> Iterator[Found]:
    for pattern in (*_DATES, _BORN):
        for found in pattern.finditer(text):
            yield Found("date", found.start(), found.end())


def _phones(text: str) -> Iterator[Found]:
    for pattern, fewest in ((_PHONE, _FEWEST_DIGITS), (_CALL, _FEWEST_AFTER_A_WORD)):
        for found in pattern.finditer(text):
            said = found[0].rstrip(" ()/.-")
            digits = sum(each.isdigit() for each in said)
            if digits >= fewest:
                yield Found("phone", found.start(), found.start() + len(said))


def _addresses(text: str) -> Iterator[Found]:
    for found in _STREET.finditer(text):
        word = _STREET_WORD.search(text, max(0, found.start() - 80), found.start())
        begin = text[word.start() : found.start()].lstrip() if word else ""
        if begin and not begin[0].isupper():  # a word of the sentence stands before the street
            begin = begin.partition(" ")[2]
        start = found.start() - len(begin)
        if begin and text[start].isupper():
            yield Found("address", start, found.end())
    for pattern in (_ENGLISH_STREET, _AT_HOME, _UK_POSTCODE):
        for found in pattern.finditer(text):
            yield Found("address", found.start(), found.end())
    for found in _POSTCODE.finditer(text):
        number, town = found[0].split(" ", 1)
        if town.casefold() not in _COUNTED and not number.endswith("000"):
            yield Found("address", found.start(), found.end())


def _titles(text: str) -> Iterator[Found]:
    for title in _TITLE.finditer(text):
        name = _AFTER_TITLE.match(text, title.end())
        if name and name["name"].split()[0].casefold() not in _NO_NAMES and not name["name"].isupper():
            yield Found("title_name", title.start(), name.end())
