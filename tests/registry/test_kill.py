"""Exactly once, whenever the ingest is killed."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from sqlmodel import select

from iago_desktop.bundle import file_name, receipt_name
from iago_desktop.registry.home import Home
from iago_desktop.tables import Bundle, Record, Revision
from tests.registry.conftest import Enrol

ROUNDS = 50
SITES, BUNDLES, RECORDS = 4, 10, 2
ROOT = Path(__file__).parent.parent.parent


def test_every_record_arrives_exactly_once_under_fifty_kills(
    home: Home, enrol: Enrol, tmp_path: Path
) -> None:
    bundles, target = tmp_path / "bundles", tmp_path / "receipts"
    bundles.mkdir()
    target.mkdir()
    records: set[str] = set()
    for n in range(SITES):
        practice = enrol(f"practice-{n}")
        assert practice.certificate
        treatment = practice.add_patient()
        for seq in range(1, BUNDLES + 1):
            records |= {practice.add_record(treatment) for _ in range(RECORDS)}
            (bundles / file_name(practice.certificate.site, seq)).write_bytes(practice.export())
    run = subprocess.run(
        [sys.executable, "-m", "tests.registry.killed", home.path, bundles, target, str(ROUNDS), "7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout)
    assert report.pop("killed") >= ROUNDS * 4 // 5
    assert set(report) <= {"accepted", "duplicate"}
    assert report["duplicate"] >= BUNDLES  # taken by children that were killed
    with home.store() as store, store.read() as session:
        stored = session.exec(select(Record.id)).all()
        counts = Counter(session.exec(select(Revision.entity_id).where(Revision.kind == "record")).all())
        ledger = session.exec(select(Bundle)).all()
    assert sorted(stored) == sorted(records)
    assert counts == dict.fromkeys(records, 2)
    assert len(ledger) == SITES * BUNDLES
    for row in ledger:
        assert (target / receipt_name(row.site, row.seq)).read_bytes() == row.receipt
        assert (
            home.archived(row.site, row.seq).read_bytes()
            == (bundles / file_name(row.site, row.seq)).read_bytes()
        )
    assert len(list(target.glob("*.iago"))) == SITES * BUNDLES
