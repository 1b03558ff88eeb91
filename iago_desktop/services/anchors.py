"""Whether what left agrees with what is here: each bundle names an entry of the audit, each receipt signs it.

An insider with every key of the practice can write its whole history anew, and the history alone would hold.
What a registry has seen and signed he cannot: from the last of these anchors back, the history is proved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from iago_desktop import bundle
from iago_desktop.bundle import Receiver
from iago_desktop.errors import IagoError
from iago_desktop.services import enrolment
from iago_desktop.signing import chain, strict_zip, trust
from iago_desktop.signing.receipt import Receipt
from iago_desktop.signing.signatures import VerifyKey, comment_in
from iago_desktop.signing.statement import Statement
from iago_desktop.tables import Bundle, Revision, SiteKey


@dataclass(frozen=True)
class Anchored:
    """How far the history is proved: by a bundle that was made here, by a receipt of the registry.

    `bundles` and `receipts` name the numbers of those that do not agree.
    """

    made: int
    countersigned: int
    last: int
    signed_last: int
    bundles: tuple[int, ...]
    receipts: tuple[int, ...]


def anchors(session: Session, today: date) -> Anchored:
    """Every bundle that is kept, with its receipt if one came.

    A bundle: it follows the one before, its file is signed with a key of this practice over the set that the
    ledger names, and the history has the head that it took along.  A receipt: signed with the receipts key of
    the pinned card, about this bundle, and the head that it countersigns is in the history at that number.
    """
    rows = session.exec(select(Bundle).where(col(Bundle.site) == "").order_by(col(Bundle.seq))).all()
    keys = _site_keys(session)
    previous, bad_bundles, bad_receipts = chain.GENESIS, [], []
    last = signed_last = countersigned = 0
    for row in rows:
        if row.previous == previous and _bundle_agrees(session, row, keys):
            last = max(last, row.audit_last)
        else:
            bad_bundles.append(row.seq)
        previous = row.set_digest
        if row.receipt is None:
            continue
        countersigned += 1
        found = _countersigned(session, row, today)
        if found is None:
            bad_receipts.append(row.seq)
        else:
            signed_last = max(signed_last, found)
    return Anchored(len(rows), countersigned, last, signed_last, tuple(bad_bundles), tuple(bad_receipts))


def _site_keys(session: Session) -> tuple[VerifyKey, ...]:
    question = select(SiteKey.public).where(col(SiteKey.kind) == "sign")
    return tuple(VerifyKey.from_text(text) for text in session.exec(question))


def _has_head(session: Session, n: int, head: str) -> bool:
    if n == 0:
        return head == chain.GENESIS
    found = session.exec(select(Revision.digest).where(col(Revision.seq) == n)).first()
    return found == head


def _bundle_agrees(session: Session, row: Bundle, keys: tuple[VerifyKey, ...]) -> bool:
    if not _has_head(session, row.audit_last, row.audit_head):
        return False
    if row.file is None:
        return True
    try:
        members: Mapping[str, bytes] = strict_zip.read(row.file, bundle.MAX_FILE)
        signature = members["payload.age.minisig"]
        statement = Statement.parse(comment_in(signature))
        trust.verify_by_one_of(keys, members["payload.age"], signature)
    except (IagoError, KeyError):
        return False
    return (statement.kind, statement.seq, statement.set) == ("report", row.seq, row.set_digest)


def _countersigned(session: Session, row: Bundle, today: date) -> int | None:
    """The number that the registry countersigned; None where the receipt does not hold."""
    try:
        # As when it was imported: a receipt is good also after the certificate has run out.
        own = enrolment.enrolled(session, None)
        question = select(SiteKey.secret).where(col(SiteKey.kind) == "receive")
        receiver = Receiver.at_site(own.certificate.site, session.exec(question).all(), own.card, today)
        receipt = Receipt.from_bytes(bundle.read(row.receipt or b"", receiver).files["receipt.json"])
    except (IagoError, ValueError, KeyError):
        return None
    answered = (receipt.registry, receipt.site, receipt.seq, receipt.set)
    if answered != (own.card.registry, own.certificate.site, row.seq, row.set_digest):
        return None
    agrees = _has_head(session, receipt.audit.last, receipt.audit.head)
    return receipt.audit.last if agrees else None
