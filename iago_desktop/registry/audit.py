"""A site's audit as it travels: every change at the desk, also of what does not leave, signed by its user.

Only digests are here.  Whether the bundle continues the one before is asked in ingest.py.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from iago_desktop.bundle import Contents
from iago_desktop.errors import BundleError, SignatureError
from iago_desktop.signing import canonical_json, chain
from iago_desktop.signing.documents import Digest

UserId = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,31}$")]


class Entry(BaseModel):
    """One line of audit.ndjson; `key` where it adds a user."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)

    body: Digest
    by: UserId
    digest: Digest
    key: str | None = Field(default=None, max_length=64)
    n: int = Field(ge=1)
    prev: Digest
    private: Digest
    rev: int = Field(ge=1)
    rid: str = Field(pattern="^[0-9a-z_]{1,32}$")
    sig: str = Field(max_length=100)


Index = dict[tuple[str, int], Entry]
"""(entity, revision) -> the entry that vouches for it."""


def entries(contents: Contents) -> tuple[Entry, ...]:
    """The audit of a bundle, whole in itself, or BundleError `audit_broken` with the number of the entry.

    1. every line is an entry and nothing else;
    2. the manifest names the first and last number and the heads before and after;
    3. numbers follow each other, every entry names the digest of the one before;
    4. every digest follows from number, previous, body and private digest.
    """
    found = tuple(map(_entry, contents.lines["audit.ndjson"]))
    said = contents.manifest.audit
    if said is None:
        if found:
            raise BundleError("audit_broken", n=found[0].n, check="range")
        return ()
    if said.last - said.first + 1 != len(found):
        raise BundleError("audit_broken", n=said.first, check="range")
    previous = said.prev_head
    for n, entry in enumerate(found, said.first):
        digest = chain.entry_digest(n, previous, entry.body, entry.private)
        if entry.n != n or entry.prev != previous or entry.digest != digest:
            raise BundleError("audit_broken", n=n, check="digest")
        previous = digest
    if previous != said.head:
        raise BundleError("audit_broken", n=said.last, check="head")
    return found


def _entry(line: Mapping[str, Any]) -> Entry:
    try:
        return Entry.model_validate(line)
    except ValidationError as error:
        n = line.get("n")
        raise BundleError("audit_broken", n=n if isinstance(n, int) else "?", check="form") from error


def check_signatures(
    found: Iterable[Entry], known: Mapping[str, str], *, again: bool = False
) -> dict[str, str]:
    """Users' keys after these entries; SignatureError unless each entry is signed by the user it names.

    A user's key comes with the entry that adds him and never changes, unless the history is told `again` from
    a backup: then who was added after it may be somebody else.  A user who is known signs that entry; the
    very first user signs his own.
    """
    keys = dict(known)
    for entry in found:
        if entry.key is not None:
            is_same = keys.get(entry.rid, entry.key) == entry.key
            is_vouched = entry.by in keys and (is_same or entry.by != entry.rid)
            if not (is_same or again) or not (is_vouched or not keys):
                raise SignatureError("audit_user_key", n=entry.n, user=entry.rid)
            keys[entry.rid] = entry.key
        if entry.by not in keys:
            raise SignatureError("audit_user_unknown", n=entry.n, user=entry.by)
        _check_signature(entry, keys[entry.by])
    return keys


def _check_signature(entry: Entry, key: str) -> None:
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        public.verify(base64.b64decode(entry.sig, validate=True), bytes.fromhex(entry.digest))
    except (InvalidSignature, binascii.Error, ValueError) as error:
        raise SignatureError("audit_signature", n=entry.n, user=entry.by) from error


def index(found: Iterable[Entry]) -> Index:
    return {(entry.rid, entry.rev): entry for entry in found}


def index_of(archived: bytes) -> Index:
    """Of an audit.ndjson that was verified when it came."""
    return index(map(Entry.model_validate, canonical_json.load_lines(archived)))


def digests(archived: bytes) -> dict[int, str]:
    """number -> digest, of an audit.ndjson that was verified when it came."""
    return {int(line["n"]): str(line["digest"]) for line in canonical_json.load_lines(archived)}
