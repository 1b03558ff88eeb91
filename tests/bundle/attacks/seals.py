"""Seals: age files that a strict reader refuses, and most of them before it computes anything."""

import pyrage

from iago_desktop.signing import encryption
from tests.bundle.attacks.attack import (
    SPARE,
    Attack,
    forged,
)
from tests.signing.people import registry

_OWN = registry().card.recipients


def _stanzas(change: str) -> bytes:
    """A header that a strict reader refuses before it computes anything."""
    sealed = encryption.encrypt(b"x", _OWN)
    head, body = sealed.split(b"\n--- ", 1)
    x25519 = b"\n-> X25519 " + head.split(b"-> X25519 ")[1].split(b"\n-> ")[0]
    grease = b"\n-> abc-grease x\n"
    made = {
        "flood": x25519 * 17,
        "grease twice": x25519 + grease + grease,
        "long": x25519 + b"\n-> x-grease\n" + (b"B" * 64 + b"\n") * 600,
        "ssh": x25519 + b"\n-> ssh-ed25519 AAAA " + b"A" * 43 + b"\n" + b"B" * 43,
        "hybrid": x25519 + b"\n-> mlkem768x25519 AAAA\n" + b"B" * 43,
        "only grease": grease,
    }[change]
    return b"age-encryption.org/v1" + made + b"\n--- " + body


def _scrypt_bomb(payload: bytes) -> bytes:
    """A work factor of 2^30: who opens it first and looks later waits for hours."""
    sealed = pyrage.passphrase.encrypt(payload, "password")
    head, rest = sealed.split(b"\n-> scrypt ", 1)
    salt, more = rest.split(b" ", 1)
    return head + b"\n-> scrypt " + salt + b" 30" + more[more.index(b"\n") :]


def _armoured(payload: bytes) -> bytes:
    recipients = [pyrage.x25519.Recipient.from_str(each) for each in _OWN]
    return pyrage.encrypt(payload, recipients, armored=True)


def _cut_seal(payload: bytes) -> bytes:
    return encryption.encrypt(payload, _OWN)[:-1]


def _longer_seal(payload: bytes) -> bytes:
    return encryption.encrypt(payload, _OWN) + b"\0"


ATTACKS: tuple[Attack, ...] = (
    # 8: the seal
    forged("sealed to another", 8, "not_sealed_to_me", "the wrong key card was used", recipients=[SPARE]),
    forged(
        "not encrypted",
        8,
        "encryption_header",
        "content would lie open on the stick",
        seal=lambda payload: payload,
    ),
    forged(
        "a password instead of a recipient",
        8,
        "encryption_header",
        "a password is told, a key is not",
        seal=_scrypt_bomb,
    ),
    forged("armour", 8, "encryption_header", "one spelling for every seal", seal=_armoured),
    forged(
        "seventeen stanzas",
        8,
        "encryption_header",
        "each one costs a computation",
        seal=lambda _: _stanzas("flood"),
    ),
    forged(
        "grease twice",
        8,
        "encryption_header",
        "room for what nobody reads",
        seal=lambda _: _stanzas("grease twice"),
    ),
    forged(
        "a header over 32 KiB",
        8,
        "encryption_header",
        "what is not decrypted must be small",
        seal=lambda _: _stanzas("long"),
    ),
    forged(
        "an ssh recipient",
        8,
        "encryption_header",
        "another suite is another format",
        seal=lambda _: _stanzas("ssh"),
    ),
    forged(
        "a hybrid recipient",
        8,
        "encryption_header",
        "the key card decides, never the sender",
        seal=lambda _: _stanzas("hybrid"),
    ),
    forged(
        "grease alone", 8, "encryption_header", "sealed to nobody", seal=lambda _: _stanzas("only grease")
    ),
    forged("the seal cut by a byte", 8, "not_sealed_to_me", "all or nothing", seal=_cut_seal),
    forged("the seal longer by a byte", 8, "not_sealed_to_me", "all or nothing", seal=_longer_seal),
)
