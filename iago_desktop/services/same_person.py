"""Who is here already and may be the person being typed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from iago_desktop.services.names import same_name, spellings
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Identity, Patient

_FEWEST = 2
"""Letters of a name before it is looked for."""


@dataclass(frozen=True, repr=False)
class Known:
    id: str
    pid: str
    surname: str
    given_name: str
    born_on: date | None


def find(workspace: Workspace, words: str, most: int, besides: str = "") -> tuple[Known, ...]:
    """By parts of the name, the birth date (12.03.1960) or the number, by name; one may be left out."""
    if not words.strip():
        return ()
    named = or_(*(and_(*(_has(word) for word in spelt.split())) for spelt in spellings(words.strip())))
    numbered = select(Patient.id).where(col(Patient.pid).contains(words.strip(), autoescape=True))
    which = or_(named, col(Identity.id).in_(numbered))
    with workspace.store.read() as session:
        return tuple(_known(session, and_(which, col(Identity.id) != besides), most))


def similar(workspace: Workspace, surname: str, given_name: str, born_on: date | None) -> tuple[Known, ...]:
    """Both names, or the birth date and one of them, also with names swapped; another birth date: nobody.

    Quick enough to be asked while somebody types: the folded names are searched first, only what was found
    is compared.
    """
    typed = surname.strip(), given_name.strip()
    names = [or_(*(_has(word) for word in spellings(name))) for name in typed if len(name) >= _FEWEST]
    ways = [and_(*names)] if len(names) == len(typed) else []
    if born_on is not None and names:
        ways.append(and_(col(Identity.born_on) == born_on.isoformat(), or_(*names)))
    if not ways:
        return ()
    with workspace.store.read() as session:
        found = _known(session, or_(*ways))
    return tuple(each for each in found if _is_similar(each, *typed, born_on))


def _has(word: str) -> ColumnElement[bool]:
    return col(Identity.search).contains(word, autoescape=True)


def _known(session: Session, which: ColumnElement[bool], most: int | None = None) -> list[Known]:
    question = (
        select(Identity.id, Patient.pid, Identity.surname, Identity.given_name, Identity.born_on)  # type: ignore[call-overload]
        .join(Patient, col(Patient.id) == col(Identity.id))
        .where(which)
        .order_by(col(Identity.surname), col(Identity.given_name), col(Patient.pid))
        .limit(most)
    )
    return [
        Known(id_, pid, surname, given_name, date.fromisoformat(born) if born else None)
        for id_, pid, surname, given_name, born in session.exec(question)
    ]


def _is_similar(known: Known, surname: str, given_name: str, born_on: date | None) -> bool:
    straight = same_name(known.surname, surname), same_name(known.given_name, given_name)
    swapped = same_name(known.surname, given_name), same_name(known.given_name, surname)
    if born_on is not None and known.born_on == born_on:
        return any(straight) or any(swapped)
    other_birth = born_on is not None and known.born_on is not None
    return not other_birth and (all(straight) or all(swapped))
