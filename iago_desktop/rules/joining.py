"""Two states of one row that grew apart on two computers, joined value by value.

Every value carries the change that set it last (its stamp), and every state all changes that are in it
(`known`).  So nobody's clock is asked: a value is newer when the other side has not seen the change that set
it.  Newer on one side only: that one stands.  Newer on both and different: a person is asked.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from iago_desktop.rules import paths

Side = Literal["mine", "theirs"]
NOTHING: Any = None
"""A value that is not there; no value that is there is None but one that says so for itself."""
PUT, VOID, WITHDRAW = "put", "void", "withdraw"
READY, SIGNED, REGRADED, WITHDRAWN = "ready", "signed", "regraded", "withdrawn"


class Stamp(NamedTuple):
    """The change that set a value: its number in nobody's count, who, and when by that computer's clock."""

    dot: str
    by: str
    at: str


@dataclass(frozen=True, repr=False)
class State:
    """`head` is the newest change; `stamps` has values that were taken away, too."""

    values: Mapping[str, Any]
    stamps: Mapping[str, Stamp]
    known: frozenset[str]
    head: str
    order: paths.Order = field(default_factory=dict)
    status: str = ""
    signer: str = ""

    def says(self) -> tuple[Any, ...]:
        """What a signature is about."""
        return dict(self.values), {name: rows for name, rows in self.order.items() if rows}

    def saw(self, stamp: Stamp | None) -> bool:
        return stamp is None or stamp.dot in self.known

    def saw_all_of(self, other: "State") -> bool:
        """Its newest change alone does not say so: joining what reads alike makes no new one."""
        return other.head in self.known and all(map(self.saw, other.stamps.values()))


@dataclass(frozen=True, repr=False)
class Conflict:
    """One value, or one row as a whole, that is another one on each side."""

    path: str
    mine: Any
    theirs: Any
    my_stamp: Stamp | None
    their_stamp: Stamp | None

    @property
    def key(self) -> str:
        """A choice counts for these two values and no others."""
        return hashlib.sha256(repr((self.path, self.my_stamp, self.their_stamp)).encode()).hexdigest()[:16]


@dataclass(frozen=True, repr=False)
class Outcome:
    """`nothing`: what they have is in what is here.  `taken`: theirs follows on what is here.  `joined`.
    `asks`: `conflicts` are to be chosen first.  `chosen` are the conflicts that were."""

    kind: Literal["nothing", "taken", "joined", "asks"]
    state: State
    conflicts: tuple[Conflict, ...] = ()
    chosen: tuple[tuple[Conflict, Side], ...] = ()


def join(
    mine: State,
    theirs: State,
    choices: Mapping[str, Side] | None = None,
    derived: frozenset[str] = frozenset(),
) -> Outcome:
    """`choices` by the key of a conflict; `derived` follows from other values and is never asked about."""
    if mine.saw_all_of(theirs):
        return Outcome("nothing", mine)
    if theirs.saw_all_of(mine):
        return Outcome("taken", replace(theirs, known=mine.known | theirs.known))
    return _Joining(mine, theirs, choices or {}, derived).outcome()


class _Joining:
    def __init__(
        self, mine: State, theirs: State, choices: Mapping[str, Side], derived: frozenset[str]
    ) -> None:
        self._mine, self._theirs, self._choices, self._derived = mine, theirs, choices, derived
        self._values: dict[str, Any] = {}
        self._stamps: dict[str, Stamp] = {}
        self._asks: list[Conflict] = []
        self._chosen: list[tuple[Conflict, Side]] = []
        heads = "\n".join(sorted((mine.head, theirs.head)))
        self._event = Stamp(hashlib.sha256(f"joined\n{heads}".encode()).hexdigest()[:32], "", "")

    def outcome(self) -> Outcome:
        everything = {*self._mine.stamps, *self._theirs.stamps, *self._mine.values, *self._theirs.values}
        rows = {paths.row_of(path) for path in everything if paths.is_in_row(path)}
        for path in sorted(each for each in everything if each != "op" and not paths.is_in_row(each)):
            self._one(path)
        for row in sorted(rows):
            self._row(row, {each for each in everything if each.startswith(f"{row}/")})
        self._drop_the_same(rows)
        for name in sorted({paths.field_and_row(row)[0] for row in rows}):
            self._none_or_some(name, {row for row in rows if paths.field_and_row(row)[0] == name})
        self._take_back()
        if self._asks:
            return Outcome("asks", self._mine, tuple(self._asks), tuple(self._chosen))
        return Outcome("joined", self._result(), (), tuple(self._chosen))

    def _one(self, path: str) -> None:
        """One value, by the changes that set it."""
        side = self._newer(path)
        if side is None:
            side = self._choose(self._conflict(path)) if path not in self._derived else self._later(path)
        if side is not None:
            self._take(path, side)

    def _newer(self, path: str) -> Side | None:
        """The side whose value stands; None where both are new and different.

        Of equal values the newer change stays as well: one that was changed there and back is a decision,
        and what comes later and has not seen it asks.
        """
        mine, theirs = self._mine, self._theirs
        my_new, their_new = not theirs.saw(mine.stamps.get(path)), not mine.saw(theirs.stamps.get(path))
        if my_new != their_new:
            return "mine" if my_new else "theirs"
        if _same(mine.values, theirs.values, path):
            return "theirs" if path in theirs.stamps else "mine"
        return None

    def _row(self, row: str, cells: Iterable[str]) -> None:
        """A row that both have is joined cell by cell; one that was taken away on one side goes, unless the
        other has changed it since."""
        cells = sorted(cells)
        here, there = row in self._mine.values, row in self._theirs.values
        if here == there:
            for path in (row, *cells):
                self._one(path)
            return
        keeper, other = (self._mine, self._theirs) if here else (self._theirs, self._mine)
        keeping: Side = "mine" if here else "theirs"
        leaving: Side = "theirs" if here else "mine"
        gone = other.stamps.get(row)
        changed = any(not other.saw(keeper.stamps.get(path)) for path in (row, *cells))
        side: Side | None = keeping
        if gone is not None:
            side = leaving if not changed else keeping if keeper.saw(gone) else None
        if side is None:
            side = self._choose(self._conflict(row))
        if side is not None:
            for path in (row, *cells):
                self._take(path, side)

    def _drop_the_same(self, rows: Iterable[str]) -> None:
        """The same row entered on both computers stands once."""
        new: dict[Side, list[str]] = {"mine": [], "theirs": []}
        for row in sorted(rows):
            if row in self._mine.values and row not in self._theirs.stamps:
                new["mine"].append(row)
            if row in self._theirs.values and row not in self._mine.stamps:
                new["theirs"].append(row)
        for row in new["mine"]:
            twin = next((each for each in new["theirs"] if self._cells(each) == self._cells(row)), None)
            if twin is not None:
                new["theirs"].remove(twin)
                self._drop(max(row, twin))

    def _cells(self, row: str) -> tuple[Any, ...]:
        field_name, _ = paths.field_and_row(row)
        start = f"{row}/"
        cells = {path.removeprefix(start): v for path, v in self._values.items() if path.startswith(start)}
        return field_name, cells

    def _none_or_some(self, name: str, rows: Iterable[str]) -> None:
        """ "There are none" against rows of the same field: one of the two."""
        path = f"{paths.ANSWERS}/{name}"
        standing = [row for row in rows if row in self._values]
        if path not in self._values or not standing:
            return
        said: Side = "mine" if path in self._mine.values else "theirs"
        rows_of: Side = "theirs" if said == "mine" else "mine"
        conflict = Conflict(
            path,
            self._shown(self._mine, path, standing),
            self._shown(self._theirs, path, standing),
            self._newest(self._mine, path, standing),
            self._newest(self._theirs, path, standing),
        )
        side = self._choose(conflict)
        if side == rows_of:
            self._values.pop(path)
            self._stamps[path] = self._event
        elif side == said:
            for row in standing:
                self._drop(row)

    def _take_back(self) -> None:
        """Entered by mistake here, changed there: a person says which.  A patient's wish to have it gone
        always stands."""
        path = "op"
        if path not in self._mine.values and path not in self._theirs.values:
            return
        mine, theirs = self._mine.values.get(path, PUT), self._theirs.values.get(path, PUT)
        if mine == theirs:
            self._take(path, self._newer(path) or "theirs")
            if mine != PUT:
                self._settle_by_time()
            return
        gone: Side = "mine" if theirs == PUT or mine == WITHDRAW else "theirs"
        if WITHDRAW not in (mine, theirs):
            back, kept = (self._mine, self._theirs) if gone == "mine" else (self._theirs, self._mine)
            if kept.saw(back.stamps.get(path)):
                self._take(path, "theirs" if gone == "mine" else "mine")
                return
            changed = any(not back.saw(stamp) for each, stamp in kept.stamps.items() if each != path)
            if changed:
                others = [*self._asks]
                side = self._choose(self._conflict(path))
                if side is None:
                    self._asks = [each for each in self._asks if each.path == path]
                    return
                self._take(path, side)
                if side != gone:
                    self._asks = others
                    return
        self._take(path, gone)
        self._settle_by_time()

    def _settle_by_time(self) -> None:
        """Of what is taken back nobody is asked for the rest."""
        for conflict in self._asks:
            if conflict.path != "op":
                self._take(conflict.path, self._later(conflict.path))
        self._asks = [each for each in self._asks if each.path == "op"]

    def _later(self, path: str) -> Side:
        mine, theirs = self._mine.stamps.get(path), self._theirs.stamps.get(path)
        return (
            "mine" if mine and (theirs is None or (mine.at, mine.dot) > (theirs.at, theirs.dot)) else "theirs"
        )

    def _conflict(self, path: str) -> Conflict:
        return Conflict(
            path,
            self._shown(self._mine, path),
            self._shown(self._theirs, path),
            self._newest(self._mine, path),
            self._newest(self._theirs, path),
        )

    def _shown(self, state: State, path: str, rows: Iterable[str] = ()) -> Any:
        """A value; of a row its cells, or nothing; of a field of rows, whichever there are."""
        some = [row for row in rows if row in state.values]
        if some:
            return {row: self._shown(state, row) for row in some}
        if paths.is_in_row(path) and path == paths.row_of(path):
            cells = {each: v for each, v in state.values.items() if each.startswith(f"{path}/")}
            return cells if path in state.values else NOTHING
        return state.values.get(path, NOTHING)

    def _newest(self, state: State, path: str, rows: Iterable[str] = ()) -> Stamp | None:
        starts = tuple(f"{each}/" for each in (path, *rows))
        if not paths.is_in_row(path) and not rows:
            return state.stamps.get(path)
        found = [
            stamp
            for each, stamp in state.stamps.items()
            if each in (path, *rows) or (each.startswith(starts) and paths.is_in_row(each))
        ]
        return max(found, key=lambda stamp: (stamp.at, stamp.dot), default=None)

    def _choose(self, conflict: Conflict) -> Side | None:
        side = self._choices.get(conflict.key)
        if side is None:
            self._asks.append(conflict)
        else:
            self._chosen.append((conflict, side))
        return side

    def _take(self, path: str, side: Side) -> None:
        state = self._mine if side == "mine" else self._theirs
        other = self._theirs if side == "mine" else self._mine
        if path in state.values:
            self._values[path] = state.values[path]
        else:
            self._values.pop(path, None)
        stamp = state.stamps.get(path) or other.stamps.get(path)
        if stamp is not None:
            self._stamps[path] = stamp

    def _drop(self, row: str) -> None:
        for path in [each for each in self._stamps if each == row or each.startswith(f"{row}/")]:
            self._values.pop(path, None)
            self._stamps[path] = self._event

    def _result(self) -> State:
        mine, theirs = self._mine, self._theirs
        standing = {each for each in self._values if paths.is_in_row(each) and each == paths.row_of(each)}
        names = {paths.field_and_row(row)[0] for row in standing}
        order = {
            name: _in_order(
                [r for r in mine.order.get(name, ()) if paths.row_path(name, r) in standing],
                [r for r in theirs.order.get(name, ()) if paths.row_path(name, r) in standing],
            )
            for name in sorted(names)
        }
        joined = State(
            values=self._values,
            stamps=self._stamps,
            known=mine.known | theirs.known | {self._event.dot},
            head=mine.head,
            order=order,
            status=READY if mine.status else "",
        )
        if self._values.get("op", PUT) != PUT:
            return replace(joined, status=WITHDRAWN if mine.status else "")
        signed = (each for each in (mine, theirs) if each.status in (SIGNED, REGRADED))
        same = [each for each in signed if each.says() == joined.says()]
        if not same:
            return joined
        best = min(same, key=lambda each: (each.status != SIGNED, each.signer))
        return replace(joined, status=best.status, signer=best.signer)


def _same(mine: Mapping[str, Any], theirs: Mapping[str, Any], path: str) -> bool:
    return (path in mine) == (path in theirs) and mine.get(path) == theirs.get(path)


def _in_order(mine: list[str], theirs: list[str]) -> tuple[str, ...]:
    """Rows that both have keep their order, and what either added comes after them.

    Where two computers have them in different orders, both take the same one.
    """
    common_mine = [row for row in mine if row in theirs]
    common_theirs = [row for row in theirs if row in mine]
    common = min(common_mine, common_theirs)
    added = sorted([[r for r in mine if r not in theirs], [r for r in theirs if r not in mine]])
    return (*common, *added[0], *added[1])
