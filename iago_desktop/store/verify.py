"""Whether the history is the one that the users signed."""

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlmodel import Session, col, func, select

from iago_desktop.signing import chain
from iago_desktop.store import bodies
from iago_desktop.tables import Revision

Progress = Callable[[int, int], None]
"""Told how many of how many are done; may raise to have it stopped."""
_STEP = 500
LOST, RESCUE = "lost", "rescue"
"""The kind of an entry that only has its place, and the intent of the one that says why."""


@dataclass(frozen=True)
class ChainReport:
    """`wrong` is the first revision that does not hold, and `why` the check that it failed.

    `keys` are the users' keys as the history itself brought them: whoever wrote it anew brought others.
    """

    revisions: int
    wrong: int | None = None
    why: str = ""
    keys: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    cut: tuple[int, ...] = ()
    """Entries that a rescue could not read; a later entry says so under a signature."""
    entries: int = 0
    """How many writes made these revisions."""

    @property
    def holds(self) -> bool:
        return self.wrong is None


def verify_chain(session: Session, progress: Progress | None = None) -> ChainReport:
    """Walk the desk's history from its beginning.  For every revision:

    1. its number follows the one before (`number`);
    2. it names the digest of the one before (`previous`);
    3. content that is still there has the digest noted beside it (`body`, `private`);
    4. the columns say what that content says (`columns`);
    5. its own digest follows from number, previous and both (`digest`);
    6. the user named in it is known, by the line that added him; only the first adds himself (`user`);
    7. and signed the digest (`signature`).

    Of an entry that was lost with a damaged page only the place is there; it counts as cut if an entry of a
    rescue names its number (`cut`).
    """
    keys: dict[str, str] = {}
    count, previous, entries, written = 0, chain.GENESIS, 0, ("", "")
    cut: list[int] = []
    named: set[int] = set()
    for revision in revisions(session, progress):
        count += 1
        entries += written != (revision.at, revision.actor)
        written = revision.at, revision.actor
        if revision.kind == LOST and revision.seq == count and revision.previous == previous:
            cut.append(count)
        elif why := _wrong(revision, count, previous, keys):
            return ChainReport(count, revision.seq, why, keys)
        elif revision.intent == RESCUE and revision.private is not None:
            named.update(json.loads(revision.private).get("details", {}).get("lost", ()))
        previous = revision.digest
    for n in cut:
        if n not in named:
            return ChainReport(count, n, "cut", keys)
    return ChainReport(count, keys=keys, cut=tuple(cut), entries=entries)


def newest(session: Session) -> int:
    """The last number there is; 0 without any."""
    return session.exec(select(func.max(col(Revision.seq)))).one() or 0


def signature_holds(revision: Revision, key: str) -> bool:
    """Of one revision by itself, where it stands."""
    digest = chain.entry_digest(
        revision.seq, revision.previous, revision.body_digest, revision.private_digest
    )
    is_whole = _body_holds(revision) and _private_holds(revision) and revision.digest == digest
    return is_whole and _is_signed(revision, key)


def revisions(session: Session, progress: Progress | None = None) -> Iterator[Revision]:
    """All, oldest first, and none of them kept: a history of fifteen years need not lie in memory at once."""
    total = session.exec(select(func.count()).select_from(Revision)).one() if progress else 0
    question = select(Revision).order_by(col(Revision.seq)).execution_options(yield_per=_STEP)
    for done, revision in enumerate(session.exec(question)):
        if progress and done % _STEP == 0:
            progress(done, total)
        yield revision
        session.expunge(revision)
    if progress:
        progress(total, total)


def _wrong(revision: Revision, n: int, previous: str, keys: dict[str, str]) -> str:
    digest = chain.entry_digest(n, previous, revision.body_digest, revision.private_digest)
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("number", lambda: revision.seq == n),
        ("previous", lambda: revision.previous == previous),
        ("body", lambda: _body_holds(revision)),
        ("private", lambda: _private_holds(revision)),
        ("columns", lambda: _columns_hold(revision)),
        ("digest", lambda: revision.digest == digest),
        ("user", lambda: _is_known(revision, keys)),
        ("signature", lambda: _is_signed(revision, keys[revision.actor])),
    )
    return next((why for why, holds in checks if not holds()), "")


def _body_holds(revision: Revision) -> bool:
    if revision.body is None:
        return True
    # SQLite keeps whatever an edit put there, text as well.
    is_bytes = isinstance(revision.body, bytes)
    return is_bytes and chain.body_digest(revision.body) == revision.body_digest


def _private_holds(revision: Revision) -> bool:
    if revision.private is None:
        return True
    is_bytes = isinstance(revision.private, bytes) and isinstance(revision.salt, bytes)
    return (
        is_bytes and chain.private_digest(revision.salt or b"", revision.private) == revision.private_digest
    )


def _columns_hold(revision: Revision) -> bool:
    """What a list shows is read from the columns; what was signed is the content."""
    try:
        if revision.body is not None:
            said = json.loads(revision.body)
            told = tuple(said[name] for name in ("kind", "rid", "rev", "op"))
            if told != (revision.kind, revision.entity_id, revision.revision, revision.op):
                return False
        if revision.private is not None:
            stays = json.loads(revision.private)
            told = tuple(stays[name] for name in ("actor", "at", "intent"))
            return told == (revision.actor, revision.at, revision.intent)
    except (ValueError, KeyError, TypeError):
        return False
    return True


def _is_known(revision: Revision, keys: dict[str, str]) -> bool:
    # Only now: what a body says can be read when it is known to be the one that was signed.
    try:
        added = bodies.added_key(revision)
    except (ValueError, KeyError, TypeError):
        return False
    if added is not None:
        if keys.get(revision.entity_id, added) != added or not (revision.actor in keys or not keys):
            return False
        keys[revision.entity_id] = added
    return revision.actor in keys


def _is_signed(revision: Revision, key: str) -> bool:
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        public.verify(revision.signature, bytes.fromhex(revision.digest))
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
