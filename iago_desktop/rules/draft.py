"""A form while it is being filled in.  The window is a thin shell over it: it shows and reports.

Nothing typed is ever lost: text that cannot be understood stays as it was typed, answers of fields that are
no longer asked are parked and come back with their question, and `raw` holds all of it for the draft's row.
"""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import MISSING, Column, Form
from iago_desktop.errors import InputError
from iago_desktop.rules.derive import Context
from iago_desktop.rules.entry import Raw, Reader, Reading, single_line, unit_read
from iago_desktop.rules.grade import Grade
from iago_desktop.rules.held import Held, Place
from iago_desktop.rules.plausibility import Problem
from iago_desktop.rules.standing import OpenItem, Standing
from iago_desktop.rules.wording import wording

__all__ = ["Draft", "OpenItem", "Problem"]

_UNDO_STEPS = 200
_TYPED = frozenset({"date", "number", "text", "code"})
_NO_REASON = "confirmed"


class Draft:
    """`answers` and `private` start it from a record, `raw` from where it was left.

    `units` are the units in which this practice reads laboratory values, where they are not the field's.
    """

    def __init__(
        self,
        form: Form,
        catalogue: Catalogue,
        *,
        today: date,
        infusion: date | None,
        context: Context | None = None,
        language: str = "en",
        answers: Mapping[str, Any] | None = None,
        private: Mapping[str, Any] | None = None,
        raw: Mapping[str, Any] | None = None,
        units: Mapping[str, str] | None = None,
    ) -> None:
        self.form = form
        self.language = language
        self._catalogue = catalogue
        self._today = today
        self._infusion = infusion
        self._context = context or Context()
        self._units = units or {}
        self._fields = {each.id: each for each in form.fields()}
        self._held = Held.of(answers, private, raw)
        self._before: list[Held] = []
        self._after: list[Held] = []
        self._standing: Standing | None = None

    # -- entering -----------------------------------------------------------------------------------------

    def enter(
        self, field_id: str, raw: Raw, row: str | None = None, column: str | None = None
    ) -> Problem | None:
        """Understand one entry; what is wrong with the answer or to be confirmed, if anything.

        An empty text clears the answer.  [] for a field of rows says that there are none.
        """
        place, asked = Place(field_id, row, column), self._column(field_id, row, column)
        held = self._held
        if raw == self.display(*place) and asked.type in _TYPED and place.key not in held.typed:
            return self.problem(*place)  # a field that was left as it was shown
        if asked.type == "rows":
            if raw != []:
                raise TypeError(f"{field_id}: rows are entered cell by cell")
            self._hold(held.forget(place).put(place, {"value": []}))
            return None
        try:
            reading = self._reader(held, place).read(asked, raw)
        except InputError:
            if not isinstance(raw, str):
                raise
            self._hold(held.forget(place).remember("typed", place.key, raw))
            return self.problem(*place)
        if reading is None:
            self._hold(held.forget(place))
        elif not self._is_held(place, reading):
            self._hold(self._with_reading(held, place, reading))
        return self.problem(*place)

    def set_missing(
        self, field_id: str, code: str, row: str | None = None, column: str | None = None
    ) -> None:
        """One of the six reasons why there is no value."""
        if code not in MISSING:
            raise ValueError(f"{field_id}: no reason {code!r}")
        place = Place(field_id, row, column)
        self._hold(self._held.forget(place).put(place, {"missing": code}, stays=self._stays(place)))

    def clear(self, field_id: str, row: str | None = None, column: str | None = None) -> None:
        self._hold(self._held.forget(Place(field_id, row, column)))

    def confirm(self, field_id: str, reason: str, row: str | None = None, column: str | None = None) -> None:
        """The value is right although it is far from usual.  The reason leaves with it."""
        place = Place(field_id, row, column)
        answer = self._held.answer(place)
        if "value" not in answer:
            raise ValueError(f"{field_id}: nothing to confirm")
        confirmed = {**answer, "confirmed": single_line(reason) or _NO_REASON}
        self._hold(self._held.put(place, confirmed, stays=self._stays(place)))

    def answer_chip_group(self, group: str, ticked: Iterable[str]) -> None:
        """Ticked chips are yes, all others of the group no."""
        chips = [each.id for each in self.form.fields() if each.chips == group]
        ticked = set(ticked)
        if not chips or ticked - set(chips):
            raise ValueError(f"{group}: no chips {sorted(ticked - set(chips))}")
        held = self._held
        for chip in chips:
            place = Place(chip)
            held = held.forget(place).put(place, {"value": "yes" if chip in ticked else "no"})
        self._hold(held)

    def add_row(self, field_id: str) -> str:
        """A new row, empty; its id."""
        if self._fields[field_id].type != "rows":
            raise TypeError(f"{field_id} has no rows")
        row = secrets.token_hex(4)
        self._hold(self._held.add_row(field_id, row))
        return row

    def add_rows(self, field_id: str, rows: Iterable[Mapping[str, str]]) -> None:
        """Several new rows, filled cell by cell; taken back in one step."""
        before, steps = self._held, list(self._before)
        for cells in rows:
            row = self.add_row(field_id)
            for column, raw in cells.items():
                self.enter(field_id, raw, row, column)
        if self._held != before:
            self._before = [*steps[1 - _UNDO_STEPS :], before]

    def remove_row(self, field_id: str, row: str) -> None:
        self._hold(self._held.remove_row(field_id, row))

    def set_note(self, field_id: str, text: str) -> None:
        """A remark beside an answer; it never leaves."""
        self._hold(self._held.remember("notes", field_id, text.strip()))

    def undo(self) -> bool:
        """Take the last change back; False if there is none."""
        return self._step(self._before, self._after)

    def redo(self) -> bool:
        return self._step(self._after, self._before)

    # -- what is there ------------------------------------------------------------------------------------

    @property
    def answers(self) -> dict[str, Any]:
        """The answers to what is asked at present: what is graded, and what may leave."""
        return dict(self._now.answers)

    @property
    def private(self) -> dict[str, Any]:
        """What stays in the practice: exact bounds of partial dates, notes, fields that stay."""
        return self._held.private

    @property
    def raw(self) -> dict[str, Any]:
        """Everything entered, parked and unread answers too; JSON through and through."""
        return self._held.raw

    def result(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Answers and private part as they are recorded: without what is not asked or was not understood."""
        answers, shown, held = self.answers, self.shown(), self._held
        kept = {
            place.key for place, _ in held.places(self.form) if held.answer(place) and place.field in shown
        }
        private = {
            "dates": {key: exact for key, exact in held.dates.items() if key in kept},
            "notes": {name: note for name, note in held.notes.items() if name in shown},
            "stays": {name: answer for name, answer in held.stays.items() if name in shown},
        }
        return answers, {name: part for name, part in private.items() if part}

    @property
    def infusion(self) -> date | None:
        """Day 0; where the form is about the infusion, its own."""
        return self._infusion_in(self._held)

    @property
    def context(self) -> Context:
        """What the other records say."""
        return self._context

    def shown(self) -> frozenset[str]:
        """The fields to ask at present."""
        return self._now.shown

    def implied(self) -> dict[str, str]:
        """What follows from other answers, in words, by field."""
        wanted = {name: value for name, value in self._now.implied.items() if name not in self.shown()}
        return {
            name: wording(
                self._fields[name],
                {"value": int(value) if isinstance(value, float) else value},
                catalogue=self._catalogue,
                language=self.language,
                infusion=self.infusion,
            )
            for name, value in wanted.items()
        }

    def rows(self, field_id: str) -> tuple[str, ...]:
        """The ids of the rows, empty ones too."""
        return tuple(each["row"] for each in self._held.rows(field_id))

    def answer(self, field_id: str, row: str | None = None, column: str | None = None) -> dict[str, Any]:
        """{"value": …}, {"missing": …} or nothing; also of a field that stays, and of one that is parked."""
        return dict(self._held.answer(Place(field_id, row, column)))

    def note(self, field_id: str) -> str:
        return self._held.notes.get(field_id, "")

    def grade(self) -> Grade:
        return self._now.grade

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong or waits to be confirmed, in the order of the form."""
        return tuple(each for each in self._now.findings if each.level != "note")

    def notes(self) -> tuple[Problem, ...]:
        """What is worth saying about an answer and asks nothing: unusual, converted, coded later."""
        return tuple(each for each in self._now.findings if each.level == "note")

    def problem(self, field_id: str, row: str | None = None, column: str | None = None) -> Problem | None:
        """What is wrong or to be confirmed at one place."""
        place = (field_id, row, column)
        return next((each for each in self.problems() if (each.field, each.row, each.column) == place), None)

    def open_items(self) -> tuple[OpenItem, ...]:
        """What is missing, unreadable, wrong or unconfirmed, in the order of the form."""
        return self._now.open_items

    def step_state(self, step: str) -> tuple[int, int, int]:
        """(answered, asked, to confirm or mend) of a step; asked are its required fields, else all."""
        shown = self.shown()
        fields = [
            each
            for part in self.form.sections
            if part.step == step
            for each in part.fields
            if each.id in shown
        ]
        asked = [each for each in fields if each.required] or [each for each in fields if not each.stays]
        mend = [each for each in self.open_items() if each.step == step and each.why != "unanswered"]
        return sum(bool(self._held.answer(Place(each.id))) for each in asked), len(asked), len(mend)

    def display(self, field_id: str, row: str | None = None, column: str | None = None) -> str:
        """The text of the field: the answer in words, or what was typed if it could not be understood."""
        place = Place(field_id, row, column)
        typed = self._held.typed.get(place.key)
        if typed is not None:
            return typed
        return wording(
            self._column(field_id, row, column),
            self._held.answer(place),
            catalogue=self._catalogue,
            language=self.language,
            infusion=self.infusion,
            exact=self._held.dates.get(place.key),
        )

    def unit_of(self, field_id: str) -> str:
        """The unit of the value that is there, else the one a bare number is read in."""
        return str(self.answer(field_id).get("unit") or unit_read(self._fields[field_id], self._units))

    def lab_unit(self, lab: str) -> str:
        """The unit in which this practice reads a laboratory value."""
        return self._units.get(lab) or self._catalogue.lab(lab).unit

    def day_note(self, field_id: str, row: str | None = None, column: str | None = None) -> Days | None:
        """The days after the infusion of a date field, exactly, for the pill beside it."""
        if self._column(field_id, row, column).type != "date":
            return None
        return self._held.exact(Place(field_id, row, column))

    # -- inside -------------------------------------------------------------------------------------------

    @property
    def _now(self) -> Standing:
        if self._standing is None:
            reader = self._reader(self._held)
            self._standing = Standing(
                self.form, self._held, self._catalogue, self._context, reader, self.language
            )
        return self._standing

    def _reader(self, held: Held, place: Place | None = None) -> Reader:
        """A number that replaces another is read in the unit that stands beside it."""
        units, lab = self._units, self._fields[place.field].lab if place and place.row is None else ""
        if place and lab and (unit := held.answer(place).get("unit")):
            units = {**units, lab: str(unit)}
        return Reader(self._catalogue, self._today, self._infusion_in(held), units)

    def _infusion_in(self, held: Held) -> date | None:
        own = self.form.with_role("infusion")
        if own is None:
            return self._infusion
        day = held.stays.get(own.id, {}).get("value")
        return date.fromisoformat(day) if day else None

    def _column(self, field_id: str, row: str | None, column: str | None) -> Column:
        each = self._fields[field_id]
        if row is None:
            return each
        return next(cell for cell in each.columns if cell.id == column)

    def _stays(self, place: Place) -> bool:
        return place.row is None and self._fields[place.field].stays

    def _is_held(self, place: Place, reading: Reading) -> bool:
        """Whether it says what is there already, so that a confirmation keeps its reason."""
        answer = {name: part for name, part in self._held.answer(place).items() if name != "confirmed"}
        return (
            answer == reading.answer
            and self._held.dates.get(place.key) == reading.exact
            and place.key not in self._held.typed
        )

    def _with_reading(self, held: Held, place: Place, reading: Reading) -> Held:
        return (
            held.forget(place)
            .put(place, reading.answer, stays=self._stays(place))
            .remember("dates", place.key, reading.exact)
            .remember("converted", place.key, reading.converted)
        )

    def _hold(self, held: Held) -> None:
        """Make it the present state, one step after the one before."""
        old, new = self._infusion_in(self._held), self._infusion_in(held)
        if old != new:
            held = self._read_again(held.moved(self.form, (new - old).days) if old and new else held)
        if held == self._held:
            return
        self._before = [*self._before[1 - _UNDO_STEPS :], self._held]
        self._after = []
        self._held, self._standing = held, None

    def _read_again(self, held: Held) -> Held:
        """Text that could not be read before may be readable with another infusion date.

        Never on another day than it was typed on: `h` would become that day.
        """
        reader = self._reader(held)
        for key, text in held.typed.items():
            place = Place.at(key)
            try:
                reading = reader.read(self._column(*place), text)
            except InputError:
                continue
            if reading is not None:
                held = self._with_reading(held, place, reading)
        return held

    def _step(self, there: list[Held], back: list[Held]) -> bool:
        if not there:
            return False
        back.append(self._held)
        self._held, self._standing = there.pop(), None
        return True
