"""An update file `.iagoupdate`: what a version is and which installers belong to it, signed by a release key.

A strict ZIP of update.json and update.json.minisig.  The keys that count are pinned in the program, in
resources/trust/release.pub: more than one, so that a new key is there before the old one is given up.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from iago_desktop.errors import BundleError, IagoError, SignatureError
from iago_desktop.signing import canonical_json, strict_zip
from iago_desktop.signing.documents import Digest, Document, Number, Positive
from iago_desktop.signing.signatures import SigningKey, VerifyKey

PRODUCT = "iago-desktop"
SUFFIX = ".iagoupdate"
FORMAT = "iago-update/1"
_TEXT, _SIGNATURE = "update.json", "update.json.minisig"
_LIMIT = 1 << 20
_VERSION = r"(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})"

System = Literal["linux", "windows", "macos"]
Version = Annotated[str, Field(pattern=f"^{_VERSION}$")]
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+~-]{0,119}$")]
Line = Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\x00-\x1f\x7f]+$")]
Lines = Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)]


class File(Document):
    """One installer or archive."""

    name: FileName
    system: System
    size: Positive
    sha256: Digest


class Changes(Document):
    """What a reader should know, one line each."""

    en: Lines
    de: Lines


class Update(Document):
    """`schema_number`: the shape of its database.  `follows`: the smallest version it may be put over."""

    format: Literal["iago-update/1"] = "iago-update/1"
    product: str = Field(max_length=64)
    version: Version
    built: date
    schema_number: Number
    follows: Version
    files: tuple[File, ...] = Field(min_length=1, max_length=32)
    changes: Changes

    @property
    def comment(self) -> str:
        """What the signature says too, so that none made for something else counts here."""
        return f"{FORMAT} {self.product} {self.version}"


def number(version: str) -> tuple[int, ...]:
    """For comparing: 0.10.0 follows 0.9.0.  Of 0.2.0rc1 and the like the leading three numbers count."""
    found = re.match(_VERSION, version)
    if found is None:
        raise ValueError(version)
    return tuple(int(part) for part in found.groups())


def pinned(path: Path) -> tuple[VerifyKey, ...]:
    """The keys in a file of one base64 line for each; what begins with a # or `untrusted comment:` is read by
    people.  None where there is no file: the program was built without a release key."""
    if not path.is_file():
        return ()
    lines = (line.strip() for line in path.read_text(encoding="ascii").splitlines())
    return tuple(
        VerifyKey.from_base64(line) for line in lines if line and not line.startswith(("#", "untrusted"))
    )


def write(update: Update, key: SigningKey) -> bytes:
    data = update.to_bytes()
    return strict_zip.write([(_TEXT, data), (_SIGNATURE, key.sign(data, update.comment))])


def read(data: bytes, keys: Sequence[VerifyKey]) -> Update:
    """What is signed by one of the keys; nothing in it is believed before that.

    Raises IagoError `update_no_keys`, `update_not_a_file`, `update_damaged`, `update_wrong_signature`,
    `update_other_product`.
    """
    if not keys:
        raise IagoError("update_no_keys")
    if not data.startswith(b"PK\x03\x04") or _TEXT.encode() not in data[:200]:
        raise IagoError("update_not_a_file")
    try:
        members = strict_zip.read(data, _LIMIT)
    except BundleError as error:
        raise IagoError("update_damaged") from error
    if list(members) != [_TEXT, _SIGNATURE]:
        raise IagoError("update_not_a_file")
    comment = _verified(members[_TEXT], members[_SIGNATURE], keys)
    try:
        product = canonical_json.loads(members[_TEXT])
        if isinstance(product, dict) and product.get("product") != PRODUCT:
            raise IagoError("update_other_product", product=str(product.get("product"))[:64])
        update = Update.from_bytes(members[_TEXT])
    except (SignatureError, BundleError) as error:
        # Signed by the makers and not understood: made for a later program, or not for this at all.
        raise IagoError("update_not_a_file") from error
    if comment != update.comment:
        raise IagoError("update_wrong_signature")
    return update


def _verified(data: bytes, signature: bytes, keys: Sequence[VerifyKey]) -> str:
    codes = set()
    for key in keys:
        try:
            return key.verify(data, signature)
        except SignatureError as error:
            codes.add(error.code)
    if codes == {"other_key"}:
        raise IagoError("update_wrong_signature")
    raise IagoError("update_damaged")
