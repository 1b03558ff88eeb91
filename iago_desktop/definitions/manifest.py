"""What a pack holds: enough for a menu and for reading each file only when it is needed."""

import hashlib
from pathlib import Path
from typing import Any

from iago_desktop.definitions.load import block_names, self_contained
from iago_desktop.definitions.model import Group, Kind, Model, Text
from iago_desktop.definitions.reading import toml_of, validated
from iago_desktop.errors import DefinitionError

MANIFEST = "pack.toml"


class Entry(Model):
    """A form as menus show it.  `digest` is the sum of its file together with the blocks it uses."""

    id: str
    version: int
    kind: Kind
    group: Group = "other"
    title: Text
    short: Text | None = None
    file: str
    blocks: tuple[str, ...] = ()
    digest: str


class Manifest(Model):
    """The forms of a pack, and the SHA-256 of every file: `forms/...` and `codes/...`."""

    id: str
    version: int
    form: tuple[Entry, ...]
    sums: dict[str, str]


def load_manifest(data: bytes, file: str) -> Manifest:
    return validated(Manifest, toml_of(data, file), file)


def manifest_of(forms: Path, codes: Path, pack: str, version: int) -> Manifest:
    """What lies in two folders.  Of the forms only the head is looked at."""
    blocks = {file.stem: file.read_bytes() for file in sorted((forms / "blocks").glob("*.toml"))}
    sums = {f"forms/blocks/{name}.toml": sum_of(data) for name, data in blocks.items()}
    entries = []
    for file in sorted(forms.glob("*.toml")):
        if file.name.endswith(".vectors.toml") or file.name == MANIFEST:
            continue
        data = file.read_bytes()
        sums[f"forms/{file.name}"] = sum_of(data)
        entries.append(_entry(data, file.name, blocks))
    for file in sorted((*codes.glob("*.csv"), *codes.glob("*.toml"))):
        sums[f"codes/{file.name}"] = sum_of(file.read_bytes())
    return Manifest(id=pack, version=version, form=tuple(entries), sums=dict(sorted(sums.items())))


def _entry(data: bytes, file: str, blocks: dict[str, bytes]) -> Entry:
    names = tuple(sorted({name for name in block_names(toml_of(data, file), file) if name in blocks}))
    return entry_of(data, file, sum_of(self_contained(data, file, blocks)), names)


def entry_of(data: bytes, file: str, digest: str, blocks: tuple[str, ...] = ()) -> Entry:
    """The head of a form file; the questions in it are not looked at."""
    raw = toml_of(data, file)
    head: dict[str, Any] = {
        key: raw[key] for key in ("id", "version", "kind", "group", "title", "short") if key in raw
    }
    return validated(Entry, {**head, "file": file, "blocks": blocks, "digest": digest}, file)


def sum_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Files:
    """The files of a pack.  With `sums` each one must be the file that the manifest names."""

    def __init__(self, forms: Path, codes: Path, sums: dict[str, str] | None = None) -> None:
        self._folders = {"forms": forms, "codes": codes}
        self._sums = sums
        for name in sums or ():
            if not self._path(name).is_file():
                raise DefinitionError("pack_file_missing", file=name)

    def read(self, name: str) -> bytes:
        """Raises DefinitionError("pack_file_changed") for a file that is not the one of the pack."""
        data = self._path(name).read_bytes()
        if self._sums is not None and self._sums.get(name) != sum_of(data):
            raise DefinitionError("pack_file_changed", file=name)
        return data

    def _path(self, name: str) -> Path:
        folder, _, rest = name.partition("/")
        return self._folders[folder] / rest
