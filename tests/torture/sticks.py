"""S5: sticks without room, pulled while they are written, or refusing in the middle."""

import errno
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from iago_desktop.errors import IagoError
from iago_desktop.services import carrier, exchange, setup
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from tests.builders import a_patient, an_infection
from tests.registry_simulator import RegistrySimulator
from tests.torture.trial import Trial

PASSWORD = "quiet river carries seven lamps"
RECORDS = 12
_ERRORS = (errno.ENOSPC, errno.EIO, errno.ENODEV, errno.EROFS, errno.EACCES)


@dataclass
class Practice:
    """Enrolled, with signed records that wait; every case works on a copy."""

    template: Path
    registry: RegistrySimulator
    size: int  # of the bundle

    @contextmanager
    def open(self) -> Iterator[Workspace]:
        folder = self.template.parent / "case"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.template, folder)
        desk = setup.open_workspace(folder, "u1", PASSWORD, "en")
        try:
            yield desk
        finally:
            setup.close(desk)


def _practice(folder: Path) -> Practice:
    registry, path = RegistrySimulator(), folder / "template"
    new = NewPractice(path, FLOOR)
    groups = new.prepare("Praxis am Park", "Wien", "Dr. Ada Berg", "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    desk = new.create("en")
    registry.today = desk.today()
    registry.enrol(desk, folder)
    patient = a_patient(desk, infused_on=desk.today() - timedelta(days=70), consent_on=None)
    for number in range(RECORDS):
        an_infection(desk, patient, onset=f"d{number}")
    setup.close(desk)
    practice = Practice(path, registry, 0)
    good = folder / "measured"
    good.mkdir()
    with practice.open() as desk:
        practice.size = len(exchange.export(desk, good).path.read_bytes())
    return practice


def _a_stick(practice: Practice, chance: random.Random, number: int) -> None:
    """Whatever happens: nothing is sent without a whole file, no cut file has the name of a bundle, and the
    next stick gets the bundle."""
    stick = practice.template.parent / "stick"
    for each in (stick, stick.with_name("pulled"), stick.with_name("other")):
        shutil.rmtree(each, ignore_errors=True)
    stick.mkdir()
    # From nothing at all to a little more than the bundle needs.
    room = chance.randrange(0, practice.size + 2**17)
    with practice.open() as desk:
        with _KINDS[number % len(_KINDS)](stick, room, practice.size, chance) as progress:
            whole = _exported(desk, stick, progress)
            left = _partials(stick) + _partials(stick.with_name("pulled"))
            if whole is not None:
                practice.registry.read(whole)
                assert [row.state for row in exchange.ledger(desk)] == ["sent"]
                return
            assert not [each for each in _files(stick) if not each.name.endswith(carrier.PARTIAL)]
            assert not [row for row in exchange.ledger(desk) if row.state != "made"]
        other = stick.with_name("other")
        other.mkdir()
        whole = _exported(desk, other, None)
        assert whole is not None
        practice.registry.read(whole)
        # The same export later is the same file: what is left of the first is its beginning.
        assert all(whole.startswith(each) for each in left)


def _exported(desk: Workspace, stick: Path, progress: carrier.Progress | None) -> bytes | None:
    try:
        return exchange.export(desk, stick, progress=progress).path.read_bytes()
    except IagoError as error:
        if not error.code.startswith("carrier_"):
            raise
        return None


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _partials(folder: Path) -> list[bytes]:
    return [each.read_bytes() for each in _files(folder) if each.name.endswith(carrier.PARTIAL)]


@contextmanager
def _small(stick: Path, room: int, _size: int, _chance: random.Random) -> Iterator[None]:
    """A file system of its own where that may be mounted, else a limit on the size of files."""
    pages = max(8, room // 4096)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={pages * 4096}", "tmpfs", str(stick)]
    if os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0:
        try:
            yield
        finally:
            subprocess.run(["umount", "-l", str(stick)], check=True)
    else:
        with _limited(room):
            yield


@contextmanager
def _limited(room: int) -> Iterator[None]:
    """While the carrier writes: the database beside it is larger than the stick."""
    import resource  # noqa: PLC0415 -- POSIX only

    real = carrier._write

    def write(path: Path, data: bytes, progress: carrier.Progress | None) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            real(path, data, progress)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    carrier._write = write
    try:
        yield
    finally:
        carrier._write = real


@contextmanager
def _file_limit(_stick: Path, room: int, _size: int, _chance: random.Random) -> Iterator[None]:
    with _limited(room):
        yield


@contextmanager
def _pulled(stick: Path, _room: int, _size: int, chance: random.Random) -> Iterator[carrier.Progress]:
    """The folder goes away under the writer, in the middle or when everything is written."""
    share = chance.choice((0.0, 0.3, 0.6, 1.0))

    def progress(written: int, whole: int) -> None:
        if written >= share * whole and stick.is_dir():
            stick.rename(stick.with_name("pulled"))

    yield progress
    assert all(each.name.endswith(carrier.PARTIAL) for each in _files(stick.with_name("pulled")))


@contextmanager
def _refuses(_stick: Path, _room: int, _size: int, chance: random.Random) -> Iterator[carrier.Progress]:
    share, number = chance.random(), chance.choice(_ERRORS)

    def progress(written: int, whole: int) -> None:
        if written >= share * whole:
            raise OSError(number, os.strerror(number))

    yield progress


_KINDS = (_small, _pulled, _file_limit, _refuses)

TRIALS = (
    Trial(
        "S5", "a full or pulled stick never holds a cut bundle, nothing is lost", 2, 200, _practice, _a_stick
    ),
)
