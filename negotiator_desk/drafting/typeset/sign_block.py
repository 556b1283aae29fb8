"""Sets the signature block: both sides beside each other, with the places of their seals."""

from __future__ import annotations

from negotiator_desk.drafting.blocks import Align, Signatures
from negotiator_desk.drafting.typeset.boxes import Box, CircleMark, RuleMark, TextMark
from negotiator_desk.drafting.typeset.columns import Column, baseline
from negotiator_desk.drafting.typeset.setting import Measures, set_paragraphs

_GUTTER = 24.0
_SEAL_ROOM = 40.0
"""Points kept free for a seal above the first line to sign on."""

_GIVE = 0.75
"""Share of the space above the block that it does without rather than begin a page of its own."""

_LINES_WITH = 2
"""Lines of text that stand on the page of the signature block, so that it cannot be moved to
another text."""


def add_signatures(column: Column, block: Signatures) -> None:
    """Set the signature block as one box, and tie it to the text before it.

    Raises:
        MissingGlyphError: No font has a character.
    """
    left, right = block.left, block.right
    column.place = left.name.replace("\n", "")
    kind = column.look.types["signatures"]
    width = (column.look.measure - _GUTTER) / 2
    box = Box(0.0)
    rows = zip((left.name, *left.lines), (right.name, *right.lines), strict=True)
    for number, texts in enumerate(rows):
        # Both sides sign at the same height, even where only one name takes two lines.
        starts = (0.0, width + _GUTTER)
        lines = [_line(column, box, text, x, width) for text, x in zip(texts, starts, strict=True)]
        if number == 1 and column.look.seal:
            radius = min(column.look.seal, width) / 2
            box.circles += [
                CircleMark(x + width - radius, box.height + kind.leading / 2, radius, 0.6, "seal")
                for x in starts
            ]
        box.height += max(lines) * kind.leading
        has_seal = number == 1 and column.look.seal
        box.height += _SEAL_ROOM if has_seal else column.look.signature_gap
    count = 0
    for earlier in reversed(column.boxes):
        if count == _LINES_WITH:
            break
        earlier.keeps_next = True
        count += earlier.is_text
    box.give = kind.before * _GIVE
    column.add([box], before=kind.before, after=kind.leading)


def _line(column: Column, box: Box, text: str, x: float, width: float) -> int:
    """Set one line of one side at the foot of the box, and return how many lines it took."""
    kind = column.look.types["signatures"]
    element = column.element("P")
    paragraphs = set_paragraphs(
        [(kind.style, text)],
        kind.size,
        Measures(width),
        column.place,
        align=Align.LEFT,
        justify=False,
    )
    lines = [line for paragraph in paragraphs for line in paragraph]
    for number, line in enumerate(lines):
        down = box.height + number * kind.leading + baseline(kind)
        box.texts.append(TextMark(x, down, kind.size, line, element))
        if number == len(lines) - 1 and text.endswith(("：", ":")):
            start = x + line.x + line.width
            under = down + kind.size * 0.2
            box.rules.append(RuleMark(start, under, x + width, under, 0.5))
    return len(lines)
