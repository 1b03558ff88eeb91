"""Laboratory values of a form beside those of the days before: what the sheet of a visit shows, as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from iago_desktop.definitions.model import Field
from iago_desktop.quantities import shown
from iago_desktop.rules.draft import Draft
from iago_desktop.rules.series import daily
from iago_desktop.ui.charts.course_marks import is_low
from iago_desktop.ui.form.labs_around import onset_day

EARLIER = 3
_EVER = 100_000


@dataclass(frozen=True)
class Earlier:
    """One value of a day before, in words; `low` is below the limit that the course draws."""

    text: str
    low: bool = False


@dataclass(frozen=True)
class LabRow:
    """`earlier` has a place for each day shown; `trend` is every value so far, today's last if `is_new`."""

    field: Field
    name: str
    unit: str
    earlier: tuple[Earlier | None, ...]
    trend: tuple[tuple[int, float], ...]
    is_new: bool


@dataclass(frozen=True)
class LabDays:
    """Heads of the columns: calendar date where it is known, and day after the infusion."""

    earlier: tuple[tuple[str, int], ...]
    today: int | None


def lab_days(draft: Draft, fields: Sequence[Field]) -> LabDays:
    """The last days before this one on which any of the values was measured."""
    here = onset_day(draft)
    codes = {field.lab for field in fields}
    days = {lab.day for lab in draft.context.labs if lab.code in codes and (here is None or lab.day < here)}
    last = sorted(days)[-EARLIER:]
    return LabDays(tuple((_date(draft, day), day) for day in last), here)


def lab_rows(draft: Draft, fields: Sequence[Field]) -> list[LabRow]:
    days = [day for _date, day in lab_days(draft, fields).earlier]
    return [_row(draft, field, days) for field in fields]


def _row(draft: Draft, field: Field, days: Sequence[int]) -> LabRow:
    unit, here = draft.unit_of(field.id), onset_day(draft)
    last = _EVER if here is None else here - 1
    values = daily(draft.context, field.lab, unit, -_EVER, last)
    earlier = tuple(_earlier(draft, field.lab, values.get(day), unit) for day in days)
    trend = [(day, float(value)) for day, value in sorted(values.items())]
    now = draft.answer(field.id).get("value")
    if now is not None and here is not None:
        trend.append((here, float(str(now).lstrip("<"))))
    name = field.label.in_language(draft.language)
    return LabRow(field, name, unit, earlier, tuple(trend), now is not None)


def _earlier(draft: Draft, lab: str, value: Decimal | None, unit: str) -> Earlier | None:
    if value is None:
        return None
    return Earlier(shown(f"{value.normalize():f}", draft.language), is_low(lab, value, unit))


def _date(draft: Draft, day: int) -> str:
    return (draft.infusion + timedelta(day)).strftime("%d.%m.") if draft.infusion else ""
