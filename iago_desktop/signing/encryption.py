"""age v1 with X25519 recipients, and with a password for key files.  No cipher code of our own.

The only module that knows the package `pyrage`.

age authenticates nobody: who sealed a file is said by signatures.
"""

import re
from collections.abc import Sequence

import pyrage

from iago_desktop.errors import BundleError, SignatureError

MAX_HEADER = 32 * 1024
MAX_STANZAS = 16
_RECIPIENT = re.compile(r"age1[a-z0-9]{58}", re.ASCII)
_STANZA = re.compile(rb"-> ([!-~]+(?: [!-~]+)*)")
_BODY = re.compile(rb"[A-Za-z0-9+/]{0,64}")
_BODY_WIDTH = 64
_MAC = re.compile(rb"--- [A-Za-z0-9+/]{43}")


def new_identity() -> tuple[str, str]:
    """A secret (`AGE-SECRET-KEY-1...`) and its recipient (`age1...`)."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(secret: str) -> str:
    return str(_identity(secret).to_public())


def is_recipient(text: str) -> bool:
    if not _RECIPIENT.fullmatch(text):
        return False
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def encrypt(data: bytes, recipients: Sequence[str]) -> bytes:
    """Sealed to every recipient; each of them alone can open it."""
    if not recipients or len(set(recipients)) != len(recipients) or not all(map(is_recipient, recipients)):
        raise BundleError("recipient_unreadable")
    return pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients])


def decrypt(data: bytes, secrets: str | Sequence[str], recipients_count: int | None = None) -> bytes:
    """All of the plaintext or BundleError: stanza types are looked at before anything is decrypted."""
    count = sealed_to(data)
    if recipients_count is not None and count != recipients_count:
        raise BundleError("encryption_header")
    identities = [_identity(secret) for secret in ([secrets] if isinstance(secrets, str) else secrets)]
    try:
        return pyrage.decrypt(data, identities)
    except pyrage.DecryptError as error:
        raise BundleError("not_sealed_to_me") from error


def encrypt_with_password(data: bytes, password: str) -> bytes:
    """As `age -p` does it.  For key files only: no reader of bundles takes such a file."""
    return pyrage.passphrase.encrypt(data, password)


def decrypt_with_password(data: bytes, password: str) -> bytes:
    try:
        return pyrage.passphrase.decrypt(data, password)
    except pyrage.DecryptError as error:
        raise SignatureError("key_password_wrong") from error


def sealed_to(data: bytes) -> int:
    """How many X25519 recipients the header has; anything but those and one grease stanza is refused."""
    stanzas = header_stanzas(data)
    grease = [kind for kind in stanzas if kind.endswith("-grease")]
    count = stanzas.count("X25519")
    if len(grease) > 1 or not count or count + len(grease) != len(stanzas):
        raise BundleError("encryption_header")
    return count


def header_stanzas(data: bytes) -> tuple[str, ...]:
    """The stanza types in the header of an age file, in order."""
    head = data[:MAX_HEADER]
    lines = iter(head.split(b"\n")[:-1])  # the last piece is not ended by LF
    if next(lines, b"") != b"age-encryption.org/v1":
        raise BundleError("encryption_header")
    kinds: list[str] = []
    line = next(lines, b"")
    while stanza := _STANZA.fullmatch(line):
        kinds.append(stanza[1].split(b" ")[0].decode("ascii"))
        if len(kinds) > MAX_STANZAS:
            raise BundleError("encryption_header")
        body = next(lines, None)
        while body is not None and len(body) == _BODY_WIDTH and _BODY.fullmatch(body):
            body = next(lines, None)
        if body is None or not _BODY.fullmatch(body):
            raise BundleError("encryption_header")
        line = next(lines, b"")
    if not _MAC.fullmatch(line):
        raise BundleError("encryption_header")
    return tuple(kinds)


def _identity(secret: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(secret)
    except pyrage.IdentityError as error:
        raise BundleError("identity_unreadable") from error
