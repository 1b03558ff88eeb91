"""Sections 7 and 9 of docs/bundle-format.md: reading a bundle in its order, and the files of trust."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.bundle.independent.containers import MIB, Refused, at, read_lines, read_object, read_zip, sha
from tests.bundle.independent.documents import CARD, CERT, CLOCK, MANIFEST, REQUEST, document, exactly
from tests.bundle.independent.seals import (
    SignedSet,
    check_sums,
    decrypt,
    parse_signature,
    parse_statement,
    read_set,
    recipient_of,
    verify,
    verify_set,
)

HOWTO = "03d649dab7f8d1ca403b55b8868fbb802a795b959aa7f706494b77fd9a8a064a"
OUTER = ["mimetype", "HOWTO-VERIFY.txt", "payload.age", "payload.age.minisig"]
FILES = {
    "report": ["audit.ndjson", "records.ndjson", "cert.json", "cert.json.minisig"],
    "receipt": ["receipt.json"],
    "question": ["questions.json"],
    "exchange": ["exchange.json", "exchange.ndjson"],
}
LIMITS = {"report": 64 * MIB, "exchange": 64 * MIB, "receipt": MIB, "question": MIB}


@dataclass(frozen=True)
class Reader:
    """`senders` maps an id to its keys; `enrolment` are the keys of that role of the registry `registry`."""

    id: str
    secrets: list[str]
    kinds: set[str]
    senders: dict[str, list[str]]
    registry: str
    enrolment: list[str]
    today: date
    revoked: frozenset[int] = frozenset()
    revoked_senders: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Read:
    said: dict[str, Any]
    manifest: dict[str, Any]
    files: dict[str, bytes]
    lines: dict[str, list[dict[str, Any]]]


def read(data: bytes, reader: Reader) -> Read:  # noqa: C901 -- one step per check
    """Checks 1 to 15 of section 7; raises Refused with the number of the check."""
    if len(data) > 64 * MIB:
        raise Refused("too_large", 1)
    outer = at(2, lambda: read_zip(data, 64 * MIB))
    if list(outer) != OUTER:
        raise Refused("members_differ", 2)
    if outer["mimetype"] != b"application/vnd.iago.bundle+zip" or sha(outer["HOWTO-VERIFY.txt"]) != HOWTO:
        raise Refused("format_unknown", 3)
    sealed = outer["payload.age"]
    signature = at(4, lambda: parse_signature(outer["payload.age.minisig"]))
    said = at(4, lambda: parse_statement(signature.comment))
    kind, sender = said["kind"], said["sender"]
    if kind not in reader.kinds:
        raise Refused("unexpected_kind", 4)
    if sender not in reader.senders:
        raise Refused("sender_unknown", 5)
    if sender in reader.revoked_senders:
        raise Refused("sender_revoked", 5)
    key = at(6, lambda: verify(reader.senders[sender], sealed, signature))
    if said["to"] != reader.id:
        raise Refused("not_addressed_to_me", 7)
    payload, sealed_to = at(8, lambda: decrypt(sealed, reader.secrets))
    inner = at(9, lambda: read_set(payload, LIMITS[kind]))
    if list(inner.files) != ["manifest.json", *FILES[kind]] or len(inner.signatures) != 1:
        raise Refused("members_differ", 10)
    inside, _ = at(11, lambda: verify_set(inner, [key]))
    if inside != said:
        raise Refused("statements_differ", 11)
    check_sums(inner)
    manifest = at(13, lambda: _manifest(inner.files, said, reader, sealed_to))
    if kind == "report":
        at(14, lambda: _site(inner.files, said, key, reader))
    lines = at(15, lambda: _lines(kind, inner.files))
    counts = {name[:-7]: len(found) for name, found in lines.items() if name.endswith(".ndjson")}
    if counts != manifest["counts"]:
        raise Refused("manifest_differs", 15)
    return Read(said, manifest, inner.files, lines)


def _manifest(
    files: dict[str, bytes], said: dict[str, Any], reader: Reader, sealed_to: int
) -> dict[str, Any]:
    data = files["manifest.json"]
    if len(data) > 64 * 1024:
        raise Refused("manifest_unreadable")
    wanted = MANIFEST | (CLOCK if b'"clock":' in data else {})
    try:
        manifest = document(data, exactly(wanted))
    except Refused as refused:
        raise Refused(
            "manifest_unreadable" if refused.code == "trust_file_content" else refused.code
        ) from None
    listed = [
        {"name": name, "bytes": len(content), "sha256": sha(content)}
        for name, content in sorted(files.items())
        if name != "manifest.json"
    ]
    same = (manifest["kind"], manifest["from"], manifest["to"], manifest["seq"])
    if same != (said["kind"], said["sender"], said["to"], said["seq"]) or manifest["files"] != listed:
        raise Refused("manifest_differs")
    if manifest["recipients"] != sorted(set(manifest["recipients"])):
        raise Refused("manifest_differs")
    if not {sha(recipient_of(secret).encode()) for secret in reader.secrets} & set(manifest["recipients"]):
        raise Refused("not_addressed_to_me")
    if len(manifest["recipients"]) != sealed_to:
        raise Refused("encryption_header")
    return manifest


def _lines(kind: str, files: dict[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    return {
        name: read_lines(files[name]) if name.endswith(".ndjson") else [read_object(files[name])]
        for name in FILES[kind]
        if not name.startswith("cert.json")
    }


def _site(files: dict[str, bytes], said: dict[str, Any], key: str, reader: Reader) -> None:
    found = _certificate(files, reader.enrolment, reader.registry)
    if (found["site"], found["key"]) != (said["sender"], key):
        raise Refused("certificate_wrong")
    _still_valid(found, reader.revoked, reader.today)


def _certificate(files: dict[str, bytes], enrolment: list[str], registry: str) -> dict[str, Any]:
    """cert.json with the signature beside it."""
    data, signature = files["cert.json"], parse_signature(files["cert.json.minisig"])
    verify(enrolment, data, signature)
    found = document(data, CERT)
    wanted = {
        "kind": "cert",
        "sender": found["registry"],
        "to": found["site"],
        "seq": found["serial"],
        "set": sha(data),
    }
    if parse_statement(signature.comment) != wanted or found["registry"] != registry:
        raise Refused("certificate_wrong")
    return found


def _still_valid(found: dict[str, Any], revoked: frozenset[int], today: date) -> None:
    if found["serial"] in revoked:
        raise Refused("certificate_revoked")
    if date.fromisoformat(found["valid_until"]) < today:
        raise Refused("certificate_expired")


def _open(data: bytes, kind: str, names: list[str], limit: int = MIB) -> tuple[SignedSet, dict[str, Any]]:
    found = read_set(data, limit)
    said = parse_statement(parse_signature(found.signatures[0]).comment)
    if said["kind"] != kind:
        raise Refused("unexpected_kind")
    if names and list(found.files) != names:
        raise Refused("members_differ")
    return found, said


def _says(said: dict[str, Any], *wanted: object) -> None:
    if (said["sender"], said["to"], said["seq"]) != wanted:
        raise Refused("statements_differ")


def open_card(
    data: bytes, today: date | None = None, previous: dict[str, Any] | None = None
) -> dict[str, Any]:
    found, said = _open(data, "card", ["card.json"])
    card = document(found.files["card.json"], CARD)
    _says(said, card["registry"], "*", card["version"])
    if len(set(card["roots"])) != len(card["roots"]):
        raise Refused("trust_file_content")
    _, signers = verify_set(found, card["roots"] + card["former_roots"])
    if len(signers & set(card["roots"])) < card["threshold"]:
        raise Refused("card_threshold")
    check_sums(found)
    if today and date.fromisoformat(card["expires"]) < today:
        raise Refused("card_expired")
    if previous:
        roots = set(previous["roots"])
        if card["registry"] != previous["registry"] or not roots & {*card["roots"], *card["former_roots"]}:
            raise Refused("card_of_another_registry")
        if not previous["version"] <= card["version"] <= previous["version"] + 1000:
            raise Refused("card_version")
        if card["version"] == previous["version"] and card != previous:
            raise Refused("card_version")
        if len(signers & roots) < previous["threshold"]:
            raise Refused("card_threshold")
    return card


def open_request(data: bytes) -> dict[str, Any]:
    found, said = _open(data, "request", ["request.json"])
    request = document(found.files["request.json"], REQUEST)
    _says(said, "*", "*", 1)
    verify_set(found, [request["key"]])
    check_sums(found)
    return request


def open_certificate(
    data: bytes, card: dict[str, Any], revoked: frozenset[int], today: date
) -> dict[str, Any]:
    found, said = _open(data, "cert", ["cert.json", "cert.json.minisig"])
    verify_set(found, card["roles"]["enrolment"])
    check_sums(found)
    certificate = _certificate(found.files, card["roles"]["enrolment"], card["registry"])
    _says(said, certificate["registry"], certificate["site"], certificate["serial"])
    _still_valid(certificate, revoked, today)
    return certificate


def open_pack(data: bytes, card: dict[str, Any]) -> SignedSet:
    """As far as the format goes; what is in a pack is another page."""
    found, _ = _open(data, "pack", [], 4 * MIB)
    try:
        verify_set(found, card["roles"]["definitions"])
    except Refused as refused:
        raise Refused("pack_of_another_registry" if refused.code == "other_key" else refused.code) from None
    check_sums(found)
    return found
