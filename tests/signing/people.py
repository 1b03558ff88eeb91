"""A registry and sites with throw-away keys of their own, made once a session."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from iago_desktop.bundle import Receiver, Sender
from iago_desktop.signing import trust
from iago_desktop.signing.signatures import SigningKey
from tests.signing import throwaway

TODAY = date(2026, 5, 2)


@dataclass(frozen=True)
class Registry:
    root: SigningKey
    enrolment: SigningKey
    receipts: SigningKey
    secret: str
    card: trust.Card
    card_file: bytes

    def receiver(self, *sites: "Site", today: date = TODAY, revoked: bool = False) -> Receiver:
        known = {site.id: Sender((site.key.public,), revoked=revoked) for site in sites}
        return Receiver.at_registry(self.card, [self.secret], known.get, today)


@dataclass(frozen=True)
class Site:
    id: str
    key: SigningKey
    secret: str
    recipient: str
    request: bytes
    certificate_file: bytes
    certificate: trust.Certificate


def a_card(root: SigningKey, role: SigningKey, recipient: str, **changes: object) -> trust.Card:
    roles = trust.Roles(
        enrolment=(role.public.to_base64(),),
        receipts=(role.public.to_base64(),),
        definitions=(role.public.to_base64(),),
    )
    card = trust.Card(
        registry="REG-LMU",
        name="IAGO Register",
        version=1,
        expires=date(2030, 1, 1),
        threshold=1,
        roots=(root.public.to_base64(),),
        former_roots=(),
        roles=roles,
        recipients=(recipient,),
        revoked=(),
        accept=(trust.Accepted(format=trust.BUNDLE_FORMAT, until=None),),
    )
    return trust.Card.model_validate({**card.model_dump(), **changes})


@cache
def registry(registry_id: str = "REG-LMU") -> Registry:
    named = (f"{registry_id} {role}" for role in ("root", "enrolment", "receipts"))
    root, enrolment, receipts = map(throwaway.signing_key, named)
    secret, recipient = throwaway.identity(registry_id)
    roles = trust.Roles(
        enrolment=(enrolment.public.to_base64(),),
        receipts=(receipts.public.to_base64(),),
        definitions=(receipts.public.to_base64(),),
    )
    card = a_card(root, enrolment, recipient, registry=registry_id, roles=roles)
    return Registry(root, enrolment, receipts, secret, card, trust.make_card(card, [root]))


@cache
def site(site_id: str = "DE-0042", serial: int = 1) -> Site:
    key = throwaway.signing_key(site_id)
    secret, recipient = throwaway.identity(site_id)
    request = trust.make_request("Praxis am Markt", key, recipient)
    lmu = registry()
    certificate = trust.make_certificate(
        request, site_id, lmu.card.registry, lmu.enrolment, serial=serial, issued=date(2026, 1, 1)
    )
    opened = trust.open_certificate(certificate, lmu.card)
    return Site(site_id, key, secret, recipient, request, certificate, opened)
