"""Reads the tables of our faces whole, and puts the tables of a subset together.

ReportLab reads a face number by number, which takes longer than setting a page. Only what the faces
of `resources/fonts/` have is understood here: a Unicode map of format 12 and long offsets.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace
from typing_extensions import override

_WHOLE_FILE_SUM = 0xB1B0AFBA
"""What a file's checksum is taken from, as the format asks."""


class QuickFace(TTFontFace):  # type: ignore[misc]  # ReportLab has no types
    """A face whose tables of glyphs are unpacked at once.

    Attributes:
        charToGlyph: Glyph of each code point.
        hmetrics: Advance and left bearing of each glyph, in units of the face.
        glyphPos: Where each glyph's outline begins in the table of outlines; one more than glyphs.
        advances: Advance of each character, in thousandths of the type size.
    """

    @override
    def extractInfo(self, charInfo: int = 1) -> None:
        super().extractInfo(0)  # what the face is called and how high it is
        if self.unitsPerEm != 1000 or self._number_at("head", 50) != 1:
            raise TTFError(f"{self.filename}: not a face made by tools/make_fonts.py")
        self.hmetrics = self._metrics()
        self.defaultWidth = self.hmetrics[0][0]
        self.glyphPos = self._numbers("loca", "L", self.numGlyphs + 1)
        self.charToGlyph = self._map()
        advances = [advance for advance, _bearing in self.hmetrics]
        widths = map(advances.__getitem__, self.charToGlyph.values())
        self.charWidths = dict(zip(self.charToGlyph, widths, strict=True))
        self.advances = dict(zip(map(chr, self.charToGlyph), self.charWidths.values(), strict=True))

    def _metrics(self) -> list[tuple[int, int]]:
        """Return the pairs of hmtx; the last glyphs have a bearing only and its last advance."""
        count = self._number_at("hhea", 34)
        rest = self.numGlyphs - count
        numbers = self._numbers("hmtx", "H", 2 * count + rest)
        pairs = list(zip(numbers[0 : 2 * count : 2], numbers[1 : 2 * count : 2], strict=True))
        return pairs + [(pairs[-1][0], bearing) for bearing in numbers[2 * count :]]

    def _map(self) -> dict[int, int]:
        start = self.table["cmap"]["offset"]
        count = struct.unpack_from(">H", self._ttf_data, start + 2)[0]
        tables = {
            (platform, encoding): offset
            for platform, encoding, offset in struct.iter_unpack(
                ">HHL", self._ttf_data[start + 4 : start + 4 + 8 * count]
            )
        }
        place = start + tables.get((3, 10), 0)
        kind, length = struct.unpack_from(">HxxL", self._ttf_data, place)
        if kind != 12:
            raise TTFError(f"{self.filename}: its map of characters is not of format 12")
        glyphs: dict[int, int] = {}
        groups = self._ttf_data[place + 16 : place + length]
        for first, last, glyph in struct.iter_unpack(">LLL", groups):
            if first == last:
                glyphs[first] = glyph
            else:
                codes = range(first, last + 1)
                glyphs.update(zip(codes, range(glyph, glyph + len(codes)), strict=True))
        if 0x20 in glyphs:
            glyphs[0xA0] = glyphs[0x20]
        return glyphs

    def _number_at(self, table: str, offset: int) -> int:
        place = self.table[table]["offset"] + offset
        number: int = struct.unpack_from(">H", self._ttf_data, place)[0]
        return number

    def _numbers(self, table: str, kind: str, count: int) -> list[int]:
        return list(
            struct.unpack_from(f">{count}{kind}", self._ttf_data, self.table[table]["offset"])
        )


def font_program(tables: Mapping[str, bytes]) -> bytes:
    """Return a TrueType file of tables, with the checksums the format asks for."""
    padded = {tag: data + bytes(-len(data) % 4) for tag, data in sorted(tables.items())}
    head = padded["head"]
    padded["head"] = head[:8] + bytes(4) + head[12:]
    power = len(padded).bit_length() - 1
    directory = struct.pack(
        ">LHHHH", 0x00010000, len(padded), 16 << power, power, 16 * len(padded) - (16 << power)
    )
    offset = len(directory) + 16 * len(padded)
    place = total = 0
    for tag, data in padded.items():
        own = checksum(data)
        total += own
        directory += struct.pack(">4sLLL", tag.encode(), own, offset, len(tables[tag]))
        if tag == "head":
            place = offset
        offset += len(data)
    whole = directory + b"".join(padded.values())
    adjustment = (_WHOLE_FILE_SUM - total - checksum(directory)) & 0xFFFFFFFF
    return whole[: place + 8] + struct.pack(">L", adjustment) + whole[place + 12 :]


def checksum(data: bytes) -> int:
    """Return the sum of a table's 32-bit words, modulo 2^32.

    The table is taken as one large number: its odd words are added to its even ones, each in a lane
    of 64 bits, then the upper half of the lanes to the lower one, and so on.
    """
    lanes = (len(data) + 7) // 8
    number = int.from_bytes(data.ljust(8 * lanes, b"\0"), "big")
    low_words = int.from_bytes(b"\0\0\0\0\xff\xff\xff\xff" * lanes, "big")
    number = (number & low_words) + (number >> 32 & low_words)
    while lanes > 1:
        lanes = (lanes + 1) // 2
        number = (number & (1 << 64 * lanes) - 1) + (number >> 64 * lanes)
    return number & 0xFFFFFFFF
