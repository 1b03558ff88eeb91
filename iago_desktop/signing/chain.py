"""The digests that tie every revision to the one before it.

A revision has a part that leaves (`body`) and a part that stays (`private`); the chain runs over both
digests, the private one salted, so that a bundle can carry the chain without a word of what stays.
"""

import hashlib

GENESIS = "0" * 64


def body_digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def private_digest(salt: bytes, private: bytes) -> str:
    return hashlib.sha256(salt + private).hexdigest()


def entry_digest(n: int, previous: str, body_digest: str, private_digest: str) -> str:
    """What the user signs (its 32 bytes) and the next entry names as `prev`."""
    text = f"iago-revision/1\n{n}\n{previous}\n{body_digest}\n{private_digest}\n"
    return hashlib.sha256(text.encode("ascii")).hexdigest()
