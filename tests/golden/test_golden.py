"""T63: what every released version made still opens, and says what it said."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iago_desktop import bundle
from iago_desktop.bundle import Receiver, Sender
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.pack import open_pack
from iago_desktop.registry.ingest import examine
from iago_desktop.rules.pack_check import check_pack
from iago_desktop.services import exchange, packs, setup
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import trust
from iago_desktop.signing.keystore import FLOOR, KeyStore
from iago_desktop.signing.receipt import Receipt
from iago_desktop.store import backup, queries
from iago_desktop.store.verify import verify_chain
from tests.golden import make

SETS = sorted(path.parent for path in make.FOLDER.glob(f"*/{make.SAID}"))


@pytest.fixture(params=SETS, ids=lambda path: path.name)
def kept(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def said(kept: Path) -> dict[str, Any]:
    return dict(json.loads((kept / make.SAID).read_text(encoding="utf-8")))


@pytest.fixture
def folder(kept: Path, tmp_path: Path) -> Path:
    path = tmp_path / "practice"
    path.mkdir()
    backup.unpack(kept / "practice.iagobak", path)
    return path


@pytest.fixture
def desk(folder: Path, said: dict[str, Any], catalogue: Catalogue) -> Iterator[Workspace]:
    day = date.fromisoformat(said["today"])
    workspace = setup.open_workspace(
        folder, "u1", said["password"], "en", today=lambda: day, catalogue=catalogue
    )
    yield workspace
    setup.close(workspace)


def test_there_is_a_set() -> None:
    assert SETS


def test_the_practice_opens_and_says_the_same(desk: Workspace, said: dict[str, Any]) -> None:
    assert make.content(desk, said["practice"]["bodies"]) == said["practice"]
    with desk.store.read() as session:
        assert verify_chain(session).holds


def test_the_recovery_sheet_opens_it(folder: Path, said: dict[str, Any], catalogue: Catalogue) -> None:
    day = date.fromisoformat(said["today"])
    new = "seven herons over the quiet weir"
    desk = setup.open_with_recovery(
        folder, said["recovery"], new, "en", argon=FLOOR, today=lambda: day, catalogue=catalogue
    )
    try:
        assert make.content(desk)["patients"] == said["practice"]["patients"]
    finally:
        setup.close(desk)


def test_the_backup_is_good(kept: Path, folder: Path, said: dict[str, Any]) -> None:
    unlocked = KeyStore.load(folder / "keystore.json").unlock("u1", said["password"])
    found = backup.check(kept / "practice.iagobak", folder / "iago.db", unlocked.database_key)
    assert {"n": found.n, "head": found.head} == said["backup"]


def test_trust_files_open_and_say_the_same(kept: Path, said: dict[str, Any]) -> None:
    card = trust.open_card((kept / "registry.iagocard").read_bytes())
    assert trust.root_fingerprint(card) == said["root_fingerprint"]
    request = (kept / "request.iagoreq").read_bytes()
    assert trust.request_fingerprint(request) == said["request_fingerprint"]
    certificate = trust.open_certificate((kept / "site.iagocert").read_bytes(), card)
    assert certificate.site == said["site"]
    assert certificate.verify_key == trust.open_request(request).verify_key


def test_the_pack_works(kept: Path, catalogue: Catalogue) -> None:
    card = trust.open_card((kept / "registry.iagocard").read_bytes())
    pack = open_pack((kept / "pack.iagopack").read_bytes(), card)
    checked = check_pack(pack, catalogue, catalogue)
    assert not checked.problems
    assert checked.vectors


def test_the_registry_reads_the_bundle(kept: Path, said: dict[str, Any], catalogue: Catalogue) -> None:
    card = trust.open_card((kept / "registry.iagocard").read_bytes())
    certificate = trust.open_certificate((kept / "site.iagocert").read_bytes(), card)
    known = {said["site"]: Sender((certificate.verify_key,))}
    day = date.fromisoformat(said["today"])
    receiver = Receiver.at_registry(card, [said["registry"]["secret"]], known.get, day)
    contents = examine((kept / "report.iago").read_bytes(), receiver, catalogue).contents
    signed = [line for line in contents.lines["records.ndjson"] if line["kind"] == "record"]
    grades = {line["rid"]: [line["form"], line["data"]["grade"]] for line in signed}
    wanted = {row[0]: row[1:3] for row in said["practice"]["records"] if row[3] == "signed"}
    assert grades == wanted


def test_the_desk_reads_the_receipt(kept: Path, desk: Workspace, said: dict[str, Any]) -> None:
    data = (kept / "receipt.iago").read_bytes()
    assert exchange.import_file(desk, data).code == "receipt_known"
    with desk.store.read() as session:
        row = queries.bundle(session, 1)
        receive = queries.site_key(session, "receive")
    assert row is not None
    assert receive is not None
    card = trust.open_card((kept / "registry.iagocard").read_bytes())
    at_site = Receiver.at_site(said["site"], [receive.secret], card, desk.today())
    receipt = Receipt.from_bytes(bundle.read(data, at_site).files["receipt.json"])
    assert (receipt.set, receipt.accepted) == (row.set_digest, receipt.records)
    assert row.file == (kept / "report.iago").read_bytes()


def test_the_pack_is_installed_there(kept: Path, desk: Workspace) -> None:
    assert packs.read_pack(desk, (kept / "pack.iagopack").read_bytes()).known
    assert desk.catalogue.has_form("tumour_flare", 1)


def test_a_set_is_never_made_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "__version__", SETS[0].name)
    before = {path: path.read_bytes() for path in SETS[0].iterdir()}
    assert make.main() == 1
    assert {path: path.read_bytes() for path in SETS[0].iterdir()} == before
