"""Sets a document's blocks into boxes, ready to be distributed over pages."""

from __future__ import annotations

from dataclasses import dataclass

from negotiator_desk.drafting.blocks import (
    Align,
    Annex,
    Article,
    Block,
    Caption,
    Chapter,
    Contents,
    Document,
    Grid,
    Highlights,
    Item,
    Note,
    Pair,
    Party,
    Prose,
    Reference,
    Remark,
    Section,
    Signatures,
    Title,
)
from negotiator_desk.drafting.card_blocks import Cards, QrCodes
from negotiator_desk.drafting.typeset.boxes import Box, Element
from negotiator_desk.drafting.typeset.cards import add_cards, add_codes
from negotiator_desk.drafting.typeset.cells import Cells
from negotiator_desk.drafting.typeset.columns import INDENT, Book, Column
from negotiator_desk.drafting.typeset.contents import add_contents, headings
from negotiator_desk.drafting.typeset.grids import grid_boxes
from negotiator_desk.drafting.typeset.highlights import highlight_box
from negotiator_desk.drafting.typeset.inline import Reading, SetParagraph
from negotiator_desk.drafting.typeset.look import Look
from negotiator_desk.drafting.typeset.pairs import merge
from negotiator_desk.drafting.typeset.setting import Measures, set_paragraphs
from negotiator_desk.drafting.typeset.sheets import pair_looks, turned, wide_blocks
from negotiator_desk.drafting.typeset.sign_block import add_signatures


@dataclass(frozen=True, slots=True)
class Flow:
    """A set document: boxes in reading order and the structure they belong to."""

    boxes: tuple[Box, ...]
    elements: tuple[Element, ...]


def set_document(document: Document, look: Look, *, with_spots: bool = False) -> Flow:
    """Set every block of a document.

    Args:
        with_spots: Whether to find out where figures, values and references stand.

    Raises:
        MissingGlyphError: No font has a character; the message says where it stands.
    """
    reading = Reading(with_spots)
    book = Book(look, document.language, headings(document.blocks), reading)
    setter = _Setter(book, look, document.language)
    for block, is_wide in zip(document.blocks, wide_blocks(document.blocks, look), strict=True):
        if is_wide is not setter.is_wide:
            setter.turn(is_wide=is_wide)
        setter.add_block(block)
    return Flow(tuple(setter.boxes), tuple(book.elements))


class _Setter(Column):
    """Turns blocks into boxes, one after the other."""

    def turn(self, *, is_wide: bool) -> None:
        """Go on on another kind of sheet."""
        self.look = turned(self.book.look) if is_wide else self.book.look
        self.is_wide = is_wide
        self.is_new_sheet = True

    def add_block(self, block: Block) -> None:
        """Set one block."""
        if not isinstance(block, Item):
            self.lists.clear()
        self.clause = block.clause if isinstance(block, Article | Item | Prose | Remark) else ""
        self._set_block(block)
        self.previous = block

    def _set_block(self, block: Block) -> None:
        types = self.look.types
        match block:
            case Title(text):
                self.place = text.replace("\n", "")
                self.heading(text, types["title"], "H1")
            case Reference(text):
                self.lines((text,), types["reference"], Align.CENTRE)
            case Party():
                self._party(block)
            case Chapter(number, title):
                self._numbered_heading(number, title, "chapter")
            case Section(text):
                self.place = text
                self.heading(
                    text, types["chapter"], "H2", align=Align.LEFT, bookmark=not self.is_right
                )
            case Highlights():
                kind = types["highlight"]
                box = highlight_box(block, self.look, self.place, self.element)
                self.add([box], before=kind.before, after=kind.after)
            case Article(number, content):
                self.place = number
                self.running(number, content)
            case Item():
                self.item(block)
            case Prose(content):
                self.running("", content)
            case Remark(content):
                self.remark(content)
            case Contents():
                add_contents(self, block)
            case Pair():
                self._pair(block)
            case Annex(number, title):
                boxes = self._numbered_heading(number, title, "annex")
                if self.look.annex_on_new_page:
                    boxes[0].new_page = True
            case Caption(text):
                self.heading(text, types["caption"], "H3", align=Align.LEFT)
            case Grid():
                self._grid(block)
            case Note(content):
                if self.boxes:
                    self.boxes[-1].keeps_next = True
                self.lines(content, types["note"])
            case QrCodes():
                add_codes(self, block)
            case Cards():
                add_cards(self, block)
            case Signatures():
                add_signatures(self, block)

    def _numbered_heading(self, number: str, title: str, kind: str) -> list[Box]:
        """Set the heading of a chapter or an annex; contents lists and bookmarks lead to it."""
        self.place = f"{number} {title}"
        gap = "  " if self.is_latin else "　"
        text = f"{number}{gap}{title}".strip()
        boxes = self.heading(text, self.look.types[kind], "H2", bookmark=not self.is_right)
        if not self.is_right:
            self.book.anchors += 1
            boxes[0].anchor = self.book.anchors
        return boxes

    def _grid(self, block: Grid) -> None:
        if self.boxes and isinstance(self.previous, Prose | Note):
            self.boxes[-1].keeps_next = True
        cells = Cells(block, self.book.reading)
        first = len(self.book.elements)
        boxes = grid_boxes(cells.grid, self.look, self.place, self.element)
        if cells:
            style = self.look.table.type.style
            cells.dress(boxes, self.book.elements[first:], first, self.hooks, style)
        # Below a caption there is room already; below running text there is none.
        self.add(boxes, before=max(0.0, self.look.table.type.before - self.space))

    def _pair(self, block: Pair) -> None:
        """Set both texts in their columns and put them level."""
        left_look, right_look, by = pair_looks(self.look)
        columns = [
            _Setter(self.book, look, language, is_right=is_right)
            for look, language, is_right in (
                (left_look, block.languages[0], False),
                (right_look, block.languages[1], True),
            )
        ]
        for column, blocks in zip(columns, (block.left, block.right), strict=True):
            column.is_wide = self.is_wide
            column.place = self.place
            for inner in blocks:
                column.add_block(inner)
        left, right = columns
        self.place = left.place
        self.book.pairs += 1
        boxes = merge(left.boxes, right.boxes, by, self.book.pairs)
        before = self.look.pair.gap if isinstance(self.previous, Pair) else 0.0
        self.add(boxes, before=before, after=max(left.space, right.space))

    def _party(self, party: Party) -> None:
        """Set one side's name and particulars, all on one page."""
        kind = self.look.types["party"]
        self.place = f"{party.heading} {party.name}"
        colon = ": " if self.is_latin else "："
        entries = [
            (kind.strong, f"{party.heading}{colon}", party.name),
            *((kind.style, f"{label}{colon}", value) for label, value in party.fields),
        ]
        boxes: list[Box] = []
        measures = Measures(self.look.measure, rest=INDENT * kind.size)
        for style, label, value in entries:
            spans = [(kind.strong, label), (kind.style, value)]
            if style is kind.style:
                spans = [(kind.style, f"{label}{value}")]
            for lines in set_paragraphs(spans, kind.size, measures, self.place, justify=False):
                boxes += self.line_boxes(SetParagraph(lines), kind, self.element("P"))
        for box in boxes[:-1]:
            box.keeps_next = True
        self.add(boxes, after=kind.after)
