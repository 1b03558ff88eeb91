"""The computers of one practice: `a`, from which the bundles leave, and b, c ... beside it.

Each works on its own; what is written on one reaches the others by files.  How rows are joined is in
desk_join.py, what a file is in desk_file.py.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, func, select

from iago_desktop import bundle
from iago_desktop.errors import IagoError
from iago_desktop.services import carrier, desk_file, enrolment, rights, same_person
from iago_desktop.services.backup import FOLDER
from iago_desktop.services.desk_join import Joining
from iago_desktop.services.desk_questions import settle
from iago_desktop.services.desk_states import letter, state_mark
from iago_desktop.services.entrance import KEYSTORE, people
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import strict_zip
from iago_desktop.signing.signatures import VerifyKey, comment_in
from iago_desktop.signing.statement import Statement
from iago_desktop.store import carried, queries
from iago_desktop.store.backup import Mark
from iago_desktop.tables import Identity, OtherDesk, Practice, Unjoined, User

IMPORT, WRITE, MAKE = "import_exchange", "write_exchange", "make_desk"
FIRST = "a"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_USERS_EACH = 50
_REMEMBERED = 200
"""Digests of files that were taken; an older file is read again and changes nothing either."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Desk:
    """Another computer.  `seen`, `wrote`: ISO dates of the last file from it and for it.

    `same` says whether it stood, when it wrote its last file, as this one stands now; None: it wrote none.
    """

    letter: str
    seen: str
    wrote: str
    same: bool | None


@dataclass(frozen=True)
class Desks:
    """`own` is "" for a practice with one computer.  `waiting`: rows that wait for a choice or a draft."""

    own: str
    mark: str
    others: tuple[Desk, ...]
    waiting: int


@dataclass(frozen=True)
class Made:
    path: Path
    letter: str


@dataclass(frozen=True)
class Written:
    path: Path
    number: int


@dataclass(frozen=True, repr=False)
class Twice:
    """A patient who came and may be the same person as one who is here; both ids."""

    new: str
    known: str
    name: str


@dataclass(frozen=True, repr=False)
class Taken:
    """What a file changed.  `again`: it had been taken before.  `removed`: names of people who were removed
    on the other computer and can still unlock this one."""

    desk: str
    taken: int = 0
    joined: int = 0
    waiting: int = 0
    drafts: int = 0
    twice: tuple[Twice, ...] = ()
    removed: tuple[str, ...] = ()
    same: bool = False
    again: bool = False


def elsewhere(session: Session) -> str:
    """What goes to the registry and comes from it passes one computer: its letter, "" if it is this one."""
    return "" if letter(session) in ("", FIRST) else FIRST.upper()


def refuse_elsewhere(session: Session) -> None:
    """Raises IagoError `registry_is_elsewhere`."""
    if there := elsewhere(session):
        raise IagoError("registry_is_elsewhere", desk=there)


def refuse_open_consent(session: Session) -> None:
    """While two computers say different things about a consent, nobody knows what may leave.

    Raises IagoError `consent_choice_waits`.
    """
    if session.exec(select(Unjoined.id).where(col(Unjoined.kind) == "consent")).first():
        raise IagoError("consent_choice_waits")


def next_user_number(session: Session) -> int:
    """Each computer gives numbers of its own, so that two new people never have the same.

    After everybody who ever got one here: the name of who left is never given again.
    """
    first = _LETTERS.index(letter(session) or FIRST) * _USERS_EACH
    numbers = [int(user.id.removeprefix("u")) for user in queries.users(session)]
    own = [number for number in numbers if first < number <= first + _USERS_EACH]
    if len(own) == _USERS_EACH:
        raise IagoError("too_many_people", limit=_USERS_EACH)
    return max(own, default=first) + 1


def desks(workspace: Workspace) -> Desks:
    """Reads everything where there are other computers: for another thread."""
    with workspace.store.read() as session:
        own = letter(session)
        rows = _others(session)
        mark = state_mark(session) if rows else ""
        waiting = session.exec(select(func.count()).select_from(Unjoined)).one()
    return Desks(
        own,
        mark,
        tuple(Desk(r.id, r.seen, r.wrote, r.mark == mark if r.mark else None) for r in rows),
        waiting,
    )


