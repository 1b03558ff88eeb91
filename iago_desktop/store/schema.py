"""Which shape the database has, and how an older one reaches today's."""

import shutil
from pathlib import Path

from sqlalchemy import Connection, Engine

from iago_desktop.errors import StoreError
from iago_desktop.signing.whole_file import file_error, private_folder
from iago_desktop.store.connection import APPLICATION, checkpoint

SCHEMA = 4
"""Raised together with a new file in migrations/versions."""


def bring_up_to_date(engine: Engine, path: Path, backups: Path) -> None:
    """Compare one number; migrate only if it is lower, after a copy of the file.  Raises StoreError."""
    with engine.connect() as connection:
        found = _number(connection, "user_version")
        application = _number(connection, "application_id")
        is_empty = _number(connection, "schema_version") == 0
    if not is_empty and application != APPLICATION:
        raise StoreError("database_foreign")
    if found > SCHEMA:
        raise StoreError("database_newer", found=found, known=SCHEMA)
    if found == SCHEMA:
        return
    if not is_empty:
        checkpoint(engine)
        _copy(path, backups / f"{path.stem}-before-{SCHEMA}.db")
    # Half a second of imports that no ordinary start pays for.
    from iago_desktop.store.migrate import upgrade  # noqa: PLC0415

    with engine.execution_options(immediate=True).begin() as connection:
        upgrade(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")


def _number(connection: Connection, pragma: str) -> int:
    return int(connection.exec_driver_sql("PRAGMA " + pragma).scalar_one())


def _copy(path: Path, target: Path) -> None:
    private_folder(target.parent)
    try:
        shutil.copyfile(path, target)
        target.chmod(0o600)
    except OSError as error:
        raise file_error(error) from error
