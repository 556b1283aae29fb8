"""Sets a document's blocks into boxes, ready to be distributed over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negotiator_desk.drafting.blocks import (
    Align,
    Annex,
    Article,
    Block,
    Caption,
    Chapter,
    Content,
    Document,
    Grid,
    Highlights,
    Item,
    Note,
    Party,
    Prose,
    Reference,
    Section,
    Signatory,
    Signatures,
    Title,
    plain,
)
from negotiator_desk.drafting.typeset.boxes import Box, Element, RuleMark, TextMark
from negotiator_desk.drafting.typeset.grids import BASELINE, grid_boxes
from negotiator_desk.drafting.typeset.highlights import highlight_box
from negotiator_desk.drafting.typeset.look import Look, Type
from negotiator_desk.drafting.typeset.setting import Measures, SetLine, Span, set_paragraphs

INDENT = 2
"""Ems by which a paragraph's first line stands in."""

_SIGN_GUTTER = 24.0
_SEAL_ROOM = 40.0
"""Points kept free for a seal above the first line to sign on."""

_LINES_WITH_SIGNATURES = 2
"""Lines of text that stand on the page of the signature block, so that it cannot be moved to
another text."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A set document: boxes in reading order and the structure they belong to."""

    boxes: tuple[Box, ...]
    elements: tuple[Element, ...]


def set_document(document: Document, look: Look) -> Flow:
    """Set every block of a document.

    Raises:
        MissingGlyphError: No font has a character; the message says where it stands.
    """
    setter = _Setter(look)
    for block in document.blocks:
        setter.add(block)
    return Flow(tuple(setter.boxes), tuple(setter.elements))


