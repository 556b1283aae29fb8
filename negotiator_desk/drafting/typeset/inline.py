"""Sets running text whose parts are more than text, and says where these stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from negotiator_desk.drafting.blocks import (
    Align,
    Blank,
    Footnote,
    Inline,
    Marked,
)
from negotiator_desk.drafting.typeset.fonts import Style, printable, split_runs
from negotiator_desk.drafting.typeset.setting import (
    Measures,
    Piece,
    SetLine,
    set_paragraphs,
)

_MARK_ROOM = "°"
"""Keeps room for a digit of a footnote's number: hardly wider, and it never begins a line."""

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The characters of a paragraph that a part which is more than text stands for.

    Attributes:
        number: Of a footnote; 0 for everything else.
    """

    start: int
    end: int
    part: Inline
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

    def read(self, parts: Sequence[Inline]) -> tuple[list[str], list[Stretch]]:
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

    def is_more(self, part: Inline) -> bool:
        """Whether a part is drawn or found otherwise than mere text."""
        if isinstance(part, str):
            return False
        return self.with_spots or isinstance(part, Blank | Marked | Footnote)


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A set paragraph.

    Attributes:
        text: As it was set; "" where nothing in it is more than text.
    """

    lines: Sequence[SetLine]
    text: str = ""
    stretches: tuple[Stretch, ...] = ()


def set_content(
    parts: Sequence[tuple[Style, Inline]],
    size: float,
    measures: Measures,
    place: str,
    reading: Reading,
    *,
    align: Align = Align.LEFT,
    justify: bool = True,
) -> list[SetParagraph]:
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
    if not any(reading.is_more(part) for _style, part in parts):
        spans = [(style, part if isinstance(part, str) else part.text) for style, part in parts]
        lines = set_paragraphs(spans, size, measures, place, align=align, justify=justify)
        return [SetParagraph(own) for own in lines]
    texts, stretches = reading.read([part for _style, part in parts])
    spans = [(style, text) for (style, _part), text in zip(parts, texts, strict=True)]
    lines = set_paragraphs(spans, size, measures, place, align=align, justify=justify)
    return list(_paragraphs(lines, "".join(texts), stretches))


def mark_text(number: int) -> str:
    """Return how a footnote's number is read: superscript digits."""
    return str(number).translate(_SUPERSCRIPTS)


def single_line(text: str, style: Style, size: float, place: str = "") -> SetLine:
    """Set a text that is never broken, whatever its measure.

    Args:
        size: Type size in points.
        place: Where the text stands, for the message about a missing character; "" = itself.

    Raises:
        MissingGlyphError: No font has a character.
    """
    runs = split_runs(printable(text).replace("\n", " "), style, place or text)
    width = sum(run.face.widths[character] for run in runs for character in run.text)
    pieces = tuple(Piece(run.face, run.text, 0.0) for run in runs)
    return SetLine(0.0, width * size / 1000, pieces, is_loose=False)


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


def _paragraphs(
    lines: Sequence[Sequence[SetLine]], whole: str, stretches: Sequence[Stretch]
) -> Iterator[SetParagraph]:
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
        yield SetParagraph(own, text, inside)
