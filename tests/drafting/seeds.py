"""Puts errors into composed contracts, one at a time, as a slip of the hand would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from negotiator_desk.drafting.blocks import (
    Article,
    Block,
    Content,
    Document,
    Figure,
    Form,
    Grid,
    Inline,
    Item,
    Note,
    Pair,
    Prose,
)

NUMERALS = "零壹贰叁肆伍陆柒捌玖"


@dataclass(frozen=True)
class Spot:
    """Where a part of a text stands.

    Attributes:
        block: Number of its block; behind it, in a block of two languages, side and number there.
        row, column: In a table; −1 elsewhere.
    """

    block: tuple[int, ...]
    row: int
    column: int
    part: int


def spots(document: Document) -> Iterator[tuple[Spot, Inline]]:
    """Yield every part of every text of a document with its place."""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Pair):
            for side, blocks in enumerate((block.left, block.right)):
                for place, one in enumerate(blocks):
                    yield from _spots((number, side, place), one)
        else:
            yield from _spots((number,), block)


def _spots(place: tuple[int, ...], block: Block) -> Iterator[tuple[Spot, Inline]]:
    match block:
        case Article() | Item() | Prose() | Note():
            for part, inline in enumerate(block.content):
                yield Spot(place, -1, -1, part), inline
        case Grid(rows=rows):
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    for part, inline in enumerate(cell):
                        yield Spot(place, row, column, part), inline
        case _:
            pass


def figure_spots(document: Document) -> list[tuple[Spot, Figure]]:
    return [(spot, part) for spot, part in spots(document) if isinstance(part, Figure)]


def with_part(document: Document, spot: Spot, new: Inline) -> Document:
    """Return a document with another part in one place."""
    blocks = list(document.blocks)
    number, *inner = spot.block
    block = blocks[number]
    if isinstance(block, Pair):
        side, place = inner
        sides = [list(block.left), list(block.right)]
        sides[side][place] = _block(sides[side][place], spot, new)
        blocks[number] = replace(block, left=tuple(sides[0]), right=tuple(sides[1]))
    else:
        blocks[number] = _block(block, spot, new)
    return replace(document, blocks=tuple(blocks))


def swapped(document: Document, one: Spot, other: Spot) -> Document:
    """Return a document in which two parts stand in each other's place."""
    parts = dict(spots(document))
    return with_part(with_part(document, one, parts[other]), other, parts[one])


def neighbours(document: Document) -> list[tuple[Spot, Spot]]:
    """Return the pairs of figures that stand beside or under each other and are written unlike."""
    found = dict(figure_spots(document))
    pairs = []
    for spot, figure in found.items():
        for other in (
            replace(spot, row=spot.row + 1),
            replace(spot, column=spot.column + 1),
        ):
            beside = found.get(other)
            if spot.row >= 0 and beside is not None and beside.text != figure.text:
                pairs.append((spot, other))
    return pairs


def slips(figure: Figure) -> list[str]:
    """Return what a figure may become by an error of its smallest unit, or in one numeral."""
    text = figure.text
    if figure.form is Form.WORDS:
        return [text[:-1], text + "半"]
    if figure.form is Form.CAPITAL:
        places = [place for place, one in enumerate(text) if one in NUMERALS[1:]]
        return [_changed(text, place, NUMERALS) for place in places]
    digits = [place for place, one in enumerate(text) if one.isdigit()]
    found = [_changed(text, place, "0123456789") for place in (digits[-1], digits[0])]
    if figure.form is Form.PERCENT:
        found.append(_tenth_more(text))
    return found


def _tenth_more(percent: str) -> str:
    number = percent.removesuffix("%")
    return f"{number}1%" if "." in number else f"{number}.1%"


def _changed(text: str, place: int, numerals: str) -> str:
    """Return a text with one numeral raised by one; 9 becomes 8."""
    value = numerals.index(text[place])
    other = numerals[value + 1 if value < 9 else 8]
    return text[:place] + other + text[place + 1 :]


def _block(block: Block, spot: Spot, new: Inline) -> Block:
    match block:
        case Article() | Item() | Prose() | Note():
            return replace(block, content=_content(block.content, spot, new))
        case Grid():
            rows = [list(row) for row in block.rows]
            rows[spot.row][spot.column] = _content(rows[spot.row][spot.column], spot, new)
            return replace(block, rows=tuple(tuple(row) for row in rows))
        case _:
            raise AssertionError(block)


def _content(content: Content, spot: Spot, new: Inline) -> Content:
    return (*content[: spot.part], new, *content[spot.part + 1 :])


Alter = Callable[[Figure, str], Inline]


def in_place(figure: Figure, text: str) -> Inline:
    """The figure says something else and still knows where it came from."""
    return replace(figure, text=text)


def as_text(_figure: Figure, text: str) -> Inline:
    """Mere text stands where the figure stood."""
    return text
