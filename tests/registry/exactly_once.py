"""What killed ingests must leave behind: every record once, every receipt the one that was first given."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from sqlmodel import select

from iago_desktop.bundle import file_name, receipt_name
from iago_desktop.registry.home import Home
from iago_desktop.tables import Bundle, Record, Revision
from tests.registry.practice import Practice

_ROOT = Path(__file__).parent.parent.parent


def write_bundles(practices: Iterable[Practice], folder: Path, bundles: int, each: int) -> set[str]:
    """The ids of the records in them."""
    records: set[str] = set()
    for practice in practices:
        assert practice.certificate
        treatment = practice.add_patient()
        for seq in range(1, bundles + 1):
            records |= {practice.add_record(treatment) for _ in range(each)}
            (folder / file_name(practice.certificate.site, seq)).write_bytes(practice.export())
    return records


def ingest_under_kills(home: Home, bundles: Path, target: Path, rounds: int, seed: int) -> dict[str, int]:
    """How many children were killed, and what the last run that nobody killed said."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.registry.killed", home.path, bundles, target, str(rounds), str(seed)],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    report: dict[str, int] = json.loads(run.stdout)
    return report


def check_exactly_once(home: Home, bundles: Path, target: Path, records: set[str]) -> None:
    with home.store() as store, store.read() as session:
        stored = session.exec(select(Record.id)).all()
        counts = Counter(session.exec(select(Revision.entity_id).where(Revision.kind == "record")).all())
        ledger = session.exec(select(Bundle)).all()
    assert sorted(stored) == sorted(records)
    assert counts == dict.fromkeys(records, 2)
    assert len(ledger) == len(list(bundles.glob("*.iago"))) == len(list(target.glob("*.iago")))
    for row in ledger:
        assert (target / receipt_name(row.site, row.seq)).read_bytes() == row.receipt
        sent = bundles / file_name(row.site, row.seq)
        assert home.archived(row.site, row.seq).read_bytes() == sent.read_bytes()
