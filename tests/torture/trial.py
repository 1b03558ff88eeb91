"""One claim, and one case of it after another."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Trial:
    """`id` is that of the test list in docs/security.md.

    `prepare` makes in a folder of its own what all cases share; `case` fails by an exception.  A case is a
    number: with the trial's name it is the seed, so that a run can be resumed and a failure repeated.
    `counts` says how many tries one case is.  `needs` are programs that must be installed, or `root`.
    """

    id: str
    claim: str
    quick: int
    full: int
    prepare: Callable[[Path], Any]
    case: Callable[[Any, random.Random, int], object]
    counts: int = 1
    needs: tuple[str, ...] = ()

    def missing(self) -> str:
        """What this machine lacks for it; nothing where it can run."""
        return ", ".join(need for need in self.needs if not _is_there(need))

    def chance(self, number: int) -> random.Random:
        return random.Random(f"{self.id}:{number}")  # noqa: S311 -- a seed, not a secret

    @contextmanager
    def prepared(self, folder: Path) -> Iterator[Callable[[int], object]]:
        """What runs the case of a number; a shared thing that can be closed is closed after it."""
        folder.mkdir(parents=True, exist_ok=True)
        shared = self.prepare(folder)
        try:
            yield lambda number: self.case(shared, self.chance(number), number)
        finally:
            close = getattr(shared, "close", None)
            if close:
                close()


def _is_there(need: str) -> bool:
    if need == "root":
        return hasattr(os, "geteuid") and os.geteuid() == 0
    return shutil.which(need) is not None


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
