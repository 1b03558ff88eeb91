"""keystore.json as a file: its shape, and the names of those who can unlock.

Without any cipher, which takes longer to import than the unlock window to open.  Nothing read here is
trusted: the MAC is checked by whoever unlocks (keystore.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from iago_desktop.errors import IagoError, UnlockError
from iago_desktop.signing import canonical_json
from iago_desktop.signing.slots import Person, Slot, read_slot
from iago_desktop.signing.whole_file import file_error

FORMAT = "iago-keystore/1"
_FILE_LIMIT = 256 * 1024
_SLOT_LIMIT = 100
_KEYS = {"fmt", "store", "epoch", "gen", "slots", "next"}


@dataclass(frozen=True, repr=False)
class Found:
    """What stands in the file; `content` is what the MAC is over."""

    store: str
    epoch: int
    gen: int
    slots: tuple[Slot, ...]
    content: bytes
    mac: str


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
        return _parse(data)
    except (IagoError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, UnlockError):
            raise
        raise UnlockError("keystore_damaged") from error


def people(slots: Sequence[Slot]) -> list[Person]:
    """Who can unlock by password, in the order of their arrival."""
    return [Person(s.id, s.user, s.name, s.role) for s in slots if s.kind == "password"]


def _parse(data: bytes) -> Found:
    document = canonical_json.loads(data)
    if document["fmt"] != FORMAT:
        raise UnlockError("keystore_newer")
    slots = tuple(read_slot(slot) for slot in document["slots"])
    ids = {slot.id for slot in slots}
    mac = document.pop("mac")
    epoch, gen, store = document["epoch"], document["gen"], document["store"]
    whole = all(isinstance(number, int) and number > 0 for number in (epoch, gen))
    texts = all(isinstance(text, str) for text in (store, mac))
    if not (whole and texts and set(document) == _KEYS and 0 < len(ids) == len(slots) <= _SLOT_LIMIT):
        raise UnlockError("keystore_damaged")
    if document["next"] is not None:
        raise UnlockError("keystore_newer")
    return Found(store, epoch, gen, slots, canonical_json.dumps(document), mac)
