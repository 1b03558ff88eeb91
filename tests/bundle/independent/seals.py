"""Sections 4 and 5 of docs/bundle-format.md: signatures, statements, signed sets, and age."""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.bundle.independent.containers import Refused, read_zip, sha

ID = r"[A-Z0-9]+(?:-[A-Z0-9]+)*"
DIGEST = r"[0-9a-f]{64}"


@dataclass(frozen=True)
class Signature:
    legacy: bool
    key_id: bytes
    first: bytes
    comment: str
    second: bytes


def _b64(text: bytes, length: int) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("signature_malformed") from None
    if len(raw) != length or base64.b64encode(raw) != text:
        raise Refused("signature_malformed")
    return raw


def parse_signature(data: bytes) -> Signature:
    lines = data.split(b"\n")
    if len(data) > 1024 or len(lines) != 5 or lines[4]:
        raise Refused("signature_malformed")
    found = re.fullmatch(rb"trusted comment: ([ -~]{1,400})", lines[2])
    if lines[0] != b"untrusted comment: iago signature" or not found:
        raise Refused("signature_malformed")
    raw, second = _b64(lines[1], 74), _b64(lines[3], 64)
    if raw[:2] not in (b"ED", b"Ed"):
        raise Refused("signature_malformed")
    if raw[:2] == b"Ed":
        raise Refused("signature_legacy")
    return Signature(False, raw[2:10], raw[10:], found[1].decode("ascii"), second)


def parse_statement(comment: str) -> dict[str, Any]:
    kinds = "report|receipt|question|exchange|pack|card|request|cert"
    pattern = (
        rf"iago/1 (?P<kind>{kinds}) from=(?P<sender>{ID}|\*) to=(?P<to>{ID}|\*)"
        rf" seq=(?P<seq>0|[1-9][0-9]{{0,8}}) set=(?P<set>{DIGEST})"
    )
    found = re.fullmatch(pattern, comment, re.ASCII)
    if not found or max(len(found["sender"]), len(found["to"])) > 32:
        raise Refused("statement_unreadable")
    return {**found.groupdict(), "seq": int(found["seq"])}


def verify(keys: Sequence[str], data: bytes, signature: Signature) -> str:
    """The one of `keys` (base64 of "Ed", id and key) that signed."""
    for key in keys:
        raw = base64.b64decode(key)
        if raw[2:10] == signature.key_id:
            try:
                public = Ed25519PublicKey.from_public_bytes(raw[10:])
                public.verify(signature.first, hashlib.blake2b(data).digest())
                public.verify(signature.second, signature.first + signature.comment.encode())
            except InvalidSignature:
                raise Refused("signature_wrong") from None
            return key
    raise Refused("other_key")


@dataclass(frozen=True)
class SignedSet:
    sums: bytes
    signatures: list[bytes]
    files: dict[str, bytes]


def read_set(data: bytes, limit: int) -> SignedSet:
    members = read_zip(data, limit)
    names = list(members)
    count = 0
    while count + 1 < len(names) and names[count + 1] == (
        "SHA256SUMS.minisig" if not count else f"SHA256SUMS-{count + 1}.minisig"
    ):
        count += 1
    files = {name: members[name] for name in names[count + 1 :]}
    if (
        names[0] != "SHA256SUMS"
        or not 1 <= count <= 16
        or any(name.startswith("SHA256SUMS") for name in files)
    ):
        raise Refused("members_differ", 10)
    return SignedSet(members["SHA256SUMS"], [members[name] for name in names[1 : count + 1]], files)


def verify_set(found: SignedSet, keys: Sequence[str]) -> tuple[dict[str, Any], set[str]]:
    said = parse_statement(parse_signature(found.signatures[0]).comment)
    signers: set[str] = set()
    for each in found.signatures:
        signature = parse_signature(each)
        signer = verify(keys, found.sums, signature)
        if parse_statement(signature.comment) != said:
            raise Refused("statements_differ")
        if signer in signers:
            raise Refused("signed_twice_by_one_key")
        signers.add(signer)
    if said["set"] != sha(found.sums):
        raise Refused("statement_of_another_set", 12)
    return said, signers


def check_sums(found: SignedSet) -> None:
    wanted = "".join(f"{sha(found.files[name])}  {name}\n" for name in sorted(found.files))
    if wanted.encode() != found.sums:
        raise Refused("checksums_differ", 12)


