"""What one guess at a password costs, and between which bounds.  Stretching itself is in passwords.py."""

from typing import NamedTuple


class Argon(NamedTuple):
    """What one guess at a password costs."""

    memory_kib: int
    time: int
    lanes: int

    def is_acceptable(self) -> bool:
        """Neither weaker than the floor (a downgrade) nor beyond the ceiling (a memory bomb)."""
        return all(low <= own <= high for low, own, high in zip(FLOOR, self, CEILING, strict=True))


FLOOR = Argon(19 * 1024, 2, 1)
STRONG = Argon(256 * 1024, 3, 4)
CEILING = Argon(1024 * 1024, 16, 16)
