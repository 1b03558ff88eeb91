"""The audit for the practice's own files.  That somebody took it along is an entry of it as well."""

from collections.abc import Sequence
from pathlib import Path

from iago_desktop.interop import csv_cells
from iago_desktop.interop.csv_cells import Cell
from iago_desktop.services import carrier
from iago_desktop.services.workspace import Workspace

INTENT = "export_audit"


def csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    return csv_cells.table(rows)


def save(workspace: Workspace, folder: Path, name: str, data: bytes, entries: int) -> Path:
    """Into a folder of the person's choice; the name tells of nobody.  Raises IagoError `carrier_...`."""
    with workspace.write(INTENT) as transaction:
        transaction.note(entries=entries, file=name)
        beside = carrier.put_beside(folder, name, data)
    return carrier.take_name(beside, name)
