"""manifest.json: the context of a bundle, as its sender signed it.

What it says is held against the statement, the files and the receiver in bundle.py.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from iago_desktop.signing import canonical_json
from iago_desktop.signing.documents import Digest, Document, Id, Number, Positive

MAX_RECIPIENTS = 8

BundleKind = Literal["report", "receipt", "question", "exchange"]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]


class AuditRange(Document):
    """Which audit entries the bundle carries, and the heads before and after them."""

    first: Count
    last: Count
    prev_head: Digest
    head: Digest


class DefinitionsUsed(Document):
    """The definition pack the records were written with."""

    id: str = Field(max_length=64)
    version: Number
    sha256: Digest


class Ack(Document):
    """The newest receipt the sender holds."""

    seq: Number
    set: Digest


class ClockDoubt(Document):
    """What the sender's clock showed while it was in doubt, and the day that a person said it was."""

    shown: date
    said: date | None


class ListedFile(Document):
    name: str = Field(max_length=100)
    bytes: Count
    sha256: Digest


class Manifest(Document):
    """The context of a bundle, as signed by its sender."""

    model_config = ConfigDict(populate_by_name=True)

    format: Literal["iago-bundle/1"] = "iago-bundle/1"
    kind: BundleKind
    sender: Id = Field(alias="from")
    to: Id
    recipients: tuple[Digest, ...] = Field(min_length=1, max_length=MAX_RECIPIENTS)
    seq: Positive
    prev: Digest
    created: date
    audit: AuditRange | None
    definitions: DefinitionsUsed | None
    software: str = Field(max_length=64)
    ack: Ack | None
    recovered: bool
    files: tuple[ListedFile, ...]
    counts: dict[str, Count]
    clock: ClockDoubt | None = None  # in the file only where there was a doubt

    def to_bytes(self) -> bytes:
        document = self.model_dump(mode="json", by_alias=True)
        if self.clock is None:
            del document["clock"]
        return canonical_json.dumps(document)
