"""Whole numbers out of parts that add up: by the largest remainder."""

from __future__ import annotations

from collections.abc import Sequence


def largest_remainder(total: int, parts: Sequence[int], denominator: int) -> list[int]:
    """Return one whole number for each part ÷ denominator, so that they add up to `total`.

    Each part is rounded down; what is left of the total goes, one by one, to the parts with the
    largest remainders, the earlier of two equal ones first.

    Args:
        total: From the sum of the parts rounded down to the sum of the parts rounded up.
        parts: Not below 0.
        denominator: Above 0.
    """
    found = [part // denominator for part in parts]
    left = total - sum(found)
    by_remainder = sorted(range(len(parts)), key=lambda place: -(parts[place] % denominator))
    assert 0 <= left <= sum(1 for part in parts if part % denominator), "out of the parts' reach"
    for place in by_remainder[:left]:
        found[place] += 1
    return found
