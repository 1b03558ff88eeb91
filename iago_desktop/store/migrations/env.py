"""Alembic's entry: the connection is handed in, there is no alembic.ini and no logging of its own."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
