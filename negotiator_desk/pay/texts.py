"""The dictionary of a text column, as the canonical bytes have it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
from typing_extensions import override

from negotiator_desk.pay.arithmetic import Whole
from negotiator_desk.pay.checks import plain_text
from negotiator_desk.pay.fields import LONGEST_VALUE
from negotiator_desk.pay.spans import Spans

_PIECE = 200_000
"""Bytes that are looked at in one go: a moment, during which no other thread has to wait."""


class Texts:
    """Different texts in UTF-8, each followed by a line feed; made into Python texts when asked.

    A million order numbers are as many Python texts, which hardly anyone looks at.

    Attributes:
        content: The bytes.
    """

    def __init__(self, content: bytes) -> None:
        """Take over the bytes.

        Raises:
            ValueError: They are not UTF-8, or do not end with a line feed.
        """
        if content and not content.endswith(b"\n"):
            raise ValueError("a text without end")
        self.content = content
        self._ends = np.flatnonzero(np.frombuffer(content, dtype=np.uint8) == ord("\n"))
        for piece in self._pieces():
            piece.decode()

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self._ends)

    def __iter__(self) -> Iterator[str]:
        """Return the texts in their order."""
        for piece in self._pieces():
            yield from piece.decode().split("\n")[:-1]

    def __getitem__(self, place: int) -> str:
        """Return one text; places count from 0."""
        start = int(self._ends[place - 1]) + 1 if place else 0
        return self.content[start : int(self._ends[place])].decode()

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Texts) and self.content == other.content

    @override
    def __hash__(self) -> int:
        return hash(self.content)

    @cached_property
    def are_distinct(self) -> bool:
        """Whether no text comes twice."""
        octets = np.frombuffer(self.content, dtype=np.uint8)
        starts = self._starts()
        return Spans(octets, starts, self._ends - starts).are_distinct()

    def first_unfit(self) -> str | None:
        """Return the first text that no column may have, or None."""
        for piece in self._pieces():
            text = piece.decode()
            if not _is_plainly_fit(text):
                unfit = next((one for one in text.split("\n")[:-1] if not is_fit(one)), None)
                if unfit is not None:
                    return unfit
        # Few texts have more bytes than a text may have characters.
        for place in np.flatnonzero(self._ends - self._starts() > LONGEST_VALUE).tolist():
            if not is_fit(self[place]):
                return self[place]
        return None

    def _starts(self) -> Whole:
        starts = np.zeros(len(self._ends), dtype=np.int64)
        starts[1:] = self._ends[:-1] + 1
        return starts

    def _pieces(self) -> Iterator[bytes]:
        start = 0
        while start < len(self.content):
            end = self.content.find(b"\n", min(start + _PIECE, len(self.content) - 1)) + 1
            yield self.content[start:end]
            start = end


def joined(texts: Iterable[str]) -> bytes:
    """Return texts in UTF-8, each followed by a line feed."""
    return "".join(f"{text}\n" for text in texts).encode()


def is_fit(text: str) -> bool:
    """Whether a column may have the text: plain, on one line, without space at its ends."""
    return bool(text) and len(text) <= LONGEST_VALUE and text == plain_text(text).strip()


def _is_plainly_fit(texts: str) -> bool:
    """Whether all of many texts, each followed by a line feed, are fit but for their length.

    Not every text for which this is False is unfit.
    """
    return (
        texts.replace("\n", "").isprintable()  # of all white space only the plain one is
        and not texts.startswith(("\n", " "))
        and not any(found in texts for found in ("\n\n", "\n ", " \n"))
        and unicodedata.is_normalized("NFC", texts)
    )
