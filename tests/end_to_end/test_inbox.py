"""S10: a morning's post at the registry, thirty files of all kinds on one command line."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iago_desktop.registry.home import Home
from iago_desktop.store import queries
from iago_desktop.tables import Bundle
from tests.registry.conftest import enrol, home, made  # noqa: F401 -- fixtures
from tests.registry.practice import Practice
from tests.registry.test_commands import call, document
from tests.torture.trust import PACK

FLARE = {
    "form": "tumour_flare",
    "grade": 2,
    "grading_system": "FLARE",
    "grading_version": "1",
    "answers": {
        "onset": {"value": {"day": 6}},
        "sign": {"value": "pain"},
        "swelling": {"value": "34", "unit": "mm"},
        "compression": {"value": "no"},
    },
}


@pytest.fixture
def post(home: Home, enrol: Callable[..., Practice], tmp_path: Path) -> list[Path]:  # noqa: F811
    """Three practices write; then things happen to some of the files."""
    newer = Path(shutil.copytree(PACK, tmp_path / "pack2"))
    form = newer / "tumour_flare.toml"
    form.write_text(form.read_text().replace("version = 1", "version = 2", 1))
    (newer / "pack.toml").write_text(
        (newer / "pack.toml").read_text().replace("version = 1", "version = 2", 1)
    )
    for folder in (PACK, newer):
        built = call(
            "pack", "build", folder, "-o", tmp_path / f"{folder.name}.iagopack", "--registry", home.path
        )
        assert built.exit_code == 0, built.output
    files: list[Path] = []
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number, name in enumerate(("one", "two", "three")):
        practice = enrol(name)
        treatment = practice.add_patient(f"R-{number}K3M-Q2XW")
        for seq in range(1, 10):
            if (number, seq) == (2, 9):  # written with the pack of last year
                practice.add_record(treatment, form_version=1, **FLARE)
            else:
                practice.add_record(treatment)
            software = "iago-desktop 0.0.9" if (number, seq) == (2, 9) else "test"
            files.append(inbox / f"IAGO_DE-000{number + 1}_{seq:06}.iago")
            files[-1].write_bytes(practice.export(software=software))
    assert len(files) == 27
    # The eighth of the second practice is still on its way: the ninth waits.
    held_back = files.pop(16)
    held_back.rename(tmp_path / "late.iago")
    twice = inbox / "again.iago"
    shutil.copyfile(files[0], twice)
    edited = inbox / "edited.iago"
    data = files[8].read_bytes()
    edited.write_bytes(data.replace(b"from=DE-0001", b"from=DE-0002", 1))
    files[8].unlink()
    files[8] = edited
    files += [
        twice,
        inbox / "stranger.iago",
        inbox / "holiday.jpg",
        inbox / "IAGO_DE-0001_000010.iago.partial",
    ]
    stranger = enrol("four")
    (home.path / "sites" / "DE-0004.iagocert").unlink()  # nobody here has enrolled it
    (home.path / "keys" / "DE-0004.pub").unlink()
    stranger.add_record(stranger.add_patient())
    files[-3].write_bytes(stranger.export())
    files[-2].write_bytes(b"\xff\xd8\xff\xe0 not a bundle")
    files[-1].write_bytes(files[0].read_bytes()[:4000])
    assert len(files) == 30
    return files


def ingest(home: Home, files: list[Path], receipts: Path) -> tuple[int, list[dict[str, Any]]]:  # noqa: F811
    result = call("ingest", home.path, *files, "--receipts", receipts, "--json")
    return result.exit_code, document(result)


def rows(home: Home) -> list[Any]:  # noqa: F811
    with home.store() as store, store.read() as session:
        found = [queries.bundle(session, seq, f"DE-000{site}") for site in (1, 2, 3) for seq in range(1, 10)]
        return [(row.site, row.seq, row.set_digest, row.receipt) for row in found if isinstance(row, Bundle)]


def test_one_command_sorts_the_post(home: Home, post: list[Path], tmp_path: Path) -> None:  # noqa: F811
    receipts = tmp_path / "receipts"
    code, table = ingest(home, post, receipts)
    assert code == 1
    assert [row["file"] for row in table] == [str(path) for path in post]
    by_name = {Path(row["file"]).name: row for row in table}
    states = [row["state"] for row in table]
    assert {state: states.count(state) for state in set(states)} == {
        "accepted": 24, "duplicate": 1, "held": 1, "refused": 4,
    }  # fmt: skip
    assert by_name["again.iago"]["state"] == "duplicate"
    assert by_name["IAGO_DE-0002_000009.iago"]["code"] == "bundle_missing"
    assert "8" in by_name["IAGO_DE-0002_000009.iago"]["message"]
    assert by_name["edited.iago"]["code"] == "zip_not_canonical"
    assert by_name["stranger.iago"]["code"] == "sender_unknown"
    assert by_name["holiday.jpg"]["code"] == "zip_not_canonical"
    assert by_name["IAGO_DE-0001_000010.iago.partial"]["code"] == "file_incomplete"
    old = by_name["IAGO_DE-0003_000009.iago"]
    assert (old["state"], old["findings"]) == ("accepted", [])
    for row in table:
        assert row["ok"] or len(row["message"]) > 40  # words, with what to do
        assert bool(row["receipt"]) == row["ok"]
    assert len(list(receipts.iterdir())) == 24
    assert "Berg" not in json.dumps(table)


def test_the_same_post_again_changes_nothing(home: Home, post: list[Path], tmp_path: Path) -> None:  # noqa: F811
    receipts = tmp_path / "receipts"
    _, first = ingest(home, post, receipts)
    kept = rows(home)
    written = {path.name: path.read_bytes() for path in receipts.iterdir()}
    _, second = ingest(home, post, receipts)
    _, third = ingest(home, post, receipts)
    assert second == third
    for before, now in zip(first, second, strict=True):
        same = {"accepted": "duplicate"}.get(before["state"], before["state"])
        assert (now["state"], now["code"], now["message"], now["receipt"]) == (
            same, before["code"], before["message"], before["receipt"],
        )  # fmt: skip
    assert rows(home) == kept
    assert {path.name: path.read_bytes() for path in receipts.iterdir()} == written


def test_any_order_ends_the_same(home: Home, post: list[Path], tmp_path: Path) -> None:  # noqa: F811
    """Offered again until nothing more is taken, with what was late."""
    post.append(tmp_path / "late.iago")
    chance = random.Random(7)  # noqa: S311
    taken = 0
    for _ in range(12):
        chance.shuffle(post)
        _, table = ingest(home, post, tmp_path / "receipts")
        taken += sum(row["state"] == "accepted" for row in table)
        if taken == 26:
            break
    # Everything but the one that somebody edited.
    assert [(site, seq) for site, seq, *_ in rows(home)] == [
        (f"DE-000{site}", seq) for site in (1, 2, 3) for seq in range(1, 10) if (site, seq) != (1, 9)
    ]


def test_the_table_says_it_in_words(home: Home, post: list[Path], tmp_path: Path) -> None:  # noqa: F811
    for language in ("en", "de"):
        shown = call(
            "ingest", home.path, *post, "--receipts", tmp_path / "r", "--language", language, COLUMNS="220"
        )
        assert len(shown.stdout.splitlines()) < 45, shown.stdout  # one screen
        assert sum("again.iago" in line for line in shown.stdout.splitlines()) == 1
        assert (
            "die Quittung ist dieselbe" if language == "de" else "the receipt is the same"
        ) in shown.stdout
