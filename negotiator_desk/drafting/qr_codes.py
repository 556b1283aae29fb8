"""QR codes (ISO/IEC 18004) as rows of squares; the only importer of segno."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

import segno
from segno.encoder import DataOverflowError

QUIET = 4
"""Squares that have to stay white on all four sides."""


class Recovery(StrEnum):
    """How much of a code may be damaged before it cannot be read; the value is the norm's letter.

    More recovery makes more squares of the same content.
    """

    LOW = "L"
    """7 %: for screens, and for paper that is read at once."""
    MEDIUM = "M"
    """15 %: for cards that are carried about."""
    HIGH = "Q"
    """25 %."""


@lru_cache(maxsize=64)
def squares(content: str, recovery: Recovery = Recovery.MEDIUM) -> tuple[bytes, ...]:
    """Return the rows of a code, each a byte for each square: 1 = dark.

    Args:
        content: What scanners read. Capitals, digits and `$%*+-./:` take the fewest squares.

    Raises:
        ValueError: It is more than a code holds (4,296 capitals and digits at `Recovery.LOW`).
    """
    try:
        made = segno.make_qr(content, error=recovery.value, boost_error=False)
    except DataOverflowError as error:
        raise ValueError(f"{len(content)} characters are more than a QR code holds") from error
    return tuple(bytes(row) for row in made.matrix)
