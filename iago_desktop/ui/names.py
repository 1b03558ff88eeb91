"""How a person is named on the screen, and that names can be hidden (F12): somebody may be looking on.

Hidden, a patient is two letters and the pseudonym.  Nothing here ever reaches a title, a file or a bundle.
"""

from datetime import date
from typing import Protocol


class Named(Protocol):
    """A patient as the services give one."""

    @property
    def surname(self) -> str: ...
    @property
    def given_name(self) -> str: ...
    @property
    def pid(self) -> str: ...


class Born(Protocol):
    @property
    def born_on(self) -> date | None: ...


_hidden = False


def hide_names(hidden: bool) -> None:
    """What is on the screen already is drawn again by whoever calls this."""
    global _hidden  # noqa: PLW0603 -- one screen, one answer to who is looking
    _hidden = hidden


def are_hidden() -> bool:
    return _hidden


def full_name(who: Named) -> str:
    if _hidden:
        return f"{_initials(who)} {who.pid}"
    return f"{who.surname}, {who.given_name}" if who.given_name else who.surname


def born(who: Born) -> str:
    """The birth date, empty while names are hidden or where nobody knows it."""
    return who.born_on.strftime("%d.%m.%Y") if who.born_on and not _hidden else ""


def _initials(who: Named) -> str:
    return " ".join(f"{name[0]}." for name in (who.surname, who.given_name) if name)
