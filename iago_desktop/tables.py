"""The nouns, as tables.

`site` is empty at the desk and filled at the registry.

Private at the desk, in tables of their own that no bundle code reads: Identity, InfusionDate, SiteKey, User.
"""

from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

Json = dict[str, Any]


def _json() -> Any:
    return Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Row(SQLModel):
    """Shows its identity only: a row in a log must not carry patient content."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {getattr(self, 'id', getattr(self, 'seq', ''))}>"

    __str__ = __repr__


class Patient(Row, table=True):
    """A person, known outside the practice by `pid` alone."""

    id: str = Field(primary_key=True)
    site: str = Field(default="", index=True)
    pid: str = Field(index=True)
    sex: str | None = None  # f, m, d


class Identity(Row, table=True):
    """Who a patient is.  Exists at the desk only; stays."""

    id: str = Field(primary_key=True)  # the patient's
    surname: str
    given_name: str
    born_on: str | None = None  # ISO date
    search: str = ""  # folded, for the list


class Treatment(Row, table=True):
    """One infusion of CAR T cells: day 0 of everything that refers to it."""

    id: str = Field(primary_key=True)
    site: str = Field(default="", index=True)
    patient_id: str = Field(index=True)
    form_version: int = 1
    product: str | None = None
    indication: str | None = None
    answers: Json = _json()
    private: Json = _json()


class InfusionDate(Row, table=True):
    """The calendar date of day 0, or that nobody knows it.  Exists at the desk only; stays."""

    id: str = Field(primary_key=True)  # the treatment's
    infused_on: str | None = None  # ISO date; None: coded not_known


class Consent(Row, table=True):
    """Whether a patient's records may leave."""

    id: str = Field(primary_key=True)
    site: str = Field(default="", index=True)
    patient_id: str = Field(index=True)
    given: bool
    form_version: str = ""
    note: str = ""  # coded, leaves: "demo, no real person"
    private: Json = _json()  # the calendar date of the signature


_GRADES = ("grading_system", "grade_confirmed", "grade", "grade_at_least")


class Record(Row, table=True):
    """One filled-in form about one patient."""

    __table_args__ = (
        Index("ix_record_visits", "form", "treatment_id", "onset_from", "status"),
        Index("ix_record_status", "status", "patient_id"),
        Index("ix_record_marks", "treatment_id", "onset_from", "status", *_GRADES),
    )

    id: str = Field(primary_key=True)
    site: str = Field(default="", index=True)
    patient_id: str = Field(index=True)
    treatment_id: str = Field(index=True)
    form: str = Field(index=True)
    form_version: int
    onset_from: int | None = None  # days after infusion, exact bounds; promoted by role
    onset_to: int | None = None
    onset_window: str | None = None
    resolved_from: int | None = None
    resolved_to: int | None = None
    grade: int | None = Field(default=None, index=True)
    grade_at_least: int | None = None
    grade_confirmed: int | None = None
    grade_reason: str | None = None  # a code; free text about it is a note and stays
    grading_system: str | None = None
    grading_version: str | None = None
    status: str = "ready"  # ready, signed, withdrawn
    answers: Json = _json()  # field id -> {"value", "missing", "unit", "confirmed"}; the bytes that travel
    private: Json = _json()  # stays: exact bounds of partial dates, notes
    about: str | None = None  # the record that this one judges
    # Grades of further systems, never converted: {"system", "version", "grade", "at_least"}.
    beside: list[Json] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class Draft(Row, table=True):
    """A form while it is being filled in: one row, overwritten, not part of the history."""

    id: str = Field(primary_key=True)
    patient_id: str = Field(index=True)
    treatment_id: str
    form: str
    form_version: int
    record_id: str | None = None  # the record that it corrects
    raw: Json = _json()  # what was typed, field by field, as it stands in the window
    place: Json = _json()  # step and field where work stopped
    by: str = ""
    saved_at: str = ""
    about: str | None = None  # the record that it judges


class Revision(Row, table=True):
    """What an entity looked like after somebody changed it.  Never updated, never deleted."""

    __table_args__ = (
        UniqueConstraint("site", "entity_id", "revision"),
        # Found among all revisions without reading them; the words stand in the queries as they do here.
        Index(
            "ix_revision_consent",
            "patient_id",
            "seq",
            "op",
            "entity_id",
            sqlite_where=text("kind = 'consent'"),
        ),
        Index("ix_revision_regrade", "entity_id", "revision", sqlite_where=text("intent = 'regrade'")),
        Index("ix_revision_withdrawn", "entity_id", "seq", sqlite_where=text("op = 'withdraw'")),
        Index("ix_revision_at", "at"),  # the newest is asked for after every write
    )

    seq: int = Field(primary_key=True)  # n of the chain at the desk; order of arrival at the registry
    site: str = Field(default="", index=True)
    kind: str
    entity_id: str = Field(index=True)
    patient_id: str | None = Field(default=None, index=True)
    revision: int
    op: str
    body: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # the part that leaves
    private: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # the part that stays
    salt: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    at: str = ""
    actor: str = ""
    intent: str = ""
    previous: str = ""
    body_digest: str = ""  # kept when the content is blanked by law, so that the chain still verifies
    private_digest: str = ""
    digest: str = ""
    signature: bytes = Field(default=b"", sa_column=Column(LargeBinary, nullable=False))
    bundle: int | None = Field(default=None, index=True)  # None until it has left


