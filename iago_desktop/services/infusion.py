"""Correcting day 0 of a treatment.

What was dated in the calendar keeps its date, so every day counted from the infusion becomes another one, and
with it windows and grades.  `preview` says all of that; `correct` does it: one write, one reason, at most one
revision of each record.  Signatures stay, because nobody's answers changed; a record whose grade changed is
listed to be signed again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Form
from iago_desktop.errors import InputError
from iago_desktop.rules.grade import grade
from iago_desktop.rules.history import context_of, rests_on_course
from iago_desktop.services.course import CORRECT_INFUSION, REGRADE, filed, set_grade
from iago_desktop.services.entries import title_of
from iago_desktop.services.patients import age_at, age_band, half_year
from iago_desktop.services.shifting import (
    Graded,
    Shifted,
    days_between,
    shifted_draft,
    shifted_record,
    shifted_treatment,
    shifts,
)
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.supposed import in_future
from iago_desktop.tables import Draft, Identity, InfusionDate, Record, Treatment

_AFTER_FIRST = "day_after_first"


@dataclass(frozen=True, repr=False)
class Preview:
    """What a correction would do.  `days` is how far the infusion moves: a later one makes days smaller.

    `becomes_dated` and `loses_date`: one of the two dates is not known, so all days stay what they are.
    """

    before: date | None
    after: date | None
    days: int
    dates: tuple[Shifted, ...]
    grades: tuple[Graded, ...]
    records: int
    drafts: int

    @property
    def becomes_dated(self) -> bool:
        return self.before is None and self.after is not None

    @property
    def loses_date(self) -> bool:
        return self.before is not None and self.after is None


@dataclass(repr=False)
class _Plan:
    before: date | None
    days: int
    treatment: Treatment
    treatments: list[Treatment]  # others of the patient that are counted from the first
    records: list[tuple[Record, Record]] = field(default_factory=list)  # before, after
    drafts: list[tuple[Draft, Draft]] = field(default_factory=list)


def preview(workspace: Workspace, treatment_id: str, infused_on: date | None) -> Preview:
    """Raises InputError for a date that cannot be, KeyError for a treatment that is not there."""
    catalogue, language = workspace.catalogue, workspace.language
    with workspace.store.read() as session:
        _check(session, treatment_id, infused_on, workspace.today())
        plan = _plan(session, catalogue, treatment_id, infused_on)
        dates = [
            each
            for row, form in _dated(session, catalogue, treatment_id)
            for each in shifts(
                *_parts(row),
                form,
                plan.days,
                infusion=plan.before,
                catalogue=catalogue,
                language=language,
                title=title_of(form, _parts(row)[0], catalogue, language)[1],
            )
        ]
    grades = [
        Graded(
            title_of(_form(after, catalogue), after.answers, catalogue, language)[1],
            (before.grade, before.grade_at_least),
            (after.grade, after.grade_at_least),
        )
        for before, after in plan.records
        if _grades(before) != _grades(after)
    ]
    moved = sum(before.answers != after.answers for before, after in plan.records)
    return Preview(plan.before, infused_on, plan.days, tuple(dates), tuple(grades), moved, len(plan.drafts))


def correct(workspace: Workspace, treatment_id: str, infused_on: date | None, reason: str) -> None:
    """Raises InputError `correction_reason_missing`, `nothing_changed` and for a date that cannot be."""
    if not reason.strip():
        raise InputError("correction_reason_missing")
    with workspace.write(CORRECT_INFUSION, reason.strip()) as transaction:
        session = transaction.session
        _check(session, treatment_id, infused_on, workspace.today())
        plan = _plan(session, workspace.catalogue, treatment_id, infused_on)
        if plan.before == infused_on:
            raise InputError("nothing_changed")
        told = infused_on.isoformat() if infused_on else None
        transaction.put(plan.treatment, private_extra={"infused_on": told})
        transaction.put_aside(InfusionDate(id=treatment_id, infused_on=told))
        for treatment in plan.treatments:
            transaction.put(treatment)
        for before, after in plan.records:
            regraded = _grades(before) != _grades(after)
            if regraded or before.answers != after.answers or before.private != after.private:
                transaction.put(after, intent=REGRADE if regraded and after.status == "signed" else "")
        for _, draft in plan.drafts:
            transaction.put_aside(draft)


def _check(session: Session, treatment_id: str, infused_on: date | None, today: date) -> None:
    if infused_on is None:
        return
    if in_future(infused_on, today):
        raise InputError("infusion_in_future")
    identity = session.get(Identity, _treatment(session, treatment_id).patient_id)
    if identity and identity.born_on and date.fromisoformat(identity.born_on) > infused_on:
        raise InputError("born_after_infusion")


def _plan(session: Session, catalogue: Catalogue, treatment_id: str, infused_on: date | None) -> _Plan:
    treatment = _treatment(session, treatment_id)
    before = _infusions(session, treatment.patient_id)
    after = {**before, treatment_id: infused_on}
    days = days_between(before[treatment_id], infused_on)
    form = catalogue.form("treatment", treatment.form_version)
    moved = _follow_date(session, shifted_treatment(treatment, form, days), infused_on)
    plan = _Plan(before[treatment_id], days, moved, [])
    for line in queries.treatments_of(session, treatment.patient_id):
        other = line.treatment
        own = moved if other.id == treatment_id else Treatment.model_validate(other.model_dump())
        changed = _follow_first(own, before, after)
        if other.id != treatment_id and changed:
            plan.treatments.append(own)
        plan.records += _records(session, catalogue, other.id, days if own is moved else 0, before, after)
    for draft in queries.drafts(session, treatment.patient_id):
        if draft.treatment_id == treatment_id and days:
            form = catalogue.form(draft.form, draft.form_version)
            after_draft = shifted_draft(draft, form, days)
            if after_draft.raw != draft.raw:
                plan.drafts.append((draft, after_draft))
    return plan


def _records(
    session: Session,
    catalogue: Catalogue,
    treatment_id: str,
    days: int,
    before: Mapping[str, date | None],
    after: Mapping[str, date | None],
) -> list[tuple[Record, Record]]:
    """The records of one treatment before and after; those that stay what they are, too."""
    second = _second(treatment_id, after)
    if not days and second == _second(treatment_id, before):
        return []
    rows = [
        each for each in queries.records_of_treatment(session, treatment_id) if each.status != "withdrawn"
    ]
    pairs = [(row, shifted_record(row, _form(row, catalogue), days)) for row in rows]
    for row, moved in pairs:
        form = _form(moved, catalogue)
        rests = rests_on_course(form, catalogue)
        if form.gradings and (rests or moved.answers != row.answers):
            others = [each for _, each in pairs if rests and each.id != moved.id]
            context = context_of(filed(others, catalogue), second)
            set_grade(moved, grade(form, moved.answers, moved.private, context, catalogue))
    return pairs


def _dated(session: Session, catalogue: Catalogue, treatment_id: str) -> list[tuple[Record | Draft, Form]]:
    records = queries.records_of_treatment(session, treatment_id)
    records.sort(key=lambda each: (each.onset_from is None, each.onset_from or 0, each.id))
    rows: list[Record | Draft] = [each for each in records if each.status != "withdrawn"]
    patient = _treatment(session, treatment_id).patient_id
    rows += [each for each in queries.drafts(session, patient) if each.treatment_id == treatment_id]
    return [(row, _form(row, catalogue)) for row in rows]


def _parts(row: Record | Draft) -> tuple[Mapping[str, object], Mapping[str, object]]:
    if isinstance(row, Record):
        return row.answers, row.private
    return row.raw.get("answers", {}), row.raw.get("private", {})


def _infusions(session: Session, patient_id: str) -> dict[str, date | None]:
    return {
        line.treatment.id: date.fromisoformat(line.infused_on) if line.infused_on else None
        for line in queries.treatments_of(session, patient_id)
    }


def _second(treatment_id: str, infusions: Mapping[str, date | None]) -> int | None:
    """The day of the next infusion, counted from this one."""
    own = infusions[treatment_id]
    later = [day for day in infusions.values() if own and day and day > own]
    return (min(later) - own).days if own and later else None


def _follow_date(session: Session, treatment: Treatment, infused_on: date | None) -> Treatment:
    """The half-year and the age band are worked out from the date; without one the age stays what it was."""
    identity = session.get(Identity, treatment.patient_id)
    answers = dict(treatment.answers)
    answers["half_year"] = {"value": half_year(infused_on)} if infused_on else {"missing": "not_known"}
    if infused_on and identity and identity.born_on:
        age = age_at(date.fromisoformat(identity.born_on), infused_on)
        answers["age_band"] = {"value": age_band(age)}
    treatment.answers = answers
    return treatment


def _follow_first(
    treatment: Treatment, before: Mapping[str, date | None], after: Mapping[str, date | None]
) -> bool:
    """`day_after_first` is a number that both dates give; only one that was right before is changed."""
    told = treatment.answers.get(_AFTER_FIRST, {}).get("value")
    then, now = (_after_first(treatment.id, dates) for dates in (before, after))
    if told is None or told != then or now is None or now == then:
        return False
    treatment.answers = {**treatment.answers, _AFTER_FIRST: {**treatment.answers[_AFTER_FIRST], "value": now}}
    return True


def _after_first(treatment_id: str, infusions: Mapping[str, date | None]) -> int | None:
    own, dated = infusions[treatment_id], [day for day in infusions.values() if day]
    return (own - min(dated)).days if own else None


def _grades(record: Record) -> tuple[object, ...]:
    return record.grade, record.grade_at_least, record.beside


def _form(row: Record | Draft, catalogue: Catalogue) -> Form:
    return catalogue.form(row.form, row.form_version)


def _treatment(session: Session, treatment_id: str) -> Treatment:
    treatment = session.get(Treatment, treatment_id)
    if treatment is None:
        raise KeyError(treatment_id)
    return treatment
