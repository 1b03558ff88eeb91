"""The course of one treatment: what its records tell each other, and the grades that follow from it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import Session

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.rules.derive import Context
from iago_desktop.rules.grade import Grade, grade
from iago_desktop.rules.history import Filed, context_of, rests_on_course
from iago_desktop.store import queries
from iago_desktop.store.transaction import Transaction
from iago_desktop.tables import Record, Treatment

REGRADE = "regrade"
"""The intent of a revision in which only the grade changed, because the course or day 0 did."""
CORRECT_INFUSION = "correct_infusion"
KEEPS_SIGNATURE = frozenset({REGRADE, CORRECT_INFUSION})
"""Intents of revisions after which a signature is still that of whoever signed before."""


def infusion_of(session: Session, treatment: Treatment) -> tuple[date | None, int | None]:
    """Day 0, and the day of a later infusion counted from it."""
    dated = {
        line.treatment.id: date.fromisoformat(line.infused_on)
        for line in queries.treatments_of(session, treatment.patient_id)
        if line.infused_on
    }
    infusion = dated.get(treatment.id)
    later = [day for day in dated.values() if infusion and day > infusion]
    return infusion, (min(later) - infusion).days if infusion and later else None


def course_of(
    session: Session, catalogue: Catalogue, treatment: Treatment, records: Iterable[Record]
) -> tuple[date | None, Context]:
    """Day 0, and what these records of the treatment say together."""
    infusion, second = infusion_of(session, treatment)
    return infusion, context_of(filed(records, catalogue), second)


def readable(records: Iterable[Record], catalogue: Catalogue) -> list[Record]:
    """Those that say something: not withdrawn, and their form is installed."""
    return [
        each
        for each in records
        if each.status != "withdrawn" and catalogue.has_form(each.form, each.form_version)
    ]


def filed(records: Iterable[Record], catalogue: Catalogue) -> list[Filed]:
    """Finished records as the rules see them."""
    return [
        Filed(catalogue.form(each.form, each.form_version), each.answers)
        for each in readable(records, catalogue)
    ]


def regrade(
    transaction: Transaction, catalogue: Catalogue, treatment: Treatment, changed: str
) -> tuple[str, ...]:
    """Grade the other records of the treatment again; ids of those whose grade is another one now.

    Runs in the transaction of the write that changed the course.  A signed record stays signed: its answers
    are what they were.
    """
    session = transaction.session
    if not any(_rests_on_course(*form, catalogue) for form in queries.forms_of(session, treatment.id)):
        return ()  # most treatments: their records need not be read at all
    _, second = infusion_of(session, treatment)
    records = queries.records_of_treatment(session, treatment.id)
    again = [
        each
        for each in readable(records, catalogue)
        if each.id != changed and _rests_on_course(each.form, each.form_version, catalogue)
    ]
    regraded = []
    for record in again:
        form = catalogue.form(record.form, record.form_version)
        others = context_of(filed((each for each in records if each.id != record.id), catalogue), second)
        now = grade(form, record.answers, record.private, others, catalogue)
        before = (record.grade, record.grade_at_least, record.beside)
        set_grade(record, now)
        if (record.grade, record.grade_at_least, record.beside) != before:
            transaction.put(record, intent=REGRADE)
            regraded.append(record.id)
    return tuple(regraded)


def set_grade(record: Record, now: Grade) -> None:
    """What the rule says, with system and version; grades of further systems stand beside it."""
    record.grade, record.grade_at_least = now.value, now.at_least
    record.grading_system, record.grading_version = now.system or None, now.version or None
    record.beside = [_beside(each) for each in now.beside] or None


def _beside(each: Grade) -> dict[str, Any]:
    return {
        "system": each.system,
        "version": each.version,
        "grade": each.value,
        "at_least": each.at_least,
    }


def _rests_on_course(form: str, version: int, catalogue: Catalogue) -> bool:
    return catalogue.has_form(form, version) and rests_on_course(catalogue.form(form, version), catalogue)
