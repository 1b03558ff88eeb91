"""Say which system libraries are missing on Linux, and what to install.

`--package`: also what `make package` needs, to build and to use the program on a display of its own.
`--packages` prints the Debian package names alone, for a script to install.
"""

import ctypes
import shutil
import sys
from collections.abc import Callable, Mapping

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""Without one of them Qt does not start."""
PACKED = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""The window on X11 needs them, and not every desktop has them: they are packed with the program."""
PROGRAMS = {"xvfb-run": "xvfb", "xauth": "xauth", "objdump": "binutils", "dpkg-deb": "dpkg"}
"""A display for the packed program, and what packs it."""


def missing(needed: Mapping[str, str], found: Callable[[str], object]) -> list[str]:
    """The packages of what is not found."""
    return [package for name, package in needed.items() if not found(name)]


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def main(arguments: list[str]) -> int:
    if not sys.platform.startswith("linux"):
        return 0
    packages = missing(LIBRARIES, loads)
    what = "Qt cannot start: system libraries are missing."
    if "--package" in arguments:
        packages += missing(PACKED, loads) + missing(PROGRAMS, shutil.which)
        what = "The program cannot be packed: libraries or programs of the system are missing."
    if "--packages" in arguments:
        print(" ".join(packages))
        return 0
    if packages:
        sys.stderr.write(
            f"{what} Install them, on Debian or Ubuntu with:\n    sudo apt-get install {' '.join(packages)}\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
