"""How long the registry keeps the bundles as they came: 90 days, then what proves them without content.

Kept for good are SHA256SUMS, manifest, certificate, both signatures, the audit lines, the receipt, and the
sum of the file, by which a bundle that comes again is known.
"""

import hashlib
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from iago_desktop import bundle
from iago_desktop.bundle import Receiver
from iago_desktop.registry.home import Home
from iago_desktop.signing import encryption, strict_zip
from iago_desktop.signing.whole_file import file_error
from iago_desktop.store.store import Store
from iago_desktop.tables import Bundle

DAYS = 90
_PROOFS = ("SHA256SUMS", "SHA256SUMS.minisig", "manifest.json", "cert.json", "cert.json.minisig")
_OUTER, _SUM = "payload.age.minisig", "file.sha256"


def proofs(data: bytes, receiver: Receiver) -> bytes:
    """Of a bundle that was verified: everything about it but its content."""
    outer = strict_zip.read(data, bundle.MAX_FILE)
    inner = strict_zip.read(encryption.decrypt(outer["payload.age"], receiver.secrets), bundle.MAX_FILE)
    kept = [(name, inner[name]) for name in _PROOFS]
    return strict_zip.write([*kept, (_OUTER, outer[_OUTER]), (_SUM, _sum(data))])


def is_the_one(data: bytes, home: Home, site: str, seq: int) -> bool:
    """Whether this file came before and was verified then, byte for byte."""
    with suppress(FileNotFoundError):
        return home.archived(site, seq).read_bytes() == data
    try:
        kept = home.archived_proofs(site, seq).read_bytes()
    except FileNotFoundError:
        return False
    return strict_zip.read(kept, bundle.MAX_FILE)[_SUM] == _sum(data)


def prune(home: Home, store: Store, now: datetime) -> int:
    """Remove what is older; how many files.  One whose proofs are not kept stays.  Raises StoreError."""
    before = (now.astimezone(UTC) - timedelta(days=DAYS)).isoformat(timespec="seconds")
    question = select(Bundle.site, Bundle.seq).where(
        col(Bundle.site) != "", col(Bundle.received_at).is_not(None), col(Bundle.received_at) < before
    )
    with store.read() as session:
        old = session.exec(question).all()
    removed = 0
    for site, seq in old:
        path = home.archived(site, seq)
        try:
            if path.exists() and home.archived_proofs(site, seq).exists():
                path.unlink()
                removed += 1
        except OSError as error:
            raise file_error(error) from error
    return removed


def _sum(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
