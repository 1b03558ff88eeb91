"""A ZIP file with exactly one spelling: STORED members, no date, no extras, no directories.

The bytes equal what Python's zipfile writes for ZipInfo(name, (1980, 1, 1, 0, 0, 0)) with create_system 3 and
external_attr 0o644 << 16.  Nothing is compressed, so nothing can expand; nothing is written to a disk.
"""

import re
import struct
from collections.abc import Sequence
from zlib import crc32

from iago_desktop.errors import BundleError

MAX_MEMBERS = 64
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION, _UNIX, _DATE = 20, 3 << 8, (0 << 9) | (1 << 5) | 1
_MODE = 0o644 << 16


def write(members: Sequence[tuple[str, bytes]]) -> bytes:
    """The members, in the order given."""
    _check_names([name for name, _ in members])
    body, directory = bytearray(), bytearray()
    for name, data in members:
        raw, crc, size, offset = name.encode("ascii"), crc32(data), len(data), len(body)
        fixed = (0, 0, 0, _DATE, crc, size, size, len(raw), 0)
        body += _LOCAL.pack(b"PK\x03\x04", _VERSION, *fixed) + raw + data
        directory += _CENTRAL.pack(b"PK\x01\x02", _VERSION | _UNIX, _VERSION, *fixed, 0, 0, 0, _MODE, offset)
        directory += raw
    count = len(members)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def read(data: bytes, limit: int) -> dict[str, bytes]:
    """The members in their order, if `data` is byte for byte what `write` makes of them.

    Only the local headers are walked; the rest of the file is compared with a rebuilt one, never interpreted.
    """
    if len(data) > limit:
        raise BundleError("too_large", limit_mib=limit // 2**20)
    members: list[tuple[str, bytes]] = []
    position = 0
    while data[position : position + 4] == b"PK\x03\x04" and len(data) - position >= _LOCAL.size:
        if len(members) == MAX_MEMBERS:
            raise BundleError("zip_not_canonical")
        fields = _LOCAL.unpack_from(data, position)
        size, name_length = fields[8], fields[9]
        start = position + _LOCAL.size + name_length
        if start + size > len(data):
            raise BundleError("zip_not_canonical")
        name = data[position + _LOCAL.size : start].decode("latin-1")
        members.append((name, data[start : start + size]))
        position = start + size
    if not members or write(members) != data:
        raise BundleError("zip_not_canonical")
    return dict(members)


def _check_names(names: Sequence[str]) -> None:
    if len({name.lower() for name in names}) != len(names):
        raise BundleError("zip_member_name")
    if not all(_NAME.fullmatch(name) for name in names):
        raise BundleError("zip_member_name")
