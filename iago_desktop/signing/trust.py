"""Who may sign what: the registry's key card, a practice's request, and the certificate that answers it.

Two numbers of 30 digits, never mixed: `root_fingerprint` of the registry's card, which the practice compares
with its letter, and `request_fingerprint`, which the clerk types from the telephone.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from iago_desktop.errors import BundleError, SignatureError
from iago_desktop.signing import canonical_json, signed_set, strict_zip
from iago_desktop.signing.documents import (
    BUNDLE_FORMAT,
    Accepted,
    Card,
    CertificateText,
    Request,
    Roles,
    keys_of,
)
from iago_desktop.signing.signatures import SigningKey, VerifyKey, comment_in, key_id_in
from iago_desktop.signing.statement import ANYBODY, Kind, Statement

__all__ = [
    "BUNDLE_FORMAT",
    "Accepted",
    "Card",
    "Certificate",
    "CertificateText",
    "Request",
    "Roles",
    "Statement",
    "check_certificate",
    "check_validity",
    "fingerprint",
    "make_card",
    "make_certificate",
    "make_request",
    "open_any",
    "open_card",
    "open_certificate",
    "open_request",
    "request_fingerprint",
    "root_fingerprint",
    "same_fingerprint",
    "verify_by_one_of",
]

MAX_TRUST_FILE = 1024 * 1024
MAX_VERSION_STEP = 1000
CERTIFICATE_YEARS = 2


@dataclass(frozen=True)
class Certificate:
    """A verified certificate, with the two files that travel in every bundle of the site."""

    text: CertificateText
    document: bytes  # cert.json
    signature: bytes  # cert.json.minisig

    @property
    def site(self) -> str:
        return self.text.site

    @property
    def registry(self) -> str:
        return self.text.registry

    @property
    def verify_key(self) -> VerifyKey:
        return VerifyKey.from_base64(self.text.key)

    @property
    def recipient(self) -> str:
        return self.text.recipient

    @property
    def serial(self) -> int:
        return self.text.serial

    @property
    def valid_until(self) -> date:
        return self.text.valid_until


def make_card(card: Card, roots: Sequence[SigningKey]) -> bytes:
    """The `.iagocard` file, signed by `roots`: its own, and after a change of roots the old ones too."""
    data = signed_set.write_set(
        {"card.json": card.to_bytes()}, roots, "card", card.registry, ANYBODY, card.version
    )
    open_card(data)
    return data


def open_card(data: bytes, previous: Card | None = None, today: date | None = None) -> Card:
    """The card, or SignatureError.  Whether its roots are the right ones, a person says: `root_fingerprint`.

    1. strict set of kind card with card.json alone;
    2. card.json is strict, and says what the statement says;
    3. every signature is by a root of this card or a former one, and by another key than the others;
    4. as many of its own roots signed as its threshold asks;
    5. checksums hold;
    6. not expired (if `today` is given);
    7. after a `previous` card: same registry, by its id and by a root of the previous card that it knows;
       version not lower, not more than 1000 higher; the same version is the same card; as many of the
       previous roots signed as the previous threshold asks.
    """
    opened = _open(data, "card", ("card.json",))
    card = Card.from_bytes(opened.files["card.json"])
    if (opened.statement.sender, opened.statement.to, opened.statement.seq) != (
        card.registry,
        ANYBODY,
        card.version,
    ):
        raise SignatureError("statements_differ")
    if len(set(card.roots)) != len(card.roots):
        raise SignatureError("trust_file_content", file="card")
    signers = opened.verify([*card.root_keys, *keys_of(card.former_roots)])
    if len(signers & set(card.root_keys)) < card.threshold:
        raise SignatureError("card_threshold", needed=card.threshold)
    opened.check_sums()
    if today is not None and card.expires < today:
        raise SignatureError("card_expired", expires=card.expires.isoformat())
    if previous is not None:
        _check_successor(card, signers, previous)
    return card


def _check_successor(card: Card, signers: frozenset[VerifyKey], previous: Card) -> None:
    # An id is easily the same twice; who shares no root with the pinned card is somebody else.
    known = {*card.roots, *card.former_roots}
    if card.registry != previous.registry or known.isdisjoint(previous.roots):
        raise SignatureError("card_of_another_registry", registry=card.registry, pinned=previous.name)
    if not previous.version <= card.version <= previous.version + MAX_VERSION_STEP:
        raise SignatureError("card_version", version=card.version, previous=previous.version)
    if card.version == previous.version and card != previous:
        raise SignatureError("card_version", version=card.version, previous=previous.version)
    if len(signers & set(previous.root_keys)) < previous.threshold:
        raise SignatureError("card_threshold", needed=previous.threshold)


def make_request(name: str, sign_key: SigningKey, recipient: str) -> bytes:
    """The `request.iagoreq` file."""
    request = Request(name=name, key=sign_key.public.to_base64(), recipient=recipient)
    return signed_set.write_set(
        {"request.json": request.to_bytes()}, sign_key, "request", ANYBODY, ANYBODY, 1
    )


def open_request(data: bytes) -> Request:
    """The request, if it is signed with the key it asks for.  Who sent it, the telephone says."""
    opened = _open(data, "request", ("request.json",))
    request = Request.from_bytes(opened.files["request.json"])
    if (opened.statement.sender, opened.statement.to, opened.statement.seq) != (ANYBODY, ANYBODY, 1):
        raise SignatureError("statements_differ")
    if len(opened.signatures) != 1:
        raise BundleError("members_differ")
    opened.verify([request.verify_key])
    opened.check_sums()
    return request


def make_certificate(
    request: bytes,
    site: str,
    registry: str,
    enrolment_key: SigningKey,
    *,
    serial: int,
    issued: date,
    valid_until: date | None = None,
) -> bytes:
    """The `<site>.iagocert` file that answers the request file; the caller has compared the fingerprint."""
    asked = open_request(request)
    text = CertificateText(
        registry=registry,
        site=site,
        key=asked.key,
        recipient=asked.recipient,
        serial=serial,
        issued=issued,
        valid_until=valid_until or _years_later(issued, CERTIFICATE_YEARS),
        request=hashlib.sha256(request).hexdigest(),
    )
    document = text.to_bytes()
    statement = Statement("cert", registry, site, serial, hashlib.sha256(document).hexdigest())
    files = {"cert.json": document, "cert.json.minisig": enrolment_key.sign(document, statement.text)}
    return signed_set.write_set(files, enrolment_key, "cert", registry, site, serial)


def open_certificate(data: bytes, card: Card, today: date | None = None) -> Certificate:
    """The certificate, issued by this registry, not revoked and (if `today` is given) not expired."""
    opened = _open(data, "cert", ("cert.json", "cert.json.minisig"))
    if len(opened.signatures) != 1:
        raise BundleError("members_differ")
    opened.verify(card.enrolment_keys)
    opened.check_sums()
    document, signature = opened.files["cert.json"], opened.files["cert.json.minisig"]
    certificate = check_certificate(document, signature, card.enrolment_keys, card.registry)
    same = (opened.statement.sender, opened.statement.to, opened.statement.seq)
    if same != (certificate.registry, certificate.site, certificate.serial):
        raise SignatureError("statements_differ")
    check_validity(certificate, frozenset(card.revoked), today)
    return certificate


def check_certificate(
    document: bytes, signature: bytes, enrolment_keys: Sequence[VerifyKey], registry: str
) -> Certificate:
    """cert.json with its own signature, as it stands in every bundle."""
    verify_by_one_of(enrolment_keys, document, signature)
    text = CertificateText.from_bytes(document)
    expected = Statement("cert", text.registry, text.site, text.serial, hashlib.sha256(document).hexdigest())
    if Statement.parse(comment_in(signature)) != expected or text.registry != registry:
        raise SignatureError("certificate_wrong")
    return Certificate(text, document, signature)


def check_validity(certificate: Certificate, revoked: frozenset[int], today: date | None) -> None:
    if certificate.serial in revoked:
        raise SignatureError("certificate_revoked", serial=certificate.serial)
    if today is not None and certificate.valid_until < today:
        raise SignatureError("certificate_expired", valid_until=certificate.valid_until.isoformat())


def root_fingerprint(card: Card) -> str:
    """30 digits over the registry's id, its roots and their threshold: stays while the roots stay."""
    pinned = {"registry": card.registry, "roots": sorted(card.roots), "threshold": card.threshold}
    return fingerprint(b"iago-roots/1\n" + canonical_json.dumps(pinned))


