"""Grades that rest on other records, compared when everything that a bundle brings is in its place."""

from collections.abc import Iterable, Iterator

from sqlmodel import Session

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.registry.lines import Line, RecordData
from iago_desktop.registry.rows import finding, grade_findings
from iago_desktop.rules.history import context_of, rests_on_course
from iago_desktop.services.course import filed
from iago_desktop.signing.receipt import Finding
from iago_desktop.store import arrivals, queries
from iago_desktop.tables import Record, Treatment


def findings(session: Session, lines: Iterable[Line], catalogue: Catalogue) -> Iterator[Finding]:
    """`course_grade_differs` where the laboratory values and visits that have come give another grade.

    Of each record its newest revision in the bundle only: what an older one rested on is not known.  The
    practice may hold values that are not signed yet; this is a question, never a refusal.
    """
    newest: dict[str, Line] = {}
    for line in lines:
        if (
            isinstance(line.data, RecordData)
            and line.form is not None
            and rests_on_course(line.form, catalogue)
        ):
            known = newest.get(line.head.rid)
            if known is None or known.head.rev < line.head.rev:
                newest[line.head.rid] = line
    for line in newest.values():
        record = session.get(Record, line.head.rid)
        if record is None or not isinstance(line.data, RecordData) or line.form is None:
            continue
        others = [
            each
            for each in queries.records_of_treatment(session, record.treatment_id)
            if each.id != record.id
        ]
        context = context_of(filed(others, catalogue), _second_infusion(session, record))
        for code, detail in grade_findings(line.form, line.data, context, catalogue, "course_grade_differs"):
            yield finding(line, code, detail)


def _second_infusion(session: Session, record: Record) -> int | None:
    """Days to the patient's next infusion; a treatment that names no day after the first is the first."""
    days = {each.id: _day_after_first(each) for each in arrivals.treatments_of(session, record.patient_id)}
    own = days.get(record.treatment_id, 0)
    return min((day - own for day in days.values() if day > own), default=None)


def _day_after_first(treatment: Treatment) -> int:
    value = treatment.answers.get("day_after_first", {}).get("value")
    return value if isinstance(value, int) else 0
