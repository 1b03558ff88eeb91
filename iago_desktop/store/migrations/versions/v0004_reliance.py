"""What a practice relies on for years: rights, several computers, quarantine, withdrawal."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# A column that must be filled cannot be added without a default, which the tables do not have.
_USER = (
    "CREATE TABLE user ("
    "id VARCHAR NOT NULL PRIMARY KEY, site VARCHAR NOT NULL, name VARCHAR NOT NULL, role VARCHAR NOT NULL, "
    "verify_key VARCHAR NOT NULL, active BOOLEAN NOT NULL, rights VARCHAR NOT NULL)"
)
_PRACTICE = (
    "CREATE TABLE practice ("
    "id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, place VARCHAR NOT NULL, "
    "site VARCHAR NOT NULL, demo BOOLEAN NOT NULL, training BOOLEAN NOT NULL, chosen JSON NOT NULL, "
    "desk VARCHAR NOT NULL, sealed VARCHAR)"
)


def upgrade() -> None:
    op.execute("ALTER TABLE user RENAME TO user_before")
    op.execute("DROP INDEX ix_user_site")
    op.execute(_USER)
    # Until now a physician could do everything and a nurse everything but sign.
    op.execute(
        "INSERT INTO user SELECT id, site, name, role, verify_key, active, "
        "CASE WHEN site <> '' THEN '' WHEN role = 'physician' THEN 'enter sign export manage' "
        "WHEN id = 'u1' THEN 'enter export manage' ELSE 'enter export' END FROM user_before"
    )
    op.execute("DROP TABLE user_before")
    op.execute("CREATE INDEX ix_user_site ON user (site)")
    op.execute("ALTER TABLE practice RENAME TO practice_before")
    op.execute(_PRACTICE)
    op.execute(
        "INSERT INTO practice SELECT id, name, place, site, demo, training, chosen, '', NULL "
        "FROM practice_before"
    )
    op.execute("DROP TABLE practice_before")
    op.execute(
        "CREATE TABLE otherdesk (id VARCHAR NOT NULL PRIMARY KEY, taken INTEGER NOT NULL, "
        "given INTEGER NOT NULL, seen VARCHAR NOT NULL, wrote VARCHAR NOT NULL, mark VARCHAR NOT NULL, "
        "files JSON NOT NULL)"
    )
    op.execute(
        "CREATE TABLE joined (id VARCHAR NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, said JSON NOT NULL)"
    )
    op.execute(
        "CREATE TABLE unjoined (id VARCHAR NOT NULL PRIMARY KEY, desk VARCHAR NOT NULL, "
        "kind VARCHAR NOT NULL, patient_id VARCHAR, came VARCHAR NOT NULL, theirs JSON NOT NULL)"
    )
    op.execute("CREATE INDEX ix_unjoined_patient_id ON unjoined (patient_id)")
    op.execute(
        "CREATE TABLE quarantined (id VARCHAR NOT NULL PRIMARY KEY, kind VARCHAR NOT NULL, "
        "patient_id VARCHAR, why VARCHAR NOT NULL, found VARCHAR NOT NULL)"
    )
    op.execute(
        "CREATE TABLE tombstone (id VARCHAR NOT NULL PRIMARY KEY, site VARCHAR NOT NULL, "
        "scope VARCHAR NOT NULL, came VARCHAR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_tombstone_site ON tombstone (site)")
    op.execute("CREATE INDEX ix_revision_withdrawn ON revision (entity_id, seq) WHERE op = 'withdraw'")
    op.execute("ALTER TABLE bundle ADD COLUMN clock JSON")
    op.execute("ALTER TABLE bundle ADD COLUMN cut INTEGER")
    op.execute(
        "CREATE TABLE elsewhere (id VARCHAR NOT NULL PRIMARY KEY, rev INTEGER NOT NULL, "
        "body_digest VARCHAR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_revision_at ON revision (at)")
    op.execute(
        "CREATE TRIGGER revision_follows BEFORE INSERT ON revision "
        "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM revision) "
        "AND NOT EXISTS (SELECT 1 FROM revision WHERE seq = NEW.seq) "
        "BEGIN SELECT RAISE(ABORT, 'a revision is never put but behind the newest'); END"
    )
