"""What a database knows that an older copy of it does not."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, func, select

from iago_desktop.errors import StoreError
from iago_desktop.signing import chain
from iago_desktop.store import queries
from iago_desktop.store.connection import DriverError, make_engine, said_in_words
from iago_desktop.tables import Bundle, Draft, Identity, InfusionDate, Record, Revision, User


@dataclass(frozen=True)
class Lost:
    """One row that is new or was changed since.  `name` is the patient's, "" where there is none; `day` the
    onset in days after the infusion, `infused_on` the ISO date they are counted from; `who` wrote last."""

    kind: str
    form: str
    name: str
    day: int | None
    infused_on: str | None
    who: str
    at: str
    is_new: bool


@dataclass(frozen=True)
class Since:
    """`shares`: the copy is an earlier state of this very history."""

    n: int
    shares: bool
    lost: tuple[Lost, ...]
    drafts: int
    bundles: tuple[tuple[int, str], ...]  # number and ISO date
    sealed: str | None
    chosen: dict[str, Any]  # of the practice


def since(path: Path, key: bytes, n: int, head: str, last_bundle: int) -> Since:
    """By reading alone.  Raises StoreError where it cannot be read."""
    engine = make_engine(path, key)
    try:
        with said_in_words(writing=False), Session(engine) as session:
            return _since(session, n, head, last_bundle)
    except (DatabaseError, DriverError) as error:
        raise StoreError("database_damaged") from error
    finally:
        engine.dispose()


def _since(session: Session, n: int, head: str, last_bundle: int) -> Since:
    stored = session.exec(select(Revision.digest).where(col(Revision.seq) == n)).first()
    shares = (stored or chain.GENESIS) == (head or chain.GENESIS)
    newest = session.exec(select(func.max(col(Revision.seq)))).one() or 0
    bundles = session.exec(
        select(Bundle.seq, Bundle.created)
        .where(col(Bundle.site) == "", col(Bundle.seq) > last_bundle)
        .order_by(col(Bundle.seq))
    ).all()
    practice = queries.practice(session)
    return Since(
        n=newest,
        shares=shares,
        lost=_lost(session, n) if shares else (),
        drafts=session.exec(select(func.count()).select_from(Draft)).one(),
        bundles=tuple((seq, created) for seq, created in bundles),
        sealed=practice.sealed if practice else None,
        chosen=dict(practice.chosen) if practice else {},
    )


def _lost(session: Session, n: int) -> tuple[Lost, ...]:
    columns = (
        Revision.kind,
        Revision.entity_id,
        Revision.patient_id,
        Revision.revision,
        Revision.actor,
        Revision.at,
    )
    question = select(*columns).where(col(Revision.seq) > n).order_by(col(Revision.seq))  # type: ignore[call-overload]
    newest: dict[str, tuple[str, str | None, bool, str, str]] = {}
    for kind, entity, patient, revision, actor, at in session.exec(question):
        is_new = revision == 1 or newest.get(entity, ("", None, False, "", ""))[2]
        newest[entity] = (kind, patient, is_new, actor, at)
    names = {each.id: f"{each.surname}, {each.given_name}" for each in session.exec(select(Identity))}
    people = {each.id: each.name for each in session.exec(select(User))}
    found = []
    for entity, (kind, patient, is_new, actor, at) in newest.items():
        record = session.get(Record, entity) if kind == "record" else None
        infused = session.get(InfusionDate, record.treatment_id) if record else None
        found.append(
            Lost(
                kind=kind,
                form=record.form if record else "",
                name=names.get(patient or "", ""),
                day=record.onset_from if record else None,
                infused_on=infused.infused_on if infused else None,
                who=people.get(actor, actor),
                at=at,
                is_new=is_new,
            )
        )
    return tuple(found)
