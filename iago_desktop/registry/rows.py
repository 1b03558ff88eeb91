"""A line as the row it describes, and what the registry's own rules say about it."""

from typing import Any, NamedTuple

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Form
from iago_desktop.registry.answers import unknown_codes
from iago_desktop.registry.lines import ConsentData, Line, PatientData, RecordData, TreatmentData
from iago_desktop.rules.derive import Context
from iago_desktop.rules.grade import grade
from iago_desktop.rules.history import rests_on_course
from iago_desktop.signing.question import AnswerData
from iago_desktop.signing.receipt import Finding
from iago_desktop.store.arrivals import Held
from iago_desktop.tables import Consent, Patient, Question, Record, Treatment


class Place(NamedTuple):
    """Where a line belongs; for a record also the treatment whose day 0 it counts from."""

    site: str
    patient_id: str
    treatment_id: str = ""


def row(line: Line, place: Place, held: Held | None = None) -> Held:
    """`held` is the row that it replaces; an answer is written beside its question."""
    rid, site, patient_id = line.head.rid, place.site, place.patient_id
    match line.data:
        case PatientData(sex=sex):
            return Patient(id=rid, site=site, pid=line.head.pid, sex=sex)
        case TreatmentData(answers=answers):
            return Treatment(
                id=rid,
                site=site,
                patient_id=patient_id,
                form_version=line.head.form_version or 1,
                product=_code(line.form, "product", answers),
                indication=_code(line.form, "indication", answers),
                answers=answers,
            )
        case ConsentData(given=given, form_version=version, note=note):
            return Consent(
                id=rid, site=site, patient_id=patient_id, given=given, form_version=version, note=note
            )
        case RecordData() as data:
            return _record(line, data, place)
        case AnswerData(verdict=verdict, reason=reason) if isinstance(held, Question):
            return held.model_copy(update={"verdict": verdict, "reason": reason})
        case _:
            raise ValueError(f"a {line.head.op} describes no row")


def _record(line: Line, data: RecordData, place: Place) -> Record:
    onset = _days(line.form, "onset", data.answers)
    resolved = _days(line.form, "resolution", data.answers)
    return Record(
        id=line.head.rid,
        site=place.site,
        patient_id=place.patient_id,
        treatment_id=place.treatment_id,
        form=line.head.form or "",
        form_version=line.head.form_version or 1,
        onset_from=onset.first if onset else None,
        onset_to=onset.last if onset else None,
        onset_window=onset.window_code if onset else None,  # as told: rounded bounds cannot tell it again
        resolved_from=resolved.first if resolved else None,
        resolved_to=resolved.last if resolved else None,
        grade=data.grade,
        grade_at_least=data.at_least,
        grade_confirmed=data.grade_confirmed,
        grade_reason=data.grade_reason_code,
        grading_system=data.grading.system if data.grading else None,
        grading_version=data.grading.version if data.grading else None,
        beside=[each.model_dump() for each in data.beside] or None,
        about=data.about,
        status=data.status,
        answers=data.answers,
    )


def erased(row: Held) -> Held:
    """The row without its content, as the patient wished."""
    match row:
        case Patient():
            return Patient(id=row.id, site=row.site, pid=row.pid)
        case Treatment():
            return Treatment(
                id=row.id, site=row.site, patient_id=row.patient_id, form_version=row.form_version
            )
        case Consent():
            return Consent(id=row.id, site=row.site, patient_id=row.patient_id, given=False)
        case Question():
            return Question(
                id=row.id,
                site=row.site,
                patient_id=row.patient_id,
                seq=row.seq,
                rid=row.rid,
                rev=row.rev,
                field=row.field,
                asked=row.asked,
                verdict=row.verdict,
            )
        case Record():
            return Record(
                id=row.id,
                site=row.site,
                patient_id=row.patient_id,
                treatment_id=row.treatment_id,
                form=row.form,
                form_version=row.form_version,
                status="withdrawn",
            )


def findings(line: Line, catalogue: Catalogue) -> list[Finding]:
    """What the registry asks about a line that it takes, by what the line itself says:

    * `unknown_code`: a code that is not in the list of its field;
    * `grading_differs`: the record names another grading system or version than its form;
    * `grade_differs`: the same rules give another grade here;
    * `beside_differs`: they give another grade of a system that stands beside it.

    A grade that rests on other records is compared when all of the bundle has arrived (course.py).
    """
    answers = getattr(line.data, "answers", None)
    if line.form is None or answers is None:
        return []
    found = [("unknown_code", field) for field in unknown_codes(line.form, answers, catalogue)]
    if isinstance(line.data, RecordData) and not rests_on_course(line.form, catalogue):
        found += grade_findings(line.form, line.data, Context(), catalogue, "grade_differs")
    return [finding(line, code, detail) for code, detail in found]


def finding(line: Line, code: str, detail: str) -> Finding:
    return Finding(rid=line.head.rid, rev=line.head.rev, code=code, detail=detail[:200])


def grade_findings(
    form: Form, data: RecordData, context: Context, catalogue: Catalogue, code: str
) -> list[tuple[str, str]]:
    """(code, detail) where the same rules give another grade with this context."""
    ours = grade(form, data.answers, None, context, catalogue)
    if (
        form.grading
        and data.grading
        and (data.grading.system, data.grading.version) != (ours.system, ours.version)
    ):
        # Grades of two systems are not compared and never converted.
        return [("grading_differs", f"{ours.system} {ours.version}".strip())]
    if (ours.value, ours.at_least) != (data.grade, data.at_least):
        return [(code, f"{_shown(ours.value, ours.at_least)}, {_shown(data.grade, data.at_least)}")]
    here = {(each.system, each.version, each.value, each.at_least) for each in ours.beside}
    there = {(each.system, each.version, each.grade, each.at_least) for each in data.beside}
    systems = sorted({f"{system} {version}" for system, version, *_ in here ^ there})
    return [("beside_differs", ", ".join(systems))] if data.beside and systems else []


def _shown(value: int | None, at_least: int | None) -> str:
    if value is not None:
        return str(value)
    return "-" if at_least is None else f">={at_least}"


def _code(form: Form | None, role: str, answers: dict[str, Any]) -> str | None:
    field = form.with_role(role) if form else None
    value = answers.get(field.id, {}).get("value") if field else None
    return value if isinstance(value, str) else None


def _days(form: Form | None, role: str, answers: dict[str, Any]) -> Days | None:
    field = form.with_role(role) if form else None
    value = answers.get(field.id, {}).get("value") if field else None
    return Days.from_value(value) if isinstance(value, dict) else None