def request_fingerprint(request: bytes) -> str:
    """30 digits over the whole request file."""
    return fingerprint(request)


def fingerprint(data: bytes) -> str:
    """SHA-512 as 30 decimal digits in six groups: 99.6 bit that can be read aloud."""
    digits = f"{int.from_bytes(hashlib.sha512(data).digest()) % 10**30:030d}"
    return " ".join(digits[i : i + 5] for i in range(0, 30, 5))


def same_fingerprint(typed: str, expected: str) -> bool:
    """Compares the digits; spaces and hyphens between the groups are a matter of taste."""
    return typed.replace(" ", "").replace("-", "") == expected.replace(" ", "")


def open_any(data: bytes) -> Kind:
    """What a file says it is, from the statement in its signature, never from its name.  Verifies nothing."""
    members = strict_zip.read(data, limit=64 * 2**20)
    signature = members.get("payload.age.minisig") or members.get(signed_set.signature_name(0))
    if signature is None:
        raise BundleError("not_an_iago_file")
    return Statement.parse(comment_in(signature)).kind


def _open(data: bytes, kind: Kind, names: tuple[str, ...]) -> signed_set.SignedSet:
    opened = signed_set.unpack(data, MAX_TRUST_FILE)
    if opened.statement.kind != kind:
        raise BundleError("unexpected_kind", kind=opened.statement.kind)
    if tuple(opened.files) != names:
        raise BundleError("members_differ")
    return opened


def verify_by_one_of(keys: Sequence[VerifyKey], data: bytes, signature: bytes) -> VerifyKey:
    """The key that signed, found by its id."""
    named = key_id_in(signature)
    for key in keys:
        if key.key_id == named:
            key.verify(data, signature)
            return key
    raise SignatureError("other_key")


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
