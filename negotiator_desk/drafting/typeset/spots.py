"""Places on pages by which a click on a figure finds what it stands for; needs no fonts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from negotiator_desk.drafting.blocks import Blank, CrossReference, Entry, Figure

Source: TypeAlias = Figure | Entry | Blank | CrossReference | str
"""What a place on a page stands for; a text is the place of a clause."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page and what it stands for.

    Attributes:
        page: From 0.
        left: Points from the page's left edge, as for `right`.
        top: Points from the page's upper edge, as for `bottom`.
        source: A figure, a value, a blank, a reference; or, as text, the place of the clause whose
            lines these are.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    source: Source
