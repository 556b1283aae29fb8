"""What pages are filled with: boxes of known height, and what is drawn in each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from negotiator_desk.drafting.typeset.setting import SetLine
from negotiator_desk.drafting.typeset.spots import Source

BLACK = ""
"""Name of the colour that needs none of the look's."""


class Dash(StrEnum):
    """How a rule is interrupted."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    LEADER = "leader"
    """Dots further apart, which lead the eye to a number."""


@dataclass(frozen=True, slots=True)
class TextMark:
    """A line of text: its left edge and its baseline, in points from the box's top left corner.

    Attributes:
        element: Number of the structure element it belongs to.
        colour: Name of one of the look's colours.
        spoken: What readers get in place of its characters; "" = these.
        column: 1 in the right one of two columns, which is read after the left one.
    """

    x: float
    down: float
    size: float
    line: SetLine
    element: int
    colour: str = BLACK
    spoken: str = ""
    column: int = 0


@dataclass(frozen=True, slots=True)
class RuleMark:
    """A straight rule, in points from the box's top left corner."""

    x1: float
    down1: float
    x2: float
    down2: float
    width: float
    colour: str = BLACK
    dash: Dash = Dash.SOLID


@dataclass(frozen=True, slots=True)
class CircleMark:
    """A dashed circle, such as the place of a seal; its middle is given as of a text."""

    x: float
    down: float
    radius: float
    width: float
    colour: str


@dataclass(frozen=True, slots=True)
class FillMark:
    """A ground under text, in points from the box's top left corner."""

    x1: float
    down1: float
    x2: float
    down2: float
    colour: str


@dataclass(frozen=True, slots=True)
class SquaresMark:
    """A QR code: its left upper corner without the white around it, in points as above.

    Attributes:
        rows: A byte for each square: 1 = dark.
        module: Points that a square measures.
        element: Number of the figure it is in the structure.
    """

    x: float
    down: float
    rows: tuple[bytes, ...]
    module: float
    element: int

    @property
    def side(self) -> float:
        """Points that the whole measures."""
        return len(self.rows) * self.module


@dataclass(frozen=True, slots=True)
class SpotMark:
    """Where a figure, a value, a blank or a reference stands, in points as above."""

    x1: float
    down1: float
    x2: float
    down2: float
    source: Source


@dataclass(frozen=True, slots=True)
class LinkMark:
    """A line of a contents list; a click on it leads to a heading.

    Attributes:
        anchor: Of the heading.
        title: What it is called.
        x1: Left edge of the column, in points.
        x2: Right edge of the column; the page's number ends there.
        start: Where the dots before that number begin.
        is_last: Whether the number stands in this line and not in a later one of its entry.
        down: Points from the box's top to the baseline.
        size: Type size in points.
        element: Its structure element.
        column: As of a text.
    """

    anchor: int
    title: str
    x1: float
    x2: float
    start: float
    is_last: bool
    down: float
    size: float
    element: int
    column: int = 0


@dataclass(slots=True)
class Box:
    """Something that is not cut: a line of text, a table row, the signature block.

    Attributes:
        height: Points.
        before: Space above it, dropped at the head of a page.
        give: How much of that may go where the box would not stand on the page otherwise.
        keeps_next: It must not be parted from the box after it.
        new_page: It begins a page.
        is_text: It is a line of running text, of the kind a signature block may follow.
        is_wide: It stands on a turned sheet.
        head: What is repeated above it when it comes to stand at the head of a page.
        bookmark: Its entry in the reader's outline.
        anchor: Number of the heading that begins here, from 1, as contents lists count them; 0 =
            none.
        clause: Place of the clause it belongs to, "" outside of clauses.
        pair: Number of the row of two columns it is a part of; 0 = none.
        notes: The footnotes whose marks stand in it, each a list of lines.
    """

    height: float
    before: float = 0.0
    give: float = 0.0
    keeps_next: bool = False
    new_page: bool = False
    is_text: bool = False
    is_wide: bool = False
    head: Box | None = None
    bookmark: str = ""
    anchor: int = 0
    clause: str = ""
    pair: int = 0
    texts: list[TextMark] = field(default_factory=list)
    rules: list[RuleMark] = field(default_factory=list)
    circles: list[CircleMark] = field(default_factory=list)
    fills: list[FillMark] = field(default_factory=list)
    squares: list[SquaresMark] = field(default_factory=list)
    spots: list[SpotMark] = field(default_factory=list)
    links: list[LinkMark] = field(default_factory=list)
    notes: list[list[Box]] = field(default_factory=list)

    def take_right(self, other: Box, by: float) -> None:
        """Take what is drawn in a box of the right column, which stands `by` points further in."""
        self.texts += [replace(mark, x=mark.x + by, column=1) for mark in other.texts]
        self.rules += [replace(rule, x1=rule.x1 + by, x2=rule.x2 + by) for rule in other.rules]
        self.circles += [replace(circle, x=circle.x + by) for circle in other.circles]
        self.fills += [replace(fill, x1=fill.x1 + by, x2=fill.x2 + by) for fill in other.fills]
        self.squares += [replace(code, x=code.x + by) for code in other.squares]
        self.spots += [replace(spot, x1=spot.x1 + by, x2=spot.x2 + by) for spot in other.spots]
        self.links += [
            replace(link, x1=link.x1 + by, x2=link.x2 + by, start=link.start + by, column=1)
            for link in other.links
        ]
        self.notes += other.notes

    def take_marks(self, other: Box) -> None:
        """Take what is drawn in another box besides its text."""
        self.rules += other.rules
        self.fills += other.fills
        self.spots += other.spots
        self.notes += other.notes


@dataclass(frozen=True, slots=True)
class Element:
    """A node of the document's structure, for readers that speak it aloud.

    Attributes:
        tag: Its role: H1, H2, P, L, LI, Lbl, LBody, Table, TR, TH, TD, TOC, TOCI, Link, Note …
        parent: Number of the element it is part of; None = of the document.
        language: What it is written in, where that is not the document's language.
        attributes: What a table's head cell says of its reach, as PDF writes it: "/ColSpan 2".
        alternative: What is said in place of a figure.
    """

    tag: str
    parent: int | None
    language: str = ""
    attributes: str = ""
    alternative: str = ""


ARTIFACT = -1
"""Element of what is not content: page numbers, repeated table heads."""
