"""`ask` and `questions`: what the registry wants to know of its practices, and what they answered."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, func, select

from iago_desktop import __version__, bundle
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.registry.home import Home
from iago_desktop.registry.invocation import DONE, REFUSED, known_password, read_file, today
from iago_desktop.registry.keys import Password
from iago_desktop.registry.output import Output
from iago_desktop.registry.packs import installed_in
from iago_desktop.registry.wanted import Wanted
from iago_desktop.sentences import LANGUAGES
from iago_desktop.signing.question import MAX_QUESTIONS, AskedQuestion, Questions, QuestionText
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.signing.trust import Certificate
from iago_desktop.signing.whole_file import file_error, replace_whole
from iago_desktop.store import arrivals
from iago_desktop.store.transaction import Transaction
from iago_desktop.tables import Question, Record

ASKED = ("number", "state", "site", "field", "message")
LISTED = ("qid", "site", "rid", "field", "asked", "verdict", "reason")


@dataclass(frozen=True)
class Checked:
    """One entry of the file: the question that it became, or why it did not."""

    number: int
    site: str = ""
    question: AskedQuestion | None = None
    patient_id: str | None = None
    error: IagoError | None = None


def ask(output: Output, folder: Path, file: Path, target: Path) -> int:
    """One sealed file for each practice that is asked, or none: all questions are checked before.

    The same file may be given again, if it names the qids: a question that is open is sent once more.
    """
    home = Home.open(folder)
    entries = _entries(read_file(file))
    key = home.signing_key("receipts", Password(lambda: known_password(output)))
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_error(error) from error
    with home.store() as store:
        catalogue = installed_in(store, Catalogue.shipped())
        with store.write(None, "ask") as transaction:
            desk = _Asking(home, transaction, catalogue)
            checked = [desk.check(number, entry) for number, entry in enumerate(entries, 1)]
            files = {} if any(each.error for each in checked) else desk.send(checked, key, target)
    return _show(output, checked, files)


def listed(output: Output, folder: Path) -> int:
    """Every question and its answer, the oldest first."""
    home = Home.open(folder)
    with home.store() as store, store.read() as session:
        found = session.exec(select(Question).order_by(col(Question.asked), col(Question.id))).all()
        rows = [
            {
                "qid": row.id,
                "site": row.site,
                "rid": row.rid,
                "rev": row.rev,
                "field": row.field,
                "text": row.text,
                "asked": row.asked,
                "file": bundle.question_name(row.site, row.seq),
                "verdict": row.verdict,
                "reason": row.reason,
            }
            for row in found
        ]
    if output.json:
        output.document(rows)
    else:
        cells = [[str(row[column] or "-") for column in LISTED] for row in rows]
        output.table([f"column_{column}" for column in LISTED], cells)
    return DONE


class _Asking:
    """Inside the one transaction in which questions are noted and their files written."""

    def __init__(self, home: Home, transaction: Transaction, catalogue: Catalogue) -> None:
        self._home, self._transaction, self._catalogue = home, transaction, catalogue
        self._session: Session = transaction.session
        self._numbers: set[str] = set()

    def check(self, number: int, entry: Any) -> Checked:
        try:
            return self._checked(number, Wanted.read(entry))
        except IagoError as error:
            return Checked(number, _told_site(entry), error=error)

    def _checked(self, number: int, wanted: Wanted) -> Checked:
        if wanted.site is not None:
            self._certificate(wanted.site)
        record = self._session.get(Record, wanted.rid)
        if record is None:
            raise IagoError("ask_record_unknown", rid=wanted.rid)
        if wanted.site not in (None, record.site):
            raise IagoError("ask_record_of_other_site", rid=record.id, found=record.site, site=wanted.site)
        self._certificate(record.site)
        if record.status == "withdrawn":
            raise IagoError("ask_record_withdrawn", rid=record.id)
        held = arrivals.revisions(self._session, record.site, [record.id])[record.id]
        revisions = [each.revision for each in held]
        rev = wanted.rev if wanted.rev is not None else revisions[-1]
        if rev not in revisions:
            raise IagoError("ask_revision_unknown", rid=record.id, rev=rev)
        form = self._catalogue.form(record.form, record.form_version)
        if not any(each.id == wanted.field and not each.stays for each in form.fields()):
            raise IagoError("ask_field_unknown", form=form.id, version=form.version, field=wanted.field)
        question = AskedQuestion(
            qid=wanted.qid or uuid4().hex,
            rid=record.id,
            rev=rev,
            field=wanted.field,
            text=QuestionText(**{language: wanted.text[language] for language in LANGUAGES}),
            asked=self._asked_on(wanted.qid) or today(),
        )
        self._check_number(question)
        return Checked(number, record.site, question, record.patient_id)

    def _certificate(self, site: str) -> Certificate:
        found = self._home.certificate(site)
        if found is None or found.serial in self._home.card.revoked:
            raise IagoError("ask_site_unknown", site=site)
        return found

    def _asked_on(self, qid: str | None) -> date | None:
        row = self._session.get(Question, qid) if qid else None
        return date.fromisoformat(row.asked) if row else None

    def _check_number(self, question: AskedQuestion) -> None:
        row = self._session.get(Question, question.qid)
        taken = row is not None and (row.rid, row.rev, row.field, row.text) != (
            question.rid,
            question.rev,
            question.field,
            question.text.model_dump(),
        )
        if taken or question.qid in self._numbers:
            raise IagoError("ask_number_taken", qid=question.qid)
        if row is not None and row.verdict is not None:
            raise IagoError("ask_answered_already", qid=question.qid)
        self._numbers.add(question.qid)

    def send(self, checked: Sequence[Checked], key: SigningKey, target: Path) -> dict[str, Path]:
        """site -> its file."""
        by_site: dict[str, list[Checked]] = defaultdict(list)
        for each in checked:
            by_site[each.site].append(each)
        if any(len(each) > MAX_QUESTIONS for each in by_site.values()):
            raise IagoError("ask_too_many", most=MAX_QUESTIONS)
        return {site: self._send(site, each, key, target) for site, each in sorted(by_site.items())}

    def _send(self, site: str, checked: Sequence[Checked], key: SigningKey, target: Path) -> Path:
        newest = select(func.max(col(Question.seq))).where(col(Question.site) == site)
        seq = (self._session.exec(newest).one() or 0) + 1
        asked = tuple(each.question for each in checked if each.question is not None)
        sheet = Questions(registry=self._home.id, site=site, seq=seq, questions=asked)
        written = bundle.write(
            "question",
            {"questions.json": sheet.to_bytes()},
            sender=self._home.id,
            to=site,
            seq=seq,
            key=key,
            recipients=[self._certificate(site).recipient],
            created=datetime.now(UTC).date(),
            software=f"iago-registry {__version__}",
        )
        for each in checked:
            if each.question is not None:
                self._transaction.put_row(_row(each.question, site, seq, each.patient_id))
        path = target / bundle.question_name(site, seq)
        replace_whole(path, written.file)
        return path


def _row(question: AskedQuestion, site: str, seq: int, patient_id: str | None) -> Question:
    return Question(
        id=question.qid,
        site=site,
        patient_id=patient_id,
        seq=seq,
        rid=question.rid,
        rev=question.rev,
        field=question.field,
        text=question.text.model_dump(),
        asked=question.asked.isoformat(),
    )


def _entries(data: bytes) -> list[Any]:
    try:
        entries = json.loads(data)
    except ValueError as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "UTF-8"
        raise IagoError("ask_unreadable", problem=where) from error
    if not isinstance(entries, list):
        raise IagoError("ask_unreadable", problem="[ ]")
    if not entries:
        raise IagoError("ask_nothing")
    return entries


def _told_site(entry: Any) -> str:
    site = entry.get("site") if isinstance(entry, Mapping) else None
    return site if isinstance(site, str) else ""


def _show(output: Output, checked: Sequence[Checked], files: Mapping[str, Path]) -> int:
    rows: list[dict[str, Any]] = [
        {
            "number": each.number,
            "ok": each.error is None,
            "state": "refused" if each.error else "asked" if files else "ok",
            "code": each.error.code if each.error else None,
            "message": output.sentence(each.error) if each.error else None,
            "site": each.site or None,
            "qid": each.question.qid if each.question else None,
            "rid": each.question.rid if each.question else None,
            "rev": each.question.rev if each.question else None,
            "field": each.question.field if each.question else None,
            "file": str(files[each.site]) if each.site in files else None,
        }
        for each in checked
    ]
    if output.json:
        output.document(rows)
    else:
        cells = [
            [
                output.text(f"state_{row['state']}") if column == "state" else str(row[column] or "")
                for column in ASKED
            ]
            for row in rows
        ]
        notes = [str(path) for path in files.values()] or [output.text("ask_nothing_written")]
        output.table([f"column_{column}" for column in ASKED], cells, notes)
    return DONE if files else REFUSED
