"""The shape of the database, and how an older file reaches it."""

import ast
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from iago_desktop import tables
from iago_desktop.errors import StoreError
from iago_desktop.signing.keystore import Unlocked
from iago_desktop.store import migrations
from iago_desktop.store.backup import check, unpack
from iago_desktop.store.before import copies, write_copy
from iago_desktop.store.connection import APPLICATION, connect
from iago_desktop.store.migrate import configuration
from iago_desktop.store.schema import SCHEMA
from iago_desktop.store.store import Actor, Store
from tests.store.rows import put_patient

VERSIONS = Path(migrations.__file__).parent / "versions"


def pragma(path: Path, keys: Unlocked, statement: str) -> object:
    raw = connect(path, keys.database_key)
    try:
        row = raw.execute("PRAGMA " + statement).fetchone()
        return row[0] if row else None
    finally:
        raw.close()


def test_migrated_schema_is_that_of_the_tables(store: Store) -> None:
    with store._engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_columns_stand_in_the_order_of_the_tables(store: Store) -> None:
    with store._engine.connect() as connection:
        for name, table in SQLModel.metadata.tables.items():
            found = connection.exec_driver_sql(f"PRAGMA table_info({name})").all()
            assert [row[1] for row in found] == [column.name for column in table.columns]
            assert [bool(row[3]) for row in found] == [not column.nullable for column in table.columns]


def test_the_number_compared_is_that_of_the_newest_migration(store: Store) -> None:
    with store._engine.connect() as connection:
        scripts = ScriptDirectory.from_config(configuration(connection))
        head = scripts.get_current_head()
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == head
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == SCHEMA
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION
    assert head == f"{SCHEMA:04}"
    assert len(list(VERSIONS.glob("v*.py"))) == SCHEMA


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("v*.py")), ids=lambda path: path.stem)
def test_a_migration_is_a_fossil(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert not [module for module in modules if module.startswith("iago_desktop")]


def test_alembic_is_imported_only_when_the_number_differs(folder: Path, keys: Unlocked) -> None:
    code = (
        "import sys; from pathlib import Path; from types import SimpleNamespace as N\n"
        "from iago_desktop.store.store import Store\n"
        "keys = N(database_key=bytes.fromhex(sys.argv[2]), witness_key=bytes.fromhex(sys.argv[3]))\n"
        "Store.open(Path(sys.argv[1]), keys).close(); print('alembic' in sys.modules)"
    )
    arguments = [str(folder / "iago.db"), keys.database_key.hex(), keys.witness_key.hex()]
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_a_newer_database_is_refused_and_untouched(folder: Path, keys: Unlocked) -> None:
    path = folder / "iago.db"
    pragma(path, keys, f"user_version={SCHEMA + 1}")
    stored = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        Store.open(path, keys)
    assert path.read_bytes() == stored
    assert caught.value.code == "database_newer"
    assert caught.value.details == {"found": SCHEMA + 1, "known": SCHEMA}
    assert pragma(path, keys, "user_version") == SCHEMA + 1


def test_an_older_database_is_copied_before_it_is_migrated(
    folder: Path, keys: Unlocked, actor: Actor, tmp_path: Path
) -> None:
    path = folder / "iago.db"
    with Store.open(path, keys) as store:
        patient, _ = put_patient(store, actor)
    pragma(path, keys, "user_version=0")
    with Store.open(path, keys) as store, store.read() as session:
        assert session.get(tables.Patient, patient.id) is not None
    assert pragma(path, keys, "user_version") == SCHEMA
    (copy,) = copies(folder / "backups")
    assert (copy.found, copy.made_for) == (0, SCHEMA)
    assert copy.backup.path.stat().st_mode & 0o777 == 0o600
    unpack(copy.backup.path, tmp_path)
    check(copy.backup.path, tmp_path / "iago.db", keys.database_key)
    assert pragma(tmp_path / "iago.db", keys, "user_version") == 0


def test_without_room_for_the_copy_no_migration_begins(folder: Path, keys: Unlocked) -> None:
    path = folder / "iago.db"
    pragma(path, keys, "user_version=0")
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        write_copy(path, keys.database_key, 0, SCHEMA, date(2026, 11, 20), free=lambda _folder: 1_000_000)
    assert caught.value.code == "migration_no_room"
    assert caught.value.details["free"] == 1
    assert path.read_bytes() == before
    assert not list((folder / "backups").iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="what a handle writes to is asked of /proc")
def test_a_copy_that_cannot_be_opened_again_stops_the_migration(
    folder: Path, keys: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "iago.db"
    pragma(path, keys, "user_version=0")
    sync, packed = os.fsync, []

    def forgetful(handle: int) -> None:
        """A disk that loses a page of what it was given."""
        sync(handle)
        name = str(Path(f"/proc/self/fd/{handle}").readlink())
        if name.endswith(".iagobak.new"):
            packed.append(name)
            os.pwrite(handle, bytes(4096), 20_000)

    monkeypatch.setattr("iago_desktop.store.backup.os.fsync", forgetful)
    with pytest.raises(StoreError) as caught:
        Store.open(path, keys)
    assert packed
    assert caught.value.code == "migration_copy_bad"
    assert pragma(path, keys, "user_version") == 0
    assert not list((folder / "backups").iterdir())


def test_a_registry_s_plain_database_is_copied_too(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    Store.open_plain(path, create=True).close()
    raw = connect(path, None)
    raw.execute("PRAGMA user_version=0")
    raw.close()
    Store.open_plain(path).close()
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.name.startswith(f"registry-before-0-to-{SCHEMA}-")
    raw = connect(copy, None)
    assert raw.execute("PRAGMA user_version").fetchone() == (0,)
    raw.close()


def test_a_migration_that_fails_leaves_the_old_shape(
    folder: Path, keys: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "iago.db"
    pragma(path, keys, "user_version=0")

    def breaks(connection: object) -> None:
        connection.exec_driver_sql("CREATE TABLE half_done (x)")  # type: ignore[attr-defined]
        raise RuntimeError

    monkeypatch.setattr("iago_desktop.store.migrate.upgrade", breaks)
    with pytest.raises(RuntimeError):
        Store.open(path, keys)
    assert pragma(path, keys, "user_version") == 0
    assert pragma(path, keys, "table_info(half_done)") is None


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    raw = connect(path, None)
    raw.execute("CREATE TABLE theirs (x)")
    raw.close()
    with pytest.raises(StoreError) as caught:
        Store.open_plain(path)
    assert caught.value.code == "database_foreign"
