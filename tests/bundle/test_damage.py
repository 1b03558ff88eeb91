"""Every byte of a bundle, damaged: none is accepted, and nothing but a known error comes out."""

import random

import pytest

from iago_desktop import bundle
from iago_desktop.errors import BundleError, SignatureError
from iago_desktop.signing import encryption, strict_zip
from tests.bundle.forge import Forger, a_receipt, a_report, read_at_registry, read_at_site
from tests.signing.people import registry, site

REFUSED = (BundleError, SignatureError)
REPORT = a_report().file


def flipped(data: bytes, position: int, bit: int) -> bytes:
    changed = bytearray(data)
    changed[position] ^= 1 << bit
    return bytes(changed)


def test_one_flipped_bit_in_any_byte_is_refused() -> None:
    for position in range(len(REPORT)):
        with pytest.raises(REFUSED):
            read_at_registry(flipped(REPORT, position, position % 8))


def test_a_receipt_with_a_flipped_bit_in_any_byte_is_refused() -> None:
    receipt = a_receipt().file
    for position in range(len(receipt)):
        with pytest.raises(REFUSED):
            read_at_site(flipped(receipt, position, (position + 3) % 8))


def test_every_cut_is_refused() -> None:
    for length in range(len(REPORT)):
        with pytest.raises(REFUSED):
            read_at_registry(REPORT[:length])


def test_a_missing_or_doubled_byte_is_refused() -> None:
    for position in range(0, len(REPORT), 3):
        for data in (
            REPORT[:position] + REPORT[position + 1 :],
            REPORT[: position + 1] + REPORT[position:],
        ):
            with pytest.raises(REFUSED):
                read_at_registry(data)


def test_flips_in_outer_members_with_the_checksum_repaired_are_refused() -> None:
    members = strict_zip.read(REPORT, bundle.MAX_FILE)
    for name, data in members.items():
        for position in range(len(data)):
            damaged = {**members, name: flipped(data, position, position % 8)}
            with pytest.raises(REFUSED):
                read_at_registry(strict_zip.write(list(damaged.items())))


def test_flips_in_inner_members_are_refused_though_outside_all_is_right() -> None:
    """The site seals and signs the outside over a damaged inside: only the inner checks can notice."""
    payload = a_report().payload
    members = strict_zip.read(payload, bundle.MAX_FILE)
    for name, data in members.items():
        for position in range(len(data)):
            damaged = {**members, name: flipped(data, position, position % 8)}
            repaired = strict_zip.write(list(damaged.items()))
            with pytest.raises(REFUSED):
                read_at_registry(Forger(payload=lambda _, r=repaired: r).make())  # type: ignore[misc]


def test_flips_in_the_payload_file_are_refused() -> None:
    payload = a_report().payload
    for position in range(0, len(payload), 5):
        damaged = flipped(payload, position, position % 8)
        with pytest.raises(REFUSED):
            read_at_registry(Forger(payload=lambda _, d=damaged: d).make())  # type: ignore[misc]


def test_flips_in_the_sealed_payload_are_refused_though_the_signature_is_right() -> None:
    sealed = encryption.encrypt(a_report().payload, registry().card.recipients)
    for position in range(0, len(sealed), 4):
        damaged = flipped(sealed, position, position % 8)
        with pytest.raises(REFUSED):
            read_at_registry(Forger(seal=lambda _, d=damaged: d).make())  # type: ignore[misc]


def test_random_garbage_signed_by_the_site_is_refused() -> None:
    chance = random.Random(20260501)  # noqa: S311
    payload = a_report().payload
    for _ in range(300):
        start, end = sorted(chance.randrange(len(payload)) for _ in range(2))
        garbage = payload[:start] + chance.randbytes(chance.randrange(40)) + payload[end:]
        with pytest.raises(REFUSED):
            read_at_registry(Forger(payload=lambda _, g=garbage: g).make())  # type: ignore[misc]


def test_the_undamaged_bundle_is_read() -> None:
    assert read_at_registry(REPORT).certificate == site().certificate
