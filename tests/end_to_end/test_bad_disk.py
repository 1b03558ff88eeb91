"""A disk goes bad: what the damaged database still gives, last night's backup on a new computer, and a
registry that is told so.  S9."""

import json
import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner

from iago_desktop.errors import IagoError
from iago_desktop.registry.commands import app
from iago_desktop.registry.home import Home
from iago_desktop.services import backup, enrolment, exchange, resync, setup
from iago_desktop.services.damaged import DamagedDatabaseError
from iago_desktop.services.rescue import Rescue
from iago_desktop.services.restore import Restore
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Record
from tests.builders import a_patient, an_infection
from tests.conftest import PASSWORD, TODAY

PAGE = 4096


def command(*arguments: object) -> Any:
    result = CliRunner().invoke(app, [*map(str, arguments), "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def send(practice: Workspace, registry: Path, stick: Path) -> Any:
    exported = exchange.export(practice, stick)
    (row,) = command("ingest", registry, exported.path, "--receipts", stick)
    exchange.import_file(practice, Path(row["receipt"]).read_bytes())
    return row


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    path = tmp_path / "registry"
    Home.create(path, name="IAGO Register", registry_id="REG-LMU", new_password=None, today=TODAY)
    return path


def enrol(practice: Workspace, registry: Path, stick: Path) -> None:
    home = Home.open(registry)
    enrolment.pin_card(practice, home.card_file.read_bytes(), home.fingerprint.split(" ")[-1])
    request = enrolment.write_request(practice, stick)
    answer = stick / "site.iagocert"
    command("enrol", registry, request.path, "--fingerprint", request.fingerprint, "-o", answer)
    exchange.import_file(practice, answer.read_bytes())


def spoil(database: Path) -> None:
    """A bad stretch of the disk: one page in the middle."""
    data = bytearray(database.read_bytes())
    chance = random.Random(9)  # noqa: S311 -- a seed, not a secret
    at = len(data) // PAGE // 2 * PAGE
    data[at : at + PAGE] = chance.randbytes(PAGE)
    database.write_bytes(data)


def _what_the_broken_one_gives(broken: Path) -> None:
    """The damaged database is said to be damaged; what can be read of it is shown."""
    with pytest.raises(IagoError) as refused:
        setup.open_workspace(broken, "u1", PASSWORD, "en", today=lambda: TODAY)
    assert isinstance(refused.value, DamagedDatabaseError)
    rescue = Rescue(refused.value, lambda: TODAY)
    report = rescue.write()
    rescue.cancel()
    there = next(each for each in report.counts if each.kind == "record")
    assert there.known >= there.there > 0


def test_a_bad_disk_and_a_new_computer(
    opened: Callable[[], Workspace], registry: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    practice = opened()
    enrol(practice, registry, stick)
    patients = [a_patient(practice, f"Patient {number}") for number in range(4)]
    early = [an_infection(practice, patient) for patient in patients]
    send(practice, registry, stick)
    # Last night: the backup on the stick in the safe.
    made = backup.copy_to(practice, stick)
    # Today: three entries, two of which leave, then the disk goes bad.
    sent = [
        an_infection(practice, patients[0], onset="d20"),
        an_infection(practice, patients[1], onset="d20"),
    ]
    send(practice, registry, stick)
    unsent = an_infection(practice, patients[2], onset="d20")
    setup.close(practice)
    broken = tmp_path / "broken" / "practice"
    shutil.copytree(practice.folder, broken)
    spoil(broken / "iago.db")

    _what_the_broken_one_gives(broken)

    # On the new computer: last night's backup, from the stick.
    new = tmp_path / "new computer" / "practice"
    restore = Restore(new, lambda: TODAY + timedelta(days=1))
    restore.take(made.path)
    restore.unlock("u1", PASSWORD)
    seen = restore.preview()
    assert (seen.present, seen.asks, seen.holds) == ("none", True, True)
    restore.carry_out()
    practice = setup.open_workspace(new, "u1", PASSWORD, "en", today=lambda: TODAY)
    try:
        again = an_infection(practice, patients[2], onset="d20")  # from the paper chart
        with pytest.raises(IagoError, match="resync_needed"):
            exchange.export(practice, stick)
        target = stick / "IAGO_DE-0001_resync.iago"
        command("resync", registry, "DE-0001", "-o", target)
        done = exchange.import_file(practice, target.read_bytes())
        assert (done.code, done.seq) == ("resync_missing", 3)
        missing = [each for each in resync.missing(practice) if each.kind == "record"]
        assert sorted(each.who for each in missing) == ["Patient 0, Ute", "Patient 1, Ute"]
        row = send(practice, registry, stick)
        # Not without notice: the cut stands in the registry's row.
        assert (row["state"], row["cut"]) == ("accepted", made.n)
        with practice.store.read() as session:
            assert verify_chain(session).holds
        with Home.open(registry).store() as store, store.read() as session:
            held = set(session.exec(select(Record.id).where(col(Record.status) == "signed")))
            assert held == {*early, *sent, again}
            assert unsent not in held
            last = queries.last_bundle(session, "DE-0001")
            assert last
            assert last.cut == made.n
    finally:
        setup.close(practice)


def test_beside_the_broken_one_it_is_said_how_much_is_missing(
    opened: Callable[[], Workspace], tmp_path: Path
) -> None:
    practice = opened()
    patient = a_patient(practice)
    made = backup.make(practice)
    for day in (14, 20, 30):
        an_infection(practice, patient, onset=f"d{day}")
    newest = practice.store.head()[0]
    setup.close(practice)
    broken = tmp_path / "broken" / "practice"
    shutil.copytree(practice.folder, broken)
    data = bytearray((broken / "iago.db").read_bytes())
    data[: 2 * PAGE] = bytes(2 * PAGE)
    (broken / "iago.db").write_bytes(data)
    restore = Restore(broken, lambda: TODAY)
    restore.take(broken / "backups" / made.path.name)
    restore.unlock("u1", PASSWORD)
    seen = restore.preview()
    assert (seen.present, seen.since) == ("unreadable", newest - made.n)
    restore.cancel()
