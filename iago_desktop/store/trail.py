"""The audit as people read it: one entry for each write, however many revisions it made."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Text, cast
from sqlmodel import Session, col, func, select

from iago_desktop.tables import Revision


class Trace(NamedTuple):
    """One entry.  `first` and `last` are its numbers in the chain, `kinds` and `ops` what it touched.

    `intent` is that of the write; `patients` are all whom it was about.
    """

    first: int
    last: int
    at: str
    actor: str
    intent: str
    kinds: tuple[str, ...]
    ops: tuple[str, ...]
    patients: tuple[str, ...]
    reason: str
    bundle: int | None


def trail(session: Session, newest_only: int = 0) -> list[Trace]:
    """All entries, newest first; or those that begin among so many of the newest revisions."""
    told: list[Trace] = []
    first = 1
    if newest_only:
        last = session.exec(select(func.max(col(Revision.seq)))).one() or 0
        first = max(1, last - newest_only)
    groups = _grouped(session, first)
    if first > 1:
        next(groups, None)  # its beginning may lie before
    for some in groups:
        head = some[0]
        told.append(
            Trace(
                first=head.seq,
                last=some[-1].seq,
                at=head.at,
                actor=head.actor,
                intent=head.intent,
                kinds=_once(each.kind for each in some),
                ops=_once(each.op for each in some),
                patients=_once(each.patient_id for each in some if each.patient_id),
                reason=head.reason or "",
                bundle=head.bundle if len(some) == 1 else next((e.bundle for e in some if e.bundle), None),
            )
        )
    told.reverse()
    return told


def revisions_between(session: Session, first: int, last: int) -> list[Revision]:
    question = select(Revision).where(col(Revision.seq).between(first, last)).order_by(col(Revision.seq))
    return list(session.exec(question).all())


def _grouped(session: Session, first: int) -> Iterator[list[Any]]:
    """Neighbours by the same person in the same moment: a write has one time for all its revisions."""
    private = cast(col(Revision.private), Text)
    question = (
        select(  # type: ignore[call-overload]
            Revision.seq,
            Revision.kind,
            Revision.patient_id,
            Revision.op,
            Revision.at,
            Revision.actor,
            Revision.intent,
            Revision.bundle,
            func.json_extract(private, "$.reason").label("reason"),
        )
        .where(col(Revision.seq) >= first)
        .order_by(col(Revision.seq))
    )
    together: list[Any] = []
    for each in session.exec(question):
        if together and (each.at, each.actor) != (together[0].at, together[0].actor):
            yield together
            together = []
        together.append(each)
    if together:
        yield together


def _once(some: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(some))
