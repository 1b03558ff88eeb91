"""Keys that everybody may know: made from their names, so that kept files can be added to and checked again.

tests/bundle/vectors/ publishes them.  Nothing real is ever signed with them or sealed to them.
"""

import hashlib

from iago_desktop.signing import encryption
from iago_desktop.signing.signatures import SigningKey

_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_PREFIX = "age-secret-key-"


def signing_key(name: str) -> SigningKey:
    return SigningKey.from_seed(_seed(f"sign {name}"))


def identity(name: str) -> tuple[str, str]:
    """An age secret and its recipient."""
    secret = _bech32(_PREFIX, _seed(f"age {name}")).upper()
    return secret, encryption.recipient_of(secret)


def _seed(name: str) -> bytes:
    return hashlib.sha256(f"iago throw-away key: {name}".encode("ascii")).digest()


def _bech32(prefix: str, data: bytes) -> str:
    bits = f"{int.from_bytes(data):0{len(data) * 8}b}"
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _polymod([*expanded, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return f"{prefix}1{''.join(_CHARSET[value] for value in values)}"


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> i & 1 else 0
    return check
