"""Rows of a grading read from the worst down, and what a row that cannot be decided waits for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from iago_desktop.definitions.model import Field, Form, GradeRow
from iago_desktop.rules.derive import behind
from iago_desktop.rules.expressions import condition
from iago_desktop.rules.known import Known

Why = Literal["open", "coded", "lab", "elsewhere"]
"""A field that may still be answered, one that will not be; a laboratory value; what no form of ours asks."""


@dataclass(frozen=True)
class Walked:
    """The first row that is met, and why worse ones are not decided.

    `coded` are coded missing fields of worse rows, which count as not met; `coded_above_0` whether such a row
    is above grade 0; `elsewhere` whether a worse row needs what other records do not say.  `undecided` are
    the grades of worse rows that may still be met.
    """

    met: GradeRow | None
    waits_for: frozenset[str]
    labs: frozenset[str]
    coded: frozenset[str]
    coded_above_0: bool
    elsewhere: bool
    undecided: frozenset[int]

    @property
    def settled(self) -> bool:
        return not self.waits_for and not self.labs

    @property
    def row(self) -> GradeRow | None:
        """The row that decides; none where a coded missing value could turn grade 0 into another."""
        return None if self.met is not None and self.met.grade == 0 and self.coded_above_0 else self.met


class Reader:
    """The absent variables of a condition as fields: still open, coded missing, or not asked at all."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.fields = {each.id: each for each in form.fields()}
        self._behind = behind(form)
        self._derived = {entry.id: entry for entry in form.derived if entry.function != "implied"}

    def shown(self, state: Known, each: Field) -> bool | None:
        if each.id in state.implied:
            return False
        return state.truth(each.shown_when) if each.shown_when else True

    def absent(self, state: Known, names: frozenset[str]) -> Iterator[tuple[str, Why]]:
        """Pairs of what is behind absent variables, and why it is absent; a laboratory value by its code.

        A field that cannot be asked yet stands for what its question waits for; one that will never be asked
        stands for nothing.
        """
        seen: set[str] = set()
        queue = self._queue(names)
        while queue:
            name = queue.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in self._derived:
                yield from self._from_records(state, name)
                continue
            each = self.fields[name]
            shown = self.shown(state, each)
            if shown is None:
                queue += self._queue(condition(each.shown_when).absent(state.variables))
            elif shown and (why := _why_absent(each, state.answers.get(name, {}))):
                yield name, why

    def _queue(self, names: frozenset[str]) -> list[str]:
        found = (self._behind[name] for name in names if name in self._behind)
        return [each for rests in found for each in (*rests.fields, *rests.records)]

    def _from_records(self, state: Known, name: str) -> Iterator[tuple[str, Why]]:
        """What other records do not say, unless the day to look at is what is missing."""
        entry = self._derived[name]
        of = entry.arguments.get("of")
        if name in state.variables or (isinstance(of, str) and f"{of}_from" not in state.variables):
            return
        lab = entry.arguments.get("lab")
        yield (str(lab), "lab") if lab else (name, "elsewhere")


def _why_absent(each: Field, answer: Mapping[str, Any]) -> Literal["open", "coded", ""]:
    """What may still come ("open"), what will not ("coded"), or "" where this field is not the reason.

    A text that waits for its code and rows with empty cells may still become better; a partial date is all
    there is.
    """
    if "value" not in answer:
        return "open" if answer.get("missing", "pending") == "pending" else "coded"
    if each.type == "date":
        return "" if "day" in answer["value"] else "coded"
    return "open" if isinstance(answer["value"], dict) or each.type == "rows" else ""


def walk(rows: tuple[GradeRow, ...], state: Known, reader: Reader) -> Walked:
    """From the worst row down to the first one that is met."""
    waits: dict[Why, set[str]] = {"open": set(), "lab": set(), "coded": set(), "elsewhere": set()}
    coded_above_0 = False
    undecided: set[int] = set()
    met: GradeRow | None = None
    for row in rows:
        rule = condition(row.when)
        truth = rule.evaluate(state.variables)
        if truth is True:
            met = row
            break
        if truth is False:
            continue
        pairs = list(reader.absent(state, rule.absent(state.variables)))
        may_come = [(name, why) for name, why in pairs if why in ("open", "lab")]
        for name, why in may_come or pairs:
            waits[why].add(name)
        if may_come:
            undecided.add(row.grade)
        if not may_come and any(why == "coded" for _, why in pairs):
            coded_above_0 = coded_above_0 or row.grade > 0
    return Walked(
        met,
        frozenset(waits["open"]),
        frozenset(waits["lab"]),
        frozenset(waits["coded"]),
        coded_above_0,
        bool(waits["elsewhere"]),
        frozenset(undecided),
    )
