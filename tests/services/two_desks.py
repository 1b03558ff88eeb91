"""A practice with two computers: the second is restored from what the first wrote for it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iago_desktop.services import desks, restore, setup
from iago_desktop.services.desks import Taken
from iago_desktop.services.workspace import Workspace
from tests.conftest import PASSWORD, TODAY
from tests.registry_simulator import RegistrySimulator


@dataclass
class TwoDesks:
    a: Workspace
    b: Workspace
    registry: RegistrySimulator
    folder: Path

    def written(self, desk: Workspace) -> bytes:
        """A file of one computer for the other."""
        return desks.write(desk, self.folder).path.read_bytes()

    def carry(self, source: Workspace, target: Workspace) -> Taken:
        return desks.take(target, self.written(source))

    def round(self) -> None:
        """There and back."""
        self.carry(self.a, self.b)
        self.carry(self.b, self.a)

    def marks(self) -> tuple[str, str]:
        return desks.desks(self.a).mark, desks.desks(self.b).mark


def second_desk(first: Workspace, carrier: Path, folder: Path, today: date = TODAY) -> Workspace:
    """Made on the first, restored on the second, opened there by the same person."""
    made = desks.make_second(first, carrier)
    restoring = restore.Restore(folder, lambda: today)
    restoring.take(made.path)
    restoring.unlock(first.user.id, PASSWORD)
    restoring.carry_out()
    return reopened(folder, first, today)


def reopened(folder: Path, first: Workspace, today: date = TODAY) -> Workspace:
    return setup.open_workspace(
        folder, first.user.id, PASSWORD, "en", today=lambda: today, catalogue=first.catalogue
    )


def two_desks(first: Workspace, folder: Path) -> TwoDesks:
    registry = RegistrySimulator()
    carrier = folder / "stick"
    carrier.mkdir(parents=True)
    registry.enrol(first, carrier)
    return TwoDesks(first, second_desk(first, carrier, folder / "second"), registry, carrier)