def make_second(workspace: Workspace, folder: Path, progress: Progress | None = None) -> Made:
    """A copy of the practice for another computer, sealed as a backup is, under the next free letter.

    Raises IagoError `not_enrolled`, `right_missing`, `carrier_...`, `desk_made_elsewhere`; StoreError.
    """
    rights.check(workspace.rights, MAKE)
    enrolment.refuse_training(workspace)
    with workspace.store.read() as session:
        own = letter(session)
        enrolment.enrolled(session, None)
        given = {row.id for row in session.exec(select(OtherDesk)).all()} | {FIRST}
    if own not in ("", FIRST):
        raise IagoError("desk_made_elsewhere", desk=FIRST.upper())
    new = next((each for each in _LETTERS if each not in given), None)
    if new is None:
        raise IagoError("too_many_desks", limit=len(_LETTERS))
    with workspace.write(MAKE) as transaction:
        practice = transaction.session.get_one(Practice, 1)
        practice.desk = FIRST
        transaction.note(desk=new)
        transaction.put_aside(practice)
        n, _ = workspace.store.head()
        # The copy finds there what it knows of this computer; this one passes its own letter over.
        for each in (FIRST, new):
            transaction.put_aside(OtherDesk(id=each, taken=n, given=n))
    try:
        made = carried.write_to(
            folder,
            workspace.store.path,
            workspace.unlocked.database_key,
            (workspace.folder / KEYSTORE).read_bytes(),
            workspace.folder / FOLDER,
            workspace.today(),
            name=f"IAGO_computer_{new}_{workspace.today().isoformat()}.iagobak",
            mark=Mark("second_desk", new),
            progress=progress,
        )
    except OSError as error:
        raise carrier.carrier_error(error) from error
    return Made(made.path, new)


def write(workspace: Workspace, folder: Path) -> Written:
    """What the other computers do not have yet, as a file in `folder`, read back and verified there.

    Raises IagoError `no_other_desk`, `not_enrolled`, `carrier_...`; BundleError `too_large`.
    """
    rights.check(workspace.rights, WRITE)
    settle(workspace)
    with workspace.store.read() as session:
        own, others = letter(session), _others(session)
        if not own or not others:
            raise IagoError("no_other_desk")
        enrolled = enrolment.enrolled(session, None)
        taken = {row.id: row.taken for row in others}
        data = desk_file.make(workspace, session, enrolled, own, taken, min(row.given for row in others))
    number = _number(data)
    name = _name(enrolled.certificate.site, own, number)
    beside = carrier.put_beside(folder, name, data, lambda found: _check(found, enrolled.key.public))
    try:
        with workspace.write(WRITE) as transaction:
            transaction.note(number=number)
            for row in _others(transaction.session):
                row.wrote = workspace.today().isoformat()
                transaction.put_aside(row)
    except BaseException:
        carrier.remove(beside)
        raise
    return Written(carrier.take_name(beside, name), number)


def take(workspace: Workspace, data: bytes) -> Taken:
    """What another computer of this practice wrote, joined to what is here in one write.

    Raises IagoError `no_other_desk`, `exchange_own`, `exchange_builds_on_earlier`, `exchange_form_missing`,
    BundleError, SignatureError; nothing is changed then.
    """
    rights.check(workspace.rights, IMPORT)
    with workspace.store.read() as session:
        practice = queries.practice(session)
        own = practice.desk if practice else ""
        if practice is None or not own:
            raise IagoError("no_other_desk")
        opened = desk_file.read(workspace, session, data, practice.site)
        row = session.get(OtherDesk, opened.heading.desk)
    theirs = opened.heading.desk
    if theirs == own:
        raise IagoError("exchange_own", desk=own.upper())
    if row is not None and opened.set_digest in row.files.get("sets", []):
        return Taken(theirs, same=_is_same(workspace, row.mark), again=True)
    with workspace.write(IMPORT) as transaction:
        transaction.note(desk=theirs, last=opened.heading.last, set=opened.set_digest)
        joining = Joining(workspace, transaction, theirs)
        joining.take(opened.told)
        transaction.put_aside(_known(workspace, row or OtherDesk(id=theirs), opened, own))
    counts = joining.counts
    _follow_rights(workspace)
    return Taken(
        desk=theirs,
        taken=counts.taken,
        joined=counts.joined,
        waiting=counts.waiting,
        drafts=counts.drafts,
        twice=_twice(workspace, counts.new_patients),
        removed=_removed(workspace),
        same=_is_same(workspace, opened.heading.mark),
    )


