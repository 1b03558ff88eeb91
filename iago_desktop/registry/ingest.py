"""A bundle into the registry's database: accepted once, or not at all.

bundle.read has made checks 1 to 15; here are the chain rules, the schema rules and the one transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from sqlmodel import Session

from iago_desktop import bundle
from iago_desktop.bundle import Contents, Receiver
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.errors import BundleError, IagoError
from iago_desktop.registry import audit, course, receipts, restored, retention, tombstones
from iago_desktop.registry.arrival import Arrival
from iago_desktop.registry.audit import Entry
from iago_desktop.registry.home import Home
from iago_desktop.registry.lines import Line, lines
from iago_desktop.registry.rows import finding, findings
from iago_desktop.signing import chain, strict_zip
from iago_desktop.signing.receipt import Countersigned, Finding
from iago_desktop.signing.signatures import SigningKey, comment_in
from iago_desktop.signing.statement import Statement
from iago_desktop.signing.whole_file import file_error, replace_whole
from iago_desktop.store import arrivals, queries
from iago_desktop.store.store import Store
from iago_desktop.store.transaction import Transaction
from iago_desktop.tables import Bundle, User

State = Literal["ok", "accepted", "duplicate", "held", "fork", "conflict", "refused"]
STATES: dict[str, State] = {
    "bundle_missing": "held",
    "bundle_forked": "fork",
    "revision_conflict": "conflict",
    "id_of_another_site": "conflict",
}
"""Which refusal is which state; every other one is `refused`."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file.  `receipt` are the bytes for the site, when there are any."""

    state: State
    statement: Statement | None = None
    records: int | None = None
    error: IagoError | None = None
    findings: tuple[Finding, ...] = ()
    receipt: bytes | None = field(default=None, repr=False)
    cut: int | None = None  # a restored site's audit goes on otherwise after this entry
    clock: dict[str, str | None] | None = None  # {"shown", "said"}: the practice's clock was in doubt

    @property
    def ok(self) -> bool:
        return self.state in ("ok", "accepted", "duplicate")


@dataclass(frozen=True)
class Examined:
    """A bundle that passed everything that can be said without the database."""

    contents: Contents
    entries: tuple[Entry, ...]
    lines: tuple[Line, ...]


def examine(data: bytes, receiver: Receiver, catalogue: Catalogue) -> Examined:
    """Checks 1 to 15, the audit whole in itself, the schema rules.  Raises BundleError, SignatureError."""
    contents = bundle.read(data, receiver)
    return Examined(contents, audit.entries(contents), lines(contents, catalogue))


def statement_in(data: bytes) -> Statement | None:
    """What a file says it is, for the table: not verified, None if it says nothing readable."""
    try:
        members = strict_zip.read(data, bundle.MAX_FILE)
        return Statement.parse(comment_in(members.get("payload.age.minisig", b"")))
    except IagoError:
        return None


def verified(data: bytes, receiver: Receiver, catalogue: Catalogue) -> Outcome:
    """What can be said about a file without the database: `ok` or `refused`, never raised."""
    try:
        contents = examine(data, receiver, catalogue).contents
    except IagoError as error:
        return Outcome("refused", statement_in(data), error=error)
    records = contents.manifest.counts["records"]
    return Outcome("ok", contents.statement, records, clock=_clock(contents))


