"""Badge codes: ten characters by which a representative's printed badge is known again.

A code is worked out from the representative's id and stored nowhere: "ND", seven characters from
the SHA-256 of the id, and a check character. The alphabet is Crockford's: no I, L, O or U, and
whoever types I or L means 1, whoever types O means 0. One mistyped character, or two that changed
places, never give another valid code. A code is no secret and proves nothing: it saves typing a
name.
"""

from __future__ import annotations

import hashlib
import unicodedata

from negotiator_desk.drafting.page_codes import check_number

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Characters of a code, by the five bits each stands for."""

PREFIX = "ND"
"""How every badge's code begins, so that it is told from whatever else is scanned or typed."""

_DATA = 7
"""Characters between the prefix and the check."""

_BITS = 5
_MEANT = str.maketrans("ILO", "110")


def badge_code(representative_id: str) -> str:
    """Return the code of a representative's badge, without the hyphens it is printed with."""
    digest = hashlib.sha256(f"badge|{representative_id}".encode()).digest()
    value = int.from_bytes(digest[:8], "big")
    data = [(value >> (_BITS * place)) & 0b11111 for place in range(_DATA)]
    return PREFIX + "".join(ALPHABET[number] for number in (*data, check_number(data)))


def printed_badge_code(code: str) -> str:
    """Return a code as it is printed: ND-7K4M-2Q9X."""
    start, half = len(PREFIX), len(PREFIX) + (_DATA + 1) // 2
    return f"{code[:start]}-{code[start:half]}-{code[half:]}"


def read_badge_code(typed: str) -> str | None:
    """Return the code that was typed or scanned; None = it is none, or a character is wrong.

    Capitals, spaces, full-width characters and whatever stands for a hyphen make no difference: a
    scanner is a keyboard, and with another layout a hyphen comes out as "ß" or ")". A prefix that
    was left out is put there.
    """
    shown = unicodedata.normalize("NFKC", typed)
    bare = "".join(one for one in shown if one.isascii() and one.isalnum()).upper()
    bare = bare.translate(_MEANT)
    if len(bare) == _DATA + 1:
        bare = PREFIX + bare
    data = bare.removeprefix(PREFIX)
    if len(bare) != len(PREFIX) + _DATA + 1 or len(data) == len(bare):
        return None
    if any(one not in ALPHABET for one in data):
        return None
    numbers = [ALPHABET.index(one) for one in data]
    return bare if check_number(numbers[:_DATA]) == numbers[_DATA] else None
