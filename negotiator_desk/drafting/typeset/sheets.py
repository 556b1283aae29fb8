"""Looks made from a look: the same type on a turned sheet, or in one of two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from negotiator_desk.drafting.blocks import (
    Annex,
    Block,
    Chapter,
    Grid,
    Pair,
    Signatures,
    Title,
)
from negotiator_desk.drafting.typeset.grids import needs_wide
from negotiator_desk.drafting.typeset.look import Look, Type


def turned(look: Look) -> Look:
    """Return the look on a sheet turned by a quarter, so that its margins turn with it.

    What is the foot of the upright sheet is at the right of the turned one; the footer keeps its
    distance from the text.
    """
    return replace(
        look,
        width=look.height,
        height=look.width,
        top=look.left,
        bottom=look.right,
        left=look.top,
        right=look.bottom,
        footer=look.right - (look.bottom - look.footer),
    )


def pair_looks(look: Look) -> tuple[Look, Look, float]:
    """Return the looks of two columns, and how far the right one's left edge stands in (points).

    Lines of both have the same leading, so that they stand level.
    """
    pair = look.pair
    room = look.measure - pair.gutter
    right_measure = room * pair.right_share
    left_measure = room - right_measure
    return (
        _column(look, left_measure, pair.scale, pair.scale),
        _column(look, right_measure, pair.scale * pair.right_scale, pair.scale),
        left_measure + pair.gutter,
    )


def wide_blocks(blocks: Sequence[Block], look: Look) -> list[bool]:
    """Return for each block whether it stands on a turned sheet.

    An annex does, from its heading to its last table, when the columns of one of its tables cannot
    stand beside each other on an upright one.
    """
    wide = [False] * len(blocks)
    start: int | None = None
    for number, block in enumerate(blocks):
        if is_annex(block):
            start = number
        elif isinstance(block, Chapter | Title | Signatures):
            start = None
        elif start is not None and isinstance(block, Grid) and needs_wide(block, look):
            wide[start:number] = [True] * (number - start)
            wide[number] = True
        if start is not None and wide[start]:
            wide[number] = True
    return wide


def is_annex(block: Block) -> bool:
    """Whether an annex begins with a block, in one language or in two."""
    return isinstance(block, Annex) or (
        isinstance(block, Pair) and any(isinstance(inner, Annex) for inner in block.left)
    )


def _column(look: Look, measure: float, size: float, leading: float) -> Look:
    table = look.table
    return replace(
        look,
        right=look.width - look.left - measure,
        types={name: _scaled(kind, size, leading) for name, kind in look.types.items()},
        table=replace(table, type=_scaled(table.type, size, leading)),
        signature_gap=look.signature_gap * leading,
        seal=look.seal * leading,
    )


def _scaled(kind: Type, size: float, leading: float) -> Type:
    return Type(
        style=kind.style,
        strong=kind.strong,
        size=kind.size * size,
        leading=kind.leading * leading,
        before=kind.before * leading,
        after=kind.after * leading,
    )
