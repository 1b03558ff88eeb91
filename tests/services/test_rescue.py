"""Rows that cannot be read, damaged pages, and what a practice goes on with."""

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import StoreError
from iago_desktop.services import integrity, mending, patients, setup
from iago_desktop.services.damaged import DamagedDatabaseError
from iago_desktop.services.rescue import Report, Rescue
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.agreement import differences
from iago_desktop.store.connection import connect
from iago_desktop.store.verify import verify_chain
from iago_desktop.tables import Identity, InfusionDate, Patient, Quarantined, Record, Revision, Treatment
from tests.builders import a_patient, an_infection
from tests.conftest import PASSWORD, TODAY

Open = Callable[[], Workspace]
PAGE = 4096
ENOUGH = int(os.environ.get("IAGO_RESCUES", "3"))


def spoil(workspace: Workspace, statement: str, *values: Any) -> None:
    """As a fault would leave it: past the program, with the key."""
    raw = connect(workspace.store.path, workspace.unlocked.database_key)
    raw.execute(statement, values)
    raw.close()


def all_of(workspace: Workspace, table: Any) -> list[dict[str, Any]]:
    with workspace.store.read() as session:
        return [row.model_dump() for row in session.exec(select(table).order_by(col(table.id)))]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("record", "answers", '{"onset": {"val'),
        ("record", "private", "7"),
        ("record", "beside", "nonsense"),
        ("treatment", "answers", ""),
        ("consent", "private", '["a list"]'),
    ],
)
def test_a_row_that_cannot_be_read_is_put_back_from_its_history(
    opened: Open, table: str, column: str, value: str
) -> None:
    workspace = opened()
    patient = a_patient(workspace)
    an_infection(workspace, patient, note="at home")
    before = {each: all_of(workspace, each) for each in (Record, Treatment, Identity, InfusionDate)}
    number = workspace.store.head()[0]
    spoil(workspace, f"UPDATE {table} SET {column} = ?", value)  # noqa: S608 -- names of the test
    assert mending.mend(workspace) == mending.Mended(restored=1)
    assert {each: all_of(workspace, each) for each in before} == before
    with workspace.store.read() as session:
        (entry,) = session.exec(select(Revision).where(col(Revision.seq) > number)).all()
        assert verify_chain(session).holds
        assert not list(differences(session))
    assert (entry.kind, entry.intent) == (table, "restore_row")
    told = json.loads(entry.private or b"")["details"]
    assert (told["why"], told["kept"][column]) == (column, value)
    assert mending.mend(workspace) == mending.Mended()
    assert mending.apart(workspace) == ()


def test_what_its_history_does_not_have_is_set_apart_and_the_rest_goes_on(opened: Open) -> None:
    workspace = opened()
    patient = a_patient(workspace)
    wrong, right = an_infection(workspace, patient), an_infection(workspace, patient, onset="d30")
    with workspace.store.read() as session:
        leaving = {each.entity_id for each in queries.waiting_lines(session)}
    assert {wrong, right} <= leaving
    raw = connect(workspace.store.path, workspace.unlocked.database_key)
    for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute("UPDATE revision SET body = x'00' WHERE entity_id = ?", (wrong,))
    raw.execute("UPDATE record SET answers = '{' WHERE id = ?", (wrong,))
    raw.close()
    assert mending.mend(workspace) == mending.Mended(apart=1)
    (apart,) = mending.apart(workspace, patient)
    assert (apart.id, apart.kind, apart.why, apart.can_be_restored) == (wrong, "record", "answers", False)
    assert [row["id"] for row in all_of(workspace, Record)] == [right]
    with workspace.store.read() as session:
        leaving = {each.entity_id for each in queries.waiting_lines(session)}
        newest = session.exec(select(Revision).order_by(col(Revision.seq).desc())).first()
    assert wrong not in leaving
    assert right in leaving
    assert newest is not None
    assert newest.intent == "quarantine_row"
    assert json.loads(newest.private or b"")["details"]["kept"]["answers"] == "{"
    assert patients.view(workspace, patient).records == 1


