"""The first shape of the database: all tables, and the triggers that keep the history as it was written.

A fossil: it says what was true then and never imports today's tables.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = (
    """
    CREATE TABLE bundle (
        id INTEGER NOT NULL,
        site VARCHAR NOT NULL,
        seq INTEGER NOT NULL,
        "to" VARCHAR NOT NULL,
        set_digest VARCHAR NOT NULL,
        previous VARCHAR NOT NULL,
        created VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        records INTEGER NOT NULL,
        audit_last INTEGER NOT NULL,
        audit_head VARCHAR NOT NULL,
        file BLOB,
        receipt BLOB,
        received_at VARCHAR,
        carried_to VARCHAR NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (site, seq)
    )
    """,
    """
    CREATE TABLE consent (
        id VARCHAR NOT NULL,
        site VARCHAR NOT NULL,
        patient_id VARCHAR NOT NULL,
        given BOOLEAN NOT NULL,
        form_version VARCHAR NOT NULL,
        note VARCHAR NOT NULL,
        private JSON NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE definition (
        id VARCHAR NOT NULL,
        form VARCHAR NOT NULL,
        version INTEGER NOT NULL,
        pack VARCHAR NOT NULL,
        digest VARCHAR NOT NULL,
        source BLOB NOT NULL,
        installed_at VARCHAR NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE draft (
        id VARCHAR NOT NULL,
        patient_id VARCHAR NOT NULL,
        treatment_id VARCHAR NOT NULL,
        form VARCHAR NOT NULL,
        form_version INTEGER NOT NULL,
        record_id VARCHAR,
        raw JSON NOT NULL,
        place JSON NOT NULL,
        "by" VARCHAR NOT NULL,
        saved_at VARCHAR NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE identity (
        id VARCHAR NOT NULL,
        surname VARCHAR NOT NULL,
        given_name VARCHAR NOT NULL,
        born_on VARCHAR,
        search VARCHAR NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE infusiondate (
        id VARCHAR NOT NULL,
        infused_on VARCHAR,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE patient (
        id VARCHAR NOT NULL,
        site VARCHAR NOT NULL,
        pid VARCHAR NOT NULL,
        sex VARCHAR,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE practice (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        place VARCHAR NOT NULL,
        site VARCHAR NOT NULL,
        demo BOOLEAN NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE record (
        id VARCHAR NOT NULL,
        site VARCHAR NOT NULL,
        patient_id VARCHAR NOT NULL,
        treatment_id VARCHAR NOT NULL,
        form VARCHAR NOT NULL,
        form_version INTEGER NOT NULL,
        onset_from INTEGER,
        onset_to INTEGER,
        onset_window VARCHAR,
        resolved_from INTEGER,
        resolved_to INTEGER,
        grade INTEGER,
        grade_at_least INTEGER,
        grade_confirmed INTEGER,
        grade_reason VARCHAR,
        grading_system VARCHAR,
        grading_version VARCHAR,
        status VARCHAR NOT NULL,
        answers JSON NOT NULL,
        private JSON NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE revision (
        seq INTEGER NOT NULL,
        site VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        entity_id VARCHAR NOT NULL,
        patient_id VARCHAR,
        revision INTEGER NOT NULL,
        op VARCHAR NOT NULL,
        body BLOB,
        private BLOB,
        salt BLOB,
        at VARCHAR NOT NULL,
        actor VARCHAR NOT NULL,
        intent VARCHAR NOT NULL,
        previous VARCHAR NOT NULL,
        body_digest VARCHAR NOT NULL,
        private_digest VARCHAR NOT NULL,
        digest VARCHAR NOT NULL,
        signature BLOB NOT NULL,
        bundle INTEGER,
        PRIMARY KEY (seq),
        UNIQUE (site, entity_id, revision)
    )
    """,
    """
    CREATE TABLE sitekey (
        id INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        public VARCHAR NOT NULL,
        secret VARCHAR NOT NULL,
        created VARCHAR NOT NULL,
        retired VARCHAR,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE treatment (
        id VARCHAR NOT NULL,
        site VARCHAR NOT NULL,
        patient_id VARCHAR NOT NULL,
        form_version INTEGER NOT NULL,
        product VARCHAR,
        indication VARCHAR,
        answers JSON NOT NULL,
        private JSON NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE trustfile (
        id INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        authority VARCHAR NOT NULL,
        version INTEGER NOT NULL,
        data BLOB NOT NULL,
        imported VARCHAR NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE user (
        id VARCHAR NOT NULL,
        site VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        role VARCHAR NOT NULL,
        verify_key VARCHAR NOT NULL,
        active BOOLEAN NOT NULL,
        PRIMARY KEY (id)
    )
    """,
)

_INDEXES = (
    "CREATE INDEX ix_bundle_site ON bundle (site)",
    "CREATE INDEX ix_consent_patient_id ON consent (patient_id)",
    "CREATE INDEX ix_consent_site ON consent (site)",
    "CREATE INDEX ix_draft_patient_id ON draft (patient_id)",
    "CREATE INDEX ix_patient_pid ON patient (pid)",
    "CREATE INDEX ix_patient_site ON patient (site)",
    "CREATE INDEX ix_record_form ON record (form)",
    "CREATE INDEX ix_record_grade ON record (grade)",
    "CREATE INDEX ix_record_patient_id ON record (patient_id)",
    "CREATE INDEX ix_record_site ON record (site)",
    "CREATE INDEX ix_record_treatment_id ON record (treatment_id)",
    "CREATE INDEX ix_revision_bundle ON revision (bundle)",
    "CREATE INDEX ix_revision_entity_id ON revision (entity_id)",
    "CREATE INDEX ix_revision_patient_id ON revision (patient_id)",
    "CREATE INDEX ix_revision_site ON revision (site)",
    "CREATE INDEX ix_treatment_patient_id ON treatment (patient_id)",
    "CREATE INDEX ix_treatment_site ON treatment (site)",
    "CREATE INDEX ix_user_site ON user (site)",
)

# Content may be blanked, as the law can demand, and a revision is told once with which bundle it left.
# Nothing else in it ever changes, and nothing replaces it.
_TRIGGERS = (
    """
    CREATE TRIGGER revision_is_not_deleted BEFORE DELETE ON revision
    BEGIN
        SELECT RAISE(ABORT, 'a revision is never deleted');
    END
    """,
    """
    CREATE TRIGGER revision_is_not_replaced BEFORE INSERT ON revision
    WHEN EXISTS (SELECT 1 FROM revision WHERE seq = NEW.seq) OR EXISTS (
        SELECT 1 FROM revision
        WHERE site = NEW.site AND entity_id = NEW.entity_id AND revision = NEW.revision
    )
    BEGIN
        SELECT RAISE(ABORT, 'a revision is never replaced');
    END
    """,
    """
    CREATE TRIGGER revision_is_not_changed BEFORE UPDATE ON revision
    WHEN NOT (
        NEW.seq IS OLD.seq AND
        NEW.site IS OLD.site AND
        NEW.kind IS OLD.kind AND
        NEW.entity_id IS OLD.entity_id AND
        NEW.patient_id IS OLD.patient_id AND
        NEW.revision IS OLD.revision AND
        NEW.op IS OLD.op AND
        NEW.salt IS OLD.salt AND
        NEW.at IS OLD.at AND
        NEW.actor IS OLD.actor AND
        NEW.intent IS OLD.intent AND
        NEW.previous IS OLD.previous AND
        NEW.body_digest IS OLD.body_digest AND
        NEW.private_digest IS OLD.private_digest AND
        NEW.digest IS OLD.digest AND
        NEW.signature IS OLD.signature AND
        (NEW.body IS OLD.body OR NEW.body IS NULL) AND
        (NEW.private IS OLD.private OR NEW.private IS NULL) AND
        (NEW.bundle IS OLD.bundle OR (OLD.bundle IS NULL AND typeof(NEW.bundle) = 'integer'))
    )
    BEGIN
        SELECT RAISE(ABORT, 'a revision is never changed');
    END
    """,
)


def upgrade() -> None:
    for statement in (*_TABLES, *_INDEXES, *_TRIGGERS):
        op.execute(statement)
