"""keystore.json: who may open the database, and the data key sealed to each of them.

One random data key (DMK) for the database.  Every user has an X25519 and an Ed25519 key pair; the data key is
HPKE-sealed to the first, the second signs that user's revisions.  Both private keys lie in the user's slots,
wrapped by the password (Argon2id, ChaCha20-Poly1305) or by the printed recovery key.  The data key itself is
never used: the database key, the key of this file's MAC and the witness key are derived from it.

Whoever was removed may have kept a copy of the file, so a removal brings a new data key.  While the database
changes over, the file holds both: the current keys, and under `next` the whole file as it will be.

No pydantic: the unlock window opens first.
"""

import hmac
import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from iago_desktop.errors import UnlockError
from iago_desktop.signing import canonical_json, keystore_file, recovery_code
from iago_desktop.signing.argon import FLOOR, STRONG, Argon
from iago_desktop.signing.passwords import check_password, normalised, stretch, strongest_here
from iago_desktop.signing.slots import SIZES, Person, Slot, slot_document, text_of
from iago_desktop.signing.unlocked import KEY, SUITE, Unlocked, subkey
from iago_desktop.signing.whole_file import private_folder, replace_whole

__all__ = ["FLOOR", "STRONG", "Argon", "KeyStore", "Person", "Unlocked", "check_password", "strongest_here"]


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
        self._following: keystore_file.Found | None = None

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
            secrets.token_bytes(KEY),
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
            for slot in (*found.slots, *(found.following.slots if found.following else ())):
                X25519PublicKey.from_public_bytes(slot.xpub)
        except ValueError as error:
            raise UnlockError("keystore_damaged") from error
        store = cls(path, found.store, found.epoch, found.gen, found.slots)
        store._content, store._mac, store._following = found.content, found.mac, found.following
        return store

    def people(self) -> list[Person]:
        """Who can unlock by password, in the order of their arrival."""
        return keystore_file.people(self._slots)

    def users(self) -> frozenset[str]:
        """Whoever has any way in."""
        return frozenset(slot.user for slot in self._slots)

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

    def draw_sheet(self, unlocked: Unlocked, argon: Argon) -> tuple[list[str], Slot]:
        """Six groups for this user's sheet, and the slot for keep_sheet() once they are on paper.  Slow."""
        own = self._slot("password", unlocked.user_id)
        if own is None:
            raise UnlockError("unknown_user")
        paper = recovery_code.new_secret()
        person = Person("", own.user, own.name, own.role)
        slot = self._new_slot(self._next_id(), "recovery", person, unlocked, paper, argon)
        return recovery_code.groups(paper), slot

    def keep_sheet(self, unlocked: Unlocked, drawn: Slot) -> None:
        """The sheet opens from here on; an older one of the same user is void."""
        if drawn.user != unlocked.user_id or any(slot.id == drawn.id for slot in self._slots):
            raise ValueError("a sheet is drawn by the person it belongs to, and kept once")
        old = self._slot("recovery", unlocked.user_id)
        # The data key may have changed since the sheet was drawn.
        slot = self._sealed_anew(drawn, unlocked.dmk, self._epoch)
        self._save(unlocked, (*(s for s in self._slots if s is not old), slot))

    def new_recovery_sheet(self, unlocked: Unlocked, argon: Argon) -> list[str]:
        """Both at once."""
        groups, slot = self.draw_sheet(unlocked, argon)
        self.keep_sheet(unlocked, slot)
        return groups

    # a new data key

    @property
    def epoch(self) -> int:
        """Which data key it is, counted from the first."""
        return self._epoch

    @property
    def is_changing_over(self) -> bool:
        """Whether the database may be under the next data key already."""
        return self._following is not None

    def begin_new_key(self, unlocked: Unlocked, keep: Collection[str]) -> Unlocked:
        """A new data key, sealed to the public key of each user in `keep`: no password of theirs is needed.

        The file holds both keys from here on.  Gives the session under the next one; finish() follows when
        the database opens with it.  Raises UnlockError `keystore_changed`: a key planted in the file would
        get the new data key.
        """
        self.refuse_touched(unlocked)
        dmk, epoch = secrets.token_bytes(KEY), self._epoch + 1
        slots = tuple(self._sealed_anew(slot, dmk, epoch) for slot in self._slots if slot.user in keep)
        if not any(slot.kind == "password" and slot.user == unlocked.user_id for slot in slots):
            raise ValueError("whoever changes the key keeps a way in")
        after = self._document(epoch, self._gen + 2, slots, None)
        mac = self._mac_of(dmk, canonical_json.dumps(after))
        coming = {name: after[name] for name in ("epoch", "gen", "slots")} | {"mac": mac}
        self._write(unlocked, self._document(self._epoch, self._gen + 1, self._slots, coming))
        return replace(unlocked, dmk=dmk, epoch=epoch)

    def following(self, unlocked: Unlocked) -> Unlocked | None:
        """The session under the next data key; None for somebody who has none in it.

        Raises UnlockError `keystore_changed`.
        """
        found = self._following
        own = next((s for s in found.slots if s.user == unlocked.user_id), None) if found else None
        if found is None or own is None:
            return None
        bound = self._binding(own.id, own.kind, own.user, own.xpub, own.epub)
        try:
            dmk = SUITE.decrypt(own.dmk, unlocked.x25519, _info(bound, found.epoch))
        except InvalidTag as error:
            raise UnlockError("keystore_changed") from error
        if not hmac.compare_digest(self._mac_of(dmk, found.content).encode(), found.mac.encode()):
            raise UnlockError("keystore_changed")
        return replace(unlocked, dmk=dmk, epoch=found.epoch)

    def finish(self, unlocked: Unlocked) -> None:
        """The database opens with the next data key, `unlocked` is under it: the current one is forgotten."""
        found = self._following
        if found is None:
            return
        if not hmac.compare_digest(self._mac_of(unlocked.dmk, found.content).encode(), found.mac.encode()):
            raise UnlockError("keystore_changed")
        replace_whole(
            self._path, canonical_json.dumps(canonical_json.loads(found.content) | {"mac": found.mac})
        )
        self._slots, self._epoch, self._gen = found.slots, found.epoch, found.gen
        self._content, self._mac, self._following = found.content, found.mac, None

    def _sealed_anew(self, slot: Slot, dmk: bytes, epoch: int) -> Slot:
        bound = self._binding(slot.id, slot.kind, slot.user, slot.xpub, slot.epub)
        to = X25519PublicKey.from_public_bytes(slot.xpub)
        return replace(slot, dmk=SUITE.encrypt(dmk, to, _info(bound, epoch)))

    def refuse_touched(self, unlocked: Unlocked) -> None:
        """Raises UnlockError `keystore_changed` where the file is not the one that this program wrote."""
        if self._content and not self._is_untouched(unlocked.dmk):
            raise UnlockError("keystore_changed")

    # one slot

    def is_sheet_of(self, user_id: str, code: str) -> bool:
        """Whether these are the groups of this person's newest sheet.  Opens nothing.

        Raises UnlockError `recovery_incomplete` or `recovery_typo`.
        """
        secret, slot = recovery_code.secret_of(code), self._slot("recovery", user_id)
        if slot is None:
            return False
        try:
            self._open(slot, secret, "wrong_recovery")
        except UnlockError as error:
            if error.code != "wrong_recovery":
                raise
            return False
        return True

    def has_sheet(self, user_id: str) -> bool:
        return self._slot("recovery", user_id) is not None

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
        sealed = SUITE.encrypt(keys.dmk, keys.x25519.public_key(), _info(bound, self._epoch))
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
        x25519 = X25519PrivateKey.from_private_bytes(pair[:KEY])
        ed25519 = Ed25519PrivateKey.from_private_bytes(pair[KEY:])
        own = x25519.public_key().public_bytes_raw(), ed25519.public_key().public_bytes_raw()
        if own != (slot.xpub, slot.epub):
            raise UnlockError("keystore_changed")
        try:
            dmk = SUITE.decrypt(slot.dmk, x25519, _info(bound, self._epoch))
        except InvalidTag as error:
            raise UnlockError("keystore_changed") from error
        if not self._is_untouched(dmk):
            raise UnlockError("keystore_changed")
        return Unlocked(slot.user, dmk, self._store_id, self._epoch, x25519, ed25519)

    def _binding(self, slot_id: str, kind: str, user: str, xpub: bytes, epub: bytes) -> bytes:
        parts = {"store": self._store_id, "slot": slot_id, "kind": kind, "user": user}
        return canonical_json.dumps(parts | {"xpub": text_of(xpub), "epub": text_of(epub)})

    def _is_untouched(self, dmk: bytes) -> bool:
        # As bytes: compare_digest() takes texts of ASCII only, and the file may hold anything.
        return hmac.compare_digest(self._mac_of(dmk, self._content).encode(), self._mac.encode())

    def _mac_of(self, dmk: bytes, content: bytes) -> str:
        return text_of(hmac.digest(subkey(dmk, self._store_id, "keystore-mac"), content, "sha256"))

    def _save(self, unlocked: Unlocked, slots: tuple[Slot, ...]) -> None:
        self.refuse_touched(unlocked)
        self._write(unlocked, self._document(self._epoch, self._gen + 1, slots, None))

    def _document(
        self, epoch: int, gen: int, slots: tuple[Slot, ...], coming: dict[str, Any] | None
    ) -> dict[str, Any]:
        return {
            "fmt": keystore_file.FORMAT,
            "store": self._store_id,
            "epoch": epoch,
            "gen": gen,
            "slots": [slot_document(slot) for slot in slots],
            "next": coming,
        }

    def _write(self, unlocked: Unlocked, document: dict[str, Any]) -> None:
        mac = self._mac_of(unlocked.dmk, canonical_json.dumps(document))
        data = canonical_json.dumps(document | {"mac": mac})
        replace_whole(self._path, data)
        found = keystore_file.parse(data)
        self._slots, self._gen, self._following = found.slots, found.gen, found.following
        self._content, self._mac = found.content, found.mac


def _info(bound: bytes, epoch: int) -> bytes:
    return b"iago-keystore/1 dmk " + str(epoch).encode() + b" " + bound
