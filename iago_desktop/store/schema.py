"""Which shape the database has, and how an older one reaches today's."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine

from iago_desktop.errors import StoreError
from iago_desktop.store.connection import APPLICATION, checkpoint

SCHEMA = 4
"""Raised together with a new file in migrations/versions."""


Before = Callable[[int, int], object]
"""Told the shape that was found and the one that follows, before anything changes; raises to stop it."""


def bring_up_to_date(engine: Engine, before: Before | None) -> None:
    """Compare one number; migrate only if it is lower, after `before`.  Raises StoreError.

    The steps and the new number are one transaction: who stops it has the old shape or the new one.  `before`
    is None for a copy that is thrown away.
    """
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
        if before is not None:
            before(found, SCHEMA)
    # Half a second of imports that no ordinary start pays for.
    from iago_desktop.store.migrate import upgrade  # noqa: PLC0415

    with engine.execution_options(immediate=True).begin() as connection:
        upgrade(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")


def _number(connection: Connection, pragma: str) -> int:
    return int(connection.exec_driver_sql("PRAGMA " + pragma).scalar_one())
