"""Sets paragraphs: text in styles becomes lines of placed, evenly spaced pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from negotiator_desk.drafting.blocks import Align
from negotiator_desk.drafting.typeset.evening import LOOSEST, SOLID, evened, is_mostly_latin
from negotiator_desk.drafting.typeset.fonts import (
    Face,
    MissingGlyphError,
    Run,
    Style,
    first_face,
    printable,
    split_runs,
)
from negotiator_desk.drafting.typeset.linebreak import BrokenLine, break_lines

Span = tuple[Style, str]
"""A stretch of text in one style."""

_LOOSE = 0.1
"""Letter-spacing, in ems, from which readers take the gaps for spaces."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one face, set with one letter-spacing (points)."""

    face: Face
    text: str
    tracking: float


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line, ready to be placed.

    Attributes:
        x: Points from the left edge of the measure.
        width: Points, letter-spacing included.
        pieces: What it consists of.
        is_loose: Its letter-spacing is so wide that its text must be given to readers as such.
    """

    x: float
    width: float
    pieces: tuple[Piece, ...]
    is_loose: bool

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Measures:
    """Where the lines of a paragraph may stand; all in points.

    Attributes:
        width: Of the whole measure.
        first: Indent of the first line.
        rest: Indent of the others.
    """

    width: float
    first: float = 0.0
    rest: float = 0.0


def set_paragraphs(
    spans: Sequence[Span],
    size: float,
    measures: Measures,
    place: str,
    *,
    align: Align = Align.LEFT,
    justify: bool = True,
) -> list[list[SetLine]]:
    """Set text; line ends in it begin new paragraphs.

    Args:
        spans: The text in its styles.
        size: Type size in points.
        place: Where the text stands, for the message about a missing character.
        align: Where lines stand that are not stretched.
        justify: Whether full lines are stretched to the measure. Those of Latin paragraphs never
            are, nor those that would gape: see `evening`.

    Returns:
        The lines of each paragraph, kept for the next time the same text is set: from one change of
        a draft to the next nearly all of it is. Nobody may change these lists.

    Raises:
        MissingGlyphError: No font has a character.
    """
    try:
        return _set_again(tuple(spans), size, measures, align, justify)
    except MissingGlyphError:
        return _set(spans, size, measures, align, justify, place)  # refused again, with its place


def _set(
    spans: Sequence[Span],
    size: float,
    measures: Measures,
    align: Align,
    justify: bool,
    place: str = "",
) -> list[list[SetLine]]:
    paragraphs: list[list[SetLine]] = []
    for runs, advances in _measured(spans, size, place):
        text = "".join([run.text for run in runs])
        offsets = list(accumulate(advances, initial=0.0))
        first, rest = measures.width - measures.first, measures.width - measures.rest
        lines = break_lines(text, offsets, first, rest)
        is_stretched = justify and len(lines) > 1 and not is_mostly_latin(text)
        if is_stretched:
            lines = evened(text, offsets, lines, first, rest, size)
        paragraphs.append(
            [
                _set_line(
                    runs,
                    offsets,
                    line,
                    size,
                    measures,
                    indent=measures.rest if number else measures.first,
                    align=align,
                    justify=is_stretched,
                )
                for number, line in enumerate(lines)
            ]
        )
    return paragraphs


_set_again = lru_cache(maxsize=4096)(_set)


def set_short(
    text: str, style: Style, size: float, width: float, measure: float, align: Align, place: str
) -> SetLine:
    """Set a text that is known to be narrower than its measure, as most of a table's are.

    Args:
        text: Printable, without line ends and without spaces at its end.
        size: Type size in points.
        width: Of the text, in points.
        measure: In points.
        place: Where the text stands, for the message about a missing character.

    Raises:
        MissingGlyphError: No font has a character.
    """
    pieces = tuple(Piece(run.face, run.text, 0.0) for run in split_runs(text, style, place))
    return SetLine(_start(0.0, measure - width, align), width, pieces, is_loose=False)


def text_width(text: str, style: Style, size: float, place: str) -> float:
    """Return the width of a line of text in points."""
    return sum(
        sum(run.face.widths[character] for character in run.text)
        for run in split_runs(printable(text), style, place)
    ) * (size / 1000)


class _Advances(dict[str, float]):
    """Advances of a face's characters at a size, in points; each worked out when it is wanted."""

    def __init__(self, face: Face, size: float) -> None:
        super().__init__()
        self.face = face
        self.scale = size / 1000

    def __missing__(self, character: str) -> float:
        advance = self[character] = self.face.widths[character] * self.scale
        return advance


