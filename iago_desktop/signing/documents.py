"""The files trust is made of: the registry's key card, a practice's request, the text of a certificate.

What stands in them, strictly; who signed them and whether that counts is decided in trust.py.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from iago_desktop.errors import SignatureError
from iago_desktop.signing import canonical_json, encryption
from iago_desktop.signing.signatures import VerifyKey
from iago_desktop.signing.statement import ID_PATTERN, MAX_ID, MAX_NUMBER

MAX_SIGNATURES = 16
BUNDLE_FORMAT = "iago-bundle/1"


def _key_text(text: str) -> str:
    try:
        VerifyKey.from_base64(text)
    except SignatureError as error:
        raise ValueError("not a public key") from error
    return text


def _recipient(text: str) -> str:
    if not encryption.is_recipient(text):
        raise ValueError("not an age recipient")
    return text


KeyText = Annotated[str, AfterValidator(_key_text)]
Recipient = Annotated[str, AfterValidator(_recipient)]
Id = Annotated[str, Field(pattern=f"^{ID_PATTERN}$", max_length=MAX_ID)]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Number = Annotated[int, Field(ge=0, le=MAX_NUMBER)]
Positive = Annotated[int, Field(ge=1, le=MAX_NUMBER)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


def keys_of(texts: Sequence[str]) -> tuple[VerifyKey, ...]:
    return tuple(map(VerifyKey.from_base64, texts))


class Document(BaseModel):
    """A canonical JSON file that is exactly its model: no other field, no other spelling."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)

    def to_bytes(self) -> bytes:
        return canonical_json.dumps(self.model_dump(mode="json", by_alias=True))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Strict: SignatureError `trust_file_content` for anything that is not what `to_bytes` writes."""
        canonical_json.loads(data)
        try:
            document = cls.model_validate_json(data)
        except ValidationError as error:
            raise SignatureError("trust_file_content", file=cls.__name__.lower()) from error
        if document.to_bytes() != data:
            raise SignatureError("trust_file_content", file=cls.__name__.lower())
        return document


class Accepted(Document):
    """A bundle format the registry takes, and until when (null: no end is set)."""

    format: str = Field(max_length=32)
    until: date | None


class Roles(Document):
    """The keys of each role, the one in use first; older ones still verify what they signed."""

    enrolment: tuple[KeyText, ...] = Field(min_length=1, max_length=4)
    receipts: tuple[KeyText, ...] = Field(min_length=1, max_length=4)
    definitions: tuple[KeyText, ...] = Field(min_length=1, max_length=4)


class Card(Document):
    """Everything a practice has to know about a registry's keys; signed by its roots."""

    format: Literal["iago-card/1"] = "iago-card/1"
    registry: Id
    name: Name
    version: Positive
    expires: date
    threshold: int = Field(ge=1, le=MAX_SIGNATURES)
    roots: tuple[KeyText, ...] = Field(min_length=1, max_length=8)
    former_roots: tuple[KeyText, ...] = Field(max_length=8)
    roles: Roles
    recipients: tuple[Recipient, ...] = Field(min_length=1, max_length=8)
    revoked: tuple[Number, ...] = Field(max_length=10_000)
    accept: tuple[Accepted, ...] = Field(min_length=1, max_length=8)

    @property
    def root_keys(self) -> tuple[VerifyKey, ...]:
        return keys_of(self.roots)

    @property
    def enrolment_keys(self) -> tuple[VerifyKey, ...]:
        return keys_of(self.roles.enrolment)

    @property
    def receipts_keys(self) -> tuple[VerifyKey, ...]:
        return keys_of(self.roles.receipts)

    @property
    def definitions_keys(self) -> tuple[VerifyKey, ...]:
        return keys_of(self.roles.definitions)

    def accepts(self, bundle_format: str, today: date) -> bool:
        """Whether the registry still takes bundles of this format."""
        return any(a.format == bundle_format and (a.until is None or a.until >= today) for a in self.accept)


class Request(Document):
    """A practice's two public keys, signed with the first of them: whoever asks holds the key he asks for."""

    format: Literal["iago-request/1"] = "iago-request/1"
    name: Name
    key: KeyText
    recipient: Recipient

    @property
    def verify_key(self) -> VerifyKey:
        return VerifyKey.from_base64(self.key)


class CertificateText(Document):
    """cert.json: the registry says that these keys are this site's."""

    format: Literal["iago-cert/1"] = "iago-cert/1"
    registry: Id
    site: Id
    key: KeyText
    recipient: Recipient
    serial: Positive
    issued: date
    valid_until: date
    request: Digest
