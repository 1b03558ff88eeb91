"""The lines of records.ndjson as typed things, or a refusal: schema rules before anything is written."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from iago_desktop.bundle import Contents
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Form
from iago_desktop.errors import BundleError
from iago_desktop.registry.answers import misfits
from iago_desktop.signing.documents import Digest
from iago_desktop.signing.question import AnswerData
from iago_desktop.signing.receipt import Code, EntityId

Kind = Literal["patient", "treatment", "record", "consent", "answer"]
Op = Literal["put", "void", "withdraw"]
Grade = Annotated[int, Field(ge=0, le=5)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)


class Envelope(_Strict):
    """What every line has, whatever it is about."""

    data: dict[str, Any]
    form: Code | None
    form_version: int | None = Field(ge=1)
    kind: Code
    nonce: EntityId
    op: Op
    pid: str = Field(pattern="^[A-Z0-9]{1,8}(-[A-Z0-9]{1,8}){0,4}$")
    prev: Digest | None
    rev: int = Field(ge=1)
    rid: EntityId


class PatientData(_Strict):
    sex: Literal["f", "m", "d"] | None


class TreatmentData(_Strict):
    answers: dict[str, Any]


class Grading(_Strict):
    system: str = Field(max_length=64)
    version: str = Field(max_length=32)


class Beside(_Strict):
    """The grade of a further system."""

    system: str = Field(max_length=64)
    version: str = Field(max_length=32)
    grade: Grade | None
    at_least: Grade | None


class RecordData(_Strict):
    """`treatment` may be absent where the patient has one treatment only; `about` names the record judged."""

    about: EntityId | None = None
    beside: list[Beside] = []
    answers: dict[str, Any]
    at_least: Grade | None
    grade: Grade | None
    grade_confirmed: Grade | None
    grade_reason_code: Code | None
    grading: Grading | None
    status: Literal["ready", "signed", "withdrawn"]
    treatment: EntityId | None = None


class ConsentData(_Strict):
    form_version: str = Field(max_length=64)
    given: bool
    note: str = Field(max_length=200)


Data = PatientData | TreatmentData | RecordData | ConsentData | AnswerData
_DATA: dict[str, type[Data]] = {
    "patient": PatientData,
    "treatment": TreatmentData,
    "record": RecordData,
    "consent": ConsentData,
    "answer": AnswerData,
}
_T = TypeVar("_T", bound=BaseModel)


@dataclass(frozen=True, repr=False)
class Line:
    """`data` is None where the line takes its subject back (void, withdraw); then of a patient `scope`.

    A withdrawal that names no scope is of an older program, which knew deletion alone.
    """

    head: Envelope
    data: Data | None
    form: Form | None
    body: bytes
    digest: str
    scope: Literal["", "delete", "stop"] = ""

    @property
    def key(self) -> tuple[str, int]:
        return self.head.rid, self.head.rev


def lines(contents: Contents, catalogue: Catalogue) -> tuple[Line, ...]:
    """Every record line, or the first refusal; then the whole bundle waits and nothing of it is stored.

    1. the envelope has exactly its fields, the kind is known here (`kind_unknown`: a newer program wrote it);
    2. the data are those of the kind (`line_not_understood`);
    3. the form is installed in that version (`form_unknown`: install it, then offer the bundle again);
    4. every answer is of a field of that form that may leave, and of its type (`answer_not_understood`);
    5. no line is there twice (`line_repeated`): a receipt counts lines.

    The bundle is refused as a whole, because a receipt must not promise what nobody could read, and because a
    record that is stored now and understood later would have been graded by no rule.
    """
    raw = contents.raw_lines("records.ndjson")
    found = tuple(
        _line(line, body, catalogue) for line, body in zip(contents.lines["records.ndjson"], raw, strict=True)
    )
    if len({line.digest for line in found}) != len(found):
        raise BundleError("line_repeated")
    return found


def _line(line: Mapping[str, Any], body: bytes, catalogue: Catalogue) -> Line:
    head = _parse(Envelope, line, line)
    kind = _DATA.get(head.kind)
    if kind is None:
        raise BundleError("kind_unknown", kind=head.kind, rid=head.rid, rev=head.rev)
    digest = hashlib.sha256(body).hexdigest()
    if head.op != "put":
        return Line(head, None, None, body, digest, _scope(head))
    data = _parse(kind, head.data, line)
    if isinstance(data, AnswerData) and data.qid != head.rid:
        raise BundleError("line_not_understood", rid=head.rid, rev=head.rev)
    answers = getattr(data, "answers", None)
    if answers is None:
        return Line(head, data, None, body, digest)
    if (
        head.form is None
        or head.form_version is None
        or (head.kind == "treatment") != (head.form == "treatment")
    ):
        raise BundleError("line_not_understood", rid=head.rid, rev=head.rev)
    if not catalogue.has_form(head.form, head.form_version):
        raise BundleError("form_unknown", form=head.form, version=head.form_version)
    form = catalogue.form(head.form, head.form_version)
    for field in misfits(form, answers):
        raise BundleError(
            "answer_not_understood",
            form=form.id,
            version=form.version,
            field=field,
            rid=head.rid,
            rev=head.rev,
        )
    return Line(head, data, form, body, digest)


def _scope(head: Envelope) -> Literal["", "delete", "stop"]:
    if head.op != "withdraw" or head.kind != "patient":
        return ""
    match head.data.get("scope", "delete"):
        case "delete":
            return "delete"
        case "stop":
            return "stop"
        case _:
            raise BundleError("line_not_understood", rid=head.rid, rev=head.rev)


def _parse(model: type[_T], value: Mapping[str, Any], line: Mapping[str, Any]) -> _T:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        rid, rev = line.get("rid"), line.get("rev")
        # What is not an id is not repeated: it may be anything.
        named = isinstance(rid, str) and isinstance(rev, int) and re.fullmatch("[0-9a-f]{32}", rid)
        raise BundleError(
            "line_not_understood", rid=rid if named else "?", rev=rev if named else "?"
        ) from error
