"""The sentence that every signature signs: what this is, from whom, to whom, which number, over which set."""

import re
from dataclasses import dataclass
from typing import Literal, Self, cast

from iago_desktop.errors import SignatureError

Kind = Literal["report", "receipt", "question", "pack", "card", "request", "cert", "exchange"]
ANYBODY = "*"
MAX_NUMBER = 999_999_999

ID_PATTERN = r"[A-Z0-9]+(?:-[A-Z0-9]+)*"
MAX_ID = 32
_STATEMENT = re.compile(
    r"iago/1 (?P<kind>report|receipt|question|pack|card|request|cert|exchange)"
    rf" from=(?P<sender>{ID_PATTERN}|\*) to=(?P<to>{ID_PATTERN}|\*)"
    r" seq=(?P<seq>0|[1-9][0-9]{0,8}) set=(?P<set>[0-9a-f]{64})",
    re.ASCII,
)


def is_id(text: str) -> bool:
    """Whether `text` can name a registry or a site: DE-0042, REG-LMU."""
    return len(text) <= MAX_ID and re.fullmatch(ID_PATTERN, text, re.ASCII) is not None


@dataclass(frozen=True)
class Statement:
    """`set` is the SHA-256 of SHA256SUMS; in cert.json.minisig, of cert.json."""

    kind: Kind
    sender: str
    to: str
    seq: int
    set: str

    @classmethod
    def parse(cls, comment: str) -> Self:
        found = _STATEMENT.fullmatch(comment)
        if not found or len(found["sender"]) > MAX_ID or len(found["to"]) > MAX_ID:
            raise SignatureError("statement_unreadable")
        return cls(cast("Kind", found["kind"]), found["sender"], found["to"], int(found["seq"]), found["set"])

    @property
    def text(self) -> str:
        text = f"iago/1 {self.kind} from={self.sender} to={self.to} seq={self.seq} set={self.set}"
        if Statement.parse(text) != self:
            raise SignatureError("statement_unreadable")
        return text
