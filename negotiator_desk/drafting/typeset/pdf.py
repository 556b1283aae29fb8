"""Writes a document as PDF. The same document and look always give the same bytes."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.typeset.boxes import ARTIFACT, RuleMark, TextMark
from negotiator_desk.drafting.typeset.flow import set_document
from negotiator_desk.drafting.typeset.fonts import Style, first_face
from negotiator_desk.drafting.typeset.look import Look
from negotiator_desk.drafting.typeset.outline import word_path
from negotiator_desk.drafting.typeset.paginate import Page, PlacedBox, paginate
from negotiator_desk.drafting.typeset.setting import Measures, SetLine, set_paragraphs
from negotiator_desk.drafting.typeset.streams import replace_page_streams
from negotiator_desk.drafting.typeset.tags import (
    FileFacts,
    Structure,
    add_structure,
    declare_conformance,
)

_PRODUCER = "Negotiator Desk"
_WATERMARK = "watermark"

_FOOTERS = {
    "zh-CN": ("第 {number} 页 共 {pages} 页", "指纹 {code}"),
    "en": ("Page {number} of {pages}", "Fingerprint {code}"),
}
"""The middle and the right of the footer by the document's language."""


@dataclass(frozen=True)
class Rendered:
    """A finished PDF and how many pages it has."""

    pdf: bytes
    pages: int


def render(document: Document, look: Look, *, watermark: str = "草案") -> Rendered:
    """Typeset a document.

    Args:
        look: How it is set.
        watermark: A word that stands large and pale under the text of every page; "" = none.

    Raises:
        MissingGlyphError: No font has a character of the text.
    """
    flow = set_document(document, look)
    pages = paginate(flow.boxes, look.depth)
    writer = _Writer(document, look, watermark, Structure(flow.elements))
    for number, page in enumerate(pages, start=1):
        writer.write(page, number, len(pages))
    return Rendered(writer.finish(), len(pages))


