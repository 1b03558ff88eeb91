"""All definitions that are installed: forms by version, code lists, grading tables.  Judges nothing."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any, Generic, TypeVar

from iago_desktop.definitions.lists import load_code_list, load_grade_table, load_labs, load_schedule
from iago_desktop.definitions.load import bundled, load_block, load_form
from iago_desktop.definitions.manifest import (
    MANIFEST,
    Entry,
    Files,
    Manifest,
    entry_of,
    load_manifest,
    manifest_of,
    sum_of,
)
from iago_desktop.definitions.model import (
    Block,
    CodeEntry,
    CodeList,
    Form,
    GradeTable,
    LabEntry,
    PlannedVisit,
)
from iago_desktop.errors import DefinitionError
from iago_desktop.paths import resource

PACK = "iago-core"
"""The pack of the forms shipped with the program; trusted as part of it."""
PACK_VERSION = 1
SCHEDULE = "schedule.csv"
LABS = "labs"
"""The code list whose entries have units and bands."""

T = TypeVar("T")


class Later(Generic[T]):
    """A value that is made when somebody first asks for it: once, whichever threads ask."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: list[T] = []
        self._lock = RLock()

    def __call__(self) -> T:
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]


@dataclass(frozen=True)
class Source:
    """A form with the bytes it can be read from again: its file, and its blocks (`self_contained`)."""

    form: Form
    data: bytes


@dataclass(frozen=True)
class Kept:
    """A form as a database keeps it: its bytes with the blocks, their sum, and the pack it came in."""

    id: str
    version: int
    pack: str
    digest: str
    data: bytes


@dataclass(frozen=True)
class _Shelf:
    """One form: what the menu shows, its bytes, itself."""

    entry: Callable[[], Entry]
    digest: str
    data: Callable[[], bytes]
    form: Callable[[], Form]


