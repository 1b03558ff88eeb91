"""Run by test_kill.py in a process of its own: ingests bundles in children and kills them at random moments.

Arguments: the registry, the folder of the bundles, the folder for the receipts, rounds, seed.
"""

import os
import random
import signal
import sys
import time
from datetime import date
from pathlib import Path

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.registry import receipts
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import Desk
from iago_desktop.registry.keys import Password
from iago_desktop.rules.expressions import warm_up

TODAY = date(2026, 5, 2)
LONGEST = 0.12  # seconds a child may live: some five bundles


def ingest(home: Home, files: list[Path], target: Path, catalogue: Catalogue) -> set[str]:
    password = Password(input)
    receiver = home.receiver(home.identity(password), TODAY)
    states: set[str] = set()
    with home.store() as store:
        desk = Desk(home, store, catalogue, receiver, home.signing_key("receipts", password))
        for file in files:
            outcome = desk.ingest(file.read_bytes())
            states.add(outcome.state)
            if outcome.statement and outcome.receipt:
                receipts.put(target, outcome.statement.sender, outcome.statement.seq, outcome.receipt)
    return states


def main() -> None:
    registry, bundles, target = map(Path, sys.argv[1:4])
    rounds, chance = int(sys.argv[4]), random.Random(int(sys.argv[5]))  # noqa: S311 - when to kill
    home, catalogue, files = Home.open(registry), Catalogue.shipped(), sorted(bundles.glob("*.iago"))
    warm_up()
    killed = 0
    for _ in range(rounds):
        order = chance.sample(files, len(files))
        child = os.fork()
        if child == 0:
            ingest(home, order, target, catalogue)
            os._exit(0)
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
    done = ingest(home, files, target, catalogue)
    sys.stdout.write(f"{killed} {' '.join(sorted(done))}\n")


if __name__ == "__main__":
    main()
