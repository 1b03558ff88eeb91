"""One attack: what it is, why somebody would try it, how it is made, and what the reader must say to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import minisign

from iago_desktop import bundle
from iago_desktop.signing.signatures import SigningKey, comment_in
from tests.bundle.forge import CREATED, Forger
from tests.signing import throwaway
from tests.signing.people import TODAY, registry, site

Members = list[tuple[str, bytes]]
Change = Callable[[Members], Members]

STRANGER = throwaway.signing_key("a stranger")
SPARE_SECRET, SPARE = throwaway.identity("a spare registry")


@dataclass(frozen=True)
class Attack:
    """`check` is the number of the check in bundle.read that has to notice; `code` what it says.

    `at` is who reads: the registry REG-LMU, another registry, or the site DE-0042.  `today` and `revoked` are
    what that reader knows besides the file.
    """

    name: str
    check: int
    code: str
    why: str
    make: Callable[[], bytes]
    at: Literal["registry", "another registry", "site"] = "registry"
    today: date = TODAY
    revoked: tuple[int, ...] = ()
    sender_revoked: bool = False

    def receiver(self) -> bundle.Receiver:
        if self.at == "site":
            return bundle.Receiver.at_site("DE-0042", [site().secret], registry().card, CREATED)
        known = {
            each.id: bundle.Sender((each.key.public,), revoked=self.sender_revoked and each is site())
            for each in (site(), site("DE-0043", 2))
        }
        reader = registry() if self.at == "registry" else registry("REG-OTHER")
        card = reader.card.model_copy(update={"revoked": self.revoked})
        return bundle.Receiver.at_registry(card, [reader.secret], known.get, self.today)


def forged(name: str, check: int, code: str, why: str, **changes: Any) -> Attack:
    """A report with one thing wrong; everything around it is right."""
    return Attack(name, check, code, why, Forger(**changes).make)


def with_member(name: str, data: bytes) -> Change:
    return lambda members: [(n, data if n == name else d) for n, d in members]


def changed_member(name: str, change: Callable[[bytes], bytes]) -> Change:
    return lambda members: [(n, change(d) if n == name else d) for n, d in members]


def legacy(key: SigningKey, data: bytes, comment: str) -> bytes:
    """As minisign signed before 0.11 without -H."""
    secret = minisign.SecretKey.from_bytes(key.to_text().encode())
    made = secret.sign(data, prehash=False, untrusted_comment="iago signature", trusted_comment=comment)
    return bytes(made) + b"\n"


def outer_signature(make: Callable[[bytes, str], bytes]) -> Change:
    """`make` signs the sealed payload anew; it is told the statement."""
    return lambda m: [*m[:3], (m[3][0], make(m[2][1], comment_in(m[3][1])))]


def inner_signature(make: Callable[[bytes, str], bytes]) -> Change:
    return lambda m: [m[0], (m[1][0], make(m[0][1], comment_in(m[1][1]))), *m[2:]]
