"""First start, unlocking, closing."""

import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

from sqlmodel import Session, select

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.manifest import Entry
from iago_desktop.errors import IagoError, InputError, StoreError, UnlockError
from iago_desktop.sentences import Language
from iago_desktop.services import damaged, data_key, rights, sheets, swap
from iago_desktop.services.damaged import DamagedDatabaseError
from iago_desktop.services.entrance import (
    COMPLETE,
    DATABASE,
    KEYSTORE,
    PREPARED,
    Person,
    is_set_up,
    move_in,
    people,
)
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import encryption, recovery_code
from iago_desktop.signing.keystore import Argon, KeyStore, Unlocked, strongest_here
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.signing.whole_file import file_error, private_folder
from iago_desktop.store import packs, places, queries
from iago_desktop.store.attempts import Attempts
from iago_desktop.store.lock import FolderLock
from iago_desktop.store.store import Store
from iago_desktop.store.transaction import Actor, Transaction
from iago_desktop.tables import Definition, Practice, SiteKey, User

__all__ = [
    "NewPractice",
    "Person",
    "close",
    "is_set_up",
    "open_with_recovery",
    "open_workspace",
    "people",
]

ROLES = ("physician", "study_nurse")
FIRST_USER = "u1"
_LONGEST_NAME = 200


class NewPractice:
    """A first start, in three acts: prepare(), confirm() the recovery sheet, create().

    Before create() nothing counts as a practice; whatever stops it, the next first start begins afresh.
    """

    def __init__(
        self, folder: Path, argon: Argon | None = None, today: Callable[[], date] = date.today
    ) -> None:
        self.asked: tuple[int, ...] = ()
        self._folder = folder
        self._argon = argon
        self._today = today
        self._lock = FolderLock(folder)
        self._practice = ("", "")
        self._person = Person(FIRST_USER, "", "")
        self._unlocked: Unlocked | None = None
        self._groups: tuple[str, ...] = ()
        self._confirmed = False

    def prepare(self, practice: str, place: str, user_name: str, role: str, password: str) -> tuple[str, ...]:
        """The six groups of the recovery sheet.  Slow on purpose: two keys are stretched.

        Raises InputError (a name is missing), UnlockError (the password, or there is a practice already) and
        StoreError (the folder).
        """
        name, place = single_line(practice), single_line(place)
        person = Person(FIRST_USER, single_line(user_name), role)
        if not name:
            raise InputError("practice_name_missing")
        if not person.name:
            raise InputError("person_name_missing")
        if role not in ROLES:
            raise ValueError(role)
        places.refuse(self._folder)
        private_folder(self._folder)
        self._lock.acquire()
        try:
            self._make_keys(person, password)
        except BaseException:
            self._lock.release()
            raise
        self._practice, self._person, self._confirmed = (name, place), person, False
        self.asked = sheets.asked_groups()
        return self._groups

    def _make_keys(self, person: Person, password: str) -> None:
        if is_set_up(self._folder) or (self._folder / DATABASE).exists():
            raise UnlockError("keystore_exists")
        prepared = self._folder / PREPARED
        try:
            shutil.rmtree(prepared, ignore_errors=True)
            prepared.mkdir(mode=0o700)
        except OSError as error:
            raise file_error(error) from error
        argon = self._argon or strongest_here()
        keystore, groups = KeyStore.create(
            prepared / KEYSTORE, person.id, person.name, person.role, password, argon
        )
        self._unlocked, self._groups = keystore.unlock(person.id, password), tuple(groups)

    def confirm(self, typed: Mapping[int, str]) -> None:
        """The groups of `asked`, typed back from paper.  Raises InputError with the number of a wrong one."""
        for index in self.asked:
            if not recovery_code.same_group(typed.get(index, ""), self._groups[index]):
                raise InputError("recovery_group_differs", number=index + 1)
        self._confirmed = bool(self.asked)

    def create(
        self,
        language: Language,
        *,
        catalogue: Catalogue | None = None,
        demo: bool = False,
        training: bool = False,
        may: Iterable[str] | None = None,
    ) -> Workspace:
        """The practice, open.  All of it appears at once, or nothing does.  Raises StoreError.

        `may` are the rights of its first person, who manages in any case; None: by the role.
        """
        if self._unlocked is None or not self._confirmed:
            raise RuntimeError("the recovery sheet comes first")
        catalogue = catalogue or Catalogue.shipped()
        prepared = self._folder / PREPARED
        for rest in prepared.iterdir():
            if rest.name != KEYSTORE:  # of an attempt that the disk refused
                rest.unlink()
        with (
            Store.create(prepared / DATABASE, self._unlocked) as store,
            store.write(_actor(self._unlocked), "create_practice") as transaction,
        ):
            self._fill(transaction, catalogue, demo=demo, training=training)
            transaction.put(self._first_user(may))
            sheets.note_sheet(transaction, self._person.id, self._today())
        try:
            prepared.rename(self._folder / COMPLETE)
        except OSError as error:
            raise file_error(error) from error
        move_in(self._folder)
        return _open(self._folder, self._unlocked, language, self._today, catalogue, self._lock)

    def cancel(self) -> None:
        """Forget what was prepared."""
        shutil.rmtree(self._folder / PREPARED, ignore_errors=True)
        self._lock.release()

    def _fill(self, transaction: Transaction, catalogue: Catalogue, *, demo: bool, training: bool) -> None:
        name, place = self._practice
        transaction.put_aside(Practice(name=name, place=place, demo=demo, training=training))
        created = self._today().isoformat()
        key = SigningKey.generate()
        secret, recipient = encryption.new_identity()
        transaction.put_aside(
            SiteKey(kind="sign", public=key.public.to_text(), secret=key.to_text(), created=created)
        )
        transaction.put_aside(SiteKey(kind="receive", public=recipient, secret=secret, created=created))
        _install_definitions(transaction, catalogue)

    def _first_user(self, may: Iterable[str] | None) -> User:
        person, key = self._person, self._unlocked.verify_key if self._unlocked else ""
        held = rights.defaults(person.role, is_first=True)
        if may is not None:
            held = rights.text((*may, rights.MANAGE))
        return User(id=person.id, name=person.name, role=person.role, verify_key=key, rights=held)


