"""Sections 2 and 3 of docs/bundle-format.md: strict ZIP and canonical JSON."""

import hashlib
import json
import re
import struct
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from typing import Any

MIB = 2**20


class Refused(Exception):  # noqa: N818 -- it is a verdict, no error
    """`check` is the number of section 7, 0 where the section has none."""

    def __init__(self, code: str, check: int = 0) -> None:
        super().__init__(code)
        self.code, self.check = code, check


def at(check: int, action: Callable[[], Any]) -> Any:
    """The result of a step of this check; its refusals carry the number."""
    try:
        return action()
    except Refused as refused:
        raise Refused(refused.code, refused.check or check) from refused


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# Section 2.


def make_zip(members: Sequence[tuple[str, bytes]]) -> bytes:
    body, directory = b"", b""
    for name, data in members:
        raw = name.encode("ascii")
        common = struct.pack(
            "<HHHHIIIHH", 0, 0, 0, 0x0021, zlib.crc32(data), len(data), len(data), len(raw), 0
        )
        directory += b"PK\1\2" + struct.pack("<HH", 0x0314, 20) + common
        directory += struct.pack("<HHHII", 0, 0, 0, 0x01A40000, len(body)) + raw
        body += b"PK\3\4" + struct.pack("<H", 20) + common + raw + data
    count = len(members)
    return (
        body
        + directory
        + b"PK\5\6"
        + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    )


def read_zip(data: bytes, limit: int) -> dict[str, bytes]:
    if len(data) > limit:
        raise Refused("too_large")
    members: list[tuple[str, bytes]] = []
    place = 0
    while data[place : place + 4] == b"PK\3\4" and len(data) - place >= 30:
        size, name_length = struct.unpack_from("<IH", data, place + 22)
        start = place + 30 + name_length
        if len(members) == 64 or start + size > len(data):
            raise Refused("zip_not_canonical")
        members.append((data[place + 30 : start].decode("latin-1"), data[start : start + size]))
        place = start + size
    names = [name for name, _ in members]
    if len({name.lower() for name in names}) != len(names):
        raise Refused("zip_member_name")
    if not all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", name, re.ASCII) for name in names):
        raise Refused("zip_member_name")
    if not members or make_zip(members) != data:
        raise Refused("zip_not_canonical")
    return dict(members)


# Section 3.

FORBIDDEN = [
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x600, 0x605),
    (0x61C, 0x61C),
    (0x6DD, 0x6DD),
    (0x70F, 0x70F),
    (0x890, 0x891),
    (0x8E2, 0x8E2),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xD800, 0xDFFF),
    (0xE000, 0xF8FF),
    (0xFDD0, 0xFDEF),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF9, 0xFFFB),
    (0xFFFE, 0xFFFF),
    (0x110BD, 0x110BD),
    (0x110CD, 0x110CD),
    (0x13430, 0x1345F),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0x1FFFE, 0x1FFFF),
    (0x2FFFE, 0x2FFFF),
    (0x3FFFE, 0x10FFFF),
]


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise Refused("json_duplicate_key")
    return dict(pairs)


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > 2**53 - 1:
        raise Refused("json_number")
    return int(digits)


def _no_number(_: str) -> None:
    raise Refused("json_number")


def _walk(value: Any, depth: int) -> None:
    if isinstance(value, str):
        if len(value) > 20_000:
            raise Refused("json_string_length")
        plain = value.isascii() and value.isprintable()
        bad = not plain and any(low <= ord(letter) <= high for letter in value for low, high in FORBIDDEN)
        if bad or not unicodedata.is_normalized("NFC", value):
            raise Refused("json_characters")
    if not isinstance(value, dict | list):
        return
    if depth == 12:
        raise Refused("json_depth")
    for key in value if isinstance(value, dict) else ():
        if len(key) > 20_000 or not re.fullmatch("[a-z][a-z0-9_]*", key, re.ASCII):
            raise Refused("json_key")
    for inner in value.values() if isinstance(value, dict) else value:
        _walk(inner, depth + 1)


def read_json(data: bytes) -> Any:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("json_not_utf8") from None
    try:
        value = json.loads(
            text,
            object_pairs_hook=_pairs,
            parse_int=_integer,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except RecursionError:
        raise Refused("json_depth") from None
    except ValueError:
        raise Refused("json_syntax") from None
    _walk(value, 0)
    if json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() != data:
        raise Refused("json_not_canonical")
    return value


def read_object(data: bytes) -> dict[str, Any]:
    value = read_json(data)
    if not isinstance(value, dict):
        raise Refused("json_not_an_object")
    return value


def read_lines(data: bytes) -> list[dict[str, Any]]:
    if data.count(b"\n") > 200_000:
        raise Refused("too_many_lines")
    *lines, rest = data.split(b"\n")
    if rest or any(len(line) > 65_536 for line in lines):
        raise Refused("line_too_long")
    return [read_object(line) for line in lines]
