"""Bundles built by hand from parts, so that each part can be wrong while everything around it is right."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from iago_desktop import bundle
from iago_desktop.signing import canonical_json, encryption, signed_set, strict_zip
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.signing.statement import Statement
from tests.signing.people import Registry, Site, registry, site

AUDIT = b'{"body":"' + b"0" * 64 + b'","by":"u1","n":1}\n'
RECORDS = b'{"data":{"answers":{"route":{"value":"iv"}}},"kind":"record","op":"put","rev":1}\n'
FILES = {"audit.ndjson": AUDIT, "records.ndjson": RECORDS}
CREATED = date(2026, 5, 1)
RANGE = bundle.AuditRange(first=1, last=1, prev_head="0" * 64, head="1" * 64)
PACK = bundle.DefinitionsUsed(id="iago-core", version=1, sha256="2" * 64)


def a_report(files: dict[str, bytes] | None = None, *, seq: int = 1, **changes: Any) -> bundle.Written:
    """What a practice exports."""
    practice, lmu = site(), registry()
    arguments: dict[str, Any] = {
        "sender": practice.id,
        "to": lmu.card.registry,
        "seq": seq,
        "key": practice.key,
        "recipients": lmu.card.recipients,
        "created": CREATED,
        "software": "iago-desktop 0.1.0",
        "certificate": practice.certificate,
        "audit": RANGE,
        "definitions": PACK,
        **changes,
    }
    return bundle.write("report", FILES if files is None else files, **arguments)


def a_receipt(content: dict[str, Any] | None = None, **changes: Any) -> bundle.Written:
    """What the registry answers."""
    lmu, practice = registry(), site()
    arguments: dict[str, Any] = {
        "sender": lmu.card.registry,
        "to": practice.id,
        "seq": 1,
        "key": lmu.receipts,
        "recipients": [practice.recipient],
        "created": CREATED,
        "software": "iago-registry 0.1.0",
        **changes,
    }
    document = {"seq": 1, "status": "accepted"} if content is None else content
    return bundle.write("receipt", {"receipt.json": canonical_json.dumps(document)}, **arguments)


def a_question(**changes: Any) -> bundle.Written:
    """What the registry asks."""
    lmu, practice = registry(), site()
    arguments: dict[str, Any] = {
        "sender": lmu.card.registry,
        "to": practice.id,
        "seq": 1,
        "key": lmu.receipts,
        "recipients": [practice.recipient],
        "created": CREATED,
        "software": "iago-registry 0.1.0",
        **changes,
    }
    return bundle.write("question", {"questions.json": b'{"questions":[],"seq":1}'}, **arguments)


def read_at_registry(data: bytes, *sites: Site) -> bundle.Contents:
    return bundle.read(data, registry().receiver(*(sites or (site(),))))


def read_at_site(data: bytes, practice: Site | None = None) -> bundle.Contents:
    reader = practice or site()
    return bundle.read(data, bundle.Receiver.at_site(reader.id, [reader.secret], registry().card, CREATED))


def same(data: Any) -> Any:
    return data


@dataclass
class Forger:
    """Builds a report like `bundle.write`, with a hook at every step; without hooks the report is good."""

    practice: Site = field(default_factory=site)
    lmu: Registry = field(default_factory=registry)
    manifest: dict[str, Any] = field(default_factory=dict)
    content: dict[str, bytes] = field(default_factory=dict)
    files: Callable[[dict[str, bytes]], dict[str, bytes]] = same
    sums: Callable[[bytes], bytes] = same
    inner: dict[str, Any] = field(default_factory=dict)
    inner_key: SigningKey | None = None
    members: Callable[[list[tuple[str, bytes]]], list[tuple[str, bytes]]] = same
    payload: Callable[[bytes], bytes] = same
    recipients: Sequence[str] | None = None
    seal: Callable[[bytes], bytes] | None = None
    outer: dict[str, Any] = field(default_factory=dict)
    outer_key: SigningKey | None = None
    outer_members: Callable[[list[tuple[str, bytes]]], list[tuple[str, bytes]]] = same

    def make(self) -> bytes:
        files, statement = self._files()
        sums = self.sums(signed_set.sums_of(files))
        inner = Statement(**{**statement, "set": hashlib.sha256(sums).hexdigest(), **self.inner})
        signature = (self.inner_key or self.practice.key).sign(sums, inner.text)
        members = self.members([("SHA256SUMS", sums), ("SHA256SUMS.minisig", signature), *files.items()])
        payload = self.payload(strict_zip.write(members))
        recipients = self.lmu.card.recipients if self.recipients is None else self.recipients
        sealed = self.seal(payload) if self.seal else encryption.encrypt(payload, recipients)
        outer = Statement(**{**statement, "set": inner.set, **self.outer})
        signature = (self.outer_key or self.practice.key).sign(sealed, outer.text)
        parts = [bundle.MIMETYPE, bundle.howto(), sealed, signature]
        return strict_zip.write(self.outer_members(list(zip(bundle.OUTER, parts, strict=True))))

    def _files(self) -> tuple[dict[str, bytes], dict[str, Any]]:
        certificate = self.practice.certificate
        own = {"cert.json": certificate.document, "cert.json.minisig": certificate.signature}
        content = {**FILES, **own, **self.content}
        statement = {"kind": "report", "sender": self.practice.id, "to": self.lmu.card.registry, "seq": 1}
        listed = [
            {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in sorted(content.items())
        ]
        manifest: dict[str, Any] = {
            "format": "iago-bundle/1",
            "kind": "report",
            "from": self.practice.id,
            "to": self.lmu.card.registry,
            "recipients": sorted(map(bundle.recipient_digest, self.lmu.card.recipients)),
            "seq": 1,
            "prev": "0" * 64,
            "created": "2026-05-01",
            "audit": {"first": 1, "last": 1, "prev_head": "0" * 64, "head": "1" * 64},
            "definitions": {"id": "iago-core", "version": 1, "sha256": "2" * 64},
            "software": "iago-desktop 0.1.0",
            "ack": None,
            "recovered": False,
            "files": listed,
            "counts": {name.removesuffix(".ndjson"): content[name].count(b"\n") for name in FILES},
        }
        chosen = {key: value for key, value in {**manifest, **self.manifest}.items() if value != "absent"}
        return self.files({"manifest.json": canonical_json.dumps(chosen), **content}), statement
