"""What a patient's page lists: records and drafts, by day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session, col, select

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Form
from iago_desktop.services.authors import signer_in
from iago_desktop.services.course import KEEPS_SIGNATURE, REGRADE
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.tables import Draft, Record, Revision


@dataclass(frozen=True, repr=False)
class Entry:
    """One line.  `title` says what it is about in words: the term graded, the drug, else the form.

    `regraded` says that the grade changed after the signature, because the course did.  Of a draft, `status`
    is `draft`, nothing is graded yet, and `corrects` is the record that it will revise.  `about` is the title
    of the record that this one judges.
    """

    id: str
    form: str
    form_version: int
    onset: Days | None
    grade: int | None
    grade_at_least: int | None
    grade_confirmed: int | None
    status: str
    is_draft: bool
    signed_by: str
    saved_at: str
    title_code: str | None
    title: str
    corrects: str | None = None
    has_left: bool = False
    regraded: bool = False
    about: str = ""


def entries(workspace: Workspace, patient_id: str) -> tuple[Entry, ...]:
    """Drafts first, then by day of onset; what has no day comes last."""
    catalogue, language = workspace.catalogue, workspace.language
    with workspace.store.read() as session:
        newest, signers = _newest_revisions(session, patient_id)
        names = {user.id: user.name for user in queries.users(session)}
        drafts = queries.drafts(session, patient_id)
        records = queries.records_of(session, patient_id)
    lines = [_of_draft(row, catalogue, language) for row in drafts]
    for row in records:
        signer = names.get(signers[row.id], signers[row.id])
        lines.append(_of_record(row, newest[row.id], signer, catalogue, language))
    judged = {row.id: row.about for row in drafts if row.about}
    judged |= {row.id: row.about for row in records if row.about}
    titles = {line.id: line.title for line in lines}
    return tuple(replace(line, about=titles.get(judged.get(line.id, ""), "")) for line in lines)


def _of_record(row: Record, newest: Revision, signer: str, catalogue: Catalogue, language: str) -> Entry:
    form = _form(catalogue, row.form, row.form_version)
    code, title = title_of(form, row.answers, catalogue, language)
    window = row.onset_window
    return Entry(
        id=row.id,
        form=row.form,
        form_version=row.form_version,
        onset=Days(row.onset_from, row.onset_to, window) if window else None,
        grade=row.grade,
        grade_at_least=row.grade_at_least,
        grade_confirmed=row.grade_confirmed,
        status=row.status,
        is_draft=False,
        signed_by=signer if row.status == "signed" else "",
        saved_at=newest.at,
        title_code=code,
        title=title,
        has_left=newest.bundle is not None,
        regraded=newest.intent == REGRADE,
    )


def _of_draft(row: Draft, catalogue: Catalogue, language: str) -> Entry:
    form = _form(catalogue, row.form, row.form_version)
    answers = row.raw.get("answers", {})
    code, title = title_of(form, answers, catalogue, language)
    return Entry(
        id=row.id,
        form=row.form,
        form_version=row.form_version,
        onset=_onset(form, answers, row.raw.get("private", {})),
        grade=None,
        grade_at_least=None,
        grade_confirmed=None,
        status="draft",
        is_draft=True,
        signed_by="",
        saved_at=row.saved_at,
        title_code=code,
        title=title,
        corrects=row.record_id,
    )


def _form(catalogue: Catalogue, form: str, version: int) -> Form | None:
    return catalogue.form(form, version) if catalogue.has_form(form, version) else None


def _onset(form: Form | None, answers: Mapping[str, Any], private: Mapping[str, Any]) -> Days | None:
    field = form.with_role("onset") if form else None
    value = answers.get(field.id, {}).get("value") if field else None
    if field is None or not isinstance(value, Mapping):
        return None
    exact = private.get("dates", {}).get(field.id)
    return Days(exact["from"], exact["to"]) if exact else Days.from_value(value)


def title_of(
    form: Form | None, answers: Mapping[str, Any], catalogue: Catalogue, language: str
) -> tuple[str | None, str]:
    if form is None:
        return None, ""
    terms = {grading.table_field for grading in form.gradings}
    for field in form.fields():
        if field.id not in terms and field.role != "agent":
            continue
        value = answers.get(field.id, {}).get("value")
        if isinstance(value, str):
            entry = catalogue.codes(field.codes).entry(value)
            return value, entry.text.in_language(language) if entry else value
        if isinstance(value, Mapping):
            return None, str(value["text"])
    return None, form.called.in_language(language)


def _newest_revisions(session: Session, patient_id: str) -> tuple[dict[str, Revision], dict[str, str]]:
    """Of each record: the newest revision, and who made the last one that is more than a grade or a day."""
    question = (
        select(Revision)
        .where(col(Revision.patient_id) == patient_id, col(Revision.kind) == "record")
        .order_by(col(Revision.seq))
    )
    newest: dict[str, Revision] = {}
    signers: dict[str, str] = {}
    for revision in session.exec(question):
        newest[revision.entity_id] = revision
        if revision.intent not in KEEPS_SIGNATURE or revision.entity_id not in signers:
            signers[revision.entity_id] = signer_in(revision.private) or revision.actor
    return newest, signers
