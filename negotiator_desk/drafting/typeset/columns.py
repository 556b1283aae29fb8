"""A column of set text: boxes one below the other, and what all columns of a document share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import fsum

from negotiator_desk.drafting.blocks import Align, Block, Content, Footnote, Inline, Item
from negotiator_desk.drafting.typeset.boxes import Box, Element, RuleMark, TextMark
from negotiator_desk.drafting.typeset.dressing import (
    MARK_RISE,
    MARK_SCALE,
    Hooks,
    put_lines,
)
from negotiator_desk.drafting.typeset.fonts import Style
from negotiator_desk.drafting.typeset.grids import BASELINE
from negotiator_desk.drafting.typeset.inline import (
    Reading,
    SetParagraph,
    mark_text,
    set_content,
    single_line,
)
from negotiator_desk.drafting.typeset.look import Look, Type
from negotiator_desk.drafting.typeset.setting import (
    Measures,
    SetLine,
    set_paragraphs,
)
from negotiator_desk.drafting.typeset.sheets import turned

INDENT = 2
"""Ems by which a paragraph's first line stands in."""

_NOTE_INDENT = 1.6
"""Ems by which a footnote's text stands in; its number stands before it."""

_REMARK_RULE = 0.7
_LATIN_INDENT = 1.5
_LABEL_GAP = 0.4
_WIDEST_LABEL = 0.4
"""Share of the measure that an item's number takes at most before lines hang under it."""

_BULLET = "●"
"""What stands before items without a number; they begin at the edge, for nothing is above them."""

_BULLET_SCALE = 0.55
_BULLET_RISE = 0.17
_BULLET_GAP = 0.45
"""Its size, how far it is raised and the room behind it, in ems of the text."""

_RANKS = (
    re.compile(r"[（(]?[〇零一二三四五六七八九十百]+[)）、.．]?$"),
    re.compile(r"[（(]?[0-9]+[)）、.．]?$"),
    re.compile(r".*"),
)
"""Numbers of items, from the outer ones to the inner ones."""


@dataclass(slots=True)
class Book:
    """What the columns of one document share.

    Attributes:
        look: Of an upright sheet.
        language: The document's.
        headings: Text of each chapter and annex, as the contents lists of the left and the right
            column print it.
    """

    look: Look
    language: str
    headings: Sequence[tuple[str, str]] = ()
    reading: Reading = field(default_factory=Reading)
    elements: list[Element] = field(default_factory=list)
    anchors: int = 0
    pairs: int = 0