def _name(site: str, own: str, number: int) -> str:
    return f"IAGO_{site}_desk_{own}_{number:06d}.iago"


def _number(data: bytes) -> int:
    """The number in the statement of a file that was just made."""
    members = strict_zip.read(data, bundle.MAX_FILE)
    return Statement.parse(comment_in(members["payload.age.minisig"])).seq


def waiting_on(workspace: Workspace, paths: Iterable[Path]) -> tuple[tuple[Path, int], ...]:
    """Files of other computers that were not taken yet, with their numbers; nothing is verified."""
    with workspace.store.read() as session:
        practice, others = queries.practice(session), _others(session)
    if practice is None or not others:
        return ()
    taken = {each for row in others for each in row.files.get("sets", [])}
    found = []
    for path in paths:
        with suppress(OSError, IagoError):
            if f"_desk_{practice.desk}_" in path.name or path.stat().st_size > bundle.MAX_FILE:
                continue
            members = strict_zip.read(path.read_bytes(), bundle.MAX_FILE)
            told = Statement.parse(comment_in(members.get("payload.age.minisig", b"")))
            if (told.kind, told.to) == ("exchange", practice.site) and told.set not in taken:
                found.append((path, told.seq))
    return tuple(found)


def _known(workspace: Workspace, row: OtherDesk, opened: desk_file.Opened, own: str) -> OtherDesk:
    """How far each of the two knows the other's history after this file.

    An older file that was never seen may come from a computer that was restored: what it lacks is given
    again, which costs a longer file and nothing else.
    """
    heading, given = opened.heading, opened.heading.taken.get(own, 0)
    sets = [*row.files.get("sets", []), opened.set_digest]
    is_newer = heading.last >= row.taken
    return OtherDesk(
        id=row.id,
        taken=max(heading.last, row.taken),
        given=given if is_newer else min(given, row.given),
        seen=workspace.today().isoformat(),
        wrote=row.wrote,
        mark=heading.mark if is_newer else row.mark,
        files={"sets": sets[-_REMEMBERED:]},
    )


def _others(session: Session) -> list[OtherDesk]:
    own = letter(session)
    question = select(OtherDesk).where(col(OtherDesk.id) != own).order_by(col(OtherDesk.id))
    return list(session.exec(question).all()) if own else []


def _is_same(workspace: Workspace, mark: str) -> bool:
    with workspace.store.read() as session:
        return state_mark(session) == mark


def _check(data: bytes, key: VerifyKey) -> None:
    """What anybody can check without a secret: the outer file and the practice's signature over it."""
    members = strict_zip.read(data, bundle.MAX_FILE)
    key.verify(members["payload.age"], members["payload.age.minisig"])


def _twice(workspace: Workspace, patients: list[str]) -> tuple[Twice, ...]:
    """Who came and has the name and the birth date of somebody who is here; a person looks at both."""
    found = (next(_like(workspace, each, patients), None) for each in patients)
    return tuple(each for each in found if each is not None)


def _like(workspace: Workspace, patient_id: str, came: list[str]) -> Iterator[Twice]:
    with workspace.store.read() as session:
        who = session.get(Identity, patient_id)
    if who is None:
        return
    born = date.fromisoformat(who.born_on) if who.born_on else None
    for known in same_person.similar(workspace, who.surname, who.given_name, born):
        if known.id != patient_id and (known.id not in came or known.id < patient_id):
            yield Twice(patient_id, known.id, f"{who.surname}, {who.given_name}")


def _removed(workspace: Workspace) -> tuple[str, ...]:
    """People have their passwords on each computer: who was removed elsewhere is to be removed here too."""
    able = {person.id for person in people(workspace.folder)}
    with workspace.store.read() as session:
        return tuple(user.name for user in queries.users(session) if not user.active and user.id in able)


def _follow_rights(workspace: Workspace) -> None:
    with workspace.store.read() as session:
        user = session.get(User, workspace.user.id)
    if user is not None:
        workspace.rights = frozenset(user.rights.split())
