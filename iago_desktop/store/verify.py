"""Whether the history is the one that the users signed."""

import base64
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlmodel import Session, col, select

from iago_desktop.signing import chain
from iago_desktop.store import bodies
from iago_desktop.tables import Revision, User


@dataclass(frozen=True)
class ChainReport:
    """`wrong` is the first revision that does not hold, and `why` the check that it failed."""

    revisions: int
    wrong: int | None = None
    why: str = ""

    @property
    def holds(self) -> bool:
        return self.wrong is None


def verify_chain(session: Session) -> ChainReport:
    """Walk the desk's history from its beginning.  For every revision:

    1. its number follows the one before (`number`);
    2. it names the digest of the one before (`previous`);
    3. content that is still there has the digest noted beside it (`body`, `private`);
    4. its own digest follows from number, previous and both (`digest`);
    5. the user named in it is known, by the line that added him (`user`);
    6. and signed the digest (`signature`).
    """
    keys = {user.id: user.verify_key for user in session.exec(select(User)).all()}
    count, previous = 0, chain.GENESIS
    for revision in session.exec(select(Revision).order_by(col(Revision.seq))).all():
        count += 1
        why = _wrong(revision, count, previous, keys)
        if why:
            return ChainReport(count, revision.seq, why)
        previous = revision.digest
    return ChainReport(count)


def _wrong(revision: Revision, n: int, previous: str, keys: dict[str, str]) -> str:
    digest = chain.entry_digest(n, previous, revision.body_digest, revision.private_digest)
    checks = (
        ("number", revision.seq == n),
        ("previous", revision.previous == previous),
        ("body", _body_holds(revision)),
        ("private", _private_holds(revision)),
        ("digest", revision.digest == digest),
    )
    for why, holds in checks:
        if not holds:
            return why
    # Only now: what a body says can be read when it is known to be the one that was signed.
    added = bodies.added_key(revision)
    if added is not None:
        keys[revision.entity_id] = added
    if revision.actor not in keys:
        return "user"
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(keys[revision.actor]))
    try:
        key.verify(revision.signature, bytes.fromhex(digest))
    except InvalidSignature:
        return "signature"
    return ""


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
