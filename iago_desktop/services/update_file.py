"""An update file from a stick: whether it may be believed, and what it would change.  Nothing is installed.

The installer lies beside it; its bytes are those that were signed, or it is refused.  No network.
"""

import hashlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from iago_desktop import __version__
from iago_desktop.errors import IagoError
from iago_desktop.paths import resource
from iago_desktop.services.carrier import carrier_error
from iago_desktop.signing import release
from iago_desktop.signing.release import File, System, Update
from iago_desktop.signing.signatures import VerifyKey
from iago_desktop.store.schema import SCHEMA

_LIMIT = 2 << 20
_BLOCK = 1 << 20
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Installed:
    """This program: its version, the shape of its database, its system, and the keys it believes."""

    version: str
    schema: int
    system: System
    keys: Sequence[VerifyKey]


@dataclass(frozen=True)
class Checked:
    """`installer`: the file beside it that was compared; None where this version is installed already.

    `migrates`: the database is copied and brought up to date at the next unlocking.
    """

    update: Update
    same: bool
    installer: Path | None
    file: File | None
    migrates: bool


def installed() -> Installed:
    systems: dict[str, System] = {"win32": "windows", "darwin": "macos"}
    keys = release.pinned(resource("trust") / "release.pub")
    return Installed(__version__, SCHEMA, systems.get(sys.platform, "linux"), keys)


def check(path: Path, here: Installed, progress: Progress | None = None) -> Checked:
    """The order is the argument: signature, version, shape, and only then the installer.

    Raises IagoError `update_…` with what to do.  Several files of one system: one that lies there is enough.
    """
    if not here.keys:
        raise IagoError("update_no_keys")
    try:
        if path.stat().st_size > _LIMIT:
            raise IagoError("update_not_a_file")
        data = path.read_bytes()
    except OSError as error:
        raise carrier_error(error) from error
    update = release.read(data, here.keys)
    offered, ours = release.number(update.version), release.number(here.version)
    if offered < ours:
        raise IagoError("update_older", offered=update.version, installed=here.version)
    if offered == ours:
        return Checked(update, same=True, installer=None, file=None, migrates=False)
    if update.schema_number < here.schema:
        raise IagoError("update_older_shape", offered=update.version)
    if ours < release.number(update.follows):
        raise IagoError(
            "update_needs_between", offered=update.version, follows=update.follows, installed=here.version
        )
    file = _beside(path.parent, update, here.system)
    installer = path.parent / file.name
    try:
        if installer.stat().st_size != file.size or _sum(installer, file.size, progress) != file.sha256:
            raise IagoError("update_installer_differs", file=file.name)
    except OSError as error:
        raise carrier_error(error) from error
    return Checked(update, False, installer, file, update.schema_number > here.schema)


def _beside(folder: Path, update: Update, system: System) -> File:
    files = [each for each in update.files if each.system == system]
    if not files:
        raise IagoError("update_not_for_system", system=system)
    found = next((each for each in files if (folder / each.name).is_file()), None)
    if found is None:
        raise IagoError("update_no_installer", file=files[0].name)
    return found


def _sum(path: Path, size: int, progress: Progress | None) -> str:
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            done += len(block)
            if progress is not None:
                progress(min(done, size), size)
    return digest.hexdigest()
