"""Filled-in forms: begun, saved while they are typed, finished, signed, corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlmodel import Session

from iago_desktop.dates import Days
from iago_desktop.definitions.model import Form
from iago_desktop.errors import IagoError, InputError
from iago_desktop.rules.draft import Draft
from iago_desktop.services import clock, known_people
from iago_desktop.services.authors import signer_of
from iago_desktop.services.course import REGRADE, course_of, infusion_of, regrade, set_grade
from iago_desktop.services.patients import PatientRow, put_consent, row_of
from iago_desktop.services.units import units_in
from iago_desktop.services.withdrawal import Scope, put_withdrawal
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.transaction import Transaction
from iago_desktop.supposed import SupposedDay
from iago_desktop.tables import Draft as DraftRow
from iago_desktop.tables import Record, Treatment


@dataclass(frozen=True, repr=False)
class OpenDraft:
    """A form being filled in, where work stopped (`place`), whose it is, and which record it corrects."""

    id: str
    draft: Draft
    place: dict[str, Any]
    patient: PatientRow
    corrects: str | None = None


@dataclass(frozen=True)
class DraftLine:
    """A draft in a list.  `by` is who saved it last, `saved_at` UTC."""

    id: str
    patient_id: str
    treatment_id: str
    form: str
    form_version: int
    corrects: str | None
    by: str
    saved_at: str


@dataclass(frozen=True, repr=False)
class RecordView:
    """A finished record beside its answers; `signed_by` is a name, empty until it is signed."""

    id: str
    patient_id: str
    treatment_id: str
    form: str
    form_version: int
    status: str
    grade: int | None
    grade_at_least: int | None
    grade_confirmed: int | None
    grade_reason: str | None
    revision: int
    saved_at: str
    signed_by: str
    has_left: bool
    about: str | None = None
    regraded: bool = False


def start(workspace: Workspace, treatment_id: str, form: str, about: str | None = None) -> str:
    """A new draft; its id.  `about` names the record that it will judge.

    It is empty but for what starting it says: the day of a visit, which is today; and the CTCAE version,
    where this computer is set to another one than 5.0.
    """
    definition = workspace.catalogue.form(form)
    version, chosen = definition.version, workspace.ctcae_version
    asks = any(each.id == "ctcae_version" for each in definition.fields())
    preset: dict[str, Any] = {"ctcae_version": {"value": chosen}} if asks and chosen != "5.0" else {}
    with workspace.write("start_draft") as transaction:
        treatment = _treatment(transaction.session, treatment_id)
        preset |= _day_of_visit(transaction.session, treatment, definition, workspace.today())
        draft = DraftRow(
            id=uuid4().hex,
            patient_id=treatment.patient_id,
            treatment_id=treatment.id,
            form=form,
            form_version=version,
            about=about,
            raw={"answers": preset} if preset else {},
            by=workspace.user.id,
            saved_at=workspace.time().isoformat(timespec="seconds"),
        )
        transaction.put_aside(draft)
    return draft.id


def _day_of_visit(session: Session, treatment: Treatment, form: Form, today: date) -> dict[str, Any]:
    onset, (infusion, _second) = form.with_role("onset"), infusion_of(session, treatment)
    if form.kind != "visit" or onset is None or infusion is None or isinstance(today, SupposedDay):
        return {}
    return {onset.id: {"value": {"day": (today - infusion).days}}}


def open_draft(workspace: Workspace, draft_id: str) -> OpenDraft:
    """As it was left, to the character.  Raises IagoError `draft_gone`, DefinitionError."""
    with workspace.store.read() as session:
        row = _draft(session, draft_id)
        draft = _form_draft(workspace, session, row, without=row.record_id, raw=row.raw)
        patient = row_of(session, row.patient_id, workspace.today())
    return OpenDraft(row.id, draft, row.place, patient, row.record_id)


def autosave(workspace: Workspace, draft_id: str, draft: Draft, place: Mapping[str, Any]) -> str:
    """Keep what is typed, understood or not.  When it was saved, UTC.  Raises IagoError `draft_gone`."""
    with workspace.write("save_draft") as transaction:
        row = _draft(transaction.session, draft_id)
        row.raw, row.place = draft.raw, dict(place)
        row.by, row.saved_at = workspace.user.id, workspace.time().isoformat(timespec="seconds")
        transaction.put_aside(row)
    return row.saved_at


def drafts(workspace: Workspace) -> tuple[DraftLine, ...]:
    """Last touched first."""
    with workspace.store.read() as session:
        return tuple(
            DraftLine(
                id=row.id,
                patient_id=row.patient_id,
                treatment_id=row.treatment_id,
                form=row.form,
                form_version=row.form_version,
                corrects=row.record_id,
                by=row.by,
                saved_at=row.saved_at,
            )
            for row in queries.drafts(session)
        )


def discard(workspace: Workspace, draft_id: str) -> DraftRow:
    """The draft is gone; what is given brings it back."""
    with workspace.write("discard_draft") as transaction:
        draft = _draft(transaction.session, draft_id)
        kept = DraftRow.model_validate(draft.model_dump())
        transaction.drop_aside(draft)
    return kept


def bring_back(workspace: Workspace, draft: DraftRow) -> None:
    """A discarded draft as it was."""
    with workspace.write("bring_back_draft") as transaction:
        transaction.put_aside(draft)


def finish(
    workspace: Workspace,
    draft_id: str,
    draft: Draft,
    reason: str = "",
    *,
    grade_confirmed: int | None = None,
    grade_reason: str | None = None,
) -> str:
    """The draft becomes a record, or the next revision of the record it corrects; its id.

    The record is `ready`: whatever signature it had belongs to the revision before.  `grade_confirmed` and
    `grade_reason` (a code) say that a person sees the grade otherwise than the rule.  Where it changes the
    course, for example by a late laboratory value, other records are graded again in the same transaction.
    Raises InputError `record_not_complete` with the number of gaps, `correction_reason_missing`.
    """
    gaps = {(item.field, item.row, item.column) for item in draft.open_items()}
    gaps |= {(found.field, found.row, found.column) for found in draft.problems() if found.hard}
    if gaps:
        raise InputError("record_not_complete", count=len(gaps))
    with workspace.write("save_record", reason.strip()) as transaction:
        row = _draft(transaction.session, draft_id)
        if row.record_id and not reason.strip():
            raise InputError("correction_reason_missing")
        record = _record_of(row, draft)
        record.grade_confirmed, record.grade_reason = grade_confirmed, grade_reason
        transaction.put(record, intent="correct_record" if row.record_id else "")
        transaction.drop_aside(row)
        treatment = _treatment(transaction.session, record.treatment_id)
        regrade(transaction, workspace.catalogue, treatment, changed=record.id)
        _keep_consent(transaction, record, draft)
    return record.id


def _keep_consent(transaction: Transaction, record: Record, draft: Draft) -> None:
    """The forms for consent and withdrawal say what the patient's newest word is.

    A withdrawal that ends the data (`data_end`) is one; one of samples or contact only changes nothing.
    """
    given = draft.form.with_role("consent")
    ended = draft.form.with_role("withdrawal")
    field = given or ended
    if field is None or (ended and draft.grade().derived.get("data_end") != "yes"):
        return
    days = draft.day_note(field.id)
    on = (
        draft.infusion + timedelta(days.exact) if draft.infusion and days and days.exact is not None else None
    )
    if given is not None:
        put_consent(transaction, record.patient_id, True, on, "")
        return
    scope: Scope = "delete" if draft.answers.get("scope") == {"value": "delete"} else "stop"
    put_withdrawal(transaction, record.patient_id, scope, on)


def sign(workspace: Workspace, record_id: str) -> None:
    """From here on it may leave.  The revision is signed with the key of the unlocked user.

    A record that was graded again since its signature is signed once more; any other stays as it is.
    Raises IagoError `clock_went_back` while signing waits for today's date.
    """
    clock.check(workspace)
    with workspace.write("sign_record") as transaction:
        record = _record(transaction.session, record_id)
        if record.status == "withdrawn":
            raise InputError("record_withdrawn")
        newest = queries.history(transaction.session, record_id)[-1]
        if record.status == "signed" and newest.intent != REGRADE:
            return
        record.status = "signed"
        transaction.put(record)


def correct(workspace: Workspace, record_id: str) -> str:
    """A draft that begins with the record's answers; the one that is open already, if there is one."""
    with workspace.write("start_correction") as transaction:
        record = _record(transaction.session, record_id)
        if record.status == "withdrawn":
            raise InputError("record_withdrawn")
        for each in queries.drafts(transaction.session, record.patient_id):
            if each.record_id == record_id:
                return each.id
        draft = DraftRow(
            id=uuid4().hex,
            patient_id=record.patient_id,
            treatment_id=record.treatment_id,
            form=record.form,
            form_version=record.form_version,
            record_id=record.id,
            about=record.about,
            raw={"answers": record.answers, "private": record.private, "typed": {}},
            by=workspace.user.id,
            saved_at=workspace.time().isoformat(timespec="seconds"),
        )
        transaction.put_aside(draft)
    return draft.id


