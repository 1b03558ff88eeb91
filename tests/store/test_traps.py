"""What went wrong once while this was tried, so that it does not go wrong again."""

import os
import sqlite3
import stat
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2
from sqlmodel import Session, insert, select

from iago_desktop.errors import StoreError
from iago_desktop.signing.keystore import Unlocked
from iago_desktop.store import queries
from iago_desktop.store.connection import connect, make_engine
from iago_desktop.store.store import Actor, Store
from iago_desktop.tables import Patient, Practice, Record, Revision
from tests.store.rows import a_patient, a_record, put_patient


def test_the_pool_is_a_queue(store: Store) -> None:
    assert isinstance(store._engine.pool, QueuePool)


def test_ddl_does_not_survive_a_rollback(folder: Path, keys: Unlocked) -> None:
    engine = make_engine(folder / "iago.db", keys.database_key)
    with engine.execution_options(immediate=True).connect() as connection:
        connection.exec_driver_sql("CREATE TABLE half_done (x)")
        connection.rollback()
    with engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    engine.dispose()
    assert "half_done" not in tables


def test_answers_changed_in_place_are_saved(store: Store, actor: Actor) -> None:
    _, treatment = put_patient(store, actor)
    record = a_record(treatment, answers={"fever": {"value": "no"}})
    with store.write(actor, "save_record") as transaction:
        transaction.put(record)
    with store.read() as session:
        loaded = session.exec(select(Record)).one()
    loaded.answers["fever"]["value"] = "yes"
    with store.write(actor, "save_record") as transaction:
        transaction.put(loaded)
    with store.read() as session:
        assert session.exec(select(Record)).one().answers == {"fever": {"value": "yes"}}


def test_answers_changed_in_place_inside_the_transaction_are_saved(store: Store, actor: Actor) -> None:
    _, treatment = put_patient(store, actor)
    with store.write(actor, "save_record") as transaction:
        transaction.put(a_record(treatment, answers={"fever": {"value": "no"}}))
    with store.write(actor, "save_record") as transaction:
        loaded = transaction.session.exec(select(Record)).one()
        loaded.answers["fever"]["value"] = "yes"
        transaction.put(loaded)
    with store.read() as session:
        assert session.exec(select(Record)).one().answers == {"fever": {"value": "yes"}}


def test_put_checks_types_and_does_not_repeat_the_content(store: Store, actor: Actor) -> None:
    wrong = Patient(id="a" * 32, pid=["Canary"])  # type: ignore[arg-type]  # table models do not validate
    with pytest.raises(TypeError, match="Patient: pid") as caught, store.write(actor, "x") as transaction:
        transaction.put(wrong)
    assert "Canary" not in str(caught.value)


def test_numbers_are_text_and_no_query_compares_them(store: Store, actor: Actor) -> None:
    """'10' < '9' in SQL: what is sorted is a promoted column."""
    _, treatment = put_patient(store, actor)
    with store.write(actor, "save_record") as transaction:
        for day in (10, 9, -2, None):
            transaction.put(
                a_record(treatment, onset_from=day, answers={"crp": {"value": str(day), "unit": "mg/L"}})
            )
    with store.read() as session:
        assert [r.onset_from for r in queries.records_of(session, treatment.patient_id)] == [-2, 9, 10, None]
        assert session.connection().exec_driver_sql("SELECT '10' < '9'").scalar() == 1


def test_a_raw_key_costs_no_stretching(store: Store) -> None:
    connection = store._engine.raw_connection()
    assert connection.cursor().execute("PRAGMA cipher_memory_security").fetchone()[0] == "1"
    assert connection.cursor().execute("PRAGMA cipher_version").fetchone()
    connection.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 1),
        ("fullfsync", 1),
        ("checkpoint_fullfsync", 1),
        ("recursive_triggers", 1),
    ],
)
def test_every_connection_is_set_up(store: Store, pragma: str, value: object) -> None:
    connections = [store._engine.raw_connection() for _ in range(3)]
    for connection in connections:
        assert connection.cursor().execute("PRAGMA " + pragma).fetchone()[0] == value
        connection.close()


def test_the_file_starts_with_random_bytes(folder: Path, store: Store) -> None:
    assert not (folder / "iago.db").read_bytes().startswith(b"SQLite format 3\0")


def test_standard_sqlite_cannot_read_it_and_is_not_taken(folder: Path, keys: Unlocked) -> None:
    plain = sqlite3.connect(folder / "iago.db")
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_master")
    plain.close()
    with pytest.raises(StoreError) as caught:
        connect(folder / "other.db", keys.database_key, module=sqlite3)
    assert caught.value.code == "no_encryption"


def test_wrong_key_is_refused_in_words(folder: Path, keys: Unlocked, other_keys: Unlocked) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(folder / "iago.db", other_keys)
    assert caught.value.code == "database_not_readable"
    Store.open(folder / "iago.db", keys).close()  # and the lock was given back


def test_a_plain_database_is_not_opened_at_the_desk(folder: Path, keys: Unlocked) -> None:
    (folder / "iago.db").unlink()
    Store.open_plain(folder / "iago.db", create=True).close()
    with pytest.raises(StoreError) as caught:
        Store.open(folder / "iago.db", keys)
    assert caught.value.code == "database_not_readable"


def test_errors_do_not_repeat_parameters(store: Store, actor: Actor) -> None:
    with (
        pytest.raises(DatabaseError) as caught,
        store.write(actor, "x") as transaction,
    ):
        transaction.session.connection().exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("Canary",))
    assert "Canary" not in str(caught.value)


