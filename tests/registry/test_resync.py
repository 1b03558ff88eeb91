"""A practice is restored from a backup after it has sent more: how desk and registry come together again."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner

from iago_desktop.errors import IagoError
from iago_desktop.registry.commands import app
from iago_desktop.registry.home import Home
from iago_desktop.registry.resync import state_of
from iago_desktop.services import backup, enrolment, exchange, records, resync, setup, users, withdrawal
from iago_desktop.services.restore import Restore
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import FLOOR
from iago_desktop.signing.receipt import Receipt
from iago_desktop.store import queries
from iago_desktop.tables import Bundle, Record, Revision
from tests.builders import a_patient, an_infection
from tests.conftest import PASSWORD, TODAY
from tests.registry.conftest import NOW


def command(*arguments: object) -> Any:
    result = CliRunner().invoke(app, [*map(str, arguments), "--json"])
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)


@pytest.fixture
def desk(opened: Callable[[], Workspace], home: Home, tmp_path: Path) -> Workspace:
    workspace = opened()
    enrolment.pin_card(workspace, home.card_file.read_bytes(), home.fingerprint.split(" ")[-1])
    request = enrolment.write_request(workspace, tmp_path)
    answer = tmp_path / "site.iagocert"
    command("enrol", home.path, request.path, "--fingerprint", request.fingerprint, "-o", answer)
    exchange.import_file(workspace, answer.read_bytes())
    return workspace


def send(desk: Workspace, home: Home, folder: Path, *, answer: bool = True) -> Any:
    exported = exchange.export(desk, folder)
    (row,) = command("ingest", home.path, exported.path, "--receipts", folder)
    if answer and row["receipt"]:
        exchange.import_file(desk, Path(row["receipt"]).read_bytes())
    return row


def back(desk: Workspace, made: Path, *, lost: bool = False) -> Workspace:
    """Closed, restored from the backup, open again."""
    folder = desk.folder
    setup.close(desk)
    if lost:
        (folder / "iago.db").write_bytes(b"")
    restore = Restore(folder, lambda: TODAY)
    restore.take(made)
    restore.unlock("u1", PASSWORD)
    restore.carry_out()
    return setup.open_workspace(folder, "u1", PASSWORD, "en", today=lambda: TODAY, catalogue=desk.catalogue)


def resynced(desk: Workspace, home: Home, folder: Path) -> exchange.Imported:
    target = folder / "resync.iago"
    command("resync", home.path, "DE-0001", "-o", target)
    return exchange.import_file(desk, target.read_bytes())


def correct(desk: Workspace, record: str, **entered: object) -> None:
    draft_id = records.correct(desk, record)
    draft = records.open_draft(desk, draft_id).draft
    for name, value in entered.items():
        draft.enter(name, value)
    records.finish(desk, draft_id, draft, "looked up again")
    records.sign(desk, record)


def at_registry(home: Home, record: str) -> tuple[int, dict[str, Any]]:
    """Number of the newest revision there, and the answers."""
    with home.store() as store, store.read() as session:
        newest = session.exec(
            select(Revision.revision)
            .where(col(Revision.entity_id) == record)
            .order_by(col(Revision.revision).desc())
        ).first()
        row = session.get(Record, record)
        assert row
        assert newest
        return newest, row.answers


def test_what_was_typed_again_goes_on_after_what_the_registry_holds(
    desk: Workspace, home: Home, tmp_path: Path
) -> None:
    patient = a_patient(desk)
    record = an_infection(desk, patient)
    send(desk, home, tmp_path)
    made = backup.make(desk).path
    correct(desk, record, route="iv")
    lost_record = an_infection(desk, patient, onset="d20")
    send(desk, home, tmp_path)

    desk = back(desk, made)
    try:
        correct(desk, record, route="local")  # typed again, otherwise
        fresh = an_infection(desk, patient, onset="d21")
        with pytest.raises(IagoError, match="resync_needed"):
            exchange.export(desk, tmp_path)
        assert not list(tmp_path.glob("*000003*"))

        done = resynced(desk, home, tmp_path)
        assert (done.kind, done.code, done.seq) == ("resync", "resync_missing", 3)
        row = send(desk, home, tmp_path)
        assert (row["state"], row["seq"], row["code"]) == ("accepted", 3, None), row
        assert isinstance(row["cut"], int)
        number, answers = at_registry(home, record)
        assert answers["route"]["value"] == "local"
        with desk.store.read() as session:
            own = max(each.revision for each in session.exec(select(Revision)) if each.entity_id == record)
            assert number == own
        assert at_registry(home, fresh)[1]["onset"]
        assert at_registry(home, lost_record)[1]["onset"]  # what was lost here is still there
        (gone,) = (each for each in resync.missing(desk) if each.kind == "record")
        assert (gone.who, gone.form, gone.bundle, gone.older) == ("Baumann, Ute", "infection", 2, False)

        # and from there on as if nothing had been
        correct(desk, fresh, route="iv")
        row = send(desk, home, tmp_path)
        assert (row["state"], row["seq"], row["cut"]) == ("accepted", 4, None)
    finally:
        setup.close(desk)


def test_the_cut_stands_in_the_row_and_in_the_receipt(desk: Workspace, home: Home, tmp_path: Path) -> None:
    patient = a_patient(desk)
    an_infection(desk, patient)
    send(desk, home, tmp_path)
    made = backup.make(desk)
    an_infection(desk, patient, onset="d20")
    send(desk, home, tmp_path)
    desk = back(desk, made.path)
    try:
        resynced(desk, home, tmp_path)
        an_infection(desk, patient, onset="d22")
        row = send(desk, home, tmp_path)
        assert row["cut"] == made.n  # the last entry that both know
        with home.store() as store, store.read() as session:
            kept = queries.bundle(session, 3, "DE-0001")
            assert kept
            assert kept.cut == made.n
        with desk.store.read() as session:
            mine = queries.last_bundle(session)
            assert mine
            assert (mine.audit_last, mine.audit_head) == (kept.audit_last, kept.audit_head)
            own = enrolment.enrolled(session, None)
        contents = exchange.bundle.read(
            Path(row["receipt"]).read_bytes(),
            exchange.Receiver.at_site("DE-0001", [own.secret], own.card, TODAY),
        )
        assert Receipt.from_bytes(contents.files["receipt.json"]).cut == made.n
    finally:
        setup.close(desk)
    text = CliRunner().invoke(
        app,
        [
            "ingest",
            str(home.path),
            str(next(tmp_path.glob("IAGO_DE-0001_000003.iago"))),
            "--receipts",
            str(tmp_path),
        ],
    )
    assert "already" in text.stdout


def test_without_the_file_the_registry_quarantines_the_fork(
    desk: Workspace, home: Home, tmp_path: Path
) -> None:
    patient = a_patient(desk)
    known = an_infection(desk, patient, onset="d12")
    send(desk, home, tmp_path)
    made = backup.make(desk).path
    an_infection(desk, patient)
    send(desk, home, tmp_path)
    desk = back(desk, made)
    try:
        with desk.write("choose_unit") as transaction:  # as an older program would: it owes nothing
            practice = queries.practice(transaction.session)
            assert practice
            practice.chosen = {}
            transaction.put_aside(practice)
        typed = an_infection(desk, patient, onset="d20")
        correct(desk, known, route="local")
        row = send(desk, home, tmp_path, answer=False)
        assert (row["state"], row["code"]) == ("fork", "bundle_forked")
        with home.store() as store, store.read() as session:
            assert len(session.exec(select(Bundle)).all()) == 2
        # the usual cause is a backup: the file mends it although nobody here knew of a restore
        done = resynced(desk, home, tmp_path)
        assert done.seq == 3
        assert [each.seq for each in exchange.ledger(desk)] == [2, 1]
        # what was in the bundle that the registry refused has not left: it waits again, and arrives
        assert exchange.waiting(desk).records == 2
        row = send(desk, home, tmp_path)
        assert (row["state"], row["seq"]) == ("accepted", 3), row
        assert at_registry(home, typed)[1]["onset"]
        assert at_registry(home, known)[1]["route"]["value"] == "local"
        assert exchange.waiting(desk).revisions == 0
    finally:
        setup.close(desk)


def test_who_only_stopped_is_not_erased_by_a_restore(desk: Workspace, home: Home, tmp_path: Path) -> None:
    patient = a_patient(desk)
    record = an_infection(desk, patient)
    send(desk, home, tmp_path)
    made = backup.make(desk).path
    withdrawal.withdraw(desk, patient, "stop")
    send(desk, home, tmp_path)
    desk = back(desk, made)
    try:
        withdrawal.withdraw(desk, patient, "stop")  # typed again, under the number that the registry has
        resynced(desk, home, tmp_path)
        an_infection(desk, a_patient(desk, "Huber"))
        assert send(desk, home, tmp_path)["state"] == "accepted"
        assert at_registry(home, record)[1]["route"]
    finally:
        setup.close(desk)


def test_where_nothing_was_typed_since_the_older_state_is_named(
    desk: Workspace, home: Home, tmp_path: Path
) -> None:
    patient = a_patient(desk)
    record = an_infection(desk, patient)
    made = backup.make(desk).path  # before it was sent at all
    send(desk, home, tmp_path)
    correct(desk, record, route="iv")
    send(desk, home, tmp_path)
    desk = back(desk, made, lost=True)
    try:
        resynced(desk, home, tmp_path)
        found = [each for each in resync.missing(desk) if each.kind == "record"]
        assert [(each.form, each.older) for each in found] == [("infection", True)]
        waiting = exchange.waiting(desk)
        assert waiting.records == 0  # what had left is not sent again
        correct(desk, record, route="iv")
        row = send(desk, home, tmp_path)
        assert (row["state"], row["seq"]) == ("accepted", 3), row
        assert at_registry(home, record)[1]["route"]["value"] == "iv"
    finally:
        setup.close(desk)


def test_a_person_added_again_under_the_same_number(desk: Workspace, home: Home, tmp_path: Path) -> None:
    patient = a_patient(desk)
    an_infection(desk, patient)
    send(desk, home, tmp_path)
    made = backup.make(desk).path
    users.add_user(desk, "Dr. Ada Berg", "physician", "amber kettle walks northward", FLOOR)
    an_infection(desk, patient, onset="d20")
    send(desk, home, tmp_path)
    desk = back(desk, made)
    try:
        users.add_user(desk, "Dr. Otto Kern", "physician", "violet lantern hums softly", FLOOR)
        resynced(desk, home, tmp_path)
        an_infection(desk, patient, onset="d22")
        row = send(desk, home, tmp_path)
        assert row["state"] == "accepted", row
    finally:
        setup.close(desk)


def test_restored_twice_before_the_registry_was_asked(desk: Workspace, home: Home, tmp_path: Path) -> None:
    first = tmp_path / "first.iagobak"
    shutil.copyfile(backup.make(desk).path, first)
    patient = a_patient(desk)
    an_infection(desk, patient)
    send(desk, home, tmp_path)
    desk = back(back(desk, first), first)
    try:
        an_infection(desk, a_patient(desk))
        with pytest.raises(IagoError, match="resync_needed"):
            exchange.export(desk, tmp_path)
        resynced(desk, home, tmp_path)
        kept = backup.make(desk).path
        desk = back(desk, kept)  # asked already: the backup knows it
        row = send(desk, home, tmp_path)
        assert (row["state"], row["seq"]) == ("accepted", 2), row
    finally:
        setup.close(desk)


def test_the_file_says_nothing_new_to_a_practice_that_agrees(
    desk: Workspace, home: Home, tmp_path: Path
) -> None:
    an_infection(desk, a_patient(desk))
    send(desk, home, tmp_path)
    done = resynced(desk, home, tmp_path)
    assert (done.code, done.seq) == ("resync_known", 2)
    assert exchange.ledger(desk)[0].seq == 1


def test_before_any_bundle_the_file_lets_the_first_one_leave(
    desk: Workspace, home: Home, tmp_path: Path
) -> None:
    made = backup.make(desk).path
    desk = back(desk, made, lost=True)
    try:
        an_infection(desk, a_patient(desk))
        with pytest.raises(IagoError, match="resync_needed"):
            exchange.export(desk, tmp_path)
        done = resynced(desk, home, tmp_path)
        assert (done.code, done.seq) == ("resync_taken", 1)
        assert send(desk, home, tmp_path)["state"] == "accepted"
    finally:
        setup.close(desk)


def test_a_file_that_does_not_reach_back_is_refused(desk: Workspace, home: Home, tmp_path: Path) -> None:
    patient = a_patient(desk)
    for day in (14, 20, 22):
        an_infection(desk, patient, onset=f"d{day}")
        send(desk, home, tmp_path)
    with home.store() as store, store.read() as session:
        said = state_of(session, home.id, "DE-0001", NOW, most=5)
        assert 1 < said.since <= 3
        assert {each.bundle for each in said.revisions} == set(range(said.since, 4))
        assert len(said.to_bytes()) < 2**20
    with desk.store.read() as session:
        own = enrolment.enrolled(session, None)
    with pytest.raises(IagoError, match="resync_too_short"):
        resync.take(desk, own, said.model_copy(update={"since": 9, "seq": 9}), "")


def test_an_unknown_practice_gets_no_file(home: Home, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        app, ["resync", str(home.path), "DE-0099", "-o", str(tmp_path / "x"), "--json"]
    )
    assert result.exit_code == 1
    assert json.loads(result.stdout)["code"] == "resync_site_unknown"
    assert not (tmp_path / "x").exists()
