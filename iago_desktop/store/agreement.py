"""Whether the tables say what the history says: a row that was edited beside it is found here."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from iago_desktop.errors import IagoError
from iago_desktop.store import bodies
from iago_desktop.store.transaction import stays
from iago_desktop.store.verify import Progress, revisions
from iago_desktop.tables import (
    Identity,
    InfusionDate,
    Patient,
    Question,
    Revision,
    User,
)

_TABLES: dict[str, type[bodies.Entity]] = {name: table for table, name in bodies.KINDS.items()}
_IDENTITY = ("surname", "given_name", "born_on")


@dataclass(frozen=True)
class Difference:
    """`why`: `missing` (the history has it, the table not), `unknown` (the other way), `differs`.

    `kind` is that of the row: patient, record, identity, infusion ...
    """

    kind: str
    id: str
    why: str


@dataclass(repr=False)
class _Told:
    """What the history says last."""

    newest: dict[str, Revision]
    identity: dict[str, dict[str, Any]]
    infused_on: dict[str, str | None]


def differences(session: Session, progress: Progress | None = None) -> Iterator[Difference]:
    """Every row with a history is what its newest revision says, of what leaves and of what stays.

    Names and infusion dates are what their revisions said last.  A blanked revision says nothing.
    """
    told = _told(session, progress)
    seen: set[str] = set()
    # What a lost patient left behind is right all the same: the pseudonym is in the history.
    pids = {**_pseudonyms(told), **{row.id: row.pid for row in _rows(session, Patient)}}
    for kind, table in _TABLES.items():
        for row in _rows(session, table):
            if isinstance(row, Question) and row.verdict is None:
                continue
            seen.add(row.id)
            newest = told.newest.get(row.id)
            if newest is None:
                yield Difference(kind, row.id, "unknown")
            elif not _agrees(row, newest, pids):
                yield Difference(kind, row.id, "differs")
    for id_, newest in told.newest.items():
        if id_ not in seen and newest.op == "put" and newest.body is not None:
            yield Difference(newest.kind, id_, "missing")
    yield from _aside(session, told)


def _told(session: Session, progress: Progress | None) -> _Told:
    told = _Told({}, {}, {})
    for revision in revisions(session, progress):
        if revision.kind == bodies.ACT:
            continue
        told.newest[revision.entity_id] = revision
        if revision.kind not in ("patient", "treatment") or revision.private is None:
            continue
        private = json.loads(revision.private)
        if "identity" in private:
            told.identity[revision.entity_id] = private["identity"]
        if "infused_on" in private:
            told.infused_on[revision.entity_id] = private["infused_on"]
    return told


def _pseudonyms(told: _Told) -> dict[str, str]:
    found = (each for each in told.newest.values() if each.kind == "patient" and each.body is not None)
    return {each.entity_id: json.loads(each.body or b"")["pid"] for each in found}


def _rows(session: Session, table: type[Any]) -> Iterator[Any]:
    for row in session.exec(select(table).order_by(col(table.id)).execution_options(yield_per=500)):
        yield row
        session.expunge(row)


def _agrees(row: bodies.Entity, newest: Revision, pids: dict[str, str]) -> bool:
    if newest.body is None or newest.op == "withdraw":
        return True
    said = json.loads(newest.body)
    patient_id = row.id if isinstance(row, Patient) else getattr(row, "patient_id", None)
    try:
        body = bodies.body(
            row,
            op=newest.op,
            pid=pids.get(patient_id) if patient_id else None,
            rev=newest.revision,
            prev=said["prev"],
            nonce=said["nonce"],
        )
    except (IagoError, ValueError, TypeError, KeyError):
        return False
    if body != newest.body or patient_id != newest.patient_id:
        return False
    if newest.private is None:
        return True
    private = json.loads(newest.private)
    return all(private.get(name) == value for name, value in _told_by(row, private).items())


def _told_by(row: bodies.Entity, private: dict[str, Any]) -> dict[str, Any]:
    """Through JSON, as it was written; what an older program did not note about a user is not asked for."""
    expected: dict[str, Any] = json.loads(json.dumps(stays(row)))
    if isinstance(row, User):
        known = private.get("stays", {})
        expected = {"stays": {name: value for name, value in expected["stays"].items() if name in known}}
    return expected


def _aside(session: Session, told: _Told) -> Iterator[Difference]:
    gone = {id_ for id_, newest in told.newest.items() if newest.op == "withdraw"}
    identities = {
        row.id: {name: getattr(row, name) for name in _IDENTITY} for row in _rows(session, Identity)
    }
    infusions = {row.id: row.infused_on for row in _rows(session, InfusionDate)}
    for kind, known, rows in (
        ("identity", told.identity, identities),
        ("infusion", told.infused_on, infusions),
    ):
        for id_, expected in known.items():
            if id_ in gone:
                continue
            if id_ not in rows:
                yield Difference(kind, id_, "missing")
            elif _named(expected, rows[id_]) != rows[id_]:
                yield Difference(kind, id_, "differs")
        for id_ in rows.keys() - known.keys():
            yield Difference(kind, id_, "unknown")


def _named(expected: Any, row: Any) -> Any:
    """A revision may say less about a person than the table has room for."""
    return {**row, **expected} if isinstance(row, dict) and isinstance(expected, dict) else expected
