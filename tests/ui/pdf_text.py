"""Reads a PDF as Qt writes it: pages, embedded fonts, and the text by the fonts' own tables."""

import re
import zlib
from collections.abc import Iterator


class Pdf:
    def __init__(self, data: bytes) -> None:
        self._objects = {
            int(number): body for number, body in re.findall(rb"(?s)(?<!\d)(\d+) 0 obj\b(.*?)endobj", data)
        }

    @property
    def pages(self) -> int:
        return sum(bool(re.search(rb"/Type\s*/Page\b", body)) for body in self._objects.values())

    def fonts(self) -> list[tuple[str, bool]]:
        """(name, embedded) of every font that is described."""
        return [
            (name[1].decode(), b"/FontFile" in body)
            for body in self._objects.values()
            if b"/FontDescriptor" in body and (name := re.search(rb"/FontName\s*/(\S+)", body))
        ]

    def text(self) -> str:
        """All that is shown, run by run, without spaces: Qt places words by coordinates."""
        return "".join(self._runs())

    def _runs(self) -> Iterator[str]:
        tables = self._tables()
        for content in self._contents():
            table: dict[int, str] = {}
            for font, hexes, strings in re.findall(
                rb"/(F\d+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f]+)>|\(((?:[^()\\]|\\.)*)\)", content
            ):
                if font:
                    table = tables.get(font.decode(), {})
                for at in range(0, len(hexes), 4):
                    yield table.get(int(hexes[at : at + 4], 16), "")
                if strings:
                    yield strings.decode("latin-1")

    def _contents(self) -> Iterator[bytes]:
        for body in self._objects.values():
            stream = self._stream(body)
            if b" Tf" in stream:
                yield stream

    def _tables(self) -> dict[str, dict[int, str]]:
        """Of each font's name in the pages: glyph number -> character."""
        named = {
            name.decode(): int(number)
            for body in self._objects.values()
            for name, number in re.findall(rb"/(F\d+)\s+(\d+) 0 R", body)
        }
        return {name: self._table(number) for name, number in named.items()}

    def _table(self, number: int) -> dict[int, str]:
        to_unicode = re.search(rb"/ToUnicode\s+(\d+) 0 R", self._objects.get(number, b""))
        if to_unicode is None:
            return {}
        cmap, found = self._stream(self._objects[int(to_unicode[1])]), {}
        for first, last, targets in re.findall(
            rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*(\[[^\]]*\]|<[0-9A-Fa-f]+>)", cmap
        ):
            codes = re.findall(rb"<([0-9A-Fa-f]+)>", targets)
            for step, glyph in enumerate(range(int(first, 16), int(last, 16) + 1)):
                if len(codes) > 1:
                    code = codes[step] if step < len(codes) else b""
                else:
                    code = b"%04X" % (int(codes[0][:4], 16) + step) if codes else b""
                found[glyph] = bytes.fromhex(code.decode()).decode("utf-16-be", "replace")
        return found

    @staticmethod
    def _stream(body: bytes) -> bytes:
        found = re.search(rb"(?s)stream\r?\n(.*?)\r?\nendstream", body)
        if found is None:
            return b""
        try:
            return zlib.decompress(found[1]) if b"FlateDecode" in body else found[1]
        except zlib.error:
            return b""