class Column:
    """Takes what is set, one thing below the other.

    Attributes:
        look: How wide the column is and what type it is set in.
        is_ragged: Its lines are not stretched and its paragraphs have no indent, as English is set.
        is_right: It is the right one of two columns.
        place: Where the text stands, for the message about a missing character.
        clause: Place of the clause that is being set.
        space: Points asked for below the last box.
    """

    def __init__(self, book: Book, look: Look, language: str, *, is_right: bool = False) -> None:
        self.book = book
        self.look = look
        self.language = "" if language == book.language else language
        self.is_latin = language.split("-")[0] != "zh"
        self.is_ragged = is_right and self.is_latin
        self.is_right = is_right
        self.boxes: list[Box] = []
        self.place = ""
        self.clause = ""
        self.space = 0.0
        self.previous: Block | None = None
        self.is_wide = False
        self.is_new_sheet = False
        self.lists: list[tuple[int, int, int]] = []
        """The lists an item may belong to: the rank of its numbers, the list, its last body."""
        self.hooks = Hooks(self.element, self.note)

    def element(
        self, tag: str, parent: int | None = None, attributes: str = "", alternative: str = ""
    ) -> int:
        """Add an element to the document's structure and return its number."""
        language = self.language if parent is None else ""
        self.book.elements.append(Element(tag, parent, language, attributes, alternative))
        return len(self.book.elements) - 1

    def add(self, boxes: Sequence[Box], *, before: float = 0.0, after: float = 0.0) -> None:
        """Put boxes below what is there."""
        if not boxes:
            return
        boxes[0].before += self.space + before
        if self.is_new_sheet:
            boxes[0].new_page = True
            self.is_new_sheet = False
        if self.is_wide:
            for box in boxes:
                box.is_wide = True
        if self.clause:
            for box in boxes:
                box.clause = self.clause
        self.boxes.extend(boxes)
        self.space = after

    def heading(
        self,
        text: str,
        kind: Type,
        tag: str,
        *,
        align: Align = Align.CENTRE,
        bookmark: bool = False,
    ) -> list[Box]:
        """Set a heading, with the next two lines of text; centred lines are of equal length."""
        measure = self.look.measure
        lines = self._set([(kind.style, text)], kind, Measures(measure), align)
        paragraphs: list[SetLine] = []
        for part, own in zip(text.split("\n"), lines, strict=True):
            if len(own) > 1 and align is Align.CENTRE:
                total = fsum(line.width for line in own)
                even = Measures(min(measure, total / len(own) + kind.size))
                equal = self._set([(kind.style, part)], kind, even, align)[0]
                shift = (measure - even.width) / 2
                if len(equal) == len(own):
                    own = [replace(line, x=line.x + shift) for line in equal]
            paragraphs += own
        boxes = self.line_boxes(SetParagraph(paragraphs), kind, self.element(tag))
        for box in boxes:
            box.keeps_next = True
        if bookmark:
            boxes[0].bookmark = text.replace("\n", "")
        self.add(boxes, before=kind.before, after=kind.after)
        return boxes

    def running(self, strong: str, content: Content) -> None:
        """Set a paragraph of the contract's text, each of its line ends beginning a new one."""
        kind = self.look.types["body"]
        parts: list[tuple[Style, Inline]] = [(kind.style, part) for part in content]
        if strong:
            gap = "  " if self.is_latin else "　"
            parts[:0] = [(kind.strong, strong), (kind.style, gap)]
        measures = Measures(self.look.measure, first=0 if self.is_ragged else INDENT * kind.size)
        for paragraph in self._content(parts, kind, measures):
            self._text(paragraph, kind, self.element("P"))
        if ends_with_colon(content):
            self.boxes[-1].keeps_next = True

    def item(self, item: Item) -> None:
        """Set a numbered item; its further lines hang under its text."""
        kind = self.look.types["body"]
        level, body = self._list_item(item.number)
        step = _LATIN_INDENT if self.is_ragged else INDENT
        is_bullet = item.number.strip() == _BULLET
        is_flush = self.is_ragged or is_bullet
        first = step * (level if is_flush else level + 1) * kind.size
        if is_bullet:
            shares = (_BULLET_SCALE, _BULLET_RISE, _BULLET_GAP)
        else:
            shares = (1.0, 0.0, _LABEL_GAP if self.is_latin else 0.0)
        size, rise, gap = (share * kind.size for share in shares)
        text = _BULLET if is_bullet else item.number
        label = single_line(text, kind.style, size, self.place)
        hang = first + label.width + gap
        parts: list[tuple[Style, Inline]] = [(kind.style, part) for part in item.content]
        is_apart = label.width <= _WIDEST_LABEL * self.look.measure
        if not is_apart:
            hang = first
            parts.insert(0, (kind.style, item.number))
        measures = Measures(self.look.measure, first=hang, rest=hang)
        for number, paragraph in enumerate(self._content(parts, kind, measures)):
            self._text(paragraph, kind, body)
            if number == 0 and is_apart and item.number:
                # The number is not stretched with its line, so that lines hang exactly under it.
                box = self.boxes[-len(paragraph.lines)]
                down = baseline(kind) - rise
                mark = TextMark(first, down, size, label, self.element("Lbl", body))
                box.texts.insert(0, mark)
        if ends_with_colon(item.content):
            self.boxes[-1].keeps_next = True

    def remark(self, content: Content) -> None:
        """Set a remark for whoever drafts: small, with a rule beside it."""
        kind = self.look.types["remark"]
        indent = 0.0 if self.is_ragged else INDENT * self.look.types["body"].size
        measures = Measures(self.look.measure, first=indent + kind.size, rest=indent + kind.size)
        paragraphs = self._content([(kind.style, part) for part in content], kind, measures)
        boxes: list[Box] = []
        for paragraph in paragraphs:
            boxes += self.line_boxes(paragraph, kind, self.element("P"))
        keep_ends_together(boxes)  # over all of its short paragraphs
        x = indent + kind.size * _REMARK_RULE / 2
        for box in boxes:
            box.rules.append(RuleMark(x, 0.0, x, box.height, 1.2, "rule"))
        if self.boxes:
            self.boxes[-1].keeps_next = True  # a remark stays with what it is about
        self.add(boxes, before=kind.before, after=kind.after)

    def lines(self, content: Content, kind: Type, align: Align = Align.LEFT) -> None:
        """Set lines that are not stretched."""
        measures = Measures(self.look.measure)
        parts = [(kind.style, part) for part in content]
        for paragraph in self._content(parts, kind, measures, align, justify=False):
            boxes = self.line_boxes(paragraph, kind, self.element("P"))
            keep_ends_together(boxes)
            self.add(boxes, before=kind.before, after=kind.after)

    def line_boxes(self, paragraph: SetParagraph, kind: Type, element: int) -> list[Box]:
        """Return a box for each line of a paragraph."""
        boxes = [Box(kind.leading) for _line in paragraph.lines]
        put_lines(
            boxes,
            paragraph,
            baseline=baseline(kind),
            size=kind.size,
            style=kind.style,
            element=element,
            hooks=self.hooks,
        )
        return boxes

    def note(self, footnote: Footnote, number: int, parent: int) -> list[Box]:
        """Return the lines of a footnote, as wide as the sheet's text and not as this column."""
        kind = self.book.look.types["footnote"]
        look = turned(self.book.look) if self.is_wide else self.book.look
        element = self.element("Note", parent)
        label = self.element("Lbl", element)
        indent = _NOTE_INDENT * kind.size
        measures = Measures(look.measure, first=indent, rest=indent)
        boxes: list[Box] = []
        for lines in set_paragraphs(
            [(kind.style, footnote.text)], kind.size, measures, self.place, justify=True
        ):
            boxes += self.line_boxes(SetParagraph(lines), kind, element)
        if boxes:
            line = single_line(str(number), kind.style, kind.size * MARK_SCALE * 1.2)
            down = baseline(kind) - kind.size * MARK_RISE
            mark = TextMark(0.0, down, kind.size * MARK_SCALE * 1.2, line, label)
            boxes[0].texts.insert(0, replace(mark, spoken=mark_text(number)))
        return boxes

    def _text(self, paragraph: SetParagraph, kind: Type, element: int) -> None:
        boxes = self.line_boxes(paragraph, kind, element)
        keep_ends_together(boxes)
        for box in boxes:
            box.is_text = True
        self.add(boxes)

    def _content(
        self,
        parts: Sequence[tuple[Style, Inline]],
        kind: Type,
        measures: Measures,
        align: Align = Align.LEFT,
        *,
        justify: bool = True,
    ) -> list[SetParagraph]:
        return set_content(
            parts,
            kind.size,
            measures,
            self.place,
            self.book.reading,
            align=align,
            justify=justify and not self.is_ragged,
        )

    def _set(
        self,
        spans: Sequence[tuple[Style, str]],
        kind: Type,
        measures: Measures,
        align: Align,
    ) -> list[list[SetLine]]:
        return set_paragraphs(spans, kind.size, measures, self.place, align=align, justify=False)

    def _list_item(self, number: str) -> tuple[int, int]:
        """Return how deep an item stands and the element of its text; its list is made at need."""
        rank = next(rank for rank, form in enumerate(_RANKS) if form.match(number))
        while self.lists and self.lists[-1][0] > rank:
            self.lists.pop()
        if self.lists and self.lists[-1][0] == rank:
            own = self.lists.pop()[1]
        else:
            own = self.element("L", self.lists[-1][2] if self.lists else None)
        body = self.element("LBody", self.element("LI", own))
        self.lists.append((rank, own, body))
        return len(self.lists) - 1, body


def baseline(kind: Type) -> float:
    """Return how far below the top of its line a text's baseline stands."""
    return kind.leading - (kind.leading - kind.size) / 2 - kind.size * BASELINE


def keep_ends_together(boxes: Sequence[Box]) -> None:
    """No page ends with a paragraph's first line or begins with its last one."""
    if len(boxes) > 1:
        boxes[0].keeps_next = True
        boxes[-2].keeps_next = True


def ends_with_colon(content: Content) -> bool:
    """Whether running text announces what follows it."""
    last = next((part for part in reversed(content) if not isinstance(part, Footnote)), "")
    text = last if isinstance(last, str) else last.text
    return text.endswith(("：", ":"))
