"""Spreads what a line lacks: lines before a date or a code that stays whole would gape alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from negotiator_desk.drafting.typeset.linebreak import BrokenLine, legal_breaks

SOLID = re.compile(r"([!-~¡-ɏ]+)")
"""Latin stretches, which are never letter-spaced."""

LOOSEST = 0.16
"""Letter-spacing, in ems, beyond which a line reads worse stretched than short: it is set as it is,
and what could not stand in it any more begins the next one."""

_EVEN = 0.06
"""Letter-spacing, in ems, that nobody notices; such lines are left as they were broken."""

_SHORTEST = 8
"""Characters a line keeps at least when it gives some to the next one."""

_LETTERS = re.compile("[A-Za-zÀ-ÖØ-öø-ɏ]")
_HAN = re.compile("[㐀-鿿\U00020000-\U000323af]")


def is_mostly_latin(text: str) -> bool:
    """Whether a paragraph is one of Latin letters, which is set ragged and never letter-spaced."""
    letters = len(_LETTERS.findall(text))
    return letters > 0 and letters > 2 * len(_HAN.findall(text))


def evened(
    text: str,
    offsets: Sequence[float],
    lines: list[BrokenLine],
    first: float,
    rest: float,
    size: float,
) -> list[BrokenLine]:
    """Give a line that is much too short some of the line before it.

    A line that ends before something unbreakable lacks up to its width; the lines above it, which
    are full, take a share of that, so that none is stretched more than need be. No line is added.

    Args:
        text: One paragraph, without line ends.
        offsets: Where each character begins, in points from the first, and the width of the whole.
        lines: As `break_lines` found them; changed.
        first: Measure of the first line, in points.
        rest: Measure of the others, in points.
        size: Type size in points.
    """
    allowed: bytearray | None = None
    for number in range(len(lines) - 2, 0, -1):
        line = lines[number]
        if line.slack < size or _spacing(text, line) <= _EVEN * size:
            continue
        allowed = allowed or legal_breaks(text)
        before = lines[number - 1]
        best = before, line
        for start in range(before.end - 1, before.start + _SHORTEST, -1):
            given = offsets[line.start] - offsets[start]
            if given > line.slack:
                break
            if not allowed[start] or text[start] == " " or text[start - 1] == " ":
                continue
            measure = rest if number > 1 else first
            slack = measure - (offsets[start] - offsets[before.start])
            pair = (
                BrokenLine(before.start, start, slack, is_last=False),
                BrokenLine(start, line.end, line.slack - given, is_last=False),
            )
            if _worse(text, pair) < _worse(text, best):
                best = pair
        if _worse(text, best) <= LOOSEST * size:  # else both would stand short instead of one
            lines[number - 1 : number + 1] = best
    return lines


def _worse(text: str, pair: tuple[BrokenLine, BrokenLine]) -> float:
    return max(_spacing(text, line) for line in pair)


def _spacing(text: str, line: BrokenLine) -> float:
    """Return the points by which each character of a stretched line stands off the next one."""
    gaps = len(SOLID.sub("", text[line.start : line.end])) - 1
    return line.slack / max(gaps, 1)
