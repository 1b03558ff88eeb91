"""What came from the registry, and what lies on a stick and has not been taken yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, func, select

from iago_desktop.bundle import MAX_ANSWER_FILE
from iago_desktop.errors import IagoError
from iago_desktop.services import desks, resync
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import strict_zip
from iago_desktop.signing.signatures import comment_in
from iago_desktop.signing.statement import Statement
from iago_desktop.store import queries
from iago_desktop.tables import Bundle, Question, TrustFile

_FOLDERS = ("", "IAGO")
"""Where on a stick it is looked: at the top, and where our own files may have been put."""
_MOST_FILES = 500
RESYNC = "_resync.iago"
"""How the registry's answer to a restored practice is called; what it is, the file says when it is read."""


@dataclass(frozen=True)
class Received:
    """Something that was imported.  `kind` as the statement names it, `number` a bundle's, a file's or a
    version's; `count` how many questions."""

    kind: str
    on: str  # ISO date
    number: int
    name: str = ""
    count: int = 0

    @property
    def id(self) -> str:
        return f"{self.kind} {self.number} {self.on}"


@dataclass(frozen=True)
class Waiting:
    """A file for this practice that has not been taken.  What it is, its statement says; nothing is verified
    before it is imported."""

    path: Path
    kind: str
    number: int


def received(workspace: Workspace) -> tuple[Received, ...]:
    """Newest first."""
    with workspace.store.read() as session:
        found = [*_receipts(session), *_questions(session), *_trust_files(session)]
    return tuple(sorted(found, key=lambda each: (each.on, each.kind == "receipt", each.number), reverse=True))


def waiting_on(workspace: Workspace, folders: Iterable[Path]) -> tuple[Waiting, ...]:
    """Receipts and questions for this practice, oldest bundle first.  What cannot be read is passed over."""
    with workspace.store.read() as session:
        practice = queries.practice(session)
        confirmed = set(
            session.exec(select(Bundle.seq).where(col(Bundle.state) == "confirmed", col(Bundle.site) == ""))
        )
        asked = set(session.exec(select(Question.seq).distinct()))
        resynced = resync.file_taken(session)
    site = practice.site if practice else ""
    taken = {"receipt": confirmed, "question": asked}
    found = []
    for folder in folders:
        for path in _files(folder):
            said = _statement(path)
            if said and said.to == site and path.name.endswith(RESYNC):
                if said.set != resynced and said.seq not in confirmed:
                    found.append(Waiting(path, "resync", said.seq))
            elif said and said.to == site and said.kind in taken and said.seq not in taken[said.kind]:
                found.append(Waiting(path, said.kind, said.seq))
    of_desks = desks.waiting_on(workspace, (path for folder in folders for path in _files(folder, "_desk_")))
    found += [Waiting(path, "exchange", number) for path, number in of_desks]
    return tuple(sorted(found, key=lambda each: (each.kind != "receipt", each.number, each.path.name)))


def _receipts(session: Session) -> Iterable[Received]:
    question = select(Bundle.seq, Bundle.received_at).where(
        col(Bundle.received_at).is_not(None), col(Bundle.site) == ""
    )
    for seq, on in session.exec(question):
        yield Received("receipt", (on or "")[:10], seq)


def _questions(session: Session) -> Iterable[Received]:
    question = select(Question.seq, func.min(Question.arrived), func.count()).group_by(col(Question.seq))
    for seq, on, count in session.exec(question):
        yield Received("question", on, seq, count=count)


def _trust_files(session: Session) -> Iterable[Received]:
    columns = select(TrustFile.kind, TrustFile.imported, TrustFile.version, TrustFile.authority)
    for kind, on, version, authority in session.exec(columns.where(col(TrustFile.kind) != "request")):
        yield Received(kind, on[:10], version, authority)


def _files(folder: Path, part: str = "") -> Iterable[Path]:
    for name in _FOLDERS:
        try:
            paths = sorted((folder / name).iterdir())[:_MOST_FILES]
        except OSError:
            continue
        yield from (path for path in paths if path.suffix.lower() == ".iago" and part in path.name)


def _statement(path: Path) -> Statement | None:
    try:
        if not path.is_file() or path.stat().st_size > MAX_ANSWER_FILE:
            return None
        members = strict_zip.read(path.read_bytes(), MAX_ANSWER_FILE)
        return Statement.parse(comment_in(members.get("payload.age.minisig", b"")))
    except (OSError, IagoError):
        return None
