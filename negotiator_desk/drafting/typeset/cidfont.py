"""A TrueType face embedded as one CID font with a right map back to Unicode.

ReportLab's own `TTFont` cuts a face into simple fonts of 256 glyphs and writes a malformed
ToUnicode map for characters beyond the BMP, so that a rare name comes back as another name when the
text is copied. This one writes a single Type0 font, Identity-H, with UTF-16 in the map.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTEncoding, TTFont
from typing_extensions import override

from negotiator_desk.drafting.typeset.streams import SoundStream
from negotiator_desk.drafting.typeset.truetype import QuickFace, font_program

_COMPOSITE = 0x80
_MORE_COMPONENTS = 0x20
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<0000> <FFFF>",
    "endcodespacerange",
)
_CMAP_TAIL = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")
_CMAP_ROWS = 100
_DEFAULT_WIDTH = 1000


class _Use:
    """The glyphs that one document takes from a face, in the order it met them."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        """Character to the four hexadecimal digits it is written as."""
        self.glyphs = [0]
        self.characters = [0]
        self.name = ""


class CidFont(TTFont):  # type: ignore[misc]  # ReportLab has no types
    """A face that a document embeds once, with only the glyphs it uses."""

    def __init__(self, name: str, path: str) -> None:
        # Not TTFont's, which reads the face number by number.
        self.fontName = name
        self.face = QuickFace(path)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, _Use] = WeakKeyDictionary()
        self.shapable = False

    def encode(self, text: str, document: Any) -> str:
        """Return `text` as hexadecimal glyph codes for a Tj operator.

        Every character must be one the face has: `fonts.split_runs` has seen to that.
        """
        use = self._use(document)
        try:
            return "".join(map(use.codes.__getitem__, text))
        except KeyError:
            self._take(use, text)
            return "".join(map(use.codes.__getitem__, text))

    def codes(self, document: Any) -> dict[str, str]:
        """Return the codes of the characters that were encoded so far; it grows with them."""
        return self._use(document).codes

    @override
    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        return [(0, bytes.fromhex(self.encode(text, doc)))]

    @override
    def getSubsetInternalName(self, subset: int, doc: Any) -> str:
        use = self._use(doc)
        if not use.name:
            use.name = f"F{len(doc.fontMapping) + 1}"
            doc.fontMapping[self.fontName] = f"/{use.name}"
            doc.delayedFonts.append(self)
        return f"/{use.name}"

    @override
    def addObjects(self, doc: Any) -> None:
        use = self._use(doc)
        face = self.face
        subset_tag = SUBSETN(len(use.glyphs) % 100_000)
        name = (subset_tag + b"+" + face.name).decode("latin1")
        data = _subset(face, tuple(use.glyphs))
        program = SoundStream(data, {"Length1": len(data)})
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "Ascent": face.ascent,
                "CapHeight": face.capHeight,
                "Descent": face.descent,
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray(face.bbox),
                "FontName": pdfdoc.PDFName(name),
                "ItalicAngle": face.italicAngle,
                "StemV": face.stemV,
                "FontFile2": doc.Reference(program, f"ff:{name}"),
            }
        )
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": doc.Reference(descriptor, f"fd:{name}"),
                "DW": _DEFAULT_WIDTH,
                "W": _width_runs(face, use.glyphs),
                "CIDToGIDMap": "/Identity",
            }
        )
        to_unicode = SoundStream(_to_unicode(use.characters))
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"cid:{name}")]),
                "ToUnicode": doc.Reference(to_unicode, f"tu:{name}"),
            }
        )
        doc.idToObject["BasicFonts"].dict[use.name] = doc.Reference(font, use.name)
        del self.state[doc]

    def _use(self, document: Any) -> _Use:
        use = self.state.get(document)
        if use is None:
            use = self.state[document] = _Use()
        return use

    def _take(self, use: _Use, text: str) -> None:
        """Give a code to every character that has none, in the order of the text.

        The order must not be a set's: the same document has to give the same bytes.
        """
        for character in text:
            if character not in use.codes:
                use.codes[character] = f"{len(use.glyphs):04x}"
                use.glyphs.append(self.face.charToGlyph[ord(character)])
                use.characters.append(ord(character))


def _width_runs(face: Any, glyphs: Sequence[int]) -> str:
    """Return the W array as PDF writes it, leaving out the glyphs of the default width."""
    widths = [int(face._pdfScale(face.hmetrics[glyph][0])) for glyph in glyphs]  # noqa: SLF001
    runs: list[str] = []
    start = 0
    while start < len(widths):
        if widths[start] == _DEFAULT_WIDTH:
            start += 1
            continue
        end = start
        while end < len(widths) and widths[end] != _DEFAULT_WIDTH:
            end += 1
        runs.append(f"{start} [{' '.join(map(str, widths[start:end]))}]")
        start = end
    return f"[{' '.join(runs)}]"


def _to_unicode(characters: Sequence[int]) -> str:
    rows = [
        f"<{number:04x}> <{chr(code).encode('utf-16-be').hex()}>"
        for number, code in enumerate(characters)
        if number
    ]
    lines = list(_CMAP_HEAD)
    for start in range(0, len(rows), _CMAP_ROWS):
        part = rows[start : start + _CMAP_ROWS]
        lines += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    return "\n".join([*lines, *_CMAP_TAIL])


@lru_cache(maxsize=12)
def _subset(face: Any, wanted: tuple[int, ...]) -> bytes:
    """Return a TrueType program of the wanted glyphs, numbered in their order.

    The last ones are kept: from one change of a draft to the next they are mostly the same.
    """
    glyph_data, offsets, glyphs = _glyph_table(face, wanted)
    long_offsets = offsets[-1] > 0x1FFFE
    metrics: list[int] = []
    for glyph in glyphs:
        metrics += face.hmetrics[glyph]
    count = len(glyphs)
    kind = "L" if long_offsets else "H"
    if not long_offsets:
        offsets = [offset >> 1 for offset in offsets]
    tables = {tag: face.get_table(tag) for tag in ("cvt ", "fpgm", "prep") if tag in face.table}
    return font_program(
        {
            **tables,
            "hmtx": struct.pack(f">{len(metrics)}H", *metrics),
            "hhea": _with_ushort(face.get_table("hhea"), 34, count),
            "maxp": _with_ushort(face.get_table("maxp"), 4, count),
            "glyf": glyph_data,
            "loca": struct.pack(f">{len(offsets)}{kind}", *offsets),
            "head": _with_ushort(face.get_table("head"), 50, int(long_offsets)),
        }
    )


def _glyph_table(face: Any, wanted: Sequence[int]) -> tuple[bytes, list[int], list[int]]:
    """Return the glyf table, its offsets, and the glyphs with the components they need."""
    source = face._ttf_data  # noqa: SLF001
    start = face.table["glyf"]["offset"]
    glyphs = list(wanted)
    numbers = {glyph: number for number, glyph in reversed(list(enumerate(glyphs)))}
    parts: list[bytes] = []
    offsets = [0]
    position = 0
    while position < len(glyphs):
        glyph = glyphs[position]
        position += 1
        data = bytes(source[start + face.glyphPos[glyph] : start + face.glyphPos[glyph + 1]])
        if data and data[0] & _COMPOSITE:
            data = _renumber_components(data, glyphs, numbers)
        data += bytes(-len(data) % 4)
        parts.append(data)
        offsets.append(offsets[-1] + len(data))
    return b"".join(parts), offsets, glyphs


def _renumber_components(data: bytes, glyphs: list[int], numbers: dict[int, int]) -> bytes:
    changed = bytearray(data)
    position = 10
    flags = _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS:
        flags, component = struct.unpack_from(">HH", changed, position)
        if component not in numbers:
            numbers[component] = len(glyphs)
            glyphs.append(component)
        struct.pack_into(">H", changed, position + 2, numbers[component])
        position += 4 + (4 if flags & 1 else 2)
        position += 2 if flags & 8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
    return bytes(changed)


def _with_ushort(table: bytes, offset: int, value: int) -> bytes:
    return table[:offset] + struct.pack(">H", value) + table[offset + 2 :]
