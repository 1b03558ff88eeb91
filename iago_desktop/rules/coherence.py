"""Dates of one form against what other records of the patient say; each doubt names both places."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from iago_desktop.dates import Days
from iago_desktop.definitions.model import Field, Form
from iago_desktop.rules.derive import Event


class Doubt(NamedTuple):
    """`there` is the other record, by its form and the question in it."""

    code: str
    there: Event


def doubts(form: Form, field: Field, days: Days, events: Sequence[Event]) -> Iterator[Doubt]:
    """What does not fit, whatever day of an interval it was.

    * something happens or is recorded after the death (`date_after_death`);
    * the death lies before something that happened (`death_before_event`);
    * the end of follow-up lies before something that was recorded (`end_before_event`).
    """
    if days.first is None or days.last is None or field.future:
        return
    if field.role == "died":
        later = [each for each in events if each.first > days.last and each.field.role != "died"]
        if later:
            yield Doubt("death_before_event", max(later, key=lambda each: each.first))
        return
    for each in events:
        if each.field.role == "died" and days.first > each.last:
            yield Doubt("date_after_death", each)
            return
    if field.role == "last_contact" and form.kind == "record":
        later = [each for each in events if each.first > days.last]
        if later:
            yield Doubt("end_before_event", max(later, key=lambda each: each.first))