@dataclass(frozen=True)
class Catalogue:
    """Hand it over; there is no global one.  What it holds is read when it is first asked for."""

    _forms: Mapping[tuple[str, int], _Shelf]
    _lists: Mapping[str, Callable[[], CodeList]]
    _tables: Mapping[str, Callable[[], GradeTable]]
    _labs: Callable[[], Mapping[str, LabEntry]]
    pack: str = PACK
    pack_version: int = PACK_VERSION
    _schedule: Callable[[], tuple[PlannedVisit, ...]] = tuple
    _current: dict[str, int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for form_id, version in self._forms:
            self._current[form_id] = max(version, self._current.get(form_id, 0))

    @classmethod
    def of(
        cls,
        sources: Iterable[Source],
        lists: Iterable[CodeList] = (),
        tables: Iterable[GradeTable] = (),
        labs: Mapping[str, LabEntry] | None = None,
    ) -> "Catalogue":
        """A grading table is also a code list: the terms that may be chosen."""
        made = {each.id: _made(each) for each in tables}
        return cls(
            _shelves(sources),
            {each.id: _made(each) for each in lists}
            | {name: partial(_list_of, t) for name, t in made.items()},
            made,
            _made(labs or {}),
        )

    @classmethod
    def shipped(cls) -> "Catalogue":
        """The built-in pack as its manifest lists it; a file that was changed is refused when it is read."""
        forms, codes = resource("forms"), resource("codes")
        manifest = load_manifest((forms / MANIFEST).read_bytes(), MANIFEST)
        return cls.of_manifest(manifest, Files(forms, codes, manifest.sums))

    @classmethod
    def of_folder(cls, forms: Path, codes: Path) -> "Catalogue":
        """The files as they lie there, without sums.  What is wrong in one is told when it is asked for."""
        return cls.of_manifest(manifest_of(forms, codes, PACK, PACK_VERSION), Files(forms, codes))

    @classmethod
    def read(cls, forms: Path, codes: Path) -> "Catalogue":
        """The files of a folder, every one read now: raises DefinitionError for the first that is wrong."""
        return cls.of_folder(forms, codes).read_through()

    def read_through(self) -> "Catalogue":
        """Itself, after reading every current form, list and table."""
        self.forms()
        for make in (*self._lists.values(), *self._tables.values()):
            make()
        return self

    @classmethod
    def of_manifest(cls, manifest: Manifest, files: Files) -> "Catalogue":
        """A pack by its manifest: nothing but the index of its lists is read at once."""
        index = tomllib.loads(files.read("codes/lists.toml").decode("utf-8"))
        named, tabled = index["list"], index["tables"]
        blocks = {name: Later(partial(_read_block, files, name)) for name in _each_once(manifest.form)}
        tables = {name: Later(partial(_read_table, files, name)) for name in tabled}
        labs = Later(partial(_read_labs, files, named.get(LABS)))
        lists: dict[str, Callable[[], CodeList]] = {
            name: Later(partial(_read_list, files, name, entry)) for name, entry in named.items()
        }
        lists |= {name: Later(partial(_list_of, table)) for name, table in tables.items()}
        if LABS in named:
            lists[LABS] = lambda: labs()[0]
        shelves = {}
        for entry in manifest.form:
            data = Later(partial(_read_form, files, entry, blocks))
            form = Later(partial(_form, entry, data, blocks))
            shelves[entry.id, entry.version] = _Shelf(_made(entry), entry.digest, data, form)
        schedule: Callable[[], tuple[PlannedVisit, ...]] = tuple
        if f"codes/{SCHEDULE}" in manifest.sums:
            schedule = Later(partial(_read_schedule, files))
        return cls(
            shelves, lists, tables, lambda: labs()[1], manifest.id, manifest.version, _schedule=schedule
        )

    def with_forms(self, sources: Iterable[Source]) -> "Catalogue":
        """The same code lists and tables with other forms."""
        return Catalogue(_shelves(sources), self._lists, self._tables, self._labs, _schedule=self._schedule)

    def extended(
        self,
        forms: Iterable[Kept],
        lists: Mapping[str, Callable[[], CodeList]],
        tables: Mapping[str, Callable[[], GradeTable]],
    ) -> "Catalogue":
        """With what was installed beside it; reads nothing.  A form that is here already stays as it is."""
        more = {(each.id, each.version): _shelf_of_kept(each) for each in forms}
        named: dict[str, Callable[[], CodeList]] = {
            n: partial(_list_of, table) for n, table in tables.items()
        }
        return Catalogue(
            {**more, **self._forms},
            {**self._lists, **lists, **named},
            {**self._tables, **tables},
            self._labs,
            self.pack,
            self.pack_version,
            self._schedule,
        )

    def entries(self) -> tuple[Entry, ...]:
        """What the menu shows of the current version of every form, by id; reads no shipped form."""
        return tuple(
            self._forms[form_id, self._current[form_id]].entry() for form_id in sorted(self._current)
        )

    def form(self, form_id: str, version: int | None = None) -> Form:
        """Raises DefinitionError("unknown_form") for a form or version that is not installed."""
        return self._shelf(form_id, version).form()

    def forms(self) -> tuple[Form, ...]:
        """The current version of every form, by id; reads them all, `entries` does not."""
        return tuple(self.form(form_id) for form_id in sorted(self._current))

    def has_form(self, form_id: str, version: int | None = None) -> bool:
        return (form_id, self._current.get(form_id) if version is None else version) in self._forms

    def form_version(self, form_id: str) -> int:
        """The current one, without reading the form; 0 for a form that is not installed."""
        return self._current.get(form_id, 0)

    def codes(self, list_id: str) -> CodeList:
        """Raises DefinitionError("unknown_code_list")."""
        if list_id not in self._lists:
            raise DefinitionError("unknown_code_list", list=list_id)
        return self._lists[list_id]()

    def lists(self) -> tuple[CodeList, ...]:
        """Every code list by id, without the terms of grading tables."""
        return tuple(self._lists[name]() for name in sorted(self._lists) if name not in self._tables)

    def tables(self) -> tuple[GradeTable, ...]:
        return tuple(self._tables[name]() for name in sorted(self._tables))

    def table(self, table_id: str) -> GradeTable:
        """Raises DefinitionError("unknown_grading_table")."""
        if table_id not in self._tables:
            raise DefinitionError("unknown_grading_table", table=table_id)
        return self._tables[table_id]()

    def lab(self, code: str) -> LabEntry:
        """Units and bands of a laboratory value.  Raises DefinitionError("unknown_lab")."""
        labs = self._labs()
        if code not in labs:
            raise DefinitionError("unknown_lab", lab=code)
        return labs[code]

    def schedule(self) -> tuple[PlannedVisit, ...]:
        """The follow-up visits, by day."""
        return self._schedule()

    def has_lab(self, code: str) -> bool:
        return code in self._labs()

    def has_codes(self, list_id: str) -> bool:
        return list_id in self._lists

    def has_table(self, table_id: str) -> bool:
        return table_id in self._tables

    def source(self, form_id: str, version: int | None = None) -> bytes:
        """The form with its blocks, as `load_form` reads it without anything else; parses nothing."""
        return self._shelf(form_id, version).data()

    def digest(self, form_id: str, version: int | None = None) -> str:
        """SHA-256 of `source`: another one when the form or a block it uses changes."""
        return self._shelf(form_id, version).digest

    def _shelf(self, form_id: str, version: int | None) -> _Shelf:
        wanted = self._current.get(form_id) if version is None else version
        found = self._forms.get((form_id, wanted)) if wanted is not None else None
        if found is None:
            name = form_id if version is None else f"{form_id} {version}"
            raise DefinitionError("unknown_form", form=form_id, name=name)
        return found


# -- reading when it is asked for ----------------------------------------------------------------------------

_Block = tuple[bytes, Block]


def _read_block(files: Files, name: str) -> _Block:
    file = f"blocks/{name}.toml"
    data = files.read(f"forms/{file}")
    return data, load_block(data, file)


def _read_form(files: Files, entry: Entry, blocks: Mapping[str, Callable[[], _Block]]) -> bytes:
    return bundled(files.read(f"forms/{entry.file}"), {name: blocks[name]()[0] for name in entry.blocks})


def _form(entry: Entry, data: Callable[[], bytes], blocks: Mapping[str, Callable[[], _Block]]) -> Form:
    return load_form(data(), entry.file, {name: blocks[name]()[1] for name in entry.blocks})


def _read_list(files: Files, name: str, entry: dict[str, Any]) -> CodeList:
    return load_code_list(files.read(f"codes/{name}.csv"), f"{name}.csv", list_id=name, **entry)


def _read_labs(files: Files, entry: dict[str, Any] | None) -> tuple[CodeList, dict[str, LabEntry]]:
    if entry is None:
        raise DefinitionError("unknown_code_list", list=LABS)
    return load_labs(files.read(f"codes/{LABS}.csv"), f"{LABS}.csv", list_id=LABS, **entry)


def _read_schedule(files: Files) -> tuple[PlannedVisit, ...]:
    return load_schedule(files.read(f"codes/{SCHEDULE}"), SCHEDULE)


def _read_table(files: Files, name: str) -> GradeTable:
    patterns, terms = files.read(f"codes/{name}.toml"), files.read(f"codes/{name}.csv")
    return load_grade_table(patterns, terms, name)


def _list_of(table: Callable[[], GradeTable]) -> CodeList:
    entries = tuple(
        CodeEntry(code=term.code, text=term.text, synonyms=term.synonyms, uses=term.uses)
        for term in table().terms
    )
    return CodeList(id=table().id, title=table().title, source=table().source, entries=entries)


def _each_once(entries: Iterable[Entry]) -> set[str]:
    return {name for entry in entries for name in entry.blocks}


# -- what is here already ------------------------------------------------------------------------------------


def _made(value: T) -> Callable[[], T]:
    return lambda: value


def _shelves(sources: Iterable[Source]) -> dict[tuple[str, int], _Shelf]:
    return {(each.form.id, each.form.version): _shelf_of(each) for each in sources}


def _shelf_of(source: Source) -> _Shelf:
    form = source.form
    entry = Entry(
        id=form.id,
        version=form.version,
        kind=form.kind,
        group=form.group,
        title=form.title,
        short=form.short,
        file=f"{form.id}.toml",
        digest=sum_of(source.data),
    )
    return _Shelf(_made(entry), entry.digest, _made(source.data), _made(form))


def _shelf_of_kept(kept: Kept) -> _Shelf:
    """Its head is read when a menu asks for it, the form itself when somebody opens it."""
    file = f"{kept.id}.toml"
    return _Shelf(
        Later(lambda: entry_of(kept.data, file, kept.digest)),
        kept.digest,
        _made(kept.data),
        Later(lambda: load_form(kept.data, file)),
    )
