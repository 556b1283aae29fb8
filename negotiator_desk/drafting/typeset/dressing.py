"""Puts set lines into boxes, with what is drawn on them: changes, blanks, footnotes' numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from negotiator_desk.drafting.blocks import (
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
from negotiator_desk.drafting.typeset.fonts import Style
from negotiator_desk.drafting.typeset.inline import (
    SetParagraph,
    Stretch,
    line_starts,
    mark_text,
    single_line,
)
from negotiator_desk.drafting.typeset.setting import Piece, SetLine

MARK_SCALE = 0.6
"""Size of a footnote's number, in ems of the text it stands in."""

MARK_RISE = 0.36
"""How far such a number stands above the baseline, in ems of the text."""

_AIRY = frozenset("，。、；：）》】」』〕〉〗")
"""Marks with ink in their left half only."""

_ASCENT = 0.88
_DESCENT = 0.12
_RULE = 0.05
_DOTS = 0.1
"""Size of the dots through what was moved away: they are seen on the ink of small type too."""
_UNDERLINE = 0.13
_SECOND_UNDERLINE = 0.25
_STRIKE = -0.36
_BLANK_LINE = 0.1
_BLANK_WIDTH = 0.04
"""Where the ink of ＿ stands below the baseline and how strong it is, in ems."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """What setting a line asks of whoever collects boxes and elements.

    Attributes:
        element: Adds an element, with its parent, to the document's structure.
        note: Sets a footnote of a number; its element's parent is the paragraph's.
    """

    element: Callable[[str, int | None], int]
    note: Callable[[Footnote, int, int], list[Box]]


def put_lines(
    boxes: Sequence[Box],
    paragraph: SetParagraph,
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
                self._rule(start, end, _STRIKE, change.value, Dash.DOTTED, _DOTS)

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