def open_workspace(
    folder: Path,
    user_id: str,
    password: str,
    language: Language,
    *,
    today: Callable[[], date] = date.today,
    catalogue: Catalogue | None = None,
) -> Workspace:
    """Raises UnlockError (`wrong_password` ...) and StoreError (`database_in_use` ...).  Slow on purpose.

    What does not stop the work but must be shown is in `workspace.store.warning`.
    """
    with _locked(folder) as lock:
        keystore, attempts = KeyStore.load(folder / KEYSTORE), Attempts(lock)
        with attempts.attempt():
            unlocked = keystore.unlock(user_id, password)
        unlocked = data_key.settle(folder, keystore, unlocked)
        workspace = _open(folder, unlocked, language, today, catalogue or Catalogue.shipped(), lock)
        _tell(workspace, attempts, "password")
        return workspace


def open_with_recovery(
    folder: Path,
    code: str,
    new_password: str,
    language: Language,
    *,
    argon: Argon | None = None,
    today: Callable[[], date] = date.today,
    catalogue: Catalogue | None = None,
) -> Workspace:
    """By the printed sheet, as the user to whom it belongs, who gets the new password."""
    with _locked(folder) as lock:
        keystore, attempts = KeyStore.load(folder / KEYSTORE), Attempts(lock)
        with attempts.attempt():
            unlocked = keystore.unlock_with_recovery(code)
        unlocked = data_key.settle(folder, keystore, unlocked)
        keystore.change_password(unlocked, new_password, argon)
        workspace = _open(folder, unlocked, language, today, catalogue or Catalogue.shipped(), lock)
        with suppress(IagoError), workspace.write("recover") as transaction:
            sheets.note_used(transaction, workspace.user.id)
        _tell(workspace, attempts, "recovery")
        return workspace


def close(workspace: Workspace) -> None:
    """Everything into the one file, and the folder free for the next start."""
    workspace.changed.clear()
    workspace.store.close()


def single_line(text: str) -> str:
    """A name as it is kept: composed, without line breaks or spaces at its ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())[:_LONGEST_NAME]


@contextmanager
def _locked(folder: Path) -> Iterator[FolderLock]:
    """The folder's lock: kept when all went well, freed when anything was refused."""
    places.refuse(folder)
    swap.finish(folder)  # a restore that was stopped after it was decided
    lock = FolderLock(folder)
    try:
        if _is_there(folder):
            lock.acquire()
            move_in(folder)
        yield lock
    except BaseException:
        lock.release()
        raise


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError as error:
        raise file_error(error) from error


