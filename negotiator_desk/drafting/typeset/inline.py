"""Sets running text whose parts are more than text: figures, blanks, changes, footnotes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from negotiator_desk.drafting.blocks import (
    Align,
    Blank,
    Change,
    CrossReference,
    Entry,
    Figure,
    Footnote,
    Marked,
)
from negotiator_desk.drafting.typeset.boxes import (
    BLACK,
    Box,
    Dash,
    FillMark,
    RuleMark,
    SpotMark,
    TextMark,
)
from negotiator_desk.drafting.typeset.fonts import Style, printable
from negotiator_desk.drafting.typeset.setting import (
    Measures,
    Piece,
    SetLine,
    set_paragraphs,
)

MARK_SCALE = 0.6
"""Size of a footnote's number, in ems of the text it stands in."""

MARK_RISE = 0.36
"""How far such a number stands above the baseline, in ems of the text."""

_MARK_ROOM = "°"
"""Keeps room for a digit of a footnote's number: hardly wider, and it never begins a line."""

_AIRY = frozenset("，。、；：）》】」』〕〉〗")
"""Marks with ink in their left half only."""

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ASCENT = 0.88
_DESCENT = 0.12
_RULE = 0.05
_UNDERLINE = 0.13
_SECOND_UNDERLINE = 0.23
_STRIKE = -0.36
_BLANK_LINE = 0.1
_BLANK_WIDTH = 0.04
"""Where the ink of ＿ stands below the baseline and how strong it is, in ems."""


Part: TypeAlias = str | Figure | Entry | Blank | CrossReference | Marked | Footnote


@dataclass(frozen=True, slots=True)
class Stretch:
    """The characters of a paragraph that a part which is more than text stands for.

    Attributes:
        number: Of a footnote; 0 for everything else.
    """

    start: int
    end: int
    part: Part
    number: int = 0


@dataclass(slots=True)
class Reading:
    """Tells parts that are more than text from mere text, and numbers footnotes.

    Attributes:
        with_spots: Whether it matters where figures, values and references stand.
        notes: Number of the last footnote.
    """

    with_spots: bool = False
    notes: int = 0

    def read(self, parts: Sequence[Part]) -> tuple[list[str], list[Stretch]]:
        """Return the text of each part as it is set, and where those stand that are more."""
        texts: list[str] = []
        stretches: list[Stretch] = []
        position = 0
        for part in parts:
            number = 0
            if isinstance(part, str):
                text = printable(part)
            elif isinstance(part, Footnote):
                self.notes += 1
                number = self.notes
                text = _MARK_ROOM * len(str(number))
            else:
                text = printable(part.text)
            if self.is_more(part):
                stretches.append(Stretch(position, position + len(text), part, number))
            texts.append(text)
            position += len(text)
        return texts, stretches

    def is_more(self, part: Part) -> bool:
        """Whether a part is drawn or found otherwise than mere text."""
        if isinstance(part, str):
            return False
        return self.with_spots or isinstance(part, Blank | Marked | Footnote)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A set paragraph.

    Attributes:
        text: As it was set; "" where nothing in it is more than text.
    """

    lines: Sequence[SetLine]
    text: str = ""
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Hooks:
    """What setting a line asks of whoever collects boxes and elements.

    Attributes:
        element: Adds an element, with its parent, to the document's structure.
        note: Sets a footnote of a number; its element's parent is the paragraph's.
    """

    element: Callable[[str, int | None], int]
    note: Callable[[Footnote, int, int], list[Box]]


def set_content(
    parts: Sequence[tuple[Style, Part]],
    size: float,
    measures: Measures,
    place: str,
    reading: Reading,
    *,
    align: Align = Align.LEFT,
    justify: bool = True,
) -> list[Paragraph]:
    """Set running text; line ends in it begin new paragraphs.

    Args:
        parts: The text in its styles.
        size: Type size in points.
        place: Where the text stands, for the message about a missing character.
        reading: What is asked of parts that are more than text.
        align: Where lines stand that are not stretched.
        justify: Whether full lines are stretched to the measure.

    Raises:
        MissingGlyphError: No font has a character.
    """
    texts, stretches = reading.read([part for _style, part in parts])
    spans = [(style, text) for (style, _part), text in zip(parts, texts, strict=True)]
    lines = set_paragraphs(spans, size, measures, place, align=align, justify=justify)
    if not stretches:
        return [Paragraph(own) for own in lines]
    return list(_paragraphs(lines, "".join(texts), stretches))


def mark_text(number: int) -> str:
    """Return how a footnote's number is read: superscript digits."""
    return str(number).translate(_SUPERSCRIPTS)


def single_line(text: str, style: Style, size: float, place: str = "") -> SetLine:
    """Set a text that is never broken."""
    paragraphs = set_paragraphs(
        [(style, text)], size, Measures(math.inf), place or text, justify=False
    )
    return paragraphs[0][0] if paragraphs else SetLine(0.0, 0.0, (), is_loose=False)


def put_lines(
    boxes: Sequence[Box],
    paragraph: Paragraph,
    *,
    baseline: float,
    size: float,
    style: Style,
    element: int,
    hooks: Hooks,
) -> None:
    """Put each line of a paragraph into its box.

    Args:
        boxes: As many as there are lines.
        baseline: Points from the top of a box to its line's baseline.
        size: Type size in points.
        style: What footnotes' numbers are set in.
        element: The paragraph's element.
    """
    if not paragraph.stretches:
        for box, line in zip(boxes, paragraph.lines, strict=True):
            box.texts.append(TextMark(0.0, baseline, size, line, element))
        return
    starts = line_starts(paragraph.text, paragraph.lines)
    for box, line, start in zip(boxes, paragraph.lines, starts, strict=True):
        end = start + len(line.text)
        own = [one for one in paragraph.stretches if one.start < end and one.end > start]
        if not own:
            box.texts.append(TextMark(0.0, baseline, size, line, element))
            continue
        mark = TextMark(0.0, baseline, size, line, element)
        dress(box, mark, start, own, style, hooks)


def dress(
    box: Box,
    mark: TextMark,
    start: int,
    stretches: Sequence[Stretch],
    style: Style,
    hooks: Hooks,
) -> None:
    """Put one line with parts into its box.

    Args:
        mark: The whole line, where it stands.
        start: Where in its paragraph's text the line begins.
        stretches: Those of the paragraph that reach into the line.
        style: What footnotes' numbers are set in.
    """
    _Dresser(box, mark, start, style, hooks).dress(stretches)


def line_starts(text: str, lines: Sequence[SetLine]) -> list[int]:
    """Return where in a paragraph's text each of its lines begins.

    Spaces at a line's end belong to no line; line ends, of which a cell's text may have some, to
    none either.
    """
    starts: list[int] = []
    position = 0
    for line in lines:
        skipped = " \n" if starts else "\n"
        while position < len(text) and text[position] in skipped:
            position += 1
        starts.append(position)
        position += len(line.text)
    return starts


def cut(line: SetLine, edges: Sequence[float], start: int, end: int) -> SetLine:
    """Return some characters of a line where they stand in it.

    Args:
        edges: What `line_edges` says of the line.
        start: Index of the first character.
        end: Index after the last one.
    """
    pieces: list[Piece] = []
    position = 0
    for piece in line.pieces:
        first = max(start - position, 0)
        last = min(end - position, len(piece.text))
        if first < last:
            pieces.append(Piece(piece.face, piece.text[first:last], piece.tracking))
        position += len(piece.text)
    return SetLine(edges[start], edges[end] - edges[start], tuple(pieces), line.is_loose)


def line_edges(line: SetLine, size: float) -> list[float]:
    """Return where each character of a line begins, in points, and where the last one ends."""
    edges = [line.x]
    x = line.x
    for piece in line.pieces:
        widths = piece.face.widths
        for character in piece.text:
            x += widths[character] * size / 1000 + piece.tracking
            edges.append(x)
    return edges


def _paragraphs(
    lines: Sequence[Sequence[SetLine]], whole: str, stretches: Sequence[Stretch]
) -> Iterator[Paragraph]:
    texts: list[tuple[int, str]] = []
    start = 0
    for text in whole.split("\n"):
        if text:  # an empty paragraph is not set
            texts.append((start, text))
        start += len(text) + 1
    for own, (start, text) in zip(lines, texts, strict=True):
        end = start + len(text)
        inside = tuple(
            Stretch(max(one.start, start) - start, min(one.end, end) - start, one.part, one.number)
            for one in stretches
            if one.start < end and one.end > start
        )
        yield Paragraph(own, text, inside)


class _Dresser:
    """Puts one line with parts into its box."""

    def __init__(
        self,
        box: Box,
        mark: TextMark,
        start: int,
        style: Style,
        hooks: Hooks,
    ) -> None:
        self.box = box
        self.mark = mark
        self.line = mark.line
        self.start = start
        self.style = style
        self.hooks = hooks
        self.edges = line_edges(mark.line, mark.size)

    def dress(self, stretches: Sequence[Stretch]) -> None:
        """Put the line's text, cut where its look or its element changes, and what is drawn."""
        length = len(self.edges) - 1
        inside = [
            (max(one.start - self.start, 0), min(one.end - self.start, length), one)
            for one in stretches
        ]
        position = 0
        for start, end, one in inside:
            match one.part:
                case Marked(change=change):
                    self._text(position, start, self.mark.element)
                    self._text(start, end, self.mark.element, change.value)
                    self._strike(start, end, change)
                    position = end
                case Footnote():
                    self._text(position, start, self.mark.element)
                    self._mark(start, one)
                    position = end
                case Blank():
                    self._blank(start, end)
                    self._spot(start, end, one.part)
                case Figure() | Entry() | CrossReference():
                    self._spot(start, end, one.part)
                case str():
                    pass
        self._text(position, length, self.mark.element)

    def _text(self, start: int, end: int, element: int, colour: str = BLACK) -> None:
        if start < end:
            whole = start == 0 and end == len(self.edges) - 1
            line = self.line if whole else cut(self.line, self.edges, start, end)
            own = self.mark
            self.box.texts.append(TextMark(own.x, own.down, own.size, line, element, colour))

    def _mark(self, start: int, stretch: Stretch) -> None:
        """Put a footnote's number, and the note itself at the foot."""
        assert isinstance(stretch.part, Footnote)
        reference = self.hooks.element("Reference", self.mark.element)
        label = self.hooks.element("Lbl", reference)
        small = self.mark.size * MARK_SCALE
        line = single_line(str(stretch.number), self.style, small)
        x = self._x(start) - self._tracking_before(start)
        down = self.mark.down - self.mark.size * MARK_RISE
        spoken = mark_text(stretch.number)
        self.box.texts.append(TextMark(x, down, small, line, label, spoken=spoken))
        self.box.notes.append(self.hooks.note(stretch.part, stretch.number, self.mark.element))

    def _x(self, index: int) -> float:
        return self.mark.x + self.edges[index]

    def _tracking_before(self, index: int) -> float:
        position = 0
        for piece in self.line.pieces:
            position += len(piece.text)
            if position >= index:
                return piece.tracking if index else 0.0
        return 0.0

    def _rule(
        self,
        start: int,
        end: int,
        at: float,
        colour: str,
        dash: Dash = Dash.SOLID,
        width: float = _RULE,
    ) -> None:
        down = self.mark.down + self.mark.size * at
        right = self._x(end)
        if end == len(self.edges) - 1 and self.line.text[-1:] in _AIRY:
            right -= self.mark.size / 2  # the air of a mark may lie beyond the edge
        width = round(self.mark.size * width, 2)
        self.box.rules.append(RuleMark(self._x(start), down, right, down, width, colour, dash))

    def _strike(self, start: int, end: int, change: Change) -> None:
        """Draw what tells a change without its colour."""
        match change:
            case Change.INSERTED:
                self._rule(start, end, _UNDERLINE, change.value)
            case Change.DELETED:
                self._rule(start, end, _STRIKE, change.value)
            case Change.MOVED_HERE:
                self._rule(start, end, _UNDERLINE, change.value)
                self._rule(start, end, _SECOND_UNDERLINE, change.value)
            case Change.MOVED_AWAY:
                self._rule(start, end, _STRIKE, change.value, Dash.DOTTED)

    def _blank(self, start: int, end: int) -> None:
        """Draw the line to write on, over marks that letter-spacing would part."""
        left, right = self._x(start), self._x(end)
        top = self.mark.down - self.mark.size * _ASCENT
        bottom = self.mark.down + self.mark.size * _DESCENT
        self.box.fills.append(FillMark(left, top, right, bottom, "blank"))
        self._rule(start, end, _BLANK_LINE, BLACK, width=_BLANK_WIDTH)

    def _spot(self, start: int, end: int, source: Figure | Entry | Blank | CrossReference) -> None:
        top = self.mark.down - self.mark.size * _ASCENT
        bottom = self.mark.down + self.mark.size * _DESCENT
        self.box.spots.append(SpotMark(self._x(start), top, self._x(end), bottom, source))
