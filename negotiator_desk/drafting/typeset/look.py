"""Looks: the measures of a printed contract or report, read from `resources/looks/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from negotiator_desk.drafting.typeset.fonts import Style
from negotiator_desk.paths import resource

LOOKS = ("official", "compact")
"""Keys of the looks of contracts; the first is the default."""

SUMMARY_LOOK = "summary"
"""Key of the look of the page that members get."""

REPORT_LOOK = "report"
"""Key of the look of papers with many tables."""

LEAFLET_LOOK = "leaflet"
"""Key of the look of the workers' leaflet: large print."""

BADGE_LOOK = "badges"
"""Key of the look of cards to cut out."""

SHEET_LOOK = "sheet"
"""Key of the look of the sheet of a negotiation session."""

SMALL_SHEET_LOOK = "sheet_small"
"""Key of the same look in smaller type, for long minutes."""

_PAPERS = (SUMMARY_LOOK, REPORT_LOOK, LEAFLET_LOOK, BADGE_LOOK, SHEET_LOOK, SMALL_SHEET_LOOK)

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""

_POINTS_PER_MM = 72 / 25.4


class FooterKind(StrEnum):
    """What stands in the footer; looks name it by these keys."""

    OUTSIDE = "outside"
    """The page's number large at the outer edge, everything else small beside it (GB/T 9704)."""
    LINE = "line"
    """Number and version, page, page code in one line."""
    PAPER = "paper"
    """What a paper on a costing says of itself: its edition, the page, its fingerprint."""


@dataclass(frozen=True, slots=True)
class Type:
    """How a kind of block is set; all measures are points.

    Attributes:
        strong: Style of what stands out in it, such as an article's number.
        before: Space above, dropped at the head of a page.
        after: Space below.
    """

    style: Style
    strong: Style
    size: float
    leading: float
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class TableType:
    """How tables are set; all measures are points."""

    type: Type
    pad_across: float
    pad_down: float
    rule: float


@dataclass(frozen=True, slots=True)
class Watermark:
    """A large word under the text: its grey from 0 (black) to 1 (white), its slant in degrees."""

    style: Style
    size: float
    grey: float
    angle: float


@dataclass(frozen=True, slots=True)
class PairType:
    """How two languages stand beside each other.

    Attributes:
        scale: Of all type in both columns.
        right_scale: Of the right column's type once more; its leading is the left one's.
        right_share: Of the measure without the gutter.
        gutter: Points between the columns.
        gap: Points between two rows.
    """

    scale: float
    right_scale: float
    right_share: float
    gutter: float
    gap: float


@dataclass(frozen=True, slots=True)
class Look:
    """All measures of a printed contract, in points.

    Attributes:
        seal: Diameter of the place of a seal.
        colours: Red, green and blue from 0 to 1 by name: of changes, rules and grounds.
    """

    key: str
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    footer: float
    annex_on_new_page: bool
    types: Mapping[str, Type]
    table: TableType
    signature_gap: float
    seal: float
    footer_kind: FooterKind
    footer_small: float
    watermark: Watermark
    pair: PairType
    colours: Mapping[str, Colour]

    @property
    def measure(self) -> float:
        """Width of the type area."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """Height of the type area."""
        return self.height - self.top - self.bottom


@cache
def load_look(key: str) -> Look:
    """Read a look.

    Args:
        key: One of `LOOKS`, or the key of a paper that has its own.

    Raises:
        KeyError: There is no such look: a bug, for the user chooses from a list.
    """
    if key not in {*LOOKS, *_PAPERS}:
        raise KeyError(key)
    with resource("looks", f"{key}.toml").open("rb") as file:
        data = tomllib.load(file)
    page = data["page"]
    lengths = {
        name: page[name] * _POINTS_PER_MM
        for name in ("width", "height", "top", "bottom", "left", "right", "footer")
    }
    table = data["table"]
    mark = data["watermark"]
    names = (
        "title",
        "reference",
        "party",
        "body",
        "chapter",
        "annex",
        "caption",
        "highlight",
        "note",
        "contents",
        "remark",
        "footnote",
        "line_number",
        "signatures",
        "footer",
    )
    return Look(
        key=key,
        annex_on_new_page=page["annex_on_new_page"],
        types={name: _type(data[name]) for name in names},
        table=TableType(_type(table), table["pad_across"], table["pad_down"], table["rule"]),
        signature_gap=data["signatures"]["gap"],
        seal=data["signatures"]["seal"] * _POINTS_PER_MM,
        footer_kind=FooterKind(data["footer"]["kind"]),
        footer_small=data["footer"]["small"],
        watermark=Watermark(Style(mark["style"]), mark["size"], mark["grey"], mark["angle"]),
        pair=PairType(**data["pair"]),
        colours={name: _colour(value) for name, value in data["colours"].items()},
        **lengths,
    )


def _type(data: Mapping[str, Any]) -> Type:
    return Type(
        style=Style(data["style"]),
        strong=Style(data.get("strong", data["style"])),
        size=data["size"],
        leading=data.get("leading", data["size"]),
        before=data.get("before", 0.0),
        after=data.get("after", 0.0),
    )


def _colour(value: str) -> Colour:
    red, green, blue = (int(value[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue
