"""A practice that was restored goes on where the registry knows it to be.

After a restore the practice no longer knows what it sent since the backup: its next bundle would have a
number that the registry has already, and a record that is typed again would say other things under the number
of a revision that is there.  The registry's file (`iago-registry resync`) mends both.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args

from sqlmodel import Session, col, or_, select

from iago_desktop.errors import BundleError, IagoError
from iago_desktop.services.enrolment import Enrolled
from iago_desktop.services.restore import RESTORED
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import chain
from iago_desktop.signing.resync import Held, Resync
from iago_desktop.store import bodies, queries
from iago_desktop.store.bodies import Entity
from iago_desktop.store.transaction import Transaction
from iago_desktop.tables import Bundle, Elsewhere, Identity, Patient, Practice, Revision

STAYS = 0
"""Noted as the bundle of a revision that never leaves: the registry has another one under its number."""
_AT_ONCE = 500
_MOST_NAMED = 200
_TABLES = {bodies.KINDS[table]: table for table in get_args(Entity)}
_OF_EVERY_REVISION = {"actor", "at", "intent", "reason", "clock", "stays"}


@dataclass(frozen=True)
class Taken:
    """`seq`: of the next bundle.  `known`: nothing in the file was new here."""

    seq: int
    known: bool
    missing: int


@dataclass(frozen=True)
class Missing:
    """Something that the registry holds and this practice does not any more.  `who` is the patient's name,
    or the pseudonym of a patient who is not here; `older`: it is here as it was before."""

    who: str
    kind: str
    form: str
    bundle: int
    op: str
    older: bool


@dataclass(frozen=True)
class Owed:
    """A practice that was restored: from the backup of which day, on which, and whether the registry has
    still to be asked before the next bundle."""

    of: str
    on: str
    asks: bool


def owed(workspace: Workspace) -> Owed | None:
    with workspace.store.read() as session:
        noted = _noted(queries.practice(session))
    return Owed(noted["from"], noted["on"], bool(noted.get("asks"))) if noted else None


def missing(workspace: Workspace) -> tuple[Missing, ...]:
    """What the registry's file named that is not here, for a person to enter again."""
    with workspace.store.read() as session:
        listed = _noted(queries.practice(session)).get("missing", ())
        names = {
            patient.pid: f"{identity.surname}, {identity.given_name}"
            for patient, identity in session.exec(
                select(Patient, Identity).where(col(Patient.id) == col(Identity.id))
            )
        }
    return tuple(
        Missing(names.get(pid, pid), kind, form or "", number, op, older)
        for pid, kind, form, number, op, older in listed
    )


def refuse_if_owed(session: Session) -> None:
    """Raises IagoError `resync_needed`: a bundle made now would fork the chain."""
    noted = _noted(queries.practice(session))
    if noted.get("asks"):
        raise IagoError("resync_needed", day=_shown(noted["from"]))


def begins_again(transaction: Transaction) -> bool:
    """Whether the bundle that is being made is the first after a restore; told once."""
    practice = queries.practice(transaction.session)
    noted = _noted(practice)
    if practice is None or not noted.get("recovered"):
        return False
    practice.chosen = {**practice.chosen, RESTORED: {**noted, "recovered": False}}
    transaction.put_aside(practice)
    return True


def file_taken(session: Session) -> str:
    """The digest of the file that was taken last, as its statement says it; "" where none was."""
    return str(_noted(queries.practice(session)).get("file", ""))


def take(workspace: Workspace, own: Enrolled, said: Resync, file: str) -> Taken:
    """Go on from what the registry says in the file of this digest.

    Raises BundleError, IagoError; nothing is changed then.
    """
    if (said.registry, said.site) != (own.card.registry, own.certificate.site):
        raise BundleError("receipt_does_not_fit", seq=said.seq)
    with workspace.store.read() as session:
        last = queries.last_bundle(session)
        noted = _noted(queries.practice(session))
        audit = _audit_holds(session, said)
    number = last.seq if last else 0
    if said.since > number + 1:
        raise IagoError("resync_too_short", since=said.since, seq=number)
    if said.seq <= number and audit and not noted.get("asks"):
        return Taken(number + 1, True, 0)
    with workspace.write("import_resync") as transaction:
        session = transaction.session
        dead = _dead(session, said)
        compared = _compare(session, said.revisions, frozenset(row.seq for row in dead))
        for row in compared.elsewhere:
            transaction.put_aside(row)
        for seq, numbers in compared.left.items():
            transaction.mark_left(numbers, seq)
        practice = queries.practice(session)
        if practice is None:
            raise IagoError("practice_missing")
        first = {"from": workspace.today().isoformat(), "on": workspace.today().isoformat()}
        practice.chosen = {
            **practice.chosen,
            RESTORED: {
                **first,
                **noted,
                "asks": False,
                "recovered": bool(dead) or said.seq > number or not audit,
                "missing": compared.missing[:_MOST_NAMED],
                "file": file,
            },
        }
        transaction.put_aside(practice)
        for bundle in dead:
            transaction.drop_row(bundle)
        if said.seq > number or dead:
            session.flush()
            day = workspace.today().isoformat()
            transaction.put_aside(_row(said, _newest_taken(session), audit=audit, day=day))
        for entity in compared.again:
            _put_again(transaction, entity)
    return Taken((said.seq if dead else max(said.seq, number)) + 1, False, len(compared.missing))


def _dead(session: Session, said: Resync) -> list[Bundle]:
    """Bundles from here that the registry will never take, because it took others: nobody noted a restore.

    One that is only on its way is none of them: it continues what the registry has.
    """
    since = select(Bundle).where(col(Bundle.site) == "", col(Bundle.seq) >= said.since)
    rows = session.exec(since.order_by(col(Bundle.seq))).all()
    known = {(each.seq, each.set_digest) for each in rows} | {(each.seq - 1, each.previous) for each in rows}
    if (said.seq, said.set) in known:
        return []
    held = {(each.rid, each.rev, each.body) for each in said.revisions}
    for number, row in enumerate(rows):
        if row.receipt is None and row.file is not None:
            inside = session.exec(select(Revision).where(col(Revision.bundle) == row.seq)).all()
            is_there = all((each.entity_id, each.revision, each.body_digest) in held for each in inside)
            if row.seq >= said.seq or not is_there:
                return list(rows[number:])
    return []


def _newest_taken(session: Session) -> Bundle | None:
    """The newest bundle that the registry has for certain: its audit ended there on both sides."""
    certain = or_(col(Bundle.receipt).is_not(None), col(Bundle.file).is_(None))  # None: from such a file
    question = select(Bundle).where(col(Bundle.site) == "", certain)
    return session.exec(question.order_by(col(Bundle.seq).desc())).first()


@dataclass
class _Compared:
    elsewhere: list[Elsewhere]
    left: dict[int, list[int]]  # bundle -> numbers of own revisions
    missing: list[list[Any]]
    again: list[Revision]  # the newest own revision of what is to be put again


def _compare(session: Session, revisions: Iterable[Held], dead: frozenset[int]) -> _Compared:
    """By row: the same revisions have left; what differs stays, and goes on after the registry's.

    What left in a `dead` bundle never arrived.
    """
    there = defaultdict[str, dict[int, Held]](dict)
    for each in revisions:
        there[each.rid][each.rev] = each
    found = _Compared([], defaultdict(list), [], [])
    stranded = select(Revision.entity_id).where(col(Revision.bundle).in_(dead))
    own = _own(session, [*{*there, *session.exec(stranded)}])
    for rid, here in own.items():
        held, last = there.get(rid, {}), here[max(here)]
        unsent = []
        for rev, revision in here.items():
            is_there = rev in held and held[rev].body == revision.body_digest
            if revision.bundle is None and is_there:
                found.left[held[rev].bundle].append(revision.seq)
            elif revision.bundle is None or (revision.bundle in dead and not is_there):
                unsent.append(revision)
        newest = held[max(held)] if held else None
        if newest is None or (newest.rev in here and here[newest.rev].body_digest == newest.body):
            if last in unsent and last.bundle is not None:
                found.again.append(last)
            continue  # here it goes on from what is there
        found.elsewhere.append(Elsewhere(id=rid, rev=newest.rev, body_digest=newest.body))
        found.left[STAYS] += [revision.seq for revision in unsent if revision.bundle is None]
        if unsent:
            found.again.append(last)
        else:
            found.missing.append(_missing(newest, older=True))
    for rid in [each for each in there if each not in own]:
        newest = there[rid][max(there[rid])]
        found.elsewhere.append(Elsewhere(id=rid, rev=newest.rev, body_digest=newest.body))
        found.missing.append(_missing(newest, older=False))
    # A patient before the entries.
    found.again.sort(key=lambda revision: min(each.seq for each in own[revision.entity_id].values()))
    return found


def _missing(newest: Held, *, older: bool) -> list[Any]:
    return [newest.pid, newest.kind, newest.form, newest.bundle, newest.op, older]


def _own(session: Session, ids: list[str]) -> dict[str, dict[int, Revision]]:
    found = defaultdict[str, dict[int, Revision]](dict)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        for each in session.exec(select(Revision).where(col(Revision.entity_id).in_(some))):
            found[each.entity_id][each.revision] = each
    return found


def _put_again(transaction: Transaction, newest: Revision) -> None:
    """What was typed after the restore, once more, under the number after the registry's."""
    row = transaction.session.get(_TABLES[newest.kind], newest.entity_id)
    if row is None:
        return
    stays = json.loads(newest.private or b"{}")
    extra = {name: value for name, value in stays.items() if name not in _OF_EVERY_REVISION}
    scope = json.loads(newest.body or b"{}").get("data", {}).get("scope", "delete")
    transaction.put(row, op=newest.op, private_extra=extra, scope=scope)


def _row(said: Resync, last: Bundle | None, *, audit: bool, day: str) -> Bundle:
    """The registry's newest bundle, as the one that the next continues."""
    n, head = (last.audit_last, last.audit_head) if last else (0, chain.GENESIS)
    if audit:
        n, head = said.audit.last, said.audit.head
    return Bundle(
        seq=said.seq,
        to=said.registry,
        set_digest=said.set,
        previous=chain.GENESIS,
        created=said.written_at[:10],
        state="confirmed",
        records=len(
            {each.rid for each in said.revisions if each.bundle == said.seq and each.kind == "record"}
        ),
        audit_last=n,
        audit_head=head,
        received_at=day,
    )


def _audit_holds(session: Session, said: Resync) -> bool:
    """Whether the history here goes on from the entry that the registry saw last."""
    if said.audit.last == 0:
        return True
    entry = session.get(Revision, said.audit.last)
    return entry is not None and entry.digest == said.audit.head


def _noted(practice: Practice | None) -> dict[str, Any]:
    found = practice.chosen.get(RESTORED) if practice else None
    return dict(found) if isinstance(found, dict) else {}


def _shown(iso: str) -> str:
    return ".".join(reversed(iso[:10].split("-")))
