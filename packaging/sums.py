"""SHA256SUMS over everything in dist/ that is handed on."""

import hashlib
from pathlib import Path

HANDED_ON = ("*.deb", "*.tar.xz", "*.zip", "*.exe", "*.dmg", "*.json", "*.md")


def write(folder: Path) -> str:
    """What it says, one line for each file, as `sha256sum -c` reads it."""
    files = sorted(path for pattern in HANDED_ON for path in folder.glob(pattern))
    text = "".join(f"{_sum(path)}  {path.name}\n" for path in files)
    (folder / "SHA256SUMS").write_text(text, encoding="ascii", newline="\n")
    return text


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