class _Setter:
    """Turns blocks into boxes, one after the other."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.boxes: list[Box] = []
        self.elements: list[Element] = []
        self.place = ""
        self.space = 0.0
        """Points asked for below the last box."""
        self.previous: Block | None = None

    def add(self, block: Block) -> None:
        """Set one block."""
        self._set_block(block)
        self.previous = block

    def _set_block(self, block: Block) -> None:
        types = self.look.types
        match block:
            case Title(text):
                self.place = plain((text,)).replace("\n", "")
                self._heading(text, types["title"], "H1")
            case Reference(text):
                self._lines([(types["reference"].style, text)], types["reference"], Align.CENTRE)
            case Party():
                self._party(block)
            case Chapter(number, title):
                self.place = f"{number} {title}"
                self._heading(f"{number}　{title}", types["chapter"], "H2", bookmark=True)
            case Section(text):
                self.place = text
                self._heading(text, types["chapter"], "H2", align=Align.LEFT, bookmark=True)
            case Highlights():
                kind = types["highlight"]
                box = highlight_box(block, self.look, self.place, self._element)
                self._add([box], before=kind.before, after=kind.after)
            case Article(number, content):
                self.place = number
                self._running(number, "　", content)
            case Item(number, content):
                self._running("", number, content)
            case Prose(content):
                self._running("", "", content)
            case Annex(number, title):
                self.place = number
                self._heading(f"{number}　{title}", types["annex"], "H2", bookmark=True)
                if self.look.annex_on_new_page:
                    self._last_group()[0].new_page = True
            case Caption(text):
                self._heading(text, types["caption"], "H3", align=Align.LEFT)
            case Grid():
                if self.boxes and isinstance(self.previous, Prose | Note):
                    self.boxes[-1].keeps_next = True
                boxes = grid_boxes(block, self.look, self.place, self._element)
                self._add(boxes, before=self.look.table.type.before)
            case Note(content):
                kind = types["note"]
                if self.boxes:
                    self.boxes[-1].keeps_next = True
                self._lines([(kind.style, plain(content))], kind, Align.LEFT)
            case Signatures(left, right):
                self._signatures(left, right)

    def _element(self, tag: str, parent: int | None = None) -> int:
        self.elements.append(Element(tag, parent))
        return len(self.elements) - 1

    def _add(self, boxes: Sequence[Box], *, before: float = 0.0, after: float = 0.0) -> None:
        if boxes:
            boxes[0].before += self.space + before
            self.boxes.extend(boxes)
            self.space = after

    def _last_group(self) -> list[Box]:
        """Return the lines of the heading that was just set."""
        count = 1
        element = self.boxes[-1].texts[0].element
        while count < len(self.boxes) and self.boxes[-count - 1].texts[0].element == element:
            count += 1
        return self.boxes[-count:]

    def _heading(
        self,
        text: str,
        kind: Type,
        tag: str,
        *,
        align: Align = Align.CENTRE,
        bookmark: bool = False,
    ) -> None:
        """Set a heading: its lines of equal length, with the next two lines of text."""
        measure = self.look.measure
        lines = self._set([(kind.style, text)], kind, Measures(measure), align, justify=False)
        paragraphs: list[SetLine] = []
        for part, own in zip(text.split("\n"), lines, strict=True):
            if len(own) > 1:
                total = sum(line.width for line in own)
                even = Measures(min(measure, total / len(own) + kind.size))
                own = self._set([(kind.style, part)], kind, even, align, justify=False)[0]
                shift = (measure - even.width) / 2 if align is Align.CENTRE else 0.0
                own = [_shifted(line, shift) for line in own]
            paragraphs += own
        boxes = self._boxes(paragraphs, kind, self._element(tag))
        for box in boxes:
            box.keeps_next = True
        if bookmark:
            boxes[0].bookmark = text.replace("\n", "")
        self._add(boxes, before=kind.before, after=kind.after)

    def _running(self, strong: str, number: str, content: Content) -> None:
        """Set a paragraph of the contract's text, each of its lines' ends beginning a new one."""
        kind = self.look.types["body"]
        spans: list[Span] = [(kind.strong, strong)] if strong else []
        spans.append((kind.style, f"{number}{plain(content)}"))
        measures = Measures(self.look.measure, first=INDENT * kind.size)
        for lines in self._set(spans, kind, measures, Align.LEFT, justify=True):
            boxes = self._boxes(lines, kind, self._element("P"))
            _keep_ends_together(boxes)
            for box in boxes:
                box.is_text = True
            self._add(boxes)
        if plain(content).endswith("："):
            self.boxes[-1].keeps_next = True

    def _lines(self, spans: Sequence[Span], kind: Type, align: Align) -> None:
        measures = Measures(self.look.measure)
        for lines in self._set(spans, kind, measures, align, justify=False):
            boxes = self._boxes(lines, kind, self._element("P"))
            _keep_ends_together(boxes)
            self._add(boxes, before=kind.before, after=kind.after)

    def _party(self, party: Party) -> None:
        """Set one side's name and particulars, all on one page."""
        kind = self.look.types["party"]
        self.place = f"{party.heading} {party.name}"
        entries = [
            (kind.strong, f"{party.heading}：", party.name),
            *((kind.style, f"{label}：", value) for label, value in party.fields),
        ]
        boxes: list[Box] = []
        for style, label, value in entries:
            spans = [(kind.strong, label), (kind.style, value)]
            if style is kind.style:
                spans = [(kind.style, f"{label}{value}")]
            measures = Measures(self.look.measure, rest=INDENT * kind.size)
            for lines in self._set(spans, kind, measures, Align.LEFT, justify=False):
                boxes += self._boxes(lines, kind, self._element("P"))
        for box in boxes[:-1]:
            box.keeps_next = True
        self._add(boxes, after=kind.after)

    def _signatures(self, left: Signatory, right: Signatory) -> None:
        """Set the signature block as one box, and tie it to the text before it."""
        self.place = left.name.replace("\n", "")
        kind = self.look.types["signatures"]
        width = (self.look.measure - _SIGN_GUTTER) / 2
        box = Box(0.0)
        rows = zip((left.name, *left.lines), (right.name, *right.lines), strict=True)
        for number, texts in enumerate(rows):
            # Both sides sign at the same height, even where only one name takes two lines.
            lines = [
                self._signature_line(box, text, x, width)
                for text, x in zip(texts, (0.0, width + _SIGN_GUTTER), strict=True)
            ]
            box.height += max(lines) * kind.leading
            box.height += _SEAL_ROOM if number == 1 else self.look.signature_gap
        count = 0
        for earlier in reversed(self.boxes):
            if count == _LINES_WITH_SIGNATURES:
                break
            earlier.keeps_next = True
            count += earlier.is_text
        self._add([box], before=kind.before, after=kind.leading)

    def _signature_line(self, box: Box, text: str, x: float, width: float) -> int:
        """Set one line of one side at the foot of the box, and return how many lines it took."""
        kind = self.look.types["signatures"]
        element = self._element("P")
        paragraphs = self._set(
            [(kind.style, text)], kind, Measures(width), Align.LEFT, justify=False
        )
        lines = [line for paragraph in paragraphs for line in paragraph]
        for number, line in enumerate(lines):
            baseline = box.height + number * kind.leading + _baseline(kind)
            box.texts.append(TextMark(x, baseline, kind.size, line, element))
            if text.endswith("："):
                start = x + line.x + line.width
                down = baseline + kind.size * 0.2
                box.rules.append(RuleMark(start, down, x + width, down, 0.5))
        return len(lines)

    def _set(
        self,
        spans: Sequence[Span],
        kind: Type,
        measures: Measures,
        align: Align,
        *,
        justify: bool,
    ) -> list[list[SetLine]]:
        return set_paragraphs(spans, kind.size, measures, self.place, align=align, justify=justify)

    def _boxes(self, lines: Sequence[SetLine], kind: Type, element: int) -> list[Box]:
        return [
            Box(
                kind.leading,
                texts=[TextMark(0.0, _baseline(kind), kind.size, line, element)],
            )
            for line in lines
        ]


def _baseline(kind: Type) -> float:
    """Return how far below the top of its line a text's baseline stands."""
    return kind.leading - (kind.leading - kind.size) / 2 - kind.size * BASELINE


def _keep_ends_together(boxes: Sequence[Box]) -> None:
    """No page ends with a paragraph's first line or begins with its last one."""
    if len(boxes) > 1:
        boxes[0].keeps_next = True
        boxes[-2].keeps_next = True


def _shifted(line: SetLine, by: float) -> SetLine:
    return SetLine(line.x + by, line.width, line.pieces, line.is_loose)
