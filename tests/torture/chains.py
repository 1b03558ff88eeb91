"""T28: histories of a practice and its registry, with everything that goes wrong between them."""

import random
from dataclasses import dataclass
from pathlib import Path

from iago_desktop.definitions.catalogue import Catalogue
from tests.bundle.chain_model import World, prepare
from tests.torture.trial import Trial

_STEPS = 10


@dataclass
class Prepared:
    folder: Path
    catalogue: Catalogue

    @classmethod
    def at(cls, folder: Path) -> "Prepared":
        catalogue = Catalogue.shipped()
        prepare(folder / "prepared", catalogue)
        return cls(folder, catalogue)


def _history(prepared: Prepared, chance: random.Random, _number: int) -> None:
    world = World.copied(prepared.folder / "prepared", prepared.folder / "history", prepared.catalogue)
    try:
        for _ in range(chance.randrange(2, _STEPS)):
            _step(world, chance)
            world.check()
        world.settle()
    finally:
        world.close()


def _step(world: World, chance: random.Random) -> None:
    """Lost is what is never chosen; repeated and out of order is what the choice makes of it."""
    choice = chance.random()
    if choice < 0.40 or not world.sent:
        world.work(infection=chance.random() < 0.3)
        world.export()
    elif choice < 0.70:
        world.deliver(chance.choice(world.sent))
    elif choice < 0.78:
        world.confirm(chance.choice(world.sent))
    elif choice < 0.86 or not world.backups:
        world.back_up()
    elif choice < 0.94:
        world.restore(chance.randrange(world.backups), guided=chance.random() < 0.5)
    else:
        world.resync()


TRIALS = (Trial("T28", "the registry has a beginning of the site's history", 2, 2000, Prepared.at, _history),)
