"""T9, T9b, T28r: backups under writes, restored elsewhere and compared; restores that are stopped; practices
that are restored after they have sent more and come together with their registry again."""

import os
import random
import shutil
import signal
import threading
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import Desk
from iago_desktop.registry.keys import Password
from iago_desktop.registry.resync import sealed, state_of
from iago_desktop.services import backup, enrolment, exchange, records, setup
from iago_desktop.services.restore import Restore
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import trust
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store.connection import connect
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Elsewhere, Patient, Record, Revision
from tests.builders import a_patient, an_infection
from tests.stopped import stopped_at
from tests.torture.trial import Trial

PASSWORD = "quiet river carries seven lamps"
_DAY = date(2026, 11, 20)
_STEPS = 90  # of a restore, about; beyond it the restore ends
_BY_ENTITY = ("patient", "treatment", "identity", "consent", "record")


def _new(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    new = NewPractice(folder, FLOOR, today=lambda: _DAY)
    groups = new.prepare("Praxis am Park", "Wien", "Dr. Ada Berg", "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    setup.close(new.create("en"))
    return folder


def _opened(folder: Path) -> Workspace:
    return setup.open_workspace(folder, "u1", PASSWORD, "en", today=lambda: _DAY)


def _restore(folder: Path, made: Path) -> None:
    restore = Restore(folder, lambda: _DAY)
    restore.take(made)
    restore.unlock("u1", PASSWORD)
    restore.carry_out()


@dataclass
class Machines:
    """A practice in use, and a second machine: another folder."""

    folder: Path
    practice: Workspace

    def close(self) -> None:
        setup.close(self.practice)


def _in_use(folder: Path) -> Machines:
    practice = _opened(_new(folder / "practice"))
    for number in range(5):
        an_infection(practice, a_patient(practice, f"Patient {number}"))
    return Machines(folder, practice)


def _drill(shared: Machines, chance: random.Random, number: int) -> None:
    """A backup while somebody writes is restored elsewhere; every row of it is the one that was there."""
    practice, there = shared.practice, shared.folder / f"there {number}" / "practice"
    writer = threading.Thread(target=_write_some, args=(practice, chance.randrange(1, 5)))
    writer.start()
    before = practice.store.head()[0]
    try:
        time.sleep(chance.random() * 0.05)
        made = backup.make(practice)
    finally:
        writer.join()
    assert made.n >= before
    _restore(there, made.path)
    key = practice.unlocked.database_key
    here, restored = _rows(practice.store.path, key, made.n), _rows(there / "iago.db", key, made.n)
    assert restored == here
    again = _opened(there)
    try:
        assert again.store.warning is None
        with again.store.read() as session:
            assert verify_chain(session).holds
    finally:
        setup.close(again)
    shutil.rmtree(there.parent)
    if number % 20 == 19:  # each one would make the next slower
        made.path.unlink(missing_ok=True)


def _write_some(practice: Workspace, times: int) -> None:
    for _ in range(times):
        a_patient(practice)


def _rows(path: Path, key: bytes, n: int) -> dict[str, list[tuple[Any, ...]]]:
    """Everything up to entry `n`, and the rows of the entities in it."""
    raw = connect(path, key)
    try:
        found = {
            "revision": raw.execute("SELECT * FROM revision WHERE seq <= ? ORDER BY seq", (n,)).fetchall()
        }
        known = "SELECT entity_id FROM revision WHERE seq <= ?"
        for table in _BY_ENTITY:
            question = f"SELECT * FROM {table} WHERE id IN ({known}) ORDER BY id"
            found[table] = raw.execute(question, (n,)).fetchall()
        for table in ("definition", "sitekey", "user", "trustfile", "draft"):
            found[table] = raw.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
        return found
    finally:
        raw.close()


@dataclass
class Both:
    """A closed practice, a backup of an earlier state, and how many entries each has."""

    folder: Path
    made: Path
    old: int
    new: int


def _with_backup(folder: Path) -> Both:
    practice = _opened(_new(folder / "practice"))
    a_patient(practice, "Baumann")
    made = backup.make(practice)
    an_infection(practice, a_patient(practice, "Huber"))
    setup.close(practice)
    kept = folder / "chosen.iagobak"
    shutil.copyfile(made.path, kept)
    return Both(folder, kept, _patients(folder / "practice"), 1)


def _patients(folder: Path) -> int:
    practice = _opened(folder)
    try:
        assert practice.store.warning is None
        with practice.store.read() as session:
            assert verify_chain(session).holds
            return len(session.exec(select(Patient.id)).all())
    finally:
        setup.close(practice)


def _stopped_restore(both: Both, chance: random.Random, number: int) -> None:
    """At a file operation, or at any moment: the old practice or the new one, and the old one is kept."""
    own = both.folder / f"run {number}" / "practice"
    shutil.copytree(both.folder / "practice", own)
    if number % 2:
        stopped_at(chance.randrange(_STEPS), lambda: _restore(own, both.made))
    else:
        _killed_at(chance.random() * 0.6, lambda: _restore(own, both.made))
    found = _patients(own)
    assert found in (both.old, both.new)
    kept = [each for each in own.parent.iterdir() if "before restore" in each.name]
    if found == both.new:
        assert [_patients(each) for each in kept] == [both.old]
    shutil.rmtree(own.parent)


def _killed_at(seconds: float, work: Any) -> None:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@dataclass
class Enrolled:
    """Where each history begins: an enrolled practice and its registry."""

    folder: Path
    catalogue: Catalogue


def _enrolled(folder: Path) -> Enrolled:
    home = Home.create(
        folder / "registry", name="Register", registry_id="REG-T", new_password=None, today=_DAY
    )
    practice = _opened(_new(folder / "practice"))
    try:
        enrolment.pin_card(practice, home.card_file.read_bytes(), home.fingerprint.split(" ")[-1])
        request = enrolment.write_request(practice, folder).path.read_bytes()
        key = home.signing_key("registry", Password(_no_password))
        answer = home.enrol(request, trust.request_fingerprint(request), enrolment_key=key, today=_DAY)
        enrolment.import_certificate(practice, answer.file)
    finally:
        setup.close(practice)
    return Enrolled(folder, Catalogue.shipped())


def _no_password() -> str:
    raise AssertionError("open keys need no passphrase")


def _restored_history(shared: Enrolled, chance: random.Random, number: int) -> None:
    """Work, bundles that arrive or are lost, backups and restores in any order; the registry takes every
    bundle of the restored practice and holds what the practice says now."""
    folder = shared.folder / f"run {number}"
    folder.mkdir()
    for name in ("registry", "practice"):
        shutil.copytree(shared.folder / name, folder / name)
    home, run = Home.open(folder / "registry"), _Run(folder, chance)
    receiver = home.receiver(home.identity(Password(_no_password)), _DAY)
    key = home.signing_key("receipts", Password(_no_password))
    with home.store() as store:
        desk = Desk(home, store, shared.catalogue, receiver, key, now=lambda: datetime.now(UTC))
        run.begin(desk)
        try:
            for _ in range(chance.randrange(6, 14)):
                run.step()
            run.send()
            run.compare()
        finally:
            setup.close(run.practice)
    shutil.rmtree(folder)


class _Run:
    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder, self._chance = folder, chance
        self.practice = _opened(folder / "practice")
        self._backups: list[Path] = []

    def begin(self, desk: Desk) -> None:
        self._desk = desk
        self._work()
        self._backup()

    def step(self) -> None:
        self._chance.choice(
            (self._work, self._work, self._correct, self.send, self.send, self._backup, self._back)
        )()

    def _work(self) -> None:
        an_infection(self.practice, a_patient(self.practice))

    def _correct(self) -> None:
        with self.practice.store.read() as session:
            known = list(session.exec(select(Record.id).where(col(Record.status) == "signed")).all())
        if known:
            record = self._chance.choice(known)
            draft_id = records.correct(self.practice, record)
            draft = records.open_draft(self.practice, draft_id).draft
            draft.enter("route", self._chance.choice(("oral", "local", "iv")))
            try:
                records.finish(self.practice, draft_id, draft, "looked up")
            except IagoError as error:
                if error.code != "nothing_changed":
                    raise
                return
            records.sign(self.practice, record)

    def _backup(self) -> None:
        kept = self._folder / f"{len(self._backups)}.iagobak"
        shutil.copyfile(backup.make(self.practice).path, kept)
        self._backups.append(kept)

    def _back(self) -> None:
        setup.close(self.practice)
        _restore(self._folder / "practice", self._chance.choice(self._backups))
        self.practice = _opened(self._folder / "practice")
        if self._chance.random() < 0.5:  # something is typed before the registry's file comes
            self._chance.choice((self._work, self._correct))()

    def send(self) -> None:
        try:
            exported = exchange.export(self.practice, self._folder)
        except IagoError as error:
            if error.code == "resync_needed":
                with self._desk.store.read() as session:
                    said = state_of(session, "REG-T", "DE-0001", datetime.now(UTC))
                certificate = self._desk.home.certificate("DE-0001")
                assert certificate
                exchange.import_file(self.practice, sealed(said, certificate, self._desk.receipts_key))
                self.send()
            elif error.code != "nothing_to_export":
                raise
            return
        outcome = self._desk.ingest(exported.path.read_bytes())
        assert outcome.state in {"accepted", "duplicate"}, outcome.error and (
            outcome.error.code,
            outcome.error.details,
        )
        if outcome.receipt and self._chance.random() < 0.8:
            exchange.import_file(self.practice, outcome.receipt)

    def compare(self) -> None:
        """Every signed record of the practice is at the registry as it is here, but for those of which the
        registry's file said that it has a newer one, and nobody touched them since."""
        with self.practice.store.read() as session:
            assert verify_chain(session).holds
            newer = {each.id: each.rev for each in session.exec(select(Elsewhere))}
            last = {
                each.entity_id: each.revision
                for each in session.exec(select(Revision).order_by(col(Revision.seq)))
            }
            here = {
                each.id: each
                for each in session.exec(select(Record))
                if each.status == "signed" and last[each.id] > newer.get(each.id, 0)
            }
        with self._desk.store.read() as session:
            for record_id, record in here.items():
                there = session.get(Record, record_id)
                assert there is not None
                assert there.answers == record.answers
            numbers = [(each.entity_id, each.revision) for each in session.exec(select(Revision))]
        assert len(numbers) == len(set(numbers))


TRIALS = (
    Trial("T9", "a backup under writes, restored elsewhere, has every row", 1, 100, _in_use, _drill),
    Trial(
        "T9b", "a stopped restore leaves the old practice or the new", 2, 200, _with_backup, _stopped_restore
    ),
    Trial("T28r", "restored practices and their registry agree again", 1, 50, _enrolled, _restored_history),
)
