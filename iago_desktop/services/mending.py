"""Rows that cannot be read, or do not say what their history says: set apart, and restored from the history.

A row that cannot be read is taken out at once, because a single one would stop every list it is in; what
could be read of it is kept in the entry about it.  If its history holds it is put back as it was.  A row that
can be read but says something else is only marked: whether it is restored is decided by a person.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from iago_desktop.services.desk_rows import set_days
from iago_desktop.services.names import search_text
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import bodies, rebuilt, unreadable
from iago_desktop.store.agreement import Difference
from iago_desktop.store.transaction import Transaction
from iago_desktop.store.unreadable import Unreadable
from iago_desktop.tables import Draft, Identity, InfusionDate, Quarantined, Record, Revision, User

_TABLES = {name: table for table, name in bodies.KINDS.items()}
_ASIDE = {"identity": "patient", "infusion": "treatment"}
"""Rows that lie beside one with a history and are told in its revisions."""
_DIFFERENCES = frozenset({"missing", "unknown", "differs"})


@dataclass(frozen=True)
class Mended:
    """How many rows were put back from the history, and how many are set apart now."""

    restored: int = 0
    apart: int = 0


@dataclass(frozen=True)
class Apart:
    """One row that is set apart.  `why`: the column that cannot be read; missing, unknown, differs."""

    id: str
    kind: str
    patient_id: str | None
    why: str
    found: str
    can_be_restored: bool


def mend(workspace: Workspace) -> Mended:
    """What cannot be read is taken out, and put back where the history holds.  Raises StoreError."""
    with workspace.store.read() as session:
        found = unreadable.unreadable(session)
    restored = sum(_mend(workspace, each) for each in found)
    return Mended(restored, len(found) - restored)


def mark(workspace: Workspace, differences: Iterable[Difference]) -> int:
    """Rows that do not follow from their history are marked: they do not leave until they are restored."""
    differences = tuple(differences)
    now = {each.id for each in differences}
    with workspace.store.read() as session:
        marked = session.exec(select(Quarantined)).all()
        known = {each.id for each in marked}
        new = [each for each in differences if each.id not in known]
        patients = {each.id: _patient_of(session, each) for each in new}
    # What was corrected since says again what its history says.
    gone = [each for each in marked if each.why in _DIFFERENCES and each.id not in now]
    if new or gone:
        with workspace.write("quarantine_row") as transaction:
            transaction.note(
                rows=[[each.kind, each.id, each.why] for each in new], right_again=[each.id for each in gone]
            )
            for each in gone:
                transaction.drop_aside(each)
            for row_id, found in {each.id: each for each in new}.items():
                transaction.put_aside(
                    Quarantined(
                        id=row_id,
                        kind=_ASIDE.get(found.kind, found.kind),
                        patient_id=patients[row_id],
                        why=found.why,
                        found=workspace.today().isoformat(),
                    )
                )
    return len(new)


def apart(workspace: Workspace, patient_id: str | None = None) -> tuple[Apart, ...]:
    """What is set apart, of one patient or of all."""
    with workspace.store.read() as session:
        question = select(Quarantined).order_by(col(Quarantined.found), col(Quarantined.id))
        if patient_id is not None:
            question = question.where(col(Quarantined.patient_id) == patient_id)
        return tuple(
            Apart(
                each.id,
                each.kind,
                each.patient_id,
                each.why,
                each.found,
                _source(session, each.id) is not None,
            )
            for each in session.exec(question)
        )


def restore(workspace: Workspace, only: Collection[str] = ()) -> int:
    """Everything that is set apart, and whose history holds, as it was; each by an entry.  How many.

    `only` for some reasons.
    """
    done = 0
    for each in apart(workspace):
        if not each.can_be_restored or (only and each.why not in only):
            continue
        with workspace.write("restore_row") as transaction:
            _put_back(workspace, transaction, each.id, {"why": each.why})
        done += 1
    return done


def _mend(workspace: Workspace, found: Unreadable) -> bool:
    with workspace.store.read() as session:
        can = found.table != "draft" and _source(session, found.id) is not None
    if can:
        with workspace.write("restore_row") as transaction:
            _put_back(workspace, transaction, found.id, _taken_out(transaction, found))
        return True
    with workspace.write("quarantine_row") as transaction:
        transaction.note(**_taken_out(transaction, found))
        transaction.put_aside(
            Quarantined(
                id=found.id,
                kind=found.kind,
                patient_id=found.patient_id,
                why=found.why,
                found=workspace.today().isoformat(),
            )
        )
    return False


def _taken_out(transaction: Transaction, found: Unreadable) -> dict[str, Any]:
    kept = unreadable.take_out(transaction, found.table, found.id)
    return {"kind": found.kind, "rid": found.id, "why": found.why, "kept": kept}


def _source(session: Session, row_id: str) -> Revision | None:
    """The revision from which the row can be made again, if there is one and it holds."""
    newest = rebuilt.newest(session, row_id)
    if newest is None:
        return None
    signer = session.get(User, newest.actor)
    if not rebuilt.holds(newest, signer.verify_key if signer else None):
        return None
    return newest if rebuilt.rebuilt(newest) is not None else None


def _put_back(workspace: Workspace, transaction: Transaction, row_id: str, details: dict[str, Any]) -> None:
    session = transaction.session
    newest = _source(session, row_id)
    row = rebuilt.rebuilt(newest) if newest else None
    if newest is None or row is None:
        raise ValueError("nothing holds from which it could be restored")
    before = session.get(_TABLES[newest.kind], row_id)
    if before is not None:
        details = {"kept": before.model_dump(mode="json", warnings=False)} | details
    transaction.note(**details)
    if isinstance(row, Record) and workspace.catalogue.has_form(row.form, row.form_version):
        set_days(row, workspace.catalogue.form(row.form, row.form_version))
    beside = rebuilt.beside(session, newest)
    transaction.put(row, op=newest.op, private_extra=beside)
    _put_beside(transaction, row_id, beside)
    marked = session.get(Quarantined, row_id)
    if marked is not None:
        transaction.drop_aside(marked)


def _put_beside(transaction: Transaction, row_id: str, beside: dict[str, Any]) -> None:
    if "infused_on" in beside:
        transaction.put_aside(InfusionDate(id=row_id, infused_on=beside["infused_on"]))
    match beside.get("identity"):
        case {"surname": str(surname), "given_name": str(given_name), **more}:
            told = more.get("born_on")
            born_on = told if isinstance(told, str) else None
            born = date.fromisoformat(born_on).strftime("%d.%m.%Y") if born_on else ""
            search = search_text(surname, given_name, born)
            transaction.put_aside(
                Identity(id=row_id, surname=surname, given_name=given_name, born_on=born_on, search=search)
            )


def _patient_of(session: Session, found: Difference) -> str | None:
    newest = rebuilt.newest(session, found.id)
    if newest is not None:
        return newest.patient_id
    table = Draft if found.kind == "draft" else _TABLES.get(found.kind)
    row = session.get(table, found.id) if table else None
    return getattr(row, "patient_id", None)
