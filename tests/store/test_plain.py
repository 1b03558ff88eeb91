"""The same tables in a registry's plain file."""

import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import select

from iago_desktop.store.store import Store
from iago_desktop.tables import Patient, Revision
from tests.store.rows import a_patient


def arrived(number: int, site: str = "DE-0042", entity: str = "a" * 32) -> Revision:
    return Revision(
        seq=0,
        site=site,
        kind="record",
        entity_id=entity,
        revision=number,
        op="put",
        body=b"{}",
        digest=f"d{number}",
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Store.open_plain(tmp_path / "registry.db", create=True).close()
    return tmp_path / "registry.db"


def test_it_is_plain_and_its_owner_s_alone(path: Path) -> None:
    assert path.read_bytes().startswith(b"SQLite format 3\0")
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    plain = sqlite3.connect(path)
    assert plain.execute("SELECT count(*) FROM revision").fetchone() == (0,)
    plain.close()
    assert not (path.parent / "witness.json").exists()
    assert not (path.parent / "lock").exists()


def test_revisions_are_numbered_by_arrival(path: Path) -> None:
    with Store.open_plain(path) as store:
        with store.write(None, "ingest") as transaction:
            transaction.append_revision(arrived(1))
            transaction.append_revision(arrived(2))
            transaction.append_revision(arrived(1, site="DE-0043"))
            patient = a_patient(site="DE-0042")
            transaction.put_row(patient)
        assert [change.kind for change in transaction.changes] == ["record", "record", "record", "patient"]
        with store.read() as session:
            assert session.exec(select(Revision.seq)).all() == [1, 2, 3]
            assert session.get(Patient, patient.id) is not None


def test_the_same_revision_of_a_site_cannot_come_twice(path: Path) -> None:
    with Store.open_plain(path) as store:
        with store.write(None, "ingest") as transaction:
            transaction.append_revision(arrived(1))
        with pytest.raises(DatabaseError), store.write(None, "ingest") as transaction:
            transaction.append_revision(arrived(1))
        with store.read() as session:
            assert len(session.exec(select(Revision)).all()) == 1


def test_two_commands_may_have_it_open(path: Path) -> None:
    with Store.open_plain(path) as one, Store.open_plain(path) as other:
        for number, store in enumerate((one, other), start=1):
            with store.write(None, "ingest") as transaction:
                transaction.append_revision(arrived(number))
        assert one.head() == other.head() == (2, "d2")


def test_put_needs_somebody_who_signs(path: Path) -> None:
    with (
        Store.open_plain(path) as store,
        pytest.raises(ValueError, match="actor"),
        store.write(None, "x") as transaction,
    ):
        transaction.put(a_patient())


def test_many_revisions_leave_at_once(path: Path) -> None:
    with Store.open_plain(path) as store:
        with store.write(None, "ingest") as transaction:
            for number in range(1, 1203):
                transaction.append_revision(arrived(number))
            transaction.mark_left(list(range(1, 1203)), 1)
        with store.read() as session:
            assert set(session.exec(select(Revision.bundle)).all()) == {1}