def test_everything_is_in_the_one_file_after_a_save(folder: Path, store: Store, actor: Actor) -> None:
    put_patient(store, actor)
    assert (folder / "iago.db-wal").stat().st_size == 0


def test_a_reader_does_not_hold_up_a_save(store: Store, actor: Actor) -> None:
    put_patient(store, actor)
    with store.read() as session:
        session.exec(select(Patient)).all()
        with store.write(actor, "x") as transaction:
            transaction.put(a_patient("R-AAAA-BBBB"))
        assert len(session.exec(select(Patient)).all()) == 1  # one moment
    with store.read() as session:
        assert len(session.exec(select(Patient)).all()) == 2


def test_two_threads_write_one_after_the_other(store: Store, actor: Actor) -> None:
    def save(number: int) -> None:
        with store.write(actor, "x") as transaction:
            transaction.put(a_patient(f"R-{number:04}-AAAA"))

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.head()[0] == 9


def test_no_word_of_a_patient_is_readable_in_any_file(folder: Path, store: Store, actor: Actor) -> None:
    put_patient(store, actor, surname="Kanarienvogel")
    with store._engine.connect() as connection:
        connection.exec_driver_sql("SELECT surname FROM identity ORDER BY surname").all()
    reader = store._engine.raw_connection()
    reader.cursor().execute("BEGIN")
    reader.cursor().execute("SELECT * FROM identity").fetchall()
    put_patient(store, actor, surname="Kanarienvogel", pid="R-AAAA-BBBB")  # stays in the -wal
    assert (folder / "iago.db-wal").stat().st_size > 0
    for path in folder.iterdir():
        data = path.read_bytes()
        assert b"Kanarienvogel" not in data
        assert b"R-7K3M-Q2XW" not in data
    reader.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_files_are_their_owner_s_alone(folder: Path, keys: Unlocked) -> None:
    folder.chmod(0o755)
    (folder / "iago.db").chmod(0o644)
    with Store.open(folder / "iago.db", keys) as store, store.read() as session:
        session.exec(select(Practice)).all()
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert set(modes) >= {"iago.db", "iago.db-wal", "keystore.json", "witness.json", "lock"}
    assert {name for name, mode in modes.items() if mode != 0o600} == set()
    assert os.umask(0o077) == 0o077


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM revision WHERE seq = 1",
        "UPDATE revision SET digest = 'x' WHERE seq = 1",
        "UPDATE revision SET actor = 'u2' WHERE seq = 1",
        "UPDATE revision SET seq = 99 WHERE seq = 1",
        "UPDATE revision SET salt = NULL WHERE seq = 1",
        "UPDATE revision SET signature = x'00' WHERE seq = 1",
        "UPDATE revision SET body = x'00' WHERE seq = 1",
        "UPDATE revision SET private = x'00' WHERE seq = 1",
        "UPDATE revision SET body = NULL, intent = 'x' WHERE seq = 1",
        "UPDATE revision SET bundle = 'one' WHERE seq = 1",
        "INSERT OR REPLACE INTO revision SELECT * FROM revision WHERE seq = 1",
    ],
)
def test_the_database_itself_keeps_the_history(store: Store, actor: Actor, change: str) -> None:
    with pytest.raises(DatabaseError, match="never"), store.write(actor, "x") as transaction:
        transaction.session.connection().exec_driver_sql(change)


def test_no_revision_takes_another_s_place(store: Store, actor: Actor) -> None:
    with store.read() as session:
        first = session.exec(select(Revision)).one()
    other = first.model_dump() | {"seq": 99, "body": b"{}"}
    with pytest.raises(DatabaseError, match="never"), store.write(actor, "x") as transaction:
        transaction.session.connection().execute(insert(Revision).prefix_with("OR REPLACE"), other)


def test_blanking_and_leaving_once_are_allowed(store: Store, actor: Actor) -> None:
    with store.write(actor, "x") as transaction:
        run = transaction.session.connection().exec_driver_sql
        run("UPDATE revision SET bundle = 1 WHERE seq = 1")
        run("UPDATE revision SET body = NULL WHERE seq = 1")
        run("UPDATE revision SET private = NULL WHERE seq = 1")
        for again in ("bundle = 2", "bundle = NULL", "body = x'00'", "private = x'00'"):
            with pytest.raises(DatabaseError, match="never"):
                run("UPDATE revision SET " + again + " WHERE seq = 1")  # noqa: S608
    with store.read() as session:
        assert session.exec(select(Revision.bundle)).one() == 1


def test_the_triggers_hold_in_a_plain_database_too(tmp_path: Path) -> None:
    with Store.open_plain(tmp_path / "registry.db", create=True) as store:
        row = Revision(seq=0, site="DE-0042", kind="record", entity_id="a", revision=1, op="put", body=b"{}")
        with store.write(None, "ingest") as transaction:
            transaction.append_revision(row)
        with pytest.raises(DatabaseError, match="never"), store.write(None, "x") as transaction:
            transaction.session.connection().exec_driver_sql("DELETE FROM revision")


def test_a_failed_write_gives_its_lock_back(folder: Path, store: Store, actor: Actor) -> None:
    with pytest.raises(OperationalError), store.write(actor, "x") as transaction:
        transaction.session.connection().exec_driver_sql("SELECT * FROM nowhere")
    put_patient(store, actor)


def test_the_driver_is_the_encrypting_one(store: Store) -> None:
    with Session(store._engine) as session:
        raw = session.connection().connection.driver_connection
    assert isinstance(raw, dbapi2.Connection)
