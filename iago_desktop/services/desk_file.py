"""The file that one computer of a practice writes for the others: who has what, and every row that changed.

The same sealed container as a bundle, from the practice to itself.  `exchange.json` says how far the writer's
history goes and how far it knows the others'; the lines carry the rows, private parts too, as JSON text in
pieces, because notes may hold what the profile of the lines refuses.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Annotated, Any, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import Field
from sqlmodel import Session, col, select

from iago_desktop import bundle
from iago_desktop.bundle import Receiver, Sender
from iago_desktop.errors import BundleError, SignatureError
from iago_desktop.rules.joining import Stamp, State
from iago_desktop.rules.paths import take_apart
from iago_desktop.services import desk_states
from iago_desktop.services.desk_states import TABLES, Local
from iago_desktop.services.enrolment import Enrolled
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import canonical_json, chain
from iago_desktop.signing.documents import Digest, Document
from iago_desktop.signing.signatures import VerifyKey
from iago_desktop.store import bodies
from iago_desktop.tables import Record, Revision, SiteKey, Treatment, User

Letter = Annotated[str, Field(pattern="^[a-z]$")]
_PIECE = 16_000
_FIXED = {
    "user": ("verify_key",),
    "patient": (),
    "treatment": ("patient_id",),
    "consent": ("patient_id",),
    "record": ("patient_id", "treatment_id", "form", "about"),
}
"""What a row is from its first revision on."""


class Heading(Document):
    """`last` is the newest number of the writer's history, `taken` the newest of each other computer's that
    it has merged, `mark` the state of everything there."""

    format: Literal["iago-exchange/1"] = "iago-exchange/1"
    desk: Letter
    last: int = Field(ge=0)
    taken: dict[Letter, Annotated[int, Field(ge=0)]]
    mark: Digest


@dataclass(frozen=True, repr=False)
class Told:
    """One row as another computer has it.  Days are counted from `infused_on`, the date it has for day 0.

    `grade` is what a signature there was about.  `entries` are the lines of its audit since the other side
    last had everything, `body` the newest of their bodies: who wrote it can be proved with them.
    """

    kind: str
    key: str
    id: str
    fixed: dict[str, Any]
    content: dict[str, Any]
    events: list[list[str]]
    stamps: dict[str, int]
    known: list[str]
    head: str
    status: str
    signer: str
    grade: list[Any]
    infused_on: str | None
    entries: list[dict[str, Any]]
    body: str | None

    @classmethod
    def of(cls, session: Session, found: Local, since: int) -> "Told":
        row, state = found.row, found.state
        events = sorted(set(state.stamps.values()))
        places = {stamp: place for place, stamp in enumerate(events)}
        treatment = row.id if isinstance(row, Treatment) else getattr(row, "treatment_id", "")
        day0 = desk_states.infused_on(session, treatment)
        newer = _since(session, row.id, since)
        return cls(
            kind=found.kind,
            key=found.key,
            id=row.id,
            fixed={name: getattr(row, name) for name in _FIXED[found.kind]},
            content=found.content,
            events=[list(event) for event in events],
            stamps={path: places[stamp] for path, stamp in state.stamps.items()},
            known=sorted(state.known),
            head=state.head,
            status=state.status,
            signer=state.signer,
            grade=[row.grade, row.grade_at_least, row.beside] if isinstance(row, Record) else [],
            infused_on=day0.isoformat() if day0 else None,
            entries=[bodies.audit_line(each) for each in newer],
            body=newer[-1].body.decode() if newer and newer[-1].body else None,
        )

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Told":
        """Raises BundleError `exchange_unreadable` for what another version of the program may have meant."""
        try:
            found = cls(**told)
            stamps = {path: Stamp(*found.events[place]) for path, place in found.stamps.items()}
            is_right = found.kind in TABLES and all(
                len(stamp) == len(Stamp._fields) for stamp in stamps.values()
            )
            take_apart(found.content)
        except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
            raise BundleError("exchange_unreadable") from error
        if not is_right or set(found.fixed) != set(_FIXED[found.kind]):
            raise BundleError("exchange_unreadable")
        return found

    def state(self, content: Mapping[str, Any] | None = None) -> State:
        """With its content, or the same content counted from another day 0."""
        taken = take_apart(content or self.content)
        return State(
            values=taken.values,
            stamps={path: Stamp(*self.events[place]) for path, place in self.stamps.items()},
            known=frozenset(self.known),
            head=self.head,
            order=taken.order,
            status=self.status,
            signer=self.signer,
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, repr=False)
class Opened:
    heading: Heading
    told: tuple[Told, ...]
    set_digest: str


def make(
    workspace: Workspace, session: Session, own: Enrolled, desk: str, taken: Mapping[str, int], since: int
) -> bytes:
    """Everything that changed after number `since` of this history.  Raises BundleError `too_large`."""
    last = session.exec(select(Revision.seq).order_by(col(Revision.seq).desc()).limit(1)).first() or 0
    heading = Heading(desk=desk, last=last, taken=dict(taken), mark=desk_states.state_mark(session))
    told = (Told.of(session, found, since) for found in _changed(workspace, session, since))
    lines = b"".join(canonical_json.dumps(line) + b"\n" for each in told for line in _pieces(each))
    receive = _receive_key(session)
    return bundle.write(
        "exchange",
        {"exchange.json": heading.to_bytes(), "exchange.ndjson": lines},
        sender=own.certificate.site,
        to=own.certificate.site,
        seq=last + 1,
        key=own.key,
        recipients=[receive],
        created=workspace.today(),
        software="iago-desktop",
    ).file


def read(workspace: Workspace, session: Session, data: bytes, site: str) -> Opened:
    """A file of this practice, whole, every row's newest change signed by whom it names.

    Raises BundleError, SignatureError; nothing of it is taken then.
    """
    keys = session.exec(select(SiteKey)).all()
    own = Sender(tuple(VerifyKey.from_text(key.public) for key in keys if key.kind == "sign"))
    receiver = Receiver(
        id=site,
        secrets=tuple(key.secret for key in keys if key.kind == "receive"),
        kinds=frozenset({"exchange"}),
        sender=lambda _kind, sender: own if sender == site else None,
        registry="",
        today=workspace.today(),
    )
    contents = bundle.read(data, receiver)
    heading = Heading.from_bytes(contents.files["exchange.json"])
    told = tuple(_told(contents.lines["exchange.ndjson"]))
    known = {user.id: user.verify_key for user in session.exec(select(User)).all()}
    _check_signatures(told, known)
    return Opened(heading, told, contents.set_digest)


def _changed(workspace: Workspace, session: Session, since: int) -> Iterator[Local]:
    question = select(Revision.kind, Revision.entity_id, Revision.patient_id).where(
        col(Revision.seq) > since, col(Revision.site) == ""
    )
    found = {(kind, desk_states.key_of(kind, id_, patient)) for kind, id_, patient in session.exec(question)}
    for kind in TABLES:
        for key in sorted(key for its_kind, key in found if its_kind == kind):
            row = desk_states.local(session, workspace.catalogue, kind, key)
            if row is not None:
                yield row


def _since(session: Session, row_id: str, since: int) -> list[Revision]:
    question = select(Revision).where(
        col(Revision.entity_id) == row_id, col(Revision.seq) > since, col(Revision.site) == ""
    )
    return list(session.exec(question.order_by(col(Revision.seq))).all())


def _receive_key(session: Session) -> str:
    question = select(SiteKey.public).where(col(SiteKey.kind) == "receive", col(SiteKey.retired).is_(None))
    return session.exec(question.order_by(col(SiteKey.id).desc())).first() or ""


def _pieces(told: Told) -> Iterator[dict[str, Any]]:
    text = json.dumps(told.to_json(), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
    for part, piece in enumerate(pieces, 1):
        yield {"of": len(pieces), "part": part, "rid": told.key, "text": piece}


def _told(lines: Sequence[Mapping[str, Any]]) -> Iterator[Told]:
    try:
        for key, some in groupby(lines, key=lambda line: line["rid"]):
            pieces = list(some)
            if [(each["part"], each["of"]) for each in pieces] != [
                (part, len(pieces)) for part in range(1, len(pieces) + 1)
            ]:
                raise BundleError("exchange_unreadable")
            told = Told.read(json.loads("".join(each["text"] for each in pieces)))
            if told.key != key:
                raise BundleError("exchange_unreadable")
            yield told
    except (KeyError, TypeError, ValueError) as error:
        raise BundleError("exchange_unreadable") from error


def _check_signatures(told: Iterable[Told], known: Mapping[str, str]) -> None:
    """Every change that comes is signed by the person it names, and the newest says what the row says.

    A person who is new comes with the key; the file itself is signed by the practice.
    """
    told = list(told)
    keys = {each.id: each.fixed["verify_key"] for each in told if each.kind == "user"} | dict(known)
    for each in told:
        for entry in each.entries:
            _check_entry(entry, keys)
        if each.body is not None:
            newest = json.loads(each.body)
            said = newest["data"].get("answers", {})
            is_same = newest["op"] == "withdraw" or said == each.content.get("answers", {})
            is_its = hashlib.sha256(each.body.encode()).hexdigest() == each.entries[-1]["body"]
            if not is_same or not is_its or newest["rid"] != each.id:
                raise SignatureError("exchange_entry", user=each.entries[-1]["by"])


def _check_entry(entry: Mapping[str, Any], keys: Mapping[str, str]) -> None:
    try:
        digest = chain.entry_digest(entry["n"], entry["prev"], entry["body"], entry["private"])
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(keys[entry["by"]], validate=True))
        public.verify(base64.b64decode(entry["sig"], validate=True), bytes.fromhex(digest))
    except (KeyError, TypeError, ValueError, binascii.Error, InvalidSignature) as error:
        raise SignatureError("exchange_entry", user=str(entry.get("by", "?"))) from error
    if digest != entry["digest"]:
        raise SignatureError("exchange_entry", user=entry["by"])
