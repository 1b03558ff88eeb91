"""Invented texts: such as name somebody, and such as do not, in both languages."""
# ruff: noqa: E501, SIM905 -- lists of words and sentences

import random
import string
from collections.abc import Callable

from iago_desktop.rules.known_names import COMMON, spellings

SURNAMES = (
    "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter "
    "Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner "
    "Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters "
    "Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth "
    "Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer "
    "Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler "
    "Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Özdemir Yılmaz Çelik "
    "Nowak Kowalski Novák Horváth Dvořák Jørgensen Herz Kopf Hand Rosenthal Kirschbaum Oberhuber"
).split()
GIVEN = (
    "Anna Ute Maria Rosa Peter Hans Wolfgang Karin Sabine Jürgen Günter Monika Petra Jan Mark August Iris "
    "Viola Ernst Ayşe Mehmet Zoë René Søren Łukasz Heike Dieter Helga Ingrid Klaus Brigitte Renate"
).split()
MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember January February "
    "March April May June July August September October November December"
).split()
STREETS = (
    "Hauptstraße",
    "Bahnhofstr.",
    "Lindenweg",
    "Marktplatz",
    "Kastanienallee",
    "Am Alten Markt",
    "Ringstrasse",
)
TOWNS = ("München", "Köln", "Wien", "Graz", "Bad Tölz", "Göttingen", "Zürich")
AROUND = (
    ("", ""),
    ("laut Angabe ", " bekannt"),
    ("siehe ", ", danach besser"),
    ("Rücksprache: ", "."),
    ("according to ", " since then"),
    ("see ", "; stable"),
    ("(", ")"),
)

CLEAN = (
    "Abszess {site}, drainiert", "Fieber bis 39,{n} °C an Tag {day}", "CRP {n}{n} mg/l, PCT 0,{n} ng/ml",
    "{org} in {n} von 4 Blutkulturen", "Leukozyten {n}.{n} G/l, Neutrophile 0,{n} G/l",
    "Grad {grade} nach CTCAE v5.0", "MHK Vancomycin {n} mg/l", "2 x {n}00 mg täglich über {day} Tage",
    "HHV-6 PCR {n}0000 Kopien/ml", "Thrombozyten {n}0000 Zellen/µl", "besser an Tag {day} nach Infusion",
    "Galactomannan-Index 0.{n}", "Infiltrat im linken Unterlappen, {n} cm", "kleine rosa Läsion am Arm",
    "Herz und Lunge unauffällig", "starke Schmerzen im Bein, wenig Besserung", "grüner Auswurf, kalte Haut",
    "Knochenmark zellarm, Blasten {n} %", "EudraCT 2017-00{n}234-12", "NCT0{n}234567",
    "abscess of the {esite}, drained", "fever up to 39.{n} °C on day {day}", "{org} in {n} of 4 blood cultures",
    "grade {grade} by CTCAE v5.0", "may 10 mg be given twice a day", "white cells {n}.{n} G/l, rising",
    "small pink lesion of the left arm", "heart and lung clear, long course", "{n}0000 copies per ml of HHV-6",
    "young and strong, no pain, skin warm", "resolved on day {day}, no treatment", "ANC 0.{n} G/l for {day} days",
    "Epstein-Barr virus, {n} log", "Pneumocystis jirovecii pneumonia, grade {grade}", "Hodgkin, second line",
    "spät und langsam wieder gut", "ICE-Score {n} von 10, Schrift unleserlich", "GCS 1{grade}, wach",
    "Miller-Fisher-Syndrom vermutet", "trockener Husten seit {day} Tagen", "dose {n}.5 mg/kg on day {day}",
    "Immunglobulin 0,4 g/kg, IgG {n},{n} g/l", "Aspergillus fumigatus, BAL {n}/10", "C92.0, zweite Remission",
    "1:{n}60, 10^{grade}/ml", "SpO2 9{n} % bei {grade} l/min", "Station 3, Bett am Fenster",
    "seit der Infusion unverändert", "Fr. mit Fieber, Mo. entlassen", "t(9;22), del(17p), TP53 {n} %",
)  # fmt: skip
SITES = ("des Oberschenkels", "der Lunge", "der Leber", "am Katheter", "der Niere")
ENGLISH_SITES = ("thigh", "lung", "liver", "kidney", "neck")
ORGANISMS = ("E. coli", "Klebsiella pneumoniae", "S. aureus", "Candida albicans", "S. epidermidis")


def clean(chance: random.Random) -> str:
    parts = [
        each.format(
            n=chance.randrange(1, 10),
            day=chance.randrange(2, 300),
            grade=chance.randrange(1, 6),
            site=chance.choice(SITES),
            esite=chance.choice(ENGLISH_SITES),
            org=chance.choice(ORGANISMS),
        )
        for each in chance.sample(CLEAN, chance.randrange(1, 3))
    ]
    return ", ".join(parts)[:120]


def named(kind: str, chance: random.Random) -> str:
    """A text with one thing of that kind in it."""
    before, after = chance.choice(AROUND)
    return before + _MAKERS[kind](chance) + after


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(string.digits) for _ in range(count))


