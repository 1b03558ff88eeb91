"""Cards, requests, certificates and packs, right and wrong, and what must be said to each."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from iago_desktop.definitions.pack import open_pack
from iago_desktop.signing import signed_set, strict_zip, trust
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.signing.statement import Kind, Statement
from tests.bundle.attacks.attack import STRANGER
from tests.signing import throwaway
from tests.signing.people import TODAY, registry, site

LMU = registry()
SECOND, THIRD = throwaway.signing_key("REG-LMU root 2"), throwaway.signing_key("REG-LMU root 3")
PACK_TOML = b'id = "vectors"\nversion = 3\n\n[title]\nen = "Vectors"\nde = "Vektoren"\n'


@dataclass(frozen=True)
class TrustFile:
    """`after` names the case whose card was pinned before this one; `code` is empty for a good file."""

    name: str
    kind: Kind
    code: str
    why: str
    make: Callable[[], bytes]
    after: str = ""
    today: date = TODAY
    revoked: tuple[int, ...] = ()


def open_trust_file(
    kind: str, data: bytes, card: trust.Card, today: date, previous: trust.Card | None
) -> object:
    """As the program opens it."""
    match kind:
        case "card":
            return trust.open_card(data, previous, today)
        case "request":
            return trust.open_request(data)
        case "cert":
            return trust.open_certificate(data, card, today)
        case _:
            return open_pack(data, card)


def _card(
    *keys: SigningKey, said: dict[str, Any] | None = None, files: Any = None, **changes: Any
) -> Callable[[], bytes]:
    def make() -> bytes:
        card = trust.Card.model_validate({**LMU.card.model_dump(), **changes})
        document = card.to_bytes() if files is None else files(card.to_bytes())
        statement = {"kind": "card", "sender": card.registry, "to": "*", "seq": card.version} | (said or {})
        return signed_set.write_set({"card.json": document}, list(keys) or [LMU.root], *statement.values())

    return make


def _members(
    make: Callable[[], bytes], change: Callable[[list[tuple[str, bytes]]], list[tuple[str, bytes]]]
) -> Callable[[], bytes]:
    return lambda: strict_zip.write(change(list(strict_zip.read(make(), 2**26).items())))


def _request(key: SigningKey, **changes: Any) -> Callable[[], bytes]:
    def make() -> bytes:
        text = {
            "name": "Praxis am Markt",
            "key": site().key.public.to_base64(),
            "recipient": site().recipient,
        }
        request = trust.Request(**{**text, **changes})
        return signed_set.write_set({"request.json": request.to_bytes()}, key, "request", "*", "*", 1)

    return make


def _certificate(
    inner: SigningKey, outer: SigningKey, said: dict[str, Any] | None = None, **changes: Any
) -> Callable[[], bytes]:
    def make() -> bytes:
        document = site().certificate.text.model_copy(update=changes).to_bytes()
        statement = {"kind": "cert", "sender": "REG-LMU", "to": "DE-0042", "seq": 1} | (said or {})
        inside = Statement(**statement, set=hashlib.sha256(document).hexdigest())
        files = {"cert.json": document, "cert.json.minisig": inner.sign(document, inside.text)}
        return signed_set.write_set(files, outer, "cert", "REG-LMU", "DE-0042", 1)

    return make


def _pack(key: SigningKey, seq: int = 3, sender: str = "REG-LMU") -> Callable[[], bytes]:
    return lambda: signed_set.write_set({"pack.toml": PACK_TOML}, key, "pack", sender, "*", seq)


_ROOTS = tuple(key.public.to_base64() for key in (LMU.root, SECOND, THIRD))
_TWO_OF_THREE = {"roots": _ROOTS, "threshold": 2}
_RIGHT = _card()

TRUST_FILES: tuple[TrustFile, ...] = (
    TrustFile("a card", "card", "", "the registry's keys", _RIGHT),
    TrustFile(
        "a card of two roots",
        "card",
        "",
        "two of three roots have to sign",
        _card(LMU.root, SECOND, **_TWO_OF_THREE),
    ),
    TrustFile("a newer card", "card", "", "one version higher", _card(version=2), after="a card"),
    TrustFile(
        "a card with new roots",
        "card",
        "",
        "signed by the old root and the new one",
        _card(SECOND, LMU.root, version=2, roots=_ROOTS[1:2], former_roots=_ROOTS[:1]),
        after="a card",
    ),
    TrustFile("a card by a stranger", "card", "other_key", "anybody can write a card", _card(STRANGER)),
    TrustFile(
        "a card below its threshold",
        "card",
        "card_threshold",
        "two of three have to sign",
        _card(LMU.root, **_TWO_OF_THREE),
    ),
    TrustFile(
        "a card signed twice by one root",
        "card",
        "signed_twice_by_one_key",
        "one root is not two",
        _card(LMU.root, LMU.root, **_TWO_OF_THREE),
    ),
    TrustFile(
        "a card that says otherwise",
        "card",
        "statements_differ",
        "statement and text must agree",
        _card(said={"seq": 9}),
    ),
    TrustFile(
        "a card with a changed text",
        "card",
        "checksums_differ",
        "text changed after signing",
        _members(_RIGHT, lambda m: [*m[:2], (m[2][0], m[2][1].replace(b"IAGO Register", b"IAGO Regster!"))]),
    ),
    TrustFile(
        "a card with another member",
        "card",
        "trust_file_content",
        "what no reader knows, no reader passes on",
        _card(files=lambda text: text.replace(b'"version":1', b'"version":1,"x":1')),
    ),
    TrustFile(
        "a card of two files",
        "card",
        "members_differ",
        "one file, one meaning",
        _members(_RIGHT, lambda m: [*m, ("notes", b"")]),
    ),
    TrustFile(
        "an expired card", "card", "card_expired", "keys are looked after", _RIGHT, today=date(2030, 1, 2)
    ),
    TrustFile(
        "an older card",
        "card",
        "card_version",
        "an old card would bring revoked keys back",
        _RIGHT,
        after="a newer card",
    ),
    TrustFile(
        "a card of the far future",
        "card",
        "card_version",
        "a version that no later one could follow",
        _card(version=1002),
        after="a card",
    ),
    TrustFile(
        "another card of the same version",
        "card",
        "card_version",
        "one version, one card",
        _card(name="Other Register"),
        after="a card",
    ),
    TrustFile(
        "a card of another registry",
        "card",
        "card_of_another_registry",
        "one registry is pinned",
        lambda: registry("REG-OTHER").card_file,
        after="a card",
    ),
    TrustFile(
        "a card of new roots alone",
        "card",
        "card_of_another_registry",
        "who shares no root is somebody else",
        _card(SECOND, version=2, roots=_ROOTS[1:2]),
        after="a card",
    ),
    TrustFile(
        "a card that the old root did not sign",
        "card",
        "card_threshold",
        "the old roots have to agree",
        _card(SECOND, version=2, roots=_ROOTS[1:2], former_roots=_ROOTS[:1]),
        after="a card",
    ),
    TrustFile("a request", "request", "", "a practice asks", lambda: site().request),
    TrustFile(
        "a request by another key",
        "request",
        "other_key",
        "who asks holds the key he asks for",
        _request(STRANGER),
    ),
    TrustFile(
        "a request with a name too long",
        "request",
        "trust_file_content",
        "texts have limits",
        _members(lambda: site().request, lambda m: _resummed(m, b"Praxis am Markt", b"P" * 201, site().key)),
    ),
    TrustFile("a certificate", "cert", "", "the registry answers", lambda: site().certificate_file),
    TrustFile(
        "a certificate of its own making",
        "cert",
        "other_key",
        "a site vouches for itself",
        _certificate(site().key, site().key),
    ),
    TrustFile(
        "a certificate in a foreign cover",
        "cert",
        "other_key",
        "both signatures are the registry's",
        _certificate(LMU.enrolment, STRANGER),
    ),
    TrustFile(
        "a certificate signed by the receipts key",
        "cert",
        "other_key",
        "one role key must not do the work of another",
        _certificate(LMU.receipts, LMU.receipts),
    ),
    TrustFile(
        "a certificate for somebody else",
        "cert",
        "statements_differ",
        "cover and text must agree",
        _certificate(LMU.enrolment, LMU.enrolment, said={"to": "DE-0043"}, site="DE-0043"),
    ),
    TrustFile(
        "a certificate with another statement",
        "cert",
        "certificate_wrong",
        "statement and text must agree",
        _certificate(LMU.enrolment, LMU.enrolment, said={"seq": 5}),
    ),
    TrustFile(
        "a certificate that ran out",
        "cert",
        "certificate_expired",
        "keys are renewed",
        lambda: site().certificate_file,
        today=date(2028, 1, 2),
    ),
    TrustFile(
        "a certificate taken back",
        "cert",
        "certificate_revoked",
        "a stolen key that was reported",
        lambda: site().certificate_file,
        revoked=(1,),
    ),
    TrustFile(
        "a pack by a stranger",
        "pack",
        "pack_of_another_registry",
        "forms come from the registry alone",
        _pack(STRANGER),
    ),
    TrustFile(
        "a pack by the enrolment key",
        "pack",
        "pack_of_another_registry",
        "one role key must not do the work of another",
        _pack(LMU.enrolment),
    ),
    TrustFile("a card as a certificate", "cert", "unexpected_kind", "kinds must not be confused", _RIGHT),
    TrustFile(
        "a request as a card", "card", "unexpected_kind", "kinds must not be confused", lambda: site().request
    ),
    TrustFile(
        "a certificate as a request",
        "request",
        "unexpected_kind",
        "kinds must not be confused",
        lambda: site().certificate_file,
    ),
    TrustFile("a card as a pack", "pack", "unexpected_kind", "kinds must not be confused", _RIGHT),
)


def _resummed(
    members: list[tuple[str, bytes]], old: bytes, new: bytes, key: SigningKey
) -> list[tuple[str, bytes]]:
    """Another text, summed and signed as if it were right."""
    name, text = members[2]
    return list(
        strict_zip.read(
            signed_set.write_set({name: text.replace(old, new)}, key, "request", "*", "*", 1), 2**26
        ).items()
    )