def read_record(workspace: Workspace, record_id: str) -> tuple[Draft, RecordView]:
    """Its answers, as a form to be shown, and what is known about it."""
    with workspace.store.read() as session:
        record = _record(session, record_id)
        draft = _form_draft(
            workspace, session, record, without=record.id, answers=record.answers, private=record.private
        )
        history = queries.history(session, record_id)
        names = {user.id: user.name for user in queries.users(session)}
    newest = history[-1]
    signer = signer_of(history)
    return draft, RecordView(
        id=record.id,
        patient_id=record.patient_id,
        treatment_id=record.treatment_id,
        form=record.form,
        form_version=record.form_version,
        status=record.status,
        grade=record.grade,
        grade_at_least=record.grade_at_least,
        grade_confirmed=record.grade_confirmed,
        grade_reason=record.grade_reason,
        revision=newest.revision,
        saved_at=newest.at,
        signed_by=names.get(signer, signer) if record.status == "signed" else "",
        has_left=newest.bundle is not None,
        about=record.about,
        regraded=record.status == "signed" and newest.intent == REGRADE,
    )


def _record_of(row: DraftRow, draft: Draft) -> Record:
    """The record, with what lists and queries need taken out by role: exact bounds, not the rounded ones."""
    answers, private = draft.result()
    onset, resolved = _days_of(draft, "onset", answers), _days_of(draft, "resolution", answers)
    record = Record(
        id=row.record_id or uuid4().hex,
        patient_id=row.patient_id,
        treatment_id=row.treatment_id,
        form=row.form,
        form_version=row.form_version,
        onset_from=onset.first if onset else None,
        onset_to=onset.last if onset else None,
        onset_window=onset.window_code if onset else None,
        resolved_from=resolved.first if resolved else None,
        resolved_to=resolved.last if resolved else None,
        about=row.about,
        status="ready",
        answers=answers,
        private=private,
    )
    set_grade(record, draft.grade())
    return record


