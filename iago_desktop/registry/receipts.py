"""The registry's answer to a bundle: signed with the receipts key, sealed to the site."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from iago_desktop import __version__, bundle
from iago_desktop.bundle import Contents
from iago_desktop.errors import IagoError
from iago_desktop.signing.receipt import MAX_FINDINGS, Countersigned, Finding, Receipt
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.signing.whole_file import file_error, replace_whole
from iago_desktop.store import queries
from iago_desktop.store.store import Store


def make(
    contents: Contents,
    findings: Sequence[Finding],
    withdrawn: Sequence[str],
    audit: Countersigned,
    key: SigningKey,
    now: datetime,
    cut: int | None = None,
) -> bytes:
    """The receipt file.  Kept beside the bundle's row: a bundle that comes again gets these very bytes."""
    if contents.certificate is None:
        raise ValueError("only a report is answered")
    said = contents.manifest
    records = said.counts["records"]
    receipt = Receipt(
        registry=said.to,
        site=said.sender,
        seq=said.seq,
        set=contents.set_digest,
        received_at=Receipt.time(now),
        records=records,
        accepted=records - len({(finding.rid, finding.rev) for finding in findings}),
        findings=tuple(findings[:MAX_FINDINGS]),
        findings_total=len(findings),
        audit=audit,
        withdrawn=tuple(withdrawn[:MAX_FINDINGS]),
        cut=cut,
    )
    return bundle.write(
        "receipt",
        {"receipt.json": receipt.to_bytes()},
        sender=said.to,
        to=said.sender,
        seq=said.seq,
        key=key,
        recipients=[contents.certificate.recipient],
        created=now.date(),
        software=f"iago-registry {__version__}",
    ).file


def kept(store: Store, site: str, seq: int) -> bytes:
    """The receipt as it was first given.  Raises IagoError `receipt_unknown`."""
    with store.read() as session:
        row = queries.bundle(session, seq, site)
    if row is None or row.receipt is None:
        raise IagoError("receipt_unknown", site=site, seq=seq)
    return row.receipt


def put(folder: Path, site: str, seq: int, data: bytes) -> Path:
    """Raises StoreError for what the disk refuses."""
    path = folder / bundle.receipt_name(site, seq)
    try:
        if path.exists() and path.read_bytes() == data:
            return path
    except OSError as error:
        raise file_error(error) from error
    replace_whole(path, data)
    return path
