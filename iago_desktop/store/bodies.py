"""The part of a revision that leaves, and its line in the audit.

LEAVES is the whole of it: a name, a birth date, an infusion date or anything in a `private` column has no way
in, and docs/what-leaves.md says the same in words.
"""

import base64
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from iago_desktop.signing import canonical_json
from iago_desktop.tables import Consent, Patient, Question, Record, Revision, Treatment, User

Entity = Patient | Treatment | Record | Consent | User | Question

KINDS: dict[type[Entity], str] = {
    Patient: "patient",
    Treatment: "treatment",
    Record: "record",
    Consent: "consent",
    User: "user",
    Question: "answer",
}
ACT = "act"
"""The kind of an entry about rows without a history; LEAVING does not have it, its audit line leaves."""
LEAVING = ("patient", "treatment", "record", "lab", "medication", "visit", "answer", "consent")
OPS = ("put", "void", "withdraw")
SCOPES = ("delete", "stop")
"""What a patient wishes who withdraws: what the registry has is erased, or stays and nothing is added."""

ENVELOPE = ("data", "form", "form_version", "kind", "nonce", "op", "pid", "prev", "rev", "rid")
"""Of every line: which row and revision it is, of which pseudonym, in which form."""
LEAVES: dict[str, tuple[str, ...]] = {
    "patient": ("sex",),
    "treatment": ("answers",),
    "record": (
        "about",
        "answers",
        "at_least",
        "beside",
        "grade",
        "grade_confirmed",
        "grade_reason_code",
        "grading",
        "status",
        "treatment",
    ),
    "consent": ("form_version", "given", "note"),
    "user": ("active", "key", "role"),
    "answer": ("qid", "reason", "verdict"),
    "withdrawal": ("scope",),
}
"""By kind of line: everything that `data` may say.  Of the answers of a form those whose field does not stay.

Of a user only the key leaves, in the audit.  A withdrawal is the line of a patient with op `withdraw`.
"""
_CODE = re.compile(r"[a-z][a-z0-9_]*")


class Heading(NamedTuple):
    """Which row and which of its revisions, in the columns of a revision."""

    kind: str
    entity_id: str
    revision: int
    op: str


def body(
    entity: Entity, *, op: str, pid: str | None, rev: int, prev: str | None, nonce: str, scope: str = ""
) -> bytes:
    """The line of records.ndjson, byte for byte as it is stored, signed and sent.

    Whoever withdraws says no more than that: `scope`, of a patient.
    """
    if op not in OPS:
        raise ValueError(op)
    form, form_version = _form(entity)
    return canonical_json.dumps(
        {
            "data": _withdrawn(entity, scope) if op == "withdraw" else _said(entity),
            "form": form,
            "form_version": form_version,
            "kind": KINDS[type(entity)],
            "nonce": nonce,
            "op": op,
            "pid": pid,
            "prev": prev,
            "rev": rev,
            "rid": entity.id,
        }
    )


def act(rid: str, nonce: str) -> bytes:
    """The body of an entry that says nothing but that there is one: what it was about stays."""
    return canonical_json.dumps(
        {
            "data": {},
            "form": None,
            "form_version": None,
            "kind": ACT,
            "nonce": nonce,
            "op": "put",
            "pid": None,
            "prev": None,
            "rev": 1,
            "rid": rid,
        }
    )


def audit_line(revision: Revision, verify_key: str | None = None) -> dict[str, Any]:
    """The line of audit.ndjson; `verify_key` when this revision adds a user."""
    line: dict[str, Any] = {
        "body": revision.body_digest,
        "by": revision.actor,
        "digest": revision.digest,
        "n": revision.seq,
        "prev": revision.previous,
        "private": revision.private_digest,
        "rev": revision.revision,
        "rid": revision.entity_id,
        "sig": base64.b64encode(revision.signature).decode("ascii"),
    }
    return line | ({"key": verify_key} if verify_key else {})


def added_key(revision: Revision) -> str | None:
    """The verify key in a user's first revision; None for everything else."""
    if revision.kind != "user" or revision.revision != 1 or revision.body is None:
        return None
    key: str = canonical_json.loads(revision.body)["data"]["key"]
    return key


def _said(entity: Entity) -> dict[str, Any]:
    data, allowed = _DATA[type(entity)](entity), LEAVES[KINDS[type(entity)]]
    if more := data.keys() - set(allowed):
        raise ValueError(f"not on the list of what leaves: {sorted(more)}")
    return data


def _withdrawn(entity: Entity, scope: str) -> dict[str, Any]:
    if not isinstance(entity, Patient):
        return {}
    if scope not in SCOPES:
        raise ValueError(scope)
    return {"scope": scope}


def _form(entity: Entity) -> tuple[str | None, int | None]:
    match entity:
        case Record():
            return entity.form, entity.form_version
        case Treatment():
            return "treatment", entity.form_version
        case _:
            return None, None


def _patient(row: Patient) -> dict[str, Any]:
    return {"sex": row.sex}


def _treatment(row: Treatment) -> dict[str, Any]:
    return {"answers": row.answers}


def _record(row: Record) -> dict[str, Any]:
    if row.grade_reason is not None and not _CODE.fullmatch(row.grade_reason):
        raise ValueError("grade_reason is a code; what people write about it is a note")
    grading = {"system": row.grading_system, "version": row.grading_version} if row.grading_system else None
    # Only where there is something: most records judge no other and have one system.
    more = {name: value for name, value in (("about", row.about), ("beside", row.beside)) if value}
    return more | {
        "answers": row.answers,
        "at_least": row.grade_at_least,
        "grade": row.grade,
        "grade_confirmed": row.grade_confirmed,
        "grade_reason_code": row.grade_reason,
        "grading": grading,
        "status": row.status,
        # A second infusion has a day 0 of its own: days mean nothing without knowing which.
        "treatment": row.treatment_id,
    }


def _consent(row: Consent) -> dict[str, Any]:
    return {"form_version": row.form_version, "given": row.given, "note": row.note}


def _answer(row: Question) -> dict[str, Any]:
    if row.verdict is None:
        raise ValueError("a question without an answer has nothing to say")
    if row.reason is not None and not _CODE.fullmatch(row.reason):
        raise ValueError("a reason is a code; what people write about it is a note")
    return {"qid": row.id, "reason": row.reason, "verdict": row.verdict}


def _user(row: User) -> dict[str, Any]:
    return {"active": row.active, "key": row.verify_key, "role": row.role}


_DATA: dict[type[Entity], Callable[[Any], dict[str, Any]]] = {
    Patient: _patient,
    Treatment: _treatment,
    Record: _record,
    Consent: _consent,
    User: _user,
    Question: _answer,
}
