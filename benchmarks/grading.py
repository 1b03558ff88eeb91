"""Grading one form of a patient with 400 laboratory values, finished and while it is filled in."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.measure import Result, milliseconds, result
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.rules.grade import grade
from iago_desktop.rules.known import Context, Lab

LIMIT = 5
LABS = tuple(
    Lab(code, day, Decimal(100 + 37 * day % 900), unit)
    for day in range(-20, 80)
    for code, unit in (("anc", "/uL"), ("platelets", "10*9/L"), ("hb", "g/L"), ("crp", "mg/L"))
)
CRS: dict[str, Any] = {
    "temperature_max": "38.4",
    "fever_other_cause": "no",
    "crs_fever_earlier": "no",
    "hypotension": "yes",
    "vasopressors": ["norepinephrine", "vasopressin"],
    "oxygen": "nasal_cannula",
    "oxygen_flow": "6",
    "death_due": "no",
}


def run(_folder: Path) -> Iterator[Result]:
    catalogue = Catalogue.shipped()
    context = Context(labs=LABS, last_contact=79, vital_status="alive", courses=())

    def graded(form_id: str, answers: dict[str, Any]) -> list[float]:
        form = catalogue.form(form_id)
        given = {name: {"value": value} for name, value in answers.items()}
        return milliseconds(lambda: grade(form, given, None, context, catalogue))

    yield result("early ICAHT graded, 400 laboratory values", graded("icaht_early", {}), "ms", LIMIT)
    yield result("CRS graded, 400 laboratory values", graded("crs", CRS), "ms", LIMIT)
    open_answers = {name: CRS[name] for name in ("temperature_max", "fever_other_cause", "crs_fever_earlier")}
    yield result("CRS half filled in, with its reachable grades", graded("crs", open_answers), "ms", 50)
