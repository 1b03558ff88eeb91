"""What leaves for the registry, and the registry's answers.

Which revisions leave is one query with its rule above it (store/queries.py, `waiting`); here they become a
bundle, byte for byte.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from iago_desktop import bundle
from iago_desktop.bundle import Receiver
from iago_desktop.errors import BundleError, IagoError
from iago_desktop.services import carrier, clock, enrolment, packs, questions, resync, what_leaves, withdrawal
from iago_desktop.services.desks import Taken, elsewhere, refuse_elsewhere, refuse_open_consent
from iago_desktop.services.desks import take as take_exchange
from iago_desktop.services.outgoing import body_of, make_bundle
from iago_desktop.services.packs import PackPreview
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import strict_zip, trust
from iago_desktop.signing.receipt import Receipt
from iago_desktop.signing.resync import Resync
from iago_desktop.signing.signatures import VerifyKey
from iago_desktop.store import queries
from iago_desktop.store.lines import HeldBack
from iago_desktop.tables import Bundle, Record


@dataclass(frozen=True)
class Waiting:
    """What the next bundle would carry, and what stays here.

    `elsewhere` is the letter of the computer that makes the bundles, where it is another one; then all is 0.
    """

    records: int
    patients: int
    by_form: dict[str, int]
    revisions: int
    held_back: HeldBack
    unsaved: tuple[int, ...]  # bundles that were made and are on no carrier yet
    elsewhere: str = ""


@dataclass(frozen=True)
class Exported:
    path: Path
    seq: int
    set_digest: str
    records: int


@dataclass(frozen=True)
class LedgerRow:
    """`state`: made (on no carrier yet), sent, confirmed.  `receipt_on` is the ISO day of its import."""

    seq: int
    created: str
    records: int
    digest: str
    state: str
    carried_to: str
    receipt_on: str | None
    previous: str


@dataclass(frozen=True)
class Imported:
    """What a file was, and what became of it: `code` names the sentence.

    `count` are the questions that are new here, `left_out` those about a record that is not; `exchange` is
    what a file of another computer of the practice changed.
    """

    kind: str
    code: str
    seq: int | None = None
    pack: PackPreview | None = None
    count: int = 0
    left_out: int = 0
    exchange: Taken | None = None


def waiting(workspace: Workspace) -> Waiting:
    with workspace.store.read() as session:
        if there := elsewhere(session):
            return Waiting(0, 0, {}, 0, HeldBack(0, 0, 0), (), there)
        lines = queries.waiting_lines(session)
        held_back = queries.held_back(session)
        unsaved = _unsaved(session)
        ids = {line.entity_id for line in lines if line.kind == "record"}
        forms = session.exec(select(Record.form).where(col(Record.id).in_(ids))).all()
    return Waiting(
        records=len(ids),
        patients=len({line.patient_id for line in lines}),
        by_form=dict(sorted(Counter(forms).items())),
        revisions=len(lines),
        held_back=held_back,
        unsaved=unsaved,
    )


def refuse_export(workspace: Workspace) -> None:
    """Says before a folder is asked for why there would be no bundle.  Raises IagoError."""
    with workspace.store.read() as session:
        resync.refuse_if_owed(session)
        refuse_elsewhere(session)
        refuse_open_consent(session)
        enrolment.enrolled(session, None)
        if not queries.waiting_lines(session) and not _unsaved(session):
            raise IagoError("nothing_to_export")


def preview(workspace: Workspace) -> tuple[str, ...]:
    """Exactly the lines that the registry will see."""
    with workspace.store.read() as session:
        return tuple(body_of(revision).decode("utf-8") for revision in queries.waiting(session))


def export(
    workspace: Workspace, folder: Path, reason: str = "", progress: carrier.Progress | None = None
) -> Exported:
    """What waits, as a bundle in `folder`.  A bundle that was made before and got no file is written first.

    The file is on the carrier, read back and verified before the bundle enters the ledger, and takes its name
    after: until then whatever fails leaves neither a file nor a number behind, and the same content gets the
    same bytes when it is exported again.
    Texts that may name somebody leave only with a `reason`, which the audit keeps (`texts_need_reason`).
    Raises IagoError `not_enrolled`, `nothing_to_export`, `training_cannot_export`, `carrier_...`;
    SignatureError when trust expired.
    """
    enrolment.refuse_training(workspace)
    with workspace.store.read() as session:
        resync.refuse_if_owed(session)
        unsaved = _unsaved(session)
    doubtful = len(what_leaves.doubts(workspace))
    if doubtful and not reason.strip():
        raise IagoError("texts_need_reason", count=doubtful)
    again = [save_again(workspace, seq, folder) for seq in unsaved]
    beside: Path | None = None
    try:
        with workspace.write("export_bundle", reason.strip() if doubtful else "") as transaction:
            if doubtful:
                transaction.note(doubtful_texts=doubtful)
            row, own = make_bundle(workspace, transaction)
            name = bundle.file_name(own.certificate.site, row.seq)
            key = own.key.public
            data = row.file or b""
            beside = carrier.put_beside(folder, name, data, lambda found: _check(found, key), progress)
    except BaseException as error:
        if beside is not None:
            carrier.remove(beside)
        if again and isinstance(error, IagoError) and error.code == "nothing_to_export":
            return again[-1]
        raise
    path = carrier.take_name(beside, name)
    _mark_sent(workspace, row.seq, folder)
    return Exported(path, row.seq, row.set_digest, row.records)


def save_again(workspace: Workspace, seq: int, folder: Path) -> Exported:
    """The same bytes once more: a bundle is never built anew.  Raises IagoError."""
    enrolment.refuse_training(workspace)
    with workspace.store.read() as session:
        row = queries.bundle(session, seq)
        practice = queries.practice(session)
        sign = queries.site_key(session, "sign")
    if row is None or row.file is None or sign is None or practice is None:
        raise IagoError("bundle_unknown", seq=seq)
    key = VerifyKey.from_text(sign.public)
    path = carrier.put_file(
        folder, bundle.file_name(practice.site, seq), row.file, lambda data: _check(data, key)
    )
    if row.state != "confirmed":
        _mark_sent(workspace, seq, folder)
    return Exported(path, seq, row.set_digest, row.records)


def ledger(workspace: Workspace) -> tuple[LedgerRow, ...]:
    """Newest first."""
    columns = (
        Bundle.seq,
        Bundle.created,
        Bundle.records,
        Bundle.set_digest,
        Bundle.state,
        Bundle.carried_to,
        Bundle.received_at,
        Bundle.previous,
    )
    with workspace.store.read() as session:
        question = select(*columns).order_by(col(Bundle.seq).desc())  # type: ignore[call-overload]
        return tuple(LedgerRow(*line) for line in session.exec(question).all())


def import_file(workspace: Workspace, data: bytes) -> Imported:
    """A receipt, questions, a certificate, a newer card, a pack; the kind is what the signed statement says.

    A first card has to be compared and its last group typed: enrolment.pin_card.  A pack is only read; a
    person looks at it: packs.install.  Raises IagoError.
    """
    kind = trust.open_any(data)
    if kind in {"receipt", "question"}:
        with workspace.store.read() as session:
            refuse_elsewhere(session)
    match kind:
        case "exchange":
            joined = take_exchange(workspace, data)
            code = "exchange_known" if joined.again else "exchange_taken"
            return Imported(kind, code, exchange=joined)
        case "receipt":
            return _import_receipt(workspace, data)
        case "question":
            taken = questions.take(workspace, data)
            some = "questions_imported_some" if taken.unknown_record else "questions_imported"
            code = some if taken.new else "questions_known"
            return Imported(kind, code, count=taken.new, left_out=taken.unknown_record)
        case "cert":
            enrolment.import_certificate(workspace, data)
            return Imported(kind, "certificate_imported")
        case "card":
            is_first = enrolment.pinned_card(workspace) is None
            if not is_first:
                enrolment.renew_card(workspace, data)
            return Imported(kind, "card_needs_group" if is_first else "card_renewed")
        case "pack":
            pack = packs.read_pack(workspace, data)
            code = "pack_known" if pack.known else "pack_to_look_at"
            return Imported(kind, code, pack.version, pack)
        case "request" | "report":
            raise IagoError("file_for_registry")
        case _:
            raise IagoError("kind_not_handled", kind=kind)


def _unsaved(session: Session) -> tuple[int, ...]:
    question = select(Bundle.seq).where(col(Bundle.state) == "made").order_by(col(Bundle.seq))
    return tuple(session.exec(question).all())


def _check(data: bytes, key: VerifyKey) -> None:
    """What anybody can check without a secret: the outer file and the practice's signature over it."""
    members = strict_zip.read(data, bundle.MAX_FILE)
    key.verify(members["payload.age"], members["payload.age.minisig"])


