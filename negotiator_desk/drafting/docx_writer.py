"""Writes a document as a Word file. The same document and look always give the same bytes.

Numbers of chapters, articles, items and annexes are Word's own lists, references to articles are
fields that point at them, footnotes and tracked changes are real ones: whoever goes on writing in
Word, WPS or LibreOffice has a text that counts itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from negotiator_desk.drafting.blocks import (
    Annex,
    Block,
    Caption,
    Chapter,
    Contents,
    Document,
    Grid,
    Highlights,
    Note,
    Pair,
    Party,
    Reference,
    Remark,
    Section,
    Signatures,
    Title,
)
from negotiator_desk.drafting.card_blocks import Cards, QrCodes
from negotiator_desk.drafting.docx_faces import face_of, face_properties, font_table_part
from negotiator_desk.drafting.docx_grids import grid_table
from negotiator_desk.drafting.docx_paragraphs import Paragraphs
from negotiator_desk.drafting.docx_parts import (
    footer_part,
    header_part,
    packed,
    section,
    settings_part,
)
from negotiator_desk.drafting.docx_runs import Paragraph, Runs
from negotiator_desk.drafting.docx_style_list import Side
from negotiator_desk.drafting.docx_styles import column_width, styles_part
from negotiator_desk.drafting.docx_tables import (
    BesideRow,
    Columns,
    highlight_table,
    signature_table,
)
from negotiator_desk.drafting.docx_xml import EMPTY, Xml, joined, part, tag, twips
from negotiator_desk.drafting.typeset.fonts import MissingGlyphError
from negotiator_desk.drafting.typeset.look import Look, load_look
from negotiator_desk.drafting.typeset.sheets import is_annex, turned, wide_blocks

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""Media type of what `docx_bytes` returns."""

_KEEP = tag("keepNext")
_Made = Paragraph | Columns | Xml


def docx_bytes(
    document: Document,
    look_key: str,
    *,
    watermark: str = "",
    changed_at: datetime | None = None,
) -> bytes:
    """Write a document as a Word file.

    Args:
        look_key: Key of the look, as `load_look` takes it.
        watermark: A word that stands large and pale behind the text of every page; "" = none.
        changed_at: The moment that its tracked changes and its properties bear; None = none.
    """
    return _Writer(document, load_look(look_key), changed_at).file(watermark, changed_at)


