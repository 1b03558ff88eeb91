"""Every grade that an unfinished form can still come to: the answers that make a difference, tried."""

from dataclasses import dataclass

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Derived, Field, GradeRow
from iago_desktop.rules.derive import derive, inputs, names_given, read_by
from iago_desktop.rules.domains import domain
from iago_desktop.rules.expressions import Value, condition
from iago_desktop.rules.known import Context, Known, names_of, variables_of
from iago_desktop.rules.walk import Reader, Walked, walk

_TRIALS = 600
_IDLE_TRIALS = 300
"""Answers tried at most, for the grades and for what cannot change them; more would be felt while typing."""


@dataclass(frozen=True)
class Reached:
    """`grades` is None if it cannot be told; `idle` are missing fields that cannot change the grade."""

    grades: tuple[int, ...] | None = None
    idle: frozenset[str] = frozenset()


class _UntoldError(Exception):
    pass


def reach(
    rows: tuple[GradeRow, ...],
    state: Known,
    reader: Reader,
    context: Context,
    catalogue: Catalogue,
    walked: Walked,
) -> Reached:
    """Search depth first, one answer after the other, no further than until the grade is decided."""
    search = _Search(rows, state, reader, context, catalogue)
    try:
        grades = search.grades(walked)
    except _UntoldError:
        return Reached()
    return Reached(grades, search.idle(walked))


class _Search:
    def __init__(
        self,
        rows: tuple[GradeRow, ...],
        state: Known,
        reader: Reader,
        context: Context,
        catalogue: Catalogue,
    ) -> None:
        self._rows = rows
        self._state = state
        self._reader = reader
        self._context = context
        self._catalogue = catalogue
        self._entries, self._sources, self._reckoned = _closure(rows, state, reader)
        self._domains: dict[str, tuple[Value, ...] | None] = {}
        self._dependents: dict[str, tuple[Derived, ...]] = {}
        self._left = 0

    def grades(self, walked: Walked) -> tuple[int, ...]:
        self._left = _TRIALS
        found: set[int] = set()
        self._collect(self._state, walked, found)
        return tuple(sorted(found))

    def _collect(self, state: Known, walked: Walked, found: set[int]) -> None:
        met = {walked.met.grade} if walked.met else set()
        if walked.settled:
            found |= {walked.row.grade} if walked.row else set()
        elif not walked.undecided | met <= found:
            for trial, then in self._trials(state, self._next(walked.waits_for)):
                self._collect(trial, then, found)

    def _trials(self, state: Known, name: str) -> list[tuple[Known, Walked]]:
        """Those in which a row is met first: where none can be, what they found ends the search at once."""
        trials = [self._answer(state, name, value) for value in self._domain(name)]
        return sorted(((each, self._walk(each)) for each in trials), key=lambda each: each[1].met is None)

    def idle(self, walked: Walked) -> frozenset[str]:
        """Fields of which no answer changes the grade, whatever the others are, as far as it can be told."""
        self._left = _IDLE_TRIALS
        found = set()
        for name in sorted(walked.waits_for):
            try:
                if not self._matters(self._state, walked, name):
                    found.add(name)
            except _UntoldError:
                continue
        return frozenset(found)

    def _matters(self, state: Known, walked: Walked, name: str) -> bool:
        """Branch on the others first: a field that matters is then all that is left to decide."""
        others = walked.waits_for - {name}
        if walked.settled:
            return False
        if others or walked.labs:
            other = self._next(others)
            for value in self._domain(other):
                trial = self._answer(state, other, value)
                if self._matters(trial, self._walk(trial), name):
                    return True
            return False
        results: set[int | None] = set()
        for value in self._domain(name):
            trial = self._answer(state, name, value)
            self._outcomes(trial, self._walk(trial), results)
        return len(results) > 1

    def _outcomes(self, state: Known, walked: Walked, results: set[int | None]) -> None:
        """What comes of it, questions that an answer brings up included; no more than two results."""
        if walked.settled:
            results.add(walked.row.grade if walked.row else None)
            return
        name = self._next(walked.waits_for)
        for value in self._domain(name):
            if len(results) > 1:
                return
            trial = self._answer(state, name, value)
            self._outcomes(trial, self._walk(trial), results)

    def _next(self, names: frozenset[str]) -> str:
        """The field to try next: the one with the fewest answers; none if only laboratory values are left."""
        if not names:
            raise _UntoldError
        return min(names, key=lambda name: (len(self._domain(name)), name))

    def _domain(self, name: str) -> tuple[Value, ...]:
        if name not in self._domains:
            each = self._reader.fields[name]
            in_series = each.lab and any("lab" in entry.arguments for entry in self._entries)
            self._domains[name] = (
                None
                if in_series
                else domain(each, self._sources, self._catalogue, reckoned=name in self._reckoned)
            )
        values = self._domains[name]
        if not values:
            raise _UntoldError
        return values

    def _walk(self, state: Known) -> Walked:
        self._left -= 1
        if self._left < 0:
            raise _UntoldError
        return walk(self._rows, state, self._reader)

    def _answer(self, state: Known, name: str, value: Value) -> Known:
        """The same with one more answer, and what follows from it worked out anew."""
        answers = {**state.answers, name: {"value": value}}
        trial = Known(
            state.form, answers, {**state.variables, name: value}, dict(state.derived), dict(state.implied)
        )
        for entry in self._dependents_of(name):
            for each in names_given(entry):
                trial.variables.pop(each, None)
            if entry.function == "implied":
                trial.implied.pop(entry.id, None)
                trial.variables |= variables_of(self._reader.fields[entry.id], answers.get(entry.id, {}))
            derive(trial, entry, self._context)
        return trial

    def _dependents_of(self, name: str) -> tuple[Derived, ...]:
        """The derived entries that change with a field, in the order in which they are worked out."""
        if name not in self._dependents:
            changed = {
                each for each, behind in names_of([self._reader.fields[name]]).items() if behind == name
            }
            found = []
            for entry in self._entries:
                variables, fields = inputs(entry)
                if name in fields or changed & variables:
                    found.append(entry)
                    changed.update(names_given(entry))
            self._dependents[name] = tuple(found)
        return self._dependents[name]


def _closure(
    rows: tuple[GradeRow, ...], state: Known, reader: Reader
) -> tuple[tuple[Derived, ...], tuple[str, ...], frozenset[str]]:
    """What the rows can depend on: derived entries in order, all conditions, variables read as they are."""
    sources = {row.when for row in rows}
    entries: set[int] = set()
    reckoned: set[str] = set()
    seen: set[str] = set()
    queue = [name for source in sources for name in condition(source).variables]
    while queue:
        name = queue.pop()
        if name in seen:
            continue
        seen.add(name)
        field: Field | None = reader.fields.get(name)
        more = [field.shown_when] if field and field.shown_when else []
        for place, entry in enumerate(state.form.derived):
            if name in names_given(entry) and place not in entries:
                entries.add(place)
                variables, fields = inputs(entry)
                own = read_by(entry)
                more += own
                plain = variables - {each for source in own for each in condition(source).variables}
                reckoned.update(plain)
                queue += [*variables, *fields]
        sources.update(more)
        queue += [each for source in more for each in condition(source).variables]
    ordered = tuple(entry for place, entry in enumerate(state.form.derived) if place in entries)
    return ordered, tuple(sorted(sources)), frozenset(reckoned)
