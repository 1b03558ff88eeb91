"""Passwords: which are good enough, and what one guess at them costs."""

import time
import unicodedata

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from iago_desktop.errors import UnlockError
from iago_desktop.signing.argon import STRONG, Argon

MINIMUM_LENGTH = 12
MINIMUM_SCORE = 3
_KEY = 32
_PATIENCE = 1.5  # seconds an unlock may take on this machine


def strongest_here() -> Argon:
    """The strongest cost that unlocks in a second and a half on this machine, measured now."""
    for choice in (STRONG, Argon(128 * 1024, 3, 4)):
        start = time.perf_counter()
        stretch(b"measured", bytes(16), choice)
        if time.perf_counter() - start <= _PATIENCE:
            return choice
    return Argon(64 * 1024, 3, 4)


def check_password(text: str, *known: str) -> None:
    """Long enough and not easily guessed, or UnlockError.  No rules about kinds of characters."""
    # The word lists cost 80 ms and are needed only where a password is chosen.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    normal = normalised(text).decode()
    if len(normal) < MINIMUM_LENGTH:
        raise UnlockError("password_too_short", minimum=MINIMUM_LENGTH)
    if zxcvbn(normal[:72], user_inputs=[*known, "iago", "car-t"])["score"] < MINIMUM_SCORE:
        raise UnlockError("password_too_easy")


def normalised(password: str) -> bytes:
    """The same bytes, whether the keyboard composes its umlauts or not."""
    return unicodedata.normalize("NFKC", password).encode()


def stretch(secret: bytes, salt: bytes, argon: Argon) -> bytes:
    function = Argon2id(
        salt=salt, length=_KEY, iterations=argon.time, lanes=argon.lanes, memory_cost=argon.memory_kib
    )
    try:
        return function.derive(secret)
    except MemoryError as error:
        raise UnlockError("not_enough_memory") from error
