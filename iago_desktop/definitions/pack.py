"""A pack from a file: forms with their vectors, and the blocks, code lists and grading tables they bring.

Flat names: pack.toml; <form>.toml with <form>.vectors.toml; <block>.block.toml; <list>.csv;
<table>.table.toml with <table>.csv.  Whether it works is checked in rules/pack_check.py.  All of it is data.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from pydantic import Field

from iago_desktop.definitions.catalogue import PACK, Catalogue, Kept, Later
from iago_desktop.definitions.lists import load_code_list, load_grade_table
from iago_desktop.definitions.load import block_names, self_contained
from iago_desktop.definitions.manifest import MANIFEST, sum_of
from iago_desktop.definitions.model import CodeList, GradeTable, Model, Text
from iago_desktop.definitions.reading import toml_of, validated
from iago_desktop.errors import BundleError, DefinitionError, SignatureError
from iago_desktop.paths import resource
from iago_desktop.signing import signed_set
from iago_desktop.signing.documents import Card
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.signing.statement import ANYBODY, MAX_NUMBER

MAX_PACK = 4 * 2**20
MAX_FILES = 60  # the container takes 64, sums and signatures among them
FORMAT = 1
SUFFIX = ".iagopack"
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_LONGEST_ID = 32
_FILE = re.compile(r"([a-z][a-z0-9_]{1,60})((?:\.vectors|\.block|\.table)?\.toml|\.csv)", re.ASCII)


class ListHead(Model):
    title: Text
    source: str = Field(min_length=1)


class Head(Model):
    """pack.toml.  A code list is `[lists.<id>]`, its codes stand in <id>.csv."""

    format: int = FORMAT
    id: str
    version: int = Field(ge=1, le=MAX_NUMBER)
    title: Text
    lists: dict[str, ListHead] = Field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    """The files of a pack, whose names and head are in order.  Nothing else has been read yet."""

    head: Head
    files: Mapping[str, bytes]

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> "Pack":
        """Raises DefinitionError for a file that has no place in a pack, and for a head that does not fit."""
        if MANIFEST not in files:
            raise DefinitionError("pack_head_missing", file=MANIFEST)
        head = _head(files[MANIFEST])
        if len(files) > MAX_FILES or sum(map(len, files.values())) > MAX_PACK - 2**16:
            raise DefinitionError("pack_too_large", files=MAX_FILES, limit_mib=MAX_PACK // 2**20)
        pack = cls(head, dict(files))
        named = {f"{name}.csv" for name in (*head.lists, *pack.named(".table.toml"))}
        for name in sorted(files):
            found = _FILE.fullmatch(name)
            if not _is_text(files[name]) or (
                name != MANIFEST and (not found or (found[2] == ".csv" and name not in named))
            ):
                raise DefinitionError("pack_file_strange", file=name)
        for name in sorted(named - set(files)):
            raise DefinitionError("pack_file_absent", file=name)
        if not pack.form_ids:
            raise DefinitionError("pack_without_form", file=MANIFEST)
        return pack

    @classmethod
    def of_folder(cls, folder: Path) -> "Pack":
        """A folder as its author keeps it, with the program's blocks that its forms use."""
        try:
            paths = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
            if any(path.stat().st_size > MAX_PACK for path in paths):
                raise DefinitionError("pack_too_large", files=MAX_FILES, limit_mib=MAX_PACK // 2**20)
            files = {path.name: path.read_bytes() for path in paths}
        except OSError as error:
            raise DefinitionError("pack_folder_unreadable", folder=folder.name) from error
        pack = cls.of(files)
        return cls.of({**_shipped_blocks(pack), **files})

    @property
    def form_ids(self) -> tuple[str, ...]:
        return tuple(sorted(name for name in self.named(".toml") if name != MANIFEST.removesuffix(".toml")))

    def named(self, suffix: str) -> Iterator[str]:
        """The files of one kind, without their ending."""
        for name in self.files:
            found = _FILE.fullmatch(name)
            if found and found[2] == suffix:
                yield found[1]

    @cached_property
    def forms(self) -> tuple[Kept, ...]:
        """Each with the blocks it uses.  Raises DefinitionError for a file that is no form."""
        blocks = {name: self.files[f"{name}.block.toml"] for name in self.named(".block.toml")}
        return tuple(self._form(form_id, blocks) for form_id in self.form_ids)

    def _form(self, form_id: str, blocks: Mapping[str, bytes]) -> Kept:
        file = f"{form_id}.toml"
        data = self.files[file]
        raw = toml_of(data, file)
        if raw.get("id") != form_id:
            raise DefinitionError("pack_form_name", file=file, id=raw.get("id", ""))
        version = raw.get("version")
        if type(version) is not int or not 1 <= version <= MAX_NUMBER:
            raise DefinitionError(
                "definition_bad_value", file=file, field=form_id, key="version", reason="1, 2, …"
            )
        whole = self_contained(data, file, blocks)
        return Kept(form_id, version, self.head.id, sum_of(whole), whole)

    @property
    def lists(self) -> dict[str, Callable[[], CodeList]]:
        return {name: Later(partial(self._list, name, head)) for name, head in self.head.lists.items()}

    @property
    def tables(self) -> dict[str, Callable[[], GradeTable]]:
        return {name: Later(partial(self._table, name)) for name in self.named(".table.toml")}

    def _list(self, name: str, head: ListHead) -> CodeList:
        file = f"{name}.csv"
        title = head.title.model_dump()
        return load_code_list(self.files[file], file, list_id=name, title=title, source=head.source)

    def _table(self, name: str) -> GradeTable:
        table = load_grade_table(self.files[f"{name}.table.toml"], self.files[f"{name}.csv"], name)
        if table.id != name:
            raise DefinitionError("pack_form_name", file=f"{name}.table.toml", id=table.id)
        return table

    def added_to(self, catalogue: Catalogue) -> Catalogue:
        return catalogue.extended(self.forms, self.lists, self.tables)

    def signed(self, key: SigningKey, registry: str) -> bytes:
        """The `.iagopack` file."""
        return signed_set.write_set(self.files, key, "pack", registry, ANYBODY, self.head.version)


def open_pack(data: bytes, card: Card) -> Pack:
    """A pack signed with the definitions key of this registry, complete and unchanged.

    Raises BundleError, SignatureError; DefinitionError for what has no place in a pack.
    """
    opened = signed_set.unpack(data, MAX_PACK)
    if opened.statement.kind != "pack":
        raise BundleError("unexpected_kind", kind=opened.statement.kind)
    try:
        opened.verify(card.definitions_keys)
    except SignatureError as error:
        if error.code != "other_key":
            raise
        raise SignatureError("pack_of_another_registry", registry=card.name) from error
    opened.check_sums()
    pack = Pack.of(opened.files)
    said = opened.statement
    if (said.sender, said.to, said.seq) != (card.registry, ANYBODY, pack.head.version):
        raise SignatureError("statements_differ")
    return pack


def kept_pack(data: bytes) -> Pack:
    """A pack that was checked before it was kept."""
    return Pack.of(signed_set.unpack(data, MAX_PACK).files)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _head(data: bytes) -> Head:
    raw = toml_of(data, MANIFEST)
    written_for = raw.get("format", FORMAT)
    if type(written_for) is int and written_for > FORMAT:
        raise DefinitionError("pack_needs_newer_program", file=MANIFEST, format=written_for)
    head = validated(Head, raw, MANIFEST)
    if not _ID.fullmatch(head.id) or len(head.id) > _LONGEST_ID or head.id == PACK:
        raise DefinitionError("pack_bad_id", file=MANIFEST, id=head.id[:_LONGEST_ID])
    for name in head.lists:
        if not _FILE.fullmatch(f"{name}.csv"):
            raise DefinitionError("pack_file_strange", file=f"{name[:60]}.csv")
    return head


def _shipped_blocks(pack: Pack) -> dict[str, bytes]:
    """The blocks a form names that the folder does not have: a signed pack says the same to every program."""
    found: dict[str, bytes] = {}
    for name in sorted(set(_used(pack))):
        file = resource("forms", "blocks", f"{name}.toml")
        if _FILE.fullmatch(f"{name}.block.toml") and file.is_file():
            found[f"{name}.block.toml"] = file.read_bytes()
    return found


def _used(pack: Pack) -> Iterable[str]:
    for form_id in pack.form_ids:
        file = f"{form_id}.toml"
        yield from block_names(toml_of(pack.files[file], file), file)
