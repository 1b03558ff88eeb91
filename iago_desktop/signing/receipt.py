"""receipt.json: what a registry says about one bundle of one site.

Every line of the bundle that `findings` does not name was accepted as it stands.  How a receipt is made is
decided by the registry, what it changes at the desk by the desk; both read it here.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from iago_desktop.signing import canonical_json
from iago_desktop.signing.documents import Digest, Document, Id, Number

MAX_FINDINGS = 2000
"""A receipt is at most 1 MiB; `findings_total` counts those beyond."""

Code = Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$", max_length=64)]
EntityId = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
Seconds = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]


class Countersigned(Document):
    """The site's audit as far as the registry has seen it: number and digest of its newest entry."""

    last: Number
    head: Digest


class Finding(Document):
    """One line that the registry took and asks about; `code` names the sentence."""

    rid: EntityId
    rev: Number = Field(ge=1)
    result: Literal["query"] = "query"
    code: Code
    detail: str = Field(max_length=200)  # a field id, or what the registry computed


class Receipt(Document):
    """`set` is the set digest of the bundle answered, `seq` its number."""

    format: Literal["iago-receipt/1"] = "iago-receipt/1"
    registry: Id
    site: Id
    seq: Number = Field(ge=1)
    set: Digest
    state: Literal["accepted"] = "accepted"
    received_at: Seconds
    records: Number
    accepted: Number
    findings: tuple[Finding, ...] = Field(max_length=MAX_FINDINGS)
    findings_total: Number
    audit: Countersigned
    withdrawn: tuple[EntityId, ...] = Field(max_length=MAX_FINDINGS)  # content erased on the patient's wish
    cut: Number | None = None  # the site was restored: its audit goes on otherwise after this number

    def to_bytes(self) -> bytes:
        """Without `cut` where there is none, as it was written before there were any."""
        document = self.model_dump(mode="json", by_alias=True)
        if self.cut is None:
            del document["cut"]
        return canonical_json.dumps(document)

    @staticmethod
    def time(moment: datetime) -> str:
        """As `received_at` has it; `moment` in UTC."""
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
