"""Initials and birth year, typed once a day for each patient before the first signature.

What is on the screen may be the wrong patient; whoever types two letters and a year has read the name.
"""

import json
import re
from datetime import datetime

from sqlmodel import Session, col, select

from iago_desktop.services.names import spellings
from iago_desktop.services.workspace import Workspace
from iago_desktop.tables import Identity, Revision

SIGNING = frozenset({"sign_record", "sign_records"})
"""The intents of writes in which a person signs; a record that only stays signed is none."""
_TYPED = re.compile(r"([^\W\d_]*)[\W_]*(\d{2}|\d{4})?")


def must_identify(workspace: Workspace, patient_id: str) -> bool:
    """Whether this user has not yet signed anything of this patient today."""
    today = workspace.time().astimezone().date()
    with workspace.store.read() as session:
        signed = _signed(session, workspace.user.id, patient_id)
    return all(at.astimezone().date() != today for at in signed)


def identifies(workspace: Workspace, patient_id: str, typed: str) -> bool:
    """Whether the typed initials and birth year are this patient's: `HB57`, `b.h. 1957`.

    In either order, with or without the particles of a name.  Without a birth date the initials are enough.
    """
    with workspace.store.read() as session:
        identity = session.get(Identity, patient_id)
    if identity is None:
        return False
    found = _TYPED.fullmatch(re.sub(r"[\s.,/-]+", "", typed))
    if found is None:
        return False
    letters, year = found[1], found[2] or ""
    born = identity.born_on[:4] if identity.born_on else ""
    if born and (not year or not born.endswith(year)):
        return False
    if not born and year:
        return False
    return letters.casefold() in _initials(identity)


def _initials(identity: Identity) -> set[str]:
    """All ways to shorten the name: Özlem von der Au is öa, oa, ov, oevda, and the other way round."""
    ways = {(identity.given_name[:1] + identity.surname[:1]).casefold()}
    ways |= {(identity.surname[:1] + identity.given_name[:1]).casefold()}
    for surname, given in zip(spellings(identity.surname), spellings(identity.given_name), strict=True):
        lasts, firsts = _letters(surname), _letters(given) or {""}
        ways |= {first + last for first in firsts for last in lasts}
        ways |= {last + first for first in firsts for last in lasts}
    return ways - {""}


def _letters(name: str) -> set[str]:
    """The first letter of any word, and those of all words together."""
    words = [word for word in re.split(r"[^\w]+", name) if word]
    return {word[0] for word in words} | {"".join(word[0] for word in words)} - {""}


def _signed(session: Session, user_id: str, patient_id: str) -> list[datetime]:
    question = select(Revision.at, Revision.body).where(
        col(Revision.patient_id) == patient_id,
        col(Revision.actor) == user_id,
        col(Revision.kind) == "record",
        col(Revision.intent).in_(SIGNING),
        col(Revision.op) == "put",
    )
    return [
        datetime.fromisoformat(at)
        for at, body in session.exec(question)
        if body and json.loads(body)["data"]["status"] == "signed"
    ]
