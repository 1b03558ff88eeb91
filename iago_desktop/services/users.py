"""The people of a practice: who they are, what they may do, and adding one."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from iago_desktop.errors import IagoError, InputError, UnlockError
from iago_desktop.services import rights
from iago_desktop.services.data_key import both, keystore_of
from iago_desktop.services.desks import next_user_number
from iago_desktop.services.entrance import Person
from iago_desktop.services.setup import ROLES, single_line
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import Argon, strongest_here
from iago_desktop.store import queries
from iago_desktop.tables import User


@dataclass(frozen=True)
class Member:
    """Somebody as the settings show them; who was removed stays in the history.

    `is_here` is false for who was added on another computer of the practice: names travel, passwords do not.
    """

    id: str
    name: str
    role: str
    may: tuple[str, ...]
    active: bool
    is_here: bool = True


def members(workspace: Workspace) -> tuple[Member, ...]:
    """In the order of their arrival, those who left among them."""
    here = _with_a_password(workspace)
    with workspace.store.read() as session:
        return tuple(
            Member(
                user.id, user.name, user.role, tuple(user.rights.split()), user.active,
                here is None or user.id in here,
            )
            for user in queries.users(session)
        )  # fmt: skip


def _with_a_password(workspace: Workspace) -> frozenset[str] | None:
    """Who can unlock on this computer; None where the key store cannot be read, which is said elsewhere."""
    try:
        return keystore_of(workspace).users()
    except UnlockError:
        return None


def users(workspace: Workspace) -> tuple[Person, ...]:
    """Who works here."""
    return tuple(Person(each.id, each.name, each.role) for each in members(workspace) if each.active)


def add_user(workspace: Workspace, name: str, role: str, password: str, argon: Argon | None = None) -> Person:
    """A second user needs no more than the open session.  Raises InputError, UnlockError, StoreError."""
    name = single_line(name)
    if not name:
        raise InputError("person_name_missing")
    if role not in ROLES:
        raise ValueError(role)
    rights.check(workspace.rights, "add_user")  # before the slow part
    person, held = Person(_next_id(workspace), name, role), rights.defaults(role)
    with both(workspace, "add_user") as (keystore, transaction):
        key = keystore.add_user(
            workspace.unlocked, person.id, name, role, password, argon or strongest_here()
        )
        transaction.put(User(id=person.id, name=name, role=role, verify_key=key, rights=held))
    return person


def change_rights(workspace: Workspace, user_id: str, may: Iterable[str]) -> None:
    """What somebody may do from now on, in force at once.  Raises IagoError `last_manager`."""
    held = rights.text(may)
    with workspace.store.read() as session:
        if active(session, user_id).rights == held:
            return
    with workspace.write("change_rights") as transaction:
        user = active(transaction.session, user_id)
        if rights.MANAGE not in held.split():
            must_stay_managed(transaction.session, without=user_id)
        user.rights = held
        transaction.put(user)
    if user_id == workspace.user.id:
        workspace.rights = frozenset(held.split())


def must_stay_managed(session: Session, without: str) -> None:
    """Raises IagoError `last_manager` where nobody else manages."""
    others = (each for each in queries.users(session) if each.active and each.id != without)
    if not any(rights.MANAGE in each.rights.split() for each in others):
        raise IagoError("last_manager")


def active(session: Session, user_id: str) -> User:
    """Somebody who works here, or UnlockError `unknown_user`."""
    user = session.get(User, user_id)
    if user is None or not user.active:
        raise UnlockError("unknown_user")
    return user


def _next_id(workspace: Workspace) -> str:
    with workspace.store.read() as session:
        return f"u{next_user_number(session)}"
