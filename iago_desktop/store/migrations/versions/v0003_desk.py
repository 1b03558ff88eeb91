"""What the desk keeps: where work stopped, questions of the registry, what the practice chose."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A new table, because a column can only be added with a default that the table does not have.
    op.execute("ALTER TABLE practice RENAME TO practice_before")
    op.execute(
        "CREATE TABLE practice ("
        "id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, place VARCHAR NOT NULL, "
        "site VARCHAR NOT NULL, demo BOOLEAN NOT NULL, training BOOLEAN NOT NULL, chosen JSON NOT NULL)"
    )
    op.execute("INSERT INTO practice SELECT id, name, place, site, demo, 0, '{}' FROM practice_before")
    op.execute("DROP TABLE practice_before")
    op.execute(
        "CREATE TABLE stopped (id INTEGER NOT NULL PRIMARY KEY, user VARCHAR NOT NULL, place JSON NOT NULL)"
    )
    op.execute(
        "CREATE TABLE question ("
        "id VARCHAR NOT NULL PRIMARY KEY, site VARCHAR NOT NULL, patient_id VARCHAR, "
        "seq INTEGER NOT NULL, rid VARCHAR NOT NULL, "
        "rev INTEGER NOT NULL, field VARCHAR NOT NULL, text JSON NOT NULL, asked VARCHAR NOT NULL, "
        "arrived VARCHAR NOT NULL, verdict VARCHAR, reason VARCHAR, private JSON NOT NULL)"
    )
    op.execute("CREATE INDEX ix_question_site ON question (site)")
    op.execute("CREATE INDEX ix_question_patient_id ON question (patient_id)")
    # The last visit of every treatment is asked each time Today opens.
    op.execute("CREATE INDEX ix_record_visits ON record (form, treatment_id, onset_from, status)")
    # Lists over all patients: what is not signed, marks of the courses, the newest word on consent.
    op.execute("CREATE INDEX ix_record_status ON record (status, patient_id)")
    op.execute(
        "CREATE INDEX ix_record_marks ON record (treatment_id, onset_from, status, "
        "grading_system, grade_confirmed, grade, grade_at_least)"
    )
    op.execute(
        "CREATE INDEX ix_revision_consent ON revision (patient_id, seq, op, entity_id) WHERE kind = 'consent'"
    )
    op.execute("CREATE INDEX ix_revision_regrade ON revision (entity_id, revision) WHERE intent = 'regrade'")
