"""Writes a document as PDF. The same document and look always give the same bytes."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.typeset.attachments import add_attachments
from negotiator_desk.drafting.typeset.collecting import without_collecting
from negotiator_desk.drafting.typeset.contents import fill_in_pages
from negotiator_desk.drafting.typeset.file import file_bytes
from negotiator_desk.drafting.typeset.flow import set_document
from negotiator_desk.drafting.typeset.fonts import first_face
from negotiator_desk.drafting.typeset.footers import Placed, footer, line_numbers
from negotiator_desk.drafting.typeset.links import add_links
from negotiator_desk.drafting.typeset.look import Look
from negotiator_desk.drafting.typeset.operators import Pen
from negotiator_desk.drafting.typeset.options import Attachment, Rendered, RenderOptions
from negotiator_desk.drafting.typeset.outline import word_path
from negotiator_desk.drafting.typeset.paginate import Page, PlacedBox, paginate
from negotiator_desk.drafting.typeset.places import page_spots
from negotiator_desk.drafting.typeset.sheets import turned
from negotiator_desk.drafting.typeset.streams import pack_quickly, replace_page_streams
from negotiator_desk.drafting.typeset.tags import (
    FileFacts,
    Structure,
    add_structure,
    declare_conformance,
)

__all__ = ["Attachment", "RenderOptions", "Rendered", "render"]

_PRODUCER = "Negotiator Desk"

_WATERMARKS = {False: "watermark", True: "watermark-wide"}
"""Names of the forms that draw it, by whether the sheet is turned."""

_WATERMARK_ROOM = 0.94
"""Share of the sheet across which a watermark goes at most."""


def render(document: Document, look: Look, options: RenderOptions | None = None) -> Rendered:
    """Typeset a document.

    Args:
        look: How it is set.
        options: What else is asked for; None = a draft as it is handed out.

    Raises:
        MissingGlyphError: No font has a character of the text.
    """
    with without_collecting():
        return _render(document, look, options or RenderOptions())


class _Writer:
    """Draws set pages on a canvas."""

    def __init__(
        self,
        document: Document,
        look: Look,
        options: RenderOptions,
        structure: Structure | None,
    ) -> None:
        self.document = document
        self.structure = structure
        self.options = options
        self.bookmarks = 0
        self.watermarks: set[bool] = set()
        """Which of the two sheets have one defined."""
        self.canvas: Any = Canvas(
            io.BytesIO(),
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
        self.file: Any = self.canvas._doc  # noqa: SLF001  (the one way to fonts and catalog)
        if structure is None:
            pack_quickly(self.file)
        self.pen = Pen(self.file, look, structure, is_coloured=options.colour)

    def write(self, page: Page, look: Look, number: int, pages: int) -> None:
        """Draw one page.

        Args:
            look: Of its sheet.
            number: From 1.
            pages: How many there are.
        """
        if self.structure is not None:
            self.structure.begin_page()
        self.canvas.setPageSize((look.width, look.height))
        if self.options.watermark:
            self._watermark(look, is_wide=page.is_wide)
        for placed in page.boxes:
            self._bookmark(placed, look)
        operators: list[str] = []
        if grounds := self.pen.grounds_of(page, look):
            operators += ["/Artifact BMC", *grounds, "EMC"]
        texts = list(_texts(page, look))
        texts += footer(self.document, look, number, pages)
        if self.options.line_numbers:
            texts += line_numbers(page, look)
        operators += self.pen.texts(texts)
        operators += self.pen.squares_of(page, look)
        operators += ["/Artifact BMC", *self.pen.rules_of(page, look), "EMC"]
        self.canvas.addLiteral("\n".join(operators))
        self.canvas.showPage()

    def finish(self, pages: Sequence[tuple[Page, Look]]) -> bytes:
        """Return the finished file."""
        forms = [_WATERMARKS[is_wide] for is_wide in sorted(self.watermarks)]
        replace_page_streams(self.file, forms)
        links = add_links(self.file, pages, is_tagged=self.structure is not None)
        if self.structure is not None:
            add_structure(self.file, self.structure, links)
            declare_conformance(self.file, self.facts)
        add_attachments(self.file, self.options.attachments)
        return file_bytes(self.canvas)

    def _watermark(self, look: Look, *, is_wide: bool) -> None:
        name = _WATERMARKS[is_wide]
        if is_wide not in self.watermarks:
            self.watermarks.add(is_wide)
            self._define_watermark(look, name)
        self.canvas.addLiteral("/Artifact BMC")
        self.canvas.doForm(name)
        self.canvas.addLiteral("EMC")

    def _define_watermark(self, look: Look, name: str) -> None:
        mark = look.watermark
        angle = math.radians(mark.angle)
        cosine, sine = math.cos(angle), math.sin(angle)
        size = mark.size
        path, width = word_path(self.options.watermark, mark.style, size)
        widest = _WATERMARK_ROOM * min(look.width / cosine, look.height / sine) - size
        if width > widest > 0:
            size *= widest / width
            path, width = word_path(self.options.watermark, mark.style, size)
        middle_x, middle_y = width / 2, size * 0.38
        x = look.width / 2 - (middle_x * cosine - middle_y * sine)
        y = look.height / 2 - (middle_x * sine + middle_y * cosine)
        self.canvas.beginForm(name, 0, 0, look.width, look.height)
        self.canvas.addLiteral(
            f"q {mark.grey:.3f} g "
            f"{cosine:.5f} {sine:.5f} {-sine:.5f} {cosine:.5f} {x:.2f} {y:.2f} cm\n{path}\nf Q"
        )
        self.canvas.endForm()

    def _bookmark(self, placed: PlacedBox, look: Look) -> None:
        if not placed.box.bookmark:
            return
        self.bookmarks += 1
        key = f"b{self.bookmarks}"
        top = look.height - look.top - placed.down
        self.canvas.bookmarkPage(key, fit="XYZ", left=0, top=top)
        self.canvas.addOutlineEntry(placed.box.bookmark, key, 0)


def _placed(page: Page) -> Iterator[PlacedBox]:
    yield from page.boxes
    yield from page.foot


def _render(document: Document, look: Look, options: RenderOptions) -> Rendered:
    flow = set_document(document, look, with_spots=options.spots)
    wide = turned(look)
    pages = paginate(flow.boxes, look.depth, wide.depth)
    fill_in_pages(pages, look.types["contents"])
    sheets = [(page, wide if page.is_wide else look) for page in pages]
    structure = Structure(flow.elements) if options.tagged else None
    writer = _Writer(document, look, options, structure)
    writer.pen.take_characters(placed.box for page in pages for placed in _placed(page))
    for number, (page, sheet) in enumerate(sheets, start=1):
        writer.write(page, sheet, number, len(pages))
    pdf = writer.finish(sheets)
    return Rendered(pdf, len(pages), tuple(page_spots(sheets)) if options.spots else ())


def _texts(page: Page, look: Look) -> Iterator[Placed]:
    """Yield the page's lines with the place of their left end on the sheet, in reading order.

    Of two columns the left one is read to its end, or to the page's, before the right one.
    """
    top = look.height - look.top
    right: list[Placed] = []
    pair = 0
    for placed in _placed(page):
        if placed.box.pair != pair:
            yield from right
            right.clear()
            pair = placed.box.pair
        for mark in placed.box.texts:
            text = (look.left + mark.x + mark.line.x, top - placed.down - mark.down, mark)
            if mark.column:
                right.append(text)
            else:
                yield text
    yield from right
