"""A bundle on a stick, read again before it is handed over: nobody may have swapped or cut it since."""

from pathlib import Path

from iago_desktop import bundle
from iago_desktop.errors import IagoError
from iago_desktop.services import carrier
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries


def lies_on(workspace: Workspace, seq: int, folder: Path) -> bool:
    try:
        return (folder / _kept(workspace, seq)[0]).is_file()
    except OSError:
        return False


def check(workspace: Workspace, seq: int, folder: Path) -> str:
    """The name of the file, if it is byte for byte what was saved.

    Raises IagoError `copy_missing`, `copy_shorter`, `copy_differs`, `carrier_...`, `bundle_unknown`.
    """
    name, data = _kept(workspace, seq)
    path = folder / name
    try:
        if not path.is_file():
            raise IagoError("copy_missing", name=name)
        found = carrier.read_carried(path, len(data) + 1)
    except OSError as error:
        raise carrier.carrier_error(error) from error
    if found != data:
        cut = len(found) < len(data) and data.startswith(found)
        raise IagoError("copy_shorter" if cut else "copy_differs", name=name)
    return name


def _kept(workspace: Workspace, seq: int) -> tuple[str, bytes]:
    with workspace.store.read() as session:
        row, practice = queries.bundle(session, seq), queries.practice(session)
    if row is None or row.file is None or practice is None:
        raise IagoError("bundle_unknown", seq=seq)
    return bundle.file_name(practice.site, seq), row.file
