"""witness.json: how far the history had come, kept beside the database.

An old copy of the database opens without complaint; the witness remembers that there was more.
"""

import hmac
import json
from pathlib import Path
from typing import Literal

from iago_desktop.signing import canonical_json
from iago_desktop.signing.whole_file import replace_whole

_FORMAT = "iago-witness/1"
_LIMIT = 4096


class Witness:
    """The number and the digest of the newest revision, under a MAC."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key

    def write(self, n: int, head: str) -> None:
        """Raises StoreError when the disk refuses."""
        content = {"fmt": _FORMAT, "head": head, "n": n}
        replace_whole(self._path, canonical_json.dumps(content | {"mac": self._mac(n, head)}))

    def read(self) -> tuple[int, str] | Literal["missing", "forged"]:
        try:
            with self._path.open("rb") as file:
                document = json.loads(file.read(_LIMIT))
            n, head, mac = document["n"], document["head"], document["mac"]
            if hmac.compare_digest(mac, self._mac(n, head)):
                return n, head
        except FileNotFoundError:
            return "missing"
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return "forged"

    def _mac(self, n: int, head: str) -> str:
        content = canonical_json.dumps({"fmt": _FORMAT, "head": head, "n": n})
        return hmac.new(self._key, content, "sha256").hexdigest()
