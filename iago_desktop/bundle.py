"""The exchange format `.iago`: a signed set, sealed for its receivers, signed again on the outside.

Generic over what the lines say: which records may leave is decided by the writer's service, and whether they
fit the chain, the forms and the database by the registry's ingest.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Self

from iago_desktop.errors import BundleError, SignatureError
from iago_desktop.paths import resource
from iago_desktop.signing import canonical_json, encryption, signed_set, strict_zip, trust
from iago_desktop.signing.manifest import (
    Ack,
    AuditRange,
    BundleKind,
    ClockDoubt,
    DefinitionsUsed,
    ListedFile,
    Manifest,
)
from iago_desktop.signing.signatures import SigningKey, VerifyKey, comment_in
from iago_desktop.signing.statement import Statement
from iago_desktop.signing.trust import Card, Certificate

__all__ = [
    "Ack",
    "AuditRange",
    "BundleKind",
    "ClockDoubt",
    "Contents",
    "DefinitionsUsed",
    "Manifest",
    "Receiver",
    "Sender",
    "Written",
    "file_name",
    "howto",
    "question_name",
    "read",
    "receipt_name",
    "recipient_digest",
    "write",
]

MAX_FILE = 64 * 2**20
MAX_ANSWER_FILE = 2**20  # receipts and questions

MEMBERS: dict[str, tuple[str, ...]] = {
    "report": ("audit.ndjson", "records.ndjson"),
    "receipt": ("receipt.json",),
    "question": ("questions.json",),
    "exchange": ("exchange.json", "exchange.ndjson"),
}
CERTIFICATE_MEMBERS = ("cert.json", "cert.json.minisig")
LIMITS = {"report": MAX_FILE, "receipt": MAX_ANSWER_FILE, "question": MAX_ANSWER_FILE, "exchange": MAX_FILE}
OUTER = ("mimetype", "HOWTO-VERIFY.txt", "payload.age", "payload.age.minisig")
MIMETYPE = b"application/vnd.iago.bundle+zip"


@dataclass(frozen=True)
class Written:
    """`file` is stored and re-sent, never rebuilt: the age layer is random."""

    file: bytes
    set_digest: str
    payload: bytes


@dataclass(frozen=True)
class Sender:
    """Somebody whose bundles are taken; he has more than one key during a change of keys."""

    keys: tuple[VerifyKey, ...]
    revoked: bool = False


@dataclass(frozen=True)
class Receiver:
    """Who reads: his id and secrets, what he takes, and whom he knows."""

    id: str
    secrets: tuple[str, ...] = field(repr=False)
    kinds: frozenset[str]
    sender: Callable[[str, str], Sender | None]  # (kind, id)
    registry: str
    today: date
    enrolment_keys: tuple[VerifyKey, ...] = ()
    revoked: frozenset[int] = frozenset()

    @classmethod
    def at_registry(
        cls, card: Card, secrets: Sequence[str], site: Callable[[str], Sender | None], today: date
    ) -> Self:
        """Takes reports of the sites that `site` knows."""
        return cls(
            id=card.registry,
            secrets=tuple(secrets),
            kinds=frozenset({"report"}),
            sender=lambda _kind, sender: site(sender),
            registry=card.registry,
            today=today,
            enrolment_keys=card.enrolment_keys,
            revoked=frozenset(card.revoked),
        )

    @classmethod
    def at_site(cls, site: str, secrets: Sequence[str], card: Card, today: date) -> Self:
        """Takes receipts and questions of the pinned registry, signed with its receipts key."""
        registry = Sender(card.receipts_keys)
        return cls(
            id=site,
            secrets=tuple(secrets),
            kinds=frozenset({"receipt", "question"}),
            sender=lambda _kind, sender: registry if sender == card.registry else None,
            registry=card.registry,
            today=today,
        )

    @property
    def recipient_digests(self) -> frozenset[str]:
        return frozenset(recipient_digest(encryption.recipient_of(secret)) for secret in self.secrets)


@dataclass(frozen=True)
class Contents:
    """A bundle that passed the first fifteen checks: `lines` parsed, `raw_lines` the bytes as signed."""

    statement: Statement
    manifest: Manifest
    files: dict[str, bytes]
    set_digest: str
    lines: dict[str, tuple[dict[str, Any], ...]]
    certificate: Certificate | None

    def raw_lines(self, name: str) -> tuple[bytes, ...]:
        return tuple(self.files[name].split(b"\n")[:-1])

    @property
    def document(self) -> dict[str, Any]:
        """receipt.json, questions.json or exchange.json."""
        (line,) = self.lines[MEMBERS[self.manifest.kind][0]]
        return line


def file_name(site: str, seq: int) -> str:
    return f"IAGO_{site}_{seq:06d}.iago"


def receipt_name(site: str, seq: int) -> str:
    return f"IAGO_{site}_{seq:06d}_receipt.iago"


def question_name(site: str, seq: int) -> str:
    return f"IAGO_{site}_{seq:06d}_question.iago"


def recipient_digest(recipient: str) -> str:
    return hashlib.sha256(recipient.encode("ascii")).hexdigest()


@cache
def howto() -> bytes:
    return resource("trust", "HOWTO-VERIFY.txt").read_bytes()


def write(
    kind: BundleKind,
    files: Mapping[str, bytes],
    *,
    sender: str,
    to: str,
    seq: int,
    key: SigningKey,
    recipients: Sequence[str],
    created: date,
    software: str,
    prev: str = "0" * 64,
    certificate: Certificate | None = None,
    audit: AuditRange | None = None,
    definitions: DefinitionsUsed | None = None,
    ack: Ack | None = None,
    recovered: bool = False,
    clock: ClockDoubt | None = None,
) -> Written:
    """A bundle of `files`; the payload is the same for the same arguments, the age layer never is.

    `audit.ndjson` and `records.ndjson` for a report, `receipt.json` for a receipt.  Content that a reader
    would refuse is refused here, before it can leave: BundleError.
    """
    if set(files) != set(MEMBERS[kind]) or (certificate is not None) != (kind == "report"):
        raise BundleError("members_differ")
    content = {name: files[name] for name in MEMBERS[kind]}
    if certificate is not None:
        content |= {"cert.json": certificate.document, "cert.json.minisig": certificate.signature}
    manifest = Manifest(
        kind=kind,
        sender=sender,
        to=to,
        recipients=tuple(sorted(map(recipient_digest, recipients))),
        seq=seq,
        prev=prev,
        created=created,
        audit=audit,
        definitions=definitions,
        software=software,
        ack=ack,
        recovered=recovered,
        files=_listed(content),
        counts=_counts(_parse_lines(kind, content)),
        clock=clock,
    )
    members = {"manifest.json": manifest.to_bytes(), **content}
    payload = signed_set.write_set(members, key, kind, sender, to, seq)
    if len(payload) > LIMITS[kind] - encryption.MAX_HEADER:
        raise BundleError("too_large", limit_mib=LIMITS[kind] // 2**20)
    sealed = encryption.encrypt(payload, recipients)
    opened = signed_set.unpack(payload, MAX_FILE)
    outer = (MIMETYPE, howto(), sealed, key.sign(sealed, opened.statement.text))
    return Written(strict_zip.write(list(zip(OUTER, outer, strict=True))), opened.digest, payload)


def read(data: bytes, receiver: Receiver) -> Contents:  # noqa: C901 - one step per check, in one place to be read
    """Open a bundle, or raise SignatureError or BundleError.  The order of the checks is the security
    argument: nothing is parsed before it is authenticated.

     1. the file is not larger than 64 MiB;
     2. outer ZIP strict, exactly its four members in their order;
     3. the constant members are the constants of format 1;
     4. the outer signature is well-formed, prehashed, its comment a statement of a kind the receiver takes;
     5. the sender is known and not revoked;
     6. the outer signature is the sender's, over the sealed payload;
     7. the statement is addressed to the receiver;
     8. age: only X25519 stanzas and at most one grease, then decrypted, all or nothing;
     9. inner ZIP strict, within the limit of its kind;
    10. exactly the members of this kind, in their order, signed once;
    11. the inner signature is by the same key and says the same;
    12. SHA256SUMS is the set the statement names, complete and equal;
    13. the manifest is strict JSON of at most 64 KiB, equal to the statement, lists exactly the files, and
        names the receiver's key and as many recipients as the payload was sealed to;
    14. the certificate (reports) is the registry's, for this sender and this key, not revoked, not expired;
    15. every line is one strict JSON object within the limits, as many as the manifest counts.

    Then, by the registry's ingest, which alone knows what it holds:

    16. chain rules: number, previous bundle, audit chain;
    17. schema rules: every line fits its form and version;
    18. one database transaction.
    """
    # 1
    if len(data) > MAX_FILE:
        raise BundleError("too_large", limit_mib=MAX_FILE // 2**20)
    # 2
    outer = strict_zip.read(data, MAX_FILE)
    if tuple(outer) != OUTER:
        raise BundleError("members_differ")
    # 3
    if outer["mimetype"] != MIMETYPE or outer["HOWTO-VERIFY.txt"] != howto():
        raise BundleError("format_unknown")
    # 4
    sealed, signature = outer["payload.age"], outer["payload.age.minisig"]
    statement = Statement.parse(comment_in(signature))
    if statement.kind not in receiver.kinds:
        raise BundleError("unexpected_kind", kind=statement.kind)
    # 5
    sender = receiver.sender(statement.kind, statement.sender)
    if sender is None:
        raise SignatureError("sender_unknown", sender=statement.sender)
    if sender.revoked:
        raise SignatureError("sender_revoked", sender=statement.sender)
    # 6
    key = trust.verify_by_one_of(sender.keys, sealed, signature)
    # 7
    if statement.to != receiver.id:
        raise BundleError("not_addressed_to_me", to=statement.to)
    # 8
    payload = encryption.decrypt(sealed, receiver.secrets)
    # 9
    inner = signed_set.unpack(payload, LIMITS[statement.kind])
    # 10
    content = MEMBERS[statement.kind] + (CERTIFICATE_MEMBERS if statement.kind == "report" else ())
    if tuple(inner.files) != ("manifest.json", *content) or len(inner.signatures) != 1:
        raise BundleError("members_differ")
    # 11, and the set of 12
    inner.verify([key])
    if inner.statement != statement:
        raise SignatureError("statements_differ")
    # 12
    inner.check_sums()
    # 13
    manifest = _manifest(inner.files, statement)
    if not receiver.recipient_digests & set(manifest.recipients):
        raise BundleError("not_addressed_to_me", to=statement.to)
    if len(manifest.recipients) != encryption.sealed_to(sealed):
        raise BundleError("encryption_header")
    # 14
    certificate = _certificate(inner.files, statement, key, receiver) if statement.kind == "report" else None
    # 15
    lines = _parse_lines(statement.kind, inner.files)
    if _counts(lines) != manifest.counts:
        raise BundleError("manifest_differs")
    return Contents(statement, manifest, inner.files, inner.digest, lines, certificate)


def _manifest(files: Mapping[str, bytes], statement: Statement) -> Manifest:
    """Check 13, without the receiver's key."""
    if len(files["manifest.json"]) > canonical_json.MAX_LINE:  # empty lists take twenty times that when read
        raise BundleError("manifest_unreadable")
    try:
        manifest = Manifest.from_bytes(files["manifest.json"])
    except SignatureError as error:
        raise BundleError("manifest_unreadable") from error
    said = (statement.kind, statement.sender, statement.to, statement.seq)
    content = {name: data for name, data in files.items() if name != "manifest.json"}
    if (manifest.kind, manifest.sender, manifest.to, manifest.seq) != said or manifest.files != _listed(
        content
    ):
        raise BundleError("manifest_differs")
    if list(manifest.recipients) != sorted(set(manifest.recipients)):
        raise BundleError("manifest_differs")
    return manifest


