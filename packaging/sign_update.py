"""An update file from what lies in dist/, signed with the release key.

    KEY="$(cat release.key)" PASSWORD=… python packaging/sign_update.py changes.toml

`changes.toml`: `follows = "0.1.0"`, and under [changes] the lists `en` and `de`, one line for each thing that
a reader should know.  The key is taken from the environment, as minisign writes it, and never from a file of
the repository.  Refuses a key that the program does not pin: no practice could check what it signs.
"""

import hashlib
import os
import sys
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from iago_desktop import BUILT, __version__
from iago_desktop.paths import resource
from iago_desktop.signing import release
from iago_desktop.signing.release import Changes, File, System, Update
from iago_desktop.signing.signatures import SigningKey, VerifyKey
from iago_desktop.store.schema import SCHEMA

DIST = Path(__file__).parent.parent / "dist"
KINDS: tuple[tuple[str, System], ...] = (
    ("*.deb", "linux"),
    ("*-linux-portable.tar.xz", "linux"),
    ("*.exe", "windows"),
    ("*-win32-portable.zip", "windows"),
    ("*.dmg", "macos"),
)


def make(
    dist: Path,
    told: Path,
    key: SigningKey,
    pinned: Sequence[VerifyKey],
    version: str = __version__,
    built: date = BUILT,
) -> Path:
    """Raises ValueError with the reason where it would help nobody."""
    if key.public not in pinned:
        raise ValueError("the key is not among those in resources/trust/release.pub")
    files = tuple(_files(dist, version))
    if not files:
        raise ValueError(f"no installer of version {version} in dist/")
    said = tomllib.loads(told.read_text(encoding="utf-8"))
    update = Update(
        product=release.PRODUCT,
        version=version,
        built=built,
        schema_number=SCHEMA,
        follows=said["follows"],
        files=files,
        changes=Changes(en=tuple(said["changes"]["en"]), de=tuple(said["changes"]["de"])),
    )
    target = dist / f"{release.PRODUCT}-{version}{release.SUFFIX}"
    target.write_bytes(release.write(update, key))
    release.read(target.read_bytes(), pinned)
    return target


def _files(dist: Path, version: str) -> list[File]:
    found = []
    for pattern, system in KINDS:
        for path in sorted(dist.glob(pattern)):
            if version in path.name:
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                found.append(File(name=path.name, system=system, size=path.stat().st_size, sha256=digest))
    return found


def main(arguments: Sequence[str]) -> int:
    text = os.environ.get("KEY", "")
    if len(arguments) != 1 or not text:
        print("not signed: one file with the changes is needed, and KEY in the environment")
        return 1
    key = SigningKey.from_text(text, os.environ.get("PASSWORD"))
    try:
        made = make(DIST, Path(arguments[0]), key, release.pinned(resource("trust") / "release.pub"))
    except ValueError as error:
        print(f"not signed: {error}")
        return 1
    print(made.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
