"""Today, while nobody can be sure of the computer's clock."""

from datetime import date


class SupposedDay(date):
    """Not before this day.  Services count with it as with any day; no date of care is taken from it."""


def in_future(day: date, today: date) -> bool:
    """Whether a day has not come yet; of a supposed today nobody knows."""
    return day > today and not isinstance(today, SupposedDay)
