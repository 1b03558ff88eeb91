"""What can be done inside one write: rows together with the revisions that prove them."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar, get_args
from uuid import uuid4

from pydantic import ValidationError
from sqlalchemy import JSON, inspect
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, SQLModel, col, select, update

from iago_desktop.signing import chain
from iago_desktop.store import bodies
from iago_desktop.store.bodies import Entity
from iago_desktop.tables import (
    Bundle,
    Consent,
    Definition,
    Draft,
    Elsewhere,
    Identity,
    InfusionDate,
    Joined,
    OtherDesk,
    Patient,
    Practice,
    Quarantined,
    Question,
    Record,
    Revision,
    SiteKey,
    Stopped,
    Treatment,
    TrustFile,
    Unjoined,
    User,
)

Aside = (
    Identity
    | InfusionDate
    | Draft
    | SiteKey
    | TrustFile
    | Bundle
    | Practice
    | Definition
    | Stopped
    | OtherDesk
    | Joined
    | Unjoined
    | Quarantined
    | Elsewhere
)
_ASIDE = get_args(Aside)
_Row = TypeVar("_Row", bound=SQLModel)
_SALT = 16
_NONCE = 16
_MANY = 500  # values in one statement: SQLite has a limit

OUTSIDE = frozenset(
    {
        "save_draft",
        "start_draft",
        "discard_draft",
        "bring_back_draft",
        "start_correction",
        "unlock_place",
    }
)
"""Intents outside the history by design: drafts, and where the window stood."""


@dataclass(frozen=True)
class Actor:
    """Who is writing: `u1`, and what signs 32 digest bytes with that user's own key."""

    id: str
    sign: Callable[[bytes], bytes]


class Moment(NamedTuple):
    """When a write happens, and what the computer's clock shows where that is something else."""

    at: datetime
    clock: datetime | None = None


class Change(NamedTuple):
    """What a write touched: for the window, which reads it again."""

    kind: str
    id: str
    op: str


