"""The centre that infused the cells: named in the practice, and nowhere else."""

from collections.abc import Mapping
from typing import Any

from iago_desktop.services.setup import single_line
from iago_desktop.services.workspace import Workspace
from iago_desktop.store import queries
from iago_desktop.store.transaction import Transaction

CENTRE = "centre"
"""The field of the treatment's form, and the key in Practice.chosen."""


def last_centre(workspace: Workspace) -> str:
    """The one that was typed last: offered for the next patient."""
    with workspace.store.read() as session:
        practice = queries.practice(session)
    return str(practice.chosen.get(CENTRE, "")) if practice else ""


def keep_centre(transaction: Transaction, centre: str) -> None:
    practice = queries.practice(transaction.session)
    centre = single_line(centre)
    if centre and practice is not None and practice.chosen.get(CENTRE) != centre:
        practice.chosen = {**practice.chosen, CENTRE: centre}
        transaction.put_aside(practice)


def centre_of(private: Mapping[str, Any]) -> str:
    return str(private.get("stays", {}).get(CENTRE, {}).get("value", ""))


def with_centre(private: Mapping[str, Any], centre: str) -> dict[str, Any]:
    """The private part of a treatment, as its form keeps the answers of fields that stay."""
    stays = {name: answer for name, answer in private.get("stays", {}).items() if name != CENTRE}
    if single_line(centre):
        stays[CENTRE] = {"value": single_line(centre)}
    rest = {name: part for name, part in private.items() if name != "stays"}
    return rest | ({"stays": stays} if stays else {})
