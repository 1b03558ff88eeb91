"""What a stick that was pulled leaves behind is named as such, and nothing else is stopped by it."""

from pathlib import Path

from iago_desktop.registry.home import Home
from tests.registry.practice import Practice
from tests.registry.test_commands import call, document


def test_an_incomplete_copy_is_named(home: Home, practice: Practice, tmp_path: Path) -> None:
    practice.add_record(practice.add_patient())
    whole = practice.export()
    good = tmp_path / "IAGO_DE-0001_000001.iago"
    cut = tmp_path / f"{good.name}.partial"
    good.write_bytes(whole)
    for left in (whole[: len(whole) * 6 // 10], b"", whole):
        cut.write_bytes(left)
        for command in (["verify", home.path, cut, good], ["ingest", home.path, cut, good]):
            more = ["--receipts", tmp_path / "receipts"] if command[0] == "ingest" else []
            rows = document(call(*command, *more, "--json"))
            assert rows[0]["state"] == "refused"
            assert rows[0]["code"] == "file_incomplete"
            assert f"The copy of {good.name} is not complete" in rows[0]["message"]
            assert rows[1]["ok"]
