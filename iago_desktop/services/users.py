"""The people of a practice."""

from contextlib import suppress

from iago_desktop.errors import InputError
from iago_desktop.services.entrance import KEYSTORE, Person
from iago_desktop.services.setup import ROLES, single_line
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import Argon, KeyStore, strongest_here
from iago_desktop.signing.whole_file import replace_whole
from iago_desktop.store import queries
from iago_desktop.tables import User


def users(workspace: Workspace) -> tuple[Person, ...]:
    with workspace.store.read() as session:
        return tuple(Person(user.id, user.name, user.role) for user in queries.users(session))


def add_user(workspace: Workspace, name: str, role: str, password: str, argon: Argon | None = None) -> Person:
    """A second user needs no more than the open session.  Raises InputError, UnlockError, StoreError."""
    name = single_line(name)
    if not name:
        raise InputError("person_name_missing")
    if role not in ROLES:
        raise ValueError(role)
    path = workspace.folder / KEYSTORE
    keystore = KeyStore.load(path)
    number = 1 + max(int(each.user.removeprefix("u")) for each in keystore.people())
    person = Person(f"u{number}", name, role)
    before = path.read_bytes()
    try:
        with workspace.write("add_user") as transaction:
            key = keystore.add_user(
                workspace.unlocked, person.id, name, role, password, argon or strongest_here()
            )
            transaction.put(User(id=person.id, name=name, role=role, verify_key=key))
    except BaseException:
        # Who is not in the database must not be in the list of the unlock window either.
        with suppress(Exception), workspace.store.read() as session:
            if session.get(User, person.id) is None:
                replace_whole(path, before)
        raise
    return person
