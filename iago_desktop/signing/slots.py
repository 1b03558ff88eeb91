"""One way into the key store: a user's two private keys, wrapped, and the data key sealed to that user."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from iago_desktop.errors import UnlockError
from iago_desktop.signing.argon import Argon

SIZES = {"salt": 16, "xpub": 32, "epub": 32, "n": 12, "ct": 80, "dmk": 80}
_PLAIN = ("id", "kind", "user", "name", "role")
KINDS = ("password", "recovery")


class Person(NamedTuple):
    """A name to choose in the unlock window."""

    slot: str
    user: str
    name: str
    role: str


@dataclass(frozen=True, repr=False)
class Slot:
    id: str
    kind: str  # password, recovery
    user: str
    name: str
    role: str
    salt: bytes
    argon: Argon
    xpub: bytes
    epub: bytes
    n: bytes
    ct: bytes
    dmk: bytes


def text_of(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def slot_document(slot: Slot) -> dict[str, Any]:
    plain = {"id": slot.id, "kind": slot.kind, "user": slot.user, "name": slot.name, "role": slot.role}
    cost = {"m": slot.argon.memory_kib, "t": slot.argon.time, "p": slot.argon.lanes}
    return plain | cost | {name: text_of(getattr(slot, name)) for name in SIZES}


def read_slot(document: Mapping[str, Any]) -> Slot:
    """Raises UnlockError, KeyError, TypeError or ValueError: the file is damaged."""
    if set(document) != {*_PLAIN, "m", "t", "p", *SIZES}:
        raise UnlockError("keystore_damaged")
    plain = [document[name] for name in _PLAIN]
    costs = [document[name] for name in ("m", "t", "p")]
    data = {name: base64.b64decode(document[name], validate=True) for name in SIZES}
    if not (all(isinstance(text, str) for text in plain) and all(type(cost) is int for cost in costs)):
        raise UnlockError("keystore_damaged")
    slot = Slot(
        id=plain[0],
        kind=plain[1],
        user=plain[2],
        name=plain[3],
        role=plain[4],
        argon=Argon(*costs),
        salt=data["salt"],
        xpub=data["xpub"],
        epub=data["epub"],
        n=data["n"],
        ct=data["ct"],
        dmk=data["dmk"],
    )
    is_numbered = slot.id[:1] == "s" and slot.id.isascii() and slot.id[1:].isdigit()
    is_sized = {name: len(value) for name, value in data.items()} == SIZES
    if not (is_numbered and is_sized and slot.kind in KINDS and slot.argon.is_acceptable()):
        raise UnlockError("keystore_damaged")
    return slot
