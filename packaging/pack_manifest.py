"""Write resources/forms/pack.toml: what the built-in pack holds, with the sum of every file.

`--check` says whether it is still true.
"""

import json
import sys
from pathlib import Path

from iago_desktop.definitions.catalogue import PACK, PACK_VERSION
from iago_desktop.definitions.manifest import MANIFEST, manifest_of
from iago_desktop.definitions.model import Text

RESOURCES = Path(__file__).parent.parent / "resources"
PAGE = RESOURCES / "forms" / MANIFEST


def _text(text: Text) -> str:
    return f"{{ en = {_quoted(text.en)}, de = {_quoted(text.de)} }}"


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def manifest() -> str:
    found = manifest_of(RESOURCES / "forms", RESOURCES / "codes", PACK, PACK_VERSION)
    lines = [
        "# The built-in pack.  Written by `make reference`; do not edit.",
        "",
        f"id = {_quoted(found.id)}",
        f"version = {found.version}",
    ]
    for entry in found.form:
        lines += ["", "[[form]]"]
        lines += [f"{key} = {_quoted(getattr(entry, key))}" for key in ("id", "version", "kind", "group")]
        lines.append(f"title = {_text(entry.title)}")
        lines += [f"short = {_text(entry.short)}"] if entry.short else []
        lines.append(f"file = {_quoted(entry.file)}")
        lines += [f"blocks = {_quoted(entry.blocks)}"] if entry.blocks else []
        lines.append(f"digest = {_quoted(entry.digest)}")
    lines += ["", "[sums]"] + [f"{_quoted(name)} = {_quoted(value)}" for name, value in found.sums.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == manifest()
        sys.exit(0 if same else "resources/forms/pack.toml is stale: run make reference")
    PAGE.write_text(manifest(), encoding="utf-8")
