"""What the registry asks about fields of records, and what the practice answers.

A question comes in a sealed file and waits; its answer is a revision of its own and leaves with the next
bundle.  The note beside an answer stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from iago_desktop import bundle
from iago_desktop.bundle import Receiver
from iago_desktop.definitions.model import Field
from iago_desktop.errors import BundleError, IagoError, InputError
from iago_desktop.quantities import unit_shown
from iago_desktop.rules.draft import Draft
from iago_desktop.rules.entry import Raw
from iago_desktop.rules.plausibility import Problem
from iago_desktop.rules.wording import wording
from iago_desktop.services import clock, enrolment
from iago_desktop.services.course import course_of, regrade, set_grade
from iago_desktop.services.entries import title_of
from iago_desktop.services.units import units_in
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.question import REASONS, AskedQuestion, Questions, Verdict, with_days
from iago_desktop.store import queries
from iago_desktop.tables import Identity, InfusionDate, Patient, Question, Record, Treatment

INTENT = "answer_question"


@dataclass(frozen=True, repr=False)
class QuestionLine:
    """One question in a list.

    `text` is in the language of the window, its days as calendar dates where day 0 is known.  `day` is that
    of the record, `label` what the field is called, `days_open` how long it waits here; of an answered one
    `verdict` and `reason` are codes.
    """

    id: str
    number: str
    patient_id: str
    pid: str
    surname: str
    given_name: str
    record_id: str
    form: str
    title: str
    field: str
    label: str
    day: int | None
    text: str
    asked: date
    days_open: int
    verdict: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Taken:
    """How many questions of a file are new here, were here before, or are about a record that is not."""

    new: int
    known: int
    unknown_record: int


@dataclass(frozen=True, repr=False)
class OpenQuestion:
    """A question with the record that it is about: `draft` holds the answers as they stand now.

    `said` is the value the registry saw, in words; `now` the one that stands, if it was corrected since.
    `treatment_id` is whose day 0 counts, `next_bundle` the number of the one that the answer will leave with.
    """

    line: QuestionLine
    draft: Draft
    field: Field | None
    said: str
    now: str
    sent_in: int | None
    record_status: str
    treatment_id: str
    next_bundle: int

    def read(self, typed: Raw) -> tuple[dict[str, Any], str, Problem | None]:
        """What was typed, as an answer and in words, and what is wrong with it; nothing is kept."""
        if self.field is None:
            raise IagoError("question_gone")
        problem = self.draft.enter(self.line.field, typed)
        found = self.draft.answer(self.line.field)
        is_read = bool(found) and (problem is None or not problem.unread)
        words = _with_unit(self.draft.display(self.line.field), found) if is_read else ""
        self.draft.undo()
        return (found if is_read else {}), words, problem


def open_questions(workspace: Workspace) -> tuple[QuestionLine, ...]:
    """Oldest first."""
    return _lines(workspace, still_open=True)


def answered(workspace: Workspace) -> tuple[QuestionLine, ...]:
    return _lines(workspace, still_open=False)


def take(workspace: Workspace, data: bytes) -> Taken:
    """Questions of the pinned registry, signed with its receipts key and sealed to this practice.

    A question that is known changes nothing.  One about a record that is not here is left out and counted; if
    none of them is, the file is refused.  Raises IagoError, BundleError, SignatureError.
    """
    with workspace.store.read() as session:
        own = enrolment.enrolled(session, None)
    receiver = Receiver.at_site(own.certificate.site, [own.secret], own.card, workspace.today())
    contents = bundle.read(data, receiver)
    sheet = Questions.from_bytes(contents.files["questions.json"])
    if contents.manifest.kind != "question":
        raise BundleError("unexpected_kind", kind=contents.manifest.kind)
    told = (sheet.registry, sheet.site, sheet.seq)
    if told != (own.card.registry, own.certificate.site, contents.manifest.seq):
        raise BundleError("questions_do_not_fit")
    with workspace.write("import_questions") as transaction:
        new, known, unknown = [], 0, 0
        for asked in sheet.questions:
            here = transaction.session.get(Question, asked.qid)
            record = transaction.session.get(Record, asked.rid)
            if here is not None:
                if _content(here) != _content(_row(asked, sheet.seq)):
                    raise BundleError("question_differs", question=number_of(asked.qid))
                known += 1
            elif record is None:
                unknown += 1
            else:
                row = _row(asked, sheet.seq)
                row.patient_id, row.arrived = record.patient_id, workspace.today().isoformat()
                new.append(row)
        if unknown and not new and not known:
            raise IagoError("question_record_unknown")
        for row in new:
            transaction.put_aside(row)
    return Taken(len(new), known, unknown)


def read(workspace: Workspace, question_id: str) -> OpenQuestion:
    """Raises IagoError `question_gone`."""
    with workspace.store.read() as session:
        row = _question(session, question_id)
        record = session.get(Record, row.rid)
        if record is None:
            raise IagoError("question_gone")
        draft = _draft(workspace, session, record)
        history = queries.history(session, record.id)
        line = _line(workspace, session, row)
        last = queries.last_bundle(session)
    field = next((each for each in draft.form.fields() if each.id == row.field), None)
    seen = next((each for each in history if each.revision == row.rev), None)
    said = _words(workspace, draft, field, seen.data if seen else None)
    now = _with_unit(draft.display(field.id), draft.answer(field.id)) if field else ""
    return OpenQuestion(
        line=line,
        draft=draft,
        field=field,
        said=said,
        now=now,
        sent_in=seen.bundle if seen else None,
        record_status=record.status,
        treatment_id=record.treatment_id,
        next_bundle=last.seq + 1 if last else 1,
    )


def answer(
    workspace: Workspace,
    question_id: str,
    verdict: Verdict,
    reason: str | None = None,
    note: str = "",
    value: Raw | None = None,
    *,
    said: str = "",
) -> None:
    """Answer a question; `reason` is a code, `said` its words for the change log, `value` what was typed.

    `corrected` makes a new revision of the record, signed as it was, in the same transaction; without a value
    it says that the entry itself was corrected since it was asked about.  Answering again makes a further
    revision of the answer.  Raises InputError for a value that cannot stand, IagoError
    `question_gone`, `clock_went_back`.
    """
    if verdict not in REASONS:
        raise ValueError(verdict)
    if verdict == "corrected" and not reason:
        raise InputError("correction_reason_missing")
    clock.check(workspace)
    with workspace.write(INTENT, said or reason or "") as transaction:
        session = transaction.session
        row = _question(session, question_id)
        record = session.get(Record, row.rid)
        if record is None or record.status == "withdrawn":
            raise IagoError("question_gone")
        if verdict == "corrected" and value is None and not _corrected_since(session, row, record):
            raise InputError("correction_value_missing")
        if verdict == "corrected" and value is not None:
            changed = _corrected(workspace, session, record, row.field, value, said or str(reason))
            transaction.put(changed)
            treatment = session.get(Treatment, record.treatment_id)
            if treatment is not None:
                regrade(transaction, workspace.catalogue, treatment, changed=record.id)
        row = Question.model_validate(row.model_dump())
        row.verdict, row.reason = verdict, reason
        row.private = {"note": note.strip()} if note.strip() else {}
        transaction.put(row)


def _corrected_since(session: Session, row: Question, record: Record) -> bool:
    """Whether the field says something else now than in the revision that was asked about."""
    seen = next((e for e in queries.history(session, record.id) if e.revision == row.rev), None)
    before = seen.data["answers"].get(row.field) if seen is not None and seen.data is not None else None
    return before != record.answers.get(row.field)


def number_of(question_id: str) -> str:
    """Short enough to be said on the telephone."""
    return f"Q-{question_id[:4].upper()}"


def _corrected(
    workspace: Workspace, session: Session, record: Record, field: str, value: Raw, why: str
) -> Record:
    """The record with another value: graded again, as signed as it was.

    The reason of the correction also confirms a value that is far from usual.
    """
    before = _draft(workspace, session, record)
    known = {(each.field, each.row, each.column) for each in before.open_items()}
    draft = _draft(workspace, session, record)
    if field not in draft.shown():
        raise InputError("question_field_not_asked")
    draft.enter(field, value)
    problem = draft.problem(field)
    if problem is not None and problem.hard:
        raise InputError(problem.code, **problem.details)
    if not draft.answer(field) or draft.answer(field) == before.answer(field):
        raise InputError("correction_value_missing")
    if problem is not None:
        draft.confirm(field, why)
    if {(each.field, each.row, each.column) for each in draft.open_items()} - known:
        raise InputError("correction_opens_more")
    answers, private = draft.result()
    changed = Record.model_validate(record.model_dump())
    changed.answers, changed.private = answers, private
    for role in ("onset", "resolved"):
        dated = draft.form.with_role("resolution" if role == "resolved" else role)
        days = draft.day_note(dated.id) if dated and dated.id in answers else None
        setattr(changed, f"{role}_from", days.first if days else None)
        setattr(changed, f"{role}_to", days.last if days else None)
        if role == "onset":
            changed.onset_window = days.window_code if days else None
    set_grade(changed, draft.grade())
    return changed


def _draft(workspace: Workspace, session: Session, record: Record) -> Draft:
    treatment = session.get(Treatment, record.treatment_id)
    if treatment is None:
        raise IagoError("question_gone")
    others = [each for each in queries.records_of_treatment(session, treatment.id) if each.id != record.id]
    infusion, context = course_of(session, workspace.catalogue, treatment, others)
    return Draft(
        workspace.catalogue.form(record.form, record.form_version),
        workspace.catalogue,
        today=workspace.today(),
        infusion=infusion,
        context=context,
        language=workspace.language,
        answers=record.answers,
        private=record.private,
        units=units_in(session),
    )


def _lines(workspace: Workspace, *, still_open: bool) -> tuple[QuestionLine, ...]:
    with workspace.store.read() as session:
        return tuple(
            _line(workspace, session, row) for row in queries.questions(session, still_open=still_open)
        )


def _line(workspace: Workspace, session: Session, row: Question) -> QuestionLine:
    catalogue, language = workspace.catalogue, workspace.language
    record = session.get(Record, row.rid)
    patient = session.get(Patient, row.patient_id or "")
    who = session.get(Identity, row.patient_id or "")
    infused = session.get(InfusionDate, record.treatment_id) if record else None
    infusion = date.fromisoformat(infused.infused_on) if infused and infused.infused_on else None
    form = None
    if record is not None and catalogue.has_form(record.form, record.form_version):
        form = catalogue.form(record.form, record.form_version)
    field = next((each for each in form.fields() if each.id == row.field), None) if form else None
    arrived = date.fromisoformat(row.arrived or row.asked)
    return QuestionLine(
        id=row.id,
        number=number_of(row.id),
        patient_id=row.patient_id or "",
        pid=patient.pid if patient else "",
        surname=who.surname if who else "",
        given_name=who.given_name if who else "",
        record_id=row.rid,
        form=record.form if record else "",
        title=title_of(form, record.answers, catalogue, language)[1] if record else "",
        field=row.field,
        label=field.label.in_language(language) if field else row.field,
        day=record.onset_from if record and record.onset_from == record.onset_to else None,
        text=with_days(row.text.get(language, ""), lambda day: _shown_day(day, infusion, language)),
        asked=date.fromisoformat(row.asked),
        days_open=max(0, (workspace.today() - arrived).days),
        verdict=row.verdict,
        reason=row.reason,
    )


def _shown_day(day: int, infusion: date | None, language: str) -> str:
    if infusion is not None:
        return (infusion + timedelta(days=day)).strftime("%d.%m.%Y")
    counted = f"{day:+d}" if day else "0"
    return f"Tag {counted}" if language == "de" else f"day {counted}"


def _words(workspace: Workspace, draft: Draft, field: Field | None, data: Mapping[str, Any] | None) -> str:
    if field is None or data is None:
        return ""
    told = data["answers"].get(field.id, {})
    words = wording(
        field, told, catalogue=workspace.catalogue, language=workspace.language, infusion=draft.infusion
    )
    return _with_unit(words, told)


def _with_unit(words: str, answer: Mapping[str, Any]) -> str:
    unit = answer.get("unit")
    return f"{words} {unit_shown(unit)}" if words and unit and "value" in answer else words


def _question(session: Session, question_id: str) -> Question:
    row = session.get(Question, question_id)
    if row is None:
        raise IagoError("question_gone")
    return row


def _row(asked: AskedQuestion, seq: int) -> Question:
    return Question(
        id=asked.qid,
        seq=seq,
        rid=asked.rid,
        rev=asked.rev,
        field=asked.field,
        text=asked.text.model_dump(),
        asked=asked.asked.isoformat(),
    )


def _content(row: Question) -> tuple[object, ...]:
    return row.rid, row.rev, row.field, row.text, row.asked
