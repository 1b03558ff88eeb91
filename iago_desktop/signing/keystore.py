"""keystore.json: who may open the database, and the data key sealed to each of them.

One random data key (DMK) for the database.  Every user has an X25519 and an Ed25519 key pair; the data key is
HPKE-sealed to the first, the second signs that user's revisions.  Both private keys lie in the user's slots,
wrapped by the password (Argon2id, ChaCha20-Poly1305) or by the printed recovery key.  The data key itself is
never used: the database key, the key of this file's MAC and the witness key are derived from it.

Not here: removing a user and the new data key that this needs.  No pydantic: the unlock window opens first.
"""

import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from iago_desktop.errors import UnlockError
from iago_desktop.signing import canonical_json, keystore_file, recovery_code
from iago_desktop.signing.argon import FLOOR, STRONG, Argon
from iago_desktop.signing.passwords import check_password, normalised, stretch, strongest_here
from iago_desktop.signing.slots import SIZES, Person, Slot, slot_document, text_of
from iago_desktop.signing.whole_file import private_folder, replace_whole

__all__ = ["FLOOR", "STRONG", "Argon", "KeyStore", "Person", "Unlocked", "check_password", "strongest_here"]

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
_KEY = 32


@dataclass(frozen=True, repr=False, eq=False)
class Unlocked:
    """An open session: the keys of the database and of the user who opened it."""

    user_id: str
    dmk: bytes
    store_id: str
    epoch: int
    x25519: X25519PrivateKey
    ed25519: Ed25519PrivateKey

    @property
    def database_key(self) -> bytes:
        return _subkey(self.dmk, self.store_id, "db")

    @property
    def witness_key(self) -> bytes:
        return _subkey(self.dmk, self.store_id, "witness")

    @property
    def verify_key(self) -> str:
        """Base64 of the user's public Ed25519 key."""
        return text_of(self.ed25519.public_key().public_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        """64 bytes that only this user can make."""
        return self.ed25519.sign(data)


class KeyStore:
    """The key store in a file.  Every change replaces the whole file."""

    def __init__(self, path: Path, store_id: str, epoch: int, gen: int, slots: tuple[Slot, ...]) -> None:
        self._path = path
        self._store_id = store_id
        self._epoch = epoch
        self._gen = gen
        self._slots = slots
        self._content = b""
        self._mac = ""

    @classmethod
    def create(
        cls, path: Path, user_id: str, user_name: str, role: str, password: str, argon: Argon
    ) -> tuple["KeyStore", list[str]]:
        """A new data key for a new practice, its first user, and the six groups of the recovery sheet."""
        if path.exists():
            raise UnlockError("keystore_exists")
        check_password(password, user_name)
        private_folder(path.parent)
        store = cls(path, secrets.token_hex(16), 1, 0, ())
        keys = Unlocked(
            user_id,
            secrets.token_bytes(_KEY),
            store._store_id,
            store._epoch,
            X25519PrivateKey.generate(),
            Ed25519PrivateKey.generate(),
        )
        paper = recovery_code.new_secret()
        person = Person("", user_id, unicodedata.normalize("NFC", user_name), role)
        by_password = store._new_slot("s1", "password", person, keys, normalised(password), argon)
        by_paper = store._new_slot("s2", "recovery", person, keys, paper, argon)
        store._save(keys, (by_password, by_paper))
        return store, recovery_code.groups(paper)

    @classmethod
    def load(cls, path: Path) -> "KeyStore":
        """Raises UnlockError.  Nothing in it is trusted before an unlock has checked the MAC."""
        found = keystore_file.read(path)
        try:
            for slot in found.slots:
                X25519PublicKey.from_public_bytes(slot.xpub)
        except ValueError as error:
            raise UnlockError("keystore_damaged") from error
        store = cls(path, found.store, found.epoch, found.gen, found.slots)
        store._content, store._mac = found.content, found.mac
        return store

    def people(self) -> list[Person]:
        """Who can unlock by password, in the order of their arrival."""
        return keystore_file.people(self._slots)

    def unlock(self, user_id: str, password: str) -> Unlocked:
        """Raises UnlockError: `wrong_password`, `unknown_user`, `keystore_changed`.  Slow on purpose."""
        slot = self._slot("password", user_id)
        if slot is None:
            raise UnlockError("unknown_user")
        return self._open(slot, normalised(password), "wrong_password")

    def unlock_with_recovery(self, code: str) -> Unlocked:
        """By the printed sheet, as the user to whom it belongs.  Set a new password next."""
        secret = recovery_code.secret_of(code)
        for slot in self._slots:
            if slot.kind == "recovery":
                try:
                    return self._open(slot, secret, "wrong_recovery")
                except UnlockError as error:
                    if error.code != "wrong_recovery":
                        raise
        raise UnlockError("wrong_recovery")

    def add_user(
        self, unlocked: Unlocked, user_id: str, user_name: str, role: str, password: str, argon: Argon
    ) -> str:
        """A second user needs no more than an open session.  Gives the new user's verify key, base64."""
        if self._slot("password", user_id) is not None:
            raise UnlockError("user_exists", user=user_id)
        check_password(password, user_name)
        pair = X25519PrivateKey.generate(), Ed25519PrivateKey.generate()
        keys = Unlocked(user_id, unlocked.dmk, self._store_id, self._epoch, *pair)
        person = Person("", user_id, unicodedata.normalize("NFC", user_name), role)
        slot = self._new_slot(self._next_id(), "password", person, keys, normalised(password), argon)
        self._save(unlocked, (*self._slots, slot))
        return keys.verify_key

    def change_password(self, unlocked: Unlocked, new_password: str, argon: Argon | None = None) -> None:
        """One slot written anew.  Whoever asks has just unlocked with the old password or the sheet."""
        old = self._slot("password", unlocked.user_id)
        if old is None:
            raise UnlockError("unknown_user")
        check_password(new_password, old.name)
        person = Person(old.id, old.user, old.name, old.role)
        slot = self._new_slot(
            old.id, "password", person, unlocked, normalised(new_password), argon or old.argon
        )
        self._save(unlocked, tuple(slot if s.id == old.id else s for s in self._slots))

    def new_recovery_sheet(self, unlocked: Unlocked, argon: Argon) -> list[str]:
        """Six groups for this user's sheet; an older sheet of the same user is void from here on."""
        own = self._slot("password", unlocked.user_id)
        if own is None:
            raise UnlockError("unknown_user")
        paper = recovery_code.new_secret()
        old = self._slot("recovery", unlocked.user_id)
        person = Person("", own.user, own.name, own.role)
        slot = self._new_slot(self._next_id(), "recovery", person, unlocked, paper, argon)
        self._save(unlocked, (*(s for s in self._slots if s is not old), slot))
        return recovery_code.groups(paper)

    def _slot(self, kind: str, user_id: str) -> Slot | None:
        return next((s for s in self._slots if s.kind == kind and s.user == user_id), None)

    def _next_id(self) -> str:
        return f"s{max(int(slot.id[1:]) for slot in self._slots) + 1}"

    def _new_slot(
        self, slot_id: str, kind: str, person: Person, keys: Unlocked, secret: bytes, argon: Argon
    ) -> Slot:
        salt, nonce = secrets.token_bytes(SIZES["salt"]), secrets.token_bytes(SIZES["n"])
        xpub = keys.x25519.public_key().public_bytes_raw()
        epub = keys.ed25519.public_key().public_bytes_raw()
        bound = self._binding(slot_id, kind, person.user, xpub, epub)
        pair = keys.x25519.private_bytes_raw() + keys.ed25519.private_bytes_raw()
        wrapped = ChaCha20Poly1305(stretch(secret, salt, argon)).encrypt(nonce, pair, bound)
        sealed = _SUITE.encrypt(keys.dmk, keys.x25519.public_key(), self._info(bound))
        return Slot(
            slot_id,
            kind,
            person.user,
            person.name,
            person.role,
            salt,
            argon,
            xpub,
            epub,
            nonce,
            wrapped,
            sealed,
        )

    def _open(self, slot: Slot, secret: bytes, refusal: str) -> Unlocked:
        """Unwrap the user's keys, compare them with the public ones, unseal the data key, check the MAC."""
        bound = self._binding(slot.id, slot.kind, slot.user, slot.xpub, slot.epub)
        try:
            pair = ChaCha20Poly1305(stretch(secret, slot.salt, slot.argon)).decrypt(slot.n, slot.ct, bound)
        except InvalidTag as error:
            raise UnlockError(refusal) from error
        x25519 = X25519PrivateKey.from_private_bytes(pair[:_KEY])
        ed25519 = Ed25519PrivateKey.from_private_bytes(pair[_KEY:])
        own = x25519.public_key().public_bytes_raw(), ed25519.public_key().public_bytes_raw()
        if own != (slot.xpub, slot.epub):
            raise UnlockError("keystore_changed")
        try:
            dmk = _SUITE.decrypt(slot.dmk, x25519, self._info(bound))
        except InvalidTag as error:
            raise UnlockError("keystore_changed") from error
        if not self._is_untouched(dmk):
            raise UnlockError("keystore_changed")
        return Unlocked(slot.user, dmk, self._store_id, self._epoch, x25519, ed25519)

    def _binding(self, slot_id: str, kind: str, user: str, xpub: bytes, epub: bytes) -> bytes:
        parts = {"store": self._store_id, "slot": slot_id, "kind": kind, "user": user}
        return canonical_json.dumps(parts | {"xpub": text_of(xpub), "epub": text_of(epub)})

    def _info(self, bound: bytes) -> bytes:
        return b"iago-keystore/1 dmk " + str(self._epoch).encode() + b" " + bound

    def _is_untouched(self, dmk: bytes) -> bool:
        # As bytes: compare_digest() takes texts of ASCII only, and the file may hold anything.
        return hmac.compare_digest(self._mac_of(dmk, self._content).encode(), self._mac.encode())

    def _mac_of(self, dmk: bytes, content: bytes) -> str:
        return text_of(hmac.digest(_subkey(dmk, self._store_id, "keystore-mac"), content, "sha256"))

    def _save(self, unlocked: Unlocked, slots: tuple[Slot, ...]) -> None:
        if self._content and not self._is_untouched(unlocked.dmk):
            raise UnlockError("keystore_changed")
        document = {
            "fmt": keystore_file.FORMAT,
            "store": self._store_id,
            "epoch": self._epoch,
            "gen": self._gen + 1,
            "slots": [slot_document(slot) for slot in slots],
            "next": None,
        }
        content = canonical_json.dumps(document)
        mac = self._mac_of(unlocked.dmk, content)
        replace_whole(self._path, canonical_json.dumps(document | {"mac": mac}))
        self._slots, self._gen, self._content, self._mac = slots, self._gen + 1, content, mac


def _subkey(dmk: bytes, store_id: str, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), _KEY, salt=store_id.encode(), info=b"iago/1 " + purpose.encode()).derive(dmk)
