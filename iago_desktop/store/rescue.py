"""Read row by row what is readable in a damaged database, and write it into a new one with the same keys.

The damaged file is only read.  A damaged page stops a query where it meets it: so each table is read from
both of its ends, and what lies between two damaged places is searched by halving.  A page that leads to
others takes them with it; what the history says of that is restored from there (services.rescue).
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from iago_desktop.errors import StoreError
from iago_desktop.signing import chain
from iago_desktop.signing.whole_file import file_error
from iago_desktop.store.connection import DriverError, Keys, connect, said_in_words
from iago_desktop.store.store import Store
from iago_desktop.store.verify import LOST
from iago_desktop.store.witness import Witness

Progress = Callable[[int, int], None]
"""Told how many of how many tables are done; may raise to have it stopped."""
_LOWEST, _HIGHEST = -(2**62), 2**62
_MOST_TRIES = 4000  # of one table: each opens the file anew
_CACHE = 200_000  # KiB
_SIDE_FILES = ("", "-wal")  # never "-shm": it is made anew

Row = tuple[Any, ...]


@dataclass
class Found:
    """What came out: rows by table, the tables that could not be read to the end, the entries of the history
    that are missing."""

    rows: dict[str, int] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)


def rescue(database: Path, keys: Keys, target: Path, progress: Progress | None = None) -> Found:
    """A new database `target`, in a folder of its own, with everything of `database` that can be read.

    Raises StoreError `nothing_to_rescue` when not even the list of tables can be read.
    """
    scratch = target.with_name("damaged")
    try:
        for suffix in _SIDE_FILES:
            source = database.with_name(database.name + suffix)
            if source.exists():
                shutil.copyfile(source, scratch.with_name(scratch.name + suffix))
    except OSError as error:
        raise file_error(error) from error
    known = Witness(database.with_name("witness.json"), keys.witness_key).read()
    head = known if isinstance(known, tuple) else None
    try:
        reader = _Reader(scratch, keys.database_key)
        columns = reader.columns()
        Store.create(target, keys).close()
        with said_in_words(writing=True):
            return _copy(reader, columns, target, keys, head, progress)
    finally:
        for suffix in (*_SIDE_FILES, "-shm"):
            scratch.with_name(scratch.name + suffix).unlink(missing_ok=True)


def _copy(
    reader: "_Reader",
    columns: dict[str, list[str]],
    target: Path,
    keys: Keys,
    head: tuple[int, str] | None,
    progress: Progress | None,
) -> Found:
    found = Found()
    raw = connect(target, keys.database_key)
    try:
        # Keys come in no order: with little memory every page would be written many times.
        raw.execute(f"PRAGMA cache_size=-{_CACHE}")
        # Made again at the end: kept up row by row they take most of the time.
        aside = raw.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
        ).fetchall()
        for kind, name, _statement in aside:
            raw.execute(f"DROP {kind} {_quoted(name)}")
        tables = [table.name for table in SQLModel.metadata.sorted_tables if table.name in columns]
        for done, table in enumerate(tables):
            if progress is not None:
                progress(done, len(tables))
            there = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
            shared = [name for name in columns[table] if name in there]
            rows = reader.rows(table, shared)
            if reader.was_stopped:
                found.damaged.append(table)
            if table == "revision":
                rows, found.lost = _with_holes_filled(rows, shared, head)
            found.rows[table] = len(rows) - (len(found.lost) if table == "revision" else 0)
            marks = ", ".join("?" * len(shared))
            # Names of our own tables and columns: the values are parameters.
            statement = f'INSERT INTO "{table}" ({", ".join(map(_quoted, shared))}) VALUES ({marks})'  # noqa: S608
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany(statement, rows)
            raw.execute("COMMIT")
        for _kind, _name, statement in aside:
            raw.execute(statement)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        raw.close()
    return found


class _Reader:
    """A connection that is opened anew after every damaged page: from there on the library refuses all."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._raw: Any = None
        self.was_stopped = False
        self._tries = 0

    def columns(self) -> dict[str, list[str]]:
        """By table.  Raises StoreError `nothing_to_rescue`."""
        try:
            raw = self._opened()
            names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: [row[1] for row in raw.execute(f"PRAGMA table_info({name})")] for name in names}
        except DriverError as error:
            self._close()
            raise StoreError("nothing_to_rescue") from error

    def rows(self, table: str, columns: list[str]) -> list[Row]:
        """By rowid; `was_stopped` says afterwards whether anything could not be read."""
        self.was_stopped, self._tries = False, 0
        found: dict[int, Row] = {}
        if (gap := self._from_both_ends(table, columns, _LOWEST, _HIGHEST, found)) is not None:
            parts = [[each for each in self._named(table) if gap[0] < each < gap[1]]]
            while parts and self._tries < _MOST_TRIES:
                part = parts.pop()
                middle = len(part) // 2
                parts += [
                    rest
                    for half in (part[:middle], part[middle:])
                    if (rest := self._rest(table, columns, half, found))
                ]
        self._close()
        return [found[rowid] for rowid in sorted(found)]

    def _rest(self, table: str, columns: list[str], part: list[int], found: dict[int, Row]) -> list[int]:
        """What may still be read of some numbers, after both of their ends were tried."""
        if not part:
            return []
        gap = self._from_both_ends(table, columns, part[0] - 1, part[-1] + 1, found)
        if gap is None:
            return []
        # The two at which it stopped are the damaged ones.
        return [each for each in part if gap[0] < each < gap[1]][1:-1]

    def _from_both_ends(
        self, table: str, columns: list[str], after: int, until: int, found: dict[int, Row]
    ) -> tuple[int, int] | None:
        """None where everything between was read; else the numbers between which it was not."""
        last = self._read(table, columns, after, until, found, backwards=False)
        if last is None:
            return None
        first = self._read(table, columns, last, until, found, backwards=True)
        return None if first is None else (last, first)

    def _named(self, table: str) -> list[int]:
        """The numbers of the rows that there are, as an index still tells them; a guess without one."""
        named: set[int] = set()
        try:
            indexes = [row[1] for row in self._opened().execute(f'PRAGMA index_list("{table}")')]
        except DriverError:
            self._close()
            return []
        for index in indexes:
            question = f'SELECT rowid FROM "{table}" INDEXED BY "{index}"'  # noqa: S608 -- a name of ours
            try:
                named.update(row[0] for row in self._opened().execute(question))
            except DriverError:
                self._close()
        return sorted(named)

    def _read(
        self,
        table: str,
        columns: list[str],
        after: int,
        until: int,
        found: dict[int, Row],
        *,
        backwards: bool,
    ) -> int | None:
        """The rows between two numbers, until something stops it: then the last number that was read."""
        order, reached = ("DESC", until) if backwards else ("ASC", after)
        try:
            for rowid, *row in self._ask(table, columns, after, until, order):
                found[rowid] = tuple(row)
                reached = rowid
        except DriverError:
            self._close()
            self.was_stopped = True
            self._tries += 1
            return reached
        return None

    def _ask(self, table: str, columns: list[str], after: int, until: int, order: str) -> Iterator[Any]:
        wanted = ", ".join(map(_quoted, columns))
        question = (
            f'SELECT rowid, {wanted} FROM "{table}" WHERE rowid > ? AND rowid < ? ORDER BY rowid {order}'  # noqa: S608
        )
        return iter(self._opened().execute(question, (after, until)))

    def _opened(self) -> Any:
        if self._raw is None:
            self._raw = connect(self._path, self._key)
        return self._raw

    def _close(self) -> None:
        if self._raw is not None:
            with suppress(DriverError):
                self._raw.close()
            self._raw = None


