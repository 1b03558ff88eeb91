"""One's way in, and that of who leaves: a new password, a new data key, nobody's key but one's own needed."""

from iago_desktop.errors import IagoError
from iago_desktop.services import data_key, rights, users
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing.keystore import Argon, strongest_here


def remove_user(workspace: Workspace, user_id: str) -> None:
    """Somebody leaves: no way in any more, neither here nor with what was copied before.

    What that person entered and signed stays, and stays signed.  Raises IagoError `not_yourself`,
    `right_missing`, `last_manager`, UnlockError `unknown_user`, and StoreError: then the person is refused
    already, and the next unlock finishes what was begun.
    """
    if user_id == workspace.user.id:
        raise IagoError("not_yourself")
    rights.check(workspace.rights, "remove_user")
    data_key.refuse_touched(workspace)
    with workspace.write("remove_user") as transaction:
        user = users.active(transaction.session, user_id)
        users.must_stay_managed(transaction.session, without=user_id)
        user.active, user.rights = False, ""
        transaction.put(user)
    data_key.renew(workspace)
    data_key.forget_old_backups(workspace)


def change_password(workspace: Workspace, old: str, new: str, argon: Argon | None = None) -> None:
    """One's own, with the old one typed again.  No byte of the data is touched, and the sheet stays right.

    Raises UnlockError `old_password_wrong`, `password_too_short`, `password_too_easy`, `unlock_waits`.
    """
    data_key.ask_again(workspace, old)
    cost = argon or strongest_here()
    with data_key.both(workspace, "change_password") as (keystore, transaction):
        transaction.note(of=workspace.user.id)
        keystore.change_password(workspace.unlocked, new, cost)


def password_may_be_known(workspace: Workspace, old: str, new: str, argon: Argon | None = None) -> None:
    """A new password and a new data key: a copy of the key store and the old password open nothing new.

    Raises what change_password() does, and StoreError: then the password is changed and the key is not.
    """
    change_password(workspace, old, new, argon)
    data_key.refuse_touched(workspace)
    with workspace.write("renew_data_key") as transaction:
        transaction.note(why="password_may_be_known")
    data_key.renew(workspace)
    data_key.forget_old_backups(workspace)
