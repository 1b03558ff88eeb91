"""What this computer has of a row, with everything that joining it to another computer's needs to know.

A row is told as content: its columns, answers and private part, as revisions have them.  What follows from
other values, such as grades, is no part of it and is worked out again on each computer.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Form
from iago_desktop.rules.held import Held
from iago_desktop.rules.joining import PUT, REGRADED, SIGNED, Stamp, State
from iago_desktop.rules.paths import take_apart
from iago_desktop.services.authors import CAME, signer_of
from iago_desktop.services.course import REGRADE
from iago_desktop.services.shifting import days_between
from iago_desktop.store import queries
from iago_desktop.tables import (
    Consent,
    Identity,
    InfusionDate,
    Joined,
    Patient,
    Record,
    Revision,
    Treatment,
    User,
)

Held_ = User | Patient | Treatment | Consent | Record
TABLES: dict[str, type[Any]] = {
    "user": User,
    "patient": Patient,
    "treatment": Treatment,
    "consent": Consent,
    "record": Record,
}
"""In the order in which they refer to each other.  Answers to the registry's questions are not among them:
those are written on the computer that the bundles leave from."""

_OWN = frozenset(
    {"actor", "at", "intent", "reason", "clock", "details", "stays", "identity", "infused_on", CAME}
)
_DOT = 32
_NAMES = ("surname", "given_name", "born_on")


@dataclass(frozen=True, repr=False)
class Local:
    """`row` and `content` as they stand; `revision` is the newest one here."""

    kind: str
    key: str
    row: Held_
    content: dict[str, Any]
    state: State
    revision: int


def key_of(kind: str, row_id: str, patient_id: str | None) -> str:
    """A patient has one word on consent, in however many rows."""
    return f"{patient_id}/consent" if kind == "consent" else row_id


def row_of(session: Session, kind: str, key: str) -> Held_ | None:
    if kind == "consent":
        return queries.consent_of(session, key.partition("/")[0])
    found: Held_ | None = session.get(TABLES[kind], key)
    return found


def local(
    session: Session, catalogue: Catalogue, kind: str, key: str, row: Held_ | None = None
) -> Local | None:
    """`row` where it is another one already than the newest revision says, because its infusion moved."""
    row = row or row_of(session, kind, key)
    if row is None:
        return None
    revisions = _revisions(session, kind, key)
    content = content_of(session, row, revisions)
    known, stamps = _changes(session, catalogue, row, key, revisions)
    newest = revisions[-1]
    taken = take_apart(content)
    first = _stamp(newest)
    state = State(
        values=taken.values,
        stamps={path: first for path in taken.values if path not in stamps} | stamps,
        known=frozenset(known),
        head=dot_of(newest),
        order=taken.order,
        status=status_of(row, newest),
        signer=signer_of(queries.history(session, row.id))
        if status_of(row, newest) in (SIGNED, REGRADED)
        else "",
    )
    return Local(kind, key, row, content, state, newest.revision)


def content_of(session: Session, row: Held_, revisions: Sequence[Revision] = ()) -> dict[str, Any]:
    """The row as it stands now, with what of it lies in tables of its own."""
    more: dict[str, Any] = {}
    for revision in revisions:
        more |= _more(_private(revision))
    op = revisions[-1].op if revisions else PUT
    match row:
        case User():
            said = {"name": row.name, "role": row.role, "rights": row.rights, "active": row.active}
        case Patient():
            who = session.get(Identity, row.id)
            said = {"op": op, "pid": row.pid, "sex": row.sex, "scope": _scope(revisions)}
            said |= {name: getattr(who, name) for name in _NAMES} if who else {}
        case Treatment():
            dated = session.get(InfusionDate, row.id)
            said = {"form_version": row.form_version, "answers": row.answers, "private": row.private}
            said |= {"infused_on": dated.infused_on} if dated else {}
        case Consent():
            said = {"word": [row.given, row.form_version, row.note, row.private]}
        case Record():
            said = {
                "op": op,
                "form_version": row.form_version,
                "answers": row.answers,
                "private": row.private,
                "grade_confirmed": [row.grade_confirmed, row.grade_reason],
            }
    return {**said, **more}


def status_of(row: Held_, newest: Revision | None) -> str:
    if not isinstance(row, Record):
        return ""
    again = row.status == SIGNED and newest is not None and newest.intent == REGRADE
    return REGRADED if again else row.status


def dot_of(revision: Revision) -> str:
    """The name of a change, the same on every computer and unlike any other."""
    return revision.digest[:_DOT]


def mark_of(kind: str, key: str, content: Mapping[str, Any], status: str) -> str:
    """What a row says, in 32 characters.  One that is to be signed again says what it said."""
    taken = take_apart({name: value for name, value in content.items() if name not in ("op", "scope")})
    said = [kind, key, taken.values, taken.order, SIGNED if status == REGRADED else status]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_DOT]


def letter(session: Session) -> str:
    """Which of the practice's computers this is; "" where there is one only."""
    practice = queries.practice(session)
    return practice.desk if practice else ""


def state_mark(session: Session) -> str:
    """The state of everything that two computers share: equal marks, equal contents."""
    found = sorted(_marks(session))
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def moved(content: Mapping[str, Any], form: Form | None, days: int) -> dict[str, Any]:
    """Content as it is told when the infusion is so many days later."""
    if not days or form is None or "answers" not in content:
        return dict(content)
    held = Held.of(content["answers"], content.get("private", {})).moved(form, days)
    private = {name: part for name, part in held.private.items() if part}
    return {**content, "answers": dict(held.answers), "private": private}


