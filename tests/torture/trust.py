"""T40b, T41, T42b, T42c: who may say which keys count, and when they stop counting."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from iago_desktop.bundle import Receiver, Sender
from iago_desktop.bundle import read as read_bundle
from iago_desktop.definitions.catalogue import Catalogue
from iago_desktop.definitions.pack import Pack, open_pack
from iago_desktop.errors import BundleError, IagoError, SignatureError
from iago_desktop.registry.home import Home
from iago_desktop.registry.ingest import Desk
from iago_desktop.registry.keys import Password
from iago_desktop.rules.pack_check import check_pack
from iago_desktop.signing import encryption, signed_set, strict_zip, trust
from iago_desktop.signing.signatures import SigningKey
from tests.bundle.forge import a_receipt, a_report
from tests.registry.conftest import NOW, no_password
from tests.registry.practice import Practice
from tests.signing.people import TODAY, a_card, registry, site
from tests.torture.trial import Trial, flipped

PACK = Path(__file__).parent.parent / "end_to_end" / "pack_tumour_flare"
ROOTS = [SigningKey.generate() for _ in range(5)]
ROLE, OTHER = SigningKey.generate(), SigningKey.generate()
RECIPIENT = encryption.new_identity()[1]
_TOO_LARGE = 5 * 2**20


def _refused(action: Callable[[], object], *codes: str) -> None:
    try:
        action()
    except IagoError as error:
        if codes and error.code not in codes:
            raise AssertionError(error.code) from error
        return
    raise AssertionError("accepted")


# Cards


def _texts(*keys: SigningKey) -> tuple[str, ...]:
    return tuple(key.public.to_base64() for key in keys)


def _two_of_three(version: int = 5, **changes: object) -> trust.Card:
    roots = {"roots": _texts(*ROOTS[:3]), "threshold": 2, "version": version}
    return a_card(ROOTS[0], ROLE, RECIPIENT, **roots | changes)


def _set(card: trust.Card, *signers: SigningKey) -> bytes:
    """Signed by whoever is named, with no check of its own."""
    files = {"card.json": card.to_bytes()}
    return signed_set.write_set(files, signers, "card", card.registry, "*", card.version)


def _follows(data: bytes) -> trust.Card:
    return trust.open_card(data, _two_of_three(), TODAY)


def _right_card() -> None:
    assert _follows(_set(_two_of_three(6), *ROOTS[:2])).version == 6


def _card_by_a_stranger() -> None:
    _refused(lambda: _follows(_set(_two_of_three(6), *ROOTS[3:5])), "other_key")


def _older_card() -> None:
    _refused(lambda: _follows(_set(_two_of_three(4), *ROOTS[:2])), "card_version")


def _frozen_card() -> None:
    card = _two_of_three(6, expires=TODAY - timedelta(days=1))
    _refused(lambda: _follows(_set(card, *ROOTS[:2])), "card_expired")


def _card_far_forward() -> None:
    _refused(lambda: _follows(_set(_two_of_three(1006), *ROOTS[:2])), "card_version")


def _same_version_other_card() -> None:
    _refused(lambda: _follows(_set(_two_of_three(5, name="Another"), *ROOTS[:2])), "card_version")


def _card_of_one_version_with_signatures_of_another() -> None:
    one, two = (dict(strict_zip.read(_set(_two_of_three(v), *ROOTS[:2]), 2**20)) for v in (6, 7))
    mixed = strict_zip.write(list({**one, "card.json": two["card.json"]}.items()))
    _refused(lambda: _follows(mixed))


def _endless_card() -> None:
    _refused(lambda: _follows(_set(_two_of_three(6), *ROOTS[:2]) + bytes(_TOO_LARGE)))


def _card_by_a_role_key() -> None:
    _refused(lambda: _follows(_set(_two_of_three(6), ROOTS[0], ROLE)), "other_key")


def _card_below_its_threshold() -> None:
    _refused(lambda: _follows(_set(_two_of_three(6), ROOTS[0])), "card_threshold")


def _card_signed_twice_by_one() -> None:
    _refused(lambda: _follows(_set(_two_of_three(6), ROOTS[0], ROOTS[0])), "signed_twice_by_one_key")


def _new_roots_without_the_old() -> None:
    card = _two_of_three(6, roots=_texts(*ROOTS[2:5]), former_roots=_texts(*ROOTS[:2]))
    _refused(lambda: _follows(_set(card, ROOTS[2], ROOTS[3])), "card_threshold")


def _card_of_another_registry() -> None:
    card = _two_of_three(6, registry="REG-OTHER")
    _refused(lambda: _follows(_set(card, *ROOTS[:2])), "card_of_another_registry")


def _threshold_lowered_by_one_root() -> None:
    _refused(lambda: _follows(_set(_two_of_three(6, threshold=1), ROOTS[0])), "card_threshold")


# Packs


def _files(**changes: bytes) -> dict[str, bytes]:
    return dict(Pack.of_folder(PACK).files) | {
        name.replace("__", "."): data for name, data in changes.items()
    }


def _pack(key: SigningKey, files: dict[str, bytes] | None = None, sender: str = "REG-LMU") -> bytes:
    return signed_set.write_set(files or _files(), key, "pack", sender, "*", 1)


def _opened(data: bytes) -> Pack:
    return open_pack(data, a_card(ROOTS[0], ROLE, RECIPIENT))


def _right_pack() -> None:
    assert _opened(_pack(ROLE)).form_ids == ("tumour_flare",)


def _pack_by_a_stranger() -> None:
    _refused(lambda: _opened(_pack(OTHER)), "pack_of_another_registry")


def _pack_by_a_root() -> None:
    _refused(lambda: _opened(_pack(ROOTS[0])), "pack_of_another_registry")


def _pack_of_another_registry() -> None:
    _refused(lambda: _opened(_pack(ROLE, sender="REG-OTHER")), "statements_differ")


def _pack_with_a_file_of_another() -> None:
    members = strict_zip.read(_pack(ROLE), 2**22)
    changed = members["tumour_flare.toml"].replace(b"30.0", b"31.0")
    _refused(lambda: _opened(strict_zip.write(list({**members, "tumour_flare.toml": changed}.items()))))


def _pack_with_one_file_more() -> None:
    members = list(strict_zip.read(_pack(ROLE), 2**22).items())
    _refused(lambda: _opened(strict_zip.write([*members, ("zz.toml", b"")])))


def _endless_pack() -> None:
    _refused(lambda: _opened(_pack(ROLE) + bytes(_TOO_LARGE)), "too_large", "zip_not_canonical")


def _card_as_a_pack() -> None:
    _refused(lambda: _opened(_set(a_card(ROOTS[0], ROLE, RECIPIENT), ROOTS[0])), "unexpected_kind")


def _older_form_in_a_pack() -> None:
    older, newer = _files(), _files()
    newer["tumour_flare.toml"] = newer["tumour_flare.toml"].replace(b"version = 1", b"version = 2", 1)
    shipped = Catalogue.shipped()
    installed = Pack.of(newer).added_to(shipped)
    found = check_pack(Pack.of(older), installed, shipped).problems
    assert [each.code for each in found] == ["pack_form_version"]


def _same_form_version_with_other_content() -> None:
    changed = _files()
    changed["tumour_flare.toml"] = changed["tumour_flare.toml"].replace(b"30 mm or more", b"30 mm and more")
    shipped = Catalogue.shipped()
    installed = Pack.of(_files()).added_to(shipped)
    found = check_pack(Pack.of(changed), installed, shipped).problems
    assert [each.code for each in found] == ["pack_form_version"]


NAMED: tuple[Callable[[], None], ...] = (
    _right_card,
    _card_by_a_stranger,
    _older_card,
    _frozen_card,
    _card_far_forward,
    _same_version_other_card,
    _card_of_one_version_with_signatures_of_another,
    _endless_card,
    _card_by_a_role_key,
    _card_below_its_threshold,
    _card_signed_twice_by_one,
    _new_roots_without_the_old,
    _card_of_another_registry,
    _threshold_lowered_by_one_root,
    _right_pack,
    _pack_by_a_stranger,
    _pack_by_a_root,
    _pack_of_another_registry,
    _pack_with_a_file_of_another,
    _pack_with_one_file_more,
    _endless_pack,
    _card_as_a_pack,
    _older_form_in_a_pack,
    _same_form_version_with_other_content,
)


def _named(_shared: None, _chance: random.Random, number: int) -> None:
    NAMED[number]()


# Members of trust files, with the container's checksums right again


def _members(_folder: Path) -> list[tuple[Callable[[bytes], object], bytes, dict[str, bytes], str]]:
    card, practice, lmu = registry().card, site(), registry()
    kinds: tuple[tuple[Callable[[bytes], object], bytes], ...] = (
        (trust.open_card, lmu.card_file),
        (lambda data: trust.open_certificate(data, card), practice.certificate_file),
        (trust.open_request, practice.request),
        (_opened, _pack(ROLE)),
    )
    return [
        (opening, data, members, name)
        for opening, data in kinds
        for members in [strict_zip.read(data, 2**22)]
        for name in members
    ]


def _member_bit(
    shared: list[tuple[Callable[[bytes], object], bytes, dict[str, bytes], str]],
    chance: random.Random,
    number: int,
) -> None:
    opening, _, members, name = shared[number % len(shared)]
    content = members[name]
    changed = {**members, name: flipped(content, chance.randrange(len(content) * 8))}
    try:
        opening(strict_zip.write(list(changed.items())))
    except (BundleError, SignatureError):
        return
    raise AssertionError(name)


# Enrolment


@dataclass
class Place:
    """A registry that enrolled one practice, whose first bundle was taken."""

    home: Home
    practice: Practice
    first: bytes
    receipt: bytes
    folder: Path

    def desk(self, **changes: object) -> Desk:
        password = Password(no_password)
        receiver = replace(self.home.receiver(self.home.identity(password), NOW.date()), **changes)  # type: ignore[arg-type]
        key = self.home.signing_key("receipts", password)
        return Desk(self.home, self.home.store(), Catalogue.shipped(), receiver, key, now=lambda: NOW)

    def close(self) -> None:
        self.practice.store.close()


def _place(folder: Path) -> Place:
    path = folder / "registry"
    Home.create(path, name="IAGO", registry_id="REG-LMU", new_password=None, today=NOW.date())
    home = Home.open(path)
    practice = Practice.at(folder / "practice", path / "registry.db")
    key = home.signing_key("registry", Password(no_password))
    request = practice.request
    digits = trust.request_fingerprint(request)
    practice.enrolled(home.enrol(request, digits, enrolment_key=key, today=NOW.date()).file, home.card)
    place = Place(home, practice, b"", b"", folder)
    practice.add_record(practice.add_patient())
    place.first = practice.export()
    taken = _ingested(place.desk(), place.first)
    assert taken[0] == "accepted"
    place.receipt = taken[1]
    return place


def _ingested(desk: Desk, data: bytes) -> tuple[str, bytes]:
    try:
        outcome = desk.ingest(data)
    finally:
        desk.store.close()
    return outcome.error.code if outcome.error else outcome.state, outcome.receipt or b""


def _swapped(place: Place, _chance: random.Random, number: int) -> None:
    """The clerk typed what the practice read out; on the way the file became another."""
    key = place.home.signing_key("registry", Password(no_password))
    own, (_, recipient) = SigningKey.generate(), encryption.new_identity()
    asked = trust.make_request("Praxis am Park", own, recipient)
    digits = trust.request_fingerprint(asked)
    swaps = (
        lambda: trust.make_request("Praxis am Park", SigningKey.generate(), recipient),
        lambda: trust.make_request("Praxis am Park", own, encryption.new_identity()[1]),
        lambda: trust.make_request("Praxis am Markt", own, recipient),
        lambda: asked,
    )
    typed = digits if number < len(swaps) - 1 else digits[:-1] + str((int(digits[-1]) + 1) % 10)

    def enrol() -> object:
        return place.home.enrol(swaps[number](), typed, enrolment_key=key, today=NOW.date())

    _refused(enrol, "fingerprint_differs")
    assert len(place.home.sites()) == 1


# Rotation, revocation, expiry


def _roots_change_with_old_and_new(_place: Place) -> None:
    card = _two_of_three(6, roots=_texts(*ROOTS[2:5]), former_roots=_texts(*ROOTS[:2]))
    assert _follows(_set(card, *ROOTS[2:4], *ROOTS[:2])) == card


def _receipt_of_the_former_key(_place: Place) -> None:
    """A new receipts key; the former one is still listed and what it signed still counts."""
    lmu = registry()
    card = lmu.card.model_copy(
        update={"roles": lmu.card.roles.model_copy(update={"receipts": _texts(OTHER, lmu.receipts)})}
    )
    receiver = _at_site(card)
    assert read_bundle(a_receipt().file, receiver).manifest.kind == "receipt"


def _receipt_of_a_key_that_is_gone(_place: Place) -> None:
    lmu = registry()
    card = lmu.card.model_copy(
        update={"roles": lmu.card.roles.model_copy(update={"receipts": _texts(OTHER)})}
    )
    _refused(lambda: read_bundle(a_receipt().file, _at_site(card)), "other_key")


def _at_site(card: trust.Card) -> Receiver:
    return Receiver.at_site(site().id, [site().secret], card, TODAY)


def _both_keys_of_a_site(_place: Place) -> None:
    """While a site changes its key the registry knows both; a certificate speaks of one."""
    lmu = registry()
    receiver = lmu.receiver(site())
    both = replace(receiver, sender=lambda _kind, _id: Sender((OTHER.public, site().key.public)))
    assert read_bundle(a_report().file, both).manifest.seq == 1
    new_key_old_certificate = a_report(key=OTHER)
    _refused(lambda: read_bundle(new_key_old_certificate.file, both), "certificate_wrong")


def _revoked_before_the_receipt(place: Place) -> None:
    place.practice.add_record(place.practice.add_patient(f"R-{random.randrange(10**4):04}-AAAA"))  # noqa: S311
    assert place.practice.certificate
    serial = place.practice.certificate.serial
    data = place.practice.export()
    assert _ingested(place.desk(revoked=frozenset({serial})), data)[0] == "certificate_revoked"
    assert _ingested(place.desk(), data)[0] == "accepted"


def _revoked_after_the_receipt(place: Place) -> None:
    assert place.practice.certificate
    revoked = frozenset({place.practice.certificate.serial})
    assert _ingested(place.desk(revoked=revoked), place.first) == ("duplicate", place.receipt)


def _expired_after_the_receipt(place: Place) -> None:
    later = place.practice.certificate.valid_until + timedelta(days=1)  # type: ignore[union-attr]
    assert _ingested(place.desk(today=later), place.first) == ("duplicate", place.receipt)


def _expired_before_the_receipt(place: Place) -> None:
    place.practice.add_record(place.practice.add_patient(f"R-{random.randrange(10**4):04}-BBBB"))  # noqa: S311
    later = place.practice.certificate.valid_until + timedelta(days=1)  # type: ignore[union-attr]
    data = place.practice.export()
    assert _ingested(place.desk(today=later), data)[0] == "certificate_expired"
    assert _ingested(place.desk(), data)[0] == "accepted"


CHANGES: tuple[Callable[[Place], None], ...] = (
    _roots_change_with_old_and_new,
    _receipt_of_the_former_key,
    _receipt_of_a_key_that_is_gone,
    _both_keys_of_a_site,
    _revoked_before_the_receipt,
    _revoked_after_the_receipt,
    _expired_after_the_receipt,
    _expired_before_the_receipt,
)


def _changed(place: Place, _chance: random.Random, number: int) -> None:
    CHANGES[number](place)


def _nothing(_folder: Path) -> None:
    return None


TRIALS = (
    Trial("T40b", "a request swapped on its way is not enrolled", 4, 4, _place, _swapped),
    Trial("T41", "keys that change, expire or are revoked count as they should", 8, 8, _place, _changed),
    Trial("T42b", "the named attacks on cards and packs are refused", 24, len(NAMED), _nothing, _named),
    Trial("T42c", "one flipped bit of a trust file's member is refused", 200, 16_800, _members, _member_bit),
)
