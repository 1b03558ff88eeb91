"""That a practice's clock was in doubt stands with its bundle."""

import json
from datetime import date
from pathlib import Path

import pytest

from iago_desktop.bundle import ClockDoubt, Manifest
from iago_desktop.errors import SignatureError
from iago_desktop.registry.home import Home
from iago_desktop.store import queries
from tests.registry.practice import Practice
from tests.registry.test_commands import call, document

DOUBT = ClockDoubt(shown=date(2019, 1, 1), said=date(2026, 5, 2))
UNSAID = ClockDoubt(shown=date(2031, 10, 13), said=None)


@pytest.fixture
def files(practice: Practice, tmp_path: Path) -> list[Path]:
    """From a right clock, from one that a person corrected, from one that nobody did."""
    treatment = practice.add_patient()
    found = []
    for number, doubt in enumerate((None, DOUBT, UNSAID), 1):
        practice.add_record(treatment)
        found.append(tmp_path / f"{number}.iago")
        found[-1].write_bytes(practice.export(clock=doubt))
    return found


def test_the_table_and_the_database_say_it(home: Home, files: list[Path], tmp_path: Path) -> None:
    wanted = [None, {"shown": "2019-01-01", "said": "2026-05-02"}, {"shown": "2031-10-13", "said": None}]
    for state in ("accepted", "duplicate"):
        rows = document(call("ingest", home.path, *files, "--receipts", tmp_path / "receipts", "--json"))
        assert [row["state"] for row in rows] == [state] * 3
        assert [row["clock"] for row in rows] == wanted
    with home.store() as store, store.read() as session:
        kept = [queries.bundle(session, seq, "DE-0001") for seq in (1, 2, 3)]
    assert [row.clock for row in kept if row] == wanted
    shown = call("verify", home.path, *files).stdout
    assert "2.iago: the practice's computer clock showed 2019-01-01; a person there typed 2026-05-02" in shown
    assert "3.iago: the practice's computer clock showed 2031-10-13 and was in doubt; nobody" in shown
    assert "1.iago: the practice's" not in shown


def test_a_manifest_without_a_doubt_says_nothing_of_the_clock(practice: Practice) -> None:
    said = {
        "format": "iago-bundle/1", "kind": "report", "from": "DE-0042", "to": "REG-LMU",
        "recipients": ["0" * 64], "seq": 1, "prev": "0" * 64, "created": "2026-05-02", "audit": None,
        "definitions": None, "software": "test", "ack": None, "recovered": False, "files": [], "counts": {},
    }  # fmt: skip

    def read(**more: object) -> Manifest:
        return Manifest.from_bytes(json.dumps(said | more, sort_keys=True, separators=(",", ":")).encode())

    assert read().clock is None
    assert b"clock" not in read().to_bytes()
    doubt = {"said": None, "shown": "2031-10-13"}
    assert read(clock=doubt).clock == UNSAID
    for spelling in (None, {"shown": "2031-10-13"}, doubt | {"zone": "CET"}, "2031-10-13"):
        with pytest.raises(SignatureError):
            read(clock=spelling)
