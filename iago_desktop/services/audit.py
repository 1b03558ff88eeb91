"""The audit of the practice: who did what, about whom and why; one line for each thing that was done."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from iago_desktop.services.change_log import change_log
from iago_desktop.services.entry_history import Changed
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries, trail
from iago_desktop.store.trail import Trace
from iago_desktop.store.verify import signature_holds
from iago_desktop.tables import Bundle, Identity, Patient, Revision

_OF_A_USER = ("name", "role", "rights", "active")


@dataclass(frozen=True, repr=False)
class Whom:
    """A patient, as the window names one."""

    id: str
    surname: str
    given_name: str
    pid: str


@dataclass(frozen=True, repr=False)
class AuditLine:
    """`id` is the first number of the entry in the chain; `at` is UTC, `who` the person's name."""

    id: int
    last: int
    at: str
    actor: str
    who: str
    intent: str
    ops: tuple[str, ...]
    about: tuple[Whom, ...]
    reason: str


@dataclass(frozen=True, repr=False)
class Audit:
    """Newest first; `head` is number and digest of the newest revision among them."""

    lines: tuple[AuditLine, ...]
    head: tuple[int, str]


@dataclass(frozen=True, repr=False)
class Part:
    """One revision of an entry.  `kind` act: something without a history of its own."""

    n: int
    kind: str
    op: str
    title: str
    digest: str
    holds: bool
    changes: tuple[Changed, ...]


@dataclass(frozen=True, repr=False)
class Anchor:
    """The bundle that took the line of the entry along; `receipt_on` when the registry countersigned it."""

    seq: int
    created: str
    receipt_on: str | None


@dataclass(frozen=True, repr=False)
class Details:
    """`clock`: what the computer's clock showed where it was in doubt."""

    parts: tuple[Part, ...]
    noted: tuple[tuple[str, str], ...]
    clock: str
    anchor: Anchor | None


def audit(workspace: Workspace, newest_only: int = 0) -> Audit:
    """All of it, or what the newest revisions tell.  May take long: not for the window's thread."""
    with workspace.store.read() as session:
        traces = trail.trail(session, newest_only)
        names = {user.id: user.name for user in queries.users(session)}
        people = _people(session)
        newest = session.get(Revision, traces[0].last) if traces else None
    lines = tuple(_line(trace, names, people) for trace in traces)
    return Audit(lines, (newest.seq, newest.digest) if newest else (0, ""))


def details(workspace: Workspace, line: AuditLine) -> Details:
    """What was changed from what to what, and whether it is as it was signed."""
    with workspace.store.read() as session:
        revisions = trail.revisions_between(session, line.id, line.last)
        keys = {user.id: user.verify_key for user in queries.users(session)}
        anchor = _anchor(session, line.id)
        before = {each.seq: _user_before(session, each) for each in revisions if each.kind == "user"}
    told = {
        each.id: each
        for patient in dict.fromkeys(each.patient_id for each in revisions if each.patient_id)
        for each in change_log(workspace, patient)
        if line.id <= each.id <= line.last
    }
    parts = []
    for each in revisions:
        known = told.get(each.seq)
        changes = known.changes if known else ()
        if each.kind == "user":
            changes = tuple(_user_changes(before[each.seq], each))
        parts.append(
            Part(
                n=each.seq,
                kind=each.kind,
                op=each.op,
                title=known.title if known else _name_of(each),
                digest=each.digest,
                holds=signature_holds(each, keys.get(each.actor, "")),
                changes=changes,
            )
        )
    private = _private(revisions[0]) if revisions else {}
    noted = tuple((name, _text(value)) for name, value in private.get("details", {}).items())
    return Details(tuple(parts), noted, private.get("clock", ""), anchor)


def _line(trace: Trace, names: Mapping[str, str], people: Mapping[str, Whom]) -> AuditLine:
    return AuditLine(
        id=trace.first,
        last=trace.last,
        at=trace.at,
        actor=trace.actor,
        who=names.get(trace.actor, trace.actor),
        intent=trace.intent,
        ops=trace.ops,
        about=tuple(people[each] for each in trace.patients if each in people),
        reason=trace.reason,
    )


def _people(session: Session) -> dict[str, Whom]:
    question = select(Patient.id, Identity.surname, Identity.given_name, Patient.pid).join(
        Identity, col(Identity.id) == col(Patient.id), isouter=True
    )
    return {
        id_: Whom(id_, surname or pid, given_name or "", pid)
        for id_, surname, given_name, pid in session.exec(question)
    }


def _anchor(session: Session, n: int) -> Anchor | None:
    question = (
        select(Bundle.seq, Bundle.created, Bundle.received_at)
        .where(col(Bundle.audit_last) >= n, col(Bundle.site) == "")
        .order_by(col(Bundle.seq))
        .limit(1)
    )
    found = session.exec(question).first()
    return Anchor(*found) if found else None


def _user_before(session: Session, revision: Revision) -> Revision | None:
    question = select(Revision).where(
        col(Revision.entity_id) == revision.entity_id, col(Revision.revision) == revision.revision - 1
    )
    return session.exec(question).first()


def _user_changes(before: Revision | None, after: Revision) -> Sequence[Changed]:
    then, now = (_user_said(before) if before else {}), _user_said(after)
    return [
        Changed(name, _text(then.get(name, "")), _text(now.get(name, "")))
        for name in _OF_A_USER
        if name in now and then.get(name) != now[name]
    ]


def _user_said(revision: Revision) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(revision.body)["data"] if revision.body else {}
    stays: dict[str, Any] = _private(revision).get("stays", {})
    return data | stays


def _private(revision: Revision) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(revision.private) if revision.private else {}
    return told


def _name_of(revision: Revision) -> str:
    return str(_private(revision).get("stays", {}).get("name", "")) if revision.kind == "user" else ""


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