class _Writer:
    """Puts a document's paragraphs and tables one after the other, on pages of their own kinds."""

    def __init__(self, document: Document, look: Look, changed_at: datetime | None) -> None:
        self.document = document
        self.look = look
        self.runs = Runs(changed_at)
        self.paragraphs = Paragraphs(document, look, self.runs)
        self.body: list[_Made] = []
        self.is_wide = False
        self.sections = 0

    def file(self, watermark: str, made_at: datetime | None) -> bytes:
        """Return the finished file."""
        blocks = self.document.blocks
        following = (*blocks[1:], None)[: len(blocks)]
        for block, after, is_wide in zip(blocks, following, self._wide_blocks(), strict=True):
            if is_wide != self.is_wide:
                self._turn_pages()
            if isinstance(block, Signatures | Remark):
                self._keep_last(whole=isinstance(block, Signatures))
            self._add(self._made(block, after))
        if not (self.body and isinstance(self.body[-1], Paragraph)):
            self.body.append(Paragraph("Break", EMPTY))
        body = self.look.types["body"]
        face, is_bold = face_of(self.look, "body", body.strong)
        strong = tag("rPr", *face_properties(face, is_bold=is_bold))
        parts = {
            "document": part("document", tag("body", *map(_xml, self.body), self._section())),
            "styles": styles_part(self.look),
            "numbering": self.paragraphs.lists.part(body.size, strong),
            "settings": settings_part(self.look),
            "fontTable": font_table_part(),
            "footnotes": self.runs.footnotes_part(),
            "header1": header_part(self.look, watermark),
            "footer1": footer_part(self.document, self.look, self.runs, is_even=False),
            "footer2": footer_part(self.document, self.look, self.runs, is_even=True),
        }
        return packed(self.document, parts, made_at)

    def _wide_blocks(self) -> list[bool]:
        """Return for each block whether it stands on a turned sheet, as in print.

        Where our fonts lack a character nothing can be measured, but Word may well have it.
        """
        try:
            return wide_blocks(self.document.blocks, self.look)
        except MissingGlyphError:
            return [False] * len(self.document.blocks)

    def _section(self) -> Xml:
        look = turned(self.look) if self.is_wide else self.look
        return section(look, is_wide=self.is_wide, is_first=not self.sections)

    def _turn_pages(self) -> None:
        """End the pages so far; those that follow lie on their side, or upright again."""
        last = self.body[-1] if self.body else None
        if not isinstance(last, Paragraph):
            last = Paragraph("Break", EMPTY)
            self.body.append(last)
        last.properties["sectPr"] = self._section()
        self.sections += 1
        self.is_wide = not self.is_wide

    def _keep_last(self, *, whole: bool) -> None:
        """Keep the last paragraph so far with what follows.

        Args:
            whole: No page ends within it.
        """
        if self.body and isinstance(last := self.body[-1], Paragraph):
            last.properties.setdefault("keepNext", _KEEP)
            if whole:
                last.properties["keepLines"] = tag("keepLines")

    def _add(self, made: Sequence[_Made]) -> None:
        for one in made:
            last = self.body[-1] if self.body else None
            if isinstance(last, Columns) and isinstance(one, Columns) and last.takes(one):
                last.rows += one.rows
                continue
            if not isinstance(one, Paragraph) and last is not None:
                if not isinstance(last, Paragraph):
                    # Tables that touch become one in Word.
                    self.body.append(Paragraph("Break", EMPTY, {"keepNext": _KEEP}))
                elif last.style in ("BodyText", "Note"):
                    last.properties.setdefault("keepNext", _KEEP)
            self.body.append(one)

    def _made(self, block: Block, following: Block | None) -> Sequence[_Made]:
        paragraphs = self.paragraphs
        match block:
            case Title(text):
                return [paragraphs.text("Title", text)]
            case Reference(text):
                return [paragraphs.text("Reference", text)]
            case Caption(text):
                return [paragraphs.text("Heading3", text)]
            case Party():
                return paragraphs.party(block)
            case Grid():
                tied = isinstance(following, Note)
                voice = paragraphs.voice
                return [grid_table(block, self.look, self.runs, voice, self._room(), tied=tied)]
            case Highlights():
                return [highlight_table(block, self.look, self.runs)]
            case Signatures():
                return [signature_table(block, self.look, self.runs)]
            case Contents(title):
                return paragraphs.contents(title)
            case Pair():
                return [self._pair(block, following)]
            case QrCodes() | Cards():
                raise ValueError("papers with codes to scan are made as PDF only")
            case Chapter() | Annex() | Section():
                return [paragraphs.heading(block)]
            case _:
                return paragraphs.running(block)

    def _room(self) -> float:
        """Return the points that a table may be wide."""
        if self.is_wide and not self.paragraphs.side:
            return turned(self.look).measure
        return column_width(self.look, self.paragraphs.side)

    def _pair(self, pair: Pair, following: Block | None) -> Columns:
        look = self.look.pair
        measure = self._room()
        right = twips(measure * look.right_share)
        new_page = self.look.annex_on_new_page and is_annex(pair)
        cells = []
        for side, blocks, language in (
            (Side.LEFT, pair.left, pair.languages[0]),
            (Side.RIGHT, pair.right, pair.languages[1]),
        ):
            # Two versions beside each other have each its own numbers.
            is_counted = pair.languages[0] != pair.languages[1]
            self.paragraphs.begin_column(side, language, is_counted=is_counted)
            made: list[_Made] = []
            for block in blocks:
                made += self._made(block, None)
            if not (made and isinstance(made[-1], Paragraph)):
                made.append(self.paragraphs.plain("BodyText", EMPTY))
            first = made[0]
            if isinstance(first, Paragraph):
                first.properties.setdefault("spacing", tag("spacing", before=twips(look.gap)))
                if new_page:
                    first.properties["pageBreakBefore"] = tag("pageBreakBefore")
            if isinstance(following, Signatures):
                for one in made:
                    if isinstance(one, Paragraph):
                        one.properties["keepNext"] = _KEEP
            cells.append(joined(*map(_xml, made)))
        self.paragraphs.end_columns()
        is_whole = all(isinstance(one, Party) for one in (*pair.left, *pair.right))
        row = BesideRow(cells[0], cells[1], is_whole)
        return Columns((twips(measure) - right, right), [row], new_page)


def _xml(made: _Made) -> Xml:
    return made if isinstance(made, str) else made.xml
