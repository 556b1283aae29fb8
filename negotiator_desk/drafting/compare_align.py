"""Finds which paragraphs and tables of a clause answer to which of another's, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from negotiator_desk.drafting.blocks import Grid
from negotiator_desk.drafting.compare_tables import likeness
from negotiator_desk.drafting.compare_units import Element
from negotiator_desk.drafting.compare_words import Token, length_of, matched, most_matched

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

_A_CUT = 0.25
"""Characters that each division costs: two paragraphs that stayed are not one divided."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a table with its words.

    Attributes:
        length: Number of characters.
    """

    element: Element
    tokens: tuple[Token, ...]
    length: int

    @staticmethod
    def of(element: Element, tokens: tuple[Token, ...]) -> Piece:
        """Return an element's piece."""
        return Piece(element, tokens, length_of(tokens))

    @property
    def is_table(self) -> bool:
        """Whether it is a table, which has no words here."""
        return isinstance(self.element, Grid)


def common_start(old: Sequence[Piece], new: Sequence[Piece]) -> int:
    """Return how many paragraphs from the first on are the same in both texts."""
    count = 0
    for before, after in zip(old, new, strict=False):
        if before.is_table or after.is_table or keys(before.tokens) != keys(after.tokens):
            break
        count += 1
    return count


def joined(pieces: Sequence[Piece]) -> tuple[Token, ...]:
    """Return the words of pieces one after the other."""
    return tuple(token for piece in pieces for token in piece.tokens)


def keys(tokens: tuple[Token, ...]) -> list[str]:
    """Return what words are compared by."""
    return [token.key for token in tokens]


def aligned(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[tuple[slice, slice]]:
    """Yield which pieces belong together, in order, so that most words are common to both.

    One piece may answer to several of the other text: then it was divided, or they were joined.
    """
    alignment = _Alignment(old, new)
    best: list[list[tuple[float, int, int]]] = [
        [(0.0, 0, 0)] * (len(new) + 1) for _row in range(len(old) + 1)
    ]
    for i in range(len(old) + 1):
        for j in range(len(new) + 1):
            if i == j == 0:
                continue
            # What is gone stands before what is new: of equal choices the first is taken.
            choices: list[tuple[float, int, int]] = []
            if j:
                choices.append((best[i][j - 1][0], 0, 1))
            if i:
                choices.append((best[i - 1][j][0], 1, 0))
            for gain, down, across in alignment.gains(i, j):
                choices.append((best[i - down][j - across][0] + gain, down, across))
            best[i][j] = max(choices, key=lambda choice: choice[0])
    path: list[tuple[slice, slice]] = []
    i, j = len(old), len(new)
    while i or j:
        _worth, down, across = best[i][j]
        path.append((slice(i - down, i), slice(j - across, j)))
        i, j = i - down, j - across
    yield from reversed(path)


class _Alignment:
    """Says what pieces have in common."""

    def __init__(self, old: Sequence[Piece], new: Sequence[Piece]) -> None:
        self.old, self.new = old, new
        self._common: dict[tuple[int, int], int] = {}

    def gains(self, i: int, j: int) -> Iterator[tuple[float, int, int]]:
        """Yield what is gained where pieces up to these belong together, and how many they are."""
        if not i or not j:
            return
        gain = self._of_two(i - 1, j - 1)
        if gain > 0:
            yield gain, 1, 1
        if self.old[i - 1].is_table or self.new[j - 1].is_table:
            return
        for across in range(2, min(j, _MOST_PARTS) + 1):
            if not self._is_part(i - 1, j - across, of_old=True):
                break
            gain = self._of_divided(range(i - 1, i), range(j - across, j))
            if gain > 0:
                yield gain, 1, across
        for down in range(2, min(i, _MOST_PARTS) + 1):
            if not self._is_part(i - down, j - 1, of_old=False):
                break
            gain = self._of_divided(range(i - down, i), range(j - 1, j))
            if gain > 0:
                yield gain, down, 1

    def _of_two(self, i: int, j: int) -> float:
        before, after = self.old[i], self.new[j]
        if before.is_table or after.is_table:
            return _A_TABLE * likeness(before.element, after.element)
        total = before.length + after.length
        if not before.length or not after.length:
            return 0.0 if total else 0.5
        # The share of words in common cannot reach what the lengths alone forbid.
        if 2 * min(before.length, after.length) < _LEAST_ALIKE * total:
            return 0.0
        common = self._common_to(i, j)
        return common if 2 * common >= _LEAST_ALIKE * total else 0.0

    def _is_part(self, i: int, j: int, *, of_old: bool) -> bool:
        """Whether a piece has words enough of one that may have been divided into such."""
        part = self.new[j] if of_old else self.old[i]
        if part.is_table or not part.length:
            return False
        return self._common_to(i, j) >= _LEAST_PART * part.length

    def _of_divided(self, olds: range, news: range) -> float:
        """Return what one piece and several have in common; 0 = too little.

        All but one of the several are known to be parts.
        """
        last = olds[-1], news[-1]
        if not self._is_part(*last, of_old=len(news) > 1):
            return 0.0
        before = [self.old[i] for i in olds]
        after = [self.new[j] for j in news]
        total = sum(one.length for one in (*before, *after))
        parts = sum(self._common_to(i, j) for i in olds for j in news)
        if 2 * parts < _LEAST_DIVIDED * total:
            return 0.0
        common = matched(joined(before), joined(after))
        if 2 * common < _LEAST_DIVIDED * total:
            return 0.0
        return common - _A_CUT * (len(olds) + len(news) - 2)

    def _common_to(self, i: int, j: int) -> int:
        """Return the characters that two paragraphs have in common; 0 where they are few."""
        found = self._common.get((i, j))
        if found is None:
            before, after = self.old[i], self.new[j]
            least = _LEAST_ALIKE * min(before.length, after.length)
            found = 0
            # The words in common, in whatever order, are found quickly and rule most pairs out.
            if most_matched(before.tokens, after.tokens) >= least:
                found = matched(before.tokens, after.tokens)
            self._common[i, j] = found
        return found
