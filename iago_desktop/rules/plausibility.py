"""What is doubtful about an answer that was understood: impossible, to be confirmed, or worth a note."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from iago_desktop.dates import Days
from iago_desktop.definitions.model import Column, Field, Form, Text
from iago_desktop.errors import InputError
from iago_desktop.rules.derive import Known, variables_of
from iago_desktop.rules.expressions import Value, condition
from iago_desktop.sentences import Language, sentence

Level = Literal["hard", "confirm", "note"]

_A_YEAR = 365
_DATED_ROLES = frozenset({"onset", "resolution"})
"""Dates of the event itself: the ones a slip of the year would spoil."""


@dataclass(frozen=True)
class Problem:
    """Something about one answer.  `text`, if the form words it itself; details stay in the window."""

    field: str
    code: str
    hard: bool
    details: Mapping[str, object] = dataclasses.field(default_factory=dict)
    row: str | None = None
    column: str | None = None
    level: Level = "hard"
    text: Text | None = None
    unread: bool = False  # the text could not be understood
    proposals: tuple[str, ...] = ()  # what it may mean, to be entered instead

    def sentence(self, language: Language) -> str:
        return (
            self.text.in_language(language)
            if self.text
            else sentence(InputError(self.code, **self.details), language)
        )


@dataclass(frozen=True)
class Cell:
    """One answer at its place."""

    field: Field
    answer: Mapping[str, Any]
    days: Days | None = None
    row: str | None = None
    column: Column | None = None

    def problem(self, code: str, level: Level, **more: Any) -> Problem:
        place = self.column.id if self.column else None
        return Problem(
            self.field.id, code, level == "hard", more.pop("details", {}), self.row, place, level, **more
        )


@dataclass(frozen=True)
class Judge:
    """Judges the answers of one form, seen from one day and one infusion."""

    form: Form
    today: date
    infusion: date | None
    language: str

    def judge(self, cell: Cell, state: Known, days: Mapping[str, Days]) -> Iterator[Problem]:
        """The worst first; at most one that is hard.  `days` are the exact dates of all fields."""
        hard = self._hard(cell, state, days)
        if hard:
            yield hard
            return
        doubt = self._doubt(cell, state)
        if doubt:
            yield cell.problem(doubt, "confirm")
        elif self._holds((cell.column or cell.field).unusual, cell, state):
            yield cell.problem("value_unusual", "note")
        if isinstance(cell.answer.get("value"), dict) and "text" in cell.answer["value"]:
            yield cell.problem("code_to_come", "note")

    def _hard(self, cell: Cell, state: Known, days: Mapping[str, Days]) -> Problem | None:
        if cell.column is None and cell.field.role == "resolution":
            onset = self.form.with_role("onset")
            began, ended = days.get(onset.id) if onset else None, days.get(cell.field.id)
            if onset and began and ended and _before(ended, began):
                labels = {
                    "resolved": cell.field.label.in_language(self.language),
                    "onset": onset.label.in_language(self.language),
                }
                return cell.problem("date_resolved_before_onset", "hard", details=labels)
        if self._holds((cell.column or cell.field).impossible, cell, state):
            return cell.problem("value_impossible", "hard")
        if cell.column is None and cell.field.valid_when and state.truth(cell.field.valid_when) is False:
            return cell.problem("value_does_not_fit", "hard", text=cell.field.invalid_text)
        return None

    def _doubt(self, cell: Cell, state: Known) -> str:
        if (
            cell.column is None
            and cell.field.role in _DATED_ROLES
            and cell.days
            and cell.days.last is not None
        ):
            if cell.days.last < 0:
                return "date_before_infusion"
            if self.infusion and cell.days.last < (self.today - self.infusion).days - _A_YEAR:
                return "date_over_a_year_ago"
        return (
            "value_implausible" if self._holds((cell.column or cell.field).implausible, cell, state) else ""
        )

    def _holds(self, source: str, cell: Cell, state: Known) -> bool:
        if not source:
            return False
        if cell.column is None:
            return state.truth(source) is True
        rows = state.rows(cell.field.id) or []
        own: dict[str, Value] = {}
        for row in rows:
            if row.get("row") == cell.row:
                for column in cell.field.columns:
                    own |= variables_of(column, row.get(column.id, {}))
        return condition(source).evaluate({**state.variables, **own}) is True


def _before(ended: Days, began: Days) -> bool:
    """Whether every day on which it may have ended lies before every day on which it may have begun."""
    return ended.last is not None and began.first is not None and ended.last < began.first
