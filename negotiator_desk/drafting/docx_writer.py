"""Writes a document as a Word file. The same document and look always give the same bytes.

Numbers of chapters, articles, items and annexes are Word's own lists, references to articles are
fields that point at them, footnotes and tracked changes are real ones: whoever goes on writing in
Word, WPS or LibreOffice has a text that counts itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from typing import TypeAlias

from negotiator_desk.drafting.blocks import (
    Annex,
    Article,
    Block,
    Caption,
    Chapter,
    Content,
    Contents,
    CrossReference,
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
    inlines,
    plain,
)
from negotiator_desk.drafting.docx_faces import font_table_part, run_properties
from negotiator_desk.drafting.docx_numbering import (
    ANNEX,
    ARTICLE,
    CHAPTER,
    ENGLISH_ANNEX,
    ENGLISH_ARTICLE,
    ENGLISH_CHAPTER,
    ENGLISH_ITEM,
    GAP,
    ITEM,
    Lists,
    Numbered,
    Place,
)
from negotiator_desk.drafting.docx_parts import (
    footer_part,
    header_part,
    packed,
    section,
    settings_part,
    wide_measure,
)
from negotiator_desk.drafting.docx_runs import (
    Paragraph,
    Runs,
    flat,
    is_deleted,
    lines_of,
)
from negotiator_desk.drafting.docx_styles import PAIRED, Side, styles_part
from negotiator_desk.drafting.docx_tables import (
    Columns,
    grid_table,
    highlight_table,
    needs_width,
    signature_table,
)
from negotiator_desk.drafting.docx_xml import EMPTY, Xml, joined, part, tag, twips
from negotiator_desk.drafting.typeset.look import Look, load_look

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""Media type of what `docx_bytes` returns."""

_STRONG = tag("rPr", tag("rStyle", val="Strong"))
_ENGLISH = "en"
_LATIN = tag("rPr", tag("rFonts", hint="default"), tag("lang", val="en-US"))
"""In a text in English, quotation marks are not as wide as a Chinese character."""

_LISTED = (Chapter, Annex, Section)
_Running: TypeAlias = Article | Item | Prose | Remark | Note
_STYLES: dict[type[_Running], tuple[str, str]] = {
    Article: ("Heading2", "BodyText"),
    Item: ("Item", "ItemMore"),
    Prose: ("BodyText", "BodyText"),
    Remark: ("Remark", "Remark"),
    Note: ("Note", "Note"),
}
"""Styles of a block's first line and of its further ones."""


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


_Made = Paragraph | Columns | Xml


