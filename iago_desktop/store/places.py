"""Folders in which a database must not lie, and why: on a network, in a synchronised folder, in a profile
that travels.

On a network two computers may believe that they hold the lock; a synchronising program carries the database
away between two of its files.  Everything that the operating system says is handed in as a Machine, so that
each system's answers are tested on every other.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from iago_desktop.errors import StoreError

_DRIVE_REMOTE = 4  # of GetDriveTypeW
_NETWORK = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "afpfs", "9p", "webdav", "davfs"),
        *("ncpfs", "ceph", "glusterfs", "lustre", "beegfs", "gfs2", "ocfs2", "coda", "vboxsf", "vmhgfs"),
    )
)
_LOCAL_FUSE = frozenset(
    (
        *("fuse-overlayfs", "ntfs-3g", "ntfs", "exfat", "gocryptfs", "encfs", "cryfs", "veracrypt"),
        *("bindfs", "mergerfs", "lxcfs", "securefs", "dislocker", "apfs"),
    )
)
"""File systems in user space that lie on a disk of this computer; any other may be a network."""
_VARIABLES = (("OneDrive", "OneDrive"), ("OneDriveCommercial", "OneDrive"), ("OneDriveConsumer", "OneDrive"))
_MARKERS: tuple[tuple[str, str], ...] = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".owncloudsync.log", "ownCloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".seafile-data", "Seafile"),
)
_DATABASES_OF_CLIENTS = ("._sync_", ".sync_")
"""How the files begin in which Nextcloud and ownCloud remember what they carried."""
_NAMES: tuple[tuple[str, str], ...] = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("google drive streaming", "Google Drive"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("icloud~", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("mobile documents", "iCloud"),
    ("cloudstorage", "a cloud service"),
    ("syncthing", "Syncthing"),
    ("seafile", "Seafile"),
    ("magentacloud", "MagentaCLOUD"),
    ("pclouddrive", "pCloud"),
    ("tresorit", "Tresorit"),
)


@dataclass(frozen=True)
class Machine:
    """What is asked of the operating system.

    `mounts` gives the text of /proc/self/mounts; `drive_type` what GetDriveTypeW says of a root such as
    `Z:\\`; `is_local` and `filesystem` what statfs says on a Mac; `listed` the names in a folder.
    """

    platform: str
    environ: Mapping[str, str]
    listed: Callable[[PurePath], Sequence[str]]
    mounts: Callable[[], str] = lambda: ""
    drive_type: Callable[[str], int] = lambda _root: 3
    filesystem: Callable[[PurePath], tuple[str, bool]] = lambda _folder: ("apfs", True)


def refuse(folder: Path) -> None:
    """Raises StoreError `folder_on_network`, `folder_synchronised`, `folder_travels`."""
    try:
        whole = folder.expanduser().resolve()
    except (OSError, RuntimeError):
        whole = folder.absolute()
    # As typed first: on Windows the resolved form of a mapped drive is another one.
    for each in dict.fromkeys((folder.expanduser().absolute(), whole)):
        refuse_on(each, this_machine())


def refuse_on(folder: PurePath, machine: Machine) -> None:
    """The same for a whole path on any machine."""
    if machine.platform == "win32":
        _refuse_windows_network(PureWindowsPath(folder), machine)
    elif machine.platform == "darwin":
        kind, is_local = machine.filesystem(folder)
        if not is_local or kind in _NETWORK:
            raise StoreError("folder_on_network", kind=kind)
    else:
        _refuse_linux_network(PurePosixPath(folder), machine)
    service = _service(folder, machine)
    if service:
        raise StoreError("folder_synchronised", service=service)
    roaming = machine.environ.get("APPDATA", "") if machine.platform == "win32" else ""
    if roaming and _is_below(folder, PureWindowsPath(roaming)):
        raise StoreError("folder_travels")


def _refuse_windows_network(folder: PureWindowsPath, machine: Machine) -> None:
    drive = folder.drive
    if drive.startswith(("\\\\?\\UNC\\", "\\\\.\\UNC\\")):
        raise StoreError("folder_on_network", kind="UNC")
    bare = drive.removeprefix("\\\\?\\").removeprefix("\\\\.\\")
    if bare.startswith("\\\\"):
        raise StoreError("folder_on_network", kind="UNC")
    if bare and machine.drive_type(f"{bare}\\") == _DRIVE_REMOTE:
        raise StoreError("folder_on_network", kind=bare)


def _refuse_linux_network(folder: PurePosixPath, machine: Machine) -> None:
    kind = _mounted_as(folder, machine.mounts())
    family, _, name = kind.partition(".")
    if kind in _NETWORK or (family == "fuse" and name not in _LOCAL_FUSE):
        raise StoreError("folder_on_network", kind=kind)


def _mounted_as(folder: PurePosixPath, mounts: str) -> str:
    """The type of the file system in which the folder lies: the longest mount point, of equals the last."""
    found, longest = "", -1
    for line in mounts.splitlines():
        _device, where, kind, *_options = line.split(" ")
        point = PurePosixPath(_unescaped(where))
        depth = len(point.parts)
        if depth >= longest and (folder == point or point in folder.parents):
            found, longest = kind, depth
    return found


def _unescaped(point: str) -> str:
    """The kernel writes spaces and backslashes as octal numbers."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, character)
    return point


def _service(folder: PurePath, machine: Machine) -> str:
    """The name of what carries the folder elsewhere; "" for none."""
    for variable, service in _VARIABLES:
        root = machine.environ.get(variable, "")
        if root and _is_below(folder, type(folder)(root)):
            return service
    for part in folder.parts:
        name = part.casefold()
        for known, service in _NAMES:
            if name == known or name.startswith((f"{known} - ", f"{known}-", f"{known} (")):
                return service
    for each in (folder, *folder.parents):
        names = frozenset(machine.listed(each))
        for marker, service in _MARKERS:
            if marker in names:
                return service
        if any(name.startswith(_DATABASES_OF_CLIENTS) and name.endswith(".db") for name in names):
            return "Nextcloud"
    return ""


def _is_below(folder: PurePath, root: PurePath) -> bool:
    return folder == root or root in folder.parents


def this_machine() -> Machine:
    return Machine(
        platform=sys.platform,
        environ=os.environ,
        listed=_listed,
        mounts=_proc_mounts,
        drive_type=_drive_type,
        filesystem=_statfs,
    )


def _listed(folder: PurePath) -> Sequence[str]:
    try:
        return [each.name for each in os.scandir(folder)]
    except OSError:
        return ()


def _proc_mounts() -> str:
    try:
        # Another process's mount points may be in any encoding.
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


if sys.platform == "win32":
    import ctypes

    def _drive_type(root: str) -> int:
        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
else:

    def _drive_type(root: str) -> int:
        raise NotImplementedError(root)


if sys.platform == "darwin":
    from iago_desktop.store.statfs import statfs as _statfs
else:

    def _statfs(folder: PurePath) -> tuple[str, bool]:
        raise NotImplementedError(folder)