def _with_holes_filled(
    rows: list[Row], columns: list[str], head: tuple[int, str] | None
) -> tuple[list[Row], list[int]]:
    """A place for every entry that is missing, with the digest that the one after it names.

    So the numbers after it stay what they were, and the history says itself where it was cut.
    """
    seq, previous, digest = (columns.index(name) for name in ("seq", "previous", "digest"))
    held = {row[seq]: row for row in rows}
    last = max([*held, head[0] if head else 0], default=0)
    whole: list[Row] = []
    lost: list[int] = []
    before = chain.GENESIS
    for n in range(1, last + 1):
        row = held.get(n)
        if row is None:
            lost.append(n)
            after = held.get(n + 1)
            if after is not None:
                own = after[previous]
            elif head is not None and n == head[0]:
                own = head[1]
            else:
                own = chain.entry_digest(n, before, chain.GENESIS, chain.GENESIS)
            row = _place_of(n, before, own, columns)
        whole.append(row)
        before = row[digest]
    return whole, lost


def _place_of(n: int, previous: str, digest: str, columns: list[str]) -> Row:
    said: dict[str, Any] = {
        "seq": n,
        "kind": LOST,
        "entity_id": f"{LOST}:{n}",
        "revision": 1,
        "op": "put",
        "previous": previous,
        "digest": digest,
        "signature": b"",
        "patient_id": None,
        "body": None,
        "private": None,
        "salt": None,
        "bundle": None,
    }
    return tuple(said.get(name, "") for name in columns)


def _quoted(name: str) -> str:
    return f'"{name}"'
