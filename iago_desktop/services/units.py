"""In which unit this practice reads a laboratory value: chosen once, for every form."""

from collections.abc import Mapping

from sqlmodel import Session

from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries

UNITS = "units"
"""The key in Practice.chosen."""


def units(workspace: Workspace) -> dict[str, str]:
    with workspace.store.read() as session:
        return units_in(session)


def units_in(session: Session) -> dict[str, str]:
    """Laboratory value -> unit, where the practice chose one."""
    practice = queries.practice(session)
    chosen = practice.chosen.get(UNITS, {}) if practice else {}
    return {str(lab): str(unit) for lab, unit in chosen.items()} if isinstance(chosen, Mapping) else {}


def choose_unit(workspace: Workspace, lab: str, unit: str) -> None:
    """From now on a bare number of this value is in `unit`; what was recorded keeps the unit it has.

    Raises ValueError for a unit that the value does not have.
    """
    entry = workspace.catalogue.lab(lab)
    if unit not in (entry.unit, *entry.units):
        raise ValueError(f"{lab}: {unit}")
    with workspace.write("choose_unit") as transaction:
        practice = queries.practice(transaction.session)
        if practice is not None:
            practice.chosen = {**practice.chosen, UNITS: {**practice.chosen.get(UNITS, {}), lab: unit}}
            transaction.put_aside(practice)
