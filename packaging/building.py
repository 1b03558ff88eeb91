"""Python's own libraries would be looked for where it was installed on the building machine."""

import os
import sysconfig
from pathlib import Path

HERE = b"$ORIGIN"


def forget_the_building_machine(folder: Path, place: str = sysconfig.get_config_var("LIBDIR") or "") -> None:
    """The entry becomes one for the own folder of each file: an empty one would mean the current folder."""
    if place.startswith("/usr/lib"):
        return  # the system's: a name that other things may have too, and nobody's to write into
    entry = os.fsencode(place) + b"\0"
    for path in folder.rglob("*.so*"):
        data = b"" if path.is_symlink() or len(entry) <= len(HERE) else path.read_bytes()
        if data.startswith(b"\x7fELF") and entry in data:
            path.write_bytes(data.replace(entry, HERE.ljust(len(entry), b"\0")))