# Section 5.


def key_bytes(text: str) -> bytes:
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    bits = "".join(f"{letters.index(letter):05b}" for letter in text.lower().rpartition("1")[2][:-6])
    return int(bits[:256], 2).to_bytes(32)


def recipient_text(public: bytes) -> str:
    """`age1...` of a public key."""
    letters, prefix = "qpzry9x8gf2tvdw0s3jn54khce6mua7l", "age"
    bits = f"{int.from_bytes(public):0256b}0000"
    values = [int(bits[place : place + 5], 2) for place in range(0, 260, 5)]
    check = 1
    for value in [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix), *values, *[0] * 6]:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term if top >> bit & 1 else 0
    values += [(check ^ 1) >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{prefix}1{''.join(letters[value] for value in values)}"


def recipient_of(secret: str) -> str:
    return recipient_text(
        X25519PrivateKey.from_private_bytes(key_bytes(secret)).public_key().public_bytes_raw()
    )


def read_header(data: bytes) -> tuple[list[tuple[list[str], bytes]], int, bytes]:
    """The stanzas, where the MAC line begins, and the MAC."""
    head = data[: 32 * 1024]
    body = rb"(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n"
    stanza = rb"-> [!-~]+(?: [!-~]+)*\n" + body
    mac = rb"---( [A-Za-z0-9+/]{43})\n"
    found = re.match(rb"age-encryption\.org/v1\n((?:" + stanza + rb")*)" + mac, head)
    if not found:
        raise Refused("encryption_header")
    stanzas = [
        (each[1].decode().split(" "), each[2].replace(b"\n", b""))
        for each in re.finditer(rb"-> ([^\n]+)\n(" + body + rb")", found[1])
    ]
    kinds = [words[0] for words, _ in stanzas]
    grease = [kind for kind in kinds if kind.endswith("-grease")]
    if len(kinds) > 16 or len(grease) > 1 or "X25519" not in kinds:
        raise Refused("encryption_header")
    if kinds.count("X25519") + len(grease) != len(kinds):
        raise Refused("encryption_header")
    return stanzas, found.end(1) + 3, found[2][1:]


def _unpadded(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)


def decrypt(data: bytes, secrets: Sequence[str]) -> tuple[bytes, int]:
    """The payload, and how many it was sealed to."""
    stanzas, mac_at, mac = read_header(data)
    keys = [words for words in stanzas if words[0][0] == "X25519"]
    try:
        file_key = next(key for secret in secrets for stanza in keys if (key := _file_key(stanza, secret)))
        check = HMAC(HKDF(SHA256(), 32, b"", b"header").derive(file_key), SHA256())
        check.update(data[:mac_at])
        check.verify(_unpadded(mac))
        body = data[mac_at + 45 :]
        return _stream(HKDF(SHA256(), 32, body[:16], b"payload").derive(file_key), body[16:]), len(keys)
    except (StopIteration, InvalidSignature, InvalidTag, ValueError, binascii.Error):
        raise Refused("not_sealed_to_me") from None


def _file_key(stanza: tuple[list[str], bytes], secret: str) -> bytes | None:
    (_, share_text), body = stanza
    share = _unpadded(share_text.encode())
    private = X25519PrivateKey.from_private_bytes(key_bytes(secret))
    shared = private.exchange(X25519PublicKey.from_public_bytes(share))
    salt = share + private.public_key().public_bytes_raw()
    wrap = HKDF(SHA256(), 32, salt, b"age-encryption.org/v1/X25519").derive(shared)
    try:
        return ChaCha20Poly1305(wrap).decrypt(bytes(12), _unpadded(body), None)
    except InvalidTag:
        return None


def _stream(key: bytes, data: bytes) -> bytes:
    size, plain = 64 * 1024 + 16, b""
    chunks = [data[place : place + size] for place in range(0, len(data), size)]
    for number, chunk in enumerate(chunks):
        last = number == len(chunks) - 1
        if last and number and len(chunk) == 16:
            raise ValueError("an empty last chunk")
        plain += ChaCha20Poly1305(key).decrypt(number.to_bytes(11) + bytes([last]), chunk, None)
    if not chunks:
        raise ValueError("no chunk")
    return plain
