"""PDF operators for what stands on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from negotiator_desk.drafting.typeset.boxes import (
    BLACK,
    Box,
    CircleMark,
    Dash,
    FillMark,
    TextMark,
)
from negotiator_desk.drafting.typeset.cidfont import CidFont
from negotiator_desk.drafting.typeset.look import Colour, Look
from negotiator_desk.drafting.typeset.paginate import Page, PlacedBox
from negotiator_desk.drafting.typeset.streams import text_string
from negotiator_desk.drafting.typeset.tags import Structure

_CIRCLE = 0.5523
"""Where the handles of four curves stand that together make a circle."""

_DASHES = {
    Dash.SOLID: "[] 0 d 0 J",
    Dash.DASHED: "[4 3] 0 d 0 J",
}
_DOT_STEPS = {Dash.DOTTED: 2.2, Dash.LEADER: 20 / 3}
"""Distance of the dots' middles, in their own size."""

_JOINT = 0.01
"""Points between two rules that are still one."""

_RuleLook = tuple[float, str, Dash]
"""A rule's width, its colour and how it is interrupted."""


class Pen:
    """Writes the operators of one page after the other.

    Args:
        document: ReportLab's document, which embeds the fonts.
        structure: What readers hear; None = nothing is marked for them.
        is_coloured: Whether colours are kept; without them text and rules are black, and grounds
            are as grey as they are dark.
    """

    def __init__(
        self, document: Any, look: Look, structure: Structure | None, *, is_coloured: bool
    ) -> None:
        self.document = document
        self.structure = structure
        self.inks = {BLACK: "0 g"}
        self.grounds: dict[str, str] = {}
        for name, colour in look.colours.items():
            ink = colour if is_coloured or len(set(colour)) == 1 else (0.0, 0.0, 0.0)
            self.inks[name] = _fill_colour(ink)
            self.grounds[name] = _fill_colour(colour if is_coloured else _grey(colour))

    def take_characters(self, boxes: Iterable[Box]) -> None:
        """Let every face know the characters it will be asked for, in the order of their codes.

        So a face embeds the same glyphs in the same order wherever the same characters are used,
        and what was worked out for them need not be worked out again.
        """
        wanted: dict[str, tuple[CidFont, list[str]]] = {}
        for box in boxes:
            for mark in box.texts:
                for piece in mark.line.pieces:
                    face = piece.face
                    if face.name not in wanted:
                        wanted[face.name] = (face.font, [])
                    wanted[face.name][1].append(piece.text)
        for _name, (font, texts) in sorted(wanted.items()):
            font.getSubsetInternalName(0, self.document)
            font.encode("".join(sorted(set("".join(texts)))), self.document)

    def texts(self, marks: Iterable[tuple[float, float, TextMark]]) -> list[str]:
        """Return the operators of texts, each with the place of its left end on the sheet."""
        operators = ["BT"]
        put = operators.append
        document, structure, inks = self.document, self.structure, self.inks
        face = colour = ""
        size = tracking = 0.0
        element: int | None = None
        codes: dict[str, str] = {}
        for x, y, mark in marks:
            if structure is not None and mark.element != element:
                if element is not None:
                    put("EMC")
                element = mark.element
                put(structure.begin(element))
            put(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            line = mark.line
            spoken = mark.spoken or (line.text if line.is_loose else "")
            if spoken:
                put(f"/Span <</ActualText {text_string(spoken)}>> BDC")
            if mark.colour != colour:
                colour = mark.colour
                put(inks[colour])
            for piece in line.pieces:
                if piece.face.name != face or mark.size != size:
                    face, size = piece.face.name, mark.size
                    name = piece.face.font.getSubsetInternalName(0, document)
                    codes = piece.face.font.codes(document)
                    put(f"{name} {size:.2f} Tf")
                if piece.tracking != tracking:
                    tracking = piece.tracking
                    put(f"{tracking:.4f} Tc")
                try:
                    shown = "".join(map(codes.__getitem__, piece.text))
                except KeyError:
                    shown = piece.face.font.encode(piece.text, document)
                put(f"<{shown}> Tj")
            if spoken:
                put("EMC")
        if element is not None:
            put("EMC")
        if colour:
            put(inks[BLACK])
        put("ET")
        return operators

    def grounds_of(self, page: Page, look: Look) -> list[str]:
        """Return the operators of what lies under a page's text."""
        operators: list[str] = []
        for placed in page.boxes:
            x, y = look.left, look.height - look.top - placed.down
            operators += [self._ground(fill, x, y) for fill in placed.box.fills]
            operators += [self._circle(circle, x, y) for circle in placed.box.circles]
        return [*operators, "0 g 0 G [] 0 d"] if operators else []

    def squares_of(self, page: Page, look: Look) -> Iterator[str]:
        """Yield the operators of a page's QR codes.

        Each is filled at once: squares filled one by one would show hairlines between them.
        """
        for placed in page.boxes:
            for code in placed.box.squares:
                x = look.left + code.x
                y = look.height - look.top - placed.down - code.down
                if self.structure is not None:
                    frame = (x, y - code.side, x + code.side, y)
                    self.structure.frames[code.element] = frame
                    yield self.structure.begin(code.element)
                yield from (
                    f"{x + start * code.module:.3f} {y - (row + 1) * code.module:.3f} "
                    f"{length * code.module:.3f} {code.module:.3f} re"
                    for row, start, length in _stretches(code.rows)
                )
                yield "f"
                if self.structure is not None:
                    yield "EMC"

    def rules_of(self, page: Page, look: Look) -> Iterator[str]:
        """Yield the operators of a page's rules, those of one look together.

        Upright rules that go on from row to row of a table are drawn as one.
        """
        drawn: dict[_RuleLook, list[str]] = {}
        upright: dict[tuple[_RuleLook, float], tuple[float, float]] = {}
        for placed in _boxes(page):
            x, y = look.left, look.height - look.top - placed.down
            for rule in placed.box.rules:
                kind = (rule.width, rule.colour, rule.dash)
                own = drawn.setdefault(kind, [])
                if rule.x1 != rule.x2 or rule.dash is not Dash.SOLID:
                    own.append(_line(x + rule.x1, y - rule.down1, x + rule.x2, y - rule.down2))
                    continue
                top, bottom = y - rule.down1, y - rule.down2
                key = (kind, x + rule.x1)
                before = upright.get(key)
                if before is not None and abs(before[1] - top) < _JOINT:
                    top = before[0]
                elif before is not None:
                    own.append(_line(key[1], before[0], key[1], before[1]))
                upright[key] = (top, bottom)
        for (kind, across), (top, bottom) in upright.items():
            drawn[kind].append(_line(across, top, across, bottom))
        for (width, colour, dash), lines in drawn.items():
            yield f"{width:.3g} w {self.inks[colour].upper()} {_dash_operators(dash, width)}"
            yield from lines

    def _ground(self, fill: FillMark, x: float, y: float) -> str:
        return (
            f"{self.grounds[fill.colour]} {x + fill.x1:.2f} {y - fill.down2:.2f} "
            f"{fill.x2 - fill.x1:.2f} {fill.down2 - fill.down1:.2f} re f"
        )

    def _circle(self, circle: CircleMark, x: float, y: float) -> str:
        middle_x, middle_y, r = x + circle.x, y - circle.down, circle.radius
        k = r * _CIRCLE
        curves = " ".join(
            f"{middle_x + x1:.2f} {middle_y + y1:.2f} {middle_x + x2:.2f} {middle_y + y2:.2f} "
            f"{middle_x + x3:.2f} {middle_y + y3:.2f} c"
            for x1, y1, x2, y2, x3, y3 in (
                (r, k, k, r, 0.0, r),
                (-k, r, -r, k, -r, 0.0),
                (-r, -k, -k, -r, 0.0, -r),
                (k, -r, r, -k, r, 0.0),
            )
        )
        return (
            f"{self.inks[circle.colour].upper()} {circle.width:g} w {_DASHES[Dash.DASHED]} "
            f"{middle_x + r:.2f} {middle_y:.2f} m {curves} S"
        )


def _stretches(rows: Sequence[bytes]) -> Iterator[tuple[int, int, int]]:
    """Yield row, start and length of each stretch of dark squares."""
    for number, row in enumerate(rows):
        start = row.find(1)
        while start >= 0:
            end = row.find(0, start)
            end = len(row) if end < 0 else end
            yield number, start, end - start
            start = row.find(1, end)


def _boxes(page: Page) -> Iterator[PlacedBox]:
    yield from page.boxes
    yield from page.foot


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S"


def _dash_operators(dash: Dash, width: float) -> str:
    step = _DOT_STEPS.get(dash)
    return _DASHES[dash] if step is None else f"[0 {width * step:.3f}] 0 d 1 J"


def _fill_colour(colour: Colour) -> str:
    red, green, blue = colour
    if red == green == blue:
        return f"{red:.3g} g"
    return f"{red:.3f} {green:.3f} {blue:.3f} rg"


def _grey(colour: Colour) -> Colour:
    red, green, blue = colour
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return light, light, light
