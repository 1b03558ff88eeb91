"""A registry in memory, made of the real functions: signs cards and certificates, opens bundles, answers."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from iago_desktop import bundle
from iago_desktop.bundle import Contents, Receiver, Sender
from iago_desktop.services import enrolment
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import encryption, trust
from iago_desktop.signing.question import AskedQuestion, Questions, QuestionText
from iago_desktop.signing.receipt import Countersigned, Receipt
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.signing.trust import BUNDLE_FORMAT, Accepted, Card, Roles


@dataclass
class RegistrySimulator:
    id: str = "REG-TEST"
    today: date = date(2026, 11, 20)
    root: SigningKey = field(default_factory=SigningKey.generate)
    enrolment: SigningKey = field(default_factory=SigningKey.generate)
    definitions: SigningKey = field(default_factory=SigningKey.generate)
    receipts: SigningKey = field(default_factory=SigningKey.generate)
    identity: tuple[str, str] = field(default_factory=encryption.new_identity)
    recipients: dict[str, str] = field(default_factory=dict)
    keys: dict[str, Sender] = field(default_factory=dict)
    serial: int = 0

    def card(
        self, version: int = 1, expires: date = date(2030, 1, 1), revoked: tuple[int, ...] = ()
    ) -> bytes:
        roles = Roles(
            enrolment=(self.enrolment.public.to_base64(),),
            receipts=(self.receipts.public.to_base64(),),
            definitions=(self.definitions.public.to_base64(),),
        )
        card = Card(
            registry=self.id,
            name="Test registry",
            version=version,
            expires=expires,
            threshold=1,
            roots=(self.root.public.to_base64(),),
            former_roots=(),
            roles=roles,
            recipients=(self.identity[1],),
            revoked=revoked,
            accept=(Accepted(format=BUNDLE_FORMAT, until=None),),
        )
        return trust.make_card(card, [self.root])

    def certificate(self, request: bytes, site: str = "DE-0042", until: date | None = None) -> bytes:
        self.serial += 1
        data = trust.make_certificate(
            request,
            site,
            self.id,
            self.enrolment,
            serial=self.serial,
            issued=min(self.today, until or self.today),
            valid_until=until,
        )
        asked = trust.open_request(request)
        self.recipients[site] = asked.recipient
        self.keys[site] = Sender((asked.verify_key,))
        return data

    def enrol(self, workspace: Workspace, folder: Path, site: str = "DE-0042") -> None:
        """Card, request, telephone, certificate."""
        card = self.card()
        enrolment.pin_card(workspace, card, enrolment.read_card(card).groups[-1])
        request = enrolment.write_request(workspace, folder).path.read_bytes()
        enrolment.import_certificate(workspace, self.certificate(request, site))

    def read(self, data: bytes) -> Contents:
        card = trust.open_card(self.card())
        return bundle.read(data, Receiver.at_registry(card, [self.identity[0]], self.keys.get, self.today))

    def receipt(
        self,
        contents: Contents,
        *,
        seq: int | None = None,
        set_digest: str | None = None,
        key: SigningKey | None = None,
        withdrawn: tuple[str, ...] = (),
        at: datetime | None = None,
    ) -> bytes:
        """The answer to a bundle, `at` a time; other values make one that does not fit."""
        manifest = contents.manifest
        records = manifest.counts["records"]
        answer = Receipt(
            registry=self.id,
            site=manifest.sender,
            seq=seq or manifest.seq,
            set=set_digest or contents.set_digest,
            received_at=Receipt.time(at or datetime.now(UTC)),
            records=records,
            accepted=records,
            findings=(),
            findings_total=0,
            audit=Countersigned(
                last=manifest.audit.last if manifest.audit else 0,
                head=manifest.audit.head if manifest.audit else "0" * 64,
            ),
            withdrawn=withdrawn,
        )
        return bundle.write(
            "receipt",
            {"receipt.json": answer.to_bytes()},
            sender=self.id,
            to=manifest.sender,
            seq=seq or manifest.seq,
            key=key or self.receipts,
            recipients=[self.recipients[manifest.sender]],
            created=self.today,
            software="simulator",
        ).file

    def ask(
        self,
        record: str,
        field: str,
        text: str = "IgG on {day:77} is high. Check value and unit.",
        *,
        qid: str = "7f3a" + "0" * 28,
        rev: int = 2,
        seq: int = 1,
        site: str = "DE-0042",
        key: SigningKey | None = None,
    ) -> bytes:
        """One question about one field of a record."""
        asked = AskedQuestion(
            qid=qid,
            rid=record,
            rev=rev,
            field=field,
            text=QuestionText(en=text, de=text.replace("Check", "Prüfen:")),
            asked=self.today,
        )
        sheet = Questions(registry=self.id, site=site, seq=seq, questions=(asked,))
        return bundle.write(
            "question",
            {"questions.json": sheet.to_bytes()},
            sender=self.id,
            to=site,
            seq=seq,
            key=key or self.receipts,
            recipients=[self.recipients[site]],
            created=self.today,
            software="simulator",
        ).file
