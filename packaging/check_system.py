"""Say which of Qt's system libraries are missing on Linux, and what to install.

`--packages` prints the Debian package names alone, for a script to install.
"""

import ctypes
import sys

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}


def missing(libraries: dict[str, str]) -> list[str]:
    """The packages of those libraries that cannot be loaded."""
    packages = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def main(arguments: list[str]) -> int:
    if not sys.platform.startswith("linux"):
        return 0
    packages = missing(LIBRARIES)
    if "--packages" in arguments:
        print(" ".join(packages))
        return 0
    if packages:
        sys.stderr.write(
            "Qt cannot start: system libraries are missing. Install them, on Debian or Ubuntu with:\n"
            f"    sudo apt-get install {' '.join(packages)}\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