def _open(
    folder: Path,
    unlocked: Unlocked,
    language: Language,
    today: Callable[[], date],
    catalogue: Catalogue,
    lock: FolderLock,
) -> Workspace:
    person = next((each for each in people(folder) if each.id == unlocked.user_id), None)
    if person is None:
        raise UnlockError("unknown_user")
    store = _opened(folder, unlocked, language, today, lock)
    actor = _actor(unlocked)
    try:
        _catch_up(store, actor, person, catalogue)
        with store.read() as session:
            practice = queries.practice(session)
            own = session.get(User, person.id)
            catalogue = packs.with_installed(session, catalogue)
    except BaseException:
        store.close()
        raise
    if practice is None:
        store.close()
        raise IagoError("practice_missing")
    return Workspace(
        store=store,
        catalogue=catalogue,
        actor=actor,
        user=person,
        folder=folder,
        language=language,
        practice_name=practice.name,
        place=practice.place,
        sealed=practice.sealed,
        training=practice.training,
        unlocked=unlocked,
        rights=frozenset(own.rights.split() if own else ()),
        today=today,
    )


def _tell(workspace: Workspace, attempts: Attempts, by: str) -> None:
    """The history says who unlocked, and how often it had failed before; then what was begun is finished."""
    with suppress(IagoError):  # a full disk must not lock anybody out: told at the next unlock
        with workspace.write("unlock") as transaction:
            transaction.note(by=by, failed_before=attempts.untold())
        attempts.told()
    data_key.complete(workspace)


def _opened(
    folder: Path, unlocked: Unlocked, language: Language, today: Callable[[], date], lock: FolderLock
) -> Store:
    """Raises DamagedDatabaseError where the database cannot be read with keys that are right."""
    try:
        store = Store.open(folder / DATABASE, unlocked, lock, today)
        try:
            store.look_over()
        except BaseException:
            store.let_go()
            raise
    except StoreError as error:
        if error.code in damaged.CODES:
            raise DamagedDatabaseError(error, folder, unlocked, language) from error
        raise
    return store


def open_rescued(
    folder: Path, unlocked: Unlocked, language: Language, *, today: Callable[[], date] = date.today
) -> Workspace:
    """What a rescue has written, to be mended before it takes the place of the damaged one."""
    lock = FolderLock(folder)
    lock.acquire()
    workspace = _open(folder, unlocked, language, today, Catalogue.shipped(), lock)
    workspace.store.accept_history()  # the witness of the empty database it was made from
    return workspace


def _catch_up(store: Store, actor: Actor, person: Person, catalogue: Catalogue) -> None:
    """Refuse a person whose adding was interrupted; keep the forms that a newer program brings."""
    with store.read() as session:
        known = session.get(User, person.id)
        has_all = not _not_installed(session, catalogue)
    if known is not None and not known.active:
        raise UnlockError("user_removed")
    if known is None:
        # Nobody can vouch for himself: a user's first line is signed by somebody who is known already.
        raise UnlockError("user_not_complete")
    if not has_all:
        # A full disk must not lock anybody out: the forms are read from the program, this copy is for later.
        with suppress(IagoError), store.write(actor, "install_definitions") as transaction:
            _install_definitions(transaction, catalogue)


def _not_installed(session: Session, catalogue: Catalogue) -> list[Entry]:
    """The forms that the practice has no copy of yet; reads neither them nor the copies."""
    there = set(session.exec(select(Definition.id)))
    return [entry for entry in catalogue.entries() if f"{entry.id}:{entry.version}" not in there]


def _install_definitions(transaction: Transaction, catalogue: Catalogue) -> None:
    for entry in _not_installed(transaction.session, catalogue):
        transaction.put_aside(
            Definition(
                id=f"{entry.id}:{entry.version}",
                form=entry.id,
                version=entry.version,
                pack=catalogue.pack,
                digest=entry.digest,
                source=catalogue.source(entry.id),
                installed_at=datetime.now(UTC).isoformat(timespec="seconds"),
            )
        )


def _actor(unlocked: Unlocked) -> Actor:
    return Actor(unlocked.user_id, unlocked.sign)
