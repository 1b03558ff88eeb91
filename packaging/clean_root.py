"""make package-test: the Debian package on a clean system, installed, used and removed; the data stay.

Needs root and debootstrap, and says so.  The system is fetched once into build/clean-root, from the mirror
that this machine's own apt uses.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
CLEAN = ROOT / "build" / "clean-root"
RELEASE = platform.freedesktop_os_release()
"""The clean system is of the kind and the version of this one."""
PARTS = ("--components=main,universe",) if RELEASE["ID"] == "ubuntu" else ()
BROUGHT = Path("tmp")
_ENDED_BY_TIMEOUT = 124
# A graphical session has these; a clean root has no display.
SESSION = (
    "xvfb",
    "xauth",
    "desktop-file-utils",
    "shared-mime-info",
    "libxkbcommon-x11-0",
    "fonts-dejavu-core",
)
USER = "nurse"
DATA = Path("home") / USER / ".local" / "share" / "IAGO Desktop" / "practice"
STARTS = f"su {USER} -c 'cd && timeout 10 xvfb-run -a iago-desktop'"
FOUNDS = f"su {USER} -c 'cd && iago-registry init registry --name Clean --id REG-CLEAN --open-keys --json'"


def main() -> int:
    if os.geteuid() or shutil.which("debootstrap") is None:
        print("not run: a clean root needs root's rights and debootstrap (apt-get install debootstrap)")
        return 1
    (package,) = (ROOT / "dist").glob("*.deb")
    _make_clean()
    shutil.copyfile(package, CLEAN / BROUGHT / package.name)
    before = set(_files())
    _in_root("apt-get", "install", "-y", "-q", f"/{BROUGHT / package.name}")
    _check("installed", (CLEAN / "usr/bin/iago-desktop").is_symlink())
    _in_root("desktop-file-validate", "/usr/share/applications/iago-desktop.desktop")
    _check("bundles have a type", "iago" in (CLEAN / "usr/share/mime/globs").read_text(encoding="utf-8"))
    answer = _in_root("sh", "-c", FOUNDS)
    _check("iago-registry works", '"fingerprint"' in answer.stdout)
    started = _in_root("sh", "-c", STARTS, check=False)
    _check(
        "iago-desktop opens and stays, silent",
        started.returncode == _ENDED_BY_TIMEOUT and not started.stdout.strip(),
    )
    kept = CLEAN / DATA / "iago.db"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(b"the practice's")
    _in_root("apt-get", "purge", "-y", "-q", "iago-desktop")
    left = [
        name
        for name in set(_files()) - before
        if "iago" in name.lower() and not name.startswith(("home/", "tmp/"))
    ]
    _check("removed without a rest", not left and not (CLEAN / "usr/lib/iago-desktop").exists())
    _check("the data of the practice are still there", kept.read_bytes() == b"the practice's")
    kept.unlink()
    return 0


def _make_clean() -> None:
    if not (CLEAN / "usr/bin/xvfb-run").exists():
        shutil.rmtree(CLEAN, ignore_errors=True)
        CLEAN.mkdir(parents=True)
        subprocess.run(
            ["debootstrap", "--variant=minbase", *PARTS, RELEASE["VERSION_CODENAME"], str(CLEAN), _mirror()],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        _in_root("apt-get", "install", "-y", "-q", "--no-install-recommends", *SESSION)
        _in_root("useradd", "--create-home", USER)
    for leftover in (CLEAN / "home" / USER).glob("registry*"):
        shutil.rmtree(leftover)


def _mirror() -> str:
    """Where this machine's own apt fetches from."""
    apt = Path("/etc/apt")
    places = [apt / "apt-mirrors.txt", apt / "sources.list", *(apt / "sources.list.d").glob("*")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in places if path.is_file())
    found = re.findall(r"(https?://[^\s]+/(?:debian|ubuntu)/?)(?=\s|$)", text)
    if not found:
        raise SystemExit("apt names no source of Debian or Ubuntu on this machine")
    return str(found[0])


def _files() -> Iterator[str]:
    for folder, _, names in os.walk(CLEAN):
        inside = Path(folder).relative_to(CLEAN)
        if not {"proc", "sys", "dev", "var"}.intersection(inside.parts[:1]):
            yield from (str(inside / name) for name in names)


def _in_root(*command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "DEBIAN_FRONTEND": "noninteractive",
        "LANG": "C.UTF-8",
    }
    run = subprocess.run(
        ["chroot", str(CLEAN), *command],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if check and run.returncode:
        raise SystemExit(f"{' '.join(command)}:\n{run.stdout}")
    return run


def _check(what: str, holds: object) -> None:
    if not holds:
        raise SystemExit(f"clean root: not true: {what}")
    print(f"clean root: {what}")


if __name__ == "__main__":
    sys.exit(main())
