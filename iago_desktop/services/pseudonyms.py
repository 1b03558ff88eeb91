"""The only name of a patient that leaves: `R-7K3M-Q2XW`, drawn by lot, derived from nothing."""

import secrets
from collections.abc import Container

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: without I, L, O and U
_DRAWN = 7


def new_pid(taken: Container[str]) -> str:
    """Seven characters by lot and one that checks them, because people read it aloud."""
    while True:
        drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_DRAWN))
        text = drawn + check_character(drawn)
        pid = f"R-{text[:4]}-{text[4:]}"
        if pid not in taken:
            return pid


def check_character(drawn: str) -> str:
    """Luhn's sum to the base of 32: finds every wrong character and nearly every swapped pair."""
    base, total = len(_ALPHABET), 0
    for place, character in enumerate(reversed(drawn)):
        doubled = _ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += doubled // base + doubled % base
    return _ALPHABET[-total % base]
