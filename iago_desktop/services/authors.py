"""Who wrote what a history says, also where it came from another computer of the practice."""

import json
from collections.abc import Sequence

from iago_desktop.services.course import KEEPS_SIGNATURE
from iago_desktop.store.lines import Entry

CAME = "came"
"""In the private part of a revision: from which computer, who signed, and the entries there that prove it."""


def signer_of(history: Sequence[Entry]) -> str:
    """Who signed what stands, if it is signed: the user's id."""
    for entry in reversed(history):
        signer = entry.stays.get(CAME, {}).get("signer")
        if signer:
            return str(signer)
        if entry.intent not in KEEPS_SIGNATURE:
            return entry.actor
    return history[-1].actor


def author_of(entry: Entry) -> str:
    """Who wrote it: of what was only taken over the person at the other computer."""
    came = entry.stays.get(CAME, {})
    if came.get("entries") and not came.get("joined"):
        return str(came["entries"][-1]["by"])
    return entry.actor


def signer_in(private: bytes | None) -> str:
    """The same of one revision that came from another computer; "" for any other."""
    if private is None or f'"{CAME}"'.encode() not in private:
        return ""
    return str(json.loads(private).get(CAME, {}).get("signer", ""))
