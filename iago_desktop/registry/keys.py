"""The registry's secret keys, in the files of minisign and age."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from iago_desktop.errors import IagoError
from iago_desktop.signing import encryption, identity_file
from iago_desktop.signing.signatures import SigningKey
from iago_desktop.signing.whole_file import replace_whole

Role = Literal["registry", "receipts", "definitions"]
"""`registry` is the enrolment key: it signs certificates."""
ROLES: tuple[Role, ...] = ("registry", "receipts", "definitions")

OPEN_IDENTITY = "age.txt"
CLOSED_IDENTITY = "age.txt.age"


@dataclass
class Password:
    """Asked for at most once, and only when a key file needs it."""

    ask: Callable[[], str]
    _known: str | None = field(default=None, repr=False)

    def __call__(self) -> str:
        if self._known is None:
            self._known = self.ask()
        return self._known


@dataclass(frozen=True)
class NewKeys:
    """Everything a new registry signs and opens with."""

    roots: tuple[SigningKey, ...] = field(repr=False)
    roles: dict[Role, SigningKey] = field(repr=False)
    identity: str = field(repr=False)

    @classmethod
    def generate(cls, roots: int) -> "NewKeys":
        return cls(
            roots=tuple(SigningKey.generate() for _ in range(roots)),
            roles={role: SigningKey.generate() for role in ROLES},
            identity=encryption.new_identity()[0],
        )

    @property
    def recipient(self) -> str:
        return encryption.recipient_of(self.identity)

    def write(self, folder: Path, password: str | None, today: date) -> None:
        """All keys, open if there is no password; beside each the public half."""
        for name, key in self._named():
            replace_whole(folder / f"{name}.key", key.to_text(password).encode())
            replace_whole(folder / f"{name}.pub", key.public.to_text().encode())
        identity = OPEN_IDENTITY if password is None else CLOSED_IDENTITY
        replace_whole(folder / identity, identity_file.write(self.identity, today, password))
        replace_whole(folder / "age.pub", f"{self.recipient}\n".encode())

    def _named(self) -> Iterator[tuple[str, SigningKey]]:
        for n, key in enumerate(self.roots, 1):
            yield f"root-{n}", key
        yield from self.roles.items()


def read_signing_key(folder: Path, role: Role, password: Password) -> SigningKey:
    """Raises IagoError `registry_key_missing`, and SignatureError for a password that does not open it."""
    text = _bytes(folder / f"{role}.key").decode("ascii", "replace")
    try:
        return SigningKey.from_text(text)
    except IagoError as error:
        if error.code != "key_needs_password":
            raise
    return SigningKey.from_text(text, password())


def read_identity(folder: Path, password: Password) -> str:
    """The age secret; an open file is taken before a protected one."""
    path = folder / OPEN_IDENTITY
    data = _bytes(path if path.exists() else folder / CLOSED_IDENTITY)
    return identity_file.read(data, password() if identity_file.is_protected(data) else None)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise IagoError("registry_key_missing", file=path.name) from error
    except OSError as error:
        raise IagoError("registry_file_unreadable", file=path.name) from error
