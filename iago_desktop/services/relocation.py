"""The practice moves to another computer: a marked backup goes there, and what stays here is sealed.

Two computers that both go on with one practice would write two histories.  So the file gets its name on the
carrier only after the practice here is sealed: whoever stops in between leaves no second practice.
"""

from contextlib import suppress
from pathlib import Path

from iago_desktop.errors import IagoError
from iago_desktop.services import rights
from iago_desktop.services.carrier import carrier_error
from iago_desktop.services.entrance import KEYSTORE
from iago_desktop.services.swap import BACKUPS
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import backup, carried, queries
from iago_desktop.store.backup import Backup, Mark, Progress


def move_away(workspace: Workspace, carrier: Path, progress: Progress | None = None) -> Backup:
    """Raises IagoError `right_missing`, `carrier_...`, `training_cannot_move`; nothing is sealed then."""
    rights.check(workspace.rights, "move_away")
    if workspace.training:
        raise IagoError("training_cannot_move")
    if not carrier.is_dir():
        raise IagoError("carrier_gone")
    day = workspace.today()
    try:
        return carried.write_to(
            carrier,
            workspace.store.path,
            workspace.unlocked.database_key,
            (workspace.folder / KEYSTORE).read_bytes(),
            workspace.folder / BACKUPS,
            day,
            name=f"IAGO_move_{day.isoformat()}{backup.SUFFIX}",
            mark=Mark("moved"),
            progress=progress,
            before_name=lambda: _seal(workspace, "move_away", day.isoformat()),
        )
    except BaseException as error:
        if workspace.sealed is not None:
            # Sealed, and no file to go on with elsewhere.
            with suppress(IagoError):
                _seal(workspace, "take_back_move", None)
        if isinstance(error, OSError):
            raise carrier_error(error) from error
        raise


def take_back(workspace: Workspace) -> None:
    """The move did not happen: work goes on here.  Raises IagoError `right_missing`, `not_sealed`."""
    if workspace.sealed is None:
        raise IagoError("not_sealed")
    _seal(workspace, "take_back_move", None)


def _seal(workspace: Workspace, intent: str, day: str | None) -> None:
    with workspace.write(intent) as transaction:
        practice = queries.practice(transaction.session)
        if practice is None:
            raise IagoError("practice_missing")
        practice.sealed = day
        transaction.put_aside(practice)
    workspace.sealed = day
