"""What pages are filled with: boxes of known height, and what is drawn in each."""

from __future__ import annotations

from dataclasses import dataclass, field

from negotiator_desk.drafting.typeset.setting import SetLine


@dataclass(frozen=True, slots=True)
class TextMark:
    """A line of text: its left edge and its baseline, in points from the box's top left corner.

    Attributes:
        element: Number of the structure element it belongs to.
    """

    x: float
    down: float
    size: float
    line: SetLine
    element: int


@dataclass(frozen=True, slots=True)
class RuleMark:
    """A straight rule, in points from the box's top left corner."""

    x1: float
    down1: float
    x2: float
    down2: float
    width: float


@dataclass(slots=True)
class Box:
    """Something that is not cut: a line of text, a table row, the signature block.

    Attributes:
        height: Points.
        before: Space above it, dropped at the head of a page.
        keeps_next: It must not be parted from the box after it.
        new_page: It begins a page.
        is_text: It is a line of running text, of the kind a signature block may follow.
        head: What is repeated above it when it comes to stand at the head of a page.
        bookmark: Its entry in the reader's outline.
    """

    height: float
    before: float = 0.0
    keeps_next: bool = False
    new_page: bool = False
    is_text: bool = False
    head: Box | None = None
    bookmark: str = ""
    texts: list[TextMark] = field(default_factory=list)
    rules: list[RuleMark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Element:
    """A node of the document's structure, for readers that speak it aloud.

    Attributes:
        tag: Its role: H1, H2, P, Table, TR, TH, TD.
        parent: Number of the element it is part of; None = of the document.
    """

    tag: str
    parent: int | None


ARTIFACT = -1
"""Element of what is not content: page numbers, repeated table heads."""
