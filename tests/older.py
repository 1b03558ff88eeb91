"""A practice as an older program left it: its database has the shape of then."""

import json
import random
import shutil
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iago_desktop.signing.keystore import KeyStore, Unlocked
from iago_desktop.store import backup
from iago_desktop.store.connection import connect
from iago_desktop.store.schema import SCHEMA

ROOT = Path(__file__).parent.parent
KEPT = Path(__file__).parent / "golden" / "shape_3"
OPENS = (
    "import sys; from pathlib import Path; from types import SimpleNamespace as N\n"
    "from iago_desktop.store import migrate\n"
    "from iago_desktop.store.store import Store\n"
    "keys = N(database_key=bytes.fromhex(sys.argv[2]), witness_key=bytes.fromhex(sys.argv[3]))\n"
    "steps = migrate.upgrade\n"
    "def told(connection): print('copied', flush=True); steps(connection)\n"
    "migrate.upgrade = told\n"
    "print('begins', flush=True); Store.open(Path(sys.argv[1]), keys); print('open', flush=True)"
)


@dataclass(frozen=True)
class Older:
    """`rows` is everything that stands in it, by table and in order."""

    folder: Path
    keys: Unlocked
    password: str
    rows: dict[str, list[Any]]

    @property
    def database(self) -> Path:
        return self.folder / "iago.db"


def older(folder: Path) -> Older:
    said = json.loads((KEPT / "shape.json").read_text(encoding="utf-8"))
    folder.mkdir(mode=0o700, parents=True)
    backup.unpack(KEPT / "practice.iagobak", folder)
    keys = KeyStore.load(folder / "keystore.json").unlock("u1", said["password"])
    assert shape(folder / "iago.db", keys) == said["schema"] < SCHEMA
    return Older(folder, keys, said["password"], rows(folder / "iago.db", keys))


def shape(path: Path, keys: Unlocked) -> int:
    with closing(connect(path, keys.database_key)) as raw:
        return int(raw.execute("PRAGMA user_version").fetchone()[0])


def rows(path: Path, keys: Unlocked) -> dict[str, list[Any]]:
    with closing(connect(path, keys.database_key)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        every = "SELECT * FROM {} ORDER BY 1"
        return {name: raw.execute(every.format(name)).fetchall() for (name,) in tables}


@dataclass(frozen=True)
class Spans:
    """Seconds from the first step to the copy, and from there to the open database, on this computer now."""

    copying: float = 0.2
    changing: float = 0.1


def spans(practice: Older) -> Spans:
    """By letting one go through; `practice` is the newer one then."""
    process = _opening(practice)
    assert process.stdout is not None
    at = []
    for word in ("begins", "copied", "open"):
        assert process.stdout.readline() == word + "\n"
        at.append(time.monotonic())
    process.stdout.close()
    process.wait()
    return Spans(at[1] - at[0], at[2] - at[1])


def killed_while_migrating(practice: Older, chance: random.Random, took: Spans = Spans()) -> bool:
    """Stop another process anywhere between its first step and its last; what is left is the old or the new.

    Whether it was stopped before the new shape was there.
    """
    process = _opening(practice)
    assert process.stdout is not None
    assert process.stdout.readline() == "begins\n"
    span = took.copying
    if chance.random() < 2 / 3:  # the longer half is the harmless one
        assert process.stdout.readline() == "copied\n"
        span = took.changing
    time.sleep(chance.random() * span * 1.2)
    process.kill()
    process.stdout.close()
    process.wait()
    found = shape(practice.database, practice.keys)
    assert found in (3, SCHEMA)
    now = rows(practice.database, practice.keys)
    if found < SCHEMA:
        assert now == practice.rows
    else:
        assert now["revision"] == practice.rows["revision"]
        assert [row[0] for row in now["record"]] == [row[0] for row in practice.rows["record"]]
    for path in (practice.folder / "backups").glob(f"before-update-*{backup.SUFFIX}"):
        # By its name it is whole; what is half made has another.
        scratch = practice.folder.with_name("looked at")
        scratch.mkdir(exist_ok=True)
        backup.unpack(path, scratch)
        backup.check(path, scratch / "iago.db", practice.keys.database_key)
        assert rows(scratch / "iago.db", practice.keys) == practice.rows
        shutil.rmtree(scratch)
    if found == SCHEMA:
        assert list((practice.folder / "backups").glob("before-update-*.iagobak"))
    return found < SCHEMA


def _opening(practice: Older) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            OPENS,
            str(practice.database),
            practice.keys.database_key.hex(),
            practice.keys.witness_key.hex(),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
