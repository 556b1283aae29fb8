"""Holds the paragraphs and tables of a clause against those of another, whatever was divided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from negotiator_desk.drafting.blocks import Change, Content, Grid, Inline, Marked, plain
from negotiator_desk.drafting.compare_result import (
    JOIN,
    SPLIT,
    ComparedElement,
    ComparedLine,
    Fate,
    WordChange,
)
from negotiator_desk.drafting.compare_tables import (
    compare_tables,
    likeness,
    whole_table,
)
from negotiator_desk.drafting.compare_units import Element, Line
from negotiator_desk.drafting.compare_words import (
    Resolver,
    Stretch,
    Token,
    differences,
    length_of,
    marked,
    matched,
    most_matched,
    tokens_of,
)

_LEAST_ALIKE = 0.4
"""Share of words in common below which a paragraph was replaced, not changed: our own choice."""

_LEAST_DIVIDED = 0.6
"""The same for a paragraph that was divided, or for several that were joined: our own choice."""

_LEAST_PART = 0.5
"""Share of each part's own words that must come from the paragraph that was divided."""

_MOST_PARTS = 12
"""Paragraphs into which one may be divided: our own choice."""

_A_TABLE = 1000.0
"""What a pair of tables counts beside the characters of paragraphs, so that tables find theirs."""

_MARKS = re.compile("[，。；：、（）()]")
_CONTEXT = 16
"""Characters before a figure by which it is named, where it has no name: our own choice."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph or a table with its words."""

    element: Element
    tokens: tuple[Token, ...]

    @property
    def length(self) -> int:
        return length_of(self.tokens)


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
    start = _common(first, second)
    end = _common(first[start:][::-1], second[start:][::-1])
    for before, after in zip(first[:start], second[:start], strict=True):
        found.extend(_compared([before], [after], resolve))
    middle = first[start : len(first) - end], second[start : len(second) - end]
    for olds, news in _aligned(*middle):
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


def _piece(element: Element, resolve: Resolver) -> _Piece:
    return _Piece(
        element,
        tokens_of(element.content, resolve) if isinstance(element, Line) else (),
    )


def _common(old: list[_Piece], new: list[_Piece]) -> int:
    """Return how many pieces from the first on are the same in both texts."""
    count = 0
    for before, after in zip(old, new, strict=False):
        if isinstance(before.element, Grid) or isinstance(after.element, Grid):
            break
        if before.tokens != after.tokens and _keys(before) != _keys(after):
            break
        count += 1
    return count


def _keys(piece: _Piece) -> list[str]:
    return [token.key for token in piece.tokens]


def _aligned(old: list[_Piece], new: list[_Piece]) -> Iterator[tuple[slice, slice]]:
    """Yield which pieces belong together, in order, so that most words are common to both.

    One piece may answer to several of the other text: then it was divided, or they were joined.
    """
    best: list[list[tuple[float, int, int]]] = [
        [(0.0, 0, 0)] * (len(new) + 1) for _row in range(len(old) + 1)
    ]
    for i in range(len(old) + 1):
        for j in range(len(new) + 1):
            if i == j == 0:
                continue
            # What is gone stands before what is new: the last choice of equal worth is taken.
            choices: list[tuple[float, int, int]] = []
            if j:
                choices.append((best[i][j - 1][0], 0, 1))
            if i:
                choices.append((best[i - 1][j][0], 1, 0))
            for down, across in _steps(i, j):
                gain = _gain(old[i - down : i], new[j - across : j])
                if gain > 0:
                    choices.append((best[i - down][j - across][0] + gain, down, across))
            best[i][j] = max(choices, key=lambda choice: choice[0])
    path: list[tuple[slice, slice]] = []
    i, j = len(old), len(new)
    while i or j:
        _worth, down, across = best[i][j]
        path.append((slice(i - down, i), slice(j - across, j)))
        i, j = i - down, j - across
    yield from reversed(path)


def _steps(i: int, j: int) -> Iterator[tuple[int, int]]:
    if i and j:
        yield 1, 1
        yield from ((1, across) for across in range(2, min(j, _MOST_PARTS) + 1))
        yield from ((down, 1) for down in range(2, min(i, _MOST_PARTS) + 1))


def _gain(old: list[_Piece], new: list[_Piece]) -> float:
    """Return how many characters are common to both; 0 = they do not belong together."""
    if isinstance(old[0].element, Grid) or isinstance(new[0].element, Grid):
        if len(old) == len(new) == 1:
            return _A_TABLE * likeness(old[0].element, new[0].element)
        return 0.0
    if any(isinstance(one.element, Grid) for one in (*old, *new)):
        return 0.0
    lengths = sum(one.length for one in old), sum(one.length for one in new)
    if not all(lengths):
        return 0.5 if lengths == (0, 0) and len(old) == len(new) == 1 else 0.0
    divided = len(old) + len(new) > 2
    least = _LEAST_DIVIDED if divided else _LEAST_ALIKE
    # The share of words in common cannot reach what the lengths alone forbid.
    if 2 * min(lengths) / sum(lengths) < least:
        return 0.0
    first, second = _joined(old), _joined(new)
    if 2 * most_matched(first, second) / sum(lengths) < least:
        return 0.0
    common = matched(first, second)
    if 2 * common / sum(lengths) < least:
        return 0.0
    if divided and not _is_from(old, new):
        return 0.0
    # A part of a character less for each cut: two paragraphs that stayed are not one divided.
    return common - 0.25 * (len(old) + len(new) - 2)


def _is_from(old: list[_Piece], new: list[_Piece]) -> bool:
    """Whether each part has words enough of the paragraph that was divided or joined."""
    parts, one = (new, old) if len(new) > 1 else (old, new)
    text = _joined(one)
    return all(
        part.length and matched(text, part.tokens) >= _LEAST_PART * part.length for part in parts
    )


def _joined(pieces: list[_Piece]) -> tuple[Token, ...]:
    return tuple(token for piece in pieces for token in piece.tokens)


def _compared(
    old: list[_Piece], new: list[_Piece], resolve: tuple[Resolver, Resolver]
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
    stretches = differences(_joined(old), _joined(new))
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


def _cuts(pieces: list[_Piece]) -> tuple[int, ...]:
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
