"""Holds the paragraphs and tables of a clause against those of another, whatever was divided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from negotiator_desk.drafting.blocks import Change, Content, Grid, Inline, Marked, plain
from negotiator_desk.drafting.compare_align import Piece, aligned, common_start, joined
from negotiator_desk.drafting.compare_result import (
    JOIN,
    SPLIT,
    ComparedElement,
    ComparedLine,
    Fate,
    WordChange,
)
from negotiator_desk.drafting.compare_tables import compare_tables, whole_table
from negotiator_desk.drafting.compare_units import Element, Line
from negotiator_desk.drafting.compare_words import (
    Resolver,
    Stretch,
    Token,
    differences,
    marked,
    tokens_of,
)

_MARKS = re.compile("[，。；：、（）()]")
_CONTEXT = 16
"""Characters before a figure by which it is named, where it has no name: our own choice."""


def compare_elements(
    old: Sequence[Element], new: Sequence[Element], resolve: tuple[Resolver, Resolver]
) -> tuple[ComparedElement, ...]:
    """Return what became of each paragraph and table.

    Args:
        resolve: What the references of the old and of the new text point at.
    """
    first = [_piece(one, resolve[0]) for one in old]
    second = [_piece(one, resolve[1]) for one in new]
    found: list[ComparedElement] = []
    start = common_start(first, second)
    end = common_start(first[start:][::-1], second[start:][::-1])
    for before, after in zip(first[:start], second[:start], strict=True):
        found.extend(_compared([before], [after], resolve))
    middle = first[start : len(first) - end], second[start : len(second) - end]
    for olds, news in aligned(*middle):
        found.extend(_compared(middle[0][olds], middle[1][news], resolve))
    for before, after in zip(first[len(first) - end :], second[len(second) - end :], strict=True):
        found.extend(_compared([before], [after], resolve))
    return tuple(found)


def whole(element: Element, change: Change) -> ComparedElement:
    """Return an element that only one of the texts has, or that was moved away."""
    fate = {
        Change.INSERTED: Fate.ADDED,
        Change.DELETED: Fate.REMOVED,
        Change.MOVED_AWAY: Fate.MOVED_AWAY,
        Change.MOVED_HERE: Fate.SAME,
    }[change]
    if isinstance(element, Grid):
        return whole_table(element, change, fate)
    is_new = change is Change.INSERTED
    content: Content = (Marked(element.text, change),) if element.text else ()
    return ComparedLine(
        fate,
        element.kind,
        element.number if is_new else "",
        "" if is_new else element.number,
        content,
    )


def moved_here(elements: tuple[ComparedElement, ...]) -> tuple[ComparedElement, ...]:
    """Return paragraphs with what is unchanged in them marked as moved; tables stay as they are."""
    return tuple(_moved(one) if isinstance(one, ComparedLine) else one for one in elements)


def _moved(line: ComparedLine) -> ComparedLine:
    parts: list[Inline] = []
    for part in line.content:
        text = plain((part,))
        if isinstance(part, Marked):
            parts.append(part)
        elif parts and isinstance(parts[-1], Marked) and parts[-1].change is Change.MOVED_HERE:
            parts[-1] = Marked(parts[-1].text + text, Change.MOVED_HERE)
        else:
            parts.append(Marked(text, Change.MOVED_HERE))
    return ComparedLine(
        line.fate,
        line.kind,
        line.number,
        line.old_number,
        tuple(parts),
        line.is_split,
        line.figures,
    )


def _piece(element: Element, resolve: Resolver) -> Piece:
    if isinstance(element, Grid):
        return Piece.of(element, ())
    return Piece.of(element, tokens_of(element.content, resolve))


def _compared(
    old: list[Piece], new: list[Piece], resolve: tuple[Resolver, Resolver]
) -> Iterator[ComparedElement]:
    if not new:
        yield from (whole(one.element, Change.DELETED) for one in old)
        return
    if not old:
        yield from (whole(one.element, Change.INSERTED) for one in new)
        return
    first, second = old[0].element, new[0].element
    if isinstance(first, Grid) and isinstance(second, Grid):
        yield compare_tables(first, second, resolve)
        return
    stretches = differences(joined(old), joined(new))
    figures = tuple(_figures(stretches))
    contents = _cut(stretches, _cuts(old), _cuts(new))
    is_same = all(one.is_equal for one in stretches) and len(old) == len(new)
    for place, (piece, content) in enumerate(zip(new, contents, strict=True)):
        line = piece.element
        assert isinstance(line, Line), "only paragraphs are divided or joined"
        before = old[0].element if place == 0 else None
        is_split = place < len(new) - 1
        yield ComparedLine(
            Fate.SAME if is_same else Fate.CHANGED,
            line.kind,
            line.number,
            before.number if isinstance(before, Line) else "",
            (*content, SPLIT) if is_split else content,
            is_split,
            figures if place == 0 else (),
        )


def _cuts(pieces: list[Piece]) -> tuple[int, ...]:
    """Return after how many words each piece but the last ends."""
    ends, count = [], 0
    for piece in pieces[:-1]:
        count += len(piece.tokens)
        ends.append(count)
    return tuple(ends)


def _cut(
    stretches: tuple[Stretch, ...], old_cuts: tuple[int, ...], new_cuts: tuple[int, ...]
) -> list[Content]:
    """Return the contents of the new lines, with a mark where an old one ended."""
    lines: list[list[Inline]] = [[]]
    old_count = new_count = 0

    def old_passed() -> None:
        nonlocal old_count
        old_count += 1
        if old_count in old_cuts:
            lines[-1].append(JOIN)

    def new_passed() -> None:
        nonlocal new_count
        new_count += 1
        if new_count in new_cuts:
            lines.append([])

    for stretch in stretches:
        for part in _steps_of(stretch):
            lines[-1].extend(marked((part,)))
            if part.old:
                old_passed()
            if part.new:
                new_passed()
    return [_tidy(line) for line in lines]


def _steps_of(stretch: Stretch) -> Iterator[Stretch]:
    """Yield a stretch word by word."""
    if stretch.is_equal:
        for before, after in zip(stretch.old, stretch.new, strict=True):
            yield Stretch(True, (before,), (after,))
        return
    yield from (Stretch(False, (token,), ()) for token in stretch.old)
    yield from (Stretch(False, (), (token,)) for token in stretch.new)


def _tidy(parts: list[Inline]) -> Content:
    """Join neighbouring words of one kind; the marks of divided paragraphs stay by themselves."""
    tidy: list[Inline] = []
    for part in parts:
        last = tidy[-1] if tidy else None
        if isinstance(part, str) and isinstance(last, str):
            tidy[-1] = last + part
        elif (
            isinstance(part, Marked)
            and isinstance(last, Marked)
            and part.change is last.change
            and part is not JOIN
            and last is not JOIN
        ):
            tidy[-1] = Marked(last.text + part.text, part.change)
        else:
            tidy.append(part)
    return tuple(tidy)


def _figures(stretches: tuple[Stretch, ...]) -> Iterator[WordChange]:
    """Yield the figures that differ; an amount's capital numerals are not listed a second time."""
    before = ""
    for stretch in stretches:
        if not stretch.is_equal:
            olds = [token for token in stretch.old if _counts(token)]
            news = [token for token in stretch.new if _counts(token)]
            for place in range(max(len(olds), len(news))):
                old = olds[place] if place < len(olds) else None
                new = news[place] if place < len(news) else None
                named = next((one.name for one in (new, old) if one and one.name), "")
                what = named or _context(before, stretch, new or old)
                if _said(old) != _said(new):
                    yield WordChange(what, _said(old), _said(new))
        before += "".join(token.text for token in stretch.new)


def _counts(token: Token) -> bool:
    return token.kind == "blank" or (token.is_figure and token.kind != "capitals")


def _said(token: Token | None) -> str:
    return "" if token is None else token.text


def _context(before: str, stretch: Stretch, token: Token | None) -> str:
    text = before
    for one in stretch.new:
        if one is token:
            break
        text += one.text
    phrase = _MARKS.split(text[-_CONTEXT:].rstrip("，。；：、（( "))[-1]
    return phrase or text[-_CONTEXT:]
