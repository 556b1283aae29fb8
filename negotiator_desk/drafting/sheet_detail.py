"""How much a meeting sheet prints, so that it never takes more than two pages.

The fullest version that fits is taken, in this order: everything in ordinary type; everything in
small type; minutes run together in one paragraph; offers that were not accepted with fewer figures
each; minutes cut, first to 6,000 characters, at last to none; then what was agreed with fewer
figures, and lists with fewer lines. Whatever is cut is counted on the sheet with a sentence that
the rest stands in the record, and all of it is in the data attached to the file. The last version
fits whatever a session was like.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Detail:
    """How much is shown; None = all.

    Attributes:
        is_small: Whether the type is small.
        is_run_on: Whether the minutes are one paragraph.
        minutes: Characters of the minutes.
        figures: Values of what was agreed, or is tentative.
        offered: Values of any other offer.
        text: Characters of terms that are a text, and of what somebody wrote elsewhere.
        letters: Chinese letters of a name or a title.
        rows: Lines of each table, and names of each list.
    """

    is_small: bool = False
    is_run_on: bool = False
    minutes: int | None = None
    figures: int | None = None
    offered: int | None = None
    text: int | None = None
    letters: int | None = None
    rows: int | None = None


LEAST = Detail(True, True, minutes=0, figures=2, offered=2, text=30, letters=10, rows=4)
"""What fits whatever a session was like."""

_OFFERED = (40, 20, 10)
_MINUTES = (6000, 5000, 4200, 3600, 3000, 2400, 1800, 1200, 600, 300, 0)
_FIGURES = (100, 60, 30)


def details() -> Iterator[Detail]:
    """Yield what may be shown, the most first."""
    yield Detail()
    yield Detail(is_small=True)
    yield Detail(is_small=True, is_run_on=True)
    for offered in _OFFERED:
        yield Detail(is_small=True, is_run_on=True, offered=offered)
    for minutes in _MINUTES:
        yield Detail(is_small=True, is_run_on=True, minutes=minutes, offered=_OFFERED[-1])
    for figures in _FIGURES:
        yield Detail(True, True, 0, figures, _OFFERED[-1], text=600)
    for minutes in (1200, 600, 0):
        yield Detail(True, True, minutes, 12, 6, text=300, letters=40, rows=40)
    for minutes, figures, text, letters, rows in (
        (600, 8, 160, 24, 16),
        (300, 6, 100, 20, 12),
        (0, 4, 60, 16, 8),
    ):
        yield Detail(True, True, minutes, figures, figures // 2, text, letters, rows)
    yield LEAST
