"""Containers that some ZIP reader takes, or takes otherwise than another: what is wrong, and the bytes."""

import io
import struct
import warnings
import zipfile

from iago_desktop.signing import strict_zip

MEMBERS = [("mimetype", b"application/test"), ("a.json", b'{"a":1}'), ("empty", b"")]
GOOD = strict_zip.write(MEMBERS)


def by_zipfile(members: list[tuple[str, bytes]], **attributes: object) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            for attribute, value in attributes.items():
                setattr(info, attribute, value)
            archive.writestr(info, data)
    return buffer.getvalue()


def _extra(header: bytes) -> bytes:
    """The first member with an extra field in its local header."""
    data = bytearray(GOOD)
    struct.pack_into("<H", data, 28, len(header))
    return bytes(data[:38] + header + data[38:])


def _descriptor() -> bytes:
    """The first member with its sizes after the data, as a stream writes them."""
    data = bytearray(GOOD)
    struct.pack_into("<H3I", data, 6, 8, *struct.unpack_from("<HHH", data, 8))
    return bytes(data)


def _patched(offset: int, layout: str, *values: int) -> bytes:
    data = bytearray(GOOD)
    struct.pack_into(layout, data, offset, *values)
    return bytes(data)


DIRECTORY = GOOD.index(b"PK\x01\x02")
END = GOOD.index(b"PK\x05\x06")
BOMB = by_zipfile([("bomb", bytes(200_000))], compress_type=zipfile.ZIP_DEFLATED)
HOSTILE: dict[str, bytes] = {
    "empty file": b"",
    "no member": strict_zip._END.pack(b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0),
    "text": b"not a zip",
    "bomb": BOMB,
    "compressed": by_zipfile(MEMBERS, compress_type=zipfile.ZIP_DEFLATED),
    "other date": by_zipfile(MEMBERS, date_time=(2026, 1, 1, 0, 0, 0)),
    "other system": by_zipfile(MEMBERS, create_system=0),
    "other mode": by_zipfile(MEMBERS, external_attr=0o755 << 16),
    "symlink": by_zipfile([("link", b"/etc/passwd")], external_attr=0o120777 << 16),
    "member comment": by_zipfile(MEMBERS, comment=b"hello"),
    "central extra": by_zipfile(MEMBERS, extra=b"\x99\x99\x00\x00"),
    "parent folder": by_zipfile([("../evil", b"x")]),
    "absolute": by_zipfile([("/etc/evil", b"x")]),
    "folder": by_zipfile([("folder/", b"")]),
    "in a folder": by_zipfile([("folder/file", b"x")]),
    "backslash": by_zipfile([("..\\evil", b"x")]),
    "drive": by_zipfile([("C:evil", b"x")]),
    "hidden": by_zipfile([(".hidden", b"x")]),
    "option": by_zipfile([("-rf", b"x")]),
    "space": by_zipfile([("a b", b"x")]),
    "umlaut": by_zipfile([("ä", b"x")]),
    "long name": by_zipfile([("a" * 101, b"x")]),
    "case twin": by_zipfile([("a", b"x"), ("A", b"y")]),
    "prefix": b"\x00" + GOOD,
    "script prefix": b"#!/bin/sh\n" + GOOD,
    "suffix": GOOD + b"\x00",
    "glued": GOOD + GOOD,
    "archive comment": _patched(END + 20, "<H", 2) + b"hi",
    "without directory": GOOD[:DIRECTORY],
    "without end": GOOD[:END],
    "local extra": _extra(b"\x01\x00\x04\x00abcd"),
    "unicode path extra": _extra(b"up\x05\x00\x01abcd"),
    "zip64 extra": _extra(b"\x01\x00\x08\x00" + bytes(8)),
    "data descriptor": _descriptor(),
    "encrypted flag": _patched(6, "<H", 1),
    "utf8 flag": _patched(6, "<H", 0x800),
    "wrong checksum": _patched(14, "<I", 0),
    "size beyond the file": _patched(18, "<II", 2**31, 2**31),
    "sizes differ": _patched(22, "<I", 3),
    "zip64 size": _patched(18, "<II", 2**32 - 1, 2**32 - 1),
    "central size": _patched(DIRECTORY + 20, "<I", 3),
    "central offset": _patched(DIRECTORY + 42, "<I", 4),
    "central name": GOOD[:DIRECTORY] + GOOD[DIRECTORY:].replace(b"a.json", b"b.json"),
    "disk number": _patched(END + 4, "<H", 1),
    "count": _patched(END + 8, "<HH", 2, 2),
    "fifo": by_zipfile([("pipe", b"")], external_attr=0o010644 << 16),
    "setuid": by_zipfile(MEMBERS, external_attr=0o4755 << 16),
    "NUL in a name": by_zipfile([("a", b"x")]).replace(b"a", b"\0", 1),
    "no name": by_zipfile([("x", b"x")]).replace(b"x", b"", 1),
    "newer version needed": _patched(4, "<H", 45),
    "two directories": GOOD[:END] + GOOD[DIRECTORY:],
    "directory first": GOOD[DIRECTORY:] + GOOD[:DIRECTORY],
    "spanned": b"PK\x07\x08" + GOOD,
    "self-extracting": b"MZ" + bytes(62) + GOOD,
    "too many": strict_zip.write([(f"m{i}", b"") for i in range(65)]),
}
with warnings.catch_warnings():
    warnings.simplefilter("ignore", UserWarning)  # zipfile warns of what it writes
    HOSTILE["twin"] = by_zipfile([("a", b"x"), ("a", b"y")])
