"""A release key that is thrown away, and an update file with its installer beside it."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from iago_desktop.services.update_file import Installed
from iago_desktop.signing import release
from iago_desktop.signing.release import Changes, File, Update
from iago_desktop.signing.signatures import SigningKey

KEY = SigningKey.from_seed(bytes(range(32)))
DAY = date(2026, 12, 1)
INSTALLER = "iago-desktop_0.2.0_amd64.deb"
_BYTES = b"what is started to install it\n" * 100


def here() -> Installed:
    return Installed("0.1.0", 4, "linux", (KEY.public,))


def an_update(**changed: Any) -> Update:
    file = File(name=INSTALLER, system="linux", size=len(_BYTES), sha256=hashlib.sha256(_BYTES).hexdigest())
    values: dict[str, Any] = {
        "product": release.PRODUCT,
        "version": "0.2.0",
        "built": DAY,
        "schema_number": 5,
        "follows": "0.1.0",
        "files": (file,),
        "changes": Changes(
            en=("A form for tumour flare.", "The list of open records is sorted by day."),
            de=("Ein Formular für Tumor-Flare.", "Die Liste offener Einträge ist nach Tag sortiert."),
        ),
    }
    return Update(**(values | changed))


def put(folder: Path, update: Update | None = None, key: SigningKey = KEY) -> Path:
    """The update file; its installer lies beside it."""
    path = folder / "iago-desktop-0.2.0.iagoupdate"
    path.write_bytes(release.write(update or an_update(), key))
    (folder / INSTALLER).write_bytes(_BYTES)
    return path
