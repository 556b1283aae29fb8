"""Paragraphs of a Word file: running text, headings, parties and the contents list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from negotiator_desk.drafting.blocks import (
    Annex,
    Article,
    Chapter,
    Document,
    Item,
    Marked,
    Note,
    Party,
    Prose,
    Remark,
    Section,
    inlines,
)
from negotiator_desk.drafting.docx_headings import (
    CONTENTS_FIELD,
    Heading,
    heading_name,
    headings,
    targets,
)
from negotiator_desk.drafting.docx_numbering import (
    ANNEX,
    ARTICLE,
    CHAPTER,
    GAP,
    IN_ENGLISH,
    ITEM,
    Lists,
    Numbered,
    Place,
    Shape,
    label_shape,
)
from negotiator_desk.drafting.docx_runs import (
    Line,
    Paragraph,
    Runs,
    Voice,
    paragraphs_of,
    whole_change,
)
from negotiator_desk.drafting.docx_style_list import PARAGRAPH_STYLES, Side
from negotiator_desk.drafting.docx_styles import indent_of
from negotiator_desk.drafting.docx_xml import EMPTY, Xml, joined, tag, twips
from negotiator_desk.drafting.typeset.columns import ends_with_colon
from negotiator_desk.drafting.typeset.look import Look

Running: TypeAlias = Article | Item | Prose | Remark | Note
_STYLES: dict[type[Running], tuple[str, str]] = {
    Article: ("Heading2", "BodyText"),
    Item: ("Item", "ItemMore"),
    Prose: ("BodyText", "BodyText"),
    Remark: ("Remark", "Remark"),
    Note: ("Note", "Note"),
}
"""Styles of a block's first line and of its further ones."""

_STRONG = tag("rStyle", val="Strong")
_LATIN = joined(tag("rFonts", hint="default"), tag("lang", val="en-US"))
"""In a text in English, quotation marks are not as wide as a Chinese character."""

_KEEP = tag("keepNext")
_LATIN_GAP = " "
_ITEM_START = {Side.WHOLE: 200, Side.LEFT: 200, Side.RIGHT: 0}
"""Where an item's number begins, in hundredths of the type size."""


