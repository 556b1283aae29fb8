"""Page codes: six characters in the footer by which a signed page is known again.

A code stands for one page of one text in one look. Whoever holds a printed page types its code, and
the program says which page of which text it belongs to. The alphabet has no 0, O, 1 or I. The last
character is a check on the other five: one mistyped character, or two that changed places, never
give another valid code. A code is no secret and proves nothing by itself: who has the text's
fingerprint can work it out.
"""

from __future__ import annotations

import hashlib
import unicodedata

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Characters of a code, by the five bits each stands for."""

_DATA = 5
"""Characters before the check character."""

_BITS = 5
_SPACE = 1 << (_DATA * _BITS)
_POLYNOMIAL = 0b100101
"""x^5 + x^2 + 1, primitive over GF(2): its powers of x are 31 different weights."""


def page_code(fingerprint: str, page: int, pages: int) -> str:
    """Return the code of a page, such as "7K4-M2Q"; no two pages of a text have the same.

    Args:
        fingerprint: SHA-256 of the snapshot that the text was composed from, hexadecimal.
        page: From 1.
        pages: How many there are.
    """
    digest = hashlib.sha256(f"{fingerprint}|{pages}".encode()).digest()
    start = int.from_bytes(digest[:8], "big")
    # An odd step visits every value once before it comes back to the first.
    step = int.from_bytes(digest[8:16], "big") | 1
    value = (start + page * step) % _SPACE
    data = [(value >> (_BITS * place)) & 0b11111 for place in range(_DATA)]
    characters = "".join(ALPHABET[number] for number in (*data, check_number(data)))
    return f"{characters[:3]}-{characters[3:]}"


def read_page_code(fingerprint: str, pages: int, typed: str) -> int | None:
    """Return the page whose code was typed, from 1; None = no page of this text has it.

    Capitals, spaces, hyphens and full-width characters make no difference.

    Args:
        fingerprint: As for `page_code`.
        pages: How many pages the text has.
        typed: What was read off the page.
    """
    shown = unicodedata.normalize("NFKC", typed).upper()
    bare = "".join(character for character in shown if character.isalnum())
    if len(bare) != _DATA + 1 or any(character not in ALPHABET for character in bare):
        return None
    numbers = [ALPHABET.index(character) for character in bare]
    if check_number(numbers[:_DATA]) != numbers[_DATA]:
        return None
    code = f"{bare[:3]}-{bare[3:]}"
    return next(
        (page for page in range(1, pages + 1) if page_code(fingerprint, page, pages) == code), None
    )


def check_number(data: list[int]) -> int:
    """Return the check on up to thirty numbers of five bits, which is one as well.

    It is the numbers, each weighed with another power of x, added in GF(32).

    The weights are x, x², … and the check's own is 1, so that any two places weigh differently.
    """
    total = 0
    for number in reversed(data):
        total = _times_x(total ^ number)
    return total


def _times_x(number: int) -> int:
    doubled = number << 1
    return doubled ^ _POLYNOMIAL if doubled >> _BITS else doubled
