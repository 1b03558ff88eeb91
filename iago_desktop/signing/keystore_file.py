"""keystore.json as a file: its shape, and the names of those who can unlock.

Without any cipher, which takes longer to import than the unlock window to open.  Nothing read here is
trusted: the MAC is checked by whoever unlocks (keystore.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iago_desktop.errors import IagoError, UnlockError
from iago_desktop.signing import canonical_json
from iago_desktop.signing.slots import Person, Slot, read_slot
from iago_desktop.signing.whole_file import file_error

FORMAT = "iago-keystore/1"
_FILE_LIMIT = 256 * 1024
_SLOT_LIMIT = 100
_KEYS = {"fmt", "store", "epoch", "gen", "slots", "next"}
_NEXT_KEYS = {"epoch", "gen", "slots", "mac"}


@dataclass(frozen=True, repr=False)
class Found:
    """What stands in the file; `content` is what the MAC is over.

    `following` is the same file as it will be once the database is known to open with the next data key.
    """

    store: str
    epoch: int
    gen: int
    slots: tuple[Slot, ...]
    content: bytes
    mac: str
    following: "Found | None" = None


def read(path: Path) -> Found:
    """Raises UnlockError `keystore_missing`, `keystore_damaged`, `keystore_newer`, and StoreError."""
    try:
        with path.open("rb") as file:
            data = file.read(_FILE_LIMIT + 1)
    except FileNotFoundError as error:
        raise UnlockError("keystore_missing") from error
    except OSError as error:
        raise file_error(error) from error
    if len(data) > _FILE_LIMIT:
        raise UnlockError("keystore_damaged")
    try:
        return parse(data)
    except (IagoError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, UnlockError):
            raise
        raise UnlockError("keystore_damaged") from error


def people(slots: Sequence[Slot]) -> list[Person]:
    """Who can unlock by password, in the order of their arrival."""
    return [Person(s.id, s.user, s.name, s.role) for s in slots if s.kind == "password"]


def parse(data: bytes) -> Found:
    document = canonical_json.loads(data)
    if document["fmt"] != FORMAT:
        raise UnlockError("keystore_newer")
    coming, mac = document["next"], document.pop("mac")
    content = canonical_json.dumps(document)
    following = None
    if coming is not None:
        if set(coming) != _NEXT_KEYS or coming["epoch"] != document["epoch"] + 1:
            raise UnlockError("keystore_damaged")
        after = document | coming | {"next": None}
        following_mac = after.pop("mac")
        following = _found(after, canonical_json.dumps(after), following_mac, None)
    return _found(document, content, mac, following)


def _found(document: dict[str, Any], content: bytes, mac: str, following: Found | None) -> Found:
    slots = tuple(read_slot(slot) for slot in document["slots"])
    ids = {slot.id for slot in slots}
    epoch, gen, store = document["epoch"], document["gen"], document["store"]
    whole = all(isinstance(number, int) and number > 0 for number in (epoch, gen))
    texts = all(isinstance(text, str) for text in (store, mac))
    if not (whole and texts and set(document) == _KEYS and 0 < len(ids) == len(slots) <= _SLOT_LIMIT):
        raise UnlockError("keystore_damaged")
    return Found(store, epoch, gen, slots, content, mac, following)
