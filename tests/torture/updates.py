"""T65: a program that is stopped while it brings an older practice up to date leaves the old or the new."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from iago_desktop.store.schema import SCHEMA
from iago_desktop.store.store import Store
from tests.older import Older, Spans, killed_while_migrating, older, rows, shape, spans
from tests.torture.trial import Trial


@dataclass
class Kept:
    """The practice of the older program, never touched; each case gets a copy of its own."""

    whole: Older
    took: Spans
    before: int = 0
    """How many cases were stopped while the old shape was still there."""


def _prepare(folder: Path) -> Kept:
    return Kept(older(folder / "practice"), spans(older(folder / "measured")))


def _case(kept: Kept, chance: random.Random, number: int) -> None:
    folder = kept.whole.folder.with_name(f"case-{number}") / "practice"
    shutil.copytree(kept.whole.folder, folder)
    practice = Older(folder, kept.whole.keys, kept.whole.password, kept.whole.rows)
    try:
        kept.before += killed_while_migrating(practice, chance, kept.took)
        with Store.open(practice.database, practice.keys) as store:
            assert store.head()[0] == len(practice.rows["revision"])
        assert shape(practice.database, practice.keys) == SCHEMA
        assert rows(practice.database, practice.keys)["revision"] == practice.rows["revision"]
    finally:
        shutil.rmtree(folder.parent)


TRIALS = (
    Trial(
        "T65",
        "stopped at any moment of a migration, the old database is there or the new one, with its copy",
        quick=1,
        full=500,
        prepare=_prepare,
        case=_case,
    ),
)
