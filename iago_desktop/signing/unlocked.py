"""An open session: the keys of the database and of the user who opened it."""

from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from iago_desktop.signing.slots import text_of

SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
KEY = 32


@dataclass(frozen=True, repr=False, eq=False)
class Unlocked:
    """The data key of one epoch, and the two private keys of a user."""

    user_id: str
    dmk: bytes
    store_id: str
    epoch: int
    x25519: X25519PrivateKey
    ed25519: Ed25519PrivateKey

    @property
    def database_key(self) -> bytes:
        return subkey(self.dmk, self.store_id, "db")

    @property
    def witness_key(self) -> bytes:
        return subkey(self.dmk, self.store_id, "witness")

    @property
    def verify_key(self) -> str:
        """Base64 of the user's public Ed25519 key."""
        return text_of(self.ed25519.public_key().public_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        """64 bytes that only this user can make."""
        return self.ed25519.sign(data)


def subkey(dmk: bytes, store_id: str, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), KEY, salt=store_id.encode(), info=b"iago/1 " + purpose.encode()).derive(dmk)
