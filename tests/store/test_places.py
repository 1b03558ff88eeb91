"""Where a database must not lie: each system's answers, handed in."""

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from iago_desktop.errors import StoreError
from iago_desktop.store import places
from iago_desktop.store.places import Machine, refuse, refuse_on

MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
server:/export /home/praxis/net nfs4 rw 0 0
//nas/share /mnt/nas cifs rw 0 0
me@host:/ /mnt/with\\040space fuse.sshfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
/dev/sdb1 /mnt/stick fuseblk rw 0 0
plain /mnt/vault fuse.gocryptfs rw 0 0
afs /afs afs rw 0 0
drive /mnt/z 9p rw 0 0
smb /mnt/smb smb3 rw 0 0
/dev/sda3 /mnt/nas/local ext4 rw 0 0
"""


def linux(names: dict[str, list[str]] | None = None, environ: dict[str, str] | None = None) -> Machine:
    return Machine("linux", environ or {}, lambda each: (names or {}).get(str(each), []), lambda: MOUNTS)


def windows(environ: dict[str, str] | None = None, remote: str = "") -> Machine:
    return Machine(
        "win32",
        environ or {},
        lambda _each: [],
        drive_type=lambda root: 4 if remote and root == f"{remote}\\" else 3,
    )


def refused(folder: PurePath, machine: Machine) -> tuple[str, dict[str, object]] | None:
    try:
        refuse_on(folder, machine)
    except StoreError as error:
        return error.code, error.details
    return None


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/praxis/net/iago", "nfs4"),
        ("/mnt/nas", "cifs"),
        ("/mnt/with space/iago", "fuse.sshfs"),
        ("/run/user/1000/gvfs/share", "fuse.gvfsd-fuse"),
        ("/afs/cell/iago", "afs"),
        ("/mnt/z/iago", "9p"),
        ("/mnt/smb/iago", "smb3"),
        ("/home/praxis/iago", None),
        ("/mnt/stick/iago", None),
        ("/mnt/vault/iago", None),
        ("/mnt/nas/local/iago", None),
        ("/mnt/nasty/iago", None),
        ("/srv/iago", None),
    ],
)
def test_linux_mounts(folder: str, kind: str | None) -> None:
    expected = ("folder_on_network", {"kind": kind}) if kind else None
    assert refused(PurePosixPath(folder), linux()) == expected


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        (r"\\server\share\iago", "UNC"),
        (r"\\?\UNC\server\share\iago", "UNC"),
        (r"//server/share/iago", "UNC"),
        (r"Z:\iago", "Z:"),
        (r"C:\Users\praxis\AppData\Local\IAGO Desktop", None),
    ],
)
def test_windows_network(folder: str, kind: str | None) -> None:
    expected = ("folder_on_network", {"kind": kind}) if kind else None
    assert refused(PureWindowsPath(folder), windows(remote="Z:")) == expected


def test_a_mac_says_what_is_mounted() -> None:
    def mac(kind: str, is_local: bool) -> Machine:
        return Machine("darwin", {}, lambda _each: [], filesystem=lambda _folder: (kind, is_local))

    folder = PurePosixPath("/Volumes/praxis/iago")
    assert refused(folder, mac("apfs", True)) is None
    assert refused(folder, mac("smbfs", False)) == ("folder_on_network", {"kind": "smbfs"})
    assert refused(folder, mac("fusefs", False)) == ("folder_on_network", {"kind": "fusefs"})


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (r"C:\Users\p\OneDrive - Praxis am Park\iago", "OneDrive"),
        (r"D:\Wolke\iago", "OneDrive"),
        (r"C:\Users\p\Dropbox\iago", "Dropbox"),
        (r"C:\Users\p\iCloudDrive\iago", "iCloud"),
        (r"C:\Users\p\Nextcloud\iago", "Nextcloud"),
        (r"C:\Users\p\Google Drive\iago", "Google Drive"),
        (r"C:\Users\p\Documents\iago", None),
        (r"C:\Users\p\Dropbox-Rechnungen.zip folder\iago", "Dropbox"),
    ],
)
def test_synchronised_by_name_or_variable(folder: str, service: str | None) -> None:
    machine = windows({"OneDriveCommercial": r"D:\Wolke"})
    expected = ("folder_synchronised", {"service": service}) if service else None
    assert refused(PureWindowsPath(folder), machine) == expected


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox", "Dropbox"),
        (".sync_a1b2.db", "Nextcloud"),
        ("._sync_a1b2.db", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".tmp.drivedownload", "Google Drive"),
        ("sync.db", None),
    ],
)
def test_synchronised_by_what_lies_above(marker: str, service: str | None) -> None:
    machine = linux({"/home/praxis/daten": ["iago", marker]})
    expected = ("folder_synchronised", {"service": service}) if service else None
    assert refused(PurePosixPath("/home/praxis/daten/iago/deep"), machine) == expected


def test_icloud_on_a_mac() -> None:
    machine = Machine("darwin", {}, lambda _each: [])
    folder = PurePosixPath("/Users/p/Library/Mobile Documents/com~apple~CloudDocs/iago")
    assert refused(folder, machine) == ("folder_synchronised", {"service": "iCloud"})


def test_a_profile_that_travels() -> None:
    machine = windows({"APPDATA": r"C:\Users\p\AppData\Roaming"})
    assert refused(PureWindowsPath(r"C:\Users\p\AppData\Roaming\IAGO"), machine) == ("folder_travels", {})
    assert refused(PureWindowsPath(r"C:\Users\p\AppData\Local\IAGO"), machine) is None


def test_on_this_computer_an_ordinary_folder_is_taken_and_a_synchronised_one_not(tmp_path: Path) -> None:
    refuse(tmp_path / "new" / "iago")
    (tmp_path / ".stfolder").mkdir()
    with pytest.raises(StoreError, match="folder_synchronised"):
        refuse(tmp_path / "new" / "iago")


def test_a_link_into_such_a_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Nextcloud").mkdir()
    (tmp_path / "iago").symlink_to(tmp_path / "Nextcloud")
    with pytest.raises(StoreError, match="folder_synchronised"):
        refuse(tmp_path / "iago")


def test_what_the_kernel_really_says_is_understood() -> None:
    kind = places._mounted_as(PurePosixPath("/proc"), places._proc_mounts())
    assert kind in ("proc", "")
