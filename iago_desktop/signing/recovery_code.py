"""The recovery key as it is printed: 160 random bits and a 20-bit check, six groups of six characters.

Crockford's alphabet has no I, L, O or U, so that what is read from paper is not misread.
"""

import hashlib
import hmac
import re
import secrets

from iago_desktop.errors import UnlockError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("OIL", "011")
_SECRET_BYTES = 20
_CHECK_BITS = 20
_GROUP = 6
_CHARACTERS = 36


def new_secret() -> bytes:
    return secrets.token_bytes(_SECRET_BYTES)


def groups(secret: bytes) -> list[str]:
    """Six groups of six, check included."""
    number = int.from_bytes(secret, "big") << _CHECK_BITS | _check(secret)
    text = "".join(_ALPHABET[number >> shift & 31] for shift in range(5 * (_CHARACTERS - 1), -1, -5))
    return [text[at : at + _GROUP] for at in range(0, _CHARACTERS, _GROUP)]


def secret_of(typed: str) -> bytes:
    """What was typed from the sheet, or UnlockError `recovery_incomplete` or `recovery_typo`."""
    text = clean(typed)
    if len(text) != _CHARACTERS:
        raise UnlockError("recovery_incomplete", typed=len(text), needed=_CHARACTERS)
    number = 0
    for character in text:
        if character not in _ALPHABET:
            raise UnlockError("recovery_typo")
        number = number << 5 | _ALPHABET.index(character)
    secret = (number >> _CHECK_BITS).to_bytes(_SECRET_BYTES, "big")
    if number & ((1 << _CHECK_BITS) - 1) != _check(secret):
        raise UnlockError("recovery_typo")
    return secret


def same_group(typed: str, group: str) -> bool:
    """Whether a group typed back is the one on the sheet."""
    return hmac.compare_digest(clean(typed).encode(), group.encode())


def clean(typed: str) -> str:
    """Capitals without spaces and dashes; O read as 0, I and L as 1."""
    return re.sub(r"[\s\u2010-\u2015-]", "", typed).upper().translate(_ALIKE)


def _check(secret: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"iago-recovery/1" + secret).digest()[:3], "big") >> 4
