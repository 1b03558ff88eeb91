"""The Debian package: the frozen folder below /usr/lib, two links in /usr/bin, what a desktop wants to know.

Built with dpkg-deb alone: there is nothing to compile and nothing to configure.
"""

import gzip
import re
import shutil
import subprocess
import tempfile
from email.utils import formatdate
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINUX = ROOT / "packaging" / "linux"
NAME = "iago-desktop"
LIBRARY = Path("usr/lib") / NAME
PROGRAM = LIBRARY / NAME
_GLIBC = re.compile(rb"GLIBC_2\.(\d+)\0")
# What Qt loads from the system; every graphical session has nearly all of it.
DEPENDS = (
    "libdbus-1-3",
    "libegl1",
    "libexpat1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0 | libglib2.0-0t64",
    "libstdc++6",
    "libx11-6",
    "libx11-xcb1",
    "libxcb1",
    "libxkbcommon0",
    "zlib1g",
)
SHARED = (
    ("iago-desktop.desktop", "applications/iago-desktop.desktop"),
    ("iago-desktop.svg", "icons/hicolor/scalable/apps/iago-desktop.svg"),
    ("iago-desktop.mime.xml", "mime/packages/iago-desktop.xml"),
    ("org.iago.Desktop.metainfo.xml", "metainfo/org.iago.Desktop.metainfo.xml"),
)
MAINTAINER = "The IAGO Desktop contributors <iago-desktop@example.org>"
CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Section: science
Priority: optional
Installed-Size: {size}
Depends: {depends}
Description: documentation of toxicities after CAR T-cell therapy
 Structured forms for follow-up visits, infections and all other toxicities,
 graded by published rules, in an encrypted database on the computer of the
 practice; signed and encrypted bundles for the registry, and the registry's
 own command iago-registry. Works without a network.
 .
 Removing the package leaves the data of the practice where they are, in the
 home folder of each user. Not a medical device.
"""


def build(frozen: Path, target: Path, version: str) -> Path:
    """Gives the package's file."""
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True
    ).stdout.strip()
    package = target / f"{NAME}_{version}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        shutil.copytree(frozen, root / LIBRARY, symlinks=True)
        _links(root)
        _shared(root / "usr" / "share", version)
        size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) // 1024
        depends = (f"libc6 (>= 2.{_newest_glibc(frozen)})", *DEPENDS)
        _control(root / "DEBIAN", version, architecture, size, depends)
        _modes(root)
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(package)]
        subprocess.run(command, check=True, capture_output=True)
    return package


def _links(root: Path) -> None:
    commands = root / "usr" / "bin"
    commands.mkdir(parents=True)
    for name in (NAME, "iago-registry"):
        (commands / name).symlink_to(Path("..") / "lib" / NAME / name)


def _shared(share: Path, version: str) -> None:
    for source, place in SHARED:
        (share / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(LINUX / source, share / place)
    texts = share / "doc" / NAME
    texts.mkdir(parents=True)
    notices = [(ROOT / name).read_text(encoding="utf-8") for name in ("THIRD-PARTY-NOTICES.md", "LICENSE")]
    (texts / "copyright").write_text("\n\n".join(notices), encoding="utf-8")
    signed = f" -- {MAINTAINER}  {formatdate()}\n"
    news = f"{NAME} ({version}) stable; urgency=medium\n\n  * See the project's history.\n\n{signed}"
    (texts / "changelog.gz").write_bytes(gzip.compress(news.encode(), mtime=0))


def _newest_glibc(frozen: Path) -> int:
    """The second number of the newest C library that a file asks for: not older than the building machine's
    programs want it."""
    files = (path.read_bytes() for path in frozen.rglob("*") if path.is_file())
    return max((int(found) for data in files for found in _GLIBC.findall(data)), default=28)


def _control(folder: Path, version: str, architecture: str, size: int, depends: tuple[str, ...]) -> None:
    folder.mkdir()
    text = CONTROL.format(
        name=NAME,
        version=version,
        architecture=architecture,
        size=size,
        depends=", ".join(depends),
        maintainer=MAINTAINER,
    )
    (folder / "control").write_text(text, encoding="utf-8")


def _modes(root: Path) -> None:
    """Readable by all, writable by nobody but the owner, whatever the umask was; one file is a program."""
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == root / PROGRAM else 0o644)
