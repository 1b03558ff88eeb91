"""`resync`: to a practice that was restored from a backup, where its bundles and its history stand here."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from sqlmodel import Session, col, select

from iago_desktop import __version__, bundle
from iago_desktop.errors import IagoError
from iago_desktop.registry.home import Home
from iago_desktop.registry.invocation import DONE, known_password, writable_place
from iago_desktop.registry.keys import Password
from iago_desktop.registry.output import Output
from iago_desktop.signing import chain
from iago_desktop.signing.receipt import Countersigned, Receipt
from iago_desktop.signing.resync import MAX_REVISIONS, Held, Op, Resync
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.signing.trust import Certificate
from iago_desktop.signing.whole_file import replace_whole
from iago_desktop.store import queries
from iago_desktop.tables import Patient, Revision


def resync(output: Output, folder: Path, site: str, target: Path) -> int:
    home = Home.open(folder)
    writable_place(target)
    certificate = home.certificate(site)
    if certificate is None or certificate.serial in home.card.revoked:
        raise IagoError("resync_site_unknown", site=site)
    key = home.signing_key("receipts", Password(lambda: known_password(output)))
    with home.store() as store, store.read() as session:
        said = state_of(session, home.id, site, datetime.now(UTC))
    replace_whole(target, sealed(said, certificate, key))
    if output.json:
        document = {"ok": True, "site": site, "seq": said.seq, "since": said.since, "file": str(target)}
        output.document(document | {"revisions": len(said.revisions)})
    else:
        output.pairs(
            [
                ("label_site", site),
                ("label_last_bundle", str(said.seq)),
                ("label_revisions", str(len(said.revisions))),
                ("label_resync", str(target)),
            ],
            [output.text("advice_resync")],
        )
    return DONE


def state_of(session: Session, registry: str, site: str, now: datetime, most: int = MAX_REVISIONS) -> Resync:
    """What the site has to know; of its revisions those of as many whole bundles as there is room for."""
    last = queries.last_bundle(session, site)
    held, since = _held(session, site, most)
    return Resync(
        registry=registry,
        site=site,
        seq=last.seq if last else 0,
        set=last.set_digest if last else chain.GENESIS,
        written_at=Receipt.time(now),
        audit=Countersigned(
            last=last.audit_last if last else 0, head=last.audit_head if last else chain.GENESIS
        ),
        since=since,
        revisions=held,
    )


def sealed(said: Resync, certificate: Certificate, key: SigningKey) -> bytes:
    return bundle.write(
        "receipt",
        {"receipt.json": said.to_bytes()},
        sender=said.registry,
        to=said.site,
        seq=said.seq + 1,
        key=key,
        recipients=[certificate.recipient],
        created=datetime.strptime(said.written_at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).date(),
        software=f"iago-registry {__version__}",
    ).file


def _held(session: Session, site: str, most: int) -> tuple[tuple[Held, ...], int]:
    pids = {each.id: each.pid for each in session.exec(select(Patient).where(col(Patient.site) == site))}
    newest_first = (
        select(Revision)
        .where(col(Revision.site) == site)
        .order_by(col(Revision.bundle).desc(), col(Revision.seq).desc())
        .limit(most + 1)
    )
    found = [_line(each, pids) for each in session.exec(newest_first)]
    if len(found) <= most:
        return tuple(reversed(found)), 1
    # The bundle that does not fit as a whole is left out.
    since = found[most].bundle + 1
    return tuple(each for each in reversed(found) if each.bundle >= since), since


def _line(revision: Revision, pids: dict[str, str]) -> Held:
    return Held(
        body=revision.body_digest,
        bundle=revision.bundle or 1,
        form=json.loads(revision.body)["form"] if revision.body else None,
        kind=revision.kind,
        op=cast("Op", revision.op),
        pid=pids[revision.patient_id or ""],
        rev=revision.revision,
        rid=revision.entity_id,
    )