def _mark_sent(workspace: Workspace, seq: int, folder: Path) -> None:
    with workspace.write("bundle_carried") as transaction:
        row = queries.bundle(transaction.session, seq)
        if row is None:
            raise IagoError("bundle_unknown", seq=seq)
        row.state, row.carried_to = "sent", folder.name
        transaction.put_aside(row)


def _import_receipt(workspace: Workspace, data: bytes) -> Imported:
    """Signed with the receipts key of the pinned card, sealed to this practice, about a bundle it sent."""
    with workspace.store.read() as session:
        # A receipt is good also after the certificate has run out: no day is asked.
        own = enrolment.enrolled(session, None)
    receiver = Receiver.at_site(own.certificate.site, [own.secret], own.card, workspace.today())
    contents = bundle.read(data, receiver)
    if contents.document.get("state") == "resync":
        said = Resync.from_bytes(contents.files["receipt.json"])
        taken = resync.take(workspace, own, said, contents.statement.set)
        code = "resync_known" if taken.known else "resync_missing" if taken.missing else "resync_taken"
        return Imported("resync", code, taken.seq, count=taken.missing)
    seq = contents.manifest.seq
    with workspace.store.read() as session:
        row = queries.bundle(session, seq)
    if row is None:
        raise BundleError("receipt_unknown_bundle", seq=seq)
    receipt = Receipt.from_bytes(contents.files["receipt.json"])
    answered = (receipt.registry, receipt.site, receipt.seq, receipt.set)
    if answered != (own.card.registry, own.certificate.site, seq, row.set_digest):
        raise BundleError("receipt_does_not_fit", seq=seq)
    if row.state == "confirmed":
        return Imported("receipt", "receipt_known", seq)
    row.state, row.receipt, row.received_at = "confirmed", data, workspace.today().isoformat()
    with workspace.write("import_receipt") as transaction:
        transaction.put_aside(row)
        withdrawal.forget_pseudonyms(transaction, receipt.withdrawn)
        ahead = clock.take_receipt(transaction, receipt, row)
    return Imported("receipt", "receipt_imported_ahead" if ahead else "receipt_imported", seq, count=ahead)