class Paragraphs:
    """Makes the paragraphs of one file, in the order in which they stand in it."""

    def __init__(self, document: Document, look: Look, runs: Runs) -> None:
        self.lists = Lists()
        self.side = Side.WHOLE
        self._document = document
        self._look = look
        self._runs = runs
        self._headings = 0
        self._is_latin = _is_latin(document.language)
        # In a redline, two texts are numbered through each other and former numbers stand beside
        # new ones, so that its numbers are written out and stay when changes are taken.
        self._is_redline = any(isinstance(one, Marked) for one in inlines(document.blocks))
        found = ({}, {}) if self._is_redline else targets(document.blocks)
        self._targets = dict(zip((Side.LEFT, Side.RIGHT), found, strict=True))
        self._bookmarked: set[str] = set()
        self._is_counted = not self._is_redline
        self.voice = self._voice(is_latin=self._is_latin)

    def begin_column(self, side: Side, language: str, *, is_counted: bool) -> None:
        """Go on in one of two columns.

        Args:
            language: What it is written in, as PDF names it.
            is_counted: Its numbers may be Word's.
        """
        self.side = side
        self.voice = self._voice(is_latin=_is_latin(language))
        self._is_counted = is_counted and not self._is_redline

    def end_columns(self) -> None:
        """Go on from margin to margin."""
        self.begin_column(Side.WHOLE, self._document.language, is_counted=True)

    def plain(
        self, style: str, content: Xml, properties: Mapping[str, Xml] | None = None
    ) -> Paragraph:
        """Return a paragraph in the style of the column at hand."""
        is_paired = PARAGRAPH_STYLES[style].is_paired
        return Paragraph(
            f"{style}{self.side}" if is_paired else style, content, dict(properties or {})
        )

    def text(self, style: str, text: str) -> Paragraph:
        """Return a paragraph of one text; its line ends become breaks."""
        return self.plain(style, self._runs.text(text, self.voice.properties))

    def running(self, block: Running) -> list[Paragraph]:
        """Return a paragraph of running text, and one for each further line of it."""
        style, more = _STYLES[type(block)]
        first, *others = paragraphs_of(block.content)
        paragraph = self._line(style, first)
        made = [paragraph, *(self._line(more, line) for line in others)]
        if isinstance(block, Article | Item):
            self._number(paragraph, style, block, first)
        if ends_with_colon(block.content):
            made[-1].properties["keepNext"] = _KEEP
        return made

    def heading(self, block: Heading) -> Paragraph:
        """Return a heading, with the bookmark that the contents list leads to."""
        self._headings += 1
        match block:
            case Section(text):
                made = self.text("Section", text)
            case Chapter(number, title) | Annex(number, title):
                is_chapter = isinstance(block, Chapter)
                style = "Heading1" if is_chapter else "Annex"
                numbered = self._numbered(number, style, CHAPTER if is_chapter else ANNEX)
                gap = self._gap(is_heading=True) if numbered.literal else ""
                made = self.text(style, f"{numbered.literal}{gap}{title}")
                if not numbered.in_style:
                    made.properties["numPr"] = numbered.properties
                    made.properties["ind"] = indent_of(self._look, style, self.side)
        made.content = self._runs.bookmark(heading_name(self._headings), made.content)
        return made

    def party(self, party: Party) -> list[Paragraph]:
        """Return one side's name and particulars, all on one page."""
        colon = ": " if self.voice.is_latin else "："
        voice = self.voice.properties
        strong = joined(tag("rStyle", val="PartyName"), voice)
        name = (
            self._runs.text(f"{party.heading}{colon}", strong),
            self._runs.text(party.name, voice),
        )
        made = [self.plain("Party", joined(*name))]
        made += [self.text("Party", f"{label}{colon}{value}") for label, value in party.fields]
        if not self.side:
            # In a column, the row keeps them together.
            for one in made[:-1]:
                one.properties["keepNext"] = _KEEP
        after = twips(self._look.types["party"].after)
        made[-1].properties["spacing"] = tag("spacing", after=after)
        return made

    def contents(self, title: str) -> list[Paragraph]:
        """Return the contents list; a document without headings has none.

        It is a field that Word fills anew, its entries there already. Of two columns each has a
        list of its own, in which only the pages are fields.
        """
        listed = [
            self.plain("TOC1", self._entry(one, at))
            for at, (one, side) in enumerate(headings(self._document.blocks), start=1)
            if side in (Side.WHOLE, self.side) or (not self.side and side is Side.LEFT)
        ]
        if not listed:
            return []
        if not self.side:
            begin = self._runs.contents_begin(CONTENTS_FIELD)
            listed[0].content = joined(begin, listed[0].content)
            listed[-1].content = joined(listed[-1].content, self._runs.contents_end())
        heading = self.text("ContentsHeading", title)
        if self.side:
            # What is kept in a row's first paragraph keeps the whole row.
            heading.properties["keepNext"] = tag("keepNext", val=0)
        return [heading, *listed]

    def _entry(self, block: Heading, at: int) -> Xml:
        gap = self._gap(is_heading=True)
        words = block.text if isinstance(block, Section) else f"{block.number}{gap}{block.title}"
        name = heading_name(at)
        page = self._runs.field(f"PAGEREF {name} \\h", EMPTY, is_stale=True)
        return tag(
            "hyperlink",
            self._runs.text(words.replace("\n", ""), self.voice.properties),
            tag("r", tag("tab")),
            page,
            anchor=name,
            history=1,
        )

    def _line(self, style: str, line: Line) -> Paragraph:
        made = self.plain(style, self._runs.content(line.content, self.voice))
        made.mark = self._runs.end_mark(line)
        return made

    def _number(self, paragraph: Paragraph, style: str, block: Article | Item, line: Line) -> None:
        """Number an article or an item, and mark it where the text refers to it."""
        is_article = isinstance(block, Article)
        numbered = self._numbered(block.number, style, ARTICLE if is_article else ITEM)
        if literal := numbered.literal:
            properties = self.voice.properties
            if is_article:
                properties = joined(_STRONG, properties)
            if is_article or self.voice.is_latin:
                literal += self._gap(is_heading=False)
            change = whole_change(line.content)
            shown = (
                self._runs.text(literal, properties)
                if change is None
                else self._runs.changed(literal, change, properties)
            )
            paragraph.content = joined(shown, paragraph.content)
        if not numbered.in_style:
            paragraph.properties["numPr"] = numbered.properties
            shape = None
            if literal and not is_article:
                shape = label_shape(literal, _ITEM_START[self.side])
            paragraph.properties["ind"] = self._indent(style, shape)
        if is_article:
            target = self.voice.targets.get(block.clause)
            if target is not None and target.bookmark not in self._bookmarked:
                self._bookmarked.add(target.bookmark)
                paragraph.content = self._runs.bookmark(target.bookmark, paragraph.content)

    def _indent(self, style: str, shape: Shape | None) -> Xml:
        return indent_of(self._look, style, self.side, shape)

    def _numbered(self, number: str, style: str, place: Place) -> Numbered:
        if not self._is_counted:
            return self.lists.unnumbered(number)
        return self.lists.number(number, f"{style}{self.side}", place, IN_ENGLISH[place])

    def _gap(self, *, is_heading: bool) -> str:
        """Return what stands between a number that is written out and its words."""
        if not self.voice.is_latin:
            return GAP
        return _LATIN_GAP * 2 if is_heading else _LATIN_GAP

    def _voice(self, *, is_latin: bool) -> Voice:
        side = Side.RIGHT if self.side is Side.RIGHT else Side.LEFT
        return Voice(_LATIN if is_latin else EMPTY, self._targets[side], is_latin)


def _is_latin(language: str) -> bool:
    return language.split("-")[0] != "zh"