def test_of_a_patient_whose_treatment_is_apart_nothing_leaves_but_a_withdrawal(opened: Open) -> None:
    workspace = opened()
    patient, other = a_patient(workspace), a_patient(workspace, "Cordes")
    an_infection(workspace, patient)
    treatment = patients.view(workspace, patient).treatment_id
    with workspace.write("quarantine_row") as transaction:
        transaction.put_aside(
            Quarantined(id=treatment, kind="treatment", patient_id=patient, why="answers", found="2026-11-20")
        )
    with workspace.store.read() as session:
        assert {each.patient_id for each in queries.waiting_lines(session)} == {other}


def test_a_row_that_says_something_else_is_marked_found_weekly_and_restored_by_a_person(opened: Open) -> None:
    workspace = opened()
    patient = a_patient(workspace)
    record = an_infection(workspace, patient)
    before = all_of(workspace, Record)
    assert integrity.is_due(workspace)
    assert integrity.check(workspace).holds
    assert not integrity.is_due(workspace)
    spoil(workspace, "UPDATE record SET grade = 4 WHERE id = ?", record)
    spoil(workspace, "UPDATE identity SET surname = 'Anders' WHERE id = ?", patient)
    found = integrity.check(workspace)
    assert (found.rows, found.holds, found.entry) == (2, False, None)
    assert integrity.last_check(workspace) == found
    assert {(each.id, each.why) for each in mending.apart(workspace)} == {
        (record, "differs"),
        (patient, "differs"),
    }
    with workspace.store.read() as session:
        assert record not in {each.entity_id for each in queries.waiting_lines(session)}
    assert mending.restore(workspace) == 2
    assert all_of(workspace, Record) == before
    assert [row["surname"] for row in all_of(workspace, Identity)] == ["Baumann"]
    assert integrity.check(workspace).holds


def test_what_was_corrected_meanwhile_is_no_longer_marked(opened: Open) -> None:
    workspace = opened()
    record = an_infection(workspace, a_patient(workspace))
    spoil(workspace, "UPDATE record SET grade = 4 WHERE id = ?", record)
    integrity.check(workspace)
    spoil(workspace, "UPDATE record SET grade = 2 WHERE id = ?", record)
    assert integrity.check(workspace).holds
    assert mending.apart(workspace) == ()


def test_the_weekly_check_finds_an_edited_history(opened: Open) -> None:
    workspace = opened()
    a_patient(workspace)
    raw = connect(workspace.store.path, workspace.unlocked.database_key)
    for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute("UPDATE revision SET actor = 'u9' WHERE seq = 3")
    raw.close()
    found = integrity.check(workspace)
    assert (found.entry, found.holds) == (3, False)


def test_a_history_that_the_witness_doubts_is_accepted_by_one_entry(
    opened: Open, practice_folder: Path
) -> None:
    workspace = opened()
    a_patient(workspace)
    setup.close(workspace)
    (practice_folder / "witness.json").unlink()
    workspace = opened()
    assert workspace.store.warning is not None
    number = workspace.store.head()[0]
    integrity.accept_history(workspace)
    integrity.accept_history(workspace)
    assert workspace.store.warning is None
    assert workspace.store.head()[0] == number + 1
    with workspace.store.read() as session:
        entry = session.get(Revision, number + 1)
    assert entry is not None
    assert entry.intent == "accept_history"
    assert json.loads(entry.private or b"")["details"] == {"warning": "witness_missing"}
    setup.close(workspace)
    assert opened().store.warning is None


# damaged pages


def damage(path: Path, *pages: int) -> None:
    data = bytearray(path.read_bytes())
    for page in pages:
        data[page * PAGE + 100] ^= 0x10
    path.write_bytes(data)


@pytest.fixture
def many(opened: Open) -> Workspace:
    workspace = opened()
    for number in range(12):
        patient = a_patient(workspace, f"Name{number:02}")
        an_infection(workspace, patient, note=f"note {number}")
    return workspace


