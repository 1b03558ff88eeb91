"""Exactly once, whenever the ingest is killed."""

from pathlib import Path

from iago_desktop.registry.home import Home
from tests.registry.conftest import Enrol
from tests.registry.exactly_once import check_exactly_once, ingest_under_kills, write_bundles

ROUNDS = 50
SITES, BUNDLES, RECORDS = 4, 10, 2


def test_every_record_arrives_exactly_once_under_fifty_kills(
    home: Home, enrol: Enrol, tmp_path: Path
) -> None:
    bundles, target = tmp_path / "bundles", tmp_path / "receipts"
    bundles.mkdir()
    target.mkdir()
    records = write_bundles((enrol(f"practice-{n}") for n in range(SITES)), bundles, BUNDLES, RECORDS)
    report = ingest_under_kills(home, bundles, target, ROUNDS, seed=7)
    assert report.pop("killed") >= ROUNDS * 4 // 5
    assert set(report) <= {"accepted", "duplicate"}
    assert report["duplicate"] >= BUNDLES  # taken by children that were killed
    check_exactly_once(home, bundles, target, records)
