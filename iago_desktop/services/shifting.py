"""A record whose day 0 is another day: its calendar dates stay, the days counted from it change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from iago_desktop.dates import Days
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.model import Form
from iago_desktop.rules.held import Held, Place
from iago_desktop.rules.wording import wording
from iago_desktop.tables import Draft, Record, Treatment

Grade = tuple[int | None, int | None]
"""The grade, and the least grade where it is open."""


@dataclass(frozen=True, repr=False)
class Shifted:
    """One dated answer.  `calendar` is what a person reads; empty where no infusion date is known.

    `stays`: it was typed as a range of days, so it is counted in days whatever the calendar says.
    """

    title: str
    label: str
    calendar: str
    before: Days
    after: Days
    stays: bool = False


@dataclass(frozen=True, repr=False)
class Graded:
    """One record whose grade is another one."""

    title: str
    before: Grade
    after: Grade


def days_between(before: date | None, after: date | None) -> int:
    """How far the days move; not at all where one of the dates is not known."""
    return (after - before).days if before and after else 0


def shifted_record(record: Record, form: Form, days: int) -> Record:
    """A copy, with the columns that lists and queries need worked out again."""
    held = Held.of(record.answers, record.private).moved(form, days)
    moved = Record.model_validate(record.model_dump())
    moved.answers, moved.private = dict(held.answers), _only_filled(held.private)
    onset, resolved = _by_role(held, form, "onset"), _by_role(held, form, "resolution")
    if onset is not None:
        moved.onset_from, moved.onset_to, moved.onset_window = onset.first, onset.last, onset.window_code
    if resolved is not None:
        moved.resolved_from, moved.resolved_to = resolved.first, resolved.last
    return moved


def shifted_treatment(treatment: Treatment, form: Form, days: int) -> Treatment:
    held = Held.of(treatment.answers, treatment.private).moved(form, days)
    moved = Treatment.model_validate(treatment.model_dump())
    moved.answers, moved.private = dict(held.answers), _only_filled(held.private)
    return moved


def shifted_draft(draft: Draft, form: Form, days: int) -> Draft:
    moved = Draft.model_validate(draft.model_dump())
    moved.raw = Held.of(None, None, draft.raw).moved(form, days).raw
    return moved


def shifts(
    answers: Mapping[str, Any],
    private: Mapping[str, Any],
    form: Form,
    days: int,
    *,
    infusion: date | None,
    catalogue: Catalogue,
    language: str,
    title: str,
) -> Iterator[Shifted]:
    """Every dated answer before and after, in the order of the form."""
    before = Held.of(answers, private)
    after = before.moved(form, days)
    for place, column in before.places(form):
        was, becomes = before.exact(place), after.exact(place)
        if column.type != "date" or was is None or becomes is None:
            continue
        exact = before.dates.get(place.key)
        calendar = wording(
            column,
            before.answer(place),
            catalogue=catalogue,
            language=language,
            infusion=infusion,
            exact=exact,
        )
        stays = bool(days) and was == becomes
        yield Shifted(title, column.label.in_language(language), calendar, was, becomes, stays)


def _by_role(held: Held, form: Form, role: str) -> Days | None:
    field = form.with_role(role)
    return held.exact(Place(field.id)) if field and field.id in held.answers else None


def _only_filled(private: Mapping[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in private.items() if part}
