"""How a practice and a registry come to know each other, offline.

The registry's card is pinned after its fingerprint was compared with the letter, and the last group typed
from it; the practice's request is confirmed by telephone; the certificate that answers it
brings the centre code.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session

from iago_desktop.errors import IagoError, InputError, SignatureError
from iago_desktop.services.carrier import put_file
from iago_desktop.services.workspace import Workspace
from iago_desktop.signing import trust
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.signing.trust import Card, Certificate
from iago_desktop.store import queries
from iago_desktop.tables import TrustFile

REQUEST_NAME = "request.iagoreq"


@dataclass(frozen=True)
class CardPreview:
    """What a person compares before the card is pinned; the last of `groups` is typed, not shown."""

    id: str
    name: str
    groups: tuple[str, ...]
    valid_until: date
    roots: int
    threshold: int


@dataclass(frozen=True)
class Written:
    path: Path
    fingerprint: str


@dataclass(frozen=True)
class EnrolmentState:
    card: CardPreview | None
    request_fingerprint: str | None
    site: str | None
    valid_until: date | None = None  # of the certificate


@dataclass(frozen=True)
class Enrolled:
    """Everything an export needs."""

    card: Card
    certificate: Certificate
    key: SigningKey
    secret: str


def read_card(data: bytes) -> CardPreview:
    """Sound in itself; whether it is the right one, the letter says.  Raises SignatureError, BundleError."""
    return _preview(trust.open_card(data))


def pin_card(workspace: Workspace, data: bytes, typed_group: str) -> CardPreview:
    """Trust this registry from here on, if the last group of its fingerprint was typed from the letter.

    Raises InputError `fingerprint_group_differs`, SignatureError, IagoError `training_cannot_export`; nothing
    is trusted then.
    """
    refuse_training(workspace)
    with workspace.store.read() as session:
        pinned = _card(session)
    card = trust.open_card(data, pinned, workspace.today())
    preview = _preview(card)
    if "".join(filter(str.isdigit, typed_group)) != preview.groups[-1]:
        raise InputError("fingerprint_group_differs")
    _keep(workspace, "pin_card", "card", card.registry, card.version, data)
    return preview


def refuse_training(workspace: Workspace) -> None:
    """Nothing of a training practice may reach a registry: it knows none.  Raises IagoError.

    Asked of the database and not of the window, so that no path leads around it.
    """
    with workspace.store.read() as session:
        practice = queries.practice(session)
    if practice is None or practice.training:
        raise IagoError("training_cannot_export")


def renew_card(workspace: Workspace, data: bytes) -> CardPreview:
    """A newer card of the pinned registry; the roots that are trusted already vouch for it."""
    with workspace.store.read() as session:
        pinned = _card(session)
    if pinned is None:
        raise IagoError("card_needs_group")
    card = trust.open_card(data, pinned, workspace.today())
    if card.version > pinned.version:
        _keep(workspace, "renew_card", "card", card.registry, card.version, data)
    return _preview(card)


def write_request(workspace: Workspace, folder: Path) -> Written:
    """The request for a certificate: the same bytes each time, so that the number read out stays the same."""
    refuse_training(workspace)
    with workspace.store.read() as session:
        kept = queries.trust_file(session, "request")
        sign, receive = queries.site_key(session, "sign"), queries.site_key(session, "receive")
    if sign is None or receive is None:
        raise IagoError("site_keys_missing")
    key = SigningKey.from_text(sign.secret)
    if kept is not None and trust.open_request(kept.data).verify_key == key.public:
        data = kept.data
    else:
        data = trust.make_request(workspace.practice_name, key, receive.public)
        _keep(workspace, "make_request", "request", "", 1, data)
    path = put_file(folder, REQUEST_NAME, data)
    return Written(path, trust.request_fingerprint(data))


def import_certificate(workspace: Workspace, data: bytes) -> str:
    """The centre code that the registry gave to this practice's keys.  Raises IagoError, SignatureError."""
    refuse_training(workspace)
    with workspace.store.read() as session:
        card = _card(session)
        sign, receive = queries.site_key(session, "sign"), queries.site_key(session, "receive")
        practice = queries.practice(session)
    if card is None:
        raise IagoError("card_comes_first")
    if sign is None or receive is None or practice is None:
        raise IagoError("site_keys_missing")
    certificate = trust.open_certificate(data, card, workspace.today())
    own_key = SigningKey.from_text(sign.secret).public
    if (certificate.verify_key, certificate.recipient) != (own_key, receive.public):
        raise SignatureError("certificate_for_other_keys")
    if practice.site not in ("", certificate.site):
        # The chain of bundles is numbered under one code: another one is another chain.
        raise SignatureError("certificate_for_other_site", site=certificate.site, known=practice.site)
    practice.site = certificate.site
    with workspace.write("import_certificate") as transaction:
        transaction.put_aside(practice)
        transaction.put_aside(_trust_file(workspace, "cert", card.registry, certificate.serial, data))
    return certificate.site


def state(workspace: Workspace) -> EnrolmentState:
    with workspace.store.read() as session:
        card = _card(session)
        request, kept = queries.trust_file(session, "request"), queries.trust_file(session, "cert")
        practice = queries.practice(session)
    certificate = None
    with suppress(SignatureError):  # revoked: export says so, this page must still open
        certificate = trust.open_certificate(kept.data, card) if kept and card else None
    return EnrolmentState(
        card=_preview(card) if card else None,
        request_fingerprint=trust.request_fingerprint(request.data) if request else None,
        site=practice.site or None if practice else None,
        valid_until=certificate.valid_until if certificate else None,
    )


def enrolled(session: Session, today: date | None) -> Enrolled:
    """Keys, card and certificate; valid on the day, if one is given.

    Raises IagoError `not_enrolled`, SignatureError.
    """
    card_file, cert_file = queries.trust_file(session, "card"), queries.trust_file(session, "cert")
    sign, receive = queries.site_key(session, "sign"), queries.site_key(session, "receive")
    if card_file is None or cert_file is None or sign is None or receive is None:
        raise IagoError("not_enrolled")
    card = trust.open_card(card_file.data, today=today)
    return Enrolled(
        card=card,
        certificate=trust.open_certificate(cert_file.data, card, today),
        key=SigningKey.from_text(sign.secret),
        secret=receive.secret,
    )


def pinned_card(workspace: Workspace) -> Card | None:
    with workspace.store.read() as session:
        return _card(session)


def _card(session: Session) -> Card | None:
    kept = queries.trust_file(session, "card")
    return trust.open_card(kept.data) if kept else None


def _preview(card: Card) -> CardPreview:
    return CardPreview(
        id=card.registry,
        name=card.name,
        groups=tuple(trust.root_fingerprint(card).split(" ")),
        valid_until=card.expires,
        roots=len(card.roots),
        threshold=card.threshold,
    )


def _keep(workspace: Workspace, intent: str, kind: str, authority: str, version: int, data: bytes) -> None:
    with workspace.write(intent) as transaction:
        transaction.put_aside(_trust_file(workspace, kind, authority, version, data))


def _trust_file(workspace: Workspace, kind: str, authority: str, version: int, data: bytes) -> TrustFile:
    imported = workspace.today().isoformat()
    return TrustFile(kind=kind, authority=authority, version=version, data=data, imported=imported)
