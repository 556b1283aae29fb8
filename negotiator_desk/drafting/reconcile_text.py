"""Holds the text of a composed contract against the text that its snapshot makes.

A number that was put into a block as mere text does not know where it came from; it is found here.
Only the contract proper is compared: the remarks and footnotes that editions add are not in it, and
a redline, whose text is that of two versions, is not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from negotiator_desk.drafting.bilingual import compose_bilingual
from negotiator_desk.drafting.blocks import (
    Article,
    Block,
    Content,
    Document,
    Entry,
    Figure,
    Grid,
    Item,
    Marked,
    Note,
    Pair,
    Party,
    Prose,
    Reference,
    Signatures,
    Title,
    inlines,
    plain,
)
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.snapshot import Snapshot


@dataclass(frozen=True)
class AlteredText:
    """A text that is not the one the snapshot makes.

    Attributes:
        clause: Place of its clause; "" outside of clauses.
        printed, expected: "" where one of the two has nothing there.
    """

    clause: str
    printed: str
    expected: str


@dataclass(frozen=True)
class _Text:
    """A stretch of text, as it is printed and with its figures named instead of printed.

    Figures that know where they came from are read back one by one (`reconcile`), so two texts
    whose figures are the same ones are the same text here.
    """

    printed: str
    sources: tuple[object, ...]

    def is_like(self, other: _Text) -> bool:
        """Whether the two say the same, as far as this module judges."""
        return self.printed == other.printed or self.sources == other.sources


_NOTHING = _Text("", ())


def altered_texts(document: Document, snapshot: Snapshot) -> Iterator[AlteredText]:
    """Yield the texts of a contract that its snapshot does not make."""
    if any(isinstance(part, Marked) for part in inlines(document.blocks)):
        return
    is_bilingual = any(isinstance(block, Pair) for block in document.blocks)
    made = compose_bilingual(snapshot) if is_bilingual else compose(snapshot)
    printed, expected = tuple(_single(document.blocks)), tuple(_single(made.blocks))
    yield from _altered_clauses(printed, expected)
    yield from _altered_cells(_grids(printed), _grids(expected))
    for one, other in zip_longest(_others(printed), _others(expected), fillvalue=_NOTHING):
        if not one.is_like(other):
            yield AlteredText("", one.printed, other.printed)


def _single(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks one by one, those of two languages each for itself."""
    for block in blocks:
        if isinstance(block, Pair):
            yield from _single((*block.left, *block.right))
        else:
            yield block


def _altered_clauses(
    printed: tuple[Block, ...], expected: tuple[Block, ...]
) -> Iterator[AlteredText]:
    ours, theirs = _lines(printed), _lines(expected)
    for place in (*theirs, *(place for place in ours if place not in theirs)):
        pairs = zip_longest(ours.get(place, ()), theirs.get(place, ()), fillvalue=_NOTHING)
        for one, other in pairs:
            if not one.is_like(other):
                yield AlteredText(place, one.printed, other.printed)


def _lines(blocks: tuple[Block, ...]) -> dict[str, list[_Text]]:
    """Return the lines of every clause by its place."""
    found: dict[str, list[_Text]] = {}
    for block in blocks:
        match block:
            case Article(number, content, clause) | Item(number, content, clause) if clause:
                found.setdefault(clause, []).append(_text((number, *content)))
            case Prose(content, clause) if clause:
                found.setdefault(clause, []).append(_text(content))
            case _:
                pass
    return found


def _others(blocks: tuple[Block, ...]) -> Iterator[_Text]:
    """Yield the texts outside of clauses and tables, those that editions add left out."""
    for block in blocks:
        match block:
            case Title(text) | Reference(text):
                yield _text((text,))
            case Party(heading, name, fields):
                yield _text(("\n".join((heading, name, *(": ".join(one) for one in fields))),))
            case Prose(content, clause) if not clause:
                yield _text(content)
            case Note(content):
                yield _text(content)
            case Signatures(left, right):
                for side in (left, right):
                    yield _text(("\n".join((side.name, *side.lines)),))
            case _:
                pass


def _grids(blocks: tuple[Block, ...]) -> list[Grid]:
    return [block for block in blocks if isinstance(block, Grid)]


def _altered_cells(printed: list[Grid], expected: list[Grid]) -> Iterator[AlteredText]:
    for row, wanted in zip_longest(_rows(printed), _rows(expected), fillvalue=()):
        for one, other in zip_longest(row, wanted, fillvalue=_NOTHING):
            if not one.is_like(other):
                yield AlteredText("", one.printed, other.printed)


def _rows(grids: list[Grid]) -> Iterator[tuple[_Text, ...]]:
    for grid in grids:
        yield tuple(_text((column.head,)) for column in grid.columns)
        yield from (tuple(_text(cell) for cell in row) for row in grid.rows)


def _text(content: Content) -> _Text:
    return _Text(plain(content), tuple(_source(part) for part in content))


def _source(part: object) -> object:
    match part:
        case Figure(_text, offer_id, key, form):
            return (offer_id, key, form)
        case Entry(_text, clause, name, form):
            return (clause, name, form)
        case _:
            return part
