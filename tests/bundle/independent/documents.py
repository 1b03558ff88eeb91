"""Sections 6 and 9 of docs/bundle-format.md: documents with exactly these members."""

import base64
import binascii
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from tests.bundle.independent.containers import Refused, read_json
from tests.bundle.independent.seals import DIGEST, ID, key_bytes, recipient_text

KINDS = ("report", "receipt", "question", "exchange")


Check = Callable[[Any], bool]


def whole(low: int, high: int) -> Check:
    return lambda value: type(value) is int and low <= value <= high


def text(low: int, high: int) -> Check:
    return lambda value: isinstance(value, str) and low <= len(value) <= high


def like(pattern: str, longest: int = 200) -> Check:
    return lambda value: (
        isinstance(value, str)
        and len(value) <= longest
        and re.fullmatch(pattern, value, re.ASCII) is not None
    )


def listed(check: Check, low: int, high: int) -> Check:
    return lambda value: isinstance(value, list) and low <= len(value) <= high and all(map(check, value))


def optional(check: Check) -> Check:
    return lambda value: value is None or check(value)


def exactly(members: dict[str, Check]) -> Check:
    return lambda value: (
        isinstance(value, dict)
        and set(value) == set(members)
        and all(check(value[name]) for name, check in members.items())
    )


def day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def public_key(value: Any) -> bool:
    try:
        raw = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError, TypeError):
        return False
    return len(raw) == 42 and raw[:2] == b"Ed" and base64.b64encode(raw).decode() == value


def is_recipient(value: Any) -> bool:
    return (
        like("age1[a-z0-9]{58}")(value)
        and all(c in "qpzry9x8gf2tvdw0s3jn54khce6mua7l" for c in value[4:])
        and recipient_text(key_bytes(value)) == value
    )


NUMBER, BIG, DIGESTS = whole(0, 999_999_999), whole(0, 2**53 - 1), like(DIGEST)
IS_ID = like(ID, 32)
MANIFEST: dict[str, Check] = {
    "format": lambda value: value == "iago-bundle/1",
    "kind": lambda value: value in KINDS,
    "from": IS_ID,
    "to": IS_ID,
    "recipients": listed(DIGESTS, 1, 8),
    "seq": whole(1, 999_999_999),
    "prev": DIGESTS,
    "created": day,
    "audit": optional(exactly({"first": BIG, "last": BIG, "prev_head": DIGESTS, "head": DIGESTS})),
    "definitions": optional(exactly({"id": text(0, 64), "version": NUMBER, "sha256": DIGESTS})),
    "software": text(0, 64),
    "ack": optional(exactly({"seq": NUMBER, "set": DIGESTS})),
    "recovered": lambda value: isinstance(value, bool),
    "files": listed(exactly({"name": text(0, 100), "bytes": BIG, "sha256": DIGESTS}), 0, 64),
    "counts": lambda value: isinstance(value, dict) and all(map(BIG, value.values())),
}
CLOCK = {"clock": exactly({"shown": day, "said": optional(day)})}
KEYS = listed(public_key, 1, 4)
CARD = exactly(
    {
        "format": lambda value: value == "iago-card/1",
        "registry": IS_ID,
        "name": text(1, 200),
        "version": whole(1, 999_999_999),
        "expires": day,
        "threshold": whole(1, 16),
        "roots": listed(public_key, 1, 8),
        "former_roots": listed(public_key, 0, 8),
        "roles": exactly({"enrolment": KEYS, "receipts": KEYS, "definitions": KEYS}),
        "recipients": listed(is_recipient, 1, 8),
        "revoked": listed(NUMBER, 0, 10_000),
        "accept": listed(exactly({"format": text(0, 32), "until": optional(day)}), 1, 8),
    }
)
REQUEST = exactly(
    {
        "format": lambda value: value == "iago-request/1",
        "name": text(1, 200),
        "key": public_key,
        "recipient": is_recipient,
    }
)
CERT = exactly(
    {
        "format": lambda value: value == "iago-cert/1",
        "registry": IS_ID,
        "site": IS_ID,
        "key": public_key,
        "recipient": is_recipient,
        "serial": whole(1, 999_999_999),
        "issued": day,
        "valid_until": day,
        "request": DIGESTS,
    }
)


def document(data: bytes, check: Check) -> dict[str, Any]:
    value = read_json(data)
    if not check(value):
        raise Refused("trust_file_content")
    found: dict[str, Any] = value
    return found