class User(Row, table=True):
    """Someone who works at this desk.  `id` is u1, u2 ...: the only name that leaves.

    At the registry `id` is `<site>/u1`, because every practice has a u1.
    """

    id: str = Field(primary_key=True)
    site: str = Field(default="", index=True)
    name: str
    role: str  # physician, study_nurse
    verify_key: str  # base64 Ed25519
    active: bool = True
    rights: str = ""  # of enter, sign, export, manage, in this order, with a space between


class Practice(Row, table=True):
    """The one row about this practice; `site` is empty until the registry's certificate is imported."""

    id: int = Field(default=1, primary_key=True)
    name: str
    place: str = ""
    site: str = ""
    demo: bool = False
    training: bool = False  # invented patients; nothing of it is ever sent to a registry
    chosen: Json = _json()  # what the practice chose once, such as the unit of a laboratory value
    desk: str = ""  # a, b ... where the practice works on several computers; the bundles are made on a
    sealed: str | None = None  # ISO date on which the practice moved to another computer: read only from then


class OtherDesk(Row, table=True):
    """Another computer of this practice, and how far each of the two knows the history of the other."""

    id: str = Field(primary_key=True)  # a, b, c ...
    taken: int = 0  # newest number of its history that was merged here
    given: int = 0  # newest number of this history that it said it had merged
    seen: str = ""  # ISO date of its last file
    wrote: str = ""  # ISO date of the last file that was written for it here
    mark: str = ""  # state of everything there when it wrote its last file
    files: Json = _json()  # {"sets": [...]}: the last files that were taken, by the digest of their set


class Joined(Row, table=True):
    """What is known here of a row that several computers of the practice change.

    Where there is none, the history here is all of it.  Says nothing about a patient but which answers there
    are; never leaves but in a file for another computer of the practice.
    """

    id: str = Field(primary_key=True)  # of the entity; of a consent <patient>/consent
    revision: int  # the one here that it holds for
    said: Json = _json()  # {"known": [digest ...], "stamps": {path: {"dot", "by", "at"}}}


class Unjoined(Row, table=True):
    """What another computer has of a row, while it waits for a person or for a draft."""

    id: str = Field(primary_key=True)  # <entity>@<desk>
    desk: str
    kind: str  # as in a revision
    patient_id: str | None = Field(default=None, index=True)
    came: str  # ISO date
    theirs: Json = _json()  # as it came


class Quarantined(Row, table=True):
    """A row that cannot be read any more: shown as such and left out, so that the rest goes on."""

    id: str = Field(primary_key=True)  # of the entity
    kind: str  # as in a revision
    patient_id: str | None = None
    why: str  # the check that it failed
    found: str  # ISO date


class Tombstone(Row, table=True):
    """At the registry: a patient who withdrew.  Beats every line about that pseudonym that comes later."""

    id: str = Field(primary_key=True)  # <site>/<sha256 of the pid>
    site: str = Field(index=True)
    scope: str  # delete, stop
    came: str  # ISO date, by the registry's clock


class Stopped(Row, table=True):
    """The one row about where the window stood when it was locked; gone when it was restored."""

    id: int = Field(default=1, primary_key=True)
    user: str
    place: Json = _json()


class Elsewhere(Row, table=True):
    """What the registry holds of a row and a restored practice does not: the next revision comes after it."""

    id: str = Field(primary_key=True)  # of the entity
    rev: int
    body_digest: str


class Question(Row, table=True):
    """What the registry asks about one field of a record, and what the practice answers."""

    id: str = Field(primary_key=True)  # the registry's qid
    site: str = Field(default="", index=True)
    patient_id: str | None = Field(default=None, index=True)
    seq: int = 0  # of the container that brought it
    rid: str
    rev: int
    field: str
    text: Json = _json()  # language -> text; a day is written {day:77}
    asked: str
    arrived: str = ""
    verdict: str | None = None  # corrected, confirmed, cannot_clarify; None: open
    reason: str | None = None
    private: Json = _json()  # stays: the note


class SiteKey(Row, table=True):
    """The practice's own keys.  Never part of a revision."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str  # sign, receive
    public: str
    secret: str
    created: str
    retired: str | None = None


class TrustFile(Row, table=True):
    """A card, certificate or pack as it was imported, byte for byte."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str  # card, cert, request, pack
    authority: str  # the registry id; of a pack its own
    version: int
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    imported: str


class Bundle(Row, table=True):
    """A bundle that left (desk) or arrived (registry); stored and sent again, never built anew."""

    __table_args__ = (UniqueConstraint("site", "seq"),)

    id: int | None = Field(default=None, primary_key=True)
    site: str = Field(default="", index=True)
    seq: int
    to: str = ""
    set_digest: str
    previous: str
    created: str
    state: str  # desk: sent, confirmed; registry: accepted
    records: int = 0
    audit_last: int = 0  # number and digest of the last audit entry in it: the next bundle goes on from here
    audit_head: str = ""
    file: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    receipt: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    received_at: str | None = None
    carried_to: str = ""
    # {"shown", "said"}: the practice's clock was in doubt, and the day that a person said, if one did.
    clock: Json | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    cut: int | None = None  # the site was restored: its audit goes on otherwise after this number


class Definition(Row, table=True):
    """A form as it was delivered, kept for as long as a record needs it."""

    id: str = Field(primary_key=True)  # form:version
    form: str
    version: int
    pack: str
    digest: str
    source: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    installed_at: str