def _days_of(draft: Draft, role: str, answers: Mapping[str, Any]) -> Days | None:
    field = draft.form.with_role(role)
    return draft.day_note(field.id) if field and field.id in answers else None


def _form_draft(
    workspace: Workspace,
    session: Session,
    row: DraftRow | Record,
    *,
    without: str | None,
    **held: Mapping[str, Any] | None,
) -> Draft:
    treatment = _treatment(session, row.treatment_id)
    others = [each for each in queries.records_of_treatment(session, treatment.id) if each.id != without]
    infusion, context = course_of(session, workspace.catalogue, treatment, others)
    context = replace(context, names=known_people.names(workspace))
    return Draft(
        workspace.catalogue.form(row.form, row.form_version),
        workspace.catalogue,
        today=workspace.today(),
        infusion=infusion,
        context=context,
        language=workspace.language,
        units=units_in(session),
        **held,
    )


def _treatment(session: Session, treatment_id: str) -> Treatment:
    treatment = session.get(Treatment, treatment_id)
    if treatment is None:
        raise KeyError(treatment_id)
    return treatment


def _record(session: Session, record_id: str) -> Record:
    record = session.get(Record, record_id)
    if record is None:
        raise KeyError(record_id)
    return record


def _draft(session: Session, draft_id: str) -> DraftRow:
    row = session.get(DraftRow, draft_id)
    if row is None:
        raise IagoError("draft_gone")
    return row
