"""A record may judge another one, and keeps the grades of further systems beside its own."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE record ADD COLUMN about VARCHAR")
    op.execute("ALTER TABLE record ADD COLUMN beside JSON")
    op.execute("ALTER TABLE draft ADD COLUMN about VARCHAR")