@dataclass(frozen=True)
class Desk:
    """The place where bundles arrive: the open registry, its rules and its receipts key."""

    home: Home
    store: Store
    catalogue: Catalogue
    receiver: Receiver
    receipts_key: SigningKey
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def ingest(self, data: bytes) -> Outcome:
        """Take one bundle.  Never raises for a bad file: the outcome says what is wrong with it.

        16. chain rules, in this order: number and set known -> duplicate, the same receipt, no change; number
            known with another set -> fork; a number missing before it -> held; another predecessor than the
            newest bundle -> fork.  The audit goes on where it ended, every entry signed by its user;
        17. schema rules (lines.py), and every line is the one that the audit speaks of (arrival.py);
        18. everything, with the bundle's row and its receipt, in one transaction.  The file and its audit
            lines are in archive/ before it ends; after a crash they are written over by the next attempt.
        """
        claimed = statement_in(data)
        try:
            tombstones.settle(self.store, self.home)
            known = self._known(claimed, data)
            return known or self._take(examine(data, self.receiver, self.catalogue), data)
        except IagoError as error:
            return Outcome(STATES.get(error.code, "refused"), claimed, error=error)

    def _known(self, claimed: Statement | None, data: bytes) -> Outcome | None:
        """A file that came before, byte for byte, was verified then, and stays good after its certificate has
        run out or was revoked."""
        if claimed is None or claimed.kind != "report" or claimed.to != self.home.id:
            return None
        with self.store.read() as session:
            row = queries.bundle(session, claimed.seq, claimed.sender)
        if row is None or row.set_digest != claimed.set or row.receipt is None:
            return None
        try:
            if not retention.is_the_one(data, self.home, claimed.sender, claimed.seq):
                return None
        except OSError as error:
            raise file_error(error) from error
        return Outcome("duplicate", claimed, row.records, receipt=row.receipt, clock=row.clock)

    def _take(self, examined: Examined, data: bytes) -> Outcome:
        contents, said = examined.contents, examined.contents.manifest
        count = said.counts["records"]
        with self.store.write(None, "ingest") as transaction:
            session = transaction.session
            last = queries.last_bundle(session, said.sender)
            same = queries.bundle(session, said.seq, said.sender)
            if same is not None and same.set_digest == contents.set_digest:
                return Outcome("duplicate", contents.statement, count, receipt=same.receipt, clock=same.clock)
            _check_place(contents, last, known=same is not None)
            newest = _check_audit(examined, last, session)
            cut = restored.cut(
                said, examined.entries, last, lambda seq: self._archived_audit(said.sender, seq)
            )
            self._put_users(transaction, examined)
            today = self.now().date()
            arrival = Arrival(transaction, said.sender, said.seq, self.catalogue, self._earlier, today)
            arrival.put(examined.lines, examined.entries)
            taken = [each for each in examined.lines if each.key not in arrival.dropped]
            asked = [each for line in taken for each in findings(line, self.catalogue)]
            asked += [finding(line, "question_unknown", "") for line in arrival.unasked]
            asked += course.findings(session, taken, self.catalogue)
            receipt = receipts.make(
                contents, asked, arrival.withdrawn, newest, self.receipts_key, self.now(), cut
            )
            tombstones.keep(session, self.home)
            self._archive(examined, data)
            transaction.put_aside(_row(contents, count, newest, receipt, self.now(), cut))
        return Outcome(
            "accepted",
            contents.statement,
            count,
            findings=tuple(asked),
            receipt=receipt,
            clock=_clock(contents),
            cut=cut,
        )

    def _put_users(self, transaction: Transaction, examined: Examined) -> None:
        site = examined.contents.manifest.sender
        known = arrivals.user_keys(transaction.session, site)
        again = examined.contents.manifest.recovered
        for user, key in audit.check_signatures(examined.entries, known, again=again).items():
            if known.get(user) != key:
                # Who it is, stays in the practice.
                transaction.put_row(User(id=f"{site}/{user}", site=site, name="", role="", verify_key=key))

    def _earlier(self, site: str, before: int) -> audit.Index:
        """The site's earlier audit entries, read only if a bundle brings what was written before them."""
        found: audit.Index = {}
        for seq in range(1, before):
            path = self.home.archived_audit(site, seq)
            lines = _archived(path)
            if lines is None:
                raise IagoError("archive_incomplete", file=path.name)
            found |= audit.index_of(lines)
        return found

    def _archived_audit(self, site: str, seq: int) -> bytes | None:
        return _archived(self.home.archived_audit(site, seq))

    def _archive(self, examined: Examined, data: bytes) -> None:
        said = examined.contents.manifest
        replace_whole(self.home.archived_proofs(said.sender, said.seq), retention.proofs(data, self.receiver))
        replace_whole(self.home.archived(said.sender, said.seq), data)
        replace_whole(
            self.home.archived_audit(said.sender, said.seq), examined.contents.files["audit.ndjson"]
        )


def _check_place(contents: Contents, last: Bundle | None, *, known: bool) -> None:
    said = contents.manifest
    newest, head = (last.seq, last.set_digest) if last else (0, chain.GENESIS)
    if not known and said.seq > newest + 1:
        raise BundleError("bundle_missing", missing=newest + 1, sender=said.sender, seq=said.seq)
    if known or said.seq != newest + 1 or said.prev != head:
        raise BundleError("bundle_forked", sender=said.sender, seq=said.seq)


def _check_audit(examined: Examined, last: Bundle | None, session: Session) -> Countersigned:
    """The newest entry after this bundle, if its audit begins where the one before ended; see restored.py."""
    n, head = (last.audit_last, last.audit_head) if last else (0, chain.GENESIS)
    said = examined.contents.manifest.audit
    if said is None:
        return Countersigned(last=n, head=head)
    goes_on = (said.first, said.prev_head) == (n + 1, head)
    if not goes_on and not restored.begins_where_one_ended(session, examined.contents.manifest):
        raise BundleError("audit_gap", expected=n + 1, found=said.first)
    return Countersigned(last=said.last, head=said.head)


def _row(
    contents: Contents, count: int, newest: Countersigned, receipt: bytes, now: datetime, cut: int | None
) -> Bundle:
    said = contents.manifest
    return Bundle(
        site=said.sender,
        seq=said.seq,
        to=said.to,
        set_digest=contents.set_digest,
        previous=said.prev,
        created=said.created.isoformat(),
        state="accepted",
        records=count,
        audit_last=newest.last,
        audit_head=newest.head,
        receipt=receipt,
        received_at=now.isoformat(timespec="seconds"),
        cut=cut,
        clock=_clock(contents),
    )


def _clock(contents: Contents) -> dict[str, str | None] | None:
    doubt = contents.manifest.clock
    return doubt.model_dump(mode="json") if doubt else None


def _archived(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise file_error(error) from error
