"""Signs dist/SHA256SUMS as minisign does, with the release key from the environment; says so without one."""

import os
import sys
from pathlib import Path

from iago_desktop import __version__
from iago_desktop.signing.signatures import SigningKey

SUMS = Path(__file__).parent.parent / "dist" / "SHA256SUMS"


def main() -> int:
    text = os.environ.get("KEY", "")
    if not text:
        print("not signed: RELEASE_KEY is not set")
        return 0
    key = SigningKey.from_text(text, os.environ.get("PASSWORD"))
    signature = key.sign(SUMS.read_bytes(), f"iago-desktop {__version__}")
    SUMS.with_name("SHA256SUMS.minisig").write_bytes(signature)
    return 0


if __name__ == "__main__":
    sys.exit(main())
