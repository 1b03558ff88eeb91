"""A site that was restored from a backup tells a part of its audit again, or otherwise.

Its bundle says `recovered`.  It is taken where it begins after an entry with which one of its bundles ended;
where it leaves what came before is noted in its row and in its receipt.
"""

from collections.abc import Callable, Iterable

from sqlmodel import Session, col, select

from iago_desktop.bundle import Manifest
from iago_desktop.registry import audit
from iago_desktop.registry.audit import Entry
from iago_desktop.signing import chain
from iago_desktop.tables import Bundle


def begins_where_one_ended(session: Session, said: Manifest) -> bool:
    """Whether the audit of a recovered bundle begins where one of the site's bundles ended, or at 1."""
    if not said.recovered or said.audit is None:
        return False
    n, head = said.audit.first - 1, said.audit.prev_head
    if n == 0:
        return head == chain.GENESIS
    ended = select(Bundle.id).where(
        col(Bundle.site) == said.sender, col(Bundle.audit_last) == n, col(Bundle.audit_head) == head
    )
    return session.exec(ended).first() is not None


def cut(
    said: Manifest, entries: Iterable[Entry], last: Bundle | None, archived: Callable[[int], bytes | None]
) -> int | None:
    """The last entry that it shares with what came before; None where nothing that came is missing.

    `archived` gives the audit of an earlier bundle as it came.
    """
    if not said.recovered or said.audit is None or last is None or said.audit.first > last.audit_last:
        return None
    known: dict[int, str] = {}
    for seq in range(1, said.seq):
        known |= audit.digests(archived(seq) or b"")
    shared = said.audit.first - 1
    for entry in entries:
        if known.get(entry.n) != entry.digest:
            break
        shared = entry.n
    return shared if shared < last.audit_last else None