class _Writer:
    """Draws set pages on a canvas."""

    def __init__(
        self, document: Document, look: Look, watermark: str, structure: Structure
    ) -> None:
        self.document = document
        self.structure = structure
        self.look = look
        self.watermark = watermark
        self.buffer = io.BytesIO()
        self.bookmarks = 0
        self.canvas: Any = Canvas(
            self.buffer,
            pagesize=(look.width, look.height),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=first_face(look.types["body"].style).font.fontName,
            lang=document.language,
        )
        self.facts = FileFacts(
            title=document.title.replace("\n", ""),
            author=document.author,
            subject=document.edition or f"{document.reference} 第{document.version}版",
            keywords=document.fingerprint,
            producer=_PRODUCER,
            language=document.language,
        )
        self.canvas.setTitle(self.facts.title)
        self.canvas.setAuthor(self.facts.author)
        self.canvas.setSubject(self.facts.subject)
        self.canvas.setKeywords(self.facts.keywords)
        self.canvas.setCreator(_PRODUCER)
        self.canvas.setProducer(_PRODUCER)
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        if watermark:
            self._define_watermark()

    def write(self, page: Page, number: int, pages: int) -> None:
        """Draw one page."""
        self.structure.begin_page()
        if self.watermark:
            self.canvas.addLiteral("/Artifact BMC")
            self.canvas.doForm(_WATERMARK)
            self.canvas.addLiteral("EMC")
        for placed in page.boxes:
            self._bookmark(placed)
        operators: list[str] = ["BT"]
        operators += self._text_operators([*self._texts(page), *self._footer(number, pages)])
        operators.append("ET")
        operators.append("/Artifact BMC")
        operators += self._rule_operators(page)
        operators.append("EMC")
        self.canvas.addLiteral("\n".join(operators))
        self.canvas.showPage()

    def finish(self) -> bytes:
        """Return the finished file."""
        document = self.canvas._doc  # noqa: SLF001  (the one way to the catalog)
        replace_page_streams(document, _WATERMARK if self.watermark else "")
        add_structure(document, self.structure)
        declare_conformance(document, self.facts)
        self.canvas.save()
        return self.buffer.getvalue()

    def _define_watermark(self) -> None:
        mark = self.look.watermark
        path, width = word_path(self.watermark, mark.style, mark.size)
        angle = math.radians(mark.angle)
        cosine, sine = math.cos(angle), math.sin(angle)
        middle_x, middle_y = width / 2, mark.size * 0.38
        x = self.look.width / 2 - (middle_x * cosine - middle_y * sine)
        y = self.look.height / 2 - (middle_x * sine + middle_y * cosine)
        self.canvas.beginForm(_WATERMARK, 0, 0, self.look.width, self.look.height)
        self.canvas.addLiteral(
            f"q {mark.grey:.3f} g "
            f"{cosine:.5f} {sine:.5f} {-sine:.5f} {cosine:.5f} {x:.2f} {y:.2f} cm\n{path}\nf Q"
        )
        self.canvas.endForm()

    def _bookmark(self, placed: PlacedBox) -> None:
        if not placed.box.bookmark:
            return
        self.bookmarks += 1
        key = f"b{self.bookmarks}"
        top = self.look.height - self.look.top - placed.down
        self.canvas.bookmarkPage(key, fit="XYZ", left=0, top=top)
        self.canvas.addOutlineEntry(placed.box.bookmark, key, 0)

    def _texts(self, page: Page) -> Iterator[tuple[float, float, TextMark]]:
        """Yield the page's lines with the place of their left end on the sheet."""
        top = self.look.height - self.look.top
        for placed in page.boxes:
            for mark in placed.box.texts:
                x = self.look.left + mark.x + mark.line.x
                yield x, top - placed.down - mark.down, mark

    def _footer(self, number: int, pages: int) -> Iterator[tuple[float, float, TextMark]]:
        kind = self.look.types["footer"]
        document = self.document
        groups = [document.fingerprint[start : start + 4].upper() for start in range(0, 16, 4)]
        left = document.edition or f"{document.reference}　第{document.version}版".strip()
        middle, right = _FOOTERS[document.language]
        for text, size, place in (
            (left, self.look.footer_small, 0.0),
            (middle.format(number=number, pages=pages), kind.size, 0.5),
            (right.format(code=" ".join(groups)), self.look.footer_small, 1.0),
        ):
            line = _single_line(text, kind.style, size)
            x = self.look.left + (self.look.measure - line.width) * place
            yield x, self.look.footer, TextMark(0.0, 0.0, size, line, ARTIFACT)

    def _text_operators(self, marks: Sequence[tuple[float, float, TextMark]]) -> Iterator[str]:
        face = ""
        size = tracking = 0.0
        document = self.canvas._doc  # noqa: SLF001  (the one way to a font's name)
        element: int | None = None
        for x, y, mark in marks:
            if mark.element != element:
                if element is not None:
                    yield "EMC"
                element = mark.element
                yield self.structure.begin(element)
            yield f"1 0 0 1 {x:.2f} {y:.2f} Tm"
            if mark.line.is_loose:
                actual = mark.line.text.encode("utf-16-be").hex()
                yield f"/Span <</ActualText <feff{actual}>>> BDC"
            for piece in mark.line.pieces:
                if piece.face.name != face or mark.size != size:
                    face, size = piece.face.name, mark.size
                    name = piece.face.font.getSubsetInternalName(0, document)
                    yield f"{name} {size:g} Tf"
                if piece.tracking != tracking:
                    tracking = piece.tracking
                    yield f"{tracking:.4f} Tc"
                yield f"<{piece.face.font.encode(piece.text, document)}> Tj"
            if mark.line.is_loose:
                yield "EMC"
        if element is not None:
            yield "EMC"

    def _rule_operators(self, page: Page) -> Iterator[str]:
        left = self.look.left
        top = self.look.height - self.look.top
        width = 0.0
        for placed in page.boxes:
            for rule in placed.box.rules:
                if rule.width != width:
                    width = rule.width
                    yield f"{width:g} w"
                yield _rule_operator(rule, left, top - placed.down)


def _rule_operator(rule: RuleMark, left: float, top: float) -> str:
    return (
        f"{left + rule.x1:.2f} {top - rule.down1:.2f} m "
        f"{left + rule.x2:.2f} {top - rule.down2:.2f} l S"
    )


def _single_line(text: str, style: Style, size: float) -> SetLine:
    """Set a text that is never broken."""
    lines = set_paragraphs([(style, text)], size, Measures(math.inf), text, justify=False)
    return lines[0][0]
