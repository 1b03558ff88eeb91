"""Computers that change one row each on its own, and a book of every change, kept without the rules' help."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from iago_desktop.rules.joining import Conflict, Side, Stamp, State, join
from iago_desktop.rules.paths import row_path

FIELDS = ("answers/route", "answers/outcome", "notes/onset", "grade_confirmed")
ROWS = "organisms"


@dataclass(frozen=True)
class Event:
    """Somebody set a value, seeing what was there."""

    path: str
    value: Any
    seen: frozenset[str]


@dataclass
class Book:
    """Every change of every computer by its number."""

    events: dict[str, Event] = field(default_factory=dict)

    def silent(self, values: dict[str, Any]) -> Iterator[str]:
        """Changes that are neither in the result nor were seen by whoever put something else there.

        Who saw the same value, set on another computer, saw this one: unless it is what was there before
        this one was changed away from it and back.
        """
        for number, event in self.events.items():
            row = self.events.get(f"{number.split()[0]} {event.path.rpartition('/')[0]}")
            with_its_row = event.value is None and row is not None and row.value is None
            if values.get(event.path) == event.value or with_its_row:
                continue
            alike = {dot for dot, e in self.events.items() if (e.path, e.value) == (event.path, event.value)}
            same = alike - event.seen | {number}
            above = {event.path, event.path.rpartition("/")[0]}
            later = (each for each in self.events.values() if each.path in above)
            if not any(same & each.seen for each in later if each.value != event.value):
                yield f"{event.path}={event.value}"


@dataclass
class Computer:
    name: str
    book: Book
    state: State
    waiting: dict[str, State] = field(default_factory=dict)
    count: int = 0

    def dot(self) -> str:
        self.count += 1
        return f"{self.name}{self.count:03d}"

    def edit(self, changes: dict[str, Any]) -> None:
        """One revision; a value of None takes it away."""
        dot = self.dot()
        values, stamps, order = dict(self.state.values), dict(self.state.stamps), dict(self.state.order)
        for path, value in changes.items():
            if values.get(path) == value:
                continue
            stamps[path] = Stamp(dot, self.name, f"{self.count}")
            self.book.events[f"{dot} {path}"] = Event(path, value, self._seen())
            if value is None:
                values.pop(path, None)
            else:
                values[path] = value
        rows = [path.partition("#")[2] for path in values if "#" in path and path.count("/") == 1]
        kept = [row for row in order.get(ROWS, ()) if row in rows]
        order[ROWS] = (*kept, *(row for row in rows if row not in kept))
        known = self.state.known | {dot}
        self.state = replace(self.state, values=values, stamps=stamps, order=order, known=known, head=dot)

    def _seen(self) -> frozenset[str]:
        return frozenset(each for each in self.book.events if each.split()[0] in self.state.known)

    def take(self, name: str, theirs: State) -> None:
        before = self.state
        outcome = join(self.state, theirs)
        if outcome.kind == "asks":
            self.waiting[name] = theirs
            return
        self.waiting.pop(name, None)
        if outcome.kind == "nothing":
            assert outcome.state == before
            return
        self._note_twins(theirs, outcome.state)
        self._hold(outcome.state)

    def _hold(self, state: State) -> None:
        """A revision of its own, if anything is different."""
        head = self.state.head
        if state.says() != self.state.says():
            head = self.dot()
        self.state = replace(state, head=head, known=state.known | {head})

    def answer(self, chance: random.Random) -> None:
        """All questions of one file, by a coin."""
        name = chance.choice(sorted(self.waiting))
        theirs, choices = self.waiting.pop(name), {}
        for _ in range(50):
            outcome = join(self.state, theirs, choices)
            if outcome.kind != "asks":
                break
            choices[outcome.conflicts[0].key] = chance.choice(("mine", "theirs"))
        if outcome.kind == "nothing":
            return
        seen = self._seen() | {each for each in self.book.events if each.split()[0] in theirs.known}
        self._note_twins(theirs, outcome.state)
        self._hold(outcome.state)
        if outcome.chosen:
            self._note(outcome.chosen, seen)

    def _note_twins(self, theirs: State, joined: State) -> None:
        """A row that both entered alike stands once: of the other one its twin is left."""
        seen = self._seen() | {each for each in self.book.events if each.split()[0] in theirs.known}
        for state in (self.state, theirs):
            for row in (each for each in state.values if "#" in each and each.count("/") == 1):
                if row in joined.values or joined.stamps[row].by:
                    continue
                first = f"{joined.stamps[row].dot} {row}" not in self.book.events
                twins = [each for each in joined.values if "#" in each]
                assert not first or any(_cells(state, row) == _cells(joined, each) for each in twins)
                for path in (each for each in joined.stamps if each == row or each.startswith(f"{row}/")):
                    dot = f"{joined.stamps[row].dot} {path}"
                    before = self.book.events.get(dot, Event(path, None, frozenset()))
                    self.book.events[dot] = Event(path, None, seen | before.seen)

    def _note(self, chosen: tuple[tuple[Conflict, Side], ...], seen: frozenset[str]) -> None:
        dot, stamps = self.dot(), dict(self.state.stamps)
        for conflict, _side in chosen:
            start = (f"{conflict.path}/", f"{conflict.path}#")
            for path in {*stamps, *self.state.values}:
                if path == conflict.path or path.startswith(start):
                    stamps[path] = Stamp(dot, self.name, str(self.count))
                    self.book.events[f"{dot} {path}"] = Event(path, self.state.values.get(path), seen)
            if conflict.path not in stamps:
                stamps[conflict.path] = Stamp(dot, self.name, str(self.count))
        self.state = replace(self.state, stamps=stamps, known=self.state.known | {dot}, head=dot)


def _cells(state: State, row: str) -> dict[str, Any]:
    return {path.removeprefix(row): v for path, v in state.values.items() if path.startswith(f"{row}/")}


def some_changes(chance: random.Random, state: State, name: str) -> dict[str, Any]:
    """What somebody changes at once: single values, a row added, a cell of one, a row taken away."""
    changes: dict[str, Any] = {}
    for _ in range(chance.randrange(1, 4)):
        rows = [each for each in state.values if "#" in each and each.count("/") == 1]
        rows = [each for each in rows if changes.get(each, True)]  # nobody fills in a row just taken away
        what = chance.randrange(6)
        if what < 3:
            changes[chance.choice(FIELDS)] = chance.choice(("0", "1", "2", None))
        elif what == 3:
            row = row_path(ROWS, f"{chance.randrange(16**4):04x}{name}")
            changes |= {row: True, f"{row}/organism": {"answer": {"value": chance.choice("kpe")}}}
        elif rows and what == 4:
            changes[f"{chance.choice(rows)}/specimen"] = {"answer": {"value": chance.choice("bu")}}
        elif rows:
            row = chance.choice(rows)
            changes |= {each: None for each in state.values if each == row or each.startswith(f"{row}/")}
            changes = {path: v for path, v in changes.items() if v is None or not path.startswith(row)}
    return changes


def history(seed: str, names: str = "ab", steps: int = 24) -> tuple[list[Computer], Book]:
    """Random work, files that are lost, late or come twice; then files there and back until all is said."""
    chance, book = random.Random(seed), Book()  # noqa: S311 -- a seed, not a secret
    first = Stamp("s000", "s", "0")
    values: dict[str, Any] = dict.fromkeys(FIELDS, "0") | {"op": "put"}
    begin = State(values, dict.fromkeys(values, first), frozenset({"s000"}), "s000", {}, "ready")
    computers = [Computer(name, book, begin) for name in names]
    files: list[tuple[str, State]] = []
    for _ in range(steps):
        _something(chance, chance.choice(computers), files)
    for _ in range(len(names) + 2):
        for here in computers:
            for there in (each for each in computers if each is not here):
                there.take(here.name, here.state)
                while there.waiting:
                    there.answer(chance)
    return computers, book


def _something(chance: random.Random, here: Computer, files: list[tuple[str, State]]) -> None:
    what = chance.randrange(10)
    if what < 4:
        here.edit(some_changes(chance, here.state, here.name))
    elif what < 6:
        files.append((here.name, here.state))
    elif what < 9 and files:
        name, state = chance.choice(files)  # and it stays: it may come again, or later than a newer one
        if name != here.name:
            here.take(name, state)
    elif here.waiting:
        here.answer(chance)