@lru_cache(maxsize=64)
def _advances(style: Style, size: float) -> _Advances:
    """Return those of the face that sets a style's ordinary text."""
    return _Advances(first_face(style), size)


def _measured(
    spans: Sequence[Span], size: float, place: str
) -> list[tuple[list[Run], list[float]]]:
    """Return each paragraph's runs, and the advances of its characters; empty ones are left out."""
    paragraphs: list[tuple[list[Run], list[float]]] = [([], [])]
    for style, text in spans:
        known = _advances(style, size)
        for number, part in enumerate(printable(text).split("\n")):
            if number:
                paragraphs.append(([], []))
            runs, advances = paragraphs[-1]
            try:
                own = list(map(known.__getitem__, part))
            except KeyError:
                for run in split_runs(part, style, place):
                    runs.append(run)
                    widths = run.face.widths
                    advances += [widths[character] * known.scale for character in run.text]
            else:
                advances += own
                if part:
                    runs.append(Run(known.face, part))
    return [paragraph for paragraph in paragraphs if paragraph[0]]


def _set_line(
    runs: Sequence[Run],
    offsets: Sequence[float],
    line: BrokenLine,
    size: float,
    measures: Measures,
    *,
    indent: float,
    align: Align,
    justify: bool,
) -> SetLine:
    stretches = _stretches(runs, line)
    width = offsets[line.end] - offsets[line.start]
    pieces: list[Piece] | None = None
    is_loose = False
    if justify and not line.is_last and line.slack > 0:
        parts = _parts(stretches)
        if gaps := _gaps(parts):
            tracking = line.slack / gaps
            if tracking <= LOOSEST * size:
                width += line.slack
                pieces = _stretched(parts, tracking)
                is_loose = tracking > _LOOSE * size
    if pieces is None:
        pieces = [Piece(face, text, 0.0) for face, text in stretches]
    x = _start(indent, measures.width - indent - width, align)
    return SetLine(x, width, tuple(pieces), is_loose)


def _start(indent: float, spare: float, align: Align) -> float:
    """Return where a line begins that is shorter than its measure; a longer one at its indent."""
    if spare <= 0 or align is Align.LEFT:
        return indent
    return indent + (spare / 2 if align is Align.CENTRE else spare)


def _stretched(parts: Sequence[tuple[Face, str, bool]], tracking: float) -> list[Piece]:
    """Return a line's pieces with space between their characters, and none after the last."""
    pieces: list[Piece] = []
    for number, (face, text, is_solid) in enumerate(parts):
        is_final = number == len(parts) - 1
        if is_solid:
            pieces.append(Piece(face, text, 0.0))
        elif is_final and len(text) > 1:
            pieces.append(Piece(face, text[:-1], tracking))
            pieces.append(Piece(face, text[-1], 0.0))
        else:
            pieces.append(Piece(face, text, 0.0 if is_final else tracking))
    return pieces


def _stretches(runs: Sequence[Run], line: BrokenLine) -> list[tuple[Face, str]]:
    """Return what of a line each face sets."""
    stretches: list[tuple[Face, str]] = []
    position = 0
    for run in runs:
        start = max(line.start - position, 0)
        end = min(line.end - position, len(run.text))
        position += len(run.text)
        if start < end:
            stretches.append((run.face, run.text[start:end]))
        if position >= line.end:
            break
    return stretches


def _parts(stretches: Sequence[tuple[Face, str]]) -> list[tuple[Face, str, bool]]:
    """Return a line's Latin and other parts with their face, and whether they stay solid."""
    return [
        (face, part, number % 2 == 1)
        for face, text in stretches
        for number, part in enumerate(SOLID.split(text))
        if part
    ]


def _gaps(parts: Sequence[tuple[Face, str, bool]]) -> int:
    """Return after how many characters a line can be stretched."""
    gaps = sum(len(text) for _face, text, is_solid in parts if not is_solid)
    return gaps - 1 if parts and not parts[-1][2] else gaps
