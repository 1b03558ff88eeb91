"""What is doubtful about an answer that was understood: impossible, to be confirmed, or worth a note."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Column, Field, Form, Text
from iago_desktop.errors import InputError
from iago_desktop.quantities import canonical, convert, shown, unit_shown
from iago_desktop.rules.coherence import doubts
from iago_desktop.rules.derive import Context, Known, variables_of
from iago_desktop.rules.expressions import Value, condition
from iago_desktop.rules.free_text import leaving_text, scan
from iago_desktop.rules.lab_plausibility import Slip, slip
from iago_desktop.sentences import Language, sentence

Level = Literal["hard", "confirm", "note"]

_A_YEAR = 365
_NUMBERS = frozenset({"last", "lowest", "highest"})
"""Details that are numbers of a laboratory."""
_ENDS = {"resolution": "onset", "stop": "start"}
"""What ends -> what it ended, by role: it cannot lie before it."""
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
    catalogue: Catalogue
    context: Context

    def judge(self, cell: Cell, state: Known, days: Mapping[str, Days]) -> Iterator[Problem]:
        """The worst first; at most one that is hard.  `days` are the exact dates of all fields."""
        hard = self._hard(cell, state, days)
        if hard:
            yield hard
            return
        doubt = self._doubt(cell, state) or self._lab_doubt(cell, days)
        if doubt:
            yield doubt
        elif found := self._elsewhere(cell):
            yield found
        elif self._holds((cell.column or cell.field).unusual, cell, state):
            yield cell.problem("value_unusual", "note")
        if isinstance(cell.answer.get("value"), dict) and "text" in cell.answer["value"]:
            yield cell.problem("code_to_come", "note")

    def _hard(self, cell: Cell, state: Known, days: Mapping[str, Days]) -> Problem | None:
        if cell.column is None and cell.field.role in _ENDS:
            onset = self.form.with_role(_ENDS[cell.field.role])
            began, ended = days.get(onset.id) if onset else None, days.get(cell.field.id)
            if onset and began and ended and _before(ended, began):
                labels = {
                    "resolved": cell.field.label.in_language(self.language),
                    "onset": onset.label.in_language(self.language),
                }
                return cell.problem("date_resolved_before_onset", "hard", details=labels)
        if (found := self._slip(cell, days)) and found.hard:
            return cell.problem(found.code, "hard", details=self._in_words(found.details))
        if self._holds((cell.column or cell.field).impossible, cell, state):
            return cell.problem("value_impossible", "hard")
        if cell.column is None and cell.field.valid_when and state.truth(cell.field.valid_when) is False:
            return cell.problem("value_does_not_fit", "hard", text=cell.field.invalid_text)
        return None

    def _doubt(self, cell: Cell, state: Known) -> Problem | None:
        dated = cell.column is None and cell.field.role in _DATED_ROLES and cell.days
        if dated and dated.last is not None and self.form.kind == "toxicity":
            if dated.last < 0:
                return cell.problem("date_before_infusion", "confirm")
            if self.infusion and dated.last < (self.today - self.infusion).days - _A_YEAR:
                return cell.problem("date_over_a_year_ago", "confirm")
        if self._holds((cell.column or cell.field).implausible, cell, state):
            return cell.problem("value_implausible", "confirm")
        return self._names_somebody(cell)

    def _names_somebody(self, cell: Cell) -> Problem | None:
        text = leaving_text(cell.column or cell.field, cell.answer)
        places = scan(text, self.context.names) if text else ()
        if not places:
            return None
        words = ", ".join(f"“{text[place.start : place.end]}”" for place in places)
        return cell.problem("text_may_identify", "confirm", details={"words": words, "places": places})

    def _lab_doubt(self, cell: Cell, days: Mapping[str, Days]) -> Problem | None:
        found = self._slip(cell, days)
        if found is None:
            return None
        proposals = (self._meant(cell, found.meant),) if found.meant is not None else ()
        return cell.problem(found.code, "confirm", details=self._in_words(found.details), proposals=proposals)

    def _in_words(self, details: Mapping[str, object]) -> dict[str, object]:
        """Numbers with the comma of the language."""
        numbers = {name: shown(str(details[name]), self.language) for name in _NUMBERS & details.keys()}
        return {**details, **numbers}

    def _meant(self, cell: Cell, value: Decimal) -> str:
        """The likelier value as a person would type it, in the unit of the answer."""
        unit = str(cell.answer.get("unit") or cell.field.unit)
        number = convert(value, self.catalogue.lab(cell.field.lab).unit, unit, cell.field.lab)
        return f"{shown(canonical(number), self.language)} {unit_shown(unit)}"

    def _slip(self, cell: Cell, days: Mapping[str, Days]) -> Slip | None:
        """Whether a laboratory value is out of its bands or looks like a slip of unit or comma."""
        value = str(cell.answer.get("value", "")).lstrip("<")
        if cell.column is not None or not cell.field.lab or not value:
            return None
        onset = self.form.with_role("onset")
        taken = days.get(onset.id) if onset else None
        unit = str(cell.answer.get("unit") or cell.field.unit)
        entry = self.catalogue.lab(cell.field.lab)
        day = taken.exact if taken else None
        return slip(cell.field, Decimal(value), unit, day, entry, self.context.labs)

    def _elsewhere(self, cell: Cell) -> Problem | None:
        """Whether a date contradicts another record of the patient."""
        if cell.column is not None or not cell.field.role or cell.days is None:
            return None
        for code, there in doubts(self.form, cell.field, cell.days, self.context.events):
            details = {
                "here": cell.field.label.in_language(self.language),
                "there": there.form.title.in_language(self.language),
                "question": there.field.label.in_language(self.language),
                "day": Days(there.first, there.last).shown(self.language),
            }
            return cell.problem(code, "confirm", details=details)
        return None

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


def marked(problem: Problem) -> tuple[tuple[int, int], ...]:
    """The places in the text that a problem is about: from, to."""
    places = problem.details.get("places", ())
    return tuple((each.start, each.end) for each in places) if isinstance(places, tuple) else ()


def _before(ended: Days, began: Days) -> bool:
    """Whether every day on which it may have ended lies before every day on which it may have begun."""
    return ended.last is not None and began.first is not None and ended.last < began.first
