"""Numbers that name a person, told from other numbers by their check digit."""

import re
from collections.abc import Callable, Iterator

# Every repeat is bounded and what it repeats begins with another character than what follows: no text makes
# these go back and forth.
_KVNR = re.compile(r"(?<![^\W_])[A-Z](?:[ .-]?\d){9}(?![^\W_])", re.IGNORECASE)
_PENSION = re.compile(r"(?<![^\W_])\d{2} ?\d{6} ?[A-Z] ?\d{2} ?\d(?![^\W_])", re.IGNORECASE)
_TAX = re.compile(r"(?<![\w,.-])[1-9](?:[ .-]?\d){10}(?![\w]|[,.]\d)")
_IBAN = re.compile(r"(?<![^\W_])[A-Z]{2}\d{2}(?= ?[A-Z0-9])", re.IGNORECASE)
_IBAN_LENGTHS = {
    country: int(length)
    for length, countries in {
        "15": "NO",
        "16": "BE",
        "18": "DK FI NL",
        "19": "MK SI",
        "20": "AT BA EE LT LU XK",
        "21": "CH HR LI LV",
        "22": "BG DE GB IE ME RS",
        "24": "CZ ES RO SE SK",
        "25": "PT",
        "26": "TR",
        "27": "FR GR IT SM",
        "28": "AL CY HU PL",
        "29": "UA",
        "31": "MT",
    }.items()
    for country in countries.split()
}
_PENSION_WEIGHTS = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
_MOD_97 = 97


def numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of what is a number of a person: insurance, pension, tax, bank."""
    patterns: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
        ("insurance_number", _KVNR, is_insurance_number),
        ("pension_number", _PENSION, is_pension_number),
        ("tax_number", _TAX, is_tax_number),
    )
    for kind, pattern, holds in patterns:
        for found in pattern.finditer(text):
            if holds(_bare(found[0])):
                yield kind, found.start(), found.end()
    for found in _IBAN.finditer(text):
        end = _end_of_iban(text, found.start(), _IBAN_LENGTHS.get(found[0][:2].upper(), 0))
        if end and is_iban(_bare(text[found.start() : end])):
            yield "iban", found.start(), end


def is_insurance_number(bare: str) -> bool:
    """A123456780: a letter and nine digits, the last of which checks the others."""
    digits = _digits(f"{_place(bare[0]):02d}{bare[1:9]}")
    total = sum(_cross(digit * weight) for digit, weight in zip(digits, (1, 2) * 5, strict=True))
    return total % 10 == int(bare[9])


def is_pension_number(bare: str) -> bool:
    """65170839J003: area, birth date, letter of the name at birth, serial, check digit."""
    digits = _digits(f"{bare[:8]}{_place(bare[8]):02d}{bare[9:11]}")
    total = sum(_cross(digit * weight) for digit, weight in zip(digits, _PENSION_WEIGHTS, strict=True))
    return total % 10 == int(bare[11])


def is_tax_number(bare: str) -> bool:
    """Eleven digits by ISO 7064 MOD 11,10."""
    product = 10
    for digit in _digits(bare[:10]):
        product = 2 * ((digit + product) % 10 or 10) % 11
    return (11 - product) % 10 == int(bare[10])


def is_iban(bare: str) -> bool:
    moved = bare[4:] + bare[:4]
    return int("".join(str(int(each, 36)) for each in moved)) % _MOD_97 == 1


def _end_of_iban(text: str, start: int, length: int) -> int:
    """Where that many letters and digits end, with at most one space between two of them."""
    at, seen, gap = start, 0, False
    while at < len(text) and seen < length:
        if text[at].isascii() and text[at].isalnum():
            seen, gap = seen + 1, False
        elif text[at] == " " and not gap:
            gap = True
        else:
            return 0
        at += 1
    return at if length and seen == length else 0


def _bare(text: str) -> str:
    return re.sub("[ .-]", "", text).upper()


def _place(letter: str) -> int:
    return ord(letter) - ord("A") + 1


def _digits(text: str) -> list[int]:
    return [int(each) for each in text]


def _cross(number: int) -> int:
    return sum(divmod(number, 10))
