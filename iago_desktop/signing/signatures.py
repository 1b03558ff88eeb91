"""minisign signatures, prehashed only, and the keys that make and check them.

The only module that knows the package `minisign`.  Whose key it is, and what a comment means, is decided
elsewhere.
"""

import base64
import hashlib
import re
from dataclasses import dataclass, field
from typing import Self

import minisign
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from iago_desktop.errors import SignatureError

UNTRUSTED_COMMENT = "iago signature"
_TRUSTED_PREFIX = "trusted comment: "
_COMMENT = re.compile(r"[ -~]{1,400}", re.ASCII)
_MAX_SIGNATURE = 1024
# What a stolen key file costs per guess: 256 MiB and about half a second.
_SCRYPT_OPERATIONS, _SCRYPT_MEMORY = 2**23, 2**28


def key_id_of(public: bytes) -> bytes:
    """Derived from the key, so that nobody can choose an id that is already somebody's."""
    return hashlib.sha256(b"iago-key-id/1" + public).digest()[:8]


@dataclass(frozen=True)
class VerifyKey:
    """The public half: 32 bytes and the id that stands in signatures."""

    public: bytes
    key_id: bytes

    @classmethod
    def from_text(cls, text: str) -> Self:
        """A minisign .pub file (two lines), or its second line alone."""
        lines = text.strip().splitlines()
        if not lines or len(lines) > 2:  # noqa: PLR2004
            raise SignatureError("key_unreadable")
        return cls.from_base64(lines[-1].strip())

    @classmethod
    def from_base64(cls, text: str) -> Self:
        try:
            key = minisign.PublicKey.from_base64(text.encode("ascii"))
        except (minisign.Error, UnicodeEncodeError) as error:
            raise SignatureError("key_unreadable") from error
        raw = base64.b64decode(text)
        if key.to_base64() != text.encode("ascii"):
            raise SignatureError("key_unreadable")
        return cls(public=raw[10:], key_id=raw[2:10])

    def to_base64(self) -> str:
        return base64.b64encode(b"Ed" + self.key_id + self.public).decode("ascii")

    def to_text(self) -> str:
        """As `minisign -p` reads it."""
        # minisign shows the id as a little-endian number.
        shown = self.key_id[::-1].hex().upper()
        return f"untrusted comment: minisign public key {shown}\n{self.to_base64()}\n"

    def verify(self, data: bytes, signature: bytes) -> str:
        """The signed comment, if `signature` is this key's over `data`; SignatureError otherwise."""
        parsed = _parse(signature)
        if key_id_in(signature) != self.key_id:
            raise SignatureError("other_key")
        try:
            minisign.PublicKey.from_base64(self.to_base64()).verify(data, parsed)
        except ValueError as error:
            raise SignatureError("signature_wrong") from error
        return str(parsed.trusted_comment)


@dataclass(frozen=True)
class SigningKey:
    """The secret half.  Shown nowhere, not even in a traceback."""

    _seed: bytes = field(repr=False)
    public: VerifyKey

    @classmethod
    def generate(cls) -> Self:
        return cls.from_seed(Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def from_seed(cls, seed: bytes, key_id: bytes | None = None) -> Self:
        raw = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
        return cls(_seed=seed, public=VerifyKey(public=raw, key_id=key_id or key_id_of(raw)))

    @classmethod
    def from_text(cls, text: str, password: str | None = None) -> Self:
        """A minisign secret key file; a key made by the command line tool keeps its own id."""
        try:
            secret = minisign.SecretKey.from_bytes(text.encode("ascii"))
        except (minisign.Error, UnicodeEncodeError) as error:
            raise SignatureError("key_unreadable") from error
        if secret.is_encrypted():
            if password is None:
                raise SignatureError("key_needs_password")
            try:
                secret.decrypt(password)
            except minisign.Error as error:
                raise SignatureError("key_password_wrong") from error
        raw = base64.b64decode(secret.to_base64())[54:]
        key = cls.from_seed(raw[8:40], key_id=raw[:8])
        if raw[40:72] != key.public.public:
            raise SignatureError("key_unreadable")
        return key

    def to_text(self, password: str | None = None) -> str:
        """As `minisign -s` reads it, wrapped with minisign's own scrypt if there is a password."""
        secret = self._secret()
        if password is not None:
            secret.encrypt(password, opslimit=_SCRYPT_OPERATIONS, memlimit=_SCRYPT_MEMORY)
        return bytes(secret).decode("ascii") + "\n"

    def sign(self, data: bytes, comment: str) -> bytes:
        """Four lines, each ended by LF; `comment` is signed too."""
        if not _COMMENT.fullmatch(comment):
            raise ValueError("a signed comment is one line of printable ASCII")
        signature = self._secret().sign(
            data, prehash=True, untrusted_comment=UNTRUSTED_COMMENT, trusted_comment=comment
        )
        return bytes(signature) + b"\n"

    def _secret(self) -> minisign.SecretKey:
        identity = self.public.key_id + self._seed + self.public.public
        checksum = hashlib.blake2b(b"Ed" + identity, digest_size=32).digest()
        # algorithm, no key derivation, checksum algorithm, then salt and the two limits as zeros
        raw = b"Ed" + b"\0\0" + b"B2" + bytes(48) + identity + checksum
        return minisign.SecretKey.from_base64(base64.b64encode(raw))


def comment_in(signature: bytes) -> str:
    """The comment of a well-formed signature.  Not verified: good for finding the sender's key only."""
    return str(_parse(signature).trusted_comment)


def key_id_in(signature: bytes) -> bytes:
    """The id of the key that is said to have signed.  Not verified yet."""
    _parse(signature)
    return base64.b64decode(signature.split(b"\n")[1])[2:10]


def _parse(signature: bytes) -> minisign.Signature:
    """A signature with exactly one spelling: four lines, our untrusted comment, prehashed."""
    if len(signature) > _MAX_SIGNATURE:
        raise SignatureError("signature_malformed")
    try:
        parsed = minisign.Signature.from_bytes(signature)
    except minisign.Error as error:
        raise SignatureError("signature_malformed") from error
    if bytes(parsed) + b"\n" != signature or not _COMMENT.fullmatch(parsed.trusted_comment):
        raise SignatureError("signature_malformed")
    if parsed.untrusted_comment != UNTRUSTED_COMMENT:
        raise SignatureError("signature_malformed")
    if not parsed.is_prehashed():
        raise SignatureError("signature_legacy")
    return parsed
