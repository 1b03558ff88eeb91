"""All definitions that are installed: forms by version, code lists, grading tables.  Judges nothing."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from iago_desktop.definitions.lists import load_code_list, load_grade_table, load_labs
from iago_desktop.definitions.load import load_block, load_form, self_contained
from iago_desktop.definitions.model import CodeEntry, CodeList, Form, GradeTable, LabEntry
from iago_desktop.errors import DefinitionError
from iago_desktop.paths import resource

PACK = "iago-core"
"""The pack of the forms shipped with the program; trusted as part of it."""
PACK_VERSION = 1
LABS = "labs"
"""The code list whose entries have units and bands."""


@dataclass(frozen=True)
class Source:
    """A form with the bytes it can be read from again: its file, and its blocks (`self_contained`)."""

    form: Form
    data: bytes


@dataclass(frozen=True)
class Catalogue:
    """Hand it over; there is no global one."""

    _sources: Mapping[tuple[str, int], Source]
    _lists: Mapping[str, CodeList]
    _tables: Mapping[str, GradeTable]
    _labs: Mapping[str, LabEntry] = field(default_factory=dict)
    pack: str = PACK
    pack_version: int = PACK_VERSION
    _current: dict[str, int] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        sources: Iterable[Source],
        lists: Iterable[CodeList] = (),
        tables: Iterable[GradeTable] = (),
        labs: Mapping[str, LabEntry] | None = None,
    ) -> "Catalogue":
        """A grading table is also a code list: the terms that may be chosen."""
        by_version = {(each.form.id, each.form.version): each for each in sources}
        tables = tuple(tables)
        named = {each.id: each for each in (*lists, *(_as_list(table) for table in tables))}
        current: dict[str, int] = {}
        for form_id, version in by_version:
            current[form_id] = max(version, current.get(form_id, 0))
        return cls(by_version, named, {table.id: table for table in tables}, labs or {}, _current=current)

    @classmethod
    def shipped(cls) -> "Catalogue":
        """The built-in pack, read from resources/.  Imports no expression library."""
        return cls.read(resource("forms"), resource("codes"))

    @classmethod
    def read(cls, forms: Path, codes: Path) -> "Catalogue":
        """The forms of one folder; the code lists and tables that `lists.toml` names in the other."""
        texts = {file.stem: file.read_bytes() for file in sorted((forms / "blocks").glob("*.toml"))}
        blocks = {name: load_block(data, f"blocks/{name}.toml") for name, data in texts.items()}
        sources = []
        for file in sorted(forms.glob("*.toml")):
            if not file.name.endswith(".vectors.toml"):
                data = file.read_bytes()
                form = load_form(data, file.name, blocks)
                sources.append(Source(form, self_contained(data, file.name, texts)))
        index = tomllib.loads((codes / "lists.toml").read_text(encoding="utf-8"))
        lists: list[CodeList] = []
        labs: dict[str, LabEntry] = {}
        for list_id, entry in index["list"].items():
            data, name = (codes / f"{list_id}.csv").read_bytes(), f"{list_id}.csv"
            if list_id == LABS:
                names_of_labs, labs = load_labs(data, name, list_id=list_id, **entry)
                lists.append(names_of_labs)
            else:
                lists.append(load_code_list(data, name, list_id=list_id, **entry))
        tables = [
            load_grade_table(
                (codes / f"{name}.toml").read_bytes(), (codes / f"{name}.csv").read_bytes(), name
            )
            for name in index["tables"]
        ]
        return cls.of(sources, lists, tables, labs)

    def with_forms(self, sources: Iterable[Source]) -> "Catalogue":
        """The same code lists and tables with other forms."""
        lists = [each for each in self._lists.values() if each.id not in self._tables]
        return Catalogue.of(sources, lists, self._tables.values(), self._labs)

    def form(self, form_id: str, version: int | None = None) -> Form:
        """Raises DefinitionError("unknown_form") for a form or version that is not installed."""
        return self._source(form_id, version).form

    def forms(self) -> tuple[Form, ...]:
        """The current version of every form, by id."""
        return tuple(self._sources[form_id, self._current[form_id]].form for form_id in sorted(self._current))

    def has_form(self, form_id: str, version: int | None = None) -> bool:
        return (form_id, self._current.get(form_id) if version is None else version) in self._sources

    def codes(self, list_id: str) -> CodeList:
        """Raises DefinitionError("unknown_code_list")."""
        try:
            return self._lists[list_id]
        except KeyError:
            raise DefinitionError("unknown_code_list", list=list_id) from None

    def table(self, table_id: str) -> GradeTable:
        """Raises DefinitionError("unknown_grading_table")."""
        try:
            return self._tables[table_id]
        except KeyError:
            raise DefinitionError("unknown_grading_table", table=table_id) from None

    def lab(self, code: str) -> LabEntry:
        """Units and bands of a laboratory value.  Raises DefinitionError("unknown_lab")."""
        try:
            return self._labs[code]
        except KeyError:
            raise DefinitionError("unknown_lab", lab=code) from None

    def has_lab(self, code: str) -> bool:
        return code in self._labs

    def has_codes(self, list_id: str) -> bool:
        return list_id in self._lists

    def has_table(self, table_id: str) -> bool:
        return table_id in self._tables

    def source(self, form_id: str, version: int | None = None) -> bytes:
        return self._source(form_id, version).data

    def digest(self, form_id: str, version: int | None = None) -> str:
        """SHA-256 of `source`: another one when the form or a block it uses changes."""
        return hashlib.sha256(self.source(form_id, version)).hexdigest()

    def _source(self, form_id: str, version: int | None) -> Source:
        wanted = self._current.get(form_id) if version is None else version
        found = self._sources.get((form_id, wanted)) if wanted is not None else None
        if found is None:
            name = form_id if version is None else f"{form_id} {version}"
            raise DefinitionError("unknown_form", form=form_id, name=name)
        return found


def _as_list(table: GradeTable) -> CodeList:
    entries = tuple(
        CodeEntry(code=term.code, text=term.text, synonyms=term.synonyms, uses=term.uses)
        for term in table.terms
    )
    return CodeList(id=table.id, title=table.title, source=table.source, entries=entries)
