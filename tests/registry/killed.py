"""Run by test_kill.py in a process of its own: ingests bundles in children and kills them at random moments.

Arguments: the registry, the folder of the bundles, the folder for the receipts, rounds, seed.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.registry import receipts
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import Desk
from iago_desktop.registry.keys import Password

TODAY = date(2026, 5, 2)


def ingest(
    home: Home, files: list[Path], target: Path, catalogue: Catalogue, told: Callable[[], object] = bool
) -> Counter[str]:
    """`told` hears of every bundle that was accepted."""
    password = Password(input)
    receiver = home.receiver(home.identity(password), TODAY)
    states: Counter[str] = Counter()
    with home.store() as store:
        desk = Desk(home, store, catalogue, receiver, home.signing_key("receipts", password))
        for file in files:
            outcome = desk.ingest(file.read_bytes())
            states[outcome.state] += 1
            if outcome.state == "accepted":
                told()
            if outcome.statement and outcome.receipt:
                receipts.put(target, outcome.statement.sender, outcome.statement.seq, outcome.receipt)
    return states


def killed_somewhere(start: Callable[[Callable[[], object]], object], after: int, delay: float) -> bool:
    """A child that is killed `delay` seconds after it has begun or taken `after` bundles."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        start(partial(os.write, writing, b"."))
        os._exit(0)
    os.close(writing)
    for _ in range(after):
        os.read(reading, 1)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main() -> None:
    registry, bundles, target = map(Path, sys.argv[1:4])
    rounds, chance = int(sys.argv[4]), random.Random(int(sys.argv[5]))  # noqa: S311 - when to kill
    home, catalogue, files = Home.open(registry), Catalogue.shipped(), sorted(bundles.glob("*.iago"))
    # What is imported and compiled at the first bundle would be all that a killed child ever did.
    with TemporaryDirectory() as elsewhere:
        copy = Path(shutil.copytree(registry, Path(elsewhere) / "registry"))
        took: list[float] = []
        ingest(Home.open(copy), files[:6], Path(elsewhere), catalogue, lambda: took.append(time.monotonic()))
    longest = took[-1] - took[-2]
    killed = tried = 0
    while killed < rounds and tried < 5 * rounds:  # on a busy machine some end before they are killed
        n, tried = tried, tried + 1
        # Shuffled, most bundles are held; in order, the kill falls into an ingest.
        order = chance.sample(files, len(files)) if n % 5 == 0 else files
        start = partial(ingest, home, order, target, catalogue)
        killed += killed_somewhere(start, chance.choice((0, 1)), chance.uniform(0, 1.5 * longest))
    # How far they came shows in what is left to do.
    done = ingest(home, files, target, catalogue)
    sys.stdout.write(json.dumps({"killed": killed, **done}))


if __name__ == "__main__":
    main()
