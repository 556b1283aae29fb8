"""Places for labels so that none covers another: plain geometry in pixels."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_GAP = 8.0
_PIECES = re.compile(r"[\u2e80-\u9fff]|[^\s\u2e80-\u9fff]+|\s+")
"""What a name may be broken between: Chinese characters, words, the spaces between them."""


@dataclass(frozen=True)
class LabelPlace:
    """Where a label above a plot goes.

    Attributes:
        left: Left edge of its text.
        row: 0 is the row nearest to the plot.
    """

    left: float
    row: int


def staggered(
    anchors: Sequence[tuple[float, float]], left: float, right: float
) -> tuple[LabelPlace, ...]:
    """Place one label at each anchor, in as few rows as it takes.

    Args:
        anchors: For each label the x it belongs to and its width.
        left: Left edge that none may pass.
        right: Right edge that none may pass.
    """
    taken: list[list[tuple[float, float]]] = []
    places: dict[int, LabelPlace] = {}
    for number in sorted(range(len(anchors)), key=lambda n: anchors[n][0]):
        x, width = anchors[number]
        start = min(max(x - width / 2, left), max(right - width, left))
        row = next(
            (
                at
                for at, spans in enumerate(taken)
                if all(start + width + _GAP <= a or b + _GAP <= start for a, b in spans)
            ),
            len(taken),
        )
        if row == len(taken):
            taken.append([])
        taken[row].append((start, start + width))
        places[number] = LabelPlace(start, row)
    return tuple(places[number] for number in range(len(anchors)))


def spread(centres: Sequence[float], height: float, top: float, bottom: float) -> tuple[float, ...]:
    """Move labels beside their lines apart, as little as it takes, and keep their order.

    Args:
        centres: Wanted vertical centres.
        height: Room each one takes.
        top: Upper edge of the room.
        bottom: Lower edge; what does not fit above it runs over.
    """
    order = sorted(range(len(centres)), key=lambda n: centres[n])
    places = [centres[n] for n in order]
    lowest = bottom - height / 2
    for at in reversed(range(len(places))):
        places[at] = min(places[at], lowest)
        lowest = places[at] - height
    highest = top + height / 2
    for at in range(len(places)):
        places[at] = max(places[at], highest)
        highest = places[at] + height
    result = [0.0] * len(centres)
    for place, number in zip(places, order, strict=True):
        result[number] = place
    return tuple(result)


def broken(name: str, room: float, most: int, width: Callable[[str], float]) -> tuple[str, ...]:
    """Break a name into lines: between words, within Chinese anywhere; what is too long is cut.

    Args:
        room: Width of a line, in pixels.
        most: Lines, at least 1.
        width: Measures a text, in pixels.
    """
    lines = [""]
    for piece in _PIECES.findall(name):
        whole = lines[-1] + piece
        if lines[-1].strip() and width(whole.rstrip()) > room and len(lines) < most:
            lines.append(piece.lstrip())
        else:
            lines[-1] = whole
    return tuple(_cut(line.strip(), room, width) for line in lines)


def _cut(line: str, room: float, width: Callable[[str], float]) -> str:
    if width(line) <= room:
        return line
    while line and width(f"{line}…") > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
