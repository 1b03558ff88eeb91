"""An age identity as a file that `age -d -i` reads: open, or sealed by a passphrase as `age -p` does it."""

from datetime import date

from iago_desktop.errors import SignatureError
from iago_desktop.signing.encryption import decrypt_with_password, encrypt_with_password, recipient_of

_AGE = b"age-encryption.org/v1\n"
_SECRET = "AGE-SECRET-KEY-1"  # noqa: S105 - how the line with the secret begins
_LONGEST = 64 * 1024


def write(secret: str, created: date, password: str | None = None) -> bytes:
    """As age-keygen writes it; with a password, sealed by age's own scrypt."""
    text = f"# created: {created.isoformat()}\n# public key: {recipient_of(secret)}\n{secret}\n".encode()
    return text if password is None else encrypt_with_password(text, password)


def is_protected(data: bytes) -> bool:
    return data.startswith(_AGE)


def read(data: bytes, password: str | None = None) -> str:
    """The secret, or SignatureError `key_needs_password`, `key_password_wrong`, `key_unreadable`."""
    if len(data) > _LONGEST:
        raise SignatureError("key_unreadable")
    if is_protected(data):
        if password is None:
            raise SignatureError("key_needs_password")
        data = decrypt_with_password(data, password)
    lines = data.decode("utf-8", "replace").splitlines()
    secrets = [line.strip() for line in lines if line.startswith(_SECRET)]
    if len(secrets) != 1:
        raise SignatureError("key_unreadable")
    return secrets[0]
