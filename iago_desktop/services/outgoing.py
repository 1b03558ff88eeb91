"""The next bundle, made inside one transaction: its bytes, its row, its number on every revision in it."""

import hashlib
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from sqlmodel import Session, col, select

from iago_desktop import __version__, bundle
from iago_desktop.bundle import Ack, AuditRange, DefinitionsUsed
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import IagoError
from iago_desktop.services import clock, enrolment, resync
from iago_desktop.services.desks import refuse_elsewhere, refuse_open_consent
from iago_desktop.services.enrolment import Enrolled
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import canonical_json, chain, trust
from iago_desktop.store import bodies, queries
from iago_desktop.store.transaction import Transaction
from iago_desktop.tables import Bundle, Revision

_TRIED: WeakKeyDictionary[Workspace, tuple[str, bytes]] = WeakKeyDictionary()
"""What was made last: a carrier may refuse it, and then the same content gets the same bytes again."""


def make_bundle(workspace: Workspace, transaction: Transaction) -> tuple[Bundle, Enrolled]:
    """The row of the new bundle, state `made`, and whose it is.

    The lines are the bodies of the revisions, byte for byte; the audit goes on where the last bundle ended.
    The entry about this export is written when the transaction ends: it travels with the next bundle, as an
    entry inside cannot speak of the bundle around it.  Entries alone make no bundle.
    Raises IagoError `not_enrolled`, `nothing_to_export`, `format_no_longer_taken`; SignatureError.
    """
    session = transaction.session
    resync.refuse_if_owed(session)
    refuse_elsewhere(session)
    refuse_open_consent(session)
    own = enrolment.enrolled(session, workspace.today())
    if not own.card.accepts(trust.BUNDLE_FORMAT, workspace.today()):
        raise IagoError("format_no_longer_taken")
    revisions = queries.waiting(session)
    if not revisions:
        raise IagoError("nothing_to_export")
    last = queries.last_bundle(session)
    audit = queries.audit_since(session, last.audit_last if last else 0)
    prev_head = last.audit_head if last else chain.GENESIS
    created, doubt = workspace.time().date(), clock.for_bundle(workspace)
    seq = last.seq + 1 if last else 1
    written = bundle.write(
        "report",
        {
            "audit.ndjson": _audit_lines(audit),
            "records.ndjson": b"".join(body_of(r) + b"\n" for r in revisions),
        },
        sender=own.certificate.site,
        to=own.card.registry,
        seq=seq,
        key=own.key,
        recipients=own.card.recipients,
        created=created,
        software=f"iago-desktop {__version__}",
        prev=last.set_digest if last else chain.GENESIS,
        certificate=own.certificate,
        audit=AuditRange(first=audit[0].seq, last=audit[-1].seq, prev_head=prev_head, head=audit[-1].digest)
        if audit
        else None,
        definitions=DefinitionsUsed(
            id=workspace.catalogue.pack,
            version=workspace.catalogue.pack_version,
            sha256=pack_digest(workspace.catalogue),
        ),
        ack=_newest_ack(session),
        recovered=resync.begins_again(transaction),
        clock=doubt,
    )
    tried, before = _TRIED.get(workspace, ("", b""))
    file = before if tried == written.set_digest else written.file
    _TRIED[workspace] = written.set_digest, file
    row = Bundle(
        seq=seq,
        to=own.card.registry,
        set_digest=written.set_digest,
        previous=last.set_digest if last else chain.GENESIS,
        created=created.isoformat(),
        state="made",
        records=len({r.entity_id for r in revisions if r.kind == "record"}),
        audit_last=audit[-1].seq if audit else last.audit_last if last else 0,
        audit_head=audit[-1].digest if audit else prev_head,
        file=file,
        clock=doubt.model_dump(mode="json") if doubt else None,
    )
    transaction.put_aside(row)
    transaction.mark_left([revision.seq for revision in revisions], seq)
    return row, own


def pack_digest(catalogue: Catalogue) -> str:
    """SHA-256 over the sums of the forms in use, as a SHA256SUMS file would list them."""
    sums = "".join(f"{entry.digest}  {entry.id}.toml\n" for entry in catalogue.entries())
    return hashlib.sha256(sums.encode("ascii")).hexdigest()


def _audit_lines(audit: Sequence[Revision]) -> bytes:
    lines = (bodies.audit_line(revision, bodies.added_key(revision)) for revision in audit)
    return b"".join(canonical_json.dumps(line) + b"\n" for line in lines)


def body_of(revision: Revision) -> bytes:
    if revision.body is None:
        raise ValueError("a blanked revision does not leave")
    return revision.body


def _newest_ack(session: Session) -> Ack | None:
    question = select(Bundle).where(col(Bundle.receipt).is_not(None)).order_by(col(Bundle.seq).desc())
    newest = session.exec(question).first()
    return Ack(seq=newest.seq, set=newest.set_digest) if newest else None
