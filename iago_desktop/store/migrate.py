"""Runs Alembic on an open connection.  Imported only when the file is older than the program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", (Path(__file__).parent / "migrations").as_posix())
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """All steps that are missing, in the caller's transaction."""
    command.upgrade(configuration(connection), "head")