def _certificate(
    files: Mapping[str, bytes], statement: Statement, key: VerifyKey, receiver: Receiver
) -> Certificate:
    """Check 14."""
    document, signature = (files[name] for name in CERTIFICATE_MEMBERS)
    certificate = trust.check_certificate(document, signature, receiver.enrolment_keys, receiver.registry)
    if certificate.site != statement.sender or certificate.verify_key != key:
        raise SignatureError("certificate_wrong")
    trust.check_validity(certificate, receiver.revoked, receiver.today)
    return certificate


def _parse_lines(kind: str, files: Mapping[str, bytes]) -> dict[str, tuple[dict[str, Any], ...]]:
    """Check 15.  A .json file is one document without LF; its limit is that of the whole file."""
    return {
        name: canonical_json.load_lines(files[name])
        if name.endswith(".ndjson")
        else (canonical_json.load_object(files[name]),)
        for name in MEMBERS[kind]
    }


def _listed(content: Mapping[str, bytes]) -> tuple[ListedFile, ...]:
    return tuple(
        ListedFile(name=name, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())
        for name, data in sorted(content.items())
    )


def _counts(lines: Mapping[str, Sequence[object]]) -> dict[str, int]:
    return {
        name.removesuffix(".ndjson"): len(found) for name, found in lines.items() if name.endswith(".ndjson")
    }