class Transaction:
    """Valid inside `with store.write(...)`.  `session` may be read from; rows are written by the methods."""

    def __init__(
        self, session: Session, actor: Actor | None, intent: str, reason: str, when: Moment | None = None
    ) -> None:
        self.session = session
        self.changes: list[Change] = []
        self._actor = actor
        self._intent = intent
        self._reason = reason
        when = when or Moment(datetime.now(UTC))
        self._at = when.at.isoformat(timespec="microseconds")
        self._clock = when.clock.isoformat(timespec="microseconds") if when.clock else None
        self.newest: tuple[int, str] | None = None
        """Number and digest of the last revision appended here; None when there is none."""
        self._head: tuple[int, str] | None = None
        self._details: dict[str, Any] = {}

    def put(
        self,
        entity: Entity,
        op: str = "put",
        private_extra: dict[str, Any] | None = None,
        intent: str = "",
        scope: str = "delete",
    ) -> Revision:
        """Write the row and append the revision that proves it.

        `intent` stands for what follows from the write and was not its purpose, such as `regrade`.
        `op` is `put`, `void` (entered by mistake) or `withdraw` (the patient wishes it gone; `scope` says
        whether the registry erases what it has or only gets no more: `delete`, `stop`).
        `private_extra` joins the part that stays: the identity of a patient, the date of an infusion.
        The row is taken as a whole, so a dictionary changed in place is saved too.  Gives the revision.
        """
        if self._actor is None:
            raise ValueError("put() needs an actor who signs")
        row = self._merge(entity)
        self.session.flush()
        kind = bodies.KINDS[type(entity)]
        latest = self.session.exec(
            select(Revision.revision, Revision.body_digest)
            .where(col(Revision.entity_id) == row.id, col(Revision.site) == "")
            .order_by(col(Revision.revision).desc())
            .limit(1)
        ).first()
        number, before = (latest[0] + 1, latest[1]) if latest else (1, None)
        if (known := self.session.get(Elsewhere, row.id)) and known.rev >= number - 1:
            number, before = known.rev + 1, known.body_digest
        patient_id = row.id if isinstance(row, Patient) else getattr(row, "patient_id", None)
        body = bodies.body(
            row,
            op=op,
            pid=self._pid(patient_id),
            rev=number,
            prev=before,
            nonce=secrets.token_hex(_NONCE),
            scope=scope,
        )
        intent = intent or self._intent
        private = self._private(intent, stays(row) | (private_extra or {}))
        revision = self._append(
            bodies.Heading(kind, row.id, number, op), patient_id, intent=intent, body=body, private=private
        )
        self.changes.append(Change(kind, row.id, op))
        return revision

    def note(self, **details: Any) -> None:
        """What the entry of this write says besides: in the part that stays.  Before the first put()."""
        if self.newest is not None:
            raise RuntimeError("the entry is written already")
        self._details |= details

    def close_entry(self) -> None:
        """The store's: before the commit.  What touched only rows without a history is an entry all the same.

        One revision of kind `act` stands for it: its line in the audit leaves, its content does not.  So
        every write has exactly one entry, and no service can forget it; see OUTSIDE for what has none.
        """
        touched = bool(self.changes or self._details)
        if self._actor is None or self.newest is not None or not touched or self._intent in OUTSIDE:
            return
        heading = bodies.Heading(bodies.ACT, uuid4().hex, 1, "put")
        self._append(
            heading,
            None,
            intent=self._intent,
            body=bodies.act(heading.entity_id, secrets.token_hex(_NONCE)),
            private=self._private(self._intent, {}),
        )

    def put_aside(self, row: Aside | Question) -> None:
        """Write a row that has no history of its own and never leaves; a question, until it is answered.

        What names a person belongs into the patient's revision as well: see `private_extra` of put().
        """
        is_open = isinstance(row, Question) and row.verdict is None
        if not is_open and not isinstance(row, _ASIDE):
            raise TypeError("put() is for rows with a history")
        self._merge(row)
        self._note(row, "put")

    def drop_aside(self, row: Aside) -> None:
        """Remove such a row: a draft that became a record or is not wanted."""
        if not isinstance(row, _ASIDE):
            raise TypeError("a row with a history is never removed")
        present = self.session.get(type(row), row.id)
        if present is not None:
            self.session.delete(present)
            self._note(row, "drop")

    def append_revision(self, revision: Revision) -> None:
        """At a registry: a revision as it came, under the next number of arrival."""
        n, _ = self._next()
        revision.seq = n
        self.session.add(revision)
        self.session.flush()
        self.newest = self._head = n, revision.digest
        self.changes.append(Change(revision.kind, revision.entity_id, revision.op))

    def put_row(self, row: SQLModel) -> None:
        """At a registry: the row that an appended revision describes."""
        self._merge(row)
        self._note(row, "put")

    def drop_row(self, row: SQLModel) -> None:
        """At a registry the row of a patient who withdrew (the digests of its revisions stay), at a desk a
        bundle that the registry never takes."""
        self.session.delete(row)
        self._note(row, "drop")

    def mark_left(self, numbers: list[int], bundle: int) -> None:
        """Note with which bundle revisions left; each is told once."""
        for start in range(0, len(numbers), _MANY):
            some = numbers[start : start + _MANY]
            self.session.exec(update(Revision).where(col(Revision.seq).in_(some)).values(bundle=bundle))

    def _merge(self, row: _Row) -> _Row:
        """Check the row by its types, which table models do not do by themselves, and put it in place."""
        try:
            # A warning of the serializer would repeat the content.
            checked = type(row).model_validate(row.model_dump(warnings=False))
        except ValidationError as error:
            wrong = ", ".join(".".join(map(str, problem["loc"])) for problem in error.errors())
            raise TypeError(f"{type(row).__name__}: {wrong}") from None
        merged = self.session.merge(checked)
        # A dictionary of a row that this session loaded may have been changed in place: equal, yet not saved.
        for column in inspect(type(row)).columns:
            if isinstance(column.type, JSON):
                flag_modified(merged, column.key)
        return merged

    def _note(self, row: SQLModel, op: str) -> None:
        self.session.flush()
        self.changes.append(Change(type(row).__name__.lower(), str(getattr(row, "id", "")), op))

    def _pid(self, patient_id: str | None) -> str | None:
        if patient_id is None:
            return None
        patient = self.session.get(Patient, patient_id)
        if patient is None:
            raise ValueError("the patient's row comes first")
        return patient.pid

    def _append(
        self, heading: bodies.Heading, patient_id: str | None, *, intent: str, body: bytes, private: bytes
    ) -> Revision:
        if self._actor is None:
            raise ValueError("a revision needs an actor who signs")
        salt = secrets.token_bytes(_SALT)
        n, previous = self._next()
        body_digest, private_digest = chain.body_digest(body), chain.private_digest(salt, private)
        digest = chain.entry_digest(n, previous, body_digest, private_digest)
        revision = Revision(
            seq=n,
            **heading._asdict(),
            patient_id=patient_id,
            body=body,
            private=private,
            salt=salt,
            at=self._at,
            actor=self._actor.id,
            intent=intent,
            previous=previous,
            body_digest=body_digest,
            private_digest=private_digest,
            digest=digest,
            signature=self._actor.sign(bytes.fromhex(digest)),
        )
        self.session.add(revision)
        self.session.flush()
        self.newest = self._head = n, digest
        return revision

    def _private(self, intent: str, more: dict[str, Any]) -> bytes:
        document: dict[str, Any] = {
            "actor": self._actor.id if self._actor else "",
            "at": self._at,
            "intent": intent,
            "reason": self._reason,
        }
        if self._clock:
            document["clock"] = self._clock
        if self._details:
            document["details"], self._details = self._details, {}
        return json.dumps(document | more, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def _next(self) -> tuple[int, str]:
        if self._head is None:
            newest = self.session.exec(
                select(Revision.seq, Revision.digest).order_by(col(Revision.seq).desc()).limit(1)
            ).first()
            self._head = (newest[0], newest[1]) if newest else (0, chain.GENESIS)
        return self._head[0] + 1, self._head[1]


def stays(row: Entity) -> dict[str, Any]:
    """What the private part of a revision says of the row itself."""
    match row:
        case Treatment() | Record() | Consent() | Question():
            return {"stays": row.private}
        case User():
            return {"stays": {"name": row.name, "rights": row.rights}}
        case _:
            return {}
