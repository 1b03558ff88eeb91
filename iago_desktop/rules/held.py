"""Everything entered into a form so far, as one value: what leaves, what stays, what nobody could read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from iago_desktop.dates import Days
from iago_desktop.definitions.model import Column, Field, Form

Answer = Mapping[str, Any]


class Place(NamedTuple):
    """Where an answer stands: a field, or a cell of its rows."""

    field: str
    row: str | None = None
    column: str | None = None

    @property
    def key(self) -> str:
        return self.field if self.row is None else f"{self.field}/{self.row}/{self.column}"

    @classmethod
    def at(cls, key: str) -> "Place":
        return cls(*key.split("/"))


@dataclass(frozen=True)
class Held:
    """Never changed in place: every change gives another one, so a step back is the one before.

    `dates` are the exact bounds of partial dates, `notes` remarks beside answers, `stays` the answers of
    fields that stay; these never leave.  `typed` is text that could not be understood, as it was typed;
    `converted` what a number was before its unit was converted.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    dates: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    stays: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    converted: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        answers: Mapping[str, Any] | None,
        private: Mapping[str, Any] | None,
        raw: Mapping[str, Any] | None = None,
    ) -> "Held":
        """From a record, or from `raw` if there is one."""
        raw = raw or {}
        own = raw.get("private", private) or {}
        return cls(
            raw.get("answers", answers) or {},
            own.get("dates", {}),
            own.get("notes", {}),
            own.get("stays", {}),
            raw.get("typed", {}),
            raw.get("converted", {}),
        )

    @property
    def private(self) -> dict[str, Any]:
        return {"dates": dict(self.dates), "notes": dict(self.notes), "stays": dict(self.stays)}

    @property
    def raw(self) -> dict[str, Any]:
        return {
            "answers": dict(self.answers),
            "private": self.private,
            "typed": dict(self.typed),
            "converted": dict(self.converted),
        }

    def rows(self, field_id: str) -> list[dict[str, Any]]:
        value = self.answers.get(field_id, {}).get("value")
        return value if isinstance(value, list) else []

    def answer(self, place: Place) -> Answer:
        if place.row is None:
            found: Answer = self.stays.get(place.field) or self.answers.get(place.field, {})
            return found
        return next(
            (row.get(str(place.column), {}) for row in self.rows(place.field) if row["row"] == place.row), {}
        )

    def put(self, place: Place, answer: Answer, *, stays: bool = False) -> "Held":
        """With this answer; exact bounds and the like stay as they are."""
        if place.row is None:
            name = "stays" if stays else "answers"
            return replace(self, **{name: {**getattr(self, name), place.field: dict(answer)}})
        return self._with_rows(place, lambda cells: {**cells, str(place.column): dict(answer)})

    def forget(self, place: Place) -> "Held":
        """Without the answer and everything that belongs to it, except a note."""
        here = self._without(lambda key: key == place.key or key.startswith(f"{place.key}/"))
        if place.row is None:
            return replace(here, answers=_but(here.answers, place.field), stays=_but(here.stays, place.field))
        return here._with_rows(place, lambda cells: _but(cells, str(place.column)))  # noqa: SLF001 our own

    def add_row(self, field_id: str, row: str) -> "Held":
        return self._with_value(field_id, [*self.rows(field_id), {"row": row}])

    def remove_row(self, field_id: str, row: str) -> "Held":
        here = self._without(lambda key: key.startswith(f"{field_id}/{row}/"))
        rows = [each for each in self.rows(field_id) if each["row"] != row]
        return here._with_value(field_id, rows) if rows else here.forget(Place(field_id))  # noqa: SLF001 our own

    def remember(self, part: str, key: str, value: Any) -> "Held":
        """With an entry in `dates`, `notes`, `typed` or `converted`; without it if the value is empty."""
        rest = _but(getattr(self, part), key)
        return replace(self, **{part: {**rest, key: value} if value else rest})

    def _without(self, gone: Any) -> "Held":
        parts = {
            name: {key: value for key, value in getattr(self, name).items() if not gone(key)}
            for name in ("dates", "typed", "converted")
        }
        return replace(self, **parts)

    def _with_rows(self, place: Place, change: Any) -> "Held":
        rows = self.rows(place.field)
        if all(each["row"] != place.row for each in rows):
            raise KeyError(place.key)
        return self._with_value(
            place.field, [change(each) if each["row"] == place.row else each for each in rows]
        )

    def _with_value(self, field_id: str, value: Any) -> "Held":
        return replace(self, answers={**self.answers, field_id: {"value": value}})

    def exact(self, place: Place) -> Days | None:
        """The days of a date as they are known in the practice, without the rounding of what leaves."""
        value = self.answer(place).get("value")
        if not isinstance(value, Mapping) or "text" in value:
            return None
        bounds = self.dates.get(place.key)
        return Days(bounds["from"], bounds["to"]) if bounds else Days.from_value(value)

    def moved(self, form: Form, days: int) -> "Held":
        """After the infusion date moved by so many days: the calendar dates stay, their days change.

        Ranges were typed in days and stay as they are.
        """
        moved = self
        for place, column in self.places(form):
            exact = self.exact(place) if column.type == "date" else None
            bounds = self.dates.get(place.key, {"precision": "day"})
            if exact is None or exact.first is None or exact.last is None or bounds["precision"] == "range":
                continue
            exact = Days(exact.first - days, exact.last - days)
            moved = moved.put(place, {**self.answer(place), "value": exact.to_value(bounds["precision"])})
            if place.key in self.dates:
                moved = moved.remember("dates", place.key, {**bounds, "from": exact.first, "to": exact.last})
        return moved

    def places(self, form: Form) -> Iterator[tuple[Place, Column]]:
        """Every place of the form that can hold an answer, in its order."""
        for each in form.fields():
            yield Place(each.id), each
            yield from self.cells(each)

    def cells(self, each: Field) -> Iterator[tuple[Place, Column]]:
        for row in self.rows(each.id) if each.type == "rows" else ():
            for column in each.columns:
                yield Place(each.id, row["row"], column.id), column


def _but(held: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in held.items() if name != key}
