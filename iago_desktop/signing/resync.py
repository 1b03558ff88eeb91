"""receipt.json of state `resync`: where a site that was restored from a backup goes on.

A restored practice does not know what it sent after the backup.  The registry does: its newest bundle, and
every revision that came since bundle `since`, by number and digest alone.
"""

from typing import Annotated, Literal

from pydantic import Field

from iago_desktop.signing.documents import Digest, Document, Id, Number, Positive
from iago_desktop.signing.receipt import Code, Countersigned, EntityId, Seconds

MAX_REVISIONS = 4000
"""Of one file, which is at most 1 MiB; the newest, and `since` says how far back they reach."""

Op = Literal["put", "void", "withdraw"]
Pid = Annotated[str, Field(pattern="^[A-Z0-9]{1,8}(-[A-Z0-9]{1,8}){0,4}$")]


class Held(Document):
    """One revision that the registry holds."""

    body: Digest
    bundle: Positive
    form: Code | None
    kind: Code
    op: Op
    pid: Pid
    rev: Positive
    rid: EntityId


class Resync(Document):
    """`seq` and `set` name the newest bundle (0 and zeros: none came), `audit` its last entry.

    The container that carries it has the number of the bundle with which the site goes on.
    """

    format: Literal["iago-receipt/1"] = "iago-receipt/1"
    state: Literal["resync"] = "resync"
    registry: Id
    site: Id
    seq: Number
    set: Digest
    written_at: Seconds
    audit: Countersigned
    since: Positive
    revisions: tuple[Held, ...] = Field(max_length=MAX_REVISIONS)
