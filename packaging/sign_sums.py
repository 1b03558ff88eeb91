"""Sums over all of dist/, signed as minisign does with the release key from the environment.

Says so without one.
"""

import os
import sys
from pathlib import Path

import sums

from iago_desktop import __version__
from iago_desktop.signing.signatures import SigningKey

DIST = Path(__file__).parent.parent / "dist"


def main() -> int:
    stated = sums.write(DIST).encode("ascii")
    text = os.environ.get("KEY", "")
    if not text:
        print("not signed: RELEASE_KEY is not set")
        return 0
    key = SigningKey.from_text(text, os.environ.get("PASSWORD"))
    signature = key.sign(stated, f"iago-desktop {__version__}")
    (DIST / "SHA256SUMS.minisig").write_bytes(signature)
    return 0


if __name__ == "__main__":
    sys.exit(main())
