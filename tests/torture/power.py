"""T1, T7b, T8: the computer is killed, or loses its power, while records are saved by the services."""

import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import col, select

from iago_desktop.services import setup
from iago_desktop.services.setup import NewPractice
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.store.agreement import differences
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Record, Revision
from tests.torture.recorder import ROOT, Recording, python
from tests.torture.trial import Trial

PASSWORD = "quiet river carries seven lamps"
_SAVER = "tests.torture.desk_saver"
_TYPED = ("Baumann", "axi-cel", "infection", PASSWORD)  # three letters stand in any cipher text by chance
_CODES = ("utf-8", "utf-16-le", "utf-16-be")
_TIMES = 3  # two records each, and a patient before them


def new_practice(folder: Path) -> Path:
    """A practice with one user and nothing in it."""
    path = folder / "practice"
    shutil.rmtree(path, ignore_errors=True)
    new = NewPractice(path, FLOOR)
    groups = new.prepare("Onkologische Praxis am Park", "Wien", "Maria Weber", "physician", PASSWORD)
    new.confirm({index: groups[index] for index in new.asked})
    setup.close(new.create("en"))
    return path


def holds_all(workspace: Workspace, acknowledged: list[str]) -> None:
    """Every acknowledged save is there, in the table and in the history, and the history holds."""
    assert workspace.store.warning is None, workspace.store.warning
    with workspace.store.read() as session:
        report = verify_chain(session)
        assert report.holds, report
        assert not list(differences(session))
        for line in acknowledged:
            what, record_id = line.split()
            record = session.get(Record, record_id)
            assert record is not None, line
            assert (record.status == "signed") == (what == "signed"), line
            revision = select(Revision.seq).where(col(Revision.entity_id) == record_id)
            assert session.exec(revision).first() is not None, line


# kills


@dataclass
class Zygote:
    """A process that has everything imported and forks one that saves."""

    folder: Path
    process: subprocess.Popen[bytes]

    def line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the saver ended by itself"
        return line.decode().strip()

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(60)
        assert self.process.stdout is not None
        self.process.stdout.close()


def _zygote(folder: Path) -> Zygote:
    path = new_practice(folder)
    command = python(_SAVER, "zygote", str(path), PASSWORD)
    temporary = folder / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {name: str(temporary) for name in ("TMPDIR", "SQLITE_TMPDIR")},
    )
    return Zygote(path, process)


def _acknowledged_until_killed(zygote: Zygote, chance: random.Random) -> list[str]:
    """At any moment: while it unlocks, while a draft is kept, while a record is saved or signed."""
    assert zygote.process.stdin is not None
    zygote.process.stdin.write(b"go\n")
    zygote.process.stdin.flush()
    pid = int(zygote.line())
    acknowledged = [zygote.line()] if chance.random() < 0.8 else []
    time.sleep(chance.random() * 0.25)
    subprocess.run(["kill", "-9", str(pid)], check=True)
    while (line := zygote.line()) != "ended":
        acknowledged.append(line)
    return acknowledged


def _killed(zygote: Zygote, chance: random.Random, _number: int) -> None:
    acknowledged = _acknowledged_until_killed(zygote, chance)
    workspace = setup.open_workspace(zygote.folder, "u1", PASSWORD, "en")
    try:
        holds_all(workspace, acknowledged)
    finally:
        setup.close(workspace)


def _sealed(zygote: Zygote, chance: random.Random, _number: int) -> None:
    """What a killed program leaves is unreadable: database, side files, key store, temporary files."""
    _acknowledged_until_killed(zygote, chance)
    left = [path for path in zygote.folder.parent.rglob("*") if path.is_file()]
    assert {"iago.db", "keystore.json"} <= {path.name for path in left}
    for path in left:
        data = path.read_bytes()
        assert not data.startswith(b"SQLite format 3"), path.name
        assert not [word for word in _TYPED if any(word.encode(code) in data for code in _CODES)], path.name


# power


@dataclass
class Cuts:
    """One recorded process, and a folder for what each cut leaves."""

    recording: Recording
    folder: Path


def recorded(folder: Path, mode: str = "FULL") -> Cuts:
    path = new_practice(folder)
    command = python(_SAVER, "once", str(path), PASSWORD, str(_TIMES), mode)
    return Cuts(Recording.made(path, command, folder / "trace"), folder)


def _cut(cuts: Cuts, chance: random.Random, _number: int) -> None:
    """After any call, what was not synced survives as random sectors; then the folder is opened."""
    at = chance.randint(1, len(cuts.recording.events))
    path = cuts.folder / "after"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(mode=0o700)
    for name, data in cuts.recording.left_by_a_cut(at, chance).items():
        (path / name).write_bytes(data)
    workspace = setup.open_workspace(path, "u1", PASSWORD, "en")
    try:
        holds_all(workspace, cuts.recording.said_before(at))
    finally:
        setup.close(workspace)


TRIALS = (
    Trial("T1", "a killed program leaves nothing readable", 1, 20, _zygote, _sealed),
    Trial("T7b", "a kill while the services save loses nothing", 2, 1000, _zygote, _killed),
    Trial("T8", "a power cut loses nothing acknowledged", 3, 5000, recorded, _cut, needs=("strace",)),
)

if sys.platform != "linux":
    TRIALS = ()
