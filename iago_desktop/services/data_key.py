"""A new data key, so that a kept copy of the key store and an old password open nothing any more.

Needed when somebody leaves and when a password may be known.  Nobody else has to be there: the new key is
sealed to the public key of everybody who stays, and their passwords and recovery sheets go on working.

The order makes it safe to stop anywhere: the key store holds both keys before the database changes over, and
forgets the old one when the database is known to open with the new one.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from iago_desktop.errors import IagoError, UnlockError
from iago_desktop.services import backup
from iago_desktop.services.entrance import DATABASE, KEYSTORE, WITNESS
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import KeyStore, Unlocked
from iago_desktop.signing.whole_file import replace_whole
from iago_desktop.store import backup as backup_files
from iago_desktop.store import before as update_copies
from iago_desktop.store import queries
from iago_desktop.store.attempts import Attempts
from iago_desktop.store.connection import said_in_words
from iago_desktop.store.rekey import opens
from iago_desktop.store.transaction import Transaction
from iago_desktop.store.witness import Witness


def renew(workspace: Workspace) -> None:
    """From here on everything is under a new key; whoever is not active has no way in.

    Raises StoreError and UnlockError `keystore_changed`; then the old key still opens, and the next unlock
    tries again where somebody was removed.
    """
    keystore = keystore_of(workspace)
    with workspace.store.read() as session:
        staying = {user.id for user in queries.users(session) if user.active}
    following = keystore.begin_new_key(workspace.unlocked, staying)
    workspace.store.renew_keys(following)
    workspace.unlocked = following
    keystore.finish(following)


def forget_old_backups(workspace: Workspace) -> int:
    """A backup under the new key, and the older ones gone: they open with the old key store.  How many went.

    Raises StoreError: then they are all still there.
    """
    folder = workspace.folder / backup.FOLDER
    newest = backup.make(workspace)
    old = [each.path for each in backup_files.backups(folder) if each.path != newest.path]
    old += [each.backup.path for each in update_copies.copies(folder)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def keystore_of(workspace: Workspace) -> KeyStore:
    """As it is on the disk now, with a change-over finished that the disk had refused."""
    keystore = KeyStore.load(workspace.folder / KEYSTORE)
    if keystore.is_changing_over and keystore.epoch < workspace.unlocked.epoch:
        keystore.finish(workspace.unlocked)
    return keystore


@contextmanager
def both(workspace: Workspace, intent: str) -> Iterator[tuple[KeyStore, Transaction]]:
    """The key store and the history together: where the disk refuses one, the other is as before."""
    path = workspace.folder / KEYSTORE
    keystore = keystore_of(workspace)
    before = path.read_bytes()
    try:
        with workspace.write(intent) as transaction:
            yield keystore, transaction
    except BaseException:
        with suppress(Exception):
            if path.read_bytes() != before:
                replace_whole(path, before)
        raise


def refuse_touched(workspace: Workspace) -> None:
    """Raises UnlockError `keystore_changed`: a key that somebody planted must not receive the data key."""
    keystore_of(workspace).refuse_touched(workspace.unlocked)


def ask_again(workspace: Workspace, password: str) -> None:
    """Raises UnlockError `old_password_wrong`, counted like an attempt to unlock, or `unlock_waits`."""
    keystore = keystore_of(workspace)
    with Attempts(workspace.store.folder_lock()).attempt():
        try:
            keystore.unlock(workspace.user.id, password)
        except UnlockError as error:
            if error.code != "wrong_password":
                raise
            raise UnlockError("old_password_wrong") from error


def settle(folder: Path, keystore: KeyStore, unlocked: Unlocked) -> Unlocked:
    """The session under the key that the database has, where the program stopped during the change-over.

    Raises UnlockError `unknown_user` for the person who was just removed.
    """
    if not keystore.is_changing_over:
        return unlocked
    following = keystore.following(unlocked)
    if following is None:
        raise UnlockError("unknown_user")
    database = folder / DATABASE
    if not (database.exists() and database.stat().st_size):
        return unlocked  # opening says what is wrong
    with said_in_words(writing=False):
        if not opens(database, following.database_key):
            return unlocked
    said = Witness(folder / WITNESS, unlocked.witness_key).read()
    if not isinstance(said, str):
        Witness(folder / WITNESS, following.witness_key).write(*said)
    keystore.finish(following)
    return following


def complete(workspace: Workspace) -> None:
    """What was begun and stopped, done now; put off once more where the disk refuses."""
    keystore = KeyStore.load(workspace.folder / KEYSTORE)
    with workspace.store.read() as session:
        gone = {user.id for user in queries.users(session) if not user.active}
    if keystore.is_changing_over or gone & keystore.users():
        with suppress(IagoError):
            renew(workspace)
            forget_old_backups(workspace)
