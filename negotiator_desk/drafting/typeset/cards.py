"""Sets QR codes beside each other, and cards to cut out."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from negotiator_desk.drafting.blocks import Align
from negotiator_desk.drafting.card_blocks import Card, Cards, QrCode, QrCodes
from negotiator_desk.drafting.qr_codes import QUIET, squares
from negotiator_desk.drafting.typeset.boxes import Box, Dash, RuleMark, SquaresMark, TextMark
from negotiator_desk.drafting.typeset.columns import Column, baseline
from negotiator_desk.drafting.typeset.look import Type
from negotiator_desk.drafting.typeset.setting import Measures, SetLine, set_paragraphs

_CODE_GAP = 8.0
"""Points between two rows of codes."""

_PAD = 12.0
"""Points between a card's edge and what stands on it."""

_NAME_STEP = 0.5
_ONE_LINE = 0.65
_LEAST_NAME = 0.45
"""A name is set smaller to stand in one line, down to the first share of its size; then in two
lines, down to the second."""

_CUT_WIDTH = 0.4


def add_codes(column: Column, block: QrCodes) -> None:
    """Set QR codes in rows, each in the middle of its column with its caption below.

    Raises:
        MissingGlyphError: No font has a character of a caption.
        ValueError: A code's content is more than a QR code holds.
    """
    width = column.look.measure / block.columns
    kind = column.look.types["note"]
    for first in range(0, len(block.codes), block.columns):
        row = block.codes[first : first + block.columns]
        box = Box(0.0)
        sides = [
            _put_code(column, box, code, place * width, width) for place, code in enumerate(row)
        ]
        top = max(sides)
        counts = [
            _put(column, box, code.caption, kind, (place * width, top, width), Align.CENTRE)
            for place, code in enumerate(row)
        ]
        box.height = top + max(counts) * kind.leading
        column.add([box], before=_CODE_GAP)


def add_cards(column: Column, block: Cards) -> None:
    """Set cards in rows, with dashed lines around each to cut along.

    A card does not grow: of what it has no room for, the last lines above the foot are left out.

    Raises:
        MissingGlyphError: No font has a character of a card.
    """
    width = column.look.measure / block.columns
    for first in range(0, len(block.cards), block.columns):
        row = block.cards[first : first + block.columns]
        box = Box(block.height)
        for place, card in enumerate(row):
            column.place = card.name
            _put_card(column, box, card, place * width, width)
        right = len(row) * width
        box.rules += [
            RuleMark(x, 0.0, x, box.height, _CUT_WIDTH, "faint", Dash.DASHED)
            for x in (place * width for place in range(len(row) + 1))
        ]
        box.rules += [
            RuleMark(0.0, down, right, down, _CUT_WIDTH, "faint", Dash.DASHED)
            for down in (0.0, box.height)
        ]
        column.add([box])


def _put_card(column: Column, box: Box, card: Card, x: float, width: float) -> None:
    """Set a card's text at the left and its code at the right."""
    types = column.look.types
    module = card.code.module
    side = len(squares(card.code.content, card.code.recovery)) * module
    quiet = QUIET * module
    room = width - 2 * _PAD - side - quiet
    left = x + _PAD
    small = types["note"]
    foot = [_lines(text, small, room, column.place) for text in card.foot]
    floor = box.height - _PAD - fsum(len(own) * small.leading for own in foot)
    down = _PAD
    for text, kind in (
        (card.heading, types["caption"]),
        (card.name, _name_type(column, card.name, room)),
        *((line, types["body"]) for line in card.lines),
    ):
        most = int((floor - down) / kind.leading)
        down += _put(column, box, text, kind, (left, down, room), most=most) * kind.leading
        down += kind.after
    for text in card.foot:
        floor += _put(column, box, text, small, (left, floor, room)) * small.leading
    height = side + (small.leading if card.code.caption else 0.0)
    top = (box.height - height) / 2
    edge = x + width - _PAD - side
    _put_squares(column, box, card.code, edge, top, module)
    _put(
        column,
        box,
        card.code.caption,
        small,
        (edge - quiet, top + side + small.before, side + 2 * quiet),
        Align.CENTRE,
    )


def _name_type(column: Column, name: str, room: float) -> Type:
    """Return how large a name is set: in one line if that is not much smaller, else in two."""
    kind = column.look.types["highlight"]
    size = kind.size
    while size > kind.size * _LEAST_NAME:
        lines = 1 if size >= kind.size * _ONE_LINE else 2
        if len(_lines(name, _resized(kind, size), room, column.place)) <= lines:
            break
        size -= _NAME_STEP
    return _resized(kind, size)


def _resized(kind: Type, size: float) -> Type:
    leading = kind.leading * size / kind.size
    return Type(kind.style, kind.strong, size, leading, kind.before, kind.after)


def _put_code(column: Column, box: Box, code: QrCode, x: float, width: float) -> float:
    """Set a code in the middle of its column and return its height with the white around it."""
    across = len(squares(code.content, code.recovery)) + 2 * QUIET
    module = min(code.module, width / across)
    start = x + (width - across * module) / 2 + QUIET * module
    _put_squares(column, box, code, start, QUIET * module, module)
    return across * module


def _put_squares(
    column: Column, box: Box, code: QrCode, x: float, down: float, module: float
) -> None:
    element = column.element("Figure", alternative=code.alternative)
    rows = squares(code.content, code.recovery)
    box.squares.append(SquaresMark(x, down, rows, module, element))


def _put(
    column: Column,
    box: Box,
    text: str,
    kind: Type,
    place: tuple[float, float, float],
    align: Align = Align.LEFT,
    *,
    most: int | None = None,
) -> int:
    """Set a text and return how many lines it took.

    Args:
        place: Its left edge, its top and its width, in points from the box's corner.
        most: Lines that it has room for; None = any number.
    """
    if not text:
        return 0
    x, down, width = place
    lines = _lines(text, kind, width, column.place, align)[:most]
    element = column.element("P")
    for number, line in enumerate(lines):
        base = down + number * kind.leading + baseline(kind)
        box.texts.append(TextMark(x, base, kind.size, line, element))
    return len(lines)


def _lines(
    text: str, kind: Type, width: float, place: str, align: Align = Align.LEFT
) -> Sequence[SetLine]:
    paragraphs = set_paragraphs(
        [(kind.style, text)], kind.size, Measures(width), place, align=align, justify=False
    )
    return [line for paragraph in paragraphs for line in paragraph]