def _insurance(chance: random.Random) -> str:
    letter, digits = chance.choice(string.ascii_uppercase), _digits(chance, 8)
    doubled = [int(each) for each in f"{ord(letter) - 64:02d}{digits}"]
    total = sum(sum(divmod(d * w, 10)) for d, w in zip(doubled, (1, 2) * 5, strict=True))
    bare = f"{letter}{digits}{total % 10}"
    return chance.choice((bare, bare.lower(), f"{bare[:4]} {bare[4:7]} {bare[7:]}"))


def _pension(chance: random.Random) -> str:
    letter = chance.choice(string.ascii_uppercase)
    area, born, serial = _digits(chance, 2), _digits(chance, 6), _digits(chance, 2)
    digits = [int(each) for each in f"{area}{born}{ord(letter) - 64:02d}{serial}"]
    weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    check = sum(sum(divmod(d * w, 10)) for d, w in zip(digits, weights, strict=True)) % 10
    return chance.choice((f"{area}{born}{letter}{serial}{check}", f"{area} {born} {letter} {serial}{check}"))


def _tax(chance: random.Random) -> str:
    digits = chance.choice("123456789") + _digits(chance, 9)
    product = 10
    for each in digits:
        product = 2 * ((int(each) + product) % 10 or 10) % 11
    bare = f"{digits}{(11 - product) % 10}"
    return chance.choice((bare, f"{bare[:2]} {bare[2:5]} {bare[5:8]} {bare[8:]}"))


def _iban(chance: random.Random) -> str:
    country, length = chance.choice((("DE", 18), ("AT", 16), ("CH", 17), ("FR", 23)))
    account = _digits(chance, length)
    number = int(account + "".join(str(ord(each) - 55) for each in country) + "00")
    bare = f"{country}{98 - number % 97:02d}{account}"
    return chance.choice((bare, " ".join(bare[at : at + 4] for at in range(0, len(bare), 4))))


def _phone(chance: random.Random) -> str:
    area, number = chance.choice(("89", "170", "2241", "30", "1")), _digits(chance, chance.randrange(6, 9))
    shapes = (f"0{area} {number}", f"0{area}/{number}", f"+49 {area} {number}", f"0049{area}{number}",
              f"Tel. {number}", f"(0{area}) {number[:3]} {number[3:]}", f"Handy: 0{area}-{number}")  # fmt: skip
    return chance.choice(shapes)


def _email(chance: random.Random) -> str:
    who = chance.choice(("a.huber", "praxis", "info-2", "m_weber+x"))
    return (
        f"{who}@{chance.choice(('gmx', 'praxis-am-park', 'mail.uni'))}.{chance.choice(('de', 'at', 'com'))}"
    )


def _date(chance: random.Random) -> str:
    day, month, year = chance.randrange(1, 29), chance.randrange(1, 13), chance.randrange(1930, 2027)
    name = chance.choice(MONTHS)
    shapes = (f"{day}.{month}.{year}", f"{day:02d}.{month:02d}.{year % 100:02d}", f"{year}-{month:02d}-{day:02d}",
              f"{day:02d}/{month:02d}/{year}", f"{day}. {name} {year}", f"{name} {day}, {year}", f"geb. {year}",
              f"am {day}.{month}.", f"{month:02d}/{year}", f"{name} {year}", f"born {year}",
              f"geb. {chance.choice(SURNAMES)}", f"{month:02d}.{year}", f"{day}. {month}. {year}")  # fmt: skip
    return chance.choice(shapes)


def _address(chance: random.Random) -> str:
    number = chance.randrange(1, 300)
    shapes = (f"{chance.choice(STREETS)} {number}", f"{chance.choice(STREETS)} {number % 90 + 1}a",
              f"{chance.randrange(1001, 99998) * 1:05d} {chance.choice(TOWNS)}", f"{number} Oakwood Road",
              f"{number} Saint James Street")  # fmt: skip
    text = chance.choice(shapes)
    return text.replace("000 ", "001 ")


def _title_name(chance: random.Random) -> str:
    title = chance.choice(("Frau", "Herr", "Herrn", "Dr.", "Prof. Dr.", "Frau Dr. med.", "Mr", "Mrs.", "Hr."))
    return f"{title} {chance.choice(SURNAMES)}"


def _known_name(chance: random.Random) -> str:
    surname, given = chance.choice(SURNAMES), chance.choice(GIVEN)
    written = _folded(surname) if chance.random() < 0.3 else surname
    alone = () if set(spellings(surname)) & COMMON else (written, f"{written}s", written.lower())
    return chance.choice((f"{written}, {given}", f"{given} {written}", f"{given} {written.upper()}", *alone))


def _folded(name: str) -> str:
    for letter, plain in (("ü", "ue"), ("ö", "oe"), ("ä", "ae"), ("ß", "ss"), ("Ö", "Oe")):
        name = name.replace(letter, plain)
    return name


_MAKERS: dict[str, Callable[[random.Random], str]] = {
    "insurance_number": _insurance,
    "pension_number": _pension,
    "tax_number": _tax,
    "iban": _iban,
    "phone": _phone,
    "email": _email,
    "date": _date,
    "address": _address,
    "title_name": _title_name,
    "known_name": _known_name,
}
KINDS = tuple(_MAKERS)