class _Writer:
    """Turns a document's blocks into paragraphs and tables, one after the other."""

    def __init__(self, document: Document, look: Look, changed_at: datetime | None) -> None:
        self.document = document
        self.look = look
        self.lists = Lists()
        self.runs = Runs(changed_at)
        self.body: list[_Made] = []
        self.voice = EMPTY
        """Run properties of the language at hand."""
        self.side = Side.WHOLE
        self.counts = True
        """Whether numbers are Word's; two versions beside each other have each its own."""
        self.headings = 0
        self.is_wide = False
        self.sections = 0
        self.unmarked: set[str] = set()
        """Places of articles that are referred to and were not written yet."""

    def file(self, watermark: str, made_at: datetime | None) -> bytes:
        """Return the finished file."""
        self._name_targets()
        blocks = self.document.blocks
        for at, block in enumerate(blocks):
            if isinstance(block, Annex):
                self._turn_pages(blocks[at + 1 :])
            before = len(self.body)
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            self._add(self._made(block, following))
            if isinstance(block, Signatures):
                _keep(self.body[:before])
        if not (self.body and isinstance(self.body[-1], Paragraph)):
            self.body.append(Paragraph("Break", EMPTY))
        last = section(self.look, is_wide=self.is_wide, is_first=not self.sections)
        body = self.look.types["body"]
        strong = run_properties(self.look, "body", body.strong)
        parts = {
            "document": part("document", tag("body", *map(_xml, self.body), last)),
            "styles": styles_part(self.look, self.document.language),
            "numbering": self.lists.part(body.size, strong),
            "settings": settings_part(self.look),
            "fontTable": font_table_part(),
            "footnotes": self.runs.footnotes_part(),
            "header1": header_part(self.look, watermark),
            "footer1": footer_part(self.document, self.look, self.runs, is_even=False),
            "footer2": footer_part(self.document, self.look, self.runs, is_even=True),
        }
        return packed(self.document, parts, made_at)

    def _name_targets(self) -> None:
        """Give a bookmark to every article that the text refers to."""
        blocks = self.document.blocks
        targets = {one.target for one in inlines(blocks) if isinstance(one, CrossReference)}
        for block in flat(blocks):
            if isinstance(block, Article) and block.clause in targets - self.unmarked:
                self.unmarked.add(block.clause)
                self.runs.bookmarks[block.clause] = f"_Ref{len(self.unmarked):06}"

    def _turn_pages(self, rest: Sequence[Block]) -> None:
        """Begin pages that lie on their side, or end them, where an annex asks for it."""
        of_annex = takewhile(lambda block: not isinstance(block, Annex), rest)
        wide = any(isinstance(one, Grid) and needs_width(one, self.look) for one in of_annex)
        if wide == self.is_wide:
            return
        last = self.body[-1] if self.body else None
        if not isinstance(last, Paragraph):
            last = Paragraph("Break", EMPTY)
            self.body.append(last)
        last.properties["sectPr"] = section(
            self.look, is_wide=self.is_wide, is_first=not self.sections
        )
        self.sections += 1
        self.is_wide = wide

    def _add(self, made: Sequence[_Made]) -> None:
        for one in made:
            last = self.body[-1] if self.body else None
            if isinstance(last, Columns) and isinstance(one, Columns) and last.widths == one.widths:
                last.rows += one.rows
                continue
            if not isinstance(one, Paragraph) and last is not None:
                if not isinstance(last, Paragraph):
                    # Tables that touch become one in Word.
                    self.body.append(Paragraph("Break", EMPTY))
                elif last.style in ("BodyText", "Note"):
                    last.properties.setdefault("keepNext", tag("keepNext"))
            self.body.append(one)

    def _made(self, block: Block, following: Block | None) -> list[_Made]:
        measure = wide_measure(self.look) if self.is_wide else self.look.measure
        match block:
            case Title(text):
                return [self._paragraph("Title", self.runs.text(text))]
            case Reference(text):
                return [self._paragraph("Reference", self.runs.text(text))]
            case Caption(text):
                return [self._paragraph("Heading3", self.runs.text(text))]
            case Party():
                return self._party(block)
            case Grid():
                tied = isinstance(following, Note)
                return [grid_table(block, self.look, self.runs, measure, keeps_next=tied)]
            case Highlights():
                return [highlight_table(block, self.look, self.runs)]
            case Signatures():
                return [signature_table(block, self.look, self.runs)]
            case Contents(title):
                return self._contents(title)
            case Pair():
                return [self._pair(block, measure)]
            case Chapter() | Annex() | Section():
                return [self._heading(block)]
            case _:
                return self._running(block)

    def _running(self, block: _Running) -> list[_Made]:
        """Return a paragraph of running text, and one for each further line of it."""
        style, more = _STYLES[type(block)]
        first, *others = lines_of(block.content)
        paragraph = self._line(style, first)
        made = [paragraph, *(self._line(more, line) for line in others)]
        if isinstance(block, Article | Item):
            self._number(paragraph, block)
        if plain(block.content).endswith("："):
            made[-1].properties["keepNext"] = tag("keepNext")
        return [*made]

    def _line(self, style: str, content: Content) -> Paragraph:
        made = self._paragraph(style, self.runs.content(content, self.voice))
        made.mark = self.runs.mark_of(content)
        return made

    def _paragraph(
        self, style: str, content: Xml, properties: Mapping[str, Xml] | None = None
    ) -> Paragraph:
        own = f"{style}{self.side}" if style in PAIRED else style
        return Paragraph(own, content, dict(properties or {}))

    def _numbered(self, number: str, *places: Place) -> Numbered:
        if not self.counts:
            return self.lists.unnumbered(number)
        return self.lists.number(number, *places)

    def _number(self, paragraph: Paragraph, block: Article | Item) -> None:
        """Number an article or an item, and mark it where the text refers to it."""
        is_article = isinstance(block, Article)
        if is_deleted(block.content):
            numbered = self.lists.unnumbered(block.number)
            shown = self.runs.deleted(block.number + (GAP if is_article else ""))
        else:
            places = (ARTICLE, ENGLISH_ARTICLE) if is_article else (ITEM, ENGLISH_ITEM)
            numbered = self._numbered(block.number, *places)
            strong = _STRONG if is_article else self.voice
            gap = GAP if is_article and numbered.literal else ""
            shown = self.runs.text(numbered.literal + gap, strong)
        paragraph.properties["numPr"] = numbered.properties
        paragraph.content = joined(shown, paragraph.content)
        if is_article and block.clause in self.unmarked:
            self.unmarked.remove(block.clause)
            name = self.runs.bookmarks[block.clause]
            paragraph.content = self.runs.bookmark(name, paragraph.content)

    def _heading(self, block: Chapter | Annex | Section) -> Paragraph:
        self.headings += 1
        match block:
            case Section(text):
                made = self._paragraph("Section", self.runs.text(text, self.voice))
            case Chapter(number, title) | Annex(number, title):
                is_chapter = isinstance(block, Chapter)
                places = (CHAPTER, ENGLISH_CHAPTER) if is_chapter else (ANNEX, ENGLISH_ANNEX)
                numbered = self._numbered(number, *places)
                literal = numbered.literal + GAP if numbered.literal else ""
                made = self._paragraph(
                    "Heading1" if is_chapter else "Annex",
                    self.runs.text(f"{literal}{title}", self.voice),
                    {"numPr": numbered.properties},
                )
        made.content = self.runs.bookmark(_heading_name(self.headings), made.content)
        return made

    def _party(self, party: Party) -> list[_Made]:
        """Return one side's name and particulars, all on one page."""
        strong = tag("rPr", tag("rStyle", val="PartyName"))
        name = (self.runs.text(f"{party.heading}：", strong), self.runs.text(party.name))
        made = [self._paragraph("Party", joined(*name))]
        made += [
            self._paragraph("Party", self.runs.text(f"{label}：{value}"))
            for label, value in party.fields
        ]
        for one in made[:-1]:
            one.properties["keepNext"] = tag("keepNext")
        after = twips(self.look.types["party"].after)
        made[-1].properties["spacing"] = tag("spacing", after=after)
        return [*made]

    def _pair(self, pair: Pair, measure: float) -> Columns:
        look = self.look.pair
        right = twips(measure * look.right_share)
        cells = []
        self.counts = pair.languages[0] != pair.languages[1]
        for side, blocks, language in (
            (Side.LEFT, pair.left, pair.languages[0]),
            (Side.RIGHT, pair.right, pair.languages[1]),
        ):
            self.side = side
            self.voice = _LATIN if language == _ENGLISH else EMPTY
            made: list[_Made] = []
            for block in blocks:
                made += self._made(block, None)
            if not (made and isinstance(made[-1], Paragraph)):
                made.append(self._paragraph("BodyText", EMPTY))
            made[0] = _with_gap(made[0], look.gap)
            cells.append(joined(*map(_xml, made)))
        self.side, self.voice, self.counts = Side.WHOLE, EMPTY, True
        return Columns((twips(measure) - right, right), [(cells[0], cells[1])])

    def _contents(self, title: str) -> list[_Made]:
        """Return the contents list: a field that Word fills anew, its entries there already."""
        made = [self._paragraph("ContentsHeading", self.runs.text(title))]
        headings = [one for one in flat(self.document.blocks) if isinstance(one, _LISTED)]
        entries = [self._entry(one, at) for at, one in enumerate(headings, start=1)]
        listed = [self._paragraph("TOC1", entry) for entry in entries]
        if listed:
            listed[0].content = joined(
                self.runs.field_begin('TOC \\o "1-1" \\h \\z \\u', is_stale=True), listed[0].content
            )
            listed[-1].content = joined(listed[-1].content, self.runs.field_end())
        return [*made, *listed]

    def _entry(self, block: Chapter | Annex | Section, at: int) -> Xml:
        words = block.text if isinstance(block, Section) else f"{block.number}{GAP}{block.title}"
        name = _heading_name(at)
        page = self.runs.field(f"PAGEREF {name} \\h", EMPTY)
        return tag(
            "hyperlink", self.runs.text(words), tag("r", tag("tab")), page, anchor=name, history=1
        )


def _keep(body: Sequence[_Made]) -> None:
    """Keep the text before the signatures with them."""
    if body and isinstance(last := body[-1], Paragraph):
        last.properties["keepNext"] = tag("keepNext")
        last.properties["keepLines"] = tag("keepLines")


def _with_gap(made: _Made, gap: float) -> _Made:
    """Set the first paragraph of a row apart from the row above."""
    if isinstance(made, Paragraph):
        made.properties.setdefault("spacing", tag("spacing", before=twips(gap)))
    return made


def _heading_name(number: int) -> str:
    return f"_Toc{number:06}"


def _xml(made: _Made) -> Xml:
    return made if isinstance(made, str) else made.xml
