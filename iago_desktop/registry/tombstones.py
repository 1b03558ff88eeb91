"""Patients who withdrew: a tombstone each, which beats every line about that pseudonym that comes later.

A tombstone is a row, and a line of a file beside the database: a database that is put back from a copy, or
built again from old bundles, learns from the file what it must not hold.
"""

import hashlib
import json
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from iago_desktop.errors import IagoError
from iago_desktop.registry.home import Home
from iago_desktop.signing.whole_file import file_error, replace_whole
from iago_desktop.store import arrivals
from iago_desktop.store.arrivals import Held
from iago_desktop.store.store import Store
from iago_desktop.store.transaction import Transaction
from iago_desktop.tables import Patient, Tombstone

FILE = "withdrawn.ndjson"
DELETE = "delete"


def name_of(site: str, pid: str) -> str:
    """Not the pseudonym itself: what was erased is not listed in the open."""
    return f"{site}/{hashlib.sha256(pid.encode()).hexdigest()}"


def over(session: Session, site: str, pid: str) -> Tombstone | None:
    return session.get(Tombstone, name_of(site, pid))


def put(transaction: Transaction, site: str, pid: str, scope: str, today: date) -> None:
    """`delete` is never narrowed again."""
    before = over(transaction.session, site, pid)
    scope = DELETE if before is not None and before.scope == DELETE else scope
    came = before.came if before is not None else today.isoformat()
    transaction.put_row(Tombstone(id=name_of(site, pid), site=site, scope=scope, came=came))


def erase(transaction: Transaction, patient: Patient) -> list[str]:
    """Every row about the patient and what the revisions said; their ids, the patient first.

    The digests of the revisions stay, so that the history still verifies.
    """
    session = transaction.session
    gone: list[Held] = [
        patient,
        *arrivals.treatments_of(session, patient.id),
        *arrivals.records_of(session, patient.id),
        *arrivals.consents_of(session, patient.id),
        *arrivals.questions_of(session, patient.id),
    ]
    ids = [each.id for each in gone]
    arrivals.blank_patient(session, patient.id)
    for each in gone:
        transaction.drop_row(each)
    return ids


def settle(store: Store, home: Home) -> None:
    """What the file knows and this database does not, because it was put back from a copy."""
    stones = _read(home)
    with store.read() as session:
        new = [stone for stone in stones if _is_new(session, stone)]
    if not new:
        return
    with store.write(None, "settle") as transaction:
        for stone in new:
            transaction.put_row(stone)
            question = select(Patient).where(col(Patient.site) == stone.site)
            for patient in transaction.session.exec(question).all() if stone.scope == DELETE else ():
                if name_of(patient.site, patient.pid) == stone.id:
                    erase(transaction, patient)


def _is_new(session: Session, stone: Tombstone) -> bool:
    known = session.get(Tombstone, stone.id)
    return known is None or known.scope not in (stone.scope, DELETE)


def keep(session: Session, home: Home) -> None:
    """Into the file, before the database commits: one too many in it is a withdrawal that comes again."""
    known = {stone.id: stone for stone in _read(home)}
    rows = {stone.id: stone for stone in session.exec(select(Tombstone)).all()}
    merged = known | rows
    if any(known.get(name) is None or known[name].scope != stone.scope for name, stone in rows.items()):
        replace_whole(_path(home), b"".join(_line(merged[name]) for name in sorted(merged)))


def _line(stone: Tombstone) -> bytes:
    return json.dumps(stone.model_dump(), sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _read(home: Home) -> list[Tombstone]:
    try:
        lines = _path(home).read_bytes().splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise file_error(error) from error
    try:
        return [Tombstone.model_validate(json.loads(line)) for line in lines]
    except ValueError as error:
        raise IagoError("withdrawn_file_unreadable", file=FILE) from error


def _path(home: Home) -> Path:
    return home.path / FILE