def form_of(catalogue: Catalogue, row: Held_, content: Mapping[str, Any]) -> Form | None:
    name = row.form if isinstance(row, Record) else "treatment" if isinstance(row, Treatment) else ""
    version = content.get("form_version")
    return catalogue.form(name, version) if name and version and catalogue.has_form(name, version) else None


def infused_on(session: Session, treatment_id: str) -> date | None:
    dated = session.get(InfusionDate, treatment_id)
    return date.fromisoformat(dated.infused_on) if dated and dated.infused_on else None


def _marks(session: Session) -> Iterator[str]:
    consented: set[str] = set()
    for kind, table in TABLES.items():
        for row in session.exec(select(table)).all():
            key = key_of(kind, row.id, getattr(row, "patient_id", None))
            if kind == "consent":
                if key in consented:
                    continue
                consented.add(key)
                newest = row_of(session, kind, key)
                row = newest or row  # noqa: PLW2901 -- of several rows the one that counts
            yield mark_of(kind, key, content_of(session, row), status_of(row, None))


def _revisions(session: Session, kind: str, key: str) -> list[Revision]:
    question = select(Revision).where(col(Revision.site) == "")
    if kind == "consent":
        patient = key.partition("/")[0]
        question = question.where(col(Revision.patient_id) == patient, col(Revision.kind) == "consent")
    else:
        question = question.where(col(Revision.entity_id) == key)
    return list(session.exec(question.order_by(col(Revision.seq))).all())


def _changes(
    session: Session, catalogue: Catalogue, row: Held_, key: str, revisions: Sequence[Revision]
) -> tuple[set[str], dict[str, Stamp]]:
    """All changes that are in the row, and the one that set each value last."""
    joined = session.get(Joined, key)
    known = set(joined.said["known"]) if joined else set()
    stamps = {path: Stamp(*told) for path, told in joined.said["stamps"].items()} if joined else {}
    since = _place(revisions, joined.revision) if joined else -1
    infusions = _infusions(session, row)
    before: dict[str, Any] | None = None
    seq = 0
    for place, revision in enumerate(revisions):
        known.add(dot_of(revision))
        if revision.body is None:
            continue
        content = _told(row, revision, before or {})
        if place > since:
            form = form_of(catalogue, row, content)
            days = days_between(_at(infusions, seq), _at(infusions, revision.seq))
            _note(stamps, moved(before, form, days) if before else {}, content, _stamp(revision))
        before, seq = content, revision.seq
    return known, stamps


def _place(revisions: Sequence[Revision], revision: int) -> int:
    """Of several rows of one consent the numbers begin anew; then all that follows the last one counts."""
    return max((at for at, each in enumerate(revisions) if each.revision == revision), default=-1)


def _note(stamps: dict[str, Stamp], before: Mapping[str, Any], now: Mapping[str, Any], stamp: Stamp) -> None:
    was, becomes = take_apart(before).values, take_apart(now).values
    for path in {**was, **becomes}:
        if (path in was) != (path in becomes) or was.get(path) != becomes.get(path):
            stamps[path] = stamp


def _stamp(revision: Revision) -> Stamp:
    return Stamp(dot_of(revision), revision.actor, revision.at)


def _told(row: Held_, revision: Revision, before: Mapping[str, Any]) -> dict[str, Any]:
    """The content as a revision tells it; what it does not tell is what it was."""
    body, private = json.loads(revision.body or b"{}"), _private(revision)
    data, stays = body["data"], private.get("stays", {})
    said: dict[str, Any] = {**before, **_more(private)}
    if revision.op == "withdraw":
        return {**said, "op": revision.op, "scope": data.get("scope")}
    match row:
        case User():
            said |= {"name": stays["name"], "role": data["role"], "active": data["active"]}
            said |= {"rights": stays["rights"]} if "rights" in stays else {}
        case Patient():
            said |= {"op": revision.op, "pid": body["pid"], "sex": data["sex"]}
            said |= private.get("identity", {})
        case Treatment():
            said |= {"form_version": body["form_version"], "answers": data["answers"], "private": stays}
            said |= {"infused_on": private["infused_on"]} if "infused_on" in private else {}
        case Consent():
            said |= {"word": [data["given"], data["form_version"], data["note"], stays]}
        case Record():
            said |= {
                "op": revision.op,
                "form_version": body["form_version"],
                "answers": data["answers"],
                "private": stays,
                "grade_confirmed": [data["grade_confirmed"], data["grade_reason_code"]],
            }
    return said


def _infusions(session: Session, row: Held_) -> list[tuple[int, date | None]]:
    """From which revision on the infusion was on which day."""
    if not isinstance(row, Treatment | Record):
        return []
    treatment = row.id if isinstance(row, Treatment) else row.treatment_id
    found: list[tuple[int, date | None]] = []
    for revision in _revisions(session, "treatment", treatment):
        private = _private(revision)
        if "infused_on" in private:
            told = private["infused_on"]
            found.append((revision.seq, date.fromisoformat(told) if told else None))
    return found


def _at(infusions: Sequence[tuple[int, date | None]], seq: int) -> date | None:
    return next((day for since, day in reversed(infusions) if since <= seq), None)


def _more(private: Mapping[str, Any]) -> dict[str, Any]:
    """Where an entry was moved to or came from, and the like."""
    return {f"more.{name}": value for name, value in private.items() if name not in _OWN}


def _scope(revisions: Sequence[Revision]) -> str | None:
    newest = next((each for each in reversed(revisions) if each.op == "withdraw" and each.body), None)
    return json.loads(newest.body)["data"].get("scope") if newest and newest.body else None


def _private(revision: Revision) -> dict[str, Any]:
    return json.loads(revision.private) if revision.private else {}
