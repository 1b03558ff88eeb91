"""A practice in a plain store: its patients, its users' keys, and bundles as the desk makes them or worse."""

import base64
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from iago_desktop import bundle
from iago_desktop.bundle import AuditRange
from iago_desktop.signing import canonical_json, chain, encryption, trust
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.store import bodies, queries
from iago_desktop.store.store import Actor, Store
from iago_desktop.tables import Bundle, Consent, Patient, Record, Revision, Treatment, User

LUNG = {
    "onset": {"value": {"day": 14}},
    "pathogen_class": {"value": ["bacterial"]},
    "ctcae_term": {"value": "lung_infection"},
    "route": {"value": "iv"},
    "invasive": {"value": "no"},
    "hospitalised_for": {"value": "yes"},
    "life_threatening": {"value": "no"},
    "death_due": {"value": "no"},
}
"""A lung infection treated on the ward: CTCAE grade 3."""

Lines = list[dict[str, Any]]
Forge = Callable[[Lines, Lines], None]


@dataclass
class Practice:
    """Writes into its own store; `enrolled` brings what an export needs."""

    store: Store
    key: SigningKey = field(default_factory=SigningKey.generate)
    identity: tuple[str, str] = field(default_factory=encryption.new_identity)
    users: dict[str, Ed25519PrivateKey] = field(default_factory=dict)
    certificate: trust.Certificate | None = None
    card: trust.Card | None = None

    @classmethod
    def at(cls, folder: Path, empty: Path) -> "Practice":
        """`empty` is a database without rows, to be copied: a migration takes longer than most tests."""
        folder.mkdir(parents=True, exist_ok=True)
        practice = cls(Store.open_plain(Path(shutil.copy(empty, folder / "iago.db"))))
        practice.add_user("u1", by="u1")
        return practice

    @property
    def request(self) -> bytes:
        return trust.make_request("Praxis am Markt", self.key, self.identity[1])

    def enrolled(self, certificate: bytes, card: trust.Card) -> "Practice":
        self.card, self.certificate = card, trust.open_certificate(certificate, card)
        return self

    def actor(self, user: str = "u1") -> Actor:
        return Actor(user, self.users[user].sign)

    def add_user(self, user: str, by: str = "u1") -> None:
        self.users[user] = Ed25519PrivateKey.generate()
        public = base64.b64encode(self.users[user].public_key().public_bytes_raw()).decode()
        with self.store.write(self.actor(by), "add_user") as transaction:
            transaction.put(User(id=user, name="Ada Berg", role="physician", verify_key=public))

    def add_patient(self, pid: str = "R-7K3M-Q2XW", *, consent: bool = True) -> str:
        """The id of the treatment."""
        patient = Patient(id=uuid4().hex, pid=pid, sex="f")
        treatment = Treatment(
            id=uuid4().hex,
            patient_id=patient.id,
            product="axi-cel",
            answers={"product": {"value": "axi-cel"}},
        )
        with self.store.write(self.actor(), "add_patient") as transaction:
            transaction.put(patient)
            transaction.put(treatment)
            if consent:
                transaction.put(Consent(id=uuid4().hex, patient_id=patient.id, given=True, note="demo"))
        return treatment.id

    def consent(self, treatment_id: str, *, given: bool = True) -> None:
        with self.store.write(self.actor(), "consent") as transaction:
            treatment = transaction.session.get(Treatment, treatment_id)
            assert treatment
            transaction.put(Consent(id=uuid4().hex, patient_id=treatment.patient_id, given=given))

    def add_record(self, treatment_id: str, *, user: str = "u1", **columns: Any) -> str:
        """A signed infection of grade 3, in two revisions: entered, then signed."""
        wanted: dict[str, Any] = {
            "form": "infection",
            "form_version": 1,
            "grade": 3,
            "grading_system": "CTCAE",
            "grading_version": "5.0",
            "answers": LUNG,
        } | columns
        with self.store.write(self.actor(user), "save_record") as transaction:
            treatment = transaction.session.get(Treatment, treatment_id)
            assert treatment
            record = Record(
                id=uuid4().hex, patient_id=treatment.patient_id, treatment_id=treatment_id, **wanted
            )
            transaction.put(record)
            transaction.put(record.model_copy(update={"status": "signed"}))
        return record.id

    def change(self, record_id: str, op: str = "put", **columns: Any) -> None:
        with self.store.write(self.actor(), "change") as transaction:
            record = transaction.session.get(Record, record_id)
            assert record
            transaction.put(record.model_copy(update=columns), op)

    def export(self, forge: Forge | None = None, **manifest: Any) -> bytes:
        """What waits, as the next bundle.  `forge` may change the lines before they are signed."""
        assert self.card
        assert self.certificate
        with self.store.write(self.actor(), "export") as transaction:
            last = queries.last_bundle(transaction.session)
            revisions = queries.waiting(transaction.session)
            entries = queries.audit_since(transaction.session, last.audit_last if last else 0)
            head = manifest.pop("prev_head", last.audit_head if last else chain.GENESIS)
            audit = [bodies.audit_line(each, bodies.added_key(each)) for each in entries]
            records = [json.loads(each.body or b"") for each in revisions]
            if forge:
                forge(audit, records)
            seq = last.seq + 1 if last else 1
            fields: dict[str, Any] = {
                "sender": self.certificate.site,
                "to": self.card.registry,
                "seq": seq,
                "key": self.key,
                "recipients": self.card.recipients,
                "created": date(2026, 5, 2),
                "software": "test",
                "prev": last.set_digest if last else chain.GENESIS,
                "certificate": self.certificate,
                "audit": _range(audit, head),
            }
            written = bundle.write(
                "report",
                {"audit.ndjson": _ndjson(audit), "records.ndjson": _ndjson(records)},
                **fields | manifest,
            )
            transaction.mark_left([each.seq for each in revisions], seq)
            transaction.put_aside(
                Bundle(
                    seq=seq,
                    set_digest=written.set_digest,
                    previous=fields["prev"],
                    created="2026-05-02",
                    state="sent",
                    audit_last=entries[-1].seq if entries else (last.audit_last if last else 0),
                    audit_head=entries[-1].digest if entries else head,
                )
            )
        return written.file

    def resign(self, audit: Lines, user: str = "u1") -> None:
        """Make a changed audit whole again, signed by somebody who works here."""
        previous = audit[0]["prev"]
        for line in audit:
            digest = chain.entry_digest(line["n"], previous, line["body"], line["private"])
            signature = self.users[user].sign(bytes.fromhex(digest))
            line |= {"prev": previous, "digest": digest, "sig": base64.b64encode(signature).decode()}
            previous = digest

    def resend(self, records: Lines, audit: Lines) -> None:
        """Let the audit vouch for changed records."""
        digests = {
            (each["rid"], each["rev"]): chain.body_digest(canonical_json.dumps(each)) for each in records
        }
        for line in audit:
            line["body"] = digests.get((line["rid"], line["rev"]), line["body"])
        self.resign(audit)


def _range(audit: Sequence[dict[str, Any]], head: str) -> AuditRange | None:
    if not audit:
        return None
    return AuditRange(first=audit[0]["n"], last=audit[-1]["n"], prev_head=head, head=audit[-1]["digest"])


def _ndjson(lines: Sequence[dict[str, Any]]) -> bytes:
    return b"".join(canonical_json.dumps(line) + b"\n" for line in lines)


def revisions(store: Store) -> list[Revision]:
    with store.read() as session:
        return queries.audit_since(session, 0)