def reopened(folder: Path, catalogue: Catalogue) -> Workspace:
    return setup.open_workspace(folder, "u1", PASSWORD, "en", today=lambda: TODAY, catalogue=catalogue)


def rescued_report(damaged: DamagedDatabaseError) -> Report | None:
    """The practice goes on with what was rescued; None where the page was one of the list of tables."""
    path = damaged.folder / "iago.db"
    content = path.read_bytes()
    rescue = Rescue(damaged, today=lambda: TODAY)
    try:
        report = rescue.write()
    except StoreError as error:
        assert error.code == "nothing_to_rescue"  # noqa: PT017 -- told by the return value
        assert path.read_bytes() == content
        return None
    assert path.read_bytes() == content
    kept = rescue.go_on()
    assert kept is not None
    assert (kept / "iago.db").read_bytes() == content
    return report


def test_damaged_pages_anywhere_are_noticed_rescued_and_said(
    many: Workspace, practice_folder: Path, catalogue: Catalogue, tmp_path: Path
) -> None:
    """One page after another, apart from the list of tables: what was in it comes back, or is named."""
    before = {table: all_of(many, table) for table in (Patient, Record, Identity, InfusionDate, Treatment)}
    total = many.store.head()[0]
    setup.close(many)
    whole = practice_folder.parent / "whole"
    practice_folder.rename(whole)
    chance = random.Random(5)  # noqa: S311
    size = (whole / "iago.db").stat().st_size // PAGE
    rescued = cut = 0
    for page in chance.sample(range(1, size), size - 1):
        if rescued >= ENOUGH and cut:
            break
        folder = tmp_path / f"page-{page}"
        shutil.copytree(whole, folder)
        damage(folder / "iago.db", page)
        try:
            workspace = reopened(folder, catalogue)
        except DamagedDatabaseError as error:
            damaged = error
        else:  # a page that nothing is in
            assert {table: all_of(workspace, table) for table in before} == before
            setup.close(workspace)
            continue
        report = rescued_report(damaged)
        if report is None:
            continue
        workspace = reopened(folder, catalogue)
        rescued += 1
        cut += bool(report.lost)
        assert workspace.store.warning is None
        with workspace.store.read() as session:
            chain = verify_chain(session)
            assert chain.cut == report.lost
            assert (chain.holds, report.holds) == (True, True) or chain.why in ("user", "cut")
            (entry,) = session.exec(select(Revision).where(col(Revision.intent) == "rescue")).all()
        assert entry.seq > total
        assert json.loads(entry.private or b"")["details"]["lost"] == list(report.lost)
        if not report.lost:  # the history is whole: so is everything else
            assert {table: all_of(workspace, table) for table in before} == before
            assert all(count.there == count.known for count in report.counts)
            assert not report.apart
        a_patient(workspace, "Later")
        setup.close(workspace)
    assert rescued >= ENOUGH
    assert cut


def test_a_database_that_begins_damaged_says_that_nothing_can_be_rescued(
    many: Workspace, practice_folder: Path, catalogue: Catalogue
) -> None:
    setup.close(many)
    damage(practice_folder / "iago.db", 0)
    with pytest.raises(DamagedDatabaseError) as caught:
        reopened(practice_folder, catalogue)
    assert caught.value.code == "database_not_readable"
    assert not caught.value.can_be_rescued
    before = sorted(path.name for path in practice_folder.iterdir())
    with pytest.raises(StoreError, match="nothing_to_rescue"):
        Rescue(caught.value).write()
    assert sorted(path.name for path in practice_folder.iterdir()) == before
    assert [path.name for path in practice_folder.parent.glob("practice*")] == ["practice"]


def test_with_a_wrong_password_nothing_is_said_about_damage(
    many: Workspace, practice_folder: Path, catalogue: Catalogue
) -> None:
    setup.close(many)
    damage(practice_folder / "iago.db", 3)
    with pytest.raises(Exception, match="wrong_password"):
        setup.open_workspace(practice_folder, "u1", "not the right words", "en", catalogue=catalogue)
