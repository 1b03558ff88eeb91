"""What of a treatment follows from the dates of the patient, and is worked out again on each computer."""

from datetime import date
from typing import Any

from sqlmodel import Session

from iago_desktop.services.desk_file import Told
from iago_desktop.services.patients import age_at, age_band, half_year
from iago_desktop.tables import Identity

_AGE, _HALF = "answers/age_band", "answers/half_year"


def derived_paths(session: Session, told: Told) -> frozenset[str]:
    """Nobody is asked about these; the age is typed where a date is not known."""
    if told.kind != "treatment":
        return frozenset()
    who = session.get(Identity, told.fixed["patient_id"])
    is_dated = who is not None and who.born_on and told.infused_on
    return frozenset({_HALF, _AGE} if is_dated else {_HALF})


def followed(
    session: Session, patient_id: str, infused_on: date | None, values: dict[str, Any]
) -> dict[str, Any]:
    """The half-year and the age band follow from the dates, where these are known."""
    who = session.get(Identity, patient_id)
    if infused_on is None:
        return values
    if _HALF in values:
        values[_HALF] = {"answer": {"value": half_year(infused_on)}}
    if who is not None and who.born_on and _AGE in values:
        age = age_at(date.fromisoformat(who.born_on), infused_on)
        values[_AGE] = {"answer": {"value": age_band(age)}}
    return values
