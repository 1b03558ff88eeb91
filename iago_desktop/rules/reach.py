"""Every grade that an unfinished form can still come to: the answers that make a difference, tried."""

from dataclasses import dataclass
from itertools import product

from iago_desktop.definitions.model import Field, GradeRow
from iago_desktop.rules.expressions import condition
from iago_desktop.rules.known import Context, Known
from iago_desktop.rules.walk import Reader, Walked, walk

_TRIALS = 512
"""Combinations tried for the reachable grades: more would be felt while typing."""


@dataclass(frozen=True)
class Reached:
    """`grades` is None if it cannot be told; `idle` are missing fields that cannot change the grade."""

    grades: tuple[int, ...] | None = None
    idle: frozenset[str] = frozenset()


def reach(
    rows: tuple[GradeRow, ...], state: Known, reader: Reader, _context: Context, walked: Walked
) -> Reached:
    """Every grade that some answer to the missing findings gives, by trying them all."""
    needed = {name for row in rows for name in condition(row.when).variables}
    derived = any(entry.id in needed and entry.function != "implied" for entry in state.form.derived)
    if derived or walked.labs:
        return Reached()
    missing = sorted(walked.waits_for)
    domains = [_domain(state.form.field(name)) for name in missing]
    trials = 1
    for domain in domains:
        trials *= len(domain)
    if not 0 < trials <= _TRIALS:
        return Reached()
    grades = set()
    for values in product(*domains):
        trial = Known(
            state.form, state.answers, {**state.variables, **dict(zip(missing, values, strict=True))}
        )
        result = walk(rows, trial, reader)
        if result.waits_for:
            return Reached()  # an answer brings up a further question
        if result.met is not None:
            grades.add(result.met.grade)
    return Reached(tuple(sorted(grades)))


def _domain(each: Field) -> tuple[str, ...]:
    """Every answer a finding can have; empty if they cannot all be tried."""
    if each.type == "yes_no":
        return ("yes", "no")
    return tuple(choice.code for choice in each.choices) if each.type == "choice" else ()
