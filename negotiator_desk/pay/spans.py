"""Many short texts as spans of one block of bytes, told apart without a Python object for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from negotiator_desk.pay.arithmetic import Whole

Octets = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]

_MASKS = np.array([(1 << (8 * length)) - 1 for length in range(9)], dtype=np.uint64)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(32)
_HIGH_BITS = np.uint64(0x8080808080808080)
_TO_HIGH_FROM_EXCLAMATION_MARK = np.uint64(0x5F5F5F5F5F5F5F5F)
_TO_HIGH_FROM_DELETE = np.uint64(0x0101010101010101)
_ZERO_DIGITS = np.uint64(0x3030303030303030)
_LINE_FEED = 10


@dataclass(frozen=True, eq=False)
class Spans:
    """Texts that stand somewhere in a block of bytes.

    Attributes:
        octets: The block.
        starts: Where in the block each text begins.
        lengths: Bytes of each text.
    """

    octets: Octets
    starts: Whole
    lengths: Whole

    @classmethod
    def of(cls, texts: Sequence[bytes]) -> Spans:
        """Return the spans of texts, put one behind the other."""
        block = np.frombuffer(b"".join(texts), dtype=np.uint8)
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        return cls(block, np.cumsum(lengths) - lengths, lengths)

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self.starts)

    def take(self, places: Whole | Mask) -> Spans:
        """Return the texts at some places, in the order of these."""
        return Spans(self.octets, self.starts[places], self.lengths[places])

    def texts(self) -> Iterator[bytes]:
        """Return the texts one by one."""
        block = self.octets.data
        for start, length in zip(self.starts.tolist(), self.lengths.tolist(), strict=True):
            yield bytes(block[start : start + length])

    def followed_by(self, others: Spans) -> Spans:
        """Return these texts and then the others, in a block of their own."""
        block = self.joined() + others.joined()
        lengths = np.concatenate((self.lengths, others.lengths))
        starts = np.cumsum(lengths + 1) - lengths - 1
        return Spans(np.frombuffer(block, dtype=np.uint8), starts, lengths)

    def octet(self, place: int) -> Octets:
        """Return the byte of each text at `place`; beyond its end, what happens to follow."""
        if not len(self.octets):
            return np.zeros(len(self), dtype=np.uint8)
        return self.octets[np.minimum(self.starts + place, len(self.octets) - 1)]

    def word(self, number: int) -> Words:
        """Return the 8 bytes of each text from 8 × `number` on as one number, 0 beyond its end.

        The first byte is the lowest of the number.
        """
        octets, left = self.octets, np.clip(self.lengths - 8 * number, 0, 8)
        if len(octets) < 8:
            octets = np.concatenate((octets, np.zeros(8, dtype=np.uint8)))
        at = np.where(left, self.starts + 8 * number, 0)
        last = len(octets) - 8
        beyond = np.maximum(at - last, 0) if at.max(initial=0) > last else None
        if beyond is not None:
            at -= beyond
        words: Words = _windows(octets, 8)[at].view("<u8").astype(np.uint64, copy=False)
        if beyond is not None:
            words >>= (8 * beyond).astype(np.uint64)
        return words & _MASKS[left]

    def find(self, text: bytes) -> Whole:
        """Return the places of a text, which is not empty."""
        places = np.flatnonzero(self.lengths == len(text))
        begins_alike = self.take(places).word(0) == int.from_bytes(text[:8], "little")
        places = places[begins_alike]
        same = [one == text for one in self.take(places).texts()]
        found: Whole = places[np.array(same, dtype=np.bool_)]
        return found

    def distinct(self) -> tuple[Whole, Whole]:
        """Number the texts, the same text the same, as they first appear.

        Returns:
            The number of each text, and where each number first appears.
        """
        layers = [(places, spans.word(number)) for number, places, spans in _layers(self)]
        codes, firsts = _numbered(_marks(self, layers))
        if not self._are_same(firsts[codes], layers):
            # Two texts have one mark: hardly ever by chance, but somebody may have meant it.
            return self._distinct_one_by_one()
        return codes, firsts

    def are_distinct(self) -> bool:
        """Whether no text comes twice."""
        layers = ((places, spans.word(number)) for number, places, spans in _layers(self))
        marks = _marks(self, layers)
        marks.sort()
        if not (marks[1:] == marks[:-1]).any():
            return True
        return len(self.distinct()[1]) == len(self)

    def are_visible_ascii(self) -> Mask:
        """Tell which texts have nothing but visible ASCII characters: no space, no control."""
        visible = np.ones(len(self), dtype=np.bool_)
        for number, places, spans in _layers(self):
            # Beyond the end stand visible zeros, so that only the text itself decides.
            filler = _ZERO_DIGITS & ~_MASKS[np.minimum(spans.lengths - 8 * number, 8)]
            words = spans.word(number) | filler
            is_ascii = words & _HIGH_BITS == 0
            words &= ~_HIGH_BITS
            above_space = words + _TO_HIGH_FROM_EXCLAMATION_MARK & _HIGH_BITS == _HIGH_BITS
            below_delete = words + _TO_HIGH_FROM_DELETE & _HIGH_BITS == 0
            visible[places] &= is_ascii & above_space & below_delete
        return visible

    def joined(self) -> bytes:
        """Return the texts one behind the other, each followed by a line feed."""
        ends = np.cumsum(self.lengths + 1)
        block = np.full(int(ends[-1]) if len(ends) else 0, _LINE_FEED, dtype=np.uint8)
        targets = ends - self.lengths - 1
        # Texts of one length are copied at once; there are few different lengths.
        for length in np.unique(self.lengths[self.lengths > 0]).tolist():
            places = np.flatnonzero(self.lengths == length)
            _windows(block, length)[targets[places]] = _windows(self.octets, length)[
                self.starts[places]
            ]
        return block.tobytes()

    def _are_same(self, others: Whole, layers: Sequence[tuple[Whole, Words]]) -> bool:
        """Whether each text is the same as the one at the place that `others` has for it."""
        if (self.lengths != self.lengths[others]).any():
            return False
        for places, words in layers:
            is_whole = len(places) == len(self)
            # Texts of one length have a word in the same layers.
            theirs = others if is_whole else np.searchsorted(places, others[places])
            if (words != words[theirs]).any():
                return False
        return True

    def _distinct_one_by_one(self) -> tuple[Whole, Whole]:
        known: dict[bytes, int] = {}
        codes = np.array([known.setdefault(text, len(known)) for text in self.texts()])
        found, firsts = np.unique(codes, return_index=True)
        assert len(found) == len(known), "numbers follow one another"
        return codes.astype(np.int64), firsts.astype(np.int64)


def renumbered(codes: Whole, size: int) -> tuple[Whole, Whole]:
    """Number codes anew as they first appear; below 0 there is none and it stays.

    Args:
        codes: Below `size`.

    Returns:
        The new codes, and the old code of each new one.
    """
    firsts = np.full(size, -1, dtype=np.int64)
    # Of several writes to one place the last remains: going backwards, the first appearance.
    given = codes >= 0
    firsts[codes[given][::-1]] = np.flatnonzero(given)[::-1]
    used = np.flatnonzero(firsts >= 0)
    old = used[np.argsort(firsts[used])]
    new = np.full(size + 1, -1, dtype=np.int64)
    new[old] = np.arange(len(old))
    return new[np.where(given, codes, size)], old


def _marks(spans: Spans, layers: Iterable[tuple[Whole, Words]]) -> Words:
    """Return a number for each text that is the same for the same text."""
    marks = spans.lengths.astype(np.uint64)
    for places, words in layers:
        mark = (marks[places] ^ words) * _FACTOR
        marks[places] = mark ^ mark >> _SHIFT
    return marks


def _layers(spans: Spans) -> Iterator[tuple[int, Whole, Spans]]:
    """Return, for each word that any text has, the places and spans of those that have it."""
    places, number = np.arange(len(spans)), 0
    while True:
        reach = spans.lengths > 8 * number
        if not reach.all():
            places, spans = places[reach], spans.take(reach)
        if not len(places):
            return
        yield number, places, spans
        number += 1


def _numbered(marks: Words) -> tuple[Whole, Whole]:
    """Number equal marks the same, as they first appear; also return where that is."""
    if not len(marks):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    order = np.argsort(marks)
    ordered = marks[order]
    is_new = np.ones(len(marks), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    firsts = np.minimum.reduceat(order, np.flatnonzero(is_new))
    by_appearance = np.argsort(firsts)
    rank = np.empty(len(firsts), dtype=np.int64)
    rank[by_appearance] = np.arange(len(firsts))
    codes = np.empty(len(marks), dtype=np.int64)
    codes[order] = rank[np.cumsum(is_new) - 1]
    return codes, firsts[by_appearance]


def _windows(block: Octets, length: int) -> npt.NDArray[np.void]:
    """Return a view of all runs of `length` bytes of a block, one at each byte, of no type."""
    return np.ndarray(
        (len(block) - length + 1,), dtype=f"V{length}", buffer=block.data, strides=(1,)
    )
