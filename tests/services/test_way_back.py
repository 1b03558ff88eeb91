"""After an update: a copy from before it, thirty days of a way back, and nothing lost on either side."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.services import backup, data_key, exchange, setup, way_back
from iago_desktop.services.way_back import WayBack
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import backup as backup_files
from iago_desktop.store import queries
from iago_desktop.store.before import copies
from iago_desktop.store.schema import SCHEMA
from iago_desktop.store.verify import verify_chain
from iago_desktop.store.witness import Witness
from iago_desktop.supposed import SupposedDay
from tests.builders import a_patient, an_infection
from tests.older import Older, killed_while_migrating, older, rows, shape
from tests.registry_simulator import RegistrySimulator

UPDATED = date(2026, 11, 23)
KILLS = 2


@pytest.fixture
def practice(tmp_path: Path) -> Older:
    return older(tmp_path / "data" / "practice")


@pytest.fixture
def desk(practice: Older, catalogue: Catalogue) -> Iterator[Workspace]:
    workspace = opened(practice, catalogue)
    yield workspace
    setup.close(workspace)


def opened(practice: Older, catalogue: Catalogue, day: date = UPDATED) -> Workspace:
    return setup.open_workspace(
        practice.folder, "u1", practice.password, "en", today=lambda: day, catalogue=catalogue
    )


def test_an_older_practice_is_migrated_after_its_copy_was_made(practice: Older, desk: Workspace) -> None:
    copy = way_back.offered(desk)
    assert copy is not None
    assert (copy.found, copy.made_for, copy.backup.day) == (3, SCHEMA, UPDATED)
    assert shape(practice.database, practice.keys) == SCHEMA
    with desk.store.read() as session:
        assert verify_chain(session).holds


def test_what_would_be_lost_is_said_and_the_old_database_is_back_as_it_was(
    practice: Older, desk: Workspace
) -> None:
    an_infection(desk, a_patient(desk, surname="Nachher", given_name="Nora"))
    copy = way_back.offered(desk)
    assert copy is not None
    way = WayBack(desk, copy)
    seen = way.preview()
    assert seen.left == 30
    assert "Nachher, Nora" in {each.name for each in seen.lost}
    assert {each.form for each in seen.lost if each.kind == "record"} == {"infection"}
    went = way.carry_out()
    assert went.day == UPDATED
    assert rows(practice.database, practice.keys) == practice.rows
    assert shape(practice.database, practice.keys) == 3
    known = Witness(practice.folder / "witness.json", practice.keys.witness_key).read()
    assert known == (copy.backup.n, copy.backup.head)
    assert went.kept is not None
    newer = rows(went.kept / "iago.db", practice.keys)
    assert any("Nachher" in row for row in newer["identity"])


def test_the_way_may_be_gone_again_in_both_directions(
    practice: Older, desk: Workspace, catalogue: Catalogue
) -> None:
    copy = way_back.offered(desk)
    assert copy is not None
    way = WayBack(desk, copy)
    way.preview()
    way.carry_out()
    again = opened(practice, catalogue)
    assert again.store.warning is None
    assert way_back.offered(again) is not None
    assert shape(practice.database, practice.keys) == SCHEMA
    setup.close(again)


def test_looking_changes_nothing(practice: Older, desk: Workspace) -> None:
    copy = way_back.offered(desk)
    assert copy is not None
    before = rows(practice.database, practice.keys)
    way = WayBack(desk, copy)
    way.preview()
    way.cancel()
    assert rows(practice.database, practice.keys) == before
    assert sorted(path.name for path in practice.folder.parent.iterdir()) == ["practice"]


@pytest.mark.parametrize(("days", "there"), [(29, True), (30, True), (31, False)])
def test_it_is_open_for_thirty_days(desk: Workspace, days: int, *, there: bool) -> None:
    copy = way_back.offered(desk)
    assert copy is not None
    desk.today = lambda: UPDATED + timedelta(days=days)
    gone = way_back.close_if_due(desk)
    assert copy.backup.path.exists() is there
    assert (way_back.offered(desk) is not None) is there
    assert gone == (() if there else (copy.backup.path.name,))
    with desk.store.read() as session:
        told = [line.intent for line in queries.audit_since(session, 0)]
    assert told.count("close_way_back") == (0 if there else 1)
    if not there:
        with pytest.raises(IagoError, match="way_back_over"):
            WayBack(desk, copy).preview()


def test_a_clock_in_doubt_removes_nothing(desk: Workspace) -> None:
    desk.today = lambda: SupposedDay(2031, 1, 1)
    assert way_back.close_if_due(desk) == ()
    assert copies(desk.folder / "backups")


def test_daily_backups_neither_count_nor_remove_it(desk: Workspace) -> None:
    for day in (0, 9):
        desk.today = lambda day=day: UPDATED + timedelta(days=day)  # type: ignore[misc]
        backup.make(desk)
    assert not backup_files.prune(desk.folder / "backups")
    assert len(copies(desk.folder / "backups")) == 1
    assert all("before" not in each.path.name for each in backup_files.backups(desk.folder / "backups"))


def test_what_was_sent_since_closes_the_way(desk: Workspace, tmp_path: Path) -> None:
    registry, stick = RegistrySimulator(), tmp_path / "stick"
    stick.mkdir()
    copy = way_back.offered(desk)
    assert copy is not None
    registry.enrol(desk, stick)
    an_infection(desk, a_patient(desk))
    exchange.export(desk, stick)
    with pytest.raises(IagoError, match="way_back_sent"):
        WayBack(desk, copy).preview()
    assert not (desk.folder.parent / "practice restoring").exists()


def test_a_renewed_key_takes_the_copy_with_the_old_backups(desk: Workspace) -> None:
    data_key.forget_old_backups(desk)
    assert way_back.offered(desk) is None


def test_killed_at_any_moment_the_old_or_the_new_is_there(practice: Older, catalogue: Catalogue) -> None:
    chance = random.Random(3)  # noqa: S311
    for _ in range(KILLS):
        if not killed_while_migrating(practice, chance):
            break
    desk = opened(practice, catalogue)
    with desk.store.read() as session:
        assert verify_chain(session).holds
    setup.close(desk)
    assert shape(practice.database, practice.keys) == SCHEMA
