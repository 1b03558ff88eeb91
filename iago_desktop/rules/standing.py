"""How a form stands at one moment: what is asked, graded, wrong and open.  Worked out once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Column, Field, Form
from iago_desktop.errors import InputError
from iago_desktop.quantities import readings, shown
from iago_desktop.rules.derive import Context, Known, known
from iago_desktop.rules.entry import Reader
from iago_desktop.rules.expressions import Value
from iago_desktop.rules.grade import Grade, grade, shown_fields
from iago_desktop.rules.held import Held, Place
from iago_desktop.rules.plausibility import Cell, Judge, Problem

Why = Literal["unanswered", "unreadable", "wrong", "unconfirmed"]
_ROUNDS = 8
"""Hiding one field may hide the next; no form nests its questions deeper."""


@dataclass(frozen=True)
class OpenItem:
    """What stands between a draft and its signature."""

    field: str
    step: str
    why: Why
    row: str | None = None
    column: str | None = None


class Standing:
    """One `Held`, seen from one day."""

    def __init__(
        self, form: Form, held: Held, catalogue: Catalogue, context: Context, reader: Reader, language: str
    ) -> None:
        self._form = form
        self._held = held
        self._catalogue = catalogue
        self._context = context
        self._reader = reader
        self._language = language

    @cached_property
    def _asked(self) -> tuple[frozenset[str], dict[str, Any]]:
        entered = {
            name: answer for name, answer in map(_without_empty_rows, self._held.answers.items()) if answer
        }
        answers, private = entered, {"dates": self._held.dates}
        for _ in range(_ROUNDS):
            asked = shown_fields(self._form, answers, private, self._context, self._catalogue)
            left = {name: answer for name, answer in entered.items() if name in asked}
            if left.keys() == answers.keys():
                break
            answers = left
        return asked, answers

    @property
    def shown(self) -> frozenset[str]:
        return self._asked[0]

    @property
    def answers(self) -> dict[str, Any]:
        """Without those of fields that are not asked, and without empty rows."""
        return self._asked[1]

    @cached_property
    def implied(self) -> dict[str, Value]:
        """What other findings leave no other answer for, of fields that would be asked otherwise."""
        state = known(self._form, self.answers, {"dates": self._held.dates}, self._context)
        fields = {each.id: each for each in self._form.fields()}
        return {
            name: value
            for name, value in state.implied.items()
            if value is not None
            and name in fields
            and (not (when := fields[name].shown_when) or state.truth(when) is True)
        }

    @cached_property
    def grade(self) -> Grade:
        return grade(self._form, self.answers, self._held.private, self._context, self._catalogue)

    @cached_property
    def findings(self) -> tuple[Problem, ...]:
        """Problems and notes, in the order of the form."""
        state = known(self._form, self.answers, {"dates": self._held.dates}, self._context)
        days = {each.id: found for each in self._form.fields() if (found := self._held.exact(Place(each.id)))}
        seen = (self._reader.today, self._reader.infusion, self._language)
        judge = Judge(self._form, *seen, self._catalogue, self._context)
        return tuple(
            finding
            for each in self._form.fields()
            if each.id in self.shown
            for place, column in ((Place(each.id), each), *self._held.cells(each))
            for finding in self._about(each, place, column, judge, state, days)
        )

    def _about(
        self, each: Field, place: Place, column: Column, judge: Judge, state: Known, days: dict[str, Days]
    ) -> Iterator[Problem]:
        if text := self._held.typed.get(place.key):
            yield self.unread(each, place, column, text)
            return
        answer = self._held.answer(place)
        if "value" not in answer:
            return
        cell = Cell(each, answer, self._held.exact(place), place.row, column if place.row else None)
        for finding in judge.judge(cell, state, days):
            if finding.level != "confirm" or "confirmed" not in answer:
                yield finding
        if converted := self._held.converted.get(place.key):
            yield cell.problem("number_converted", "note", details=converted)

    def unread(self, each: Field, place: Place, column: Column, text: str) -> Problem:
        """Why the text at this place cannot be understood, and what it may mean."""
        meant = readings(text) if column.type == "number" else None
        proposals = tuple(shown(number, self._language) for number in meant or ())
        try:
            self._reader.read(column, text)
            error = InputError("text_unread_before")  # typed on another day, or before the infusion date
        except InputError as refused:
            error = refused
        return Problem(
            each.id,
            error.code,
            True,
            error.details,
            place.row,
            place.column,
            unread=True,
            proposals=proposals,
        )

    @cached_property
    def open_items(self) -> tuple[OpenItem, ...]:
        found = {Place(p.field, p.row, p.column): p for p in reversed(self.findings) if p.level != "note"}
        return tuple(
            OpenItem(each.id, section.step, why, place.row, place.column)
            for section in self._form.sections
            for each in section.fields
            if each.id in self.shown
            for place, column in ((Place(each.id), each), *self._filled_cells(each))
            if (why := self._why_open(found.get(place), place, column))
        )

    def _why_open(self, problem: Problem | None, place: Place, column: Column) -> Why | None:
        if problem:
            return "unreadable" if problem.unread else "wrong" if problem.hard else "unconfirmed"
        return "unanswered" if column.required and not self._held.answer(place) else None

    def _filled_cells(self, each: Field) -> Iterator[tuple[Place, Column]]:
        """Cells of rows that hold something: an empty row asks for nothing, it is dropped."""
        filled = {row["row"] for row in self._held.rows(each.id) if len(row) > 1} if each.columns else set()
        for place, column in self._held.cells(each):
            if place.row in filled or place.key in self._held.typed:
                yield place, column


def _without_empty_rows(item: tuple[str, dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    name, answer = item
    value = answer.get("value")
    if not value or not isinstance(value, list) or not isinstance(value[0], dict):
        return item
    rows = [row for row in value if len(row) > 1]
    return name, {**answer, "value": rows} if rows else {}
