"""One practice, one registry, a stick between them, and everything that goes wrong with sticks and backups.

Both sides are real: the desk writes through its services, the registry takes through its counter.  Beside
them runs the rule of the chain in ten lines; after every step the registry has to be what the rule says.
"""

import shutil
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sqlmodel import Session, col, select

from iago_desktop import bundle
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.registry import resync as resyncing
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import Desk
from iago_desktop.registry.keys import Password
from iago_desktop.services import enrolment, exchange, rights, setup
from iago_desktop.services.restore import RESTORED
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store import queries
from iago_desktop.tables import Bundle, Revision
from tests.builders import a_patient, an_infection

TODAY = date.today()  # of the computer, or the desk would doubt its clock
NOW = datetime.now(UTC)
PASSWORD = "quiet river carries seven lamps"
SITE = "DE-0001"


@dataclass(frozen=True)
class Sent:
    """A file that the practice wrote, and its place in the chain as the file itself says."""

    data: bytes
    seq: int
    set: str
    prev: str
    revisions: frozenset[tuple[str, int]]


def no_password() -> str:
    raise AssertionError("open keys need no passphrase")


def prepare(folder: Path, catalogue: Catalogue) -> None:
    """A registry and a practice enrolled with it, closed, to be copied for every history."""
    home = Home.create(
        folder / "registry", name="IAGO Register", registry_id="REG-LMU", new_password=None, today=TODAY
    )
    new = NewPractice(folder / "practice", FLOOR, today=lambda: TODAY)
    groups = new.prepare("Praxis am Park", "Wien", "Ada Berg", "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    workspace = new.create("en", catalogue=catalogue, may=rights.ALL)
    enrolment.pin_card(workspace, home.card_file.read_bytes(), home.fingerprint.split(" ")[-1])
    request = enrolment.write_request(workspace, folder)
    key = home.signing_key("registry", Password(no_password))
    answer = home.enrol(request.path.read_bytes(), request.fingerprint, enrolment_key=key, today=TODAY)
    exchange.import_file(workspace, answer.file)
    setup.close(workspace)


@dataclass
class World:
    """A history in the making, in a folder of its own."""

    folder: Path
    catalogue: Catalogue
    sent: list[Sent] = field(default_factory=list)
    taken: list[Sent] = field(default_factory=list)
    receipts: dict[str, bytes] = field(default_factory=dict)
    backups: int = 0
    patients: list[str] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)
    home: Home = field(init=False)
    registry: Desk = field(init=False)
    practice: Workspace = field(init=False)

    @classmethod
    def copied(cls, prepared: Path, folder: Path, catalogue: Catalogue) -> "World":
        shutil.rmtree(folder, ignore_errors=True)
        for name in ("registry", "practice"):
            shutil.copytree(prepared / name, folder / name)
        (folder / "stick").mkdir()
        world = cls(folder, catalogue)
        world.home = Home.open(folder / "registry")
        password = Password(no_password)
        identity = world.home.identity(password)
        world.registry = Desk(
            world.home,
            world.home.store(),
            catalogue,
            world.home.receiver(identity, TODAY),
            world.home.signing_key("receipts", password),
            now=lambda: NOW,
        )
        world._open()
        return world

    def _open(self) -> None:
        folder = self.folder / "practice"
        self.practice = setup.open_workspace(
            folder, "u1", PASSWORD, "en", today=lambda: TODAY, catalogue=self.catalogue
        )

    def close(self) -> None:
        setup.close(self.practice)
        self.registry.store.close()

    # What people do.

    def work(self, *, infection: bool) -> None:
        """A new patient, or an infection of one who is here."""
        here = [each for each in self.patients if self._has(each)]
        if infection and here:
            an_infection(self.practice, here[-1])
        else:
            self.patients.append(a_patient(self.practice, f"Name{len(self.patients)}"))

    def _has(self, patient: str) -> bool:
        with self.practice.store.read() as session:
            return (
                session.exec(select(Revision.seq).where(col(Revision.entity_id) == patient)).first()
                is not None
            )

    def export(self) -> bool:
        """Whether there is a new file.  What was not exported yet comes first, as at the desk."""
        try:
            written = exchange.export(self.practice, self.folder / "stick")
        except IagoError as error:
            if error.code not in ("nothing_to_export", "resync_needed"):
                raise
            self.states[error.code] += 1
            return False
        data = written.path.read_bytes()
        if all(each.data != data for each in self.sent):
            said = bundle.read(data, self.registry.receiver)
            lines = said.lines["records.ndjson"]
            named = frozenset((str(line["rid"]), int(line["rev"])) for line in lines)
            self.sent.append(Sent(data, said.manifest.seq, said.set_digest, said.manifest.prev, named))
        return True

    def deliver(self, sent: Sent) -> str:
        """Offer a file to the registry, which has to say what the rule says."""
        outcome = self.registry.ingest(sent.data)
        expected = self._expected(sent)
        code = outcome.error.code if outcome.error else ""
        assert outcome.state == expected, (outcome.state, code, expected, sent.seq)
        self.states[outcome.state] += 1
        if outcome.state == "accepted":
            self.taken.append(sent)
            assert outcome.receipt
            self.receipts[sent.set] = outcome.receipt
        if outcome.state == "duplicate":
            assert outcome.receipt == self.receipts[sent.set]
        if outcome.state == "held":
            assert outcome.error
            assert outcome.error.details["missing"] == len(self.taken) + 1
        return outcome.state

    def _expected(self, sent: Sent) -> str:
        """The rule of the chain, written once more."""
        if any(each.set == sent.set for each in self.taken):
            return "duplicate"
        if sent.seq > len(self.taken) + 1:
            return "held"
        head = self.taken[-1].set if self.taken else "0" * 64
        if sent.seq == len(self.taken) + 1 and sent.prev == head:
            return "accepted"
        return "fork"

    def confirm(self, sent: Sent) -> None:
        """The receipt goes back; a practice that was restored may not know what it is about."""
        receipt = self.receipts.get(sent.set)
        if receipt is None:
            return
        try:
            exchange.import_file(self.practice, receipt)
        except IagoError as error:
            assert error.code in ("receipt_unknown_bundle", "receipt_does_not_fit"), error.code  # noqa: PT017
            self.states[error.code] += 1

    def back_up(self) -> None:
        setup.close(self.practice)
        shutil.copytree(self.folder / "practice", self.folder / f"backup-{self.backups}")
        self.backups += 1
        self._open()

    def restore(self, number: int, *, guided: bool) -> None:
        """The folder of that day takes the place of today's; by the program, which notes it, or by hand."""
        setup.close(self.practice)
        shutil.rmtree(self.folder / "practice")
        shutil.copytree(self.folder / f"backup-{number}", self.folder / "practice")
        self._open()
        self.states["restored"] += 1
        if guided:
            with self.practice.write("restore_backup") as transaction:
                practice = queries.practice(transaction.session)
                assert practice
                day = TODAY.isoformat()
                noted = {"asks": True, "by_mark": "", "from": day, "n": 0, "on": day, "since": None}
                practice.chosen = {**practice.chosen, RESTORED: noted}
                transaction.put_aside(practice)

    def resync(self) -> None:
        """The registry writes down what it has; the practice goes on from there."""
        certificate = self.home.certificate(SITE)
        assert certificate
        with self.registry.store.read() as session:
            said = resyncing.state_of(session, self.home.id, SITE, NOW)
        exchange.import_file(self.practice, resyncing.sealed(said, certificate, self.registry.receipts_key))
        self.states["resynced"] += 1

    # What must hold.

    def check(self) -> None:
        """The registry has a beginning of the practice's history: each bundle of it, each line once."""
        with self.registry.store.read() as session:
            ledger = session.exec(select(Bundle).order_by(col(Bundle.seq))).all()
            stored = Counter(session.exec(select(Revision.entity_id, Revision.revision)).all())
            kept = [(row.seq, row.set_digest, row.receipt) for row in ledger]
        assert kept == [
            (number, each.set, self.receipts[each.set]) for number, each in enumerate(self.taken, 1)
        ]
        assert stored == Counter(key for each in self.taken for key in each.revisions)
        for each in self.taken:
            assert self.home.archived(SITE, each.seq).read_bytes() == each.data

    def check_nothing_is_lost(self) -> None:
        """Whatever the practice has that may leave, the registry has as it is there."""
        with self.practice.store.read() as session:
            assert not queries.waiting(session)
            own = {each.entity_id: each.body_digest for each in self._newest(session)}
        with self.registry.store.read() as session:
            there = {each.entity_id: each.body_digest for each in self._newest(session)}
        assert own.items() <= there.items()

    @staticmethod
    def _newest(session: Session) -> list[Revision]:
        leaving = col(Revision.kind).in_(("patient", "treatment", "consent", "record"))
        return list(session.exec(select(Revision).where(leaving).order_by(col(Revision.revision))))

    def settle(self) -> None:
        """However it went, it can go on: what was lost comes again, and who forked is told where."""
        for sent in sorted(self.sent, key=lambda each: each.seq):
            self.deliver(sent)
        self.work(infection=False)
        self.resync()
        assert self.export()
        assert self.deliver(self.sent[-1]) == "accepted", self.states
        self.confirm(self.sent[-1])
        self.check()
        self.check_nothing_is_lost()
