"""Blocks of papers with codes to be scanned; such papers are made as PDF only."""

from __future__ import annotations

from dataclasses import dataclass

from negotiator_desk.drafting.qr_codes import Recovery


@dataclass(frozen=True, slots=True)
class QrCode:
    """A square that a scanner or a camera reads.

    Attributes:
        content: What they read.
        alternative: What it is, for readers that speak aloud; never "".
        caption: Printed below it; "" = nothing.
        module: Points that one of its squares measures; fewer where its column is too narrow.
    """

    content: str
    alternative: str
    caption: str = ""
    module: float = 2.0
    recovery: Recovery = Recovery.MEDIUM


@dataclass(frozen=True, slots=True)
class QrCodes:
    """QR codes beside each other, so many in a row; a row is never divided between pages."""

    codes: tuple[QrCode, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Card:
    """A card to cut out: a few lines, and a QR code at its right.

    Attributes:
        heading: What kind of card it is.
        name: Whose; printed large.
        lines: Below the name.
        foot: Small, at the lower edge.
    """

    heading: str
    name: str
    lines: tuple[str, ...]
    foot: tuple[str, ...]
    code: QrCode


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards of one size with lines to cut along, so many beside each other.

    Attributes:
        height: Points.
    """

    cards: tuple[Card, ...]
    columns: int
    height: float
